"""The incomplete gamma and beta functions, number by number, as shares of the whole.

They are worked out here and not by scipy: `import scipy.special` takes 0.3 s, longer than a whole
run of the platform, and scipy's 140 MB would be installed with every bundle. In front of series and
fractions stands the saddle-point form of C. Loader (2000), which keeps its digits where factorials
are large; where both parameters are large the density is integrated by Gauss-Legendre. They hold to
a share of 1e-10 for parameters of up to a million. Both tails are given, each with its own digits:
1 - cdf would lose those of a small one.
"""

import math
from collections.abc import Callable
from functools import cache

import numpy as np

from grader.ops.shapes import Array

LARGE = 1000.0
"""Parameters above it are integrated; below it series and fractions end within some hundred terms.
"""
_TERMS = 5000
"""A bound on series and fractions; they end long before it."""
_NODES = 96
_REACH = 14.0
"""So many standard deviations out a density is 1e-43 of what it is in the middle."""
_TINY = 1e-300
_EPS = 1e-16
_STIRLING = (1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188, 691 / 360360)
"""The coefficients of Stirling's series, by alternating signs."""


def gamma_tails(a: float, x: float) -> tuple[float, float]:
    """P(a, x) and Q(a, x): the shares of the integral of t^(a-1) e^-t below x and above it."""
    if math.isnan(a + x) or a <= 0 or math.isinf(a):
        return math.nan, math.nan
    if x <= 0:
        return 0.0, 1.0
    if math.isinf(x):
        return 1.0, 0.0
    if a > LARGE:
        middle = a - 1.0, math.sqrt(a)
        return _integrated(lambda t: poisson_logs(a - 1.0, t), x, middle, (0.0, math.inf))
    front = poisson_term(a, x)  # x^a e^-x / Gamma(a + 1)
    if x < a + 1.0:
        below = _clipped(front * _gamma_series(a, x))
        return below, 1.0 - below
    above = _clipped(front * a * _gamma_fraction(a, x))
    return 1.0 - above, above


def _gamma_series(a: float, x: float) -> float:
    term = total = 1.0
    for n in range(1, _TERMS):
        term *= x / (a + n)
        total += term
        if term < total * _EPS:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """The continued fraction of Q, by the method of Lentz."""
    b = x + 1.0 - a
    return _lentz(b, lambda n: (-n * (n - a), b + 2.0 * n))


def beta_tails(a: float, b: float, x: float, y: float) -> tuple[float, float]:
    """I_x(a, b) and 1 - I_x(a, b), the shares of the integral of t^(a-1) (1-t)^(b-1).

    y: 1 - x, given apart so that it keeps its digits where x is almost 1.
    """
    if math.isnan(a + b + x + y) or a <= 0 or b <= 0 or math.isinf(a + b):
        return math.nan, math.nan
    if x <= 0:
        return 0.0, 1.0
    if y <= 0:
        return 1.0, 0.0
    if min(a, b) > LARGE:
        whole = a + b
        spread = math.sqrt(a / whole * (b / whole) / whole)
        return _integrated(
            lambda t: beta_logs(a, b, t, 1.0 - t),
            x,
            ((a - 1.0) / (whole - 2.0), spread),
            (0.0, 1.0),
        )
    front = beta_term(a, b, x, y)
    if x < (a + 1.0) / (a + b + 2.0):
        below = _clipped(front / a * _beta_fraction(a, b, x))
        return below, 1.0 - below
    above = _clipped(front / b * _beta_fraction(b, a, y))
    return 1.0 - above, above


def _beta_fraction(a: float, b: float, x: float) -> float:
    def part(n: int) -> tuple[float, float]:
        m, odd = divmod(n, 2)
        if odd:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1.0
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1.0

    return _lentz(1.0, part)


def _lentz(first: float, part: Callable[[int], tuple[float, float]]) -> float:
    """1 / (first + p1 / (q1 + p2 / (q2 + ...))), each part (p, q) by its number."""
    value = first or _TINY
    c, d = value, 0.0
    for n in range(1, _TERMS):
        p, q = part(n)
        d = 1.0 / ((q + p * d) or _TINY)
        c = (q + p / c) or _TINY
        value *= c * d
        if abs(c * d - 1.0) < _EPS * 2:
            break
    return 1.0 / value


def _clipped(share: float) -> float:
    return min(1.0, max(0.0, share))


def _integrated(
    logs: Callable[[Array], Array],
    x: float,
    middle: tuple[float, float],
    ends: tuple[float, float],
) -> tuple[float, float]:
    """Both tails of a density that is all but normal, by integrating the smaller one.

    logs: its logarithm. middle: where it is greatest, and its standard deviation.
    """
    peak, spread = middle
    if x > peak:
        far = min(ends[1], x + _REACH * spread)
        above = _clipped(_area(logs, x, far))
        return 1.0 - above, above
    below = _clipped(_area(logs, max(ends[0], x - _REACH * spread), x))
    return below, 1.0 - below


def _area(logs: Callable[[Array], Array], start: float, end: float) -> float:
    nodes, weights = _gauss_legendre()
    half = (end - start) / 2.0
    if half <= 0:
        return 0.0
    with np.errstate(all="ignore"):
        return float(half * np.sum(weights * np.exp(logs(start + half * (nodes + 1.0)))))


@cache
def _gauss_legendre() -> tuple[Array, Array]:
    from numpy.polynomial.legendre import leggauss

    nodes, weights = leggauss(_NODES)
    return np.asarray(nodes), np.asarray(weights)


def poisson_term(k: float, rate: float) -> float:
    """rate^k e^-rate / k!, also for a k that is not whole."""
    if k == 0:
        return math.exp(-rate)
    if rate == 0:
        return 0.0
    return math.exp(-stirling_error(k) - deviance(k, rate, rate - k)) / math.sqrt(2.0 * math.pi * k)


def poisson_logs(k: float, rates: Array) -> Array:
    """The logarithms of `poisson_term` for one k and many rates."""
    return -stirling_error(k) - _deviances(k, rates) - 0.5 * math.log(2.0 * math.pi * k)


def binomial_term(k: float, n: float, p: float, q: float) -> float:
    """n! / (k! (n - k)!) p^k q^(n-k), also where k and n are not whole; q is 1 - p."""
    if p <= 0 or q <= 0:
        return float(k == (0 if p <= 0 else n))
    if k == 0:
        return math.exp(n * math.log1p(-p) if p < 0.5 else n * math.log(q))
    if k == n:
        return math.exp(n * math.log1p(-q) if q < 0.5 else n * math.log(p))
    logs = stirling_error(n) - stirling_error(k) - stirling_error(n - k)
    gap = n * p - k if p < q else (n - k) - n * q  # of the two the one that keeps its digits
    logs -= deviance(k, n * p, gap) + deviance(n - k, n * q, -gap)
    return math.exp(logs) * math.sqrt(n / (2.0 * math.pi * k * (n - k)))


def beta_term(a: float, b: float, x: float, y: float) -> float:
    """x^a y^b / B(a, b), where y is 1 - x."""
    return a * b / (a + b) * binomial_term(a, a + b, x, y)


def beta_logs(a: float, b: float, x: Array, y: Array) -> Array:
    """The logarithms of x^(a-1) y^(b-1) / B(a, b) for large a and b and many x; y is 1 - x."""
    n = a + b
    front = stirling_error(n) - stirling_error(a) - stirling_error(b)
    front += 0.5 * math.log(a * b / (2.0 * math.pi * n))
    parts = _deviances(a, n * x) + _deviances(b, n * y)
    found: Array = front - parts - np.log(x) - np.log(y)
    return found


def stirling_error(n: float) -> float:
    """log n! less its approximation by Stirling, log(sqrt(2 pi n) (n / e)^n)."""
    if n < 16.0:
        return math.lgamma(n + 1.0) - (n + 0.5) * math.log(n) + n - 0.5 * math.log(2.0 * math.pi)
    total = 0.0
    for part in reversed(_STIRLING):
        total = part - total / (n * n)
    return total / n


def deviance(x: float, mean: float, gap: float) -> float:
    """x log(x / mean) + mean - x; gap is mean - x, given apart so that it keeps its digits."""
    if x == 0:
        return mean
    if mean == 0:
        return math.inf
    if abs(gap) > 0.1 * x:
        return x * math.log(x / mean) + gap
    return x * _log_gap(gap / x)


def _log_gap(step: float) -> float:
    """step - log(1 + step), for a step that is small."""
    total, power = 0.0, step
    for n in range(2, 40):
        power *= -step
        term = -power / n
        total += term
        if abs(term) <= _EPS * abs(total):
            break
    return total


def _deviances(x: float, means: Array) -> Array:
    """`deviance` of one x and many means."""
    step = (means - x) / x
    total, power = np.zeros(step.shape), step
    for n in range(2, 18):  # enough for a step of 0.1
        power = power * -step
        total -= power / n
    return np.asarray(x * np.where(np.abs(step) > 0.1, step - np.log1p(step), total))
