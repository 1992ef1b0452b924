"""Linear algebra: products of matrices and vectors, inverse, determinant."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    ShapeError,
    array,
    check_size,
    dimensional,
    matrix,
    shaped,
    value,
)
from grader.ops.square_matrices import REMAINS, small, solution, square

__all__ = (
    "cross",
    "det",
    "dot",
    "inner",
    "inv",
    "kron",
    "matmul",
    "outer",
    "solve",
    "trace",
)


def matmul(a: ArrayLike, b: ArrayLike) -> Array:
    """Matrix product.

    Shapes: a (m, k), b (k, n) -> (m, n); a (k), b (k, n) -> (n); a (m, k), b (k) -> (m);
        a (k), b (k) -> (); stacks a (..., m, k), b (..., k, n) -> (..., m, n)
    Convention: stacks have the same leading sizes; nothing broadcasts
    Errors: ShapeError for inner sizes that differ and for numbers
    """
    return product("matmul", array("matmul", a), array("matmul", b))


def product(name: str, a: Array, b: Array) -> Array:
    """The matrix product for the operation `name`; shapes and errors as `matmul`."""
    both = f"{name}: {a.shape} by {b.shape}"
    if a.ndim == 0 or b.ndim == 0:
        raise ShapeError(f"{both}: a number is not a matrix; multiply by * instead")
    inner = b.shape[0] if b.ndim == 1 else b.shape[-2]
    if a.shape[-1] != inner:
        raise ShapeError(f"{both}: the inner sizes {a.shape[-1]} and {inner} differ")
    if max(a.ndim, b.ndim) > 2 and (a.ndim != b.ndim or a.shape[:-2] != b.shape[:-2]):
        raise ShapeError(f"{both}: stacks of matrices must have the same leading sizes")
    rows, columns = a.shape[:-1], b.shape[-1:] if b.ndim > 1 else ()
    check_size(name, rows + columns)
    with np.errstate(all="ignore"):
        return value(np.matmul(a, b))


def dot(a: ArrayLike, b: ArrayLike) -> Array:
    """Dot product of two vectors; of matrices their matrix product, as in numpy.

    Shapes: a (k), b (k) -> (); with matrices as matmul
    Errors: ShapeError for sizes that differ, numbers and stacks
    """
    return product("dot", dimensional("dot", "a", a, 1, 2), dimensional("dot", "b", b, 1, 2))


def inner(a: ArrayLike, b: ArrayLike) -> Array:
    """Sum of the products of matching entries, for a matrix as for a vector.

    Shapes: a, b (...) -> ()
    Errors: ShapeError for shapes that differ
    """
    a, b = array("inner", a), array("inner", b)
    if a.shape != b.shape:
        raise ShapeError(f"inner: {a.shape} and {b.shape} differ; entries must match")
    with np.errstate(all="ignore"):
        return value(np.sum(a * b))


def outer(a: ArrayLike, b: ArrayLike) -> Array:
    """Outer product a b^T of two vectors.

    Shapes: a (m), b (n) -> (m, n); a column (m, 1) or a row (1, n) counts as a vector
    Errors: ShapeError for matrices and for too large a result
    """
    first, second = _vector("outer", "a", a), _vector("outer", "b", b)
    check_size("outer", (first.size, second.size))
    with np.errstate(all="ignore"):
        return value(np.multiply.outer(first, second))


def _vector(name: str, what: str, value: ArrayLike) -> Array:
    found = array(name, value)
    if found.ndim == 1 or (found.ndim == 2 and 1 in found.shape):
        return found.reshape(-1)
    raise ShapeError(f"{name}: {what} has shape {found.shape}; a vector was expected")


def kron(a: ArrayLike, b: ArrayLike) -> Array:
    """Kronecker product: the matrix of blocks a_ij b.

    Shapes: a (m, n), b (p, q) -> (m p, n q)
    Errors: ShapeError for too large a result
    """
    a, b = matrix("kron", "a", a), matrix("kron", "b", b)
    check_size("kron", (a.shape[0] * b.shape[0], a.shape[1] * b.shape[1]))
    with np.errstate(all="ignore"):
        return value(np.kron(a, b))


def trace(x: ArrayLike) -> Array:
    """Sum of the entries on the diagonal.

    Shapes: x (n, n) -> ()
    Errors: ShapeError for what is not square
    """
    x = square("trace", x)
    with np.errstate(all="ignore"):
        return value(np.trace(x))


def det(x: ArrayLike) -> Array:
    """Determinant.

    Shapes: x (n, n) -> ()
    Convention: 0 where no more than rounding is left
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    x = small("det", x)
    with np.errstate(all="ignore"):
        found = np.linalg.det(x)
        greatest = np.prod(np.sqrt(np.sum(x * x, axis=1)))  # the bound of Hadamard
        return value(0.0 if abs(found) <= REMAINS * greatest else found)


def inv(x: ArrayLike) -> Array:
    """Inverse matrix.

    Shapes: x (n, n) -> (n, n)
    Errors: ShapeError for what is not square, or beyond 100 rows; NoValueError when singular
    """
    x = small("inv", x)
    return solution("inv", x, np.eye(len(x)))


def cross(a: ArrayLike, b: ArrayLike) -> Array:
    """Cross product of two vectors in space.

    Shapes: a, b (3) -> (3)
    Errors: ShapeError for vectors that do not have three entries
    """
    first, second = shaped("cross", "a", a, (3,)), shaped("cross", "b", b, (3,))
    turned = ([1, 2, 0], [2, 0, 1])
    with np.errstate(all="ignore"):
        return value(first[turned[0]] * second[turned[1]] - first[turned[1]] * second[turned[0]])


def solve(A: ArrayLike, b: ArrayLike) -> Array:
    """The x for which A x = b.

    Shapes: A (n, n), b (n) or (n, k) -> as b
    Errors: ShapeError for sizes that differ; NoValueError for a singular matrix
    """
    A, b = small("solve", A), dimensional("solve", "b", b, 1, 2)
    if len(A) != len(b):
        raise ShapeError(f"solve: {A.shape} and {b.shape}: the sizes {len(A)} and {len(b)} differ")
    return solution("solve", A, b)
