"""The normal distribution and those of samples from it: t, chi-square, F.

A `_pdf` is a density, a `_cdf` the probability of no more than x, and a `_quantile` the x of which
the cdf is p. The upper tail is 1 - cdf.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.incomplete import (
    beta_tails,
    beta_term,
    deviance,
    gamma_tails,
    poisson_term,
    stirling_error,
)
from grader.ops.quantile_search import FEW, entrywise, nearest_tail, root
from grader.ops.shapes import Array, elementwise, value

__all__ = (
    "chi_square_cdf",
    "chi_square_pdf",
    "chi_square_quantile",
    "f_cdf",
    "f_pdf",
    "f_quantile",
    "normal_cdf",
    "normal_pdf",
    "normal_quantile",
    "t_cdf",
    "t_pdf",
    "t_quantile",
)

_erfc = np.frompyfunc(math.erfc, 1, 1)


def normal_pdf(x: ArrayLike, mean: ArrayLike = 0.0, sd: ArrayLike = 1.0) -> Array:
    """Density of the normal distribution.

    Shapes: x, mean, sd (...) -> (...), broadcasting
    Convention: sd is the standard deviation, not the variance; nan where it is not positive
    """

    def density(x: Array, mean: Array, sd: Array) -> Array:
        found = np.exp(-0.5 * np.square((x - mean) / sd)) / (sd * math.sqrt(2.0 * math.pi))
        return np.where(sd > 0, found, np.nan)

    return elementwise("normal_pdf", density, x, mean, sd)


def normal_cdf(x: ArrayLike, mean: ArrayLike = 0.0, sd: ArrayLike = 1.0) -> Array:
    """Normal distribution function, P(X <= x).

    Shapes: x, mean, sd (...) -> (...), broadcasting
    Convention: sd is the standard deviation, not the variance; nan where it is not positive
    """

    def share(x: Array, mean: Array, sd: Array) -> Array:
        found = value(_erfc((mean - x) / (sd * math.sqrt(2.0))))
        return np.where(sd > 0, 0.5 * found, np.nan)

    return elementwise("normal_cdf", share, x, mean, sd)


def normal_quantile(p: ArrayLike, mean: ArrayLike = 0.0, sd: ArrayLike = 1.0) -> Array:
    """Quantile of the normal distribution: the x for which P(X <= x) = p.

    Shapes: p, mean, sd (...) -> (...), broadcasting
    Convention: sd is the standard deviation, not the variance; nan for a p outside of [0, 1]
    Errors: ShapeError for more than 200 entries
    """

    def found(p: float, mean: float, sd: float) -> float:
        return mean + sd * standard_quantile(p) if sd > 0 else math.nan

    return entrywise("normal_quantile", found, p, mean, sd, most=FEW)


def standard_quantile(p: float) -> float:
    """Quantile of the normal distribution of mean 0 and variance 1."""
    ends = _ends(p, -math.inf, math.inf)
    if ends is not None:
        return ends
    rise = nearest_tail(
        p,
        lambda z: (0.5 * math.erfc(-z / math.sqrt(2.0)), 0.5 * math.erfc(z / math.sqrt(2.0))),
        lambda z: math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi),
    )
    return root(rise, 0.0) if p != 0.5 else 0.0


def _ends(p: float, least: float, greatest: float) -> float | None:
    """The quantile where p is 0 or 1 or no probability; None where it has to be searched."""
    if not 0.0 <= p <= 1.0:
        return math.nan
    return least if p == 0.0 else greatest if p == 1.0 else None


def t_pdf(x: ArrayLike, df: ArrayLike) -> Array:
    """Density of Student's t distribution with df degrees of freedom.

    Shapes: x, df (...) -> (...), broadcasting
    Convention: nan where df is not positive
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("t_pdf", _t_density, x, df)


def _t_density(x: float, df: float) -> float:
    if math.isnan(x) or not 0 < df < math.inf:
        return math.nan
    half = 0.5 * df
    front = stirling_error(half + 0.5) - stirling_error(half) - deviance(half, half + 0.5, 0.5)
    ratio = (x / math.sqrt(df)) ** 2 if abs(x) < 1e150 else math.inf
    return math.exp(front - half * math.log1p(ratio)) / math.sqrt(2.0 * math.pi * (1.0 + ratio))


def t_cdf(x: ArrayLike, df: ArrayLike) -> Array:
    """Student's t distribution function, P(T <= x), with df degrees of freedom.

    Shapes: x, df (...) -> (...), broadcasting
    Convention: nan where df is not positive
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("t_cdf", lambda x, df: _t_tails(x, df)[0], x, df)


def _t_tails(x: float, df: float) -> tuple[float, float]:
    if math.isnan(x) or not 0 < df < math.inf:
        return math.nan, math.nan
    ratio = (x / math.sqrt(df)) ** 2 if abs(x) < 1e150 else math.inf
    inside = 1.0 / (1.0 + 1.0 / ratio) if ratio else 0.0
    tail = 0.5 * beta_tails(0.5 * df, 0.5, 1.0 / (1.0 + ratio), inside)[0]
    return (tail, 1.0 - tail) if x < 0 else (1.0 - tail, tail)


def t_quantile(p: ArrayLike, df: ArrayLike) -> Array:
    """Quantile of Student's t distribution: the x for which P(T <= x) = p.

    Shapes: p, df (...) -> (...), broadcasting
    Convention: of a confidence of 95% on both sides p is 0.975; nan for a p outside of [0, 1]
    Errors: ShapeError for more than 200 entries
    """
    return entrywise("t_quantile", _t_quantile, p, df, most=FEW)


def _t_quantile(p: float, df: float) -> float:
    ends = _ends(p, -math.inf, math.inf)
    if not 0 < df < math.inf:
        return math.nan
    if ends is not None:
        return ends
    if p == 0.5:
        return 0.0
    rise = nearest_tail(
        p,
        lambda u: _t_tails(math.sinh(u), df),
        lambda u: _t_density(math.sinh(u), df) * math.cosh(u),
    )
    return math.sinh(root(rise, math.asinh(standard_quantile(p))))


def chi_square_pdf(x: ArrayLike, df: ArrayLike) -> Array:
    """Density of the chi-square distribution with df degrees of freedom.

    Shapes: x, df (...) -> (...), broadcasting
    Convention: 0 below zero; nan where df is not positive
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("chi_square_pdf", lambda x, df: gamma_density(x, 0.5 * df, 0.5), x, df)


def chi_square_cdf(x: ArrayLike, df: ArrayLike) -> Array:
    """Chi-square distribution function, P(X <= x), with df degrees of freedom.

    Shapes: x, df (...) -> (...), broadcasting
    Convention: the p-value of a test is 1 - chi_square_cdf(x, df); nan where df is not positive
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("chi_square_cdf", lambda x, df: gamma_tails(0.5 * df, 0.5 * x)[0], x, df)


def chi_square_quantile(p: ArrayLike, df: ArrayLike) -> Array:
    """Quantile of the chi-square distribution: the x for which P(X <= x) = p.

    Shapes: p, df (...) -> (...), broadcasting
    Convention: the critical value of a test at level alpha has p = 1 - alpha
    Errors: ShapeError for more than 200 entries
    """
    return entrywise(
        "chi_square_quantile", lambda p, df: 2.0 * gamma_quantile_of(p, 0.5 * df), p, df, most=FEW
    )


def gamma_density(x: float, shape: float, rate: float) -> float:
    """Density of the gamma distribution at one number."""
    if math.isnan(x + shape + rate) or shape <= 0 or rate <= 0 or math.isinf(shape + rate):
        return math.nan
    if x < 0 or math.isinf(x):
        return 0.0
    if x == 0:
        return math.inf if shape < 1 else rate if shape == 1 else 0.0
    if shape < 1:
        return poisson_term(shape, x * rate) * shape / x
    return rate * poisson_term(shape - 1.0, x * rate)


def gamma_quantile_of(p: float, shape: float) -> float:
    """Quantile of the gamma distribution of rate 1."""
    ends = _ends(p, 0.0, math.inf)
    if not 0 < shape < math.inf:
        return math.nan
    if ends is not None:
        return ends
    rise = nearest_tail(
        p,
        lambda u: gamma_tails(shape, math.exp(u)),
        lambda u: gamma_density(math.exp(u), shape, 1.0) * math.exp(u),
    )
    return math.exp(root(rise, math.log(shape)))


def f_pdf(x: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Array:
    """Density of the F distribution with df1 and df2 degrees of freedom.

    Shapes: x, df1, df2 (...) -> (...), broadcasting
    Convention: df1 belongs to the numerator; 0 below zero
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("f_pdf", _f_density, x, df1, df2)


def _f_density(x: float, df1: float, df2: float) -> float:
    if math.isnan(x) or not (0 < df1 < math.inf and 0 < df2 < math.inf):
        return math.nan
    if x < 0 or math.isinf(x):
        return 0.0
    if x == 0:
        return math.inf if df1 < 2 else 1.0 if df1 == 2 else 0.0
    return beta_term(0.5 * df1, 0.5 * df2, *_f_shares(x, df1, df2)) / x


def _f_shares(x: float, df1: float, df2: float) -> tuple[float, float]:
    """What x is on the scale of the beta distribution, and what is left to 1."""
    return 1.0 / (1.0 + df2 / (df1 * x)), 1.0 / (1.0 + df1 * x / df2)


def f_cdf(x: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Array:
    """F distribution function, P(X <= x), with df1 and df2 degrees of freedom.

    Shapes: x, df1, df2 (...) -> (...), broadcasting
    Convention: df1 belongs to the numerator; the p-value of a test is 1 - f_cdf(x, df1, df2)
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("f_cdf", lambda x, a, b: _f_tails(x, a, b)[0], x, df1, df2)


def _f_tails(x: float, df1: float, df2: float) -> tuple[float, float]:
    if math.isnan(x) or not (0 < df1 < math.inf and 0 < df2 < math.inf):
        return math.nan, math.nan
    if x <= 0:
        return 0.0, 1.0
    return beta_tails(0.5 * df1, 0.5 * df2, *_f_shares(x, df1, df2))


def f_quantile(p: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Array:
    """Quantile of the F distribution: the x for which P(X <= x) = p.

    Shapes: p, df1, df2 (...) -> (...), broadcasting
    Convention: df1 belongs to the numerator; the critical value at level alpha has p = 1 - alpha
    Errors: ShapeError for more than 200 entries
    """
    return entrywise("f_quantile", _f_quantile, p, df1, df2, most=FEW)


def _f_quantile(p: float, df1: float, df2: float) -> float:
    ends = _ends(p, 0.0, math.inf)
    if not (0 < df1 < math.inf and 0 < df2 < math.inf):
        return math.nan
    if ends is not None:
        return ends
    rise = nearest_tail(
        p,
        lambda u: _f_tails(math.exp(u), df1, df2),
        lambda u: _f_density(math.exp(u), df1, df2) * math.exp(u),
    )
    return math.exp(root(rise, 0.0))
