"""Derivatives of the functions of one variable, for rules such as sigma'(z).

A derivative takes what the function itself takes: dsigmoid(z), not the sigmoid's value. At a kink
it is the slope from the left.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from grader.ops import activations
from grader.ops.shapes import Array, elementwise

__all__ = (
    "delu",
    "dgelu",
    "dleaky_relu",
    "drelu",
    "dsigmoid",
    "dsilu",
    "dtanh",
)


def dsigmoid(x: ArrayLike) -> Array:
    """Derivative of the sigmoid at x, sigmoid(x) (1 - sigmoid(x)).

    Shapes: x (...) -> (...)
    """
    return elementwise("dsigmoid", _dsigmoid, x)


def _dsigmoid(x: Array) -> Array:
    tail = np.exp(-np.abs(x))
    return tail / np.square(1.0 + tail)


def dtanh(x: ArrayLike) -> Array:
    """Derivative of the hyperbolic tangent at x, 1 - tanh(x)^2.

    Shapes: x (...) -> (...)
    """
    return elementwise("dtanh", lambda x: 4.0 * _dsigmoid(2.0 * x), x)


def drelu(x: ArrayLike) -> Array:
    """Derivative of the rectified linear unit: 1 above zero, else 0.

    Shapes: x (...) -> (...)
    Convention: 0 at zero
    """
    return elementwise("drelu", lambda x: np.heaviside(x, 0.0), x)


def dleaky_relu(x: ArrayLike, slope: ArrayLike = 0.01) -> Array:
    """Derivative of the leaky rectified linear unit: 1 above zero, else the slope.

    Shapes: x (...), slope () -> (...)
    Convention: the slope at zero
    """
    return elementwise("dleaky_relu", _dleaky_relu, x, slope)


def _dleaky_relu(x: Array, slope: Array) -> Array:
    above = np.heaviside(x, 0.0)
    return above + (1.0 - above) * slope


def delu(x: ArrayLike, alpha: ArrayLike = 1.0) -> Array:
    """Derivative of the exponential linear unit: 1 above zero, else alpha e^x.

    Shapes: x (...), alpha () -> (...)
    Convention: alpha at zero
    """
    return elementwise("delu", _delu, x, alpha)


def _delu(x: Array, alpha: Array) -> Array:
    return np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0.0)))


def dsilu(x: ArrayLike) -> Array:
    """Derivative of the sigmoid linear unit at x.

    Shapes: x (...) -> (...)
    """
    return elementwise("dsilu", lambda x: activations.sigmoid(x) + x * _dsigmoid(x), x)


def dgelu(x: ArrayLike) -> Array:
    """Derivative of the exact Gaussian error linear unit at x.

    Shapes: x (...) -> (...)
    """
    return elementwise("dgelu", _dgelu, x)


def _dgelu(x: Array) -> Array:
    density = np.exp(-0.5 * np.square(x)) / math.sqrt(2.0 * math.pi)
    return activations.normal_cdf(x) + x * density


def dsqrt(x: ArrayLike) -> Array:
    """Derivative of the square root, 1 / (2 sqrt(x)).

    Shapes: x (...) -> (...)
    """
    return elementwise("dsqrt", lambda x: 0.5 / np.sqrt(x), x)


def dsquare(x: ArrayLike) -> Array:
    """Derivative of the square, 2 x.

    Shapes: x (...) -> (...)
    """
    return elementwise("dsquare", lambda x: 2.0 * x, x)


def dreciprocal(x: ArrayLike) -> Array:
    """Derivative of 1 / x, which is -1 / x^2.

    Shapes: x (...) -> (...)
    """
    return elementwise("dreciprocal", lambda x: -1.0 / np.square(x), x)


def dlog(x: ArrayLike) -> Array:
    """Derivative of the natural logarithm, 1 / x.

    Shapes: x (...) -> (...)
    Convention: nan below zero, where there is no logarithm
    """
    return elementwise("dlog", lambda x: np.where(x < 0, np.nan, 1.0 / x), x)


def dlog2(x: ArrayLike) -> Array:
    """Derivative of the logarithm to base 2, 1 / (x ln 2).

    Shapes: x (...) -> (...)
    """
    return elementwise("dlog2", lambda x: dlog(x) / math.log(2.0), x)


def dlog10(x: ArrayLike) -> Array:
    """Derivative of the logarithm to base 10, 1 / (x ln 10).

    Shapes: x (...) -> (...)
    """
    return elementwise("dlog10", lambda x: dlog(x) / math.log(10.0), x)


def dlog_sigmoid(x: ArrayLike) -> Array:
    """Derivative of the sigmoid's logarithm, sigmoid(-x).

    Shapes: x (...) -> (...)
    """
    return elementwise("dlog_sigmoid", lambda x: activations.sigmoid(-x), x)


def derf(x: ArrayLike) -> Array:
    """Derivative of the error function, 2 / sqrt(pi) e^(-x^2).

    Shapes: x (...) -> (...)
    """
    scale = 2.0 / math.sqrt(math.pi)
    return elementwise("derf", lambda x: scale * np.exp(-np.square(x)), x)


def dcos(x: ArrayLike) -> Array:
    """Derivative of the cosine, -sin(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("dcos", lambda x: -np.sin(x), x)


def dtan(x: ArrayLike) -> Array:
    """Derivative of the tangent, 1 / cos(x)^2.

    Shapes: x (...) -> (...)
    """
    return elementwise("dtan", lambda x: 1.0 / np.square(np.cos(x)), x)


def darcsin(x: ArrayLike) -> Array:
    """Derivative of the inverse sine, 1 / sqrt(1 - x^2).

    Shapes: x (...) -> (...)
    """
    return elementwise("darcsin", lambda x: 1.0 / np.sqrt(1.0 - np.square(x)), x)


def darccos(x: ArrayLike) -> Array:
    """Derivative of the inverse cosine, -1 / sqrt(1 - x^2).

    Shapes: x (...) -> (...)
    """
    return elementwise("darccos", lambda x: -1.0 / np.sqrt(1.0 - np.square(x)), x)


def darctan(x: ArrayLike) -> Array:
    """Derivative of the inverse tangent, 1 / (1 + x^2).

    Shapes: x (...) -> (...)
    """
    return elementwise("darctan", lambda x: 1.0 / (1.0 + np.square(x)), x)
