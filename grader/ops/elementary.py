"""Elementary functions of one array: powers of e, logarithms, roots, rounding.

Outside its domain a function is nan or infinite, without a warning.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, elementwise

__all__ = (
    "abs",
    "ceil",
    "erf",
    "exp",
    "factorial",
    "floor",
    "log",
    "log2",
    "log10",
    "reciprocal",
    "round",
    "sign",
    "sqrt",
    "square",
)

_FACTORIALS = np.array([float(math.factorial(n)) for n in range(171)] + [math.inf])
_erf = np.frompyfunc(math.erf, 1, 1)


def exp(x: ArrayLike) -> Array:
    """e to the power x.

    Shapes: x (...) -> (...)
    """
    return elementwise("exp", np.exp, x)


def log(x: ArrayLike) -> Array:
    """Natural logarithm, base e.

    Shapes: x (...) -> (...)
    Convention: log 0 is -inf, the log of a negative number nan
    """
    return elementwise("log", np.log, x)


def log2(x: ArrayLike) -> Array:
    """Logarithm to base 2.

    Shapes: x (...) -> (...)
    """
    return elementwise("log2", np.log2, x)


def log10(x: ArrayLike) -> Array:
    """Logarithm to base 10.

    Shapes: x (...) -> (...)
    """
    return elementwise("log10", np.log10, x)


def sqrt(x: ArrayLike) -> Array:
    """Square root.

    Shapes: x (...) -> (...)
    Convention: the root of a negative number is nan
    """
    return elementwise("sqrt", np.sqrt, x)


def square(x: ArrayLike) -> Array:
    """x times x, entry by entry.

    Shapes: x (...) -> (...)
    """
    return elementwise("square", np.square, x)


def reciprocal(x: ArrayLike) -> Array:
    """1 / x, entry by entry.

    Shapes: x (...) -> (...)
    """
    return elementwise("reciprocal", np.reciprocal, x)


def abs(x: ArrayLike) -> Array:
    """Absolute value.

    Shapes: x (...) -> (...)
    """
    return elementwise("abs", np.abs, x)


def sign(x: ArrayLike) -> Array:
    """-1, 0 or 1: the sign of each entry.

    Shapes: x (...) -> (...)
    """
    return elementwise("sign", np.sign, x)


def floor(x: ArrayLike) -> Array:
    """Greatest whole number that is not above x.

    Shapes: x (...) -> (...)
    """
    return elementwise("floor", np.floor, x)


def ceil(x: ArrayLike) -> Array:
    """Least whole number that is not below x.

    Shapes: x (...) -> (...)
    """
    return elementwise("ceil", np.ceil, x)


def round(x: ArrayLike) -> Array:
    """Nearest whole number.

    Shapes: x (...) -> (...)
    Convention: halves go to the even neighbour, as in numpy
    """
    return elementwise("round", np.rint, x)


def factorial(x: ArrayLike) -> Array:
    """x! = 1 * 2 * ... * x.

    Shapes: x (...) -> (...)
    Convention: nan for what is negative or has a fraction, inf from 171 on
    """
    return elementwise("factorial", _factorial, x)


def _factorial(x: Array) -> Array:
    counts = (x >= 0) & (x == np.floor(x))
    found = _FACTORIALS[np.where(counts, np.minimum(x, 171.0), 0.0).astype(np.intp)]
    return np.where(counts, found, np.nan)


def erf(x: ArrayLike) -> Array:
    """Error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.

    Shapes: x (...) -> (...)
    """
    return elementwise("erf", _erf, x)
