"""Simulated students who hold conventions, or mix them, and what they should lose.

Every student works a whole rubric out step by step, each step by the rule of some convention from
the student's own numbers before it. Among all sets of conventions that may be held together, the
one under which the fewest points rest on a rule of another is the student's, and the steps worked
by a rule of another (where it gives another number) are what is lost.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from pathlib import Path

import numpy as np

from grader.errors import GraderError
from grader.gradescope.submission import marked
from grader.graph import Rule
from grader.marking import marks
from grader.mathlang import parse_matrix
from grader.model import Answer, Answers, Array, Mark, StepId
from grader.question import AnswerKind, Assignment, Question
from grader.review.rounding_habits import Habit
from rubrics import FULL, said

HERE = Path(__file__).parent
GALLERY = ("logistic_regression", "dropout_and_l2", "t_test", "momentum_and_adam")
OWN = HERE / "subjects" / "conventions"
Held = frozenset[str]
Ways = Mapping[StepId, Held]
"""The conventions by which each step was worked out."""
NEAR = 1e-9
TINY = 1e-12
"""What is left of a zero in floating point: nobody writes it down."""
IMPOSSIBLE = (GraderError, ValueError, IndexError, ZeroDivisionError)
SHEETS = 12
"""Mixtures of a rubric that are written on sheets as well: reading takes longer than marking."""


@dataclass(frozen=True, eq=False)
class Posed:
    """An assignment with the sets of conventions that a student may hold."""

    assignment: Assignment

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {one.key: one for one in self.assignment.questions}

    @cached_property
    def held(self) -> list[Held]:
        names = sorted({c.name for q in self.questions.values() for c in q.conventions})
        sets = [frozenset(some) for n in range(len(names) + 1) for some in combinations(names, n)]
        return [one for one in sets if all(_is_one(q, one) for q in self.questions.values())]

    @cached_property
    def order(self) -> list[tuple[Question, str]]:
        """The asked steps, each behind those that it rests on."""
        return [
            (question, name)
            for question in self.questions.values()
            for name in question.graph.order
            if any(s.name == name and s.answer.has_value for s in question.steps)
        ]


def _is_one(question: Question, held: Held) -> bool:
    names = [rule.name for c in question.conventions if c.name in held for rule in c.rules]
    return len(names) == len(set(names))


def rule_of(question: Question, name: str, held: Held) -> Rule:
    """The rule of a value for those who hold some conventions."""
    for one in question.conventions:
        if one.name in held:
            for rule in one.rules:
                if rule.name == name:
                    return rule
    return question.graph.rules[name]


def value_at(question: Question, name: str, held: Held, own: Mapping[StepId, Array]) -> Array:
    """What a step is by the rules of some conventions, from what was written before it."""

    def known(one: str) -> Array:
        for carried in question.carried:
            for there, here in carried.names.items():
                if here == one and there in carried.question.graph.rules:
                    stated = own.get((carried.question.key, there))
                    return (
                        value_at(carried.question, there, held, own) if stated is None else stated
                    )
        if one in question.parameters:
            return question.parameters[one]
        if one != name and (question.key, one) in own:
            return own[question.key, one]
        return by_rule(one)

    def by_rule(one: str) -> Array:
        rule = rule_of(question, one, held)
        return np.asarray(rule.function(*map(known, rule.arguments)), dtype=np.float64)

    return by_rule(name)


@dataclass(eq=False)
class Student:
    """One student: what was written, exactly and as text."""

    texts: dict[StepId, str] = field(default_factory=dict)
    own: dict[StepId, Array] = field(default_factory=dict)
    slipped: StepId | None = None


Slip = tuple[StepId, Array]


def worked(
    posed: Posed, ways: Ways, habit: Habit = FULL, slip: Slip | None = None, cut: bool = False
) -> Student:
    """A student who works each step by the conventions that `ways` gives it."""
    student = Student(slipped=slip[0] if slip else None)
    for question, name in posed.order:
        at = (question.key, name)
        step = next(s for s in question.steps if s.name == name)
        value = value_at(question, name, ways[at], student.own)
        if slip and slip[0] == at:
            value = slip[1]
        if not np.isfinite(value).all():
            continue  # a divisor was rounded to 0: nobody writes that down
        value = np.where(np.abs(value) < TINY, 0.0, value)
        if step.answer is AnswerKind.INTERVAL and np.ndim(value):
            value = np.sort(value)  # from a negative deviation too
        text = said(step, value, habit, cut)
        if step.answer is AnswerKind.NUMBER and not step.unit:
            value = np.asarray(parse_matrix(text).value)
        student.texts[at], student.own[at] = text, value
    return student


def off(posed: Posed, student: Student, held: Held) -> frozenset[StepId]:
    """The steps that are not what the rules of some conventions give from the own numbers."""
    return frozenset(
        (question.key, name)
        for question, name in posed.order
        if (question.key, name) in student.texts and not _is_near(question, name, held, student)
    )


def _is_near(question: Question, name: str, held: Held, student: Student) -> bool:
    """Whether a step is what its rule gives from the own numbers, or the true value: who goes on
    with the true one, or comes back to it, is right as well.
    """
    step = next(s for s in question.steps if s.name == name)
    value = student.own[question.key, name]
    for before in (student.own, {}):
        try:
            right = value_at(question, name, held, before)
        except IMPOSSIBLE:  # layouts that do not fit: so it is no work of this convention
            continue
        allowed = step.tolerance.atol + step.tolerance.rtol * np.abs(right) + 1e-6
        if step.answer is AnswerKind.INTERVAL and np.ndim(right):
            right = np.sort(right)
        shapes_fit = right.shape == value.shape
        ways = (value, -value) if "sign" in {one.value for one in step.up_to} else (value,)
        if shapes_fit and any((np.abs(right - way) <= allowed).all() for way in ways):
            return True
    return False


def due(posed: Posed, student: Student) -> list[tuple[Held, frozenset[StepId]]]:
    """What the student may lose: under each set of conventions that explains most of it."""
    worth = {(q.key, s.name): s.points for q in posed.questions.values() for s in q.steps}
    lost = {held: off(posed, student, held) for held in posed.held}
    cost = {held: sum(worth[at] for at in steps) for held, steps in lost.items()}
    least = min(cost.values())
    return [(held, lost[held]) for held in posed.held if cost[held] <= least + NEAR]


Reading = Callable[[Assignment, Mapping[StepId, str]], tuple[Mark, ...]]


def as_answers(assignment: Assignment, texts: Mapping[StepId, str]) -> tuple[Mark, ...]:
    answers = Answers(by_step={at: Answer(text=text) for at, text in texts.items()})
    return marks(assignment, answers)


def as_sheet(assignment: Assignment, texts: Mapping[StepId, str]) -> tuple[Mark, ...]:
    """The marks of a sheet in Markdown that says each step by its name."""
    lines = []
    for question in assignment.questions:
        lines.append(f"## {question.key}")
        for step in question.steps:
            text = texts.get((question.key, step.name))
            if text is not None:
                lines += [f"{step.name} = {text}", ""]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "homework.md").write_text("\n".join(lines), encoding="utf-8")
        return marked(assignment, Path(folder)).marks


def throughout(posed: Posed, held: Held) -> dict[StepId, Held]:
    return {(q.key, name): held for q, name in posed.order}


def named(held: Held) -> str:
    return " and ".join(sorted(held)) or "own"


def mixtures(posed: Posed) -> Iterator[tuple[str, Ways]]:
    """Students who change from one set of conventions to another."""
    order = [(q.key, name) for q, name in posed.order]
    for first, second in product(posed.held, repeat=2):
        if first == second:
            continue
        words = f"{named(first)} to {named(second)}"
        for place in range(1, len(order)):
            yield (
                f"{words} from {order[place]}",
                {at: first if n < place else second for n, at in enumerate(order)},
            )
        for alone in order:
            yield (
                f"{words} at {alone} alone",
                {at: second if at == alone else first for at in order},
            )
