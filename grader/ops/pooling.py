"""Pooling over windows of the last two axes, and its gradients.

The window's size and the stride are one number, or a pair: down, then across. Without a stride
the windows lie side by side. What is left over at the far sides is not covered.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import Array, ShapeError, array, pair, shaped, value
from grader.ops.windows import Pair, scattered, steps, windows

__all__ = (
    "avg_pool2d",
    "avg_pool2d_gradient",
    "max_pool2d",
    "max_pool2d_gradient",
)


def max_pool2d(x: ArrayLike, size: Any = 2, stride: Any = None) -> Array:
    """Greatest entry in each window.

    Shapes: x (..., H, W) -> (..., H', W'), H' = floor((H - size) / stride) + 1
    Errors: ShapeError for fewer than two axes and for a window larger than the array
    """
    x, window, by = _windowed("max_pool2d", x, size, stride)
    return value(np.max(windows(x, window, by), axis=(-2, -1)))


def max_pool2d_gradient(dL_dY: ArrayLike, x: ArrayLike, size: Any = 2, stride: Any = None) -> Array:
    """Gradient of a loss with respect to the input of `max_pool2d`.

    Shapes: dL_dY as the result of max_pool2d(x, size, stride), x (..., H, W) -> (..., H, W)
    Convention: of equal greatest entries the first in its window, row by row, takes it all
    Errors: ShapeError for shapes that clash
    """
    name = "max_pool2d_gradient"
    x, window, by = _windowed(name, x, size, stride)
    view = windows(x, window, by)
    back = shaped(name, "dL_dY", dL_dY, view.shape[:-2])
    flat = view.reshape(*back.shape, window[0] * window[1])
    parts = np.zeros_like(flat)
    np.put_along_axis(parts, np.argmax(flat, axis=-1)[..., None], back[..., None], axis=-1)
    return scattered(parts.reshape(view.shape), x.shape, by)


def avg_pool2d(x: ArrayLike, size: Any = 2, stride: Any = None) -> Array:
    """Mean of the entries in each window.

    Shapes: x (..., H, W) -> (..., H', W'), H' = floor((H - size) / stride) + 1
    Errors: ShapeError for fewer than two axes and for a window larger than the array
    """
    x, window, by = _windowed("avg_pool2d", x, size, stride)
    with np.errstate(all="ignore"):
        return value(np.mean(windows(x, window, by), axis=(-2, -1)))


def avg_pool2d_gradient(dL_dY: ArrayLike, x: ArrayLike, size: Any = 2, stride: Any = None) -> Array:
    """Gradient of a loss with respect to the input of `avg_pool2d`.

    Shapes: dL_dY as the result of avg_pool2d(x, size, stride), x (..., H, W) -> (..., H, W)
    Convention: of x only the shape counts
    Errors: ShapeError for shapes that clash
    """
    name = "avg_pool2d_gradient"
    x, window, by = _windowed(name, x, size, stride)
    shape = windows(x, window, by).shape
    back = shaped(name, "dL_dY", dL_dY, shape[:-2]) / (window[0] * window[1])
    return scattered(np.broadcast_to(back[..., None, None], shape), x.shape, by)


def _windowed(name: str, x: ArrayLike, size: Any, stride: Any) -> tuple[Array, Pair, Pair]:
    x = array(name, x)
    if x.ndim < 2:
        raise ShapeError(f"{name}: x has shape {x.shape}; (..., H, W) was expected")
    window = pair(name, "size", size, 1)
    by = window if stride is None else pair(name, "stride", stride, 1)
    steps(name, x.shape, window, by)
    return x, window, by
