"""Is the rule of a gradient the gradient? Tried against numerical derivatives of the loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.draws import random_points
from grader.errors import NoValueError, Problem
from grader.graph import evaluate
from grader.mathlang.slopes import numerical_gradient
from grader.model import Array, NoValue
from grader.question import Assignment, Question, Step
from grader.show import shown

POINTS = 3
RTOL = 1e-5


def gradient_problems(assignment: Assignment) -> Iterator[Problem]:
    """Steps that say `gradient_of` and whose rule is not that gradient, with both values."""
    for question in assignment.questions:
        for step in question.steps:
            if step.gradient_of and step.with_respect_to:
                message = difference(question, step, step.gradient_of, step.with_respect_to)
                if message:
                    path = ("questions", question.key, "steps", step.name, "gradient_of")
                    yield assignment.source.problem(path, message)


def difference(question: Question, step: Step, loss: str, by: str) -> str | None:
    """What is wrong with a step's rule as the gradient of `loss` by `by`, or None.

    Tried at random parameters, and at the given ones where random ones have no value.
    """
    tried = 0
    for point in random_points(question):
        try:
            rule, slope = _rule_and_slope(question, step.name, loss, by, point)
        except NoValueError:
            continue
        tried += 1
        scale = float(np.abs(slope).max(initial=0.0))
        if rule.shape != slope.shape or not np.allclose(rule, slope, rtol=RTOL, atol=RTOL * scale):
            where = ", ".join(f"{n} = {shown(value)}" for n, value in point.items())
            return (
                f"the rule is not the gradient of {loss} with respect to {by}: at {where} it gives"
                f" {shown(rule)}, and the numerical derivative is {shown(slope)}"
            )
        if tried == POINTS:
            break
    if not tried:
        return f"{loss} has no derivative by {by} at any point that was tried"
    return None


def _rule_and_slope(
    question: Question, name: str, loss: str, by: str, point: Mapping[str, Array]
) -> tuple[Array, Array]:
    solved = {**point, **evaluate(question.graph, point)}
    rule, at = solved[name], solved[by]
    if isinstance(rule, NoValue) or isinstance(at, NoValue):
        raise NoValueError(f"{name} has no value here")

    def value_of_loss(values: dict[str, Any]) -> Any:
        moved = np.asarray(values[by])
        if by in point:
            found = evaluate(question.graph, {**point, by: moved})[loss]
        else:
            found = evaluate(question.graph, point, {by: moved})[loss]
        if isinstance(found, NoValue):
            raise NoValueError(found.reason)
        return found

    return np.asarray(rule), numerical_gradient(value_of_loss, {by: at}, by)
