"""Distributions of counts: binomial, Poisson, geometric, hypergeometric.

A `_pmf` is the probability of just k, a `_cdf` that of no more than k, and a `_quantile` the least
k of which the cdf is at least p. The probability of at least k is 1 - cdf(k - 1). A probability of
a k that is not whole is nan: it was miscounted.
"""

import math

from numpy.typing import ArrayLike

from grader.ops.incomplete import beta_tails, binomial_term, gamma_tails, poisson_term
from grader.ops.quantile_search import EXACT, FEW, as_count, entrywise, least_count
from grader.ops.sampling_distributions import standard_quantile
from grader.ops.shapes import Array

__all__ = (
    "binomial_cdf",
    "binomial_pmf",
    "binomial_quantile",
    "geometric_cdf",
    "geometric_pmf",
    "geometric_quantile",
    "hypergeometric_cdf",
    "hypergeometric_pmf",
    "poisson_cdf",
    "poisson_pmf",
    "poisson_quantile",
)

_MAX_TERMS = 5000
"""The most probabilities of a hypergeometric distribution that are added up."""


def binomial_pmf(k: ArrayLike, n: ArrayLike, p: ArrayLike) -> Array:
    """Probability of k successes in n trials, binomial(n, k) p^k (1 - p)^(n - k).

    Shapes: k, n, p (...) -> (...), broadcasting
    Convention: 0 for k above n or below 0; nan where a count has a fraction or p is none
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("binomial_pmf", _binomial_at, k, n, p)


def _binomial_at(k: float, n: float, p: float) -> float:
    k, n = as_count(k), as_count(n)
    if not (_are_counts(n) and k.is_integer() and 0 <= p <= 1):
        return math.nan
    return binomial_term(k, n, p, 1.0 - p) if 0 <= k <= n else 0.0


def _are_counts(*counts: float) -> bool:
    return all(0 <= count < EXACT and count.is_integer() for count in counts)


def binomial_cdf(k: ArrayLike, n: ArrayLike, p: ArrayLike) -> Array:
    """Probability of at most k successes in n trials.

    Shapes: k, n, p (...) -> (...), broadcasting
    Convention: P(X <= k), with k itself; P(X < k) is that of k - 1
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("binomial_cdf", _binomial_up_to, k, n, p)


def _binomial_up_to(k: float, n: float, p: float) -> float:
    k, n = as_count(k), as_count(n)
    if math.isnan(k) or not (_are_counts(n) and 0 <= p <= 1):
        return math.nan
    if k < 0 or k >= n:
        return float(k >= 0)
    below = math.floor(k)
    return beta_tails(below + 1.0, n - below, p, 1.0 - p)[1]


def binomial_quantile(q: ArrayLike, n: ArrayLike, p: ArrayLike) -> Array:
    """The least k for which P(X <= k) is at least q, of n trials with probability p.

    Shapes: q, n, p (...) -> (...), broadcasting
    Convention: nan for a q outside of [0, 1]
    Errors: ShapeError for more than 200 entries
    """

    def found(q: float, n: float, p: float) -> float:
        n = as_count(n)
        if not (0 <= q <= 1 and _are_counts(n) and 0 <= p <= 1):
            return math.nan
        if q in (0.0, 1.0):
            return n * q
        near = n * p + math.sqrt(n * p * (1.0 - p)) * standard_quantile(q)
        return least_count(q, lambda k: _binomial_up_to(k, n, p), near, 0.0)

    return entrywise("binomial_quantile", found, q, n, p, most=FEW)


def poisson_pmf(k: ArrayLike, rate: ArrayLike) -> Array:
    """Probability of k events where `rate` are expected, rate^k e^-rate / k!.

    Shapes: k, rate (...) -> (...), broadcasting
    Convention: 0 for k below 0; nan where it has a fraction or the rate is negative
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("poisson_pmf", _poisson_at, k, rate)


def _poisson_at(k: float, rate: float) -> float:
    k = as_count(k)
    if not (k.is_integer() and 0 <= rate < math.inf):
        return math.nan
    return poisson_term(k, rate) if k >= 0 else 0.0


def poisson_cdf(k: ArrayLike, rate: ArrayLike) -> Array:
    """Probability of at most k events where `rate` are expected.

    Shapes: k, rate (...) -> (...), broadcasting
    Convention: P(X <= k), with k itself; P(X < k) is that of k - 1
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("poisson_cdf", _poisson_up_to, k, rate)


def _poisson_up_to(k: float, rate: float) -> float:
    k = as_count(k)
    if math.isnan(k) or not 0 <= rate < math.inf:
        return math.nan
    if k < 0 or math.isinf(k):
        return float(k > 0)
    return gamma_tails(math.floor(k) + 1.0, rate)[1]


def poisson_quantile(q: ArrayLike, rate: ArrayLike) -> Array:
    """The least k for which P(X <= k) is at least q.

    Shapes: q, rate (...) -> (...), broadcasting
    Convention: nan for a q outside of [0, 1], inf for 1
    Errors: ShapeError for more than 200 entries
    """

    def found(q: float, rate: float) -> float:
        if not (0 <= q <= 1 and 0 <= rate < math.inf):
            return math.nan
        if q in (0.0, 1.0):
            return math.inf if q else 0.0
        near = rate + math.sqrt(rate) * standard_quantile(q)
        return least_count(q, lambda k: _poisson_up_to(k, rate), near, 0.0)

    return entrywise("poisson_quantile", found, q, rate, most=FEW)


def geometric_pmf(k: ArrayLike, p: ArrayLike) -> Array:
    """Probability that the first success comes in trial k, (1 - p)^(k - 1) p.

    Shapes: k, p (...) -> (...), broadcasting
    Convention: trials count from 1, with the success; of failures before it k is one more
    Errors: ShapeError for more than 5000 entries
    """

    def found(k: float, p: float) -> float:
        k = as_count(k)
        if not (k.is_integer() and 0 < p <= 1):
            return math.nan
        return p * (1.0 - p) ** (k - 1.0) if k >= 1 else 0.0

    return entrywise("geometric_pmf", found, k, p)


def geometric_cdf(k: ArrayLike, p: ArrayLike) -> Array:
    """Probability that the first success comes in trial k or before, 1 - (1 - p)^k.

    Shapes: k, p (...) -> (...), broadcasting
    Convention: trials count from 1, with the success
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("geometric_cdf", _geometric_up_to, k, p)


def _geometric_up_to(k: float, p: float) -> float:
    k = as_count(k)
    if math.isnan(k) or not 0 < p <= 1:
        return math.nan
    if k < 1 or p == 1 or math.isinf(k):
        return float(k >= 1)
    return -math.expm1(math.floor(k) * math.log1p(-p))


def geometric_quantile(q: ArrayLike, p: ArrayLike) -> Array:
    """The least k for which the first success comes by trial k with probability q or more.

    Shapes: q, p (...) -> (...), broadcasting
    Convention: trials count from 1; nan for a q outside of [0, 1]
    Errors: ShapeError for more than 200 entries
    """

    def found(q: float, p: float) -> float:
        if not (0 <= q <= 1 and 0 < p <= 1):
            return math.nan
        if q in (0.0, 1.0) or p == 1:
            return math.inf if q == 1 > p else 1.0
        near = math.log1p(-q) / math.log1p(-p)
        return least_count(q, lambda k: _geometric_up_to(k, p), near, 1.0)

    return entrywise("geometric_quantile", found, q, p, most=FEW)


def hypergeometric_pmf(k: ArrayLike, n: ArrayLike, K: ArrayLike, N: ArrayLike) -> Array:
    """Probability of k marked ones among n drawn without replacement.

    Shapes: k, n, K, N (...) -> (...), broadcasting
    Convention: K of the N are marked; 0 for a k that cannot be; nan where a count has a fraction
    Errors: ShapeError for more than 5000 entries
    """
    return entrywise("hypergeometric_pmf", _hypergeometric_at, k, n, K, N)


def _hypergeometric_at(k: float, n: float, K: float, N: float) -> float:
    k, n, K, N = (as_count(one) for one in (k, n, K, N))
    if not (_are_counts(n, K, N) and k.is_integer() and n <= N and K <= N):
        return math.nan
    if k < max(0.0, n + K - N) or k > min(n, K):
        return 0.0
    if n in (0.0, N):
        return 1.0
    p, q = n / N, (N - n) / N
    both = binomial_term(k, K, p, q) * binomial_term(n - k, N - K, p, q)
    return both / binomial_term(n, N, p, q)


def hypergeometric_cdf(k: ArrayLike, n: ArrayLike, K: ArrayLike, N: ArrayLike) -> Array:
    """Probability of at most k marked ones among n drawn without replacement.

    Shapes: k, n, K, N (...) -> (...), broadcasting
    Convention: K of the N are marked; nan where more than 5000 terms count
    Errors: ShapeError for more than 200 entries
    """

    def found(k: float, n: float, K: float, N: float) -> float:
        k, n, K, N = (as_count(one) for one in (k, n, K, N))
        if math.isnan(k) or not (_are_counts(n, K, N) and n <= N and K <= N):
            return math.nan
        if k >= min(n, K):
            return 1.0
        return _hypergeometric_up_to(float(math.floor(k)), n, K, N)

    return entrywise("hypergeometric_cdf", found, k, n, K, N, most=FEW)


def _hypergeometric_up_to(k: float, n: float, K: float, N: float) -> float:
    """The smaller tail, added up from k outwards; each term by its ratio to the one before."""
    upwards = k * N > n * K
    at = k + 1.0 if upwards else k
    total = term = _hypergeometric_at(at, n, K, N)
    for _ in range(_MAX_TERMS):
        if upwards:
            term *= (K - at) * (n - at) / ((at + 1.0) * (N - K - n + at + 1.0))
        else:
            term *= at * (N - K - n + at) / ((K - at + 1.0) * (n - at + 1.0))
        if term <= total * 1e-17:
            return 1.0 - total if upwards else total
        total += term
        at += 1.0 if upwards else -1.0
    return math.nan
