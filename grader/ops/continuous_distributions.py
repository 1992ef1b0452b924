"""Continuous distributions besides those of samples: exponential, uniform, gamma, beta.

A `_pdf` is a density, a `_cdf` the probability of no more than x, and a `_quantile` the x of which
the cdf is p. The upper tail is 1 - cdf.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.incomplete import beta_tails, beta_term, gamma_tails
from grader.ops.quantile_search import FEW, entrywise, nearest_tail, root
from grader.ops.sampling_distributions import gamma_density, gamma_quantile_of
from grader.ops.shapes import Array, elementwise

__all__ = (
    "beta_cdf",
    "beta_pdf",
    "beta_quantile",
    "exponential_cdf",
    "exponential_pdf",
    "exponential_quantile",
    "gamma_cdf",
    "gamma_pdf",
    "gamma_quantile",
    "uniform_cdf",
    "uniform_pdf",
    "uniform_quantile",
)


def exponential_pdf(x: ArrayLike, rate: ArrayLike = 1.0) -> Array:
    """Density of the exponential distribution, rate e^(-rate x).

    Shapes: x, rate (...) -> (...), broadcasting
    Convention: the rate, not the mean 1 / rate; 0 below zero; nan where it is not positive
    """

    def density(x: Array, rate: Array) -> Array:
        found = np.where(x < 0, 0.0, rate * np.exp(-rate * x))
        return np.where(rate > 0, found, np.nan)

    return elementwise("exponential_pdf", density, x, rate)


def exponential_cdf(x: ArrayLike, rate: ArrayLike = 1.0) -> Array:
    """Exponential distribution function, P(X <= x) = 1 - e^(-rate x).

    Shapes: x, rate (...) -> (...), broadcasting
    Convention: the rate, not the mean 1 / rate; nan where it is not positive
    """

    def share(x: Array, rate: Array) -> Array:
        found = np.where(x < 0, 0.0, -np.expm1(-rate * x))
        return np.where(rate > 0, found, np.nan)

    return elementwise("exponential_cdf", share, x, rate)


def exponential_quantile(p: ArrayLike, rate: ArrayLike = 1.0) -> Array:
    """Quantile of the exponential distribution, -log(1 - p) / rate.

    Shapes: p, rate (...) -> (...), broadcasting
    Convention: the rate, not the mean 1 / rate; nan for a p outside of [0, 1]
    """

    def found(p: Array, rate: Array) -> Array:
        return np.where((p >= 0) & (rate > 0), -np.log1p(-p) / rate, np.nan)

    return elementwise("exponential_quantile", found, p, rate)


def uniform_pdf(x: ArrayLike, low: ArrayLike = 0.0, high: ArrayLike = 1.0) -> Array:
    """Density of the uniform distribution: 1 / (high - low) from low to high, else 0.

    Shapes: x, low, high (...) -> (...), broadcasting
    Convention: nan where high is not above low
    """

    def density(x: Array, low: Array, high: Array) -> Array:
        inside = (x >= low) & (x <= high)
        found = np.where(inside, 1.0 / (high - low), np.where(np.isnan(x), np.nan, 0.0))
        return np.where(high > low, found, np.nan)

    return elementwise("uniform_pdf", density, x, low, high)


def uniform_cdf(x: ArrayLike, low: ArrayLike = 0.0, high: ArrayLike = 1.0) -> Array:
    """Uniform distribution function: the share of the interval that lies below x.

    Shapes: x, low, high (...) -> (...), broadcasting
    Convention: nan where high is not above low
    """

    def share(x: Array, low: Array, high: Array) -> Array:
        return np.where(high > low, np.clip((x - low) / (high - low), 0.0, 1.0), np.nan)

    return elementwise("uniform_cdf", share, x, low, high)


def uniform_quantile(p: ArrayLike, low: ArrayLike = 0.0, high: ArrayLike = 1.0) -> Array:
    """Quantile of the uniform distribution, low + p (high - low).

    Shapes: p, low, high (...) -> (...), broadcasting
    Convention: nan for a p outside of [0, 1]
    """

    def found(p: Array, low: Array, high: Array) -> Array:
        good = (p >= 0) & (p <= 1) & (high > low)
        return np.where(good, low + p * (high - low), np.nan)

    return elementwise("uniform_quantile", found, p, low, high)


def gamma_pdf(x: ArrayLike, shape: ArrayLike, rate: ArrayLike = 1.0) -> Array:
    """Density of the gamma distribution, in proportion to x^(shape - 1) e^(-rate x).

    Shapes: x, shape, rate (...) -> (...), broadcasting
    Convention: shape and rate; of a scale give 1 / scale
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("gamma_pdf", gamma_density, x, shape, rate)


def gamma_cdf(x: ArrayLike, shape: ArrayLike, rate: ArrayLike = 1.0) -> Array:
    """Gamma distribution function, P(X <= x).

    Shapes: x, shape, rate (...) -> (...), broadcasting
    Convention: shape and rate; of a scale give 1 / scale
    Errors: ShapeError for more than 5000 entries
    """

    def share(x: float, shape: float, rate: float) -> float:
        return gamma_tails(shape, x * rate)[0] if rate > 0 else math.nan

    return entrywise("gamma_cdf", share, x, shape, rate)


def gamma_quantile(p: ArrayLike, shape: ArrayLike, rate: ArrayLike = 1.0) -> Array:
    """Quantile of the gamma distribution: the x for which P(X <= x) = p.

    Shapes: p, shape, rate (...) -> (...), broadcasting
    Convention: shape and rate; of a scale give 1 / scale
    Errors: ShapeError for more than 200 entries
    """

    def found(p: float, shape: float, rate: float) -> float:
        return gamma_quantile_of(p, shape) / rate if rate > 0 else math.nan

    return entrywise("gamma_quantile", found, p, shape, rate, most=FEW)


def beta_pdf(x: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
    """Density of the beta distribution, in proportion to x^(a - 1) (1 - x)^(b - 1).

    Shapes: x, a, b (...) -> (...), broadcasting
    Convention: 0 outside of [0, 1]; nan where a or b is not positive
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("beta_pdf", _beta_density, x, a, b)


def _beta_density(x: float, a: float, b: float) -> float:
    if math.isnan(x) or not (0 < a < math.inf and 0 < b < math.inf):
        return math.nan
    if x < 0 or x > 1:
        return 0.0
    if x in (0.0, 1.0):
        own, other = (a, b) if x == 0 else (b, a)
        return math.inf if own < 1 else other if own == 1 else 0.0
    return beta_term(a, b, x, 1.0 - x) / x / (1.0 - x)


def beta_cdf(x: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
    """Beta distribution function, P(X <= x).

    Shapes: x, a, b (...) -> (...), broadcasting
    Convention: nan where a or b is not positive
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("beta_cdf", lambda x, a, b: beta_tails(a, b, x, 1.0 - x)[0], x, a, b)


def beta_quantile(p: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
    """Quantile of the beta distribution: the x for which P(X <= x) = p.

    Shapes: p, a, b (...) -> (...), broadcasting
    Convention: nan for a p outside of [0, 1]
    Errors: ShapeError for more than 200 entries
    """
    return entrywise("beta_quantile", _beta_quantile, p, a, b, most=FEW)


def _beta_quantile(p: float, a: float, b: float) -> float:
    if not (0.0 <= p <= 1.0 and 0 < a < math.inf and 0 < b < math.inf):
        return math.nan
    if p in (0.0, 1.0):
        return p

    def shares(u: float) -> tuple[float, float]:
        return 1.0 / (1.0 + math.exp(-u)), 1.0 / (1.0 + math.exp(u))

    rise = nearest_tail(
        p, lambda u: beta_tails(a, b, *shares(u)), lambda u: beta_term(a, b, *shares(u))
    )
    return shares(root(rise, math.log(a / b)))[0]
