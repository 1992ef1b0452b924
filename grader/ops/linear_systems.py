"""Systems of linear equations: row reduction, rank, null space, least squares, projection.

What is smaller than 1e-13 of the greatest entry counts as 0 here: `1/3` and the like leave such
remains where paper has a zero.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.errors import NoValueError
from grader.ops.shapes import Array, ShapeError, dimensional, real, shown, value
from grader.ops.square_matrices import REMAINS, small, small_matrix, tidied

__all__ = (
    "column_space",
    "condition_number",
    "least_squares",
    "matrix_norm",
    "matrix_rank",
    "null_space",
    "nullity",
    "pinv",
    "projection_matrix",
    "row_echelon",
    "rref",
    "vector_projection",
)


def row_echelon(x: ArrayLike) -> Array:
    """Row echelon form: what Gauss elimination downwards leaves; rows are not scaled.

    Shapes: x (m, n) -> (m, n)
    Convention: rows change places only where a pivot is 0: the next row without a 0 comes up. Other
        orders give other echelon forms; `rref` is the same for all of them
    Errors: ShapeError beyond 100 rows or columns
    """
    return _reduced("row_echelon", x, False)[0]


def rref(x: ArrayLike) -> Array:
    """Reduced row echelon form: leading ones, with zeros below and above them.

    Shapes: x (m, n) -> (m, n)
    Errors: ShapeError beyond 100 rows or columns
    """
    return _reduced("rref", x, True)[0]


def matrix_rank(x: ArrayLike) -> Array:
    """Rank: how many rows (or columns) are independent.

    Shapes: x (m, n) -> ()
    Errors: ShapeError beyond 100 rows or columns
    """
    return _rank("matrix_rank", x)[0]


def nullity(x: ArrayLike) -> Array:
    """Dimension of the null space: columns less rank.

    Shapes: x (m, n) -> ()
    Errors: ShapeError beyond 100 rows or columns
    """
    rank, columns = _rank("nullity", x)
    return value(columns - rank)


def _rank(name: str, x: ArrayLike) -> tuple[Array, int]:
    x = small_matrix(name, "x", x)
    if not np.isfinite(x).all():
        return value(np.nan), x.shape[1]
    singular = np.linalg.svd(x, compute_uv=False)
    return value(np.count_nonzero(singular > REMAINS * singular[0])), x.shape[1]


def null_space(x: ArrayLike) -> Array:
    """Basis of the null space as columns: the special solutions of x v = 0.

    Shapes: x (m, n) -> (n, nullity)
    Convention: from `rref`: for each free column, from the left, that unknown is 1 and the other
        free ones are 0. Not orthonormal
    Errors: ShapeError beyond 100 rows or columns; NoValueError where only 0 solves it
    """
    reduced, pivots = _reduced("null_space", x, True)
    columns = reduced.shape[1]
    free = [column for column in range(columns) if column not in pivots]
    if not free:
        raise NoValueError("null_space: the columns are independent, only the zero vector is in it")
    basis = np.zeros((columns, len(free)))
    basis[free, range(len(free))] = 1.0
    basis[pivots] = -reduced[: len(pivots), free]
    return value(basis + 0.0)


def column_space(x: ArrayLike) -> Array:
    """Basis of the column space: the columns of x in which `rref` has its leading ones.

    Shapes: x (m, n) -> (m, rank)
    Errors: ShapeError beyond 100 rows or columns; NoValueError for a matrix of zeros
    """
    pivots = _reduced("column_space", x, True)[1]
    if not pivots:
        raise NoValueError("column_space: a matrix of zeros has only the zero vector in it")
    return value(small_matrix("column_space", "x", x)[:, pivots])


def _reduced(name: str, x: ArrayLike, fully: bool) -> tuple[Array, list[int]]:
    """The echelon form, and the columns of its pivots."""
    rows = small_matrix(name, "x", x).copy()
    if not np.isfinite(rows).all():
        return np.full(rows.shape, np.nan), list(range(min(rows.shape)))
    least = REMAINS * float(np.abs(rows).max())
    pivots: list[int] = []
    for column in range(rows.shape[1]):
        top = len(pivots)
        if top == len(rows):
            break
        found = _pivot(rows[top:, column], least, fully)
        rows[top:, column][np.abs(rows[top:, column]) <= least] = 0.0
        if found is None:
            continue
        rows[[top, top + found]] = rows[[top + found, top]]
        _cleared(rows, top, column, fully)
        pivots.append(column)
    return value(rows + 0.0), pivots


def _pivot(entries: Array, least: float, fully: bool) -> int | None:
    """The row that comes up: the first without a 0, or where the order does not show the greatest.

    The reduced form is one for all orders, and the greatest pivot rounds least.
    """
    usable: NDArray[np.intp] = np.flatnonzero(np.abs(entries) > least)
    if not usable.size:
        return None
    return int(np.argmax(np.abs(entries))) if fully else int(usable[0])


def _cleared(rows: Array, top: int, column: int, fully: bool) -> None:
    """Take multiples of a pivot's row from the others, in place."""
    if fully:
        rows[top] /= rows[top, column]
    others = [r for r in range(0 if fully else top + 1, len(rows)) if r != top]
    factors = rows[others, column] / rows[top, column]
    rows[others] -= np.outer(factors, rows[top])
    rows[others, column] = 0.0


def least_squares(A: ArrayLike, b: ArrayLike) -> Array:
    """The x for which A x is nearest to b; the shortest where several are.

    Shapes: A (m, n), b (m) or (m, k) -> (n) or (n, k)
    Convention: the solution of A^T A x = A^T b
    Errors: ShapeError for sizes that differ
    """
    name = "least_squares"
    A, b = small_matrix(name, "A", A), dimensional(name, "b", b, 1, 2)
    if len(A) != len(b):
        raise ShapeError(f"{name}: {A.shape} and {b.shape}: the sizes {len(A)} and {len(b)} differ")
    return tidied(_pinv(A) @ b)


def pinv(x: ArrayLike) -> Array:
    """Pseudoinverse of Moore and Penrose; of independent columns (x^T x)^-1 x^T.

    Shapes: x (m, n) -> (n, m)
    Errors: ShapeError beyond 100 rows or columns
    """
    return tidied(_pinv(small_matrix("pinv", "x", x)))


def _pinv(x: Array) -> Array:
    if not np.isfinite(x).all():
        return np.full(x.shape[::-1], np.nan)
    return value(np.linalg.pinv(x, rcond=REMAINS))


def projection_matrix(A: ArrayLike) -> Array:
    """Matrix that projects on the column space of A: A (A^T A)^-1 A^T.

    Shapes: A (m, n) -> (m, m); a vector (m) spans a line
    Errors: ShapeError beyond 100 rows or columns
    """
    A = _columns("projection_matrix", A)
    return tidied(A @ _pinv(A))


def vector_projection(b: ArrayLike, A: ArrayLike) -> Array:
    """Projection of b on the vector A, or on the column space of the matrix A.

    Shapes: b (m), A (m) or (m, n) -> (m)
    Convention: what is projected comes first
    Errors: ShapeError for sizes that differ
    """
    name = "vector_projection"
    b, A = dimensional(name, "b", b, 1), _columns(name, A)
    if len(A) != len(b):
        raise ShapeError(f"{name}: {b.shape} and {A.shape}: the sizes {len(b)} and {len(A)} differ")
    return tidied(A @ (_pinv(A) @ b))


def _columns(name: str, A: ArrayLike) -> Array:
    found = dimensional(name, "A", A, 1, 2)
    return small_matrix(name, "A", found[:, None] if found.ndim == 1 else found)


def matrix_norm(x: ArrayLike, ord: float | str = 2) -> Array:
    """Norm of a matrix: 2 is the greatest singular value, 1 the greatest sum of a column.

    Shapes: x (m, n) -> ()
    Convention: inf is the greatest sum of a row; the Frobenius norm is norm(x)
    Errors: ShapeError for another order, or beyond 100 rows or columns
    """
    x = small_matrix("matrix_norm", "x", x)
    return _matrix_norm("matrix_norm", x, ord)


def _matrix_norm(name: str, x: Array, ord: float | str) -> Array:
    if not np.isfinite(x).all():
        return value(np.nan)
    order = ord if isinstance(ord, str) else real(ord)
    if order == 2:
        return value(np.linalg.svd(x, compute_uv=False)[0])
    if order in (1, np.inf):
        return value(np.abs(x).sum(axis=0 if order == 1 else 1).max())
    if order == "fro":
        return value(np.sqrt(np.sum(x * x)))
    raise ShapeError(f'{name}: the order is 1, 2, inf or "fro", not {shown(ord)}')


def condition_number(x: ArrayLike, ord: float | str = 2) -> Array:
    """Condition number: the norm of x times that of its inverse.

    Shapes: x (n, n) -> ()
    Convention: inf for a singular matrix; orders as in matrix_norm
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    name = "condition_number"
    x = small(name, x)
    if not np.isfinite(x).all():
        return value(np.nan)
    singular = np.linalg.svd(x, compute_uv=False)
    if singular[-1] <= singular[0] * len(x) * np.finfo(np.float64).eps:
        return value(np.inf)
    inverse = value(np.linalg.inv(x))
    return value(_matrix_norm(name, x, ord) * _matrix_norm(name, inverse, ord))
