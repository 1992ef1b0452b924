"""`repeat`: steps that are asked for once in every round, `x_k` for x_1, x_2 and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from typing import Any

from grader import record
from grader.errors import RubricError
from grader.mathlang import canonical
from grader.question import CALLED, formula_texts, given_names
from grader.rubric.plain_values import Path, is_number
from grader.rubric.shorthands.expansion import Expansion, Keys
from grader.rubric.shorthands.round_indices import Filled, rounds_of
from grader.rubric.shorthands.round_points import parted, points_in
from grader.solvers import solver_rules

PARTS = ("start", "definitions", "notation", "steps")
OWN_KEYS = (*PARTS, "points")
"""Keys of a repeat; every other one is an index with its values."""
_FORMULAS = ("formula", "routes", "also", "valid", "symbols", "gradient_of", "with_respect_to")
"""Keys of a step whose texts are formulas or names; in other texts an index stands in `{k}`."""
MAX_STEPS = 400
"""So many values a repeat may make; more rounds than that nobody works by hand."""


@record(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of a repeat in one round: its name there, and what fills its texts."""

    part: str
    written: str
    name: str
    filled: Filled


def repeated(expansion: Expansion, question: Keys) -> Keys:
    """The question with what it repeats as steps, definitions and parameters of their own.

    Rounds come one after the other, each with its steps in their order; they stand before or behind
    the other steps as `repeat` does.
    """
    given = {
        name: values if name in OWN_KEYS else _as_typed(expansion, name, values)
        for name, values in question["repeat"].items()
    }
    question = {**question, "repeat": given}
    indices = {name: rounds_of(values) for name, values in given.items() if name not in OWN_KEYS}
    rounds = {name: values for name, values in indices.items() if values is not None}
    found = {key: value for key, value in question.items() if key != "repeat"}
    if not rounds or len(rounds) < len(indices):
        expansion.give_up()  # what stands there for a range has been told
        return found
    _check_indices(expansion, question, rounds)
    entries = list(_entries(expansion, given, rounds))
    if len(entries) > MAX_STEPS:
        expansion.say(("repeat",), f"this makes {len(entries)} values; at most {MAX_STEPS} fit")
        expansion.give_up()
        return found
    names = frozenset(canonical(entry.name) for entry in entries)
    made = _Made(expansion, question, names, entries)
    for entry in entries:
        made.take(entry, given[entry.part][entry.written])
    made.conventions(rounds)
    return made.joined(found)


def _as_typed(expansion: Expansion, index: str, values: Any) -> Any:
    """The values of an index as they were typed: `yes` is a word here, and no truth value."""
    if not isinstance(values, list):
        return values
    path: Path = (*expansion.here, "repeat", index)
    return [expansion.as_typed(one, (*path, place)) for place, one in enumerate(values)]


def _check_indices(
    expansion: Expansion, question: Keys, rounds: Mapping[str, tuple[str, ...]]
) -> None:
    parts = ("parameters", "dimensions", "domains", "definitions", "steps")
    for name in rounds:
        part = next((p for p in parts if name in (question.get(p) or {})), "")
        if part:
            told = f"{name} is a value of this question as well; count the rounds by another letter"
            expansion.say(("repeat", name), told)


def _entries(
    expansion: Expansion, given: Keys, rounds: Mapping[str, tuple[str, ...]]
) -> Iterator[_Entry]:
    """Every entry of a repeat in every round that its name has, round after round."""
    seen: set[tuple[str, str]] = set()
    for values in product(*rounds.values()):
        at = dict(zip(rounds, values, strict=True))
        for part in PARTS:
            for written in given.get(part) or {}:
                own = _indices_in(written, at)
                path = ("repeat", part, written)
                if not own and part in ("steps", "definitions"):
                    told = f"this name is the same in every round; write {written}_{next(iter(at))}"
                    expansion.say(path, told)
                    expansion.lose(path)
                    continue
                filled = Filled(at={letter: at[letter] for letter in own})
                try:
                    name = filled.name(written)
                except RubricError as error:
                    expansion.say(path, str(error))
                    continue
                if (part, name) not in seen:
                    seen.add((part, name))
                    yield _Entry(part=part, written=written, name=name, filled=filled)


def _indices_in(name: str, at: Mapping[str, str]) -> list[str]:
    """The indices that a name has."""
    found = []
    for letter in at:
        try:
            is_there = Filled(at={letter: at[letter]}).name(name) != name
        except RubricError:
            is_there = True
        found += [letter] * is_there
    return found


class _Made:
    """What a repeat makes: steps, and what goes into other parts of its question."""

    def __init__(
        self, expansion: Expansion, question: Keys, names: frozenset[str], entries: Sequence[_Entry]
    ) -> None:
        self.expansion = expansion
        self.question = question
        self.names = names
        self.known = {canonical(name) for name in known_in(question)} | names
        self.unpaid = sum(_is_unpaid(question["repeat"]["steps"], one) for one in entries)
        self.parts: dict[str, Keys] = {
            part: {} for part in ("parameters", "definitions", "notation", "steps")
        }

    def take(self, entry: _Entry, given: Any) -> None:
        """Put an entry of a round where it belongs."""
        filled = Filled(at=entry.filled.at, names=self.names)
        path = ("repeat", entry.part, entry.written)
        try:
            part, value = self._value(entry, filled, given)
        except RubricError as error:
            self.expansion.say(path, str(error))
            self.expansion.lose((part_of(entry.part), entry.name))
            return
        if entry.name in (self.question.get(part) or {}):
            told = f"{entry.name} stands under {part} as well; keep one"
            self.expansion.say(path, told)
            return
        self.parts[part][entry.name] = value
        self._check_begun(entry, filled, path, part)
        note = f"where {filled.in_words}" if filled.at else ""
        where = (*path, "formula") * (part == "definitions" and entry.part == "steps") or path
        self.expansion.came_from((part, entry.name), where, note)

    def _check_begun(self, entry: _Entry, filled: Filled, path: Path, part: str) -> None:
        """Tell of a name that the first round rests on and nothing gives: it belongs to start."""
        for name in filled.used:
            base = name.rpartition("_")[0]
            is_of_rounds = any(own.startswith(canonical(base)) for own in self.names)
            if {canonical(name), canonical(base)} & self.known or not is_of_rounds:
                continue
            at = (*path, "formula") if entry.part == "steps" else path
            told = f"{name} has no value where {filled.in_words}; give it under start, {name}: 0"
            self.expansion.say(at, told)
            self.expansion.lose((part, entry.name, "formula")[: 2 + (part == "steps")])

    def _value(self, entry: _Entry, filled: Filled, given: Any) -> tuple[str, Any]:
        if entry.part == "steps":
            return self._step(entry, filled, given)
        if entry.part == "notation":
            return "notation", [filled.text(str(one)) for one in given or ()]
        if entry.part == "start" and not isinstance(given, str):
            return "parameters", given
        return "definitions", filled.formula(str(given))

    def _step(self, entry: _Entry, filled: Filled, given: Any) -> tuple[str, Any]:
        """A step of a round; a definition where the round has no points."""
        if not isinstance(given, dict):
            given = {"formula": given} if isinstance(given, str) or is_number(given) else {}
        step = {key: filled_in(value, filled, key in _FORMULAS) for key, value in given.items()}
        here = ",".join(filled.at.values())
        points = self._points(entry, given, here)
        if points is None and given.get("answer") != "review":
            return "definitions", step.get("formula")
        if isinstance(given.get("expected"), dict):
            step["expected"] = given["expected"].get(here)
        return "steps", step if points is None else {**step, "points": points}

    def _points(self, entry: _Entry, given: Keys, here: str) -> Any:
        if "points" in given or given.get("answer") == "review":
            return points_in(given.get("points"), here, self._rounds_of(entry))
        shared = self.question["repeat"].get("points")
        if isinstance(shared, dict) and "all" in shared:
            return parted(shared["all"], self.unpaid)
        return points_in(shared, here, self._rounds_of(entry))

    def _rounds_of(self, entry: _Entry) -> tuple[str, ...]:
        """The rounds of an entry as points name them: `1`, or `1,left` of two indices."""
        values = (rounds_of(self.question["repeat"][letter]) or () for letter in entry.filled.at)
        return tuple(",".join(one) for one in product(*values))

    def conventions(self, rounds: Mapping[str, tuple[str, ...]]) -> None:
        """Write out what conventions say of values that come round after round, `loss_k`."""
        given = self.question.get("conventions")
        for convention, rules in given.items() if isinstance(given, dict) else ():
            entries = _entries(self.expansion, {"notation": rules}, rounds)
            for entry in entries if isinstance(rules, dict) else ():
                filled = Filled(at=entry.filled.at, names=self.names)
                text = rules[entry.written]
                own = self.parts.setdefault("conventions", {}).setdefault(convention, {})
                is_text = isinstance(text, str) and entry.written != CALLED
                own[entry.name] = filled.formula(text) if is_text and filled.at else text
                note = f"where {filled.in_words}" if filled.at else ""
                written = ("conventions", convention, entry.written)
                self.expansion.came_from(("conventions", convention, entry.name), written, note)

    def joined(self, question: Keys) -> Keys:
        """The question with what was made, its steps before or behind the others."""
        keys = list(self.question)
        is_first = "steps" not in keys or keys.index("repeat") < keys.index("steps")
        found = dict(question)
        for part, made in self.parts.items():
            other = {} if part == "conventions" else question.get(part) or {}
            is_before = part == "steps" and is_first
            early = _begun_by(other, made) if is_before else other
            found[part] = {**early, **made, **other}
        return found


def _begun_by(steps: Keys, made: Keys) -> Keys:
    """The steps that rounds go on with, h_0 and h_1 where these are h_2, h_3 and so on."""
    first: dict[str, int] = {}
    for name in made:
        base, _, count = name.rpartition("_")
        if count.isdecimal():
            first[base] = min(first.get(base, int(count)), int(count))
    found = {}
    for name, step in steps.items():
        base, _, count = name.rpartition("_")
        if count.isdecimal() and int(count) < first.get(base, 0):
            found[name] = step
    return found


def part_of(part: str) -> str:
    """The part of a question that an entry of a repeat goes to."""
    return "definitions" if part == "start" else part


def filled_in(value: Any, filled: Filled, is_formula: bool) -> Any:
    """Plain values with the indices of a round in all their texts."""
    if isinstance(value, str):
        return filled.formula(value) if is_formula else filled.text(value)
    if isinstance(value, list):
        return [filled_in(one, filled, is_formula) for one in value]
    if isinstance(value, dict):
        return {key: filled_in(one, filled, key in _FORMULAS) for key, one in value.items()}
    return value


def known_in(question: Keys) -> tuple[str, ...]:
    """The names that a question has beside its rounds."""
    solved: tuple[str, ...] = ()
    if question.get("solver"):
        with suppress(RubricError):  # told elsewhere
            rules = solver_rules(question["solver"], question.get("variant"))
            solved = tuple(rule.name for rule in rules)
    return (*given_names(question), *formula_texts(question), *solved)


def _is_unpaid(steps: Keys, entry: _Entry) -> bool:
    """Whether an entry is a step that says nothing of its points."""
    if entry.part != "steps":
        return False
    given = steps.get(entry.written)
    return not isinstance(given, dict) or not ("points" in given or given.get("answer") == "review")
