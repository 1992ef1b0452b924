"""An answer beside the true value, or beside what follows, in the form in which they compare."""

from dataclasses import replace

import numpy as np

from grader.agreement import (
    AsWritten,
    Range,
    agreement,
    as_written,
    follows,
    to_digits,
    unless_jumped,
)
from grader.marking.equal_answers import in_equal_form, in_one_shape
from grader.mathlang import WrittenMatrix
from grader.model import Array, Tolerance
from grader.question import AnswerKind, Step

Entries = tuple[AsWritten, ...]


def beside_truth(
    step: Step, written: WrittenMatrix, solution: Array, tolerance: Tolerance
) -> Entries | None:
    """What each entry is worth beside the true value; None where the shapes differ."""
    written, solution = truth_in_form(step, written, solution)
    if step.is_complex:
        return _beside_complex(step, written, (solution,) * 3, tolerance)
    if step.digits is not None:
        return to_digits(written, solution, step.digits)
    return as_written(written, solution, tolerance, step.policy.precision)


def beside_own(
    step: Step, written: WrittenMatrix, own: Range, tolerance: Tolerance
) -> Entries | None:
    """What each entry is worth beside what follows; None where the shapes differ."""
    written, own = own_in_form(step, written, own)
    precision = step.policy.precision
    if step.is_complex:
        return _beside_complex(step, written, (own.low, own.high, own.centre), tolerance)
    if step.digits is not None:
        found = to_digits(written, own.low, step.digits, own.high)
    else:
        found = follows(written, own, tolerance, precision)
    return found and unless_jumped(written, own, found, tolerance, precision)


def is_far_off(step: Step, written: WrittenMatrix, own: Range, tolerance: Tolerance) -> bool:
    """Whether a single number is off what follows for sure: most habits that are tried give such.

    False where that takes a closer look.
    """
    is_single = written.value.ndim == own.centre.ndim == 0
    if not is_single or step.digits is not None or step.words or step.has_equal_forms:
        return False
    bounds = float(own.low), float(own.high), float(own.centre)
    found = agreement(written.entries[0], *bounds, tolerance, step.policy.precision)
    return found is AsWritten.OFF


def _beside_complex(
    step: Step, written: WrittenMatrix, bounds: tuple[Array, Array, Array], tolerance: Tolerance
) -> Entries | None:
    from grader.agreement import complex_as_written  # few questions need it

    return complex_as_written(written, bounds, tolerance, step.policy.precision, step.digits)


def truth_in_form(
    step: Step, written: WrittenMatrix, solution: Array
) -> tuple[WrittenMatrix, Array]:
    """An answer and the true value as they are compared: in one length, in the nearest form."""
    if step.words and step.answer is not AnswerKind.SET:
        written, (solution,) = in_one_shape(written, solution)
    if step.has_equal_forms:
        written, (solution,) = in_equal_form(step, written, solution)
    return written, solution


def own_in_form(step: Step, written: WrittenMatrix, own: Range) -> tuple[WrittenMatrix, Range]:
    """The same for the range of what follows."""
    if step.words and step.answer is not AnswerKind.SET:
        written, (centre, low, high) = in_one_shape(written, own.centre, own.low, own.high)
        own = replace(own, low=low, high=high, centre=centre)
    if step.has_equal_forms:
        written, bounds = in_equal_form(step, written, own.centre, own.low, own.high)
        ends = np.stack(bounds)
        own = Range(low=ends.min(axis=0), high=ends.max(axis=0), centre=bounds[0])
    return written, own
