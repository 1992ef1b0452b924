"""Entries, rows, columns and parts of an array; lookup in an embedding.

Indices count from 0, from the end when negative, as in Python; what lies outside is an error and
never cut off in silence.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    ShapeError,
    array,
    check_size,
    dimensional,
    matrix,
    one_axis,
    shaped,
    value,
    whole,
    whole_array,
)

__all__ = (
    "column",
    "columns",
    "embedding",
    "embedding_gradient",
    "entry",
    "part",
    "pick",
    "row",
    "rows",
)


def entry(x: ArrayLike, *indices: Any) -> Array:
    """One entry: entry(W, 0, 1) is in the first row, second column.

    Shapes: x (...), one index for each axis -> ()
    Errors: ShapeError for another number of indices, or one outside
    """
    x = array("entry", x)
    if len(indices) != x.ndim:
        raise ShapeError(f"entry: {len(indices)} indices for shape {x.shape}; {x.ndim} expected")
    return value(x[tuple(_index("entry", i, x, axis) for axis, i in enumerate(indices))])


def _index(name: str, index: Any, x: Array, axis: int) -> int:
    number, size = whole(name, "index", index), x.shape[axis]
    if not -size <= number < size:
        raise ShapeError(f"{name}: no index {number} in shape {x.shape}; 0 to {size - 1} exist")
    return number


def row(x: ArrayLike, index: Any) -> Array:
    """One row of a matrix, as a vector.

    Shapes: x (m, n) -> (n)
    Errors: ShapeError for what is not a matrix, or an index outside
    """
    x = matrix("row", "x", x)
    return value(x[_index("row", index, x, 0)])


def column(x: ArrayLike, index: Any) -> Array:
    """One column of a matrix, as a vector.

    Shapes: x (m, n) -> (m)
    Errors: ShapeError for what is not a matrix, or an index outside
    """
    x = matrix("column", "x", x)
    return x[:, _index("column", index, x, 1)]


def part(x: ArrayLike, start: Any, stop: Any = None, axis: int = 0) -> Array:
    """The entries from `start` on and before `stop` along an axis: part(z, 0, 2) is z[0:2].

    Shapes: x (n, ...) -> (stop - start, ...)
    Convention: without `stop`, to the end
    Errors: ShapeError for a part that is empty or reaches outside
    """
    return _part("part", array("part", x), start, stop, axis)


def rows(x: ArrayLike, start: Any, stop: Any = None) -> Array:
    """The rows from `start` on and before `stop`: rows(W, 1) is W[1:, :].

    Shapes: x (m, n) -> (stop - start, n)
    Convention: without `stop`, to the end
    Errors: ShapeError for what is not a matrix, or a part that is empty or reaches outside
    """
    return _part("rows", matrix("rows", "x", x), start, stop, 0)


def columns(x: ArrayLike, start: Any, stop: Any = None) -> Array:
    """The columns from `start` on and before `stop`: columns(W, 1) is W[:, 1:].

    Shapes: x (m, n) -> (m, stop - start)
    Convention: without `stop`, to the end
    Errors: ShapeError for what is not a matrix, or a part that is empty or reaches outside
    """
    return _part("columns", matrix("columns", "x", x), start, stop, 1)


def _part(name: str, x: Array, start: Any, stop: Any, axis: int) -> Array:
    along = one_axis(name, axis, x.shape)
    size = x.shape[along]
    first = whole(name, "start", start)
    last = size if stop is None else whole(name, "stop", stop)
    low, high = (i + size if i < 0 else i for i in (first, last))
    if not 0 <= low < high <= size:
        raise ShapeError(f"{name}: no part {first}:{last} along axis {along} of shape {x.shape}")
    return x[(slice(None),) * along + (slice(low, high),)]


def pick(x: ArrayLike, labels: ArrayLike) -> Array:
    """From each row the entry at its label, x[i, labels[i]].

    Shapes: x (n, k), labels (n) -> (n); x (k), labels () -> ()
    Errors: ShapeError for labels that are not whole numbers from 0 to k - 1
    """
    x = dimensional("pick", "x", x, 1, 2)
    places = whole_array("pick", "labels", labels, x.shape[-1])
    shaped("pick", "labels", labels, x.shape[:-1])
    return np.take_along_axis(x, places[..., None], axis=-1)[..., 0][()]


def embedding(table: ArrayLike, ids: ArrayLike) -> Array:
    """The rows of the table at the ids.

    Shapes: table (v, d), ids (...) -> (..., d)
    Errors: ShapeError for ids that are not whole numbers from 0 to v - 1
    """
    table = matrix("embedding", "table", table)
    places = whole_array("embedding", "ids", ids, len(table))
    check_size("embedding", (*places.shape, table.shape[1]))
    return table[places]


def embedding_gradient(dL_dY: ArrayLike, ids: ArrayLike, size: Any) -> Array:
    """Gradient with respect to the table: each row sums what came back for its id.

    Shapes: dL_dY (..., d), ids (...), size v -> (v, d)
    Errors: ShapeError for ids that are not whole numbers from 0 to v - 1, or shapes that clash
    """
    name = "embedding_gradient"
    count = whole(name, "size", size, least=1)
    places = whole_array(name, "ids", ids, count)
    dL_dY = array(name, dL_dY)
    if dL_dY.shape[:-1] != places.shape or dL_dY.ndim == 0:
        raise ShapeError(
            f"{name}: dL_dY {dL_dY.shape} does not have a row for each of {places.shape}"
        )
    check_size(name, (count, dL_dY.shape[-1]))
    result = np.zeros((count, dL_dY.shape[-1]))
    with np.errstate(all="ignore"):
        np.add.at(result, places, dL_dY)
    return result
