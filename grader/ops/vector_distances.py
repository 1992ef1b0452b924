"""Distances of two vectors, and of two sequences or sets."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    ShapeError,
    array,
    check_products,
    dimensional,
    fitting,
    shaped,
    value,
)
from grader.ops.square_matrices import check_symmetric, small, solution

__all__ = (
    "chebyshev_distance",
    "cosine_distance",
    "edit_distance",
    "euclidean_distance",
    "euclidean_distance_gradient",
    "hamming_distance",
    "jaccard_distance",
    "jaccard_similarity",
    "mahalanobis_distance",
    "manhattan_distance",
    "minkowski_distance",
)


def euclidean_distance(a: ArrayLike, b: ArrayLike) -> Array:
    """Euclidean distance, the root of the sum of the squared differences.

    Shapes: a, b (d) -> (); a, b (n, d) -> (n), row by row; one of them may be a single vector
    """
    return _of_gaps("euclidean_distance", lambda gap: np.sqrt(np.sum(gap * gap, axis=-1)), a, b)


def euclidean_distance_gradient(dL_dY: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
    """Gradient of a loss with respect to a where Y is its Euclidean distance from b.

    Shapes: dL_dY (), a, b (d) -> (d); dL_dY (n), a, b (n, d) -> (n, d)
    Convention: nan where a is b: there is no slope
    """
    name = "euclidean_distance_gradient"
    a = array(name, a)
    gap = a - shaped(name, "b", b, a.shape)
    back = shaped(name, "dL_dY", dL_dY, a.shape[:-1])
    with np.errstate(all="ignore"):
        length = np.sqrt(np.sum(gap * gap, axis=-1))
        return value((back / length)[..., None] * gap)


def manhattan_distance(a: ArrayLike, b: ArrayLike) -> Array:
    """Manhattan distance, the sum of the absolute differences.

    Shapes: a, b (d) -> (); a, b (n, d) -> (n), row by row; one of them may be a single vector
    """
    return _of_gaps("manhattan_distance", lambda gap: np.sum(np.abs(gap), axis=-1), a, b)


def chebyshev_distance(a: ArrayLike, b: ArrayLike) -> Array:
    """Chebyshev distance, the greatest absolute difference.

    Shapes: a, b (d) -> (); a, b (n, d) -> (n), row by row; one of them may be a single vector
    """
    return _of_gaps("chebyshev_distance", lambda gap: np.max(np.abs(gap), axis=-1), a, b)


def minkowski_distance(a: ArrayLike, b: ArrayLike, p: float = 2) -> Array:
    """Minkowski distance, (sum |a - b|^p)^(1/p).

    Shapes: a, b (d) -> (); a, b (n, d) -> (n), row by row; one of them may be a single vector
    """
    power = float(np.asarray(fitting("minkowski_distance", "p", p, ())).reshape(()))
    if not 0 < power < np.inf:
        raise ShapeError(f"minkowski_distance: p is {power:g}; a number above 0 was expected")
    return _of_gaps(
        "minkowski_distance", lambda gap: np.sum(np.abs(gap) ** power, axis=-1) ** (1 / power), a, b
    )


def hamming_distance(a: ArrayLike, b: ArrayLike) -> Array:
    """Hamming distance: how many entries differ.

    Shapes: a, b (d) -> (); a, b (n, d) -> (n), row by row; one of them may be a single vector
    Convention: a number of entries, not a share
    """
    return _of_gaps(
        "hamming_distance",
        lambda gap: np.sum(np.where(np.isnan(gap), np.nan, gap != 0), axis=-1),
        a,
        b,
    )


def _of_gaps(name: str, length: Callable[[Array], Any], a: ArrayLike, b: ArrayLike) -> Array:
    a, b = dimensional(name, "a", a, 1, 2), dimensional(name, "b", b, 1, 2)
    if a.shape[-1] != b.shape[-1] or (a.ndim == b.ndim and a.shape != b.shape):
        raise ShapeError(f"{name}: {a.shape} and {b.shape} differ; entries must match")
    with np.errstate(all="ignore"):
        return value(length(a - b))


def mahalanobis_distance(x: ArrayLike, mean: ArrayLike, covariance: ArrayLike) -> Array:
    """Mahalanobis distance, the root of (x - mean)^T S^-1 (x - mean).

    Shapes: x (d), mean (d), covariance (d, d) -> ()
    Convention: S is the covariance matrix, not its inverse
    Errors: ShapeError for sizes that differ; NoValueError for a singular matrix
    """
    name = "mahalanobis_distance"
    x = dimensional(name, "x", x, 1)
    gap = x - shaped(name, "mean", mean, x.shape)
    spread = shaped(name, "covariance", small(name, covariance), (len(x), len(x)))
    check_symmetric(name, spread)
    with np.errstate(all="ignore"):
        return value(np.sqrt(gap @ solution(name, spread, gap)))


def cosine_distance(a: ArrayLike, b: ArrayLike) -> Array:
    """Cosine distance, 1 less the cosine of the angle between two vectors.

    Shapes: a, b (d) -> ()
    Convention: nan for a vector of length 0
    """
    a = dimensional("cosine_distance", "a", a, 1)
    b = shaped("cosine_distance", "b", b, a.shape)
    with np.errstate(all="ignore"):
        return value(1.0 - np.sum(a * b) / np.sqrt(np.sum(a * a) * np.sum(b * b)))


def jaccard_similarity(a: ArrayLike, b: ArrayLike) -> Array:
    """Jaccard similarity of two sets: the size of what they share over the size of all.

    Shapes: a, b (d) -> ()
    Convention: sets as vectors of 0 and 1, one place for each thing; nan for two empty sets
    Errors: ShapeError for vectors of other entries; use it of indicators
    """
    return value(_jaccard("jaccard_similarity", a, b))


def jaccard_distance(a: ArrayLike, b: ArrayLike) -> Array:
    """Jaccard distance of two sets, 1 less their similarity.

    Shapes: a, b (d) -> ()
    Convention: sets as vectors of 0 and 1, one place for each thing; nan for two empty sets
    Errors: ShapeError for vectors of other entries
    """
    return value(1.0 - _jaccard("jaccard_distance", a, b))


def _jaccard(name: str, a: ArrayLike, b: ArrayLike) -> Array:
    a = dimensional(name, "a", a, 1)
    b = shaped(name, "b", b, a.shape)
    if not (np.isin(a, (0, 1)).all() and np.isin(b, (0, 1)).all()):
        raise ShapeError(f"{name}: a set is a vector of 0 and 1 here, one place for each thing")
    with np.errstate(all="ignore"):
        return value(np.float64(np.sum(a * b)) / np.sum(np.maximum(a, b)))


def edit_distance(a: ArrayLike, b: ArrayLike) -> Array:
    """Edit distance of Levenshtein: the fewest entries put in, taken out or exchanged.

    Shapes: a (n), b (m) -> ()
    Convention: sequences of numbers, such as letters by their places in the alphabet
    Errors: ShapeError for sequences that are too long
    """
    name = "edit_distance"
    first, second = dimensional(name, "a", a, 1), dimensional(name, "b", b, 1)
    check_products(name, len(first), len(second), 20)  # each step is Python's, not numpy's
    row = list(range(len(second) + 1))
    for i, own in enumerate(first.tolist(), 1):
        corner, row[0] = row[0], i
        for j, other in enumerate(second.tolist(), 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (own != other))
    return value(row[-1])
