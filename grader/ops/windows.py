"""Windows that slide over the last two axes, and their way back."""

import math
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from grader.ops.shapes import Array, ShapeError, check_products, value

Pair = tuple[int, int]


def steps(name: str, shape: tuple[int, ...], size: Pair, stride: Pair, space: int = 2) -> Pair:
    """How many windows fit, down and across; messages show the last `space` sizes.

    Convention: what is left over at the far sides is not covered
    Errors: ShapeError for a window larger than the array
    """
    if size[0] > shape[-2] or size[1] > shape[-1]:
        raise ShapeError(f"{name}: a window {size[-space:]} does not fit into {shape[-space:]}")
    down, across = ((shape[i - 2] - size[i]) // stride[i] + 1 for i in (0, 1))
    check_products(name, *shape[:-2], down, across, *size)
    return down, across


def windows(x: NDArray[Any], size: Pair, stride: Pair) -> NDArray[Any]:
    """The windows of an array, as a view.

    Shapes: x (..., H, W), size (h, w) -> (..., down, across, h, w)
    """
    view = sliding_window_view(x, size, axis=(-2, -1))
    return view[..., :: stride[0], :: stride[1], :, :]


def scattered(parts: Array, shape: tuple[int, ...], stride: Pair) -> Array:
    """Windows put back where they came from and added where they overlap.

    Shapes: parts (..., down, across, h, w), shape (..., H, W) -> (..., H, W)
    """
    entries = math.prod(shape)
    size = (parts.shape[-2], parts.shape[-1])
    places = windows(np.arange(entries).reshape(shape), size, stride)
    totals = np.bincount(places.ravel(), parts.ravel(), minlength=entries)
    return value(totals).reshape(shape)
