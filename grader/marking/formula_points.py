"""The points at which a formula is tried: at random, with the numbers that are given, with a
student's own answers."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from grader.errors import BrokenRuleError, NoValueError
from grader.graph import evaluate as solved
from grader.mathlang import MORE_DRAWS, Point, Source, evaluate
from grader.model import Array, NoValue
from grader.question import Formula, Question, Step, once

Own = Mapping[str, Formula | Array]
"""A student's formulas and values by step."""


@once
def points_of(
    question: Question, step: Step, draws: int = 6, counts: frozenset[str] = frozenset()
) -> list[Point]:
    """Where the step's rule is tried: the same points for every student."""
    source = Source(
        reference=lambda values: _value_of(step, values),
        names=question.graph.givens,
        domains=question.domains,
        dimensions=question.shapes,
        complete=partial(_values_at, question),
        tree=question.graph.rules[step.name].tree,
    )
    return source.points(draws, int(draws == MORE_DRAWS), counts)


@once
def points_with_givens(question: Question, step: Step) -> list[Point]:
    """Where the step's rule is tried with the numbers that the question gives."""
    return source_with_numbers(question, step, {}).points(6, 0)


def source_with(question: Question, step: Step, own: Own) -> Source:
    """Draws points at which the step's rule is tried with the student's own formulas before it."""
    return Source(
        reference=partial(_followed, question, step, own),
        names=question.graph.givens,
        domains=question.domains,
        dimensions=question.shapes,
        complete=partial(_values_at, question),
    )


def source_with_numbers(question: Question, step: Step, own: Own) -> Source:
    """Draws points for the symbols alone: the question's numbers, and the student's, are known."""
    given = question.parameters
    return Source(
        reference=partial(_followed, question, step, own),
        names=[name for name in question.graph.givens if name not in given],
        domains={n: where for n, where in question.domains.items() if n not in given},
        dimensions={n: shape for n, shape in question.shapes.items() if n not in given},
        complete=lambda point: _values_at(question, {**point, **given}),
    )


def _values_at(question: Question, point: Mapping[str, Any]) -> dict[str, Any]:
    """All values at a point, and the sizes of its arrays by the names that the question gives."""
    sizes = {
        size: np.float64(length)
        for name, shape in question.dimensions.items()
        for size, length in zip(shape, np.shape(point[name]), strict=True)
        if isinstance(size, str)
    }
    return sizes | question.values_at(point)


def _value_of(step: Step, values: Mapping[str, Any]) -> Any:
    if step.name not in values:
        raise NoValueError(f"{step.name} has no value here")
    return values[step.name]


def _followed(question: Question, step: Step, carried: Own, values: Mapping[str, Any]) -> Any:
    """What the step's rule gives where the student's own answers stand for earlier steps."""
    given = {name: values[name] for name in question.graph.parameters}
    own = {
        name: evaluate(one.tree, values, axes=one.axes) if isinstance(one, Formula) else one
        for name, one in carried.items()
    }
    value = solved(question.graph, given, own)[step.name]
    if isinstance(value, NoValue):
        if value.fault is not None:
            raise BrokenRuleError(value.fault)
        raise NoValueError(value.reason)
    return value
