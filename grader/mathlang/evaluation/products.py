"""What a product means for numbers, vectors and matrices.

A vector of shape (n,) stands as a column; transposed it is a row, so that `x^T y` is a number and
`x y^T` a matrix, as on paper.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from grader import ops
from grader.mathlang.math_errors import ShapeClashError, TooLargeError
from grader.ops import MAX_ENTRIES

Array = NDArray[np.float64]
MAX_POWER = 64
"""The largest power of a matrix."""


class Row(np.ndarray):
    """A vector lying down: the transpose of one of shape (n,), kept as (1, n)."""


class Unit(np.ndarray):
    """A multiple of the unit matrix whose size is not known yet: the factor, kept as (1, 1)."""


def unit(factor: float = 1.0) -> Array:
    """So many times the unit matrix `I`."""
    return np.array([[factor]]).view(Unit)


def unit_sum(a: Array, b: Array) -> tuple[Array, Array]:
    """Two summands of which one at least is a unit matrix, with its size from the other."""
    if isinstance(a, Unit) and isinstance(b, Unit):
        return a, b
    return (_sized(a, b), b) if isinstance(a, Unit) else (a, _sized(b, a))


def unit_product(sign: str, a: Array, b: Array) -> Array:
    """`a b` where one factor at least is a unit matrix: the other is scaled, or it is."""
    if sign == "/" and isinstance(b, Unit):
        raise ShapeClashError(_NO_SIZE)
    by_entries = (
        sign in "*⊙" and a.ndim and b.ndim and not (isinstance(a, Unit) and isinstance(b, Unit))
    )
    if by_entries:
        return elementwise_product(*unit_sum(a, b))
    factor, other = (a, b) if isinstance(a, Unit) else (b, a)
    if other.ndim == 0:
        own = factor / other if sign == "/" else factor * other
        return unit(float(own[0, 0]))
    if isinstance(other, Unit):
        return unit(float(factor[0, 0] * other[0, 0]))
    scaled: Array = factor[0, 0] * other
    return scaled


def _sized(factor: Array, other: Array) -> Array:
    """A multiple of the unit matrix, as large as the square matrix beside it."""
    if other.ndim != 2 or isinstance(other, Row) or other.shape[0] != other.shape[1]:
        told = f"I beside {_sizes(other)}" if other.ndim else "I beside a single number"
        raise ShapeClashError(f"{told}: the unit matrix goes with a square matrix")
    return sized(factor, len(other))


def sized(factor: Array, size: int) -> Array:
    """A multiple of the unit matrix, of a size."""
    found: Array = np.asarray(factor)[0, 0] * ops.identity(size)
    return found


_NO_SIZE = "the size of I is not known here; write identity(n)"


def row(vector: Array) -> Array:
    """A vector transposed."""
    return vector.reshape(1, -1).view(Row)


def settled(value: Array) -> Array:
    """A result as callers see it: a vector again where a row was left over.

    Errors: ShapeClashError for a unit matrix whose size nothing told.
    """
    if isinstance(value, Unit):
        raise ShapeClashError(_NO_SIZE)
    return np.asarray(value)[0] if isinstance(value, Row) else value


def matrix_product(a: Array, b: Array) -> Array:
    """`a b`: scaling by a number, else the matrix product; of two vectors the dot product."""
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    lying = isinstance(a, Row)
    if isinstance(b, Row):
        if a.ndim == 1:
            return ops.outer(a, settled(b))
        if lying:
            told = "two transposed vectors side by side"
            raise ShapeClashError(f"{told}, of {_sizes(a)} and {_sizes(b)}: leave out one ^T")
        b = np.asarray(b)
    _check_product(a, b)
    if not lying:
        return _matmul(a, b)
    found = _matmul(settled(a), b)
    return row(found) if found.ndim == 1 else found


def _matmul(a: Array, b: Array) -> Array:
    is_complex = "c" in (a.dtype.kind, b.dtype.kind)
    return np.asarray(np.matmul(a, b))[()] if is_complex else ops.matmul(a, b)


def _check_product(a: Array, b: Array) -> None:
    """Refuse a product whose shapes do not fit, in the words of one who writes it on paper."""
    if a.shape[-1] != (b.shape[0] if b.ndim == 1 else b.shape[-2]):
        told = "the left one needs as many columns as the right one has rows"
        raise ShapeClashError(f"a product of {_sizes(a)} and {_sizes(b)}: {told}")


def dot_product(a: Array, b: Array) -> Array:
    """`a \\cdot b`: of two vectors alike the sum of products, else the matrix product."""
    if a.shape == b.shape and a.ndim == 2 and 1 in a.shape and a.shape != (1, 1):
        return ops.dot(np.asarray(a).ravel(), np.asarray(b).ravel())
    return matrix_product(a, b)


def elementwise_product(a: Array, b: Array) -> Array:
    """`a ⊙ b`: entry by entry; shapes broadcast as in numpy."""
    check_together(a, b, "times")
    return a * b


def quotient(a: Array, b: Array) -> Array:
    """`a / b`, entry by entry."""
    check_together(a, b, "divided by")
    return a / b


def power(a: Array, b: Array, as_matrix: bool) -> Array:
    """`a^b`: for a matrix and -1 its inverse; with `as_matrix` a square one times itself."""
    if isinstance(a, Unit) and b.ndim == 0:
        return unit(float(a[0, 0]) ** float(b))
    if a.ndim == 2 and b.ndim == 0 and not isinstance(a, Row):
        if b == -1:
            return ops.inv(a)
        if as_matrix and a.shape[0] == a.shape[1] and b == np.floor(b):
            return _matrix_power(a, int(b))
    check_together(a, b, "to the power")
    return np.power(a, b)


def _matrix_power(a: Array, times: int) -> Array:
    if abs(times) > MAX_POWER:
        raise TooLargeError(f"a matrix to the power {times}; {MAX_POWER} is the most")
    base = ops.inv(a) if times < 0 else a
    found = ops.identity(len(a))
    for _ in range(abs(times)):
        found = ops.matmul(found, base)
    return found


def check_together(a: Array, b: Array, word: str) -> None:
    """Refuse two shapes that do not broadcast, or that would make too large an array."""
    if a.ndim == 0 or b.ndim == 0 or a.shape == b.shape:
        return
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        told = f"{_sizes(a)} {word} {_sizes(b)}"
        raise ShapeClashError(f"{told}: these shapes do not go together") from None
    if np.prod(shape) > MAX_ENTRIES:
        raise TooLargeError(f"a result of shape {shape} is too large")


def _sizes(value: Array) -> str:
    return f"shape {settled(value).shape}"


PRODUCTS: dict[str, Callable[[Array, Array], Array]] = {
    "@": matrix_product, "·": dot_product, "⊙": elementwise_product, "*": elementwise_product,
    "/": quotient,
}  # fmt: skip
COMPARED: dict[str, Callable[[Array, Array], NDArray[np.bool_]]] = {
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal,
    "!=": np.not_equal,
}  # fmt: skip
