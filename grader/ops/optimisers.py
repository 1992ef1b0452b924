"""One step of an optimiser: gradient descent, momentum, AdaGrad, RMSProp, Adam.

What an optimiser keeps (a velocity, a mean of squares) is made by an operation of its own, from the
one before and the gradient g; the step then takes the new one. w is what is trained.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, ShapeError, array, fitting, real, shaped, value

__all__ = (
    "adagrad_step",
    "adam_m",
    "adam_step",
    "adam_v",
    "adamw_step",
    "bias_corrected",
    "gradient_step",
    "momentum_velocity",
    "moving_average",
    "rmsprop_step",
)


def gradient_step(w: ArrayLike, g: ArrayLike, lr: ArrayLike) -> Array:
    """Gradient descent, w - lr g; with momentum g is the velocity.

    Shapes: w, g (...) -> (...); lr ()
    Errors: ShapeError for shapes that differ
    """
    w, g, lr = _three("gradient_step", w, g, lr)
    with np.errstate(all="ignore"):
        return value(w - lr * g)


def momentum_velocity(v: ArrayLike, g: ArrayLike, beta: ArrayLike = 0.9) -> Array:
    """New velocity of gradient descent with momentum, beta v + g.

    Shapes: v, g (...) -> (...); beta ()
    Convention: the gradient counts in full, as in PyTorch; with (1 - beta) g it is moving_average.
        The step is w - lr v
    Errors: ShapeError for shapes that differ
    """
    v, g, beta = _three("momentum_velocity", v, g, beta)
    with np.errstate(all="ignore"):
        return value(beta * v + g)


def moving_average(old: ArrayLike, new: ArrayLike, beta: ArrayLike = 0.9) -> Array:
    """Exponential moving average, beta old + (1 - beta) new.

    Shapes: old, new (...) -> (...); beta ()
    Convention: beta is the weight of the old; RMSProp keeps moving_average(v, g^2, beta). The
        running statistics of PyTorch's batch norm have 1 - beta as their momentum
    Errors: ShapeError for shapes that differ
    """
    return _averaged(*_three("moving_average", old, new, beta))


def adam_m(m: ArrayLike, g: ArrayLike, beta1: ArrayLike = 0.9) -> Array:
    """New mean of the gradients of Adam, beta1 m + (1 - beta1) g.

    Shapes: m, g (...) -> (...); beta1 ()
    Convention: without the correction of its bias
    Errors: ShapeError for shapes that differ
    """
    return _averaged(*_three("adam_m", m, g, beta1))


def adam_v(v: ArrayLike, g: ArrayLike, beta2: ArrayLike = 0.999) -> Array:
    """New mean of the squared gradients of Adam, beta2 v + (1 - beta2) g^2.

    Shapes: v, g (...) -> (...); beta2 ()
    Convention: without the correction of its bias
    Errors: ShapeError for shapes that differ
    """
    v, g, beta = _three("adam_v", v, g, beta2)
    with np.errstate(all="ignore"):
        return _averaged(v, g * g, beta)


def _averaged(old: Array, new: Array, beta: Array) -> Array:
    with np.errstate(all="ignore"):
        return value(beta * old + (1.0 - beta) * new)


def bias_corrected(m: ArrayLike, beta: ArrayLike, t: ArrayLike) -> Array:
    """A mean that began at 0, with its bias corrected: m / (1 - beta^t).

    Shapes: m (...) -> (...); beta, t ()
    Convention: steps t count from 1
    """
    m = array("bias_corrected", m)
    beta, t = (fitting("bias_corrected", n, x, ()) for n, x in (("beta", beta), ("t", t)))
    with np.errstate(all="ignore"):
        return value(m / (1.0 - beta**t))


def adam_step(
    w: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
    t: ArrayLike,
    lr: ArrayLike = 0.001,
    beta1: ArrayLike = 0.9,
    beta2: ArrayLike = 0.999,
    eps: ArrayLike = 1e-8,
) -> Array:
    """Step t of Adam, w - lr m' / (sqrt(v') + eps), where m' and v' are bias-corrected.

    Shapes: w, m, v (...) -> (...); t, lr, beta1, beta2, eps ()
    Convention: m and v are the new means, adam_m and adam_v; steps count from 1; eps outside of the
        root
    Errors: ShapeError for shapes that differ
    """
    w = array("adam_step", w)
    return _adam("adam_step", w, (m, v), (t, lr, beta1, beta2, eps))


def adamw_step(
    w: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
    t: ArrayLike,
    lr: ArrayLike = 0.001,
    decay: ArrayLike = 0.01,
    beta1: ArrayLike = 0.9,
    beta2: ArrayLike = 0.999,
    eps: ArrayLike = 1e-8,
) -> Array:
    """Step t of AdamW: that of Adam, less lr decay w.

    Shapes: w, m, v (...) -> (...); t, lr, decay, beta1, beta2, eps ()
    Convention: the decay is not in the gradient; the rest as adam_step
    Errors: ShapeError for shapes that differ
    """
    name = "adamw_step"
    w = array(name, w)
    moved = _adam(name, w, (m, v), (t, lr, beta1, beta2, eps))
    with np.errstate(all="ignore"):
        return value(moved - fitting(name, "lr", lr, ()) * fitting(name, "decay", decay, ()) * w)


def rmsprop_step(
    w: ArrayLike, g: ArrayLike, v: ArrayLike, lr: ArrayLike, eps: ArrayLike = 1e-8
) -> Array:
    """Step of RMSProp, w - lr g / (sqrt(v) + eps).

    Shapes: w, g, v (...) -> (...); lr, eps ()
    Convention: v is the new mean, moving_average(v, g^2, beta); eps outside of the root
    Errors: ShapeError for shapes that differ
    """
    return _scaled("rmsprop_step", w, g, v, lr, eps)


def adagrad_step(
    w: ArrayLike, g: ArrayLike, v: ArrayLike, lr: ArrayLike, eps: ArrayLike = 1e-8
) -> Array:
    """Step of AdaGrad, w - lr g / (sqrt(v) + eps), where v is the sum of all g^2 so far.

    Shapes: w, g, v (...) -> (...); lr, eps ()
    Convention: v holds this step's g^2; eps outside of the root
    Errors: ShapeError for shapes that differ
    """
    return _scaled("adagrad_step", w, g, v, lr, eps)


def _three(name: str, w: ArrayLike, g: ArrayLike, rate: ArrayLike) -> tuple[Array, Array, Array]:
    w = array(name, w)
    return w, _alike(name, g, w), fitting(name, "the rate", rate, ())


def _alike(name: str, other: ArrayLike, w: Array) -> Array:
    """Another value of the shape of what is trained; a number stands for all entries alike."""
    found = array(name, other)
    return found if found.ndim == 0 else shaped(name, "a value beside it", found, w.shape)


def _scaled(name: str, w: ArrayLike, g: ArrayLike, v: ArrayLike, lr: Any, eps: Any) -> Array:
    w, g, lr = _three(name, w, g, lr)
    with np.errstate(all="ignore"):
        return value(w - lr * g / (np.sqrt(_alike(name, v, w)) + fitting(name, "eps", eps, ())))


def _adam(name: str, w: Array, means: tuple[Any, Any], numbers: tuple[Any, ...]) -> Array:
    m, v = (_alike(name, one, w) for one in means)
    t, lr, beta1, beta2, eps = (float(fitting(name, "a rate", x, ()).reshape(())) for x in numbers)
    if not real(t) >= 1:
        raise ShapeError(f"{name}: step t is {t:g}; steps count from 1")
    with np.errstate(all="ignore"):
        mean, square = m / (1.0 - beta1**t), v / (1.0 - beta2**t)
        return value(w - lr * mean / (np.sqrt(square) + eps))
