"""Is the number that a TA worked out what the rule gives, to the digits that stand there?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from grader.agreement import UpTo, nearest_form
from grader.model import Array
from grader.question import AnswerKind, Question, Step
from grader.review.findings import entry
from grader.words import in_words, number

WHOLE = 0.005
"""The share of the largest entry by which a direction in whole numbers may be off."""


def differences(question: Question, step: Step) -> Iterator[str]:
    """Where a step's `expected` is not what its rule gives, up to what answers may differ in."""
    value = question.solution.get(step.name)
    if step.expected is None or not isinstance(value, np.ndarray):
        return
    whose = "the solver's" if question.graph.rules[step.name].tree is None else "the formula's"
    expected, value = _in_one_form(step, step.expected, value)
    own, true = step.in_words(expected), step.in_words(value)
    differ = list(_of_entries(expected, value, whose, _exact(step, expected)))
    if own is None or true is None:
        yield from differ
    # the cells of a table, and the numbers of tuples, may be rounded as any number may
    elif own != true and (not _may_be_rounded(step, expected) or differ):
        yield f"yours is {own}, {whose} is {true}"


def _may_be_rounded(step: Step, expected: Array) -> bool:
    return step.answer is AnswerKind.TABLE or step.is_complex or expected.ndim > 1


def _in_one_form(step: Step, expected: Array, value: Array) -> tuple[Array, Array]:
    """Both values in the form in which they are compared: the rule's as near as may be."""
    if step.answer is AnswerKind.SET and not step.has_words:
        if step.is_unordered:
            expected, value = np.sort(expected, axis=-1), np.sort(value, axis=-1)
        axis = 0 if expected.ndim == value.ndim > 1 else None
        expected, value = np.unique(expected, axis=axis), np.unique(value, axis=axis)
    if not step.up_to or expected.shape != value.shape:
        return expected, value
    return expected, nearest_form(value, expected, step.up_to)(value)


def _exact(step: Step, expected: Array) -> float | None:
    """How near whole numbers must be that stand for a direction, [1, 2]: nobody has rounded them.

    None for numbers that say by their digits how near they are.
    """
    is_whole = UpTo.SCALE in step.up_to and bool((expected == np.round(expected)).all())
    return WHOLE * float(np.abs(expected).max(initial=0.0)) if is_whole else None


def _of_entries(
    expected: Array, value: Array, whose: str, exact: float | None = None
) -> Iterator[str]:
    if expected.shape != value.shape:
        yield f"yours is {in_words(expected.shape)}, {whose} {in_words(value.shape)}"
        return
    for place in np.ndindex(expected.shape):
        own, true = float(expected[place]), float(value[place])
        reach = _half_unit(own) if exact is None else exact
        if abs(own - true) > reach * (1 + 1e-6):
            where = f"entry {entry(place)}: " if place else ""
            yield f"{where}yours is {own!r}, {whose} is {number(true)}"


def _half_unit(written: float) -> float:
    """Half a unit of the last digit that a number was written with."""
    exponent = Decimal(repr(written)).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), 0)
