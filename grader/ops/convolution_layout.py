"""How one convolution is laid out, whatever the shapes it was called with, and its arithmetic.

Inside, images are always (N, C, H, W) and kernels (F, C, h, w); a sequence is an image of height
1. The caller's shapes come back at the end.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.shapes import (
    Array,
    ShapeError,
    array,
    check_products,
    check_size,
    pair,
    shaped,
    value,
    whole,
)
from grader.ops.windows import Pair, scattered, steps, windows


class Layout(NamedTuple):
    """One convolution: padded images (N, C, H, W), kernels (F, C, h, w), shapes as called with."""

    name: str
    images: Array
    kernels: Array
    stride: Pair
    padding: Pair
    steps: Pair
    x_shape: tuple[int, ...]
    kernel_shape: tuple[int, ...]
    result_shape: tuple[int, ...]

    @property
    def size(self) -> Pair:
        """Height and width of the kernels."""
        return self.kernels.shape[2], self.kernels.shape[3]


def image_layout(name: str, x: ArrayLike, kernel: ArrayLike, stride: Any, padding: Any) -> Layout:
    """The layout for images (..., H, W) and kernels (..., h, w)."""
    x, kernel = array(name, x), array(name, kernel)
    _check_axes(name, x, kernel, 2)
    by, border = pair(name, "stride", stride, 1), pair(name, "padding", padding, 0)
    return _layout(name, x, kernel, by, border, 2)


def sequence_layout(
    name: str, x: ArrayLike, kernel: ArrayLike, stride: Any, padding: Any
) -> Layout:
    """The layout for sequences (..., T) and kernels (..., k)."""
    x, kernel = array(name, x), array(name, kernel)
    _check_axes(name, x, kernel, 1)
    by, border = whole(name, "stride", stride, 1), whole(name, "padding", padding, 0)
    return _layout(name, x, kernel, (1, by), (0, border), 1)


def _check_axes(name: str, x: Array, kernel: Array, space: int) -> None:
    extra = (x.ndim - space, kernel.ndim - space)
    if extra not in ((0, 0), (1, 1), (1, 2), (2, 2)):
        raise ShapeError(f"{name}: a kernel {kernel.shape} does not go with an input {x.shape}")
    if extra[0] and x.shape[-space - 1] != kernel.shape[-space - 1]:
        raise ShapeError(
            f"{name}: the input {x.shape} has {x.shape[-space - 1]} channels, "
            f"the kernel {kernel.shape} is for {kernel.shape[-space - 1]}"
        )


def _layout(name: str, x: Array, kernel: Array, stride: Pair, padding: Pair, space: int) -> Layout:
    images, kernels = lifted(x, space), lifted(kernel, space)
    (n, c, high, wide), filters = images.shape, len(kernels)
    padded = (n, c, high + 2 * padding[0], wide + 2 * padding[1])
    check_size(name, padded)
    size = (kernels.shape[2], kernels.shape[3])
    found = steps(name, padded, size, stride, space)
    check_size(name, (n, filters, *found))
    check_products(name, n, filters, c, *found, *size)
    borders = ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2)
    return Layout(
        name=name,
        images=np.pad(images, borders),
        kernels=kernels,
        stride=stride,
        padding=padding,
        steps=found,
        x_shape=x.shape,
        kernel_shape=kernel.shape,
        result_shape=_head(x, space) + _head(kernel, space) + found[-space:],
    )


def lifted(x: Array, space: int) -> Array:
    """(N, C, H, W) of fewer axes."""
    return x.reshape(
        (1,) * (2 + space - x.ndim) + x.shape[:-space] + (1,) * (2 - space) + x.shape[-space:]
    )


def _head(x: Array, space: int) -> tuple[int, ...]:
    """The number of images or kernels, where the caller has an axis for it."""
    return x.shape[:1] if x.ndim == space + 2 else ()


def convolved(layout: Layout) -> Array:
    """The cross-correlation, in the caller's shape."""
    columns = windows(layout.images, layout.size, layout.stride)
    with np.errstate(all="ignore"):
        result = np.tensordot(columns, layout.kernels, axes=((1, 4, 5), (1, 2, 3)))
    return value(np.moveaxis(result, -1, 1).reshape(layout.result_shape))


def input_gradient(layout: Layout, dL_dY: ArrayLike) -> Array:
    """The gradient with respect to the input, in the input's shape."""
    back = _upstream(layout, dL_dY)
    result = spread(
        layout.name, back, layout.kernels, layout.images.shape, layout.stride, layout.padding
    )
    return value(result.reshape(layout.x_shape))


def kernel_gradient(layout: Layout, dL_dY: ArrayLike) -> Array:
    """The gradient with respect to the kernel, in the kernel's shape."""
    back = _upstream(layout, dL_dY)
    columns = windows(layout.images, layout.size, layout.stride)
    with np.errstate(all="ignore"):
        result = np.tensordot(back, columns, axes=((0, 2, 3), (0, 2, 3)))
    return value(result.reshape(layout.kernel_shape))


def _upstream(layout: Layout, dL_dY: ArrayLike) -> Array:
    found = shaped(layout.name, "dL_dY", dL_dY, layout.result_shape)
    return found.reshape(len(layout.images), len(layout.kernels), *layout.steps)


def spread(
    name: str, x: Array, kernels: Array, shape: tuple[int, ...], stride: Pair, padding: Pair
) -> Array:
    """Multiples of the kernels, added up where x says, without the padding.

    Shapes: x (N, F, down, across), kernels (F, C, h, w), shape (N, C, H, W) with the padding
        -> (N, C, H - 2 padding, W - 2 padding)
    """
    check_products(name, *x.shape, *kernels.shape[1:])
    with np.errstate(all="ignore"):
        parts = np.moveaxis(np.tensordot(x, kernels, axes=(1, 0)), 3, 1)
        whole = scattered(parts, shape, stride)
    high, wide = shape[2:]
    return whole[:, :, padding[0] : high - padding[0], padding[1] : wide - padding[1]]
