"""Entropies and divergences of distributions, in nats or in bits.

Logarithms are natural unless a base is given; with base=2 a result is in bits. 0 log 0 is 0.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    Axis,
    ShapeError,
    axes,
    elementwise,
    real,
    shown,
    value,
)

__all__ = (
    "binary_cross_entropy",
    "cross_entropy",
    "entropy",
    "kl_divergence",
)


def entropy(p: ArrayLike, axis: Axis = -1, base: ArrayLike | None = None) -> Array:
    """Entropy, -sum p log p: in nats, or in bits with base=2.

    Shapes: p (k) -> (); p (n, k) -> (n)
    Convention: one distribution along the last axis; axis=None for all entries
    Errors: ShapeError for a number and for an axis that does not exist
    """
    return _total("entropy", 0.0 - elementwise("entropy", _product, p, p), axis, base)


def cross_entropy(
    p: ArrayLike, q: ArrayLike, axis: Axis = -1, base: ArrayLike | None = None
) -> Array:
    """Cross entropy, -sum p log q, in nats or with base=2 in bits; p is the target.

    Shapes: p, q (k) -> (); p, q (n, k) -> (n)
    Convention: one distribution along the last axis; inf where q is 0 and p is not
    Errors: ShapeError for shapes that do not fit
    """
    return _total("cross_entropy", 0.0 - elementwise("cross_entropy", _product, p, q), axis, base)


def kl_divergence(
    p: ArrayLike, q: ArrayLike, axis: Axis = -1, base: ArrayLike | None = None
) -> Array:
    """Kullback-Leibler divergence of q from p, sum p log(p / q), in nats or with base=2 in bits.

    Shapes: p, q (k) -> (); p, q (n, k) -> (n)
    Convention: one distribution along the last axis; inf where q is 0 and p is not
    Errors: ShapeError for shapes that do not fit
    """
    return _total("kl_divergence", elementwise("kl_divergence", _divergence, p, q), axis, base)


def binary_cross_entropy(target: ArrayLike, prediction: ArrayLike) -> Array:
    """-(t log y + (1 - t) log(1 - y)), entry by entry, for the target t and the prediction y.

    Shapes: target, prediction (...) -> (...), broadcasting
    Convention: the target first; no sum or mean over entries
    """

    def loss(target: Array, prediction: Array) -> Array:
        return 0.0 - _product(target, prediction) - _product(1.0 - target, 1.0 - prediction)

    return elementwise("binary_cross_entropy", loss, target, prediction)


def _product(p: Array, q: Array) -> Array:
    """p log q; 0 where p is 0, wherever q lies: what has no weight counts for nothing."""
    return np.where((p == 0) & ~np.isnan(q), 0.0, p * np.log(q))


def _divergence(p: Array, q: Array) -> Array:
    return _product(p, p) - _product(p, q)


def _total(name: str, terms: Array, axis: Axis, base: ArrayLike | None) -> Array:
    along = axes(name, axis, terms.shape)
    with np.errstate(all="ignore"):
        return value(np.sum(terms, axis=along) / unit_of_information(name, base))


def unit_of_information(name: str, base: ArrayLike | None) -> float:
    """How many nats a unit to this base has: 1 without a base, which is e.

    Errors: ShapeError for a base that is not above 0, or is 1.
    """
    if base is None:
        return 1.0
    number = real(base)
    if not 0 < number < math.inf or number == 1:
        raise ShapeError(f"{name}: base is 2, 10 or e, not {shown(base)}")
    return math.log(number)
