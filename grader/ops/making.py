"""Arrays that are made: constants, masks, one-hot rows, and arrays put together."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    MAX_DIMENSIONS,
    Array,
    ShapeError,
    array,
    check_size,
    dimensional,
    one_axis,
    sizes,
    value,
    whole,
    whole_array,
)

__all__ = (
    "append_ones",
    "arange",
    "concatenate",
    "diag",
    "full",
    "identity",
    "one_hot",
    "ones",
    "ones_column",
    "prepend_ones",
    "stack",
    "zeros",
)


def zeros(*shape: Any) -> Array:
    """An array of zeros: zeros(2, 3), zeros((2, 3)) or zeros(3).

    Shapes: sizes n, m, ... -> (n, m, ...)
    Errors: ShapeError for sizes that are not whole numbers from 1 on, or too large
    """
    return np.zeros(sizes("zeros", shape))[()]


def ones(*shape: Any) -> Array:
    """An array of ones: ones(2, 3), ones((2, 3)) or ones(3).

    Shapes: sizes n, m, ... -> (n, m, ...)
    Errors: ShapeError for sizes that are not whole numbers from 1 on, or too large
    """
    return np.ones(sizes("ones", shape))[()]


def full(value: ArrayLike, *shape: Any) -> Array:
    """An array that holds one number everywhere: full(0.5, 2, 3).

    Shapes: value (), sizes n, m, ... -> (n, m, ...)
    Errors: ShapeError for sizes that are not whole numbers from 1 on, or too large
    """
    return np.full(sizes("full", shape), dimensional("full", "value", value, 0))[()]


def identity(n: int) -> Array:
    """Identity matrix.

    Shapes: n -> (n, n)
    Errors: ShapeError for a size that is not a whole number from 1 on, or too large
    """
    return np.eye(sizes("identity", (n, n))[0])


def arange(n: int) -> Array:
    """The numbers 0, 1, ..., n - 1.

    Shapes: n -> (n)
    Errors: ShapeError for a size that is not a whole number from 1 on, or too large
    """
    count = whole("arange", "n", n, least=1)
    check_size("arange", (count,))
    return np.arange(count, dtype=np.float64)


def diag(x: ArrayLike) -> Array:
    """The diagonal matrix of a vector; of a matrix its diagonal.

    Shapes: x (n) -> (n, n); x (m, n) -> (the lesser of m and n)
    Errors: ShapeError for other shapes, or too large a result
    """
    x = dimensional("diag", "x", x, 1, 2)
    if x.ndim == 1:
        check_size("diag", (x.size, x.size))
    return value(np.diag(x).copy())


def one_hot(labels: ArrayLike, classes: int) -> Array:
    """Rows of zeros with a 1 at the label.

    Shapes: labels (...), classes k -> (..., k)
    Convention: labels count from 0
    Errors: ShapeError for labels that are not whole numbers from 0 to k - 1
    """
    count = whole("one_hot", "classes", classes, least=1)
    labels = array("one_hot", labels)
    check_size("one_hot", (*labels.shape, count))
    hot = whole_array("one_hot", "labels", labels, count)
    return value(hot[..., None] == np.arange(count))


def ones_column(n: int) -> Array:
    """A column of ones.

    Shapes: n -> (n, 1)
    Errors: ShapeError for a size that is not a whole number from 1 on, or too large
    """
    return np.ones(sizes("ones_column", (n, 1)))


def prepend_ones(x: ArrayLike, axis: int = -1) -> Array:
    """x with a column of ones put in front, for the bias.

    Shapes: x (n, d) -> (n, d + 1); x (d) -> (d + 1); with axis=0 x (d, n) -> (d + 1, n)
    Errors: ShapeError for a number and for an axis that does not exist
    """
    x, one = _with_ones("prepend_ones", x, axis)
    return np.concatenate((one, x), axis=int(axis))


def append_ones(x: ArrayLike, axis: int = -1) -> Array:
    """x with a column of ones put behind, for the bias.

    Shapes: x (n, d) -> (n, d + 1); x (d) -> (d + 1); with axis=0 x (d, n) -> (d + 1, n)
    Errors: ShapeError for a number and for an axis that does not exist
    """
    x, one = _with_ones("append_ones", x, axis)
    return np.concatenate((x, one), axis=int(axis))


def _with_ones(name: str, x: ArrayLike, axis: int) -> tuple[Array, Array]:
    x = array(name, x)
    along = one_axis(name, axis, x.shape)
    one = np.ones(tuple(1 if i == along else size for i, size in enumerate(x.shape)))
    check_size(name, (x.size + one.size,))
    return x, one


def concatenate(*arrays: Any, axis: int = 0) -> Array:
    """The arrays one after the other along an axis: concatenate(h, x, axis=0).

    Shapes: (n, d), (m, d), ... -> (n + m + ..., d)
    Convention: a number beside vectors is a vector of one
    Convention: a number beside vectors is a vector of one
    Errors: ShapeError for numbers alone and for other sizes that differ
    """
    parts = _parts("concatenate", arrays)
    if {part.ndim for part in parts} == {0, 1}:  # in a formula `[5]` is the number 5
        parts = [np.atleast_1d(part) for part in parts]
    along = one_axis("concatenate", axis, parts[0].shape)
    first = _without(parts[0], along)
    for part in parts:
        if part.ndim != parts[0].ndim or _without(part, along) != first:
            raise ShapeError(
                f"concatenate: {parts[0].shape} and {part.shape} differ in more than axis {along}"
            )
    check_size("concatenate", (sum(part.size for part in parts),))
    return np.concatenate(parts, axis=along)


def _without(x: Array, axis: int) -> tuple[int, ...]:
    return x.shape[:axis] + x.shape[axis + 1 :]


def stack(*arrays: Any, axis: int = 0) -> Array:
    """Arrays of one shape side by side along a new axis: numbers become a vector.

    Shapes: k of (...) -> (k, ...), the new axis where `axis` says
    Errors: ShapeError for shapes that differ
    """
    parts = _parts("stack", arrays)
    for part in parts:
        if part.shape != parts[0].shape:
            raise ShapeError(f"stack: {parts[0].shape} and {part.shape} differ")
    along = one_axis("stack", axis, (len(parts), *parts[0].shape))
    check_size("stack", (len(parts), *parts[0].shape))
    return np.stack(parts, axis=along)


def _parts(name: str, arrays: tuple[Any, ...]) -> list[Array]:
    listed = arrays[0] if len(arrays) == 1 and isinstance(arrays[0], list | tuple) else arrays
    if not listed:
        raise ShapeError(f"{name}: no arrays to put together")
    if len(listed) > MAX_DIMENSIONS * 1000:
        raise ShapeError(f"{name}: {len(listed)} arrays are too many")
    return [array(name, one) for one in listed]
