"""Losses that take scores or predictions, and their gradients."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.activations import log_sigmoid, sigmoid
from grader.ops.shapes import (
    Array,
    ShapeError,
    array,
    dimensional,
    elementwise,
    shaped,
    value,
    whole_array,
)
from grader.ops.softmaxes import log_softmax, softmax

__all__ = (
    "hinge",
    "hinge_gradient",
    "huber",
    "huber_gradient",
    "mean_squared_error",
    "multiclass_hinge",
    "multiclass_hinge_gradient",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_gradient",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
    "squared_error",
)


def squared_error(y: ArrayLike, target: ArrayLike) -> Array:
    """Sum of the squared differences.

    Shapes: y, target (...) -> ()
    Convention: summed over all entries, no factor 1/2
    Errors: ShapeError for shapes that differ
    """
    return value(np.sum(_squares("squared_error", y, target)))


def mean_squared_error(y: ArrayLike, target: ArrayLike) -> Array:
    """Mean of the squared differences.

    Shapes: y, target (...) -> ()
    Convention: over all entries, no factor 1/2
    Errors: ShapeError for shapes that differ
    """
    return value(np.mean(_squares("mean_squared_error", y, target)))


def _squares(name: str, y: ArrayLike, target: ArrayLike) -> Array:
    y = array(name, y)
    target = shaped(name, "target", target, y.shape)
    return elementwise(name, lambda y, target: np.square(y - target), y, target)


def sigmoid_cross_entropy(z: ArrayLike, target: ArrayLike) -> Array:
    """Binary cross entropy of sigmoid(z), entry by entry, from the logit z.

    Shapes: z, target (...) -> (...), broadcasting
    Convention: target between 0 and 1; no sum or mean over entries
    """
    return elementwise("sigmoid_cross_entropy", _from_logit, z, target)


def _from_logit(z: Array, target: Array) -> Array:
    return -target * log_sigmoid(z) - (1.0 - target) * log_sigmoid(-z)


def sigmoid_cross_entropy_gradient(z: ArrayLike, target: ArrayLike) -> Array:
    """Derivative of `sigmoid_cross_entropy` with respect to z, sigmoid(z) - target.

    Shapes: z, target (...) -> (...), broadcasting
    """
    return elementwise("sigmoid_cross_entropy_gradient", lambda z, t: sigmoid(z) - t, z, target)


def softmax_cross_entropy(z: ArrayLike, target: ArrayLike) -> Array:
    """Cross entropy of softmax(z) for a target distribution, from the logits z.

    Shapes: z, target (k) -> (); z, target (n, k) -> (n)
    Convention: along the last axis; target one-hot or any distribution; no sum over samples
    Errors: ShapeError for shapes that differ and for numbers
    """
    z, target = _logits("softmax_cross_entropy", z, target)
    with np.errstate(all="ignore"):
        return value(0.0 - np.sum(np.where(target == 0, 0.0, target * log_softmax(z)), axis=-1))


def softmax_cross_entropy_gradient(z: ArrayLike, target: ArrayLike) -> Array:
    """Gradient of `softmax_cross_entropy` with respect to z, softmax(z) - target.

    Shapes: z, target (k) -> (k); z, target (n, k) -> (n, k)
    Convention: each target sums to 1; not divided by the number of samples
    Errors: ShapeError for shapes that differ and for numbers
    """
    z, target = _logits("softmax_cross_entropy_gradient", z, target)
    with np.errstate(all="ignore"):
        return value(softmax(z) - target)


def _logits(name: str, z: ArrayLike, target: ArrayLike) -> tuple[Array, Array]:
    z = array(name, z)
    if z.ndim == 0:
        raise ShapeError(f"{name}: z is a number; a vector of logits was expected")
    return z, shaped(name, "target", target, z.shape)


def hinge(s: ArrayLike, target: ArrayLike) -> Array:
    """Hinge loss max(0, 1 - t s), entry by entry, for the score s.

    Shapes: s, target (...) -> (...), broadcasting
    Convention: target -1 or 1; no sum or mean over entries
    """
    return elementwise("hinge", lambda s, t: np.maximum(1.0 - t * s, 0.0), s, target)


def hinge_gradient(s: ArrayLike, target: ArrayLike) -> Array:
    """Derivative of the hinge loss with respect to the score: -t inside the margin, else 0.

    Shapes: s, target (...) -> (...), broadcasting
    Convention: 0 at the margin itself
    """
    return elementwise(
        "hinge_gradient", lambda s, t: -t * np.heaviside(1.0 - t * s, 0.0), s, target
    )


def multiclass_hinge(s: ArrayLike, labels: ArrayLike, margin: ArrayLike = 1.0) -> Array:
    """Sum of max(0, s_j - s_y + margin) over the classes j other than the label y.

    Shapes: s (k), labels () -> (); s (n, k), labels (n) -> (n)
    Convention: labels count from 0; no sum over samples
    Errors: ShapeError for labels that are not whole numbers from 0 to k - 1
    """
    excess, _ = _excess("multiclass_hinge", s, labels, margin)
    with np.errstate(all="ignore"):
        return value(np.sum(np.maximum(excess, 0.0), axis=-1))


def multiclass_hinge_gradient(s: ArrayLike, labels: ArrayLike, margin: ArrayLike = 1.0) -> Array:
    """Gradient of `multiclass_hinge` with respect to the scores.

    Shapes: s (k), labels () -> (k); s (n, k), labels (n) -> (n, k)
    Convention: 0 at the margin itself; not divided by the number of samples
    Errors: ShapeError for labels that are not whole numbers from 0 to k - 1
    """
    excess, hot = _excess("multiclass_hinge_gradient", s, labels, margin)
    over = np.heaviside(excess, 0.0)
    return value(over - hot * np.sum(over, axis=-1, keepdims=True))


def _excess(name: str, s: ArrayLike, labels: ArrayLike, margin: ArrayLike) -> tuple[Array, Array]:
    s, margin = dimensional(name, "s", s, 1, 2), dimensional(name, "margin", margin, 0)
    places = whole_array(name, "labels", shaped(name, "labels", labels, s.shape[:-1]), s.shape[-1])
    own = np.take_along_axis(s, places[..., None], axis=-1)
    hot = (places[..., None] == np.arange(s.shape[-1])).astype(np.float64)
    with np.errstate(all="ignore"):
        excess = s - own + margin * (1.0 - hot)
    return excess, hot


def huber(error: ArrayLike, delta: ArrayLike = 1.0) -> Array:
    """Huber loss, entry by entry: e^2 / 2 up to delta, then delta (|e| - delta / 2).

    Shapes: error (...), delta () -> (...)
    Convention: no sum or mean over entries
    """
    return elementwise("huber", _huber, error, delta)


def _huber(error: Array, delta: Array) -> Array:
    size = np.abs(error)
    return np.where(size <= delta, 0.5 * np.square(error), delta * (size - 0.5 * delta))


def huber_gradient(error: ArrayLike, delta: ArrayLike = 1.0) -> Array:
    """Derivative of the Huber loss: the error, cut off at -delta and delta.

    Shapes: error (...), delta () -> (...)
    """
    return elementwise(
        "huber_gradient", lambda e, d: np.minimum(np.maximum(e, -d), d), error, delta
    )
