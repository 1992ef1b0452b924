"""Samples in numbers: medians, quantiles, variances of samples, correlation, shape, fit."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.reductions import var
from grader.ops.shapes import (
    Array,
    Axis,
    ShapeError,
    array,
    axes,
    check_size,
    dimensional,
    elementwise,
    fitting,
    flag,
    matrix,
    shaped,
    value,
    whole,
)

__all__ = (
    "correlation",
    "covariance",
    "iqr",
    "kurtosis",
    "mean_absolute_error",
    "median",
    "mode",
    "percentile",
    "quantile",
    "r_squared",
    "sample_covariance",
    "sample_std",
    "sample_variance",
    "skewness",
    "standard_error",
    "weighted_mean",
    "z_scores",
)


def median(x: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Median: the middle entry in order, of an even number the mean of the two in the middle.

    Shapes: x (...) -> (), or x without the axis
    """
    x = array("median", x)
    along = axes("median", axis, x.shape)
    return value(np.median(x, axis=along, keepdims=flag("median", "keepdims", keepdims)))


def quantile(x: ArrayLike, q: ArrayLike, axis: Axis = None) -> Array:
    """The entry below which the share q of the entries lies.

    Shapes: x (...), q () -> (), or x without the axis
    Convention: between the entries at both sides of place q (n - 1), counted from 0, on a straight
        line, as numpy does; courses that take medians of halves get other quartiles
    Errors: ShapeError for a q outside of [0, 1]
    """
    return _quantile("quantile", x, fitting("quantile", "q", q, ()), axis, 1.0)


def percentile(x: ArrayLike, q: ArrayLike, axis: Axis = None) -> Array:
    """The entry below which q percent of the entries lie.

    Shapes: x (...), q () -> (), or x without the axis
    Convention: as quantile, with q from 0 to 100
    Errors: ShapeError for a q outside of [0, 100]
    """
    return _quantile("percentile", x, fitting("percentile", "q", q, ()), axis, 100.0)


def iqr(x: ArrayLike, axis: Axis = None) -> Array:
    """Interquartile range: the quantile 0.75 less the quantile 0.25.

    Shapes: x (...) -> (), or x without the axis
    Convention: quartiles as those of quantile
    """
    upper, lower = (_quantile("iqr", x, np.asarray(q), axis, 1.0) for q in (0.75, 0.25))
    with np.errstate(all="ignore"):
        return value(upper - lower)


def _quantile(name: str, x: ArrayLike, q: Array, axis: Axis, whole: float) -> Array:
    x = array(name, x)
    along = axes(name, axis, x.shape)
    share = float(np.asarray(q).reshape(()))
    if not 0 <= share <= whole:
        raise ShapeError(f"{name}: q is {share:g}; from 0 to {whole:g} was expected")
    with np.errstate(all="ignore"):
        return value(np.quantile(x, share / whole, axis=along))


def mode(x: ArrayLike) -> Array:
    """The entry that occurs most often.

    Shapes: x (...) -> ()
    Convention: the least of several that occur equally often
    """
    entries, counts = np.unique(array("mode", x), return_counts=True)
    return value(entries[np.argmax(counts)])


def sample_variance(x: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Variance of a sample: the sum of the squared deviations divided by n - 1.

    Shapes: x (...) -> (), or x without the axis
    Convention: as var(x, ddof=1)
    Errors: ShapeError for a single entry
    """
    return _spread("sample_variance", x, axis, keepdims)


def sample_std(x: ArrayLike, axis: Axis = None, keepdims: bool = False) -> Array:
    """Standard deviation of a sample: the root of the variance with n - 1.

    Shapes: x (...) -> (), or x without the axis
    Convention: as std(x, ddof=1)
    Errors: ShapeError for a single entry
    """
    return value(np.sqrt(_spread("sample_std", x, axis, keepdims)))


def standard_error(x: ArrayLike, axis: Axis = None) -> Array:
    """Standard error of the mean: the standard deviation of the sample over the root of n.

    Shapes: x (...) -> (), or x without the axis
    Convention: with n - 1 in the standard deviation
    Errors: ShapeError for a single entry
    """
    squared = _spread("standard_error", x, axis, False)
    x = array("standard_error", x)
    return value(np.sqrt(squared / (x.size / np.size(squared))))


def _spread(name: str, x: ArrayLike, axis: Axis, keepdims: bool) -> Array:
    try:
        return var(x, axis, keepdims, ddof=1)
    except ShapeError as told:
        raise ShapeError(f"{name}: {str(told).partition(': ')[2]}") from None


def z_scores(x: ArrayLike, axis: Axis = None, ddof: int = 0) -> Array:
    """(x - mean) / standard deviation.

    Shapes: x (...) -> (...)
    Convention: divided by n in the standard deviation; by n - 1 with ddof=1; nan where it is 0
    Errors: ShapeError when n - ddof is not above 0
    """
    x = array("z_scores", x)
    try:
        squared = var(x, axis, True, ddof)
    except ShapeError as told:
        raise ShapeError(f"z_scores: {str(told).partition(': ')[2]}") from None
    along = axes("z_scores", axis, x.shape)
    with np.errstate(all="ignore"):
        return value((x - np.mean(x, axis=along, keepdims=True)) / np.sqrt(squared))


def weighted_mean(x: ArrayLike, weights: ArrayLike) -> Array:
    """Mean with weights: sum of w x divided by the sum of w.

    Shapes: x, weights (...) -> ()
    Errors: ShapeError for shapes that differ
    """
    x = array("weighted_mean", x)
    weights = shaped("weighted_mean", "weights", weights, x.shape)
    with np.errstate(all="ignore"):
        return value(np.sum(weights * x) / np.sum(weights))


def covariance(X: ArrayLike, y: ArrayLike | None = None, ddof: int = 0) -> Array:
    """Covariance matrix of the columns; each row is a sample. Of two vectors their covariance.

    Shapes: X (n, d) -> (d, d); X (n), y (n) -> ()
    Convention: divided by n; by n - 1 with ddof=1. A number in the place of y is ddof
    Errors: ShapeError when n - ddof is not above 0
    """
    if y is not None and array("covariance", y).ndim == 0:
        y, ddof = None, whole("covariance", "ddof", y, least=0)
    return _covariance("covariance", X, y, ddof)


def sample_covariance(X: ArrayLike, y: ArrayLike | None = None) -> Array:
    """Covariance of a sample, divided by n - 1.

    Shapes: X (n, d) -> (d, d); X (n), y (n) -> ()
    Convention: as covariance with ddof=1
    Errors: ShapeError for a single sample
    """
    return _covariance("sample_covariance", X, y, 1)


def correlation(X: ArrayLike, y: ArrayLike | None = None) -> Array:
    """Pearson's correlation of two vectors; of a matrix those of its columns.

    Shapes: X (n), y (n) -> (); X (n, d) -> (d, d)
    Convention: nan where a column is constant
    Errors: ShapeError for vectors of different length
    """
    if y is None:
        both = _covariance("correlation", matrix("correlation", "X", X), None, 0)
        spread = np.sqrt(np.diagonal(np.atleast_2d(both)))
        with np.errstate(all="ignore"):
            return value(both / np.outer(spread, spread))
    first, second = _two("correlation", X, y)
    with np.errstate(all="ignore"):
        a, b = first - first.mean(), second - second.mean()
        return value(np.sum(a * b) / np.sqrt(np.sum(a * a) * np.sum(b * b)))


def _two(name: str, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    first = dimensional(name, "X", x, 1)
    return first, shaped(name, "y", y, first.shape)


def _covariance(name: str, X: ArrayLike, y: ArrayLike | None, ddof: int) -> Array:
    columns = matrix(name, "X", X) if y is None else np.stack(_two(name, X, y), axis=1)
    n, d = columns.shape
    less = whole(name, "ddof", ddof, least=0)
    if n <= less:
        raise ShapeError(f"{name}: {n} - ddof = {n - less} leaves nothing to divide by")
    check_size(name, (d, d))
    with np.errstate(all="ignore"):
        centred = columns - np.mean(columns, axis=0)
        found = centred.T @ centred / (n - less)
    return value(found if y is None else found[0, 1])


def skewness(x: ArrayLike, axis: Axis = None) -> Array:
    """Skewness: the mean cube of the deviations over the cube of the standard deviation.

    Shapes: x (...) -> (), or x without the axis
    Convention: of the population, divided by n throughout
    """
    return _moment("skewness", x, axis, 3)


def kurtosis(x: ArrayLike, axis: Axis = None) -> Array:
    """Kurtosis: the mean fourth power of the deviations over the square of the variance.

    Shapes: x (...) -> (), or x without the axis
    Convention: of the population; 3 for a normal distribution, take 3 away for the excess
    """
    return _moment("kurtosis", x, axis, 4)


def _moment(name: str, x: ArrayLike, axis: Axis, power: int) -> Array:
    x = array(name, x)
    along = axes(name, axis, x.shape)
    with np.errstate(all="ignore"):
        off = x - np.mean(x, axis=along, keepdims=True)
        return value(np.mean(off**power, axis=along) / np.mean(off**2, axis=along) ** (power / 2))


def mean_absolute_error(y: ArrayLike, target: ArrayLike) -> Array:
    """Mean of the absolute differences.

    Shapes: y, target (...) -> ()
    """
    return value(np.mean(elementwise("mean_absolute_error", lambda a, b: np.abs(a - b), y, target)))


def r_squared(y: ArrayLike, target: ArrayLike) -> Array:
    """Coefficient of determination: 1 - sum (t - y)^2 / sum (t - mean of t)^2.

    Shapes: y, target (n) -> ()
    Convention: the predictions come first, then what was observed
    Errors: ShapeError for shapes that differ
    """
    target = array("r_squared", target)
    y = shaped("r_squared", "y", y, target.shape)
    with np.errstate(all="ignore"):
        left = np.sum(np.square(target - y))
        return value(1.0 - left / np.sum(np.square(target - target.mean())))
