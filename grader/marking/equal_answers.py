"""An answer that may be written in several forms, beside the nearest form of what is expected."""

import numpy as np

from grader.agreement import OPEN, UpTo, is_whole, nearest_form, padded, with_exact_wholes
from grader.mathlang import Written, WrittenMatrix
from grader.model import Array
from grader.question import AnswerKind, Step

PAIRS = 2
"""Axes of a set of tuples, a row for each."""
ALIKE = 9
"""Decimals, in shares of the largest, that tell the members of a set from each other."""


def in_one_shape(
    written: WrittenMatrix, expected: Array, *others: Array
) -> tuple[WrittenMatrix, tuple[Array, ...]]:
    """An answer and what is expected where one of them is that there is none, whatever the shape
    of the other."""
    values = (expected, *others)
    if written.value.shape == expected.shape:
        return written, values
    if len(written.entries) == 1 and written.entries[0].is_none:
        value = np.full(expected.shape, np.nan)
        return WrittenMatrix(value, written.entries * expected.size), values
    if np.isnan(expected).all():
        return written, tuple(np.full(written.value.shape, np.nan) for _ in values)
    return written, values


def in_equal_form(
    step: Step, written: WrittenMatrix, expected: Array, *others: Array
) -> tuple[WrittenMatrix, tuple[Array, ...]]:
    """An answer and what is expected, of one length, the latter in the form nearest the answer.

    others: bounds of the expected value, which are brought into the same form.
    """
    is_set = step.answer is AnswerKind.SET and not step.has_words
    values = _once_each(expected, *others) if is_set else (expected, *others)
    if step.is_unordered:
        written, values = _sorted(written), tuple(np.sort(value, axis=-1) for value in values)
    expected = values[0]
    if written.value.ndim == expected.ndim == PAIRS and step.answer.has_any_length:
        written, values = _of_as_many_rows(written, *values)
    elif step.has_any_length and written.value.ndim <= 1 and expected.ndim <= 1:
        written, values = _of_one_length(written, *values)
    if written.value.shape != values[0].shape or not step.up_to:
        return written, values
    exact = None
    is_open = not (step.up_to.isdisjoint(OPEN) or step.digits)
    if is_open and not _is_rounded_key(step, written, values[0]):
        written = with_exact_wholes(written)
        sure = [entry.decimals is None for entry in written.entries]
        exact = np.reshape(sure, written.value.shape)
    form = nearest_form(values[0], written.value, step.up_to, exact)
    return written, tuple(map(form, values))


def _of_one_length(
    written: WrittenMatrix, *values: Array
) -> tuple[WrittenMatrix, tuple[Array, ...]]:
    """Both with as many entries as the longer has."""
    size = max(written.value.size, values[0].size)
    lacking = [_ABSENT] * (size - written.value.size)
    longer = WrittenMatrix(padded(written.value, size), (*written.entries, *lacking))
    return longer, tuple(padded(value, size) for value in values)


def _is_rounded_key(step: Step, written: WrittenMatrix, expected: Array) -> bool:
    """Whether an answer is the expected value itself, its sign apart, in whole numbers of figures
    enough: 12 and 35 for 12.3 and 35.1."""
    signed = {*(step.up_to - OPEN), *({UpTo.SIGN} if UpTo.SCALE in step.up_to else ())}
    form = nearest_form(expected, written.value, signed)(expected)
    least = step.policy.precision.minimum_figures
    wholes = [(e, x) for e, x in zip(written.entries, form.flat, strict=True) if is_whole(e)]
    return all(
        one.value == 0 == right or ((one.figures or 0) >= least and abs(one.value - right) < 1)
        for one, right in wholes
    )


def _sorted(written: WrittenMatrix) -> WrittenMatrix:
    """Pairs without an order, each with the smaller number first."""
    if written.value.ndim != PAIRS:
        return written
    order = np.argsort(written.value, axis=1, kind="stable")
    width = written.value.shape[1]
    entries = [written.entries[row * width + at] for row, one in enumerate(order) for at in one]
    return WrittenMatrix(np.take_along_axis(written.value, order, axis=1), tuple(entries))


def _of_as_many_rows(
    written: WrittenMatrix, *values: Array
) -> tuple[WrittenMatrix, tuple[Array, ...]]:
    """Sets of tuples that have as many, those that one lacks being of nothing."""
    size, width = max(len(written.value), len(values[0])), written.value.shape[1]
    if width != values[0].shape[1]:
        return written, values
    lacking = (size - len(written.value)) * width
    entries = (*written.entries, *[_ABSENT] * lacking)
    own, *others = (_padded_rows(value, size) for value in (written.value, *values))
    return WrittenMatrix(own, entries), tuple(others)


def _padded_rows(value: Array, size: int) -> Array:
    return np.vstack([value, np.full((size - len(value), value.shape[1]), np.nan)])


def _once_each(expected: Array, *others: Array) -> tuple[Array, ...]:
    """A set without what stands in it twice, but for float noise, as eigenvalues do; its bounds
    with it."""
    if expected.ndim == 0:
        return tuple(value.reshape(1) for value in (expected, *others))
    size = float(np.max(np.abs(expected), where=np.isfinite(expected), initial=0.0)) or 1.0
    alike = np.round(expected / size, ALIKE)
    places = np.sort(np.unique(alike, return_index=True, axis=0)[1])
    return tuple(value[places] for value in (expected, *others))


_ABSENT = Written(float("nan"), "")
"""The place of a part that an answer lacks."""
