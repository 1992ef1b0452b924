"""Quantiles from distribution functions, and functions of one number applied to each entry."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, ShapeError, elementwise

MANY = 5000
"""The most entries of what is worked out number by number."""
FEW = 200
"""The most entries of quantiles, each of which takes some ten values of the distribution."""
EXACT = 2.0**53
"""The whole numbers that floats hold without gaps."""
ALMOST = 1e-8
"""What differs by less from a whole number is one; lint moves given numbers by a tenth of it."""
_STEPS = 300
_LONGEST = 20.0
"""The longest step before both sides are known; on a scale of logarithms that is far."""
_FAR = 700.0
"""No place farther out is looked at: e^710 is no float."""
_ROUNDING = 1e-12
"""A distribution function that misses p by less reaches it: 1/8 may come out as 0.1249999999999."""


def entrywise(
    name: str, function: Callable[..., float], *given: ArrayLike, most: int = MANY
) -> Array:
    """A function of single numbers at each entry, broadcasting; nan beyond what floats hold.

    Errors: ShapeError for shapes that clash, and for more than `most` entries
    """

    def quiet(*numbers: float) -> float:
        try:
            return function(*numbers)
        except (ArithmeticError, ValueError):  # parameters of 1e-300 or 1e300
            return math.nan

    def apply(*arrays: Array) -> Any:
        size = math.prod(np.broadcast_shapes(*(one.shape for one in arrays)))
        if size > most:
            raise ShapeError(f"{name}: {size} entries are too many; at most {most} can be")
        return np.frompyfunc(quiet, len(arrays), 1)(*arrays)

    return elementwise(name, apply, *given)


def as_count(x: float) -> float:
    """The whole number that x is up to rounding, else x itself: 0.1 * 30 is 3 and a little."""
    near = float(round(x)) if math.isfinite(x) else x
    return near if abs(x - near) <= ALMOST * max(1.0, abs(x)) else x


def nearest_tail(p: float, tails: Callable[[float], tuple[float, float]], density: Any) -> Any:
    """What is 0 at the quantile p and rises: the logarithm of the smaller tail beside its due.

    tails, density: of the distribution on the scale that is searched. The result gives a value and
    its slope. The logarithm of a tail is almost a line far out, so Newton's steps lead there.
    """
    lower, due = p <= 0.5, min(p, 1.0 - p)

    def rise(u: float) -> tuple[float, float]:
        tail = tails(u)[0 if lower else 1]
        if not tail > 0:
            return (-math.inf if lower else math.inf), 0.0
        gap = math.log(tail / due)
        return (gap if lower else -gap), density(u) / tail

    return rise


def root(rise: Callable[[float], tuple[float, float]], start: float) -> float:
    """Where a rising function is 0: by Newton's steps, by halves where these lead astray.

    rise: the value and the slope at a place.
    """
    low, high, reach = -math.inf, math.inf, 1.0
    u = max(-_FAR, min(_FAR, start))
    for _ in range(_STEPS):
        found, slope = rise(u)
        if found == 0 or math.isnan(found):
            return u if found == 0 else math.nan
        low, high = (u, high) if found < 0 else (low, u)
        new = u - found / slope if slope > 0 and math.isfinite(found) else math.nan
        if not (low < new < high and abs(new - u) <= _LONGEST):
            reach *= 2.0
            outwards = u + reach if found < 0 else u - reach
            new = (low + high) / 2.0 if math.isfinite(high - low) else outwards
        new = max(-_FAR, min(_FAR, new))
        if min(abs(new - u), (high - low) / 2.0) <= 4e-16 * max(1.0, abs(u)):
            return new
        u = new
    return u


def least_count(p: float, cdf: Callable[[float], float], start: float, least: float) -> float:
    """The least whole number from `least` on where a distribution function reaches p.

    start: about where. nan where it is beyond the whole numbers that floats hold.
    """
    due = p * (1.0 - _ROUNDING)
    high, step = max(least, float(math.floor(min(start, EXACT)))), 1.0
    while high < EXACT and cdf(high) < due:
        high, step = high + step, 2.0 * step
    if high >= EXACT:
        return math.nan
    low, step = high - step, 2.0 * step
    while low >= least and cdf(low) >= due:
        low, high, step = low - step, low, 2.0 * step
    low = max(low, least - 1.0)
    while high - low > 1.0:
        middle = math.floor((low + high) / 2.0)
        low, high = (low, middle) if cdf(middle) >= due else (middle, high)
    return high
