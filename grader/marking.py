"""Question + answers -> marks: the verdict and credit of every step, with its reason.

Every step is compared with the true value and, where that does not earn everything, with what
its own rule gives from the student's earlier answers; the better credit stands.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.answers.values import value
from grader.compare import comparison
from grader.errors import UnreadableError
from grader.graph import evaluate
from grader.model import Answer, Answers, Array, Mark, NoValue, Value, Verdict
from grader.question import Assignment, Question, Step

_BLANK = Answer(text="")
_NOT_REACHED = "the file could not be read as far as this step (see the top of this page)"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One step's answer with the value read from it, or the sentence why it was not read."""

    answer: Answer
    value: Array | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict with the credit it earns; the fields mean what they mean in Mark."""

    verdict: Verdict
    credit: float = 0.0
    share: float = 0.0
    follows_own: bool = False
    reason: str | None = None
    detail: str | None = None


def outcome(
    answer: Array, solution: Array, followed: Value, step: Step, rests_on: tuple[str, ...]
) -> Outcome:
    """The better of two comparisons: with the true value, and with what the rule gives from the
    student's own earlier answers, of which `rests_on` are not right.

    Where all earlier answers are right, following them differs from the truth by rounding alone,
    and the step is correct.
    """
    true = comparison(answer, solution, step.tolerance)
    if true.is_right:
        return _right()
    if isinstance(followed, NoValue):
        return replace(_in_part(true.share), reason=followed.reason if rests_on else None)
    own = comparison(answer, followed, step.tolerance)
    if not rests_on:
        return _right() if own.is_right else _in_part(max(true.share, own.share))
    credit = own.share * step.follow_through
    if own.share == 0 or credit < true.share:
        return _in_part(true.share)
    verdict = Verdict.FOLLOWS if own.is_right else Verdict.PARTIAL
    return Outcome(verdict=verdict, credit=credit, share=own.share, follows_own=True)


def _right() -> Outcome:
    return Outcome(verdict=Verdict.CORRECT, credit=1.0, share=1.0)


def _in_part(share: float) -> Outcome:
    verdict = Verdict.PARTIAL if share > 0 else Verdict.INCORRECT
    return Outcome(verdict=verdict, credit=share, share=share)


def marks(assignment: Assignment, answers: Answers) -> tuple[Mark, ...]:
    """The marks of all questions, in the rubric's order."""
    return tuple(
        mark for question in assignment.questions for mark in question_marks(question, answers)
    )


def question_marks(question: Question, answers: Answers) -> tuple[Mark, ...]:
    """The marks of one question's steps, in the rubric's order.

    A failure of our own in one step is marked as a fault there; the other steps are unharmed.
    """
    readings = {step.name: _reading(question, step, answers) for step in question.steps}
    carried = {
        name: reading.value
        for name, reading in readings.items()
        if reading.value is not None and _has_right_shape(reading.value, question.solution[name])
    }
    followed = evaluate(question.graph, question.parameters, carried)
    marking = _Marking(question, readings, carried, followed)
    in_order = sorted(question.steps, key=lambda step: question.graph.order.index(step.name))
    for step in in_order:
        marking.take(step)
    return tuple(marking.marks[step.name] for step in question.steps)


def unmarked(
    assignment: Assignment, verdict: Verdict, reason: str | None = None
) -> tuple[Mark, ...]:
    """Marks without credit for every step, for a submission that could not be read at all."""
    return tuple(
        _blank_mark(question, step, Outcome(verdict=verdict, reason=reason))
        for question in assignment.questions
        for step in question.steps
    )


def _reading(question: Question, step: Step, answers: Answers) -> Reading:
    answer = answers.by_step.get((question.key, step.name), _BLANK)
    if answer.problem is not None:
        return Reading(answer=answer, problem=answer.problem)
    if answer.is_blank:
        return Reading(answer=answer, problem=answers.broken and _NOT_REACHED)
    try:
        return Reading(answer=answer, value=value(answer.text))
    except UnreadableError as error:
        return Reading(answer=answer, problem=str(error))


def _has_right_shape(answer: Array, solution: Value) -> bool:
    return not isinstance(solution, NoValue) and answer.shape == solution.shape


class _Marking:
    """The marks of one question as they grow, each step after those that it rests on."""

    def __init__(
        self,
        question: Question,
        readings: Mapping[str, Reading],
        carried: Mapping[str, Array],
        followed: Mapping[str, Value],
    ) -> None:
        self.question = question
        self.readings = readings
        self.carried = carried
        self.followed = followed
        self.marks: dict[str, Mark] = {}

    def take(self, step: Step) -> None:
        try:
            self.marks[step.name] = self._judged(step)
        except Exception:  # our own failure in one step must not cost the others
            fault = Outcome(verdict=Verdict.FAULT, detail=traceback.format_exc())
            self.marks[step.name] = _blank_mark(self.question, step, fault)

    def _judged(self, step: Step) -> Mark:
        reading = self.readings[step.name]
        solution = self.question.solution[step.name]
        if isinstance(solution, NoValue):
            return self._mark(step, Outcome(verdict=Verdict.FAULT, detail=solution.reason))
        if reading.problem is not None:
            return self._mark(step, Outcome(verdict=Verdict.UNREADABLE, reason=reading.problem))
        if reading.value is None:
            return self._mark(step, Outcome(verdict=Verdict.MISSING))
        inputs = tuple(self._stated_inputs(step.name))
        wrong = tuple(name for name in inputs if self.marks[name].verdict is not Verdict.CORRECT)
        followed = self.followed[step.name]
        found = outcome(reading.value, solution, followed, step, rests_on=wrong)
        return self._mark(step, found, inputs=inputs, rests_on=wrong)

    def _mark(
        self,
        step: Step,
        found: Outcome,
        inputs: tuple[str, ...] = (),
        rests_on: tuple[str, ...] = (),
    ) -> Mark:
        reading = self.readings[step.name]
        solution = self.question.solution[step.name]
        return replace(
            _blank_mark(self.question, step, found),
            read=reading.answer.text or None,
            line=reading.answer.line,
            shape=None if reading.value is None else reading.value.shape,
            expected_shape=None if isinstance(solution, NoValue) else solution.shape,
            inputs=inputs,
            rests_on=rests_on,
            carried={name: self.readings[name].answer.text for name in rests_on},
        )

    def _stated_inputs(self, name: str) -> list[str]:
        """The nearest answers of the student that a step rests on, through unstated steps."""
        rules = self.question.graph.rules
        found: dict[str, None] = {}
        passed: set[str] = set()
        waiting = [*reversed(rules[name].arguments)]
        while waiting:
            argument = waiting.pop()
            if argument in self.carried:
                found[argument] = None
            elif argument in rules and argument not in passed:
                passed.add(argument)
                waiting += reversed(rules[argument].arguments)
        return list(found)


def _blank_mark(question: Question, step: Step, found: Outcome) -> Mark:
    return Mark(
        question=question.key,
        step=step.name,
        label=step.label,
        points=step.points,
        visibility=step.visibility,
        verdict=found.verdict,
        credit=found.credit,
        share=found.share,
        follows_own=found.follows_own,
        reason=found.reason,
        detail=found.detail,
    )
