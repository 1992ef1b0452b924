"""Reductions of an array to fewer axes: sums, means, extremes, norms.

`axis` is one axis, several, or None for all entries; axes count from 0, or from the end when
negative. With `keepdims` a reduced axis stays, with size 1.
"""

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
    check_broadcast,
    flag,
    one_axis,
    real,
    shown,
    value,
    whole,
)

__all__ = (
    "argmax",
    "argmin",
    "cumprod",
    "cumsum",
    "max",
    "mean",
    "min",
    "norm",
    "prod",
    "size",
    "std",
    "sum",
    "var",
)


def sum(x: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Sum of the entries.

    Shapes: x (...) -> (), or x without the axis
    """
    return _reduced("sum", np.sum, x, axis, keepdims)


def size(x: ArrayLike, axis: Any = None) -> Array:
    """Number of entries, or of those along one axis.

    Shapes: x (...) -> ()
    Errors: ShapeError for an axis that there is not
    """
    x = array("size", x)
    count = x.size if axis is None else x.shape[one_axis("size", axis, x.shape)]
    return np.asarray(count, dtype=np.float64)[()]


def prod(x: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Product of the entries.

    Shapes: x (...) -> (), or x without the axis
    """
    return _reduced("prod", np.prod, x, axis, keepdims)


def mean(x: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Arithmetic mean of the entries.

    Shapes: x (...) -> (), or x without the axis
    """
    return _reduced("mean", np.mean, x, axis, keepdims)


def var(x: ArrayLike, axis: Axis = None, keepdims: bool = False, ddof: int = 0) -> Array:
    """Variance: the mean square of the deviations from the mean.

    Shapes: x (...) -> (), or x without the axis
    Convention: population variance, divided by n; by n - ddof when ddof is given
    Errors: ShapeError when n - ddof is not above 0
    """
    return _var("var", x, axis, keepdims, ddof)


def _var(name: str, x: ArrayLike, axis: Axis, keepdims: bool, ddof: int) -> Array:
    x = array(name, x)
    along = axes(name, axis, x.shape)
    count = x.size if along is None else math.prod(x.shape[one] for one in along)
    less = whole(name, "ddof", ddof, least=0)
    if count <= less:
        raise ShapeError(f"{name}: {count} - ddof = {count - less} leaves nothing to divide by")
    with np.errstate(all="ignore"):
        return value(np.var(x, axis=along, ddof=less, keepdims=flag(name, "keepdims", keepdims)))


def std(x: ArrayLike, axis: Axis = None, keepdims: bool = False, ddof: int = 0) -> Array:
    """Standard deviation, the root of the variance.

    Shapes: x (...) -> (), or x without the axis
    Convention: of the population, divided by n; by n - ddof when ddof is given
    Errors: ShapeError when n - ddof is not above 0
    """
    with np.errstate(all="ignore"):
        return value(np.sqrt(_var("std", x, axis, keepdims, ddof)))


def max(x: ArrayLike, *others: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Greatest entry; of several values the greatest, entry by entry.

    Shapes: x (...) -> (), or x without the axis; x, others (...) -> (...), broadcasting
    Errors: ShapeError for an axis beside several values
    """
    return _extreme("max", np.max, np.maximum, (x, *others), axis, keepdims)


def min(x: ArrayLike, *others: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Least entry; of several values the least, entry by entry.

    Shapes: x (...) -> (), or x without the axis; x, others (...) -> (...), broadcasting
    Errors: ShapeError for an axis beside several values
    """
    return _extreme("min", np.min, np.minimum, (x, *others), axis, keepdims)


def argmax(x: ArrayLike, axis: int | None = None, keepdims: bool = False) -> Array:
    """Position of the greatest entry.

    Shapes: x (...) -> (), or x without the axis
    Convention: counted from 0, the first of equals; row by row when there is no axis; nan beside
        nan
    """
    return _position("argmax", np.argmax, x, axis, keepdims)


def argmin(x: ArrayLike, axis: int | None = None, keepdims: bool = False) -> Array:
    """Position of the least entry.

    Shapes: x (...) -> (), or x without the axis
    Convention: counted from 0, the first of equals; row by row when there is no axis; nan beside
        nan
    """
    return _position("argmin", np.argmin, x, axis, keepdims)


def cumsum(x: ArrayLike, axis: int | None = None) -> Array:
    """Running sum along an axis.

    Shapes: x (...) -> (...); without an axis x (...) -> (entries), row by row
    """
    return _running("cumsum", np.cumsum, x, axis)


def cumprod(x: ArrayLike, axis: int | None = None) -> Array:
    """Running product along an axis.

    Shapes: x (...) -> (...); without an axis x (...) -> (entries), row by row
    """
    return _running("cumprod", np.cumprod, x, axis)


def norm(x: ArrayLike, ord: float | str = 2, axis: Axis = None, keepdims: bool = False) -> Array:
    """Norm of the entries: (sum |x|^ord)^(1/ord).

    Shapes: x (...) -> (), or x without the axis
    Convention: always of the entries, for a matrix as for a vector: 2 or "fro" is the root of the
        sum of squares, 1 the sum of absolute values, inf the greatest absolute value
    Errors: ShapeError for an order below 1
    """
    x = array("norm", x)
    along = axes("norm", axis, x.shape)
    order = _order(ord)
    with np.errstate(all="ignore"):
        return _norm(np.abs(x), order, along, flag("norm", "keepdims", keepdims))


def _order(ord: Any) -> float:
    if isinstance(ord, str) and ord == "fro":
        return 2.0
    number = real(ord)
    if number >= 1:
        return number
    raise ShapeError(f'norm: the order is 1, 2, inf or "fro", not {shown(ord)}')


def _norm(size: Array, order: float, along: tuple[int, ...] | None, keep: bool) -> Array:
    if order == np.inf:
        return value(np.max(size, axis=along, keepdims=keep))
    if order == 1.0:
        return value(np.sum(size, axis=along, keepdims=keep))
    if order == 2.0:
        return value(np.sqrt(np.sum(size * size, axis=along, keepdims=keep)))
    return value(np.sum(size**order, axis=along, keepdims=keep) ** (1.0 / order))


def _reduced(name: str, function: Any, x: ArrayLike, axis: Axis, keepdims: bool) -> Array:
    x = array(name, x)
    along = axes(name, axis, x.shape)
    with np.errstate(all="ignore"):
        return value(function(x, axis=along, keepdims=flag(name, "keepdims", keepdims)))


def _extreme(
    name: str,
    of_one: Any,
    of_two: Any,
    values: tuple[ArrayLike, ...],
    axis: Axis,
    keepdims: bool,
) -> Array:
    if len(values) == 1:
        return _reduced(name, of_one, values[0], axis, keepdims)
    if axis is not None:
        raise ShapeError(f"{name}: an axis goes with one array, not with {len(values)} values")
    arrays = [array(name, one) for one in values]
    check_broadcast(name, arrays)
    result = arrays[0]
    for other in arrays[1:]:
        result = of_two(result, other)
    return result


def _position(name: str, function: Any, x: ArrayLike, axis: int | None, keepdims: bool) -> Array:
    x = array(name, x)
    along = None if axis is None else one_axis(name, axis, x.shape)
    keep = flag(name, "keepdims", keepdims)
    unknown = np.isnan(x).any(axis=along, keepdims=keep)
    return value(np.where(unknown, np.nan, function(x, axis=along, keepdims=keep)))


def _running(name: str, function: Any, x: ArrayLike, axis: int | None) -> Array:
    x = array(name, x)
    along = None if axis is None else one_axis(name, axis, x.shape)
    with np.errstate(all="ignore"):
        return value(function(x, axis=along))
