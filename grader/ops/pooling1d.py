"""Pooling over windows of the last axis, and its gradients.

Without a stride the windows lie side by side. What is left over at the far side is not covered.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.pooling import (
    avg_pool2d,
    avg_pool2d_gradient,
    max_pool2d,
    max_pool2d_gradient,
)
from grader.ops.shapes import Array, ShapeError, array, check_size, value, whole
from grader.ops.windows import steps

__all__ = (
    "avg_pool1d",
    "avg_pool1d_gradient",
    "max_pool1d",
    "max_pool1d_gradient",
)


def max_pool1d(x: ArrayLike, size: int = 2, stride: Any = None) -> Array:
    """Greatest entry in each window.

    Shapes: x (..., T) -> (..., T'), T' = floor((T - size) / stride) + 1
    Errors: ShapeError for a window longer than the sequence
    """
    return value(max_pool2d(*_as_images("max_pool1d", x, size, stride))[..., 0, :])


def max_pool1d_gradient(dL_dY: ArrayLike, x: ArrayLike, size: int = 2, stride: Any = None) -> Array:
    """Gradient of a loss with respect to the input of `max_pool1d`.

    Shapes: dL_dY as the result of max_pool1d(x, size, stride), x (..., T) -> (..., T)
    Convention: of equal greatest entries the first in its window takes it all
    Errors: ShapeError for shapes that clash
    """
    return _back("max_pool1d_gradient", max_pool2d_gradient, dL_dY, x, size, stride)


def avg_pool1d(x: ArrayLike, size: int = 2, stride: Any = None) -> Array:
    """Mean of the entries in each window.

    Shapes: x (..., T) -> (..., T'), T' = floor((T - size) / stride) + 1
    Errors: ShapeError for a window longer than the sequence
    """
    return value(avg_pool2d(*_as_images("avg_pool1d", x, size, stride))[..., 0, :])


def avg_pool1d_gradient(dL_dY: ArrayLike, x: ArrayLike, size: int = 2, stride: Any = None) -> Array:
    """Gradient of a loss with respect to the input of `avg_pool1d`.

    Shapes: dL_dY as the result of avg_pool1d(x, size, stride), x (..., T) -> (..., T)
    Convention: of x only the shape counts
    Errors: ShapeError for shapes that clash
    """
    return _back("avg_pool1d_gradient", avg_pool2d_gradient, dL_dY, x, size, stride)


def _as_images(name: str, x: ArrayLike, size: Any, stride: Any) -> tuple[Array, Any, Any]:
    """The sequence as an image of one row, with the window and the stride of its pooling."""
    x = array(name, x)
    if x.ndim == 0:
        raise ShapeError(f"{name}: x has shape (); (..., T) was expected")
    length = whole(name, "size", size, least=1)
    by = length if stride is None else whole(name, "stride", stride, least=1)
    image = value(x[..., None, :])
    check_size(name, image.shape)
    steps(name, image.shape, (1, length), (1, by), 1)
    return image, (1, length), (1, by)


def _back(
    name: str, gradient: Any, dL_dY: ArrayLike, x: ArrayLike, size: Any, stride: Any
) -> Array:
    image, window, by = _as_images(name, x, size, stride)
    wanted = (*image.shape[:-2], (image.shape[-1] - window[1]) // by[1] + 1)
    back = array(name, dL_dY)
    if back.shape != wanted:
        raise ShapeError(f"{name}: dL_dY has shape {back.shape}; {wanted} was expected")
    return value(np.asarray(gradient(back[..., None, :], image, window, by))[..., 0, :])
