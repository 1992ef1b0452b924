"""Walks through a question's steps, each after those that it rests on, and marks them."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from grader.graph import evaluate
from grader.marking.numbers import number_outcome
from grader.marking.outcome import Outcome
from grader.marking.reading import Reading, reading
from grader.model import Answers, Array, Mark, NoValue, Value, Verdict
from grader.question import AnswerKind, Assignment, Question, Step


def marks(assignment: Assignment, answers: Answers) -> tuple[Mark, ...]:
    """The marks of all questions, in the rubric's order."""
    return tuple(
        mark for question in assignment.questions for mark in question_marks(question, answers)
    )


def question_marks(question: Question, answers: Answers) -> tuple[Mark, ...]:
    """The marks of one question's steps, in the rubric's order.

    A failure of our own in one step is marked as a fault there; the other steps are unharmed.
    """
    readings = {step.name: reading(question, step, answers) for step in question.steps}
    carried = {
        name: read.value
        for name, read in readings.items()
        if read.value is not None and _has_right_shape(read.value, question.solution[name])
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
        self.formulas = {n: read.formula for n, read in readings.items() if read.formula}
        self.marks: dict[str, Mark] = {}

    def take(self, step: Step) -> None:
        try:
            mark = self.marks[step.name] = self._judged(step)
            if mark.verdict is Verdict.UNREADABLE:
                self.formulas.pop(step.name, None)  # so it is not carried
        except Exception:  # our own failure in one step must not cost the others
            fault = Outcome(verdict=Verdict.FAULT, detail=traceback.format_exc())
            self.marks[step.name] = _blank_mark(self.question, step, fault)

    def _judged(self, step: Step) -> Mark:
        read = self.readings[step.name]
        solution = self.question.solution[step.name]
        if step.answer is AnswerKind.NUMBER and isinstance(solution, NoValue):
            return self._mark(step, Outcome(verdict=Verdict.FAULT, detail=solution.reason))
        if read.problem is not None:
            return self._mark(step, Outcome(verdict=Verdict.UNREADABLE, reason=read.problem))
        if read.value is None and read.formula is None:
            return self._mark(step, Outcome(verdict=Verdict.MISSING))
        inputs = tuple(self._stated_inputs(step))
        wrong = tuple(name for name in inputs if self.marks[name].verdict is not Verdict.CORRECT)
        return self._mark(step, self._outcome(step, wrong), inputs=inputs, rests_on=wrong)

    def _outcome(self, step: Step, rests_on: tuple[str, ...]) -> Outcome:
        read = self.readings[step.name]
        solution = self.question.solution[step.name]
        if read.formula is not None:
            from grader.marking.formulas import formula_outcome

            return formula_outcome(self.question, step, read.formula, self.formulas, rests_on)
        assert read.value is not None
        assert not isinstance(solution, NoValue)
        return number_outcome(read.value, solution, self.followed[step.name], step, rests_on)

    def _mark(
        self,
        step: Step,
        found: Outcome,
        inputs: tuple[str, ...] = (),
        rests_on: tuple[str, ...] = (),
    ) -> Mark:
        read = self.readings[step.name]
        solution = self.question.solution[step.name]
        has_shape = step.answer is AnswerKind.NUMBER and not isinstance(solution, NoValue)
        return replace(
            _blank_mark(self.question, step, found),
            read=read.answer.text or None,
            line=read.answer.line,
            shape=None if read.value is None else read.value.shape,
            expected_shape=np.asarray(solution).shape if has_shape else None,
            inputs=inputs,
            rests_on=rests_on,
            carried={name: self.readings[name].answer.text for name in rests_on},
        )

    def _stated_inputs(self, step: Step) -> list[str]:
        """The nearest answers of the student that a step rests on, through unstated steps."""
        rules = self.question.graph.rules
        stated = self.formulas if step.answer is AnswerKind.FORMULA else self.carried
        found: dict[str, None] = {}
        passed: set[str] = set()
        waiting = [*reversed(rules[step.name].arguments)]
        while waiting:
            argument = waiting.pop()
            if argument in stated:
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
        is_formula=step.answer is AnswerKind.FORMULA,
        verdict=found.verdict,
        credit=found.credit,
        share=found.share,
        follows_own=found.follows_own,
        reason=found.reason,
        detail=found.detail,
    )
