"""Order and counting: ranks, positions, different entries, running extremes."""

from typing import Any

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
    dimensional,
    flag,
    one_axis,
    value,
    whole,
    whole_array,
)

__all__ = (
    "argsort",
    "count_labels",
    "count_nonzero",
    "cummax",
    "cummin",
    "diff",
    "nonzero_positions",
    "ranks",
    "top_k",
    "top_k_positions",
    "unique",
    "unique_counts",
)


def argsort(x: ArrayLike, axis: int = -1, descending: bool = False) -> Array:
    """Positions that put the entries in order along an axis.

    Shapes: x (...) -> (...)
    Convention: counted from 0, ascending unless told; of equal entries the first comes first
    Errors: ShapeError for an axis that there is not
    """
    return value(_order("argsort", array("argsort", x), axis, descending))


def _order(name: str, x: Array, axis: int, descending: Any) -> Any:
    along = one_axis(name, axis, x.shape)
    down = flag(name, "descending", descending)
    return np.argsort(-x if down else x, axis=along, kind="stable")


def ranks(x: ArrayLike, axis: int = -1) -> Array:
    """Rank of each entry along an axis: 1 for the least.

    Shapes: x (...) -> (...)
    Convention: equal entries share the mean of their ranks
    Errors: ShapeError for an axis that there is not
    """
    x = array("ranks", x)
    along = one_axis("ranks", axis, x.shape)
    check_products("ranks", x.size // x.shape[along], 400)  # Python's own steps, row by row
    return value(np.apply_along_axis(_ranks, along, x))


def _ranks(row: Array) -> Array:
    if np.isnan(row).any():
        return np.full(row.shape, np.nan)
    _, group, counts = np.unique(row, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return value((last - (counts - 1) / 2.0)[group.ravel()])


def top_k(x: ArrayLike, k: int) -> Array:
    """The k greatest entries, the greatest first.

    Shapes: x (n), k -> (k)
    Errors: ShapeError for a k that is not from 1 to n
    """
    x, places = _top("top_k", x, k)
    return value(x[places])


def top_k_positions(x: ArrayLike, k: int) -> Array:
    """Positions of the k greatest entries, that of the greatest first.

    Shapes: x (n), k -> (k)
    Convention: counted from 0; of equal entries the first comes first
    Errors: ShapeError for a k that is not from 1 to n
    """
    return value(_top("top_k_positions", x, k)[1])


def _top(name: str, x: ArrayLike, k: int) -> tuple[Array, Any]:
    x = dimensional(name, "x", x, 1)
    count = whole(name, "k", k, least=1)
    if count > len(x):
        raise ShapeError(f"{name}: k is {count}, but there are {len(x)} entries")
    return x, _order(name, x, 0, True)[:count]


def unique(x: ArrayLike) -> Array:
    """The different entries, in ascending order.

    Shapes: x (...) -> (number of different entries)
    """
    return value(np.atleast_1d(np.unique(array("unique", x))))


def unique_counts(x: ArrayLike) -> Array:
    """How often each of the different entries occurs, in the order of `unique`.

    Shapes: x (...) -> (number of different entries)
    """
    return value(np.atleast_1d(np.unique(array("unique_counts", x), return_counts=True)[1]))


def count_labels(labels: ArrayLike, classes: int) -> Array:
    """How often each of the labels 0, 1, ..., classes - 1 occurs.

    Shapes: labels (n), classes k -> (k)
    Errors: ShapeError for labels that are not whole numbers from 0 to k - 1
    """
    name = "count_labels"
    count = whole(name, "classes", classes, least=1)
    check_size(name, (count,))
    return value(np.bincount(whole_array(name, "labels", labels, count).ravel(), minlength=count))


def count_nonzero(x: ArrayLike, axis: Axis = None) -> Array:
    """How many entries are not 0; of a condition, where it holds: count_nonzero(x > 2).

    Shapes: x (...) -> (), or x without the axis
    """
    x = array("count_nonzero", x)
    along = axes("count_nonzero", axis, x.shape)
    return value(np.sum(np.where(np.isnan(x), np.nan, x != 0), axis=along))


def nonzero_positions(condition: ArrayLike) -> Array:
    """Positions at which a condition holds.

    Shapes: condition (n) -> (how many hold)
    Convention: counted from 0
    Errors: ShapeError where it holds nowhere
    """
    found = np.flatnonzero(dimensional("nonzero_positions", "condition", condition, 1))
    if not found.size:
        raise ShapeError("nonzero_positions: the condition holds nowhere")
    return value(found)


def cummax(x: ArrayLike, axis: int = -1) -> Array:
    """Running maximum along an axis.

    Shapes: x (...) -> (...)
    """
    x = array("cummax", x)
    return value(np.maximum.accumulate(x, axis=one_axis("cummax", axis, x.shape)))


def cummin(x: ArrayLike, axis: int = -1) -> Array:
    """Running minimum along an axis.

    Shapes: x (...) -> (...)
    """
    x = array("cummin", x)
    return value(np.minimum.accumulate(x, axis=one_axis("cummin", axis, x.shape)))


def diff(x: ArrayLike, axis: int = -1) -> Array:
    """Each entry less the one before it, along an axis.

    Shapes: x (n) -> (n - 1)
    Errors: ShapeError for a single entry
    """
    x = array("diff", x)
    along = one_axis("diff", axis, x.shape)
    if x.shape[along] < 2:
        raise ShapeError("diff: a single entry has none before it")
    with np.errstate(all="ignore"):
        return value(np.diff(x, axis=along))
