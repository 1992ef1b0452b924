"""Do the names and values of a rubric's question fit each other and its rules?"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError, Problem, RubricError
from grader.graph import Rule, did_you_mean, graph_of, needed_parameters
from grader.question import formula_texts, given_names
from grader.rubric.not_numbers import as_yaml, domain_hint
from grader.rubric.plain_values import RubricSource
from grader.rubric.sound_parts import broken_names, names_are_known, within, without
from grader.solvers import solver_names, solver_rules

if TYPE_CHECKING:
    from grader.mathlang import Vocabulary

Path = tuple[str | int, ...]


def name_problems(
    source: RubricSource, key: str, broken: Collection[Path] = ()
) -> Iterator[Problem]:
    """Solvers, parameters, formulas and steps of one question that do not fit each other.

    broken: where something is wrong already, so that nothing more is said of it.
    """
    here = ("questions", key)
    inside, given = within(broken, key), source.mapping(*here)
    if not names_are_known(given, inside):
        return
    lost = broken_names(given, inside)
    question = _tidy(without(given, [path for path in inside if not _is_step(given, path)]))
    rules: tuple[Rule, ...] = ()
    solver, variant = question.get("solver"), question.get("variant")
    if solver is not None:
        if not isinstance(solver, str) or not (variant is None or isinstance(variant, str)):
            return
        try:
            rules = solver_rules(solver, variant)
        except RubricError as error:
            at = "variant" if variant and solver in solver_names() else "solver"
            yield source.problem((*here, at), str(error))
            return
    elif variant is not None:
        yield source.problem((*here, "variant"), "a variant needs a solver; name one")
    yield from _FormulaCheck(source, here, question, rules, lost).problems()


def _is_step(question: dict[str, Any], path: Path) -> bool:
    """Whether a path only says what a step lacks: its formula gives the value all the same."""
    return path[:1] == ("steps",) and len(path) == 2 and isinstance(
        question["steps"].get(path[1]), dict
    )  # fmt: skip


def _tidy(question: dict[str, Any]) -> dict[str, Any]:
    """The question with an empty mapping wherever something else than a mapping stands."""
    tidy = dict(question)
    for part in ("parameters", "dimensions", "domains", "definitions", "steps", "notation"):
        given = question.get(part)
        tidy[part] = given if isinstance(given, dict) else {}
    tidy["steps"] = {n: s if isinstance(s, dict) else {} for n, s in tidy["steps"].items()}
    others = tidy["notation"].items()
    tidy["notation"] = {n: list(map(str, o)) for n, o in others if isinstance(o, list)}
    return tidy


class _FormulaCheck:
    """The names of one question: what gives them and what takes them."""

    def __init__(
        self,
        source: RubricSource,
        here: Path,
        question: dict[str, Any],
        rules: tuple[Rule, ...],
        lost: Collection[str] = (),
    ) -> None:
        self.lost = tuple(sorted(lost))
        self.source = source
        self.here = here
        self.question = question
        self.rules = rules
        self.texts = {n: text for n, text in formula_texts(question).items() if n not in lost}
        self.given = tuple(dict.fromkeys([*given_names(question), *self.lost]))
        solver = question.get("solver")
        variant = question.get("variant")
        named = f"solver {solver}" + (f" ({variant})" if variant else "")
        self.name = named if solver else "this question"

    def problems(self) -> Iterator[Problem]:
        if not self.rules and not self.texts and not self.lost:
            if all(s.get("answer") == "review" for s in self.question["steps"].values()):
                return
            message = "it has neither a solver nor formulas; name a solver, or give steps a formula"
            yield self.source.problem(self.here, message)
            return
        yield from self._drawing_problems()
        yield from self._notation_problems()
        written = yield from self._formula_rules()
        beside = yield from self._side_rules()
        whole = len(written) == len(self.texts) and not self.lost
        yield from self._parameter_problems((*self.rules, *written), beside, whole)
        yield from self._step_problems([*(rule.name for rule in self.rules), *self.texts])
        if whole:
            try:
                graph_of([*self.rules, *written], [*needed_parameters([*self.rules, *written])])
            except GraderError as error:
                at = ("solver",) if self.rules and not written else ()
                yield self.source.problem((*self.here, *at), str(error))

    def _place(self, name: str) -> Path:
        """Where a name is given its value: its formula, or the first part that lists it."""
        if "formula" in self.question["steps"].get(name, {}):
            return (*self.here, "steps", name, "formula")
        parts = ("definitions", "parameters", "dimensions", "domains")
        return (*self.here, next((p for p in parts if name in self.question[p]), "steps"), name)

    def _formula_rules(self) -> Generator[Problem, None, list[Rule]]:
        """The rules of the formulas that read; a problem for each that does not."""
        from grader.question import formula_rule, sizes_of, vocabulary_of
        from grader.rubric.formula_check import unknown_function

        written = []
        solved = [rule.name for rule in self.rules]
        sizes = sizes_of(_shapes(self.question), self.names)
        vocabulary = vocabulary_of([*self.names, *sizes], self.question["notation"])
        yield from self._spelling_problems(vocabulary)
        for name, text in self.texts.items():
            if text == "None":  # a key without a value
                yield self.source.problem(self._place(name), "nothing stands here; write a formula")
                continue
            if name in self.question["definitions"] and self._place(name)[-1] == "formula":
                message = f"{name} is defined twice, here and by the definitions"
                yield self.source.problem(self._place(name), message)
            if name in solved or name in self.given:
                by = self.name if name in solved else "its parameters"
                yield self.source.problem(
                    self._place(name), f"{name} is defined twice, here and by {by}"
                )
                continue
            try:
                rule = formula_rule(name, text, vocabulary, sizes)
                unknown = unknown_function(rule.tree, vocabulary)
                if unknown:
                    raise RubricError(f"{unknown} (in '{text}')")
                written.append(rule)
            except RubricError as error:
                yield self.source.problem(self._place(name), str(error))
        return written

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the question, be its value known or not."""
        solved = [rule.name for rule in self.rules]
        names = [*self.given, *needed_parameters(self.rules), *solved, *self.texts]
        return tuple(dict.fromkeys(names))

    def _notation_problems(self) -> Iterator[Problem]:
        """Spellings of a name that there is not, of two names at once, and of none.

        Those that do not read are taken out, so that the formulas are read without them.
        """
        from grader.rubric.formula_check import Spellings

        spellings = Spellings(self.names)
        for name, others in self.question["notation"].items():
            path = (*self.here, "notation", name)
            if not self._can_be_spelt(name, self.names):
                hint = did_you_mean(name, self.names)
                yield self.source.problem(path, f"there is no value {name}{hint}")
            for other in others:
                found = spellings.said_of(name, other)
                if found is not None:
                    message, is_warning = found
                    yield self.source.problem(path, message, is_warning)
            self.question["notation"][name] = [o for o in others if spellings.is_readable(o)]

    def _can_be_spelt(self, name: str, names: Collection[str]) -> bool:
        """Whether a name is a value, a function or what a derivative is of or by."""
        from grader.mathlang import derivative_parts, known_function

        parts = {part for one in names for part in derivative_parts(one) or ()}
        return name in names or name in parts or known_function(name) is not None

    def _spelling_problems(self, vocabulary: Vocabulary) -> Iterator[Problem]:
        """Names that no formula can use as they are spelled, or that are one name when read."""
        from grader.rubric.formula_check import double_spellings, unreadable_name

        for name in (*self.given, *self.texts):
            message = unreadable_name(name, vocabulary)
            if message:
                yield self.source.problem(self._place(name), message)
        for first, other in double_spellings(self.names):
            message = f"{first} and {other} are two spellings of one name; rename one"
            yield self.source.problem(self._place(other), message)

    def _drawing_problems(self) -> Iterator[Problem]:
        """Domains that are none, and sizes that no array has."""
        from grader.mathlang import domain

        for name, spec in self.question["domains"].items():
            try:
                domain(spec)
            except (RubricError, TypeError, ValueError):
                message = f"{as_yaml(spec)} is no domain; {domain_hint(spec)}"
                yield self.source.problem((*self.here, "domains", name), message)
        for name, sizes in self.question["dimensions"].items():
            if isinstance(sizes, list) and any(isinstance(n, int) and n < 1 for n in sizes):
                path = (*self.here, "dimensions", name)
                yield self.source.problem(path, "a size is at least 1")

    def _parameter_problems(
        self, rules: tuple[Rule, ...], beside: Collection[str], whole: bool
    ) -> Iterator[Problem]:
        """Parameters that nothing uses, and those that a solver needs and nobody gives."""
        needed = needed_parameters(rules)
        for part in ("parameters", "dimensions", "domains"):
            for name in self.question[part]:
                if name not in (*needed, *beside) and whole and not self._is_symbol(name):
                    hint = did_you_mean(name, [n for n in needed if n not in self.given])
                    uses = f" (it uses {', '.join(needed)})" if 0 < len(needed) <= 6 else ""
                    message = f"{self.name} does not use it{hint}{uses}"
                    yield self.source.problem((*self.here, part, name), message)
        for name in needed_parameters(self.rules):
            if name not in self.given and name not in self.texts:
                path = (*self.here, "parameters")
                yield self.source.problem(path, f"{self.name} needs {name}; add it here")

    def _is_symbol(self, name: str) -> bool:
        """Whether students may use the name in a formula, though no rule does."""
        steps = self.question["steps"].values()
        asks_formula = any(step.get("answer") == "formula" for step in steps)
        return asks_formula and name not in self.question["parameters"]

    def _step_problems(self, known: list[str]) -> Iterator[Problem]:
        for name, step in self.question["steps"].items():
            path = (*self.here, "steps", name)
            is_known = name in known or name in self.lost
            if not is_known and step.get("answer") != "review":
                message = f"no such value in {self.name}{did_you_mean(name, known)}"
                if not self.rules:
                    message = "nothing gives this value; write its formula here"
                yield self.source.problem(path, message)
            for key in ("gradient_of", "with_respect_to"):
                value = step.get(key)
                if isinstance(value, str) and value not in (*known, *self.given):
                    hint = did_you_mean(value, [*known, *self.given])
                    yield self.source.problem((*path, key), f"there is no value {value}{hint}")
            if ("gradient_of" in step) != ("with_respect_to" in step):
                key = "gradient_of" if "gradient_of" in step else "with_respect_to"
                message = "gradient_of and with_respect_to go together"
                yield self.source.problem((*path, key), message)
            for symbol in step.get("symbols") or ():
                if isinstance(symbol, str) and symbol not in (*known, *self.given):
                    hint = did_you_mean(symbol, [*known, *self.given])
                    yield self.source.problem(
                        (*path, "symbols"), f"there is no value {symbol}{hint}"
                    )

    def _side_rules(self) -> Generator[Problem, None, set[str]]:
        """The names that routes, misconceptions and the like use; a problem for each formula
        among them that does not read."""
        from grader.question import formula_rule, sizes_of, vocabulary_of
        from grader.rubric.formula_check import unknown_function

        sizes = sizes_of(_shapes(self.question), self.names)
        vocabulary = vocabulary_of([*self.names, *sizes], self.question["notation"])
        used: set[str] = set()
        for name, step in self.question["steps"].items():
            used |= {str(step.get(key)) for key in ("gradient_of", "with_respect_to")}
            for key, text in _side_formulas(step):
                try:
                    rule = formula_rule("side", str(text), vocabulary, sizes)
                    unknown = unknown_function(rule.tree, vocabulary)
                    if unknown:
                        raise RubricError(f"{unknown} (in '{text}')")
                    used |= set(rule.arguments)
                except RubricError as error:
                    yield self.source.problem((*self.here, "steps", name, *key), str(error))
        return used


def _shapes(question: dict[str, Any]) -> dict[str, list[Any]]:
    """The dimensions of a question that are lists, as they should be."""
    return {n: sizes for n, sizes in question["dimensions"].items() if isinstance(sizes, list)}


def _side_formulas(step: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    routes, wrong = step.get("routes"), step.get("misconceptions")
    for place, text in enumerate(routes if isinstance(routes, list) else []):
        yield ("routes", place), text
    for place, one in enumerate(wrong if isinstance(wrong, list) else []):
        if isinstance(one, dict) and "formula" in one:
            yield ("misconceptions", place, "formula"), one["formula"]
