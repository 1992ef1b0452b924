"""Cofactors, and the gradients of determinant and inverse."""

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, fitting, shaped, value
from grader.ops.square_matrices import small, solution, tidied

__all__ = (
    "adjugate",
    "cofactors",
    "det_gradient",
    "inv_gradient",
)


def cofactors(x: ArrayLike) -> Array:
    """Cofactors: at i, j the determinant without row i and column j, times (-1)^(i + j).

    Shapes: x (n, n) -> (n, n)
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    return _cofactors(small("cofactors", x))


def adjugate(x: ArrayLike) -> Array:
    """Adjugate: the transpose of the cofactors, det(x) times the inverse.

    Shapes: x (n, n) -> (n, n)
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    return value(_cofactors(small("adjugate", x)).T)


def _cofactors(x: Array) -> Array:
    """Of U diag(s) V^T they are those of the factors, which have values where s holds zeros too."""
    if not np.isfinite(x).all():
        return np.full(x.shape, np.nan)
    u, s, v = np.linalg.svd(x)
    others = np.array([np.prod(np.delete(s, place)) for place in range(len(s))])
    sign = np.rint(np.linalg.det(u) * np.linalg.det(v))
    return tidied(sign * (u * others) @ v)


def det_gradient(dL_dY: ArrayLike, x: ArrayLike) -> Array:
    """Gradient of a loss with respect to x where Y is its determinant: dL_dY times the cofactors.

    Shapes: dL_dY (), x (n, n) -> (n, n)
    Errors: ShapeError for what is not square, or beyond 100 rows
    """
    x = small("det_gradient", x)
    with np.errstate(all="ignore"):
        return value(fitting("det_gradient", "dL_dY", dL_dY, ()) * _cofactors(x))


def inv_gradient(dL_dY: ArrayLike, x: ArrayLike) -> Array:
    """Gradient of a loss with respect to x where Y is its inverse: -Y^T dL_dY Y^T.

    Shapes: dL_dY, x (n, n) -> (n, n)
    Errors: ShapeError for shapes that clash; NoValueError when singular
    """
    x = small("inv_gradient", x)
    back = shaped("inv_gradient", "dL_dY", dL_dY, x.shape)
    if not np.isfinite(x).all():
        return np.full(x.shape, np.nan)
    turned = solution("inv_gradient", x, np.eye(len(x))).T
    with np.errstate(all="ignore"):
        return value(-turned @ back @ turned)
