"""Softmax and its kin along an axis, safe for large entries."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    array,
    check_broadcast,
    check_size,
    dimensional,
    flag,
    one_axis,
    shaped,
    value,
)

__all__ = (
    "log_softmax",
    "logsumexp",
    "masked_softmax",
    "softmax",
    "softmax_gradient",
    "softmax_jacobian",
)


def softmax(x: ArrayLike, axis: int = -1) -> Array:
    """e^x divided by its sum along the axis.

    Shapes: x (...) -> (...)
    Convention: along the last axis unless told: each row of a matrix sums to 1
    Errors: ShapeError for a number and for an axis that does not exist
    """
    return _softmax("softmax", x, axis)


def _softmax(name: str, x: ArrayLike, axis: int) -> Array:
    x = array(name, x)
    along = one_axis(name, axis, x.shape)
    with np.errstate(all="ignore"):
        weights = np.exp(x - np.max(x, axis=along, keepdims=True))
        return value(weights / np.sum(weights, axis=along, keepdims=True))


def logsumexp(x: ArrayLike, axis: int = -1, keepdims: bool = False) -> Array:
    """Natural logarithm of the sum of e^x along the axis.

    Shapes: x (...) -> x without the axis
    Errors: ShapeError for a number and for an axis that does not exist
    """
    x = array("logsumexp", x)
    along = one_axis("logsumexp", axis, x.shape)
    result = _logsumexp(x, along)
    keep = flag("logsumexp", "keepdims", keepdims)
    return result if keep else value(np.squeeze(result, axis=along))


def _logsumexp(x: Array, along: int) -> Array:
    top = np.max(x, axis=along, keepdims=True)
    top = np.where(np.isinf(top), 0.0, top)
    with np.errstate(all="ignore"):
        return value(top + np.log(np.sum(np.exp(x - top), axis=along, keepdims=True)))


def log_softmax(x: ArrayLike, axis: int = -1) -> Array:
    """Natural logarithm of the softmax, x - logsumexp(x).

    Shapes: x (...) -> (...)
    Errors: ShapeError for a number and for an axis that does not exist
    """
    x = array("log_softmax", x)
    along = one_axis("log_softmax", axis, x.shape)
    with np.errstate(all="ignore"):
        return value(x - _logsumexp(x, along))


def masked_softmax(x: ArrayLike, mask: ArrayLike, axis: int = -1) -> Array:
    """Softmax in which only the entries whose mask is not 0 take part; the others are 0.

    Shapes: x, mask (...) -> (...), broadcasting
    Convention: the same as adding -inf where the mask is 0; nan where nothing takes part
    Errors: ShapeError for shapes that do not fit
    """
    x, mask = array("masked_softmax", x), array("masked_softmax", mask)
    check_broadcast("masked_softmax", (x, mask))
    return _softmax("masked_softmax", np.where(mask != 0, x, -np.inf), axis)


def softmax_gradient(dL_dp: ArrayLike, p: ArrayLike, axis: int = -1) -> Array:
    """Gradient with respect to the logits, p (dL/dp - sum of dL/dp p along the axis).

    Shapes: dL_dp, p (...) -> (...)
    Convention: p is the softmax, not the logits
    Errors: ShapeError for shapes that differ
    """
    p = array("softmax_gradient", p)
    dL_dp = shaped("softmax_gradient", "dL_dp", dL_dp, p.shape)
    along = one_axis("softmax_gradient", axis, p.shape)
    with np.errstate(all="ignore"):
        return value(p * (dL_dp - np.sum(dL_dp * p, axis=along, keepdims=True)))


def softmax_jacobian(p: ArrayLike) -> Array:
    """Jacobian of the softmax with respect to the logits, diag(p) - p p^T.

    Shapes: p (n) -> (n, n)
    Convention: p is the softmax, not the logits
    Errors: ShapeError for what is not a vector
    """
    p = dimensional("softmax_jacobian", "p", p, 1)
    check_size("softmax_jacobian", (p.size, p.size))
    with np.errstate(all="ignore"):
        return value(np.diag(p) - np.multiply.outer(p, p))
