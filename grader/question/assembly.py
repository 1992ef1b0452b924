"""Joins a rubric's questions with their rules into checked graphs: what marking works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from grader import record
from grader.agreement import KINDS as DIGIT_KINDS
from grader.agreement import Digits, Form, UpTo
from grader.graph import Graph, Rule, evaluate, graph_of, needed_parameters
from grader.mathlang import counted
from grader.model import Array, Tolerance, Visibility
from grader.question.answer_kinds import (
    AnswerKind,
    Choices,
    choices_of,
    expected_value,
    table_names,
)
from grader.question.beyond_numbers import beyond_numbers
from grader.question.carried import Carried, by_question
from grader.question.formulas import RuleReader, has_complex_numbers, rule_reader
from grader.question.policy import nearest, policy_of
from grader.question.question_records import Convention, Misconception, Question, Step
from grader.solvers import solver_rules

Keys = Mapping[str, Any]
LETTER = "(letter)"
"""What a step of complex numbers is told the imaginary unit by; no rubric can spell it."""
CALLED = "called"
"""The key of a convention that says what to call it in a sentence."""


def question_rules(keys: Keys) -> tuple[Rule, ...]:
    """The rules of a question: its solver's, then those written as formulas.

    Raises RubricError for an unknown solver and for a formula that does not read.
    """
    rules: tuple[Rule, ...] = ()
    if keys.get("solver"):
        rules = solver_rules(keys["solver"], keys.get("variant"))
    texts = formula_texts(keys)
    if not texts:
        return rules
    read = rule_reader(known_names(keys, rules), keys)
    return (*rules, *(read(name, text) for name, text in texts.items()))


def known_names(keys: Keys, rules: Sequence[Rule]) -> tuple[str, ...]:
    """Every name that a formula of the question may use."""
    solved = [rule.name for rule in rules]
    names = [*given_names(keys), *needed_parameters(rules), *solved, *formula_texts(keys)]
    return tuple(dict.fromkeys(names))


def formula_texts(keys: Keys) -> dict[str, str]:
    """The formulas of a question by the name they define: definitions first, then steps."""
    defined = {name: str(text) for name, text in (keys.get("definitions") or {}).items()}
    steps = (keys.get("steps") or {}).items()
    return defined | {n: str(step["formula"]) for n, step in steps if "formula" in (step or {})}


def given_names(keys: Keys) -> tuple[str, ...]:
    """The parameters of a question: those with a number, and those that are symbols."""
    parts = (keys.get(part) or {} for part in ("parameters", "carried", "dimensions", "domains"))
    return tuple(dict.fromkeys(name for part in parts for name in part))


def question_of(rubric: Keys, key: str, known: Mapping[str, Question] | None = None) -> Question:
    """The question of a rubric's plain values, which have been checked.

    known: questions that were made already, for those that go on with their values.
    """
    keys = rubric["questions"][key]
    carried = _carried(rubric, keys, known or {})
    elsewhere = {name: value for one in carried for name, value in one.values().items()}
    made = _made(keys, carried, elsewhere)
    parameters = made.parameters
    graph = graph_of(made.rules, given_names(keys))
    dimensions = {n: tuple(shape) for n, shape in (keys.get("dimensions") or {}).items()}
    names = [*graph.parameters, *graph.rules]
    read = made.reader(rule_reader(names, keys), keys)
    return Question(
        key=key,
        title=keys["title"],
        graph=graph,
        parameters=MappingProxyType(parameters),
        steps=tuple(
            _step((made.asked(name, step or {}), keys, rubric), name, graph, read)
            for name, step in keys["steps"].items()
        ),
        solution=MappingProxyType(evaluate(graph, parameters)),
        dimensions=MappingProxyType(dimensions),
        domains=MappingProxyType(_counts(graph) | (keys.get("domains") or {})),
        notation=MappingProxyType({n: tuple(o) for n, o in (keys.get("notation") or {}).items()}),
        part=keys.get("part") or "",
        conventions=_conventions(keys, read),
        carried=carried,
        complexes=made.complexes,
    )


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """The parameters and the rules of a question; its complex values, where it knows any."""

    parameters: dict[str, Array]
    rules: tuple[Rule, ...]
    complexes: frozenset[str] | None = None
    letter: str = ""

    def reader(self, read: RuleReader, keys: Keys) -> RuleReader:
        """A reader of rules, over complex numbers where these are."""
        if self.complexes is None:
            return read
        from grader.question.complex_rules import reader_in_complex, statements

        return reader_in_complex(read, self.complexes, statements(keys))

    def asked(self, name: str, step: Keys) -> Keys:
        """The keys of a step, with its kind of answer where its value tells that it is complex."""
        if self.complexes is None or name not in self.complexes:
            return step
        return {"answer": AnswerKind.COMPLEX.value, **step, LETTER: self.letter}


def _made(keys: Keys, carried: Sequence[Carried[Question]], elsewhere: dict[str, Array]) -> Made:
    rules = question_rules(keys)
    given = keys.get("parameters") or {}
    if has_complex_numbers(keys):
        from grader.question.complex_rules import made_in_complex  # costs what few need pay

        made = made_in_complex(keys, rules, carried, elsewhere)
        return Made(**made)
    return Made(
        parameters={n: _array(value) for n, value in given.items()} | elsewhere, rules=rules
    )


def _carried(
    rubric: Keys, keys: Keys, known: Mapping[str, Question]
) -> tuple[Carried[Question], ...]:
    """The questions that a question goes on with, each with the names of what it takes."""
    return tuple(
        Carried(question=known.get(other) or question_of(rubric, other), names=names)
        for other, names in by_question(keys.get("carried") or {}).items()
    )


def _conventions(keys: Keys, read: RuleReader) -> tuple[Convention, ...]:
    return tuple(
        Convention(
            name=name,
            label=given.get(CALLED) or name.replace("_", " "),
            rules=tuple(read(n, str(text)) for n, text in given.items() if n != CALLED),
        )
        for name, given in (keys.get("conventions") or {}).items()
    )


def _counts(graph: Graph) -> dict[str, Any]:
    """The givens that a rule takes factorials or binomial coefficients of, drawn as they count."""
    trees = (rule.tree for rule in graph.rules.values() if rule.tree is not None)
    found = {name for tree in trees for name in counted(tree)}
    return dict.fromkeys(sorted(found & set(graph.parameters)), "count")


def _step(levels: tuple[Keys, ...], name: str, graph: Graph, read: RuleReader) -> Step:
    """A step from its keys, those of its question and those of the rubric, nearest first."""
    step = levels[0]
    policy = policy_of(levels)
    choices = choices_of(step.get("choices"))
    given, is_read = float(step.get("points") or 0.0), step.get("answer") == "review"
    # words are the very word or another one: no tolerance lies between them
    is_exact = choices is not None
    tolerance, digits = _tolerance(() if is_exact else levels, policy.precision.truncation)
    expected = step.get("expected")
    symbols = step.get("symbols") or (*sorted(graph.parameters), *graph.usable_for(name))
    return Step(
        name=name,
        label=step.get("label") or name,
        points=0.0 if is_read else given,
        people_points=given if is_read else 0.0,
        tolerance=tolerance,
        follow_through=nearest(levels, "follow_through", 1.0),
        visibility=Visibility(nearest(levels, "visibility", "visible")),
        answer=AnswerKind(step.get("answer") or "number"),
        digits=digits,
        symbols=tuple(symbols),
        policy=policy,
        routes=tuple(read(name, str(text)) for text in step.get("routes") or ()),
        also=tuple(read(name, str(text)) for text in step.get("also") or ()),
        up_to=_up_to(step, choices),
        choices=choices,
        table=table_names(step),
        misconceptions=_misconceptions(name, step, read),
        expected=None if expected is None else _expected(step, expected),
        gradient_of=step.get("gradient_of"),
        with_respect_to=step.get("with_respect_to"),
        prompt=step.get("prompt") or "",
        unit=step.get("unit") or "",
        words=beyond_numbers(step.get("spellings"), graph, name),
        unit_letter=step.get(LETTER) or "",
        **_of_kind(step, name, read),
    )


def _of_kind(step: Keys, name: str, read: RuleReader) -> dict[str, Any]:
    """What few kinds of answers have, as it is for all others where they have it not."""
    found: dict[str, Any] = {}
    if step.get("valid"):
        found["valid"] = read(name, str(step["valid"]))
    if step.get("answer") == AnswerKind.SET.value:  # their order is no matter but within a tuple
        found["is_unordered"] = bool(step.get("up_to"))
    if step.get("answer") == AnswerKind.INTERVAL.value:
        found["closed"] = tuple(step.get("closed") or ())
        found["ends_matter"] = step.get("ends") == "matter"
    if step.get("answer") == AnswerKind.LOGIC.value:
        found |= {"form": step.get("form") or "", "literals": step.get("literals") or 0}
    return found


def _up_to(step: Keys, choices: Choices | None) -> frozenset[UpTo]:
    """What may differ from the expected value; the numbers of a set have no order."""
    given = step.get("up_to") or ()
    asked = map(UpTo, [given] if isinstance(given, str) else given)
    kind = step.get("answer")
    if kind == AnswerKind.EQUATION.value:  # 2 y = 4 x has the solutions of y = 2 x
        return frozenset({UpTo.SCALE})
    is_loose = kind == AnswerKind.SET.value and choices is None
    return frozenset(asked) | ({UpTo.ORDER} if is_loose else frozenset())


def _tolerance(levels: tuple[Keys, ...], truncation: bool) -> tuple[Tolerance, Digits | None]:
    """How far an answer may be off, or in how many digits it must agree: the nearest level says."""
    given = [level["tolerance"] for level in levels if level.get("tolerance")]
    for kind in DIGIT_KINDS:
        if given and given[0].get(kind) is not None:
            form: Form = given[0].get("digits") or "at_least"
            count = given[0][kind]
            return Tolerance(), Digits(kind=kind, count=count, form=form, truncation=truncation)
    return Tolerance(rtol=nearest(given, "rtol", 0.0), atol=nearest(given, "atol", 0.0)), None


def _misconceptions(name: str, step: Keys, read: RuleReader) -> tuple[Misconception, ...]:
    return tuple(
        Misconception(
            name=given.get("name") or f"misconception {place}",
            rule=replace(read(name, str(given["formula"])), name=f"misconception_{place}"),
            credit=float(given.get("credit") or 0.0),
            feedback=given["feedback"],
        )
        for place, given in enumerate(step.get("misconceptions") or (), 1)
    )


def _expected(step: Keys, given: Any) -> Array:
    if step.get(LETTER):
        from grader.question.complex_rules import complex_array

        return complex_array(given)
    return _array(expected_value(step, given))


def _array(given: Any) -> Array:
    array = np.array(given, dtype=np.float64)
    array.flags.writeable = False
    return array
