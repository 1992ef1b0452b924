"""Distances and similarities between vectors, and the two steps of k-means."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    Axis,
    ShapeError,
    array,
    axes,
    check_products,
    check_size,
    matrix,
    shaped,
    value,
    whole,
    whole_array,
)

__all__ = (
    "assignments",
    "cluster_means",
    "cosine_similarity",
    "squared_distances",
    "unit_vectors",
)


def squared_distances(X: ArrayLike, C: ArrayLike) -> Array:
    """Squared Euclidean distance of each row of X from each row of C.

    Shapes: X (n, d), C (k, d) -> (n, k)
    Errors: ShapeError for rows of different length, or too large a result
    """
    return _squared("squared_distances", X, C)


def _squared(name: str, X: ArrayLike, C: ArrayLike) -> Array:
    X, C = matrix(name, "X", X), matrix(name, "C", C)
    if X.shape[1] != C.shape[1]:
        raise ShapeError(
            f"{name}: X {X.shape} and C {C.shape}: the lengths {X.shape[1]} and {C.shape[1]} differ"
        )
    check_size(name, (len(X), len(C)))
    check_products(name, len(X), *C.shape)
    with np.errstate(all="ignore"):
        return value(np.sum(np.square(X[:, None, :] - C[None, :, :]), axis=-1))


def assignments(X: ArrayLike, C: ArrayLike) -> Array:
    """The nearest centre of each sample, as in k-means.

    Shapes: X (n, d), C (k, d) -> (n)
    Convention: centres count from 0; the first of equally near ones; nan beside nan
    Errors: ShapeError for rows of different length, or too large a result
    """
    squared = _squared("assignments", X, C)
    nearest = np.argmin(squared, axis=1)
    return np.where(np.isnan(squared).any(axis=1), np.nan, nearest)


def cluster_means(X: ArrayLike, labels: ArrayLike, k: int) -> Array:
    """The mean of the samples of each cluster, as in k-means.

    Shapes: X (n, d), labels (n), k -> (k, d)
    Convention: labels count from 0; nan for a cluster without samples
    Errors: ShapeError for labels that are not whole numbers from 0 to k - 1
    """
    name = "cluster_means"
    X, count = matrix(name, "X", X), whole(name, "k", k, least=1)
    check_size(name, (count, X.shape[1]))
    places = whole_array(name, "labels", shaped(name, "labels", labels, X.shape[:1]), count)
    sums = np.zeros((count, X.shape[1]))
    with np.errstate(all="ignore"):
        np.add.at(sums, places, X)
        return value(sums / np.bincount(places, minlength=count)[:, None])


def cosine_similarity(a: ArrayLike, b: ArrayLike, axis: Axis = -1) -> Array:
    """Cosine of the angle between vectors, a . b / (|a| |b|).

    Shapes: a, b (d) -> (); a, b (n, d) -> (n), row by row
    Convention: nan for a vector of length 0
    Errors: ShapeError for shapes that differ
    """
    name = "cosine_similarity"
    a = array(name, a)
    b = shaped(name, "b", b, a.shape)
    along = axes(name, axis, a.shape)
    with np.errstate(all="ignore"):
        lengths = np.sqrt(np.sum(a * a, axis=along) * np.sum(b * b, axis=along))
        return value(np.sum(a * b, axis=along) / lengths)


def unit_vectors(x: ArrayLike, axis: Axis = -1) -> Array:
    """x divided by its length along the axis.

    Shapes: x (d) -> (d); x (n, d) -> (n, d), row by row
    Convention: nan for a vector of length 0
    Errors: ShapeError for an axis that does not exist
    """
    x = array("unit_vectors", x)
    along = axes("unit_vectors", axis, x.shape)
    with np.errstate(all="ignore"):
        return value(x / np.sqrt(np.sum(x * x, axis=along, keepdims=True)))
