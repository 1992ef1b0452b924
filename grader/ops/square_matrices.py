"""What is asked of square matrices before they are taken apart."""

import numpy as np
from numpy.typing import ArrayLike

from grader.errors import NoValueError
from grader.ops.shapes import Array, ShapeError, matrix, value

MAX_ORDER = 100
"""The most rows or columns of a matrix that is inverted or taken apart."""
REMAINS = 1e-13
"""The share of the greatest entry below which an entry is 0 that rounding has moved."""


def square(name: str, x: ArrayLike) -> Array:
    """`x` as a matrix with as many rows as columns."""
    found = matrix(name, "x", x)
    if found.shape[0] != found.shape[1]:
        raise ShapeError(f"{name}: {found.shape} is not square")
    return found


def small(name: str, x: ArrayLike) -> Array:
    """`x` as a square matrix of no more than `MAX_ORDER` rows."""
    found = square(name, x)
    if len(found) > MAX_ORDER:
        raise ShapeError(f"{name}: {found.shape} is too large; at most {MAX_ORDER} rows can be")
    return found


def small_matrix(name: str, what: str, x: ArrayLike) -> Array:
    """`x` as a matrix of no more than `MAX_ORDER` rows and columns."""
    found = matrix(name, what, x)
    if max(found.shape) > MAX_ORDER:
        raise ShapeError(
            f"{name}: {found.shape} is too large; at most {MAX_ORDER} rows and columns can be"
        )
    return found


def tidied(x: ArrayLike) -> Array:
    """`x` with zeros where rounding has left less than 1e-13 of the greatest entry.

    On paper these are 0, and nobody writes 4e-17 for it.
    """
    found = np.asarray(x, dtype=np.float64)
    size = np.abs(found)
    return value(np.where(size <= REMAINS * size.max(initial=0.0), 0.0, found))


def is_symmetric(x: Array) -> bool:
    """Whether a matrix is its transpose, up to rounding."""
    return bool(np.allclose(x, x.T, rtol=1e-9, atol=1e-12))


def check_symmetric(name: str, x: Array) -> None:
    """Refuse a matrix that is not symmetric."""
    if not is_symmetric(x):
        raise NoValueError(f"{name}: the matrix is not symmetric")


def led_by_positive(vectors: Array) -> Array:
    """The signs that make the first entry of greatest size positive in each column.

    Shapes: vectors (n, k) -> (k)
    """
    size = np.abs(vectors)
    leading = np.argmax(size > size.max(axis=0) * (1 - 1e-9), axis=0)
    signs = np.sign(vectors[leading, np.arange(vectors.shape[1])])
    return np.where(signs == 0, 1.0, signs)


def solution(name: str, A: Array, b: Array) -> Array:
    """The x for which A x = b, where A has an inverse."""
    with np.errstate(all="ignore"):
        if not np.isfinite(A).all():
            return np.full(b.shape, np.nan)
        singular = np.linalg.svd(A, compute_uv=False)
        if singular[-1] <= singular[0] * len(A) * np.finfo(np.float64).eps:
            raise NoValueError(f"{name}: the matrix is singular, it has no inverse")
        return value(np.linalg.solve(A, b))
