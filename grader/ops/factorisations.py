"""Matrices as products: LU with and without pivoting, Cholesky, QR, singular values.

Each factor is an operation of its own. Where a factor is told only up to signs, its docstring says
which sign is taken.
"""

import numpy as np
from numpy.typing import ArrayLike

from grader.errors import NoValueError
from grader.ops.shapes import Array, flag, value
from grader.ops.square_matrices import (
    REMAINS,
    check_symmetric,
    led_by_positive,
    small,
    small_matrix,
    tidied,
)

__all__ = (
    "cholesky",
    "lu_lower",
    "lu_permutation",
    "lu_upper",
    "qr_q",
    "qr_r",
    "singular_values",
    "svd_u",
    "svd_v",
)


def lu_lower(x: ArrayLike, pivoting: bool = False) -> Array:
    """L of x = L U: lower triangle with ones on the diagonal.

    Shapes: x (n, n) -> (n, n)
    Convention: without pivoting x = L U; with pivoting=1 P x = L U, where in each column the row
        with the entry of greatest size comes up (the first of equals). P is `lu_permutation`
    Errors: ShapeError for what is not square, or beyond 100 rows; NoValueError for a pivot of 0
    """
    return _lu("lu_lower", x, pivoting)[0]


def lu_upper(x: ArrayLike, pivoting: bool = False) -> Array:
    """U of x = L U: upper triangle, what Gauss elimination leaves.

    Shapes: x (n, n) -> (n, n)
    Convention: as lu_lower
    Errors: as lu_lower
    """
    return _lu("lu_upper", x, pivoting)[1]


def lu_permutation(x: ArrayLike) -> Array:
    """P of P x = L U with partial pivoting: the rows of the identity in the order taken.

    Shapes: x (n, n) -> (n, n)
    Convention: P x = L U, so that x = P^T L U; in each column the entry of greatest size comes up
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    return _lu("lu_permutation", x, True)[2]


def _lu(name: str, x: ArrayLike, pivoting: bool) -> tuple[Array, Array, Array]:
    upper = small(name, x).copy()
    n = len(upper)
    pivots = flag(name, "pivoting", pivoting)
    lower, order = np.eye(n), np.arange(n)
    if not np.isfinite(upper).all():
        nothing = np.full(upper.shape, np.nan)
        return nothing, nothing, nothing
    least = REMAINS * float(np.abs(upper).max())
    for k in range(n - 1):
        if pivots:
            _swap(k, k + int(np.argmax(np.abs(upper[k:, k]))), upper, lower, order)
        if np.abs(upper[k + 1 :, k]).max() <= least:
            upper[k + 1 :, k] = 0.0
            continue
        if abs(upper[k, k]) <= least:
            raise NoValueError(
                f"{name}: the pivot in row {k + 1} is 0; rows must change places: pivoting=1"
            )
        lower[k + 1 :, k] = upper[k + 1 :, k] / upper[k, k]
        upper[k + 1 :, k:] -= np.outer(lower[k + 1 :, k], upper[k, k:])
        upper[k + 1 :, k] = 0.0
    return value(lower), value(upper), value(np.eye(n)[order])


def _swap(k: int, other: int, upper: Array, lower: Array, order: np.ndarray) -> None:
    """Exchange two rows, with what was done to them so far."""
    pair, turned = [k, other], [other, k]
    upper[pair] = upper[turned]
    lower[pair, :k] = lower[turned, :k]
    order[pair] = order[turned]


def cholesky(x: ArrayLike) -> Array:
    """L of x = L L^T: lower triangle with a positive diagonal.

    Shapes: x (n, n) -> (n, n)
    Errors: ShapeError for what is not square, or beyond 100 rows; NoValueError for a matrix that
        is not symmetric, or not positive definite
    """
    x = small("cholesky", x)
    if not np.isfinite(x).all():
        return np.full(x.shape, np.nan)
    check_symmetric("cholesky", x)
    try:
        return tidied(np.linalg.cholesky(x))
    except np.linalg.LinAlgError:
        raise NoValueError("cholesky: the matrix is not positive definite") from None


def qr_q(x: ArrayLike) -> Array:
    """Q of x = Q R: columns that are orthonormal, as Gram-Schmidt makes them.

    Shapes: x (m, n) -> (m, the lesser of m and n)
    Convention: the diagonal of R is not negative, so the first column of Q points as that of x
    Errors: ShapeError beyond 100 rows or columns
    """
    return _qr("qr_q", x)[0]


def qr_r(x: ArrayLike) -> Array:
    """R of x = Q R: upper triangle.

    Shapes: x (m, n) -> (the lesser of m and n, n)
    Convention: the diagonal of R is not negative
    Errors: ShapeError beyond 100 rows or columns
    """
    return _qr("qr_r", x)[1]


def _qr(name: str, x: ArrayLike) -> tuple[Array, Array]:
    x = small_matrix(name, "x", x)
    if not np.isfinite(x).all():
        inner = min(x.shape)
        return np.full((len(x), inner), np.nan), np.full((inner, x.shape[1]), np.nan)
    q, r = np.linalg.qr(x)
    signs = np.where(np.diagonal(r) < 0, -1.0, 1.0)
    return tidied(q * signs), tidied(np.triu(r * signs[:, None]))


def singular_values(x: ArrayLike) -> Array:
    """Singular values, the greatest first.

    Shapes: x (m, n) -> (the lesser of m and n)
    Errors: ShapeError beyond 100 rows or columns
    """
    return _svd("singular_values", x)[1]


def svd_u(x: ArrayLike) -> Array:
    """U of x = U diag(s) V^T: left singular vectors as columns, in the order of the values.

    Shapes: x (m, n) -> (m, the lesser of m and n)
    Convention: signs go with those of `svd_v`, so that x = svd_u(x) diag(singular_values(x))
        svd_v(x)^T
    Errors: ShapeError beyond 100 rows or columns
    """
    return _svd("svd_u", x)[0]


def svd_v(x: ArrayLike) -> Array:
    """V of x = U diag(s) V^T: right singular vectors as columns, in the order of the values.

    Shapes: x (m, n) -> (n, the lesser of m and n)
    Convention: in each column the first entry of greatest size is positive; V, not V^T
    Errors: ShapeError beyond 100 rows or columns
    """
    return _svd("svd_v", x)[2]


def _svd(name: str, x: ArrayLike) -> tuple[Array, Array, Array]:
    x = small_matrix(name, "x", x)
    if not np.isfinite(x).all():
        (m, n), k = x.shape, min(x.shape)
        return np.full((m, k), np.nan), np.full(k, np.nan), np.full((n, k), np.nan)
    u, s, v = np.linalg.svd(x, full_matrices=False)
    signs = led_by_positive(v.T)
    return tidied(u * signs), tidied(s), tidied(v.T * signs)
