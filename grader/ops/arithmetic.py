"""Arithmetic, comparisons and choices of several arrays, entry by entry.

All of them broadcast as numpy does. A comparison is a mask of zeros and ones, and nan where one
side is nan: what could not be computed never turns into a plain zero.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, elementwise

__all__ = (
    "add",
    "clip",
    "divide",
    "equal",
    "greater",
    "greater_equal",
    "less",
    "less_equal",
    "logical_and",
    "logical_not",
    "logical_or",
    "maximum",
    "minimum",
    "multiply",
    "not_equal",
    "power",
    "step",
    "subtract",
    "where",
)


def add(a: ArrayLike, b: ArrayLike) -> Array:
    """a + b.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return elementwise("add", np.add, a, b)


def subtract(a: ArrayLike, b: ArrayLike) -> Array:
    """a - b.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return elementwise("subtract", np.subtract, a, b)


def multiply(a: ArrayLike, b: ArrayLike) -> Array:
    """a times b entry by entry, the Hadamard product.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return elementwise("multiply", np.multiply, a, b)


def divide(a: ArrayLike, b: ArrayLike) -> Array:
    """a / b entry by entry.

    Shapes: a, b (...) -> (...), broadcasting
    Convention: a / 0 is infinite, 0 / 0 nan
    """
    return elementwise("divide", np.divide, a, b)


def power(a: ArrayLike, b: ArrayLike) -> Array:
    """a to the power b, entry by entry.

    Shapes: a, b (...) -> (...), broadcasting
    Convention: nan for a negative number to a power with a fraction
    """
    return elementwise("power", np.power, a, b)


def maximum(a: ArrayLike, b: ArrayLike) -> Array:
    """The greater of two, entry by entry.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return elementwise("maximum", np.maximum, a, b)


def minimum(a: ArrayLike, b: ArrayLike) -> Array:
    """The lesser of two, entry by entry.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return elementwise("minimum", np.minimum, a, b)


def clip(x: ArrayLike, low: ArrayLike, high: ArrayLike) -> Array:
    """x, but at least `low` and at most `high`.

    Shapes: x, low, high (...) -> (...), broadcasting
    """
    return elementwise(
        "clip", lambda x, low, high: np.minimum(np.maximum(x, low), high), x, low, high
    )


def step(x: ArrayLike, at_zero: ArrayLike = 0.0) -> Array:
    """Heaviside step: 0 below zero, 1 above, `at_zero` at zero itself.

    Shapes: x (...) -> (...)
    """
    return elementwise("step", np.heaviside, x, at_zero)


def where(condition: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
    """a where the condition holds (is not 0), else b.

    Shapes: condition, a, b (...) -> (...), broadcasting
    Convention: nan where the condition is nan
    """
    return elementwise("where", _choice, condition, a, b)


def _choice(condition: Array, a: Array, b: Array) -> Array:
    return np.where(np.isnan(condition), np.nan, np.where(condition != 0, a, b))


def less(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where a < b, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("less", np.less, a, b)


def less_equal(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where a <= b, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("less_equal", np.less_equal, a, b)


def greater(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where a > b, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("greater", np.greater, a, b)


def greater_equal(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where a >= b, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("greater_equal", np.greater_equal, a, b)


def equal(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where a = b, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("equal", np.equal, a, b)


def not_equal(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where a and b differ, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("not_equal", np.not_equal, a, b)


def logical_and(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where neither mask is 0, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("logical_and", np.logical_and, a, b)


def logical_or(a: ArrayLike, b: ArrayLike) -> Array:
    """1 where at least one mask is not 0, else 0.

    Shapes: a, b (...) -> (...), broadcasting
    """
    return _mask("logical_or", np.logical_or, a, b)


def logical_not(a: ArrayLike) -> Array:
    """1 where the mask is 0, else 0.

    Shapes: a (...) -> (...)
    """
    return _mask("logical_not", np.equal, a, 0.0)


def _mask(name: str, test: Callable[[Array, Array], Any], a: ArrayLike, b: ArrayLike) -> Array:
    def mask(a: Array, b: Array) -> Array:
        return np.where(np.isnan(a) | np.isnan(b), np.nan, test(a, b))

    return elementwise(name, mask, a, b)
