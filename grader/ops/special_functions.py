"""The gamma function and its kin, and the complement of the error function."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.quantile_search import entrywise
from grader.ops.shapes import Array, elementwise

__all__ = (
    "beta_function",
    "erfc",
    "gamma_function",
    "log_gamma",
)


def erfc(x: ArrayLike) -> Array:
    """Complementary error function, 1 - erf(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("erfc", np.frompyfunc(math.erfc, 1, 1), x)


def gamma_function(x: ArrayLike) -> Array:
    """Gamma function: (x - 1)! for whole numbers.

    Shapes: x (...) -> (...)
    Convention: nan at zero and the negative whole numbers, inf where no float is large enough
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("gamma_function", _or_none(math.gamma), x)


def log_gamma(x: ArrayLike) -> Array:
    """Natural logarithm of the gamma function, for positive numbers.

    Shapes: x (...) -> (...)
    Convention: nan where x is not positive
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("log_gamma", lambda x: _log_gamma(x) if x > 0 else math.nan, x)


def beta_function(a: ArrayLike, b: ArrayLike) -> Array:
    """Beta function, Gamma(a) Gamma(b) / Gamma(a + b), for positive numbers.

    Shapes: a, b (...) -> (...), broadcasting
    Convention: nan where a or b is not positive
    Errors: ShapeError for more than 5000 entries
    """

    def found(a: float, b: float) -> float:
        if not (0 < a < math.inf and 0 < b < math.inf):
            return math.nan
        return math.exp(_log_gamma(a) + _log_gamma(b) - _log_gamma(a + b))

    return entrywise("beta_function", found, a, b)


def _or_none(function: Callable[[float], float]) -> Callable[[float], float]:
    """inf where a value is too large, nan where there is none."""

    def found(x: float) -> float:
        try:
            return function(x)
        except OverflowError:
            return math.inf
        except ValueError:
            return math.nan

    return found


_log_gamma = _or_none(math.lgamma)
