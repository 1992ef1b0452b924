"""Trigonometric and hyperbolic functions with their inverses; angles are in radians."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, elementwise

__all__ = (
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctanh",
    "cos",
    "cosh",
    "sin",
    "sinh",
    "tan",
    "tanh",
)


def sin(x: ArrayLike) -> Array:
    """Sine.

    Shapes: x (...) -> (...)
    """
    return elementwise("sin", np.sin, x)


def cos(x: ArrayLike) -> Array:
    """Cosine.

    Shapes: x (...) -> (...)
    """
    return elementwise("cos", np.cos, x)


def tan(x: ArrayLike) -> Array:
    """Tangent.

    Shapes: x (...) -> (...)
    """
    return elementwise("tan", np.tan, x)


def arcsin(x: ArrayLike) -> Array:
    """Inverse sine, from -pi/2 to pi/2.

    Shapes: x (...) -> (...)
    Convention: nan beyond -1 and 1
    """
    return elementwise("arcsin", np.arcsin, x)


def arccos(x: ArrayLike) -> Array:
    """Inverse cosine, from 0 to pi.

    Shapes: x (...) -> (...)
    Convention: nan beyond -1 and 1
    """
    return elementwise("arccos", np.arccos, x)


def arctan(x: ArrayLike) -> Array:
    """Inverse tangent, between -pi/2 and pi/2.

    Shapes: x (...) -> (...)
    """
    return elementwise("arctan", np.arctan, x)


def sinh(x: ArrayLike) -> Array:
    """Hyperbolic sine.

    Shapes: x (...) -> (...)
    """
    return elementwise("sinh", np.sinh, x)


def cosh(x: ArrayLike) -> Array:
    """Hyperbolic cosine.

    Shapes: x (...) -> (...)
    """
    return elementwise("cosh", np.cosh, x)


def tanh(x: ArrayLike) -> Array:
    """Hyperbolic tangent.

    Shapes: x (...) -> (...)
    """
    return elementwise("tanh", np.tanh, x)


def arcsinh(x: ArrayLike) -> Array:
    """Inverse hyperbolic sine.

    Shapes: x (...) -> (...)
    """
    return elementwise("arcsinh", np.arcsinh, x)


def arccosh(x: ArrayLike) -> Array:
    """Inverse hyperbolic cosine.

    Shapes: x (...) -> (...)
    Convention: nan below 1
    """
    return elementwise("arccosh", np.arccosh, x)


def arctanh(x: ArrayLike) -> Array:
    """Inverse hyperbolic tangent.

    Shapes: x (...) -> (...)
    Convention: nan beyond -1 and 1
    """
    return elementwise("arctanh", np.arctanh, x)
