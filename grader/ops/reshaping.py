"""The same entries in another shape or order, and padding."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    Axis,
    ShapeError,
    array,
    axes,
    check_size,
    dimensional,
    few,
    matrix,
    one_axis,
    pair,
    value,
    whole,
)

__all__ = (
    "column_vector",
    "flatten",
    "flip",
    "pad",
    "repeat",
    "reshape",
    "rot180",
    "row_vector",
    "sort",
    "transpose",
    "tril",
    "triu",
    "vec",
)


def transpose(x: ArrayLike, axes: Any = None) -> Array:
    """Rows become columns; with `axes`, all axes in the order given.

    Shapes: x (m, n) -> (n, m); x (..., m, n) -> (..., n, m); x (n) or () stays as it is
    Convention: of a stack of matrices each is transposed
    Errors: ShapeError for axes that are not each of the axes once
    """
    x = array("transpose", x)
    if axes is None:
        return x if x.ndim < 2 else np.swapaxes(x, -1, -2)
    order = _order(axes, x.shape)
    if len(order) != x.ndim:
        raise ShapeError(f"transpose: axes {order} do not name each axis of {x.shape} once")
    return np.transpose(x, order)


def _order(order: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    return axes("transpose", order, shape) or ()


def reshape(x: ArrayLike, *shape: Any) -> Array:
    """The entries, row by row, in another shape: reshape(x, 2, 3) or reshape(x, (2, -1)).

    Shapes: x (...), sizes n, m, ... -> (n, m, ...)
    Convention: one size may be -1: as many as are left
    Errors: ShapeError for a shape with another number of entries
    """
    x = array("reshape", x)
    listed = few("reshape", "sizes", shape)
    wanted = tuple(whole("reshape", "size", size, least=-1) for size in listed)
    known = math.prod(size for size in wanted if size != -1)
    left = wanted.count(-1)
    if left > 1 or known == 0 or (x.size % known if left else x.size != known):
        raise ShapeError(f"reshape: {x.size} entries do not make the shape {wanted}")
    return value(np.reshape(x, wanted))


def flatten(x: ArrayLike) -> Array:
    """All entries as a vector, row by row.

    Shapes: x (...) -> (entries)
    """
    return array("flatten", x).flatten()


def vec(x: ArrayLike) -> Array:
    """The columns of a matrix one below the other, as a vector.

    Shapes: x (m, n) -> (m n)
    Errors: ShapeError for what is not a matrix
    """
    return matrix("vec", "x", x).flatten(order="F")


def column_vector(x: ArrayLike) -> Array:
    """A vector as a matrix of one column.

    Shapes: x (n) -> (n, 1)
    Errors: ShapeError for what is not a vector
    """
    return dimensional("column_vector", "x", x, 1)[:, None]


def row_vector(x: ArrayLike) -> Array:
    """A vector as a matrix of one row.

    Shapes: x (n) -> (1, n)
    Errors: ShapeError for what is not a vector
    """
    return dimensional("row_vector", "x", x, 1)[None, :]


def flip(x: ArrayLike, axis: Axis = None) -> Array:
    """The entries in the opposite order, along one axis, several or all.

    Shapes: x (...) -> (...)
    Errors: ShapeError for an axis that does not exist
    """
    x = array("flip", x)
    return np.flip(x, axis=axes("flip", axis, x.shape))[()]


def rot180(x: ArrayLike) -> Array:
    """A kernel turned by half a turn: its rows and its columns in the opposite order.

    Shapes: x (..., h, w) -> (..., h, w)
    Errors: ShapeError for what has fewer than two axes
    """
    x = array("rot180", x)
    if x.ndim < 2:
        raise ShapeError(f"rot180: x has shape {x.shape}; a matrix was expected")
    return np.flip(x, axis=(-2, -1))


def sort(x: ArrayLike, axis: int = -1) -> Array:
    """The entries in ascending order along an axis.

    Shapes: x (...) -> (...)
    Errors: ShapeError for a number and for an axis that does not exist
    """
    x = array("sort", x)
    return np.sort(x, axis=one_axis("sort", axis, x.shape))


def repeat(x: ArrayLike, times: int, axis: int = 0) -> Array:
    """Each entry (row, ...) several times in succession along an axis.

    Shapes: x (n, ...) -> (n times, ...)
    Errors: ShapeError for too large a result
    """
    x = array("repeat", x)
    count = whole("repeat", "times", times, least=1)
    along = one_axis("repeat", axis, x.shape)
    check_size("repeat", (x.size, count))
    return np.repeat(x, count, axis=along)


def pad(x: ArrayLike, width: Any, value: ArrayLike = 0.0) -> Array:
    """x with a border of zeros, or of another value, on all sides.

    Shapes: x (n) -> (n + 2 width); x (..., h, w) -> (..., h + 2 width, w + 2 width)
    Convention: of more than two axes the last two; a pair of widths is above and below, then
        left and right
    Errors: ShapeError for a number, a negative width and too large a result
    """
    x = array("pad", x)
    border = dimensional("pad", "value", value, 0)
    if x.ndim == 0:
        raise ShapeError("pad: a number has no sides")
    down, across = pair("pad", "width", width, 0)
    widths = [(0, 0)] * (x.ndim - 2) + [(down, down), (across, across)]
    widths = widths[-x.ndim :]
    check_size("pad", tuple(n + 2 * w for n, (w, _) in zip(x.shape, widths, strict=True)))
    return np.pad(x, widths, constant_values=float(border))


def tril(x: ArrayLike) -> Array:
    """The lower triangle with the diagonal; zeros above.

    Shapes: x (m, n) -> (m, n)
    Errors: ShapeError for what is not a matrix
    """
    return np.tril(matrix("tril", "x", x))


def triu(x: ArrayLike) -> Array:
    """The upper triangle with the diagonal; zeros below.

    Shapes: x (m, n) -> (m, n)
    Errors: ShapeError for what is not a matrix
    """
    return np.triu(matrix("triu", "x", x))
