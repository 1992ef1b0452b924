"""What is wrong with a rubric that can be loaded: double entries that disagree, totals that do
not add up, and what deserves a second look."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from grader.audit import tolerance_findings
from grader.errors import Problem
from grader.marking.slips import recognised
from grader.model import Array, Visibility
from grader.proofs import gradient_problems
from grader.question import AnswerKind, Assignment, Question, Step
from grader.show import number
from grader.wording import in_words, points


def lint_problems(assignment: Assignment) -> tuple[Problem, ...]:
    """Everything to mend in a rubric, and (as warnings) what deserves a second look."""
    found = [*_total_problems(assignment), *gradient_problems(assignment)]
    for question in assignment.questions:
        for step in question.steps:
            found += _step_problems(assignment, question, step)
    for question in assignment.questions:
        found += _audit_problems(assignment, question)
    return tuple(sorted(found, key=lambda problem: problem.line or 0))


def _total_problems(assignment: Assignment) -> Iterator[Problem]:
    declared, actual = assignment.total_points, assignment.points
    if declared is not None and abs(declared - actual) > 1e-9:
        yield assignment.source.problem(
            ("total_points",),
            f"{points(declared)} points are declared, and the steps add up to {points(actual)}",
        )


def _step_problems(assignment: Assignment, question: Question, step: Step) -> Iterator[Problem]:
    path = ("questions", question.key, "steps", step.name)
    value = question.solution.get(step.name)
    if step.expected is not None and isinstance(value, np.ndarray):
        yield from _double_entry_problems(assignment, (*path, "expected"), step.expected, value)
    if step.visibility is Visibility.HIDDEN:
        message = "a hidden step hides the student's total; after_published does not"
        yield assignment.source.problem((*path, "visibility"), message, is_warning=True)


def _audit_problems(assignment: Assignment, question: Question) -> Iterator[Problem]:
    """What right but rounded work would lose, and which known slips a tolerance lets pass."""
    numbers = [step for step in question.steps if step.answer is AnswerKind.NUMBER]
    if not numbers:
        return
    slips = {step.name: recognised(question, step) for step in numbers}
    labels = {step.name: step.label for step in numbers}
    for finding in tolerance_findings(question, slips):
        if finding.kind == "vague" and "figures" in labels[finding.step]:
            continue  # the label asks for them already
        path = ("questions", question.key, "steps", finding.step)
        yield assignment.source.problem(path, finding.message, is_warning=True)


def _double_entry_problems(
    assignment: Assignment, path: tuple[str, ...], expected: Array, value: Array
) -> Iterator[Problem]:
    """Where the TA's own number, to the digits it was written with, is not the solver's."""
    if expected.shape != value.shape:
        message = f"yours is {in_words(expected.shape)}, the solver's {in_words(value.shape)}"
        yield assignment.source.problem(path, message)
        return
    for place in np.ndindex(expected.shape):
        own, true = float(expected[place]), float(value[place])
        if abs(own - true) > _half_unit(own) * (1 + 1e-6):
            entry = "".join(f"[{i}]" for i in place)
            where = f"entry {entry}: " if entry else ""
            message = f"{where}yours is {own!r}, the solver's is {number(true)}"
            yield assignment.source.problem(path, message)


def _half_unit(written: float) -> float:
    """Half a unit of the last digit that a number was written with."""
    exponent = Decimal(repr(written)).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), 0)
