"""Normalisation over a batch, over a layer, by root mean square, with its gradients.

Variances are of the population, divided by n. `eps` is added to the variance, under the root.
"""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, Axis, array, axes, elementwise, fitting, shaped, value

__all__ = (
    "batch_mean",
    "batch_norm",
    "batch_norm_gradient",
    "batch_norm_inference",
    "batch_var",
    "dropout",
    "dropout_gradient",
    "layer_norm",
    "layer_norm_gradient",
    "normalise",
    "rms_norm",
    "rms_norm_gradient",
)


def batch_mean(X: ArrayLike, axis: Axis = 0) -> Array:
    """Mean of each feature over the batch.

    Shapes: X (n, d) -> (d)
    Convention: rows are samples; axis=(0, 2, 3) for images (N, C, H, W)
    Errors: ShapeError for an axis that does not exist
    """
    X = array("batch_mean", X)
    with np.errstate(all="ignore"):
        return value(np.mean(X, axis=axes("batch_mean", axis, X.shape)))


def batch_var(X: ArrayLike, axis: Axis = 0) -> Array:
    """Variance of each feature over the batch.

    Shapes: X (n, d) -> (d)
    Convention: rows are samples; population variance, divided by n
    Errors: ShapeError for an axis that does not exist
    """
    X = array("batch_var", X)
    with np.errstate(all="ignore"):
        return value(np.var(X, axis=axes("batch_var", axis, X.shape)))


def normalise(x: ArrayLike, mean: ArrayLike, var: ArrayLike, eps: ArrayLike = 1e-5) -> Array:
    """(x - mean) / sqrt(var + eps).

    Shapes: x (n, d), mean (d), var (d) -> (n, d), broadcasting
    Convention: eps is 0.00001 unless told; give 0 when the question has none
    """
    return elementwise("normalise", _normalised, x, mean, var, eps)


def _normalised(x: Array, mean: Array, var: Array, eps: Array) -> Array:
    return value((x - mean) / np.sqrt(var + eps))


def batch_norm(
    X: ArrayLike,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: ArrayLike = 1e-5,
    axis: Axis = 0,
) -> Array:
    """gamma (X - mean) / sqrt(var + eps) + beta, with mean and variance over the batch.

    Shapes: X (n, d), gamma (d), beta (d) -> (n, d)
    Convention: rows are samples; eps is 0.00001 unless told
    Errors: ShapeError for gamma or beta that does not fit X
    """
    return _norm("batch_norm", X, gamma, beta, eps, axis)


def batch_norm_inference(
    X: ArrayLike,
    mean: ArrayLike,
    var: ArrayLike,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: ArrayLike = 1e-5,
) -> Array:
    """Batch norm when it is used: gamma (X - mean) / sqrt(var + eps) + beta, both from training.

    Shapes: X (n, d), mean, var, gamma, beta (d) -> (n, d), broadcasting
    Convention: the running mean is moving_average(mean, batch_mean(X), 0.9); eps is 0.00001
    """

    def scaled(X: Array, mean: Array, var: Array, gamma: Array, beta: Array, eps: Array) -> Array:
        return value(gamma * _normalised(X, mean, var, eps) + beta)

    return elementwise("batch_norm_inference", scaled, X, mean, var, gamma, beta, eps)


def dropout(x: ArrayLike, mask: ArrayLike, p: ArrayLike = 0.5) -> Array:
    """Inverted dropout: where the mask is 1 x / (1 - p), where it is 0 nothing.

    Shapes: x, mask (...) -> (...), broadcasting; p ()
    Convention: p is the probability of being dropped, mask 1 is kept; p=0 leaves out the scale
    """
    return _dropout("dropout", x, mask, p)


def dropout_gradient(dL_dY: ArrayLike, mask: ArrayLike, p: ArrayLike = 0.5) -> Array:
    """Gradient of a loss with respect to the input of `dropout`.

    Shapes: dL_dY, mask (...) -> (...), broadcasting; p ()
    """
    return _dropout("dropout_gradient", dL_dY, mask, p)


def _dropout(name: str, x: ArrayLike, mask: ArrayLike, p: ArrayLike) -> Array:
    return elementwise(name, lambda x, mask, p: x * mask / (1.0 - p), x, mask, p)


def layer_norm(
    x: ArrayLike,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: ArrayLike = 1e-5,
    axis: Axis = -1,
) -> Array:
    """gamma (x - mean) / sqrt(var + eps) + beta, with mean and variance of each sample.

    Shapes: x (d) or (n, d), gamma (d), beta (d) -> as x
    Convention: along the last axis unless told; eps is 0.00001 unless told
    Errors: ShapeError for gamma or beta that does not fit x
    """
    return _norm("layer_norm", x, gamma, beta, eps, axis)


def batch_norm_gradient(
    dL_dY: ArrayLike, X: ArrayLike, gamma: ArrayLike = 1.0, eps: ArrayLike = 1e-5, axis: Axis = 0
) -> Array:
    """Gradient of a loss with respect to the input of `batch_norm`.

    Shapes: dL_dY, X (n, d), gamma (d) -> (n, d)
    Convention: mean and variance depend on X too; those for gamma and beta are
        sum(dL_dY * normalise(X, ...), axis=0) and sum(dL_dY, axis=0)
    Errors: ShapeError for shapes that clash
    """
    return _gradient("batch_norm_gradient", dL_dY, X, gamma, eps, axis)


def layer_norm_gradient(
    dL_dY: ArrayLike, x: ArrayLike, gamma: ArrayLike = 1.0, eps: ArrayLike = 1e-5, axis: Axis = -1
) -> Array:
    """Gradient of a loss with respect to the input of `layer_norm`.

    Shapes: dL_dY, x (d) or (n, d), gamma (d) -> as x
    Convention: mean and variance depend on x too
    Errors: ShapeError for shapes that clash
    """
    return _gradient("layer_norm_gradient", dL_dY, x, gamma, eps, axis)


def _norm(
    name: str, x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, eps: ArrayLike, axis: Axis
) -> Array:
    x = array(name, x)
    gamma, beta = fitting(name, "gamma", gamma, x.shape), fitting(name, "beta", beta, x.shape)
    hat, _ = _hat(name, x, eps, axes(name, axis, x.shape))
    with np.errstate(all="ignore"):
        return value(gamma * hat + beta)


def _gradient(
    name: str, dL_dY: ArrayLike, x: ArrayLike, gamma: ArrayLike, eps: ArrayLike, axis: Axis
) -> Array:
    x = array(name, x)
    back, gamma = shaped(name, "dL_dY", dL_dY, x.shape), fitting(name, "gamma", gamma, x.shape)
    along = axes(name, axis, x.shape)
    hat, deviation = _hat(name, x, eps, along)
    with np.errstate(all="ignore"):
        back = back * gamma
        level = np.mean(back, axis=along, keepdims=True)
        tilt = np.mean(back * hat, axis=along, keepdims=True)
        return value((back - level - hat * tilt) / deviation)


def _hat(name: str, x: Array, eps: ArrayLike, along: tuple[int, ...] | None) -> tuple[Array, Array]:
    eps = fitting(name, "eps", eps, ())
    with np.errstate(all="ignore"):
        mean = np.mean(x, axis=along, keepdims=True)
        deviation = np.sqrt(np.var(x, axis=along, keepdims=True) + eps)
        return value((x - mean) / deviation), value(deviation)


def rms_norm(x: ArrayLike, gamma: ArrayLike = 1.0, eps: ArrayLike = 1e-5, axis: Axis = -1) -> Array:
    """gamma x / sqrt(mean of x^2 + eps).

    Shapes: x (d) or (n, d), gamma (d) -> as x
    Convention: along the last axis unless told; no mean is taken away
    Errors: ShapeError for gamma that does not fit x
    """
    x = array("rms_norm", x)
    gamma = fitting("rms_norm", "gamma", gamma, x.shape)
    size = _rms("rms_norm", x, eps, axes("rms_norm", axis, x.shape))
    with np.errstate(all="ignore"):
        return value(gamma * x / size)


def rms_norm_gradient(
    dL_dY: ArrayLike, x: ArrayLike, gamma: ArrayLike = 1.0, eps: ArrayLike = 1e-5, axis: Axis = -1
) -> Array:
    """Gradient of a loss with respect to the input of `rms_norm`.

    Shapes: dL_dY, x (d) or (n, d), gamma (d) -> as x
    Convention: the root mean square depends on x too
    Errors: ShapeError for shapes that clash
    """
    name = "rms_norm_gradient"
    x = array(name, x)
    back, gamma = shaped(name, "dL_dY", dL_dY, x.shape), fitting(name, "gamma", gamma, x.shape)
    along = axes(name, axis, x.shape)
    size = _rms(name, x, eps, along)
    with np.errstate(all="ignore"):
        back, hat = back * gamma, x / size
        tilt = np.mean(back * hat, axis=along, keepdims=True)
        return value((back - hat * tilt) / size)


def _rms(name: str, x: Array, eps: ArrayLike, along: tuple[int, ...] | None) -> Array:
    eps = fitting(name, "eps", eps, ())
    with np.errstate(all="ignore"):
        return value(np.sqrt(np.mean(np.square(x), axis=along, keepdims=True) + eps))
