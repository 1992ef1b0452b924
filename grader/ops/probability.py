"""Distributions: entropies, divergence, covariance. Natural logarithms, 0 log 0 is 0."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    Axis,
    ShapeError,
    axes,
    check_size,
    elementwise,
    matrix,
    value,
    whole,
)

__all__ = (
    "binary_cross_entropy",
    "covariance",
    "cross_entropy",
    "entropy",
    "kl_divergence",
)


def entropy(p: ArrayLike, axis: Axis = -1) -> Array:
    """Entropy in nats, -sum p log p.

    Shapes: p (k) -> (); p (n, k) -> (n)
    Convention: one distribution along the last axis; axis=None for all entries
    Errors: ShapeError for a number and for an axis that does not exist
    """
    return _total("entropy", 0.0 - elementwise("entropy", _product, p, p), axis)


def cross_entropy(p: ArrayLike, q: ArrayLike, axis: Axis = -1) -> Array:
    """Cross entropy in nats, -sum p log q; p is the target, q the prediction.

    Shapes: p, q (k) -> (); p, q (n, k) -> (n)
    Convention: one distribution along the last axis; inf where q is 0 and p is not
    Errors: ShapeError for shapes that do not fit
    """
    return _total("cross_entropy", 0.0 - elementwise("cross_entropy", _product, p, q), axis)


def kl_divergence(p: ArrayLike, q: ArrayLike, axis: Axis = -1) -> Array:
    """Kullback-Leibler divergence of q from p in nats, sum p log(p / q).

    Shapes: p, q (k) -> (); p, q (n, k) -> (n)
    Convention: one distribution along the last axis; inf where q is 0 and p is not
    Errors: ShapeError for shapes that do not fit
    """
    return _total("kl_divergence", elementwise("kl_divergence", _divergence, p, q), axis)


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


def _total(name: str, terms: Array, axis: Axis) -> Array:
    along = axes(name, axis, terms.shape)
    with np.errstate(all="ignore"):
        return value(np.sum(terms, axis=along))


def covariance(X: ArrayLike, ddof: int = 0) -> Array:
    """Covariance matrix of the columns; each row is a sample.

    Shapes: X (n, d) -> (d, d)
    Convention: divided by n; by n - 1 with ddof=1
    Errors: ShapeError when n - ddof is not above 0
    """
    X = matrix("covariance", "X", X)
    n, d = X.shape
    less = whole("covariance", "ddof", ddof, least=0)
    if n <= less:
        raise ShapeError(f"covariance: {n} - ddof = {n - less} leaves nothing to divide by")
    check_size("covariance", (d, d))
    with np.errstate(all="ignore"):
        centred = X - np.mean(X, axis=0)
        return value(centred.T @ centred / (n - less))
