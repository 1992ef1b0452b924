"""What of a rubric can be relied on: its plain values without what was found wrong and all that
rests on it, so that the rest is checked to the end all the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from grader.errors import RubricError
from grader.graph import Rule, needed_parameters
from grader.question import formula_texts, given_names, known_names, rule_reader
from grader.rubric.plain_values import Path
from grader.solvers import solver_rules

Keys = dict[str, Any]
_NAMING = ("parameters", "carried", "dimensions", "domains", "definitions")
"""Keys of a question that give names their values; `steps` does as well."""
_WHOLE = ("solver", "variant", "steps")
"""Keys without which nothing of a question can be checked."""


def within(paths: Iterable[Path], key: str) -> tuple[Path, ...]:
    """The paths that lead into a question, as they stand within it."""
    return tuple(path[2:] for path in paths if path[:2] == ("questions", key))


def names_are_known(question: Any, paths: Collection[Path]) -> bool:
    """Whether a question says which names it has, so that its formulas can be checked."""
    parts = (*_NAMING, "steps")
    return isinstance(question, dict) and not any(
        not path or (len(path) == 1 and path[0] in parts and not _is_mapping(question, path[0]))
        for path in paths
    )


def _is_mapping(question: Keys, part: Any) -> bool:
    return isinstance(question.get(part), dict)


def broken_names(question: Keys, paths: Collection[Path]) -> frozenset[str]:
    """The names of a question whose value is not known, because what gives it is wrong."""
    return frozenset(str(path[1]) for path in paths if _takes_value(question, path))


def _takes_value(question: Keys, path: Path) -> bool:
    """Whether what is wrong at a path leaves the name in it without a value."""
    if len(path) > 1 and path[0] == "steps" and _is_mapping(question, "steps"):
        is_step = isinstance(question["steps"].get(path[1]), dict)
        return path[2:3] == ("formula",) or not is_step
    return len(path) > 1 and path[0] in _NAMING


def without(value: Any, paths: Collection[Path]) -> Any:
    """Plain values without those at some paths; the values that were given stay as they are."""
    if () in paths:
        return None
    if not isinstance(value, dict | list):
        return value
    items = value.items() if isinstance(value, dict) else enumerate(value)
    below = {key: (inner, [p[1:] for p in paths if p[0] == key]) for key, inner in items}
    kept = {key: without(*one) for key, one in below.items() if () not in one[1]}
    return kept if isinstance(value, dict) else list(kept.values())


def sound_question(question: Any, paths: Collection[Path]) -> Keys | None:
    """A question without what is wrong and what rests on it; None where nothing is left.

    paths: where something is wrong, within the question.
    """
    if not names_are_known(question, paths) or any((part,) in paths for part in _WHOLE):
        return None
    unasked = {str(path[1]) for path in paths if _leaves_unasked(path)}
    keys = _kept(question, paths, unasked)
    broken = set(broken_names(question, paths))
    rules = _rules(keys, broken)
    if rules is None:
        return None
    unknown = _resting_on(rules, broken | (set(needed_parameters(rules)) - set(given_names(keys))))
    return _without_names(keys, rules, unknown, unasked)


def _kept(question: Keys, paths: Collection[Path], unasked: Collection[str]) -> Keys:
    """A question without what is wrong; steps that are not asked for stay as definitions."""
    keys = without(question, [path for path in paths if not _is_place_for_more(question, path)])
    keys = {"title": "", **{key: value for key, value in keys.items() if value is not None}}
    keys["steps"] = _steps(keys)
    texts = {n: step.get("formula") for n, step in _steps(question).items() if n in unasked}
    formulas = {n: text for n, text in texts.items() if isinstance(text, str)}
    return {**keys, "definitions": (keys.get("definitions") or {}) | formulas}


def _steps(question: Keys) -> dict[str, Keys]:
    return {n: step for n, step in question["steps"].items() if isinstance(step, dict)}


def _is_place_for_more(question: Keys, path: Path) -> bool:
    """Whether a path only says where something is missing: the parameters as a whole."""
    return len(path) == 1 and path[0] in _NAMING and _is_mapping(question, path[0])


def _leaves_unasked(path: Path) -> bool:
    """Whether a step with something wrong there is not checked, though its formula may be."""
    return path[0] == "steps" and (len(path) == 2 or path[2:3] == ("answer",))


def _rules(keys: Keys, broken: set[str]) -> tuple[Rule, ...] | None:
    """The rules of what is left; names whose formula does not read are broken as well."""
    try:
        solved = solver_rules(keys["solver"], keys.get("variant")) if keys.get("solver") else ()
    except RubricError:
        return None
    names = dict.fromkeys([*known_names(keys, solved), *sorted(broken)])
    read = rule_reader(names, keys)
    rules = {rule.name: rule for rule in solved}
    for name, text in formula_texts(keys).items():
        if name in broken or name in rules:
            continue
        try:
            rules[name] = read(name, text)
        except RubricError:
            broken.add(name)
    return tuple(rules.values())


def _resting_on(rules: Iterable[Rule], names: Collection[str]) -> frozenset[str]:
    """Names, and those whose rule rests on one of them."""
    found, size = set(names), -1
    while size != len(found):
        size = len(found)
        found |= {rule.name for rule in rules if found.intersection(rule.arguments)}
    return frozenset(found)


def _without_names(
    keys: Keys, rules: Collection[Rule], unknown: frozenset[str], unasked: Collection[str]
) -> Keys | None:
    """A question that asks for nothing that rests on some names, which stay as symbols."""
    known = {rule.name for rule in rules} | set(given_names(keys))
    reads = _reader(keys, known, unknown)
    steps = {
        name: _sound_step(step, known - unknown, reads)
        for name, step in keys["steps"].items()
        if name not in unasked and name not in unknown
        if name in known or step.get("answer") == "review"
    }
    if not steps:
        return None
    formulas = set(formula_texts(keys))
    solved = {rule.name for rule in rules} - formulas
    left = {n: text for n, text in keys["definitions"].items() if n not in unknown | set(steps)}
    symbols = dict.fromkeys(sorted(unknown - solved), "any")
    sound = {
        part: _except(keys.get(part), unknown) for part in ("parameters", "carried", "dimensions")
    }
    domains = symbols | _except(keys.get("domains"), unknown)
    return {**keys, **sound, "definitions": left, "domains": domains, "steps": steps}


def _except(given: Mapping[str, Any] | None, names: Collection[str]) -> Keys:
    return {name: value for name, value in (given or {}).items() if name not in names}


def _reader(keys: Keys, names: Collection[str], unknown: Collection[str]) -> Callable[[Any], bool]:
    """Whether a formula beside the rules reads and uses nothing unknown."""
    read = rule_reader(sorted({*names, *unknown}), keys)

    def reads(text: Any) -> bool:
        try:
            return not set(read("other", str(text)).arguments) & set(unknown)
        except RubricError:
            return False

    return reads


def _sound_step(step: Keys, known: Collection[str], reads: Callable[[Any], bool]) -> Keys:
    """A step without what names a value that is not known, and with points if it has none."""
    sound = dict(step)
    if sound.get("answer") != "review":
        sound.setdefault("points", 1.0)
    if not {sound.get("gradient_of"), sound.get("with_respect_to")}.issubset(known):
        sound |= {"gradient_of": None, "with_respect_to": None}
    if not set(sound.get("symbols") or ()).issubset(known):
        del sound["symbols"]
    if not reads(sound.get("valid") or "1"):
        del sound["valid"]
    sound["routes"] = list(filter(reads, sound.get("routes") or ()))
    told = [one for one in sound.get("misconceptions") or () if "feedback" in one]
    sound["misconceptions"] = [one for one in told if reads(one.get("formula", "("))]
    return sound
