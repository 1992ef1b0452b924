"""The less common trigonometric functions: secant, cosecant, cotangent, their kin and inverses."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, elementwise

__all__ = (
    "arccot",
    "arccoth",
    "arccsc",
    "arccsch",
    "arcsec",
    "arcsech",
    "arctan2",
    "cot",
    "coth",
    "csc",
    "csch",
    "sec",
    "sech",
    "sinc",
)


def sec(x: ArrayLike) -> Array:
    """Secant, 1 / cos(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("sec", lambda x: 1.0 / np.cos(x), x)


def csc(x: ArrayLike) -> Array:
    """Cosecant, 1 / sin(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("csc", lambda x: 1.0 / np.sin(x), x)


def cot(x: ArrayLike) -> Array:
    """Cotangent, cos(x) / sin(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("cot", lambda x: np.cos(x) / np.sin(x), x)


def sech(x: ArrayLike) -> Array:
    """Hyperbolic secant, 1 / cosh(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("sech", lambda x: 1.0 / np.cosh(x), x)


def csch(x: ArrayLike) -> Array:
    """Hyperbolic cosecant, 1 / sinh(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("csch", lambda x: 1.0 / np.sinh(x), x)


def coth(x: ArrayLike) -> Array:
    """Hyperbolic cotangent, 1 / tanh(x).

    Shapes: x (...) -> (...)
    """
    return elementwise("coth", lambda x: 1.0 / np.tanh(x), x)


def arcsec(x: ArrayLike) -> Array:
    """Inverse secant, from 0 to pi.

    Shapes: x (...) -> (...)
    Convention: nan between -1 and 1
    """
    return elementwise("arcsec", lambda x: np.arccos(1.0 / x), x)


def arccsc(x: ArrayLike) -> Array:
    """Inverse cosecant, from -pi/2 to pi/2.

    Shapes: x (...) -> (...)
    Convention: nan between -1 and 1
    """
    return elementwise("arccsc", lambda x: np.arcsin(1.0 / x), x)


def arccot(x: ArrayLike) -> Array:
    """Inverse cotangent, from -pi/2 to pi/2.

    Shapes: x (...) -> (...)
    Convention: pi/2 at zero
    """
    return elementwise("arccot", lambda x: np.arctan(1.0 / np.abs(x)) * _side(x), x)


def arcsech(x: ArrayLike) -> Array:
    """Inverse hyperbolic secant.

    Shapes: x (...) -> (...)
    Convention: nan below 0 and above 1
    """
    return elementwise("arcsech", lambda x: np.arccosh(1.0 / x), x)


def arccsch(x: ArrayLike) -> Array:
    """Inverse hyperbolic cosecant.

    Shapes: x (...) -> (...)
    """
    return elementwise("arccsch", lambda x: np.arcsinh(1.0 / x), x)


def arccoth(x: ArrayLike) -> Array:
    """Inverse hyperbolic cotangent.

    Shapes: x (...) -> (...)
    Convention: nan between -1 and 1
    """
    return elementwise("arccoth", lambda x: np.arctanh(1.0 / x), x)


def arctan2(y: ArrayLike, x: ArrayLike) -> Array:
    """The angle of the point (x, y), between -pi and pi; y comes first.

    Shapes: y (...), x (...) -> (...), broadcast
    """
    return elementwise("arctan2", np.arctan2, y, x)


def sinc(x: ArrayLike) -> Array:
    """sin(x) / x, and 1 at zero.

    Shapes: x (...) -> (...)
    Convention: without pi
    """
    return elementwise("sinc", lambda x: np.sinc(x / np.pi), x)


def _side(x: Array) -> Array:
    side: Array = np.where(x < 0, -1.0, 1.0)
    return side
