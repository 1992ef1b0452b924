"""Do the names and values of a rubric's question fit each other and its rules?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

from grader.errors import GraderError, Problem, RubricError
from grader.graph import Rule, did_you_mean, graph_of, needed_parameters
from grader.mathlang import Tree, Vocabulary, derivative_parts, domain, known_function
from grader.question import (
    CALLED,
    constants_of,
    formula_rule,
    formula_texts,
    given_names,
    vocabulary_for,
    words_of,
)
from grader.rubric.constraint_check import constraints_of, said_of_constraint
from grader.rubric.convention_check import places
from grader.rubric.formula_check import (
    Spellings,
    double_spellings,
    unknown_function,
    unreadable_name,
)
from grader.rubric.not_numbers import domain_hint
from grader.rubric.plain_values import Path, RubricSource
from grader.rubric.quoting import as_yaml
from grader.rubric.side_formulas import said_of_itself, side_formulas
from grader.rubric.sound_parts import Keys, broken_names, names_are_known, within, without
from grader.solvers import solver_names, solver_rules

_GIVING = ("parameters", "carried", "dimensions", "domains")
"""Parts of a question that name what it is given."""
_PROOF = ("gradient_of", "with_respect_to")
"""Keys of a step that go together: what it is the gradient of, and by what."""
MAX_LISTED = 6
"""Of more parameters that a solver uses, none is listed in a message."""


def name_problems(
    source: RubricSource, key: str, broken: Collection[Path] = ()
) -> Sequence[Problem]:
    """Solvers, parameters, formulas and steps of one question that do not fit each other.

    broken: where something is wrong already, so that nothing more is said of it.
    """
    here = ("questions", key)
    inside, given = within(broken, key), source.mapping(*here)
    if not names_are_known(given, inside):
        return ()
    lost = broken_names(given, inside)
    question = _tidy(without(given, [path for path in inside if not _is_step(given, path)]))
    solver, variant = question.get("solver"), question.get("variant")
    if not isinstance(solver, str | None) or (solver and not isinstance(variant, str | None)):
        return ()
    try:
        rules = () if solver is None else solver_rules(solver, variant)
    except RubricError as error:
        at = "variant" if variant and solver in solver_names() else "solver"
        return (source.problem((*here, at), str(error)),)
    check = _NameCheck(source, here, question, rules, lost)
    if solver is None and variant is not None:
        check.say(("variant",), "a variant needs a solver; name one")
    check.names_and_rules()
    return check.found


def _is_step(question: Keys, path: Path) -> bool:
    """Whether a path only says what a step lacks: its formula gives the value all the same."""
    is_whole = path[:1] == ("steps",) and len(path) == 2
    return is_whole and isinstance(question["steps"].get(path[1]), dict)


def _tidy(question: Keys) -> Keys:
    """The question with an empty mapping wherever something else than a mapping stands."""
    tidy = dict(question)
    for part in (*_GIVING, "definitions", "steps", "notation"):
        given = question.get(part)
        tidy[part] = given if isinstance(given, dict) else {}
    tidy["steps"] = {n: s if isinstance(s, dict) else {} for n, s in tidy["steps"].items()}
    others = tidy["notation"].items()
    tidy["notation"] = {n: list(map(str, o)) for n, o in others if isinstance(o, list)}
    return tidy


class _NameCheck:
    """The names of one question, what gives them and what takes them; `found` is what is wrong."""

    def __init__(
        self,
        source: RubricSource,
        here: Path,
        question: Keys,
        rules: tuple[Rule, ...],
        lost: Collection[str],
    ) -> None:
        self.source = source
        self.here = here
        self.question = question
        self.steps: dict[str, Keys] = question["steps"]
        self.rules = rules
        self.lost = tuple(sorted(lost))
        self.texts = {n: text for n, text in formula_texts(question).items() if n not in lost}
        self.given = tuple(dict.fromkeys([*given_names(question), *self.lost]))
        self.solved = tuple(rule.name for rule in rules)
        self.known = (*self.solved, *self.texts)
        self.names = tuple(dict.fromkeys([*self.given, *needed_parameters(rules), *self.known]))
        self.found: list[Problem] = []

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names as formulas spell them, made once the spellings that do not read are out."""
        return self._known("")[1]

    def _known(self, step: str) -> tuple[dict[str, Tree], Vocabulary]:
        """What the formulas of a step may name beside values, and all of it as they spell it."""
        constants = constants_of(self.question, self.names, step)
        return constants, vocabulary_for(self.question, [*self.names, *constants])

    @property
    def name(self) -> str:
        solver, variant = self.question.get("solver"), self.question.get("variant")
        named = f"solver {solver}" + (f" ({variant})" if variant else "")
        return named if solver else "this question"

    def say(self, path: Path, message: str, is_warning: bool = False) -> None:
        self.found.append(self.source.problem((*self.here, *path), message, is_warning))

    def names_and_rules(self) -> None:
        """Find everything that is wrong, in the order in which it is told."""
        if not self.rules and not self.texts and not self.lost:
            if any(step.get("answer") != "review" for step in self.steps.values()):
                message = "it has neither a solver nor formulas; name a solver, or give steps"
                self.say((), f"{message} a formula")
            return
        self._check_drawing()
        self._check_notation()
        self._check_spellings()
        written = [*self.rules, *self._formula_rules()]
        beside = self._names_beside()
        is_whole = len(written) == len(self.known) and not self.lost
        if is_whole:
            self._check_unused(needed_parameters(written), beside)
        for name in needed_parameters(self.rules):
            if name not in self.given and name not in self.texts:
                self.say(("parameters",), f"{self.name} needs {name}; add it here")
        self._check_steps()
        if is_whole:
            try:
                graph_of(written, needed_parameters(written))
            except GraderError as error:
                self.say(() if self.texts else ("solver",), str(error))

    def _check_drawing(self) -> None:
        """Domains that are none, and sizes that no array has."""
        for name, spec in self.question["domains"].items():
            try:
                domain(spec)
            except (RubricError, TypeError, ValueError):
                message = f"{as_yaml(spec)} is no domain; {domain_hint(spec)}"
                self.say(("domains", name), message)
        for name, sizes in self.question["dimensions"].items():
            if isinstance(sizes, list) and any(isinstance(n, int) and n < 1 for n in sizes):
                self.say(("dimensions", name), "a size is at least 1")

    def _check_notation(self) -> None:
        """Spellings of a name that there is not, of two names at once, and of none.

        Those that do not read are taken out, so that the formulas are read without them.
        """
        parts = {part for one in self.names for part in derivative_parts(one) or ()}
        spellings = Spellings(self.names)
        for name, others in self.question["notation"].items():
            path = ("notation", name)
            if known_function(name) is None and name not in parts:
                self._check_name(path, name, self.names)
            for other in others:
                said = spellings.said_of(name, other)
                if said is not None:
                    self.say(path, *said)
            self.question["notation"][name] = [o for o in others if spellings.is_readable(o)]

    def _check_spellings(self) -> None:
        """Names that no formula can use as they are spelled, or that are one name when read."""
        for name in (*self.given, *self.texts):
            message = unreadable_name(name, self.vocabulary)
            if message:
                self.say(self._place(name), message)
        for first, other in double_spellings(self.names):
            message = f"{first} and {other} are two spellings of one name; rename one"
            self.say(self._place(other), message)

    def _place(self, name: str) -> Path:
        """Where a name is given its value: its formula, or the first part that lists it."""
        if "formula" in self.steps.get(name, {}):
            return ("steps", name, "formula")
        parts = ("definitions", *_GIVING)
        return (next((part for part in parts if name in self.question[part]), "steps"), name)

    def _formula_rules(self) -> Iterator[Rule]:
        """The rules of the formulas that read; a problem for each that does not."""
        for name, text in self.texts.items():
            place = self._place(name)
            if text == "None":  # a key without a value
                self.say(place, "nothing stands here; write a formula")
                continue
            if name in self.question["definitions"] and place[-1] == "formula":
                self.say(place, f"{name} is defined twice, here and by the definitions")
            if name in self.solved or name in self.given:
                by = self.name if name in self.solved else "its parameters"
                self.say(place, f"{name} is defined twice, here and by {by}")
                continue
            rule = self._read(place, name, text)
            told = said_of_itself(rule, self.steps.get(name, {})) if rule else ""
            if told:
                self.say(place, told)
            elif rule is not None:
                yield rule

    def _read(self, path: Path, name: str, text: str) -> Rule | None:
        step = str(path[1]) if path[0] == "steps" else name
        constants, vocabulary = self._known(step)
        try:
            words = words_of(self.question, step)
            rule = formula_rule(name, text, vocabulary, constants, words)
        except RubricError as error:
            self.say(path, str(error))
            return None
        unknown = unknown_function(rule.tree, vocabulary)
        if unknown:
            self.say(path, f"{unknown} (in '{text}')")
        return None if unknown else rule

    def _names_beside(self) -> set[str]:
        """The names that routes, constraints and the like use; a problem for each formula
        among them that does not read."""
        used: set[str] = set()
        for name, step in self.steps.items():
            used |= {str(step.get(key)) for key in _PROOF}
            for key, text in side_formulas(step):
                rule = self._read(("steps", name, *key), "side", str(text))
                used |= set(rule.arguments if rule else ())
        for path, text in constraints_of(self.question):
            message = said_of_constraint(text)
            if message:
                self.say(path, message)
            rule = None if message else self._read(path, "side", text)
            used |= set(rule.arguments if rule else ())
        for path, name, text in places(self.question):
            if name == CALLED:
                continue
            self._check_name(path, name, self.known)
            rule = self._read(path, name, str(text))
            used |= set(rule.arguments if rule else ())
        return used

    def _check_unused(self, needed: Sequence[str], beside: Collection[str]) -> None:
        """Parameters that no rule uses, but for symbols that students may use in a formula."""
        may_use = any(step.get("answer") == "formula" for step in self.steps.values())
        for part in _GIVING:
            for name in self.question[part]:
                is_symbol = may_use and part in ("dimensions", "domains")
                is_symbol = is_symbol and name not in self.question["parameters"]
                if (*self.here, part, name) in self.source.unneeded:
                    continue
                if name not in (*needed, *beside) and not is_symbol:
                    hint = did_you_mean(name, [n for n in needed if n not in self.given])
                    is_short = 0 < len(needed) <= MAX_LISTED
                    uses = f" (it uses {', '.join(needed)})" if is_short else ""
                    # a sheet may give more than is needed; what is like a name is mistyped
                    is_spare = part == "parameters" and not hint and not self.solved
                    told = f"{self.name} does not use it{hint}{uses}"
                    self.say((part, name), told, is_warning=is_spare)

    def _check_steps(self) -> None:
        values = (*self.known, *self.given)
        for name, step in self.steps.items():
            path = ("steps", name)
            if name not in (*self.known, *self.lost) and step.get("answer") != "review":
                message = "nothing gives this value; write its formula here"
                if self.rules:
                    message = f"no such value in {self.name}{did_you_mean(name, self.known)}"
                self.say(path, message)
            for key in _PROOF:
                self._check_name((*path, key), step.get(key), values)
            given = [key for key in _PROOF if key in step]
            if len(given) == 1:
                self.say((*path, *given), "gradient_of and with_respect_to go together")
            for symbol in step.get("symbols") or ():
                declared = f"; a symbol is declared by domains: {{{symbol}: any}}"
                self._check_name((*path, "symbols"), symbol, values, declared)

    def _check_name(self, path: Path, name: Any, values: Collection[str], more: str = "") -> None:
        if isinstance(name, str) and name not in values:
            self.say(path, f"there is no value {name}{did_you_mean(name, values)}{more}")
