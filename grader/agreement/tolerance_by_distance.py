"""Is it right? An answer against an expected value under a tolerance, entry by entry."""

import numpy as np
from numpy.typing import NDArray

from grader.model import Array, Tolerance

SLACK = 1e-9
"""Share of the bound that float noise may add: 6.3 is 10 % below 7.0."""
NOISE = 1e-12
"""Share of the value that float noise may add, for bounds that are tiny beside it."""


def fitted(value: Array, shape: tuple[int, ...]) -> Array:
    """A value in a shape, where only axes of a single entry differ; else as it is.

    A vector is a list, a column or a row to people, and `[3]` is a number. A flat list for a
    matrix and the transpose of a matrix stay as they are: there the shape says something.
    """
    if _long_axes(value.shape) != _long_axes(shape):
        return value
    return value.reshape(shape)


def _long_axes(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(size for size in shape if size > 1)


def agreeing(answer: Array, expected: Array, tolerance: Tolerance) -> NDArray[np.bool_] | None:
    """Which entries agree: |answer - expected| <= atol + rtol |expected|, inclusive.

    Shapes: any; None where they differ, and nothing is compared (nothing is broadcast)
    Convention: rtol is of the expected value; NaN agrees with nothing
    """
    if answer.shape != expected.shape:
        return None
    with np.errstate(all="ignore"):
        size = np.abs(expected)
        allowed = tolerance.atol + tolerance.rtol * size
        error = np.abs(answer - expected)
        return np.asarray(error <= allowed + np.maximum(SLACK * allowed, NOISE * size))
