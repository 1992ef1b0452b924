"""Whole numbers: choices, permutations, divisors, remainders."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.quantile_search import EXACT, as_count, entrywise
from grader.ops.shapes import Array, array, elementwise, value

__all__ = (
    "binomial",
    "gcd",
    "lcm",
    "mod",
    "multinomial",
    "permutations",
    "power_mod",
)

_MAX_FACTORS = 520.0
"""Behind so many factors a number of choices is beyond any float: 1040 choose 520."""


def binomial(n: ArrayLike, k: ArrayLike) -> Array:
    """n! / (k! (n - k)!), the ways to choose k of n.

    Shapes: n, k (...) -> (...), broadcasting
    Convention: 0 for k > n, nan for what is negative or has a fraction
    """
    return elementwise("binomial", _binomial, n, k)


def _binomial(n: Array, k: Array) -> Array:
    counts = (n >= 0) & (k >= 0) & (n == np.floor(n)) & (k == np.floor(k)) & np.isfinite(n)
    few = np.where(counts, np.clip(np.minimum(k, n - k), 0.0, _MAX_FACTORS), 0.0)
    found = np.ones(np.shape(few))
    for factor in range(1, int(few.max(initial=0.0)) + 1):
        found = np.where(factor <= few, found * (n - few + factor) / factor, found)
    exact = np.where(found < 2.0**52, np.rint(found), found)
    return np.where(counts, np.where(k > n, 0.0, exact), np.nan)


def permutations(n: ArrayLike, k: ArrayLike) -> Array:
    """n! / (n - k)!, the ways to choose k of n in order.

    Shapes: n, k (...) -> (...), broadcasting
    Convention: 0 for k > n, nan for what is negative or has a fraction
    Errors: ShapeError for more than 5000 entries
    """

    def found(n: float, k: float) -> float:
        n, k = as_count(n), as_count(k)
        if not (_is_count(n) and _is_count(k)):
            return math.nan
        ways = 1.0
        for factor in range(int(min(k, 200.0)) if k <= n else 0):
            ways *= n - factor
        return ways if k <= min(n, 200.0) else 0.0 if k > n else math.inf

    return entrywise("permutations", found, n, k)


def multinomial(counts: ArrayLike) -> Array:
    """(k1 + k2 + ...)! / (k1! k2! ...), the ways to deal out groups of these sizes.

    Shapes: counts (k) -> ()
    Convention: nan for what is negative or has a fraction
    """
    given = array("multinomial", counts).ravel()
    with np.errstate(all="ignore"):
        return value(np.prod(_binomial(np.cumsum(given), given)))


def _is_count(x: float) -> bool:
    return 0 <= x < EXACT and float(x).is_integer()


def gcd(a: ArrayLike, b: ArrayLike) -> Array:
    """Greatest common divisor.

    Shapes: a, b (...) -> (...), broadcasting
    Convention: positive; nan for what has a fraction
    Errors: ShapeError for more than 5000 entries
    """
    return _of_whole("gcd", math.gcd, a, b)


def lcm(a: ArrayLike, b: ArrayLike) -> Array:
    """Least common multiple.

    Shapes: a, b (...) -> (...), broadcasting
    Convention: positive; nan for what has a fraction
    Errors: ShapeError for more than 5000 entries
    """
    return _of_whole("lcm", math.lcm, a, b)


def _of_whole(name: str, function: Callable[[int, int], int], a: ArrayLike, b: ArrayLike) -> Array:
    def found(a: float, b: float) -> float:
        a, b = as_count(a), as_count(b)
        if not (_is_count(abs(a)) and _is_count(abs(b))):
            return math.nan
        return float(function(int(a), int(b)))

    return entrywise(name, found, a, b)


def mod(a: ArrayLike, b: ArrayLike) -> Array:
    """Remainder of a divided by b.

    Shapes: a, b (...) -> (...), broadcasting
    Convention: of the sign of b, as in Python: mod(-7, 3) is 2; nan where b is 0
    """
    return elementwise("mod", np.mod, a, b)


def power_mod(a: ArrayLike, b: ArrayLike, n: ArrayLike) -> Array:
    """Remainder of a to the power b divided by n, exact for large b.

    Shapes: a, b, n (...) -> (...), broadcasting
    Convention: of b = -1 the inverse of a modulo n; nan where there is none, or for a fraction
    Errors: ShapeError for more than 5000 entries
    """

    def found(a: float, b: float, n: float) -> float:
        a, b, n = as_count(a), as_count(b), as_count(n)
        if not (_is_count(abs(a)) and _is_count(abs(b)) and _is_count(n) and n > 0):
            return math.nan
        try:
            return float(pow(int(a), int(b), int(n)))
        except ValueError:
            return math.nan

    return entrywise("power_mod", found, a, b, n)
