"""Convolution of sequences, and its gradients.

Sequences are (T), (C, T) or a batch (N, C, T). A kernel (k) goes with the first, (C, k) with the
second, and F of them, (F, C, k), with the second and the third. `conv1d` slides the kernel as it
stands (cross-correlation); `convolve1d` flips it, as mathematics does.
"""

from typing import Any

from numpy.typing import ArrayLike

from grader.ops.convolution_layout import (
    convolved,
    input_gradient,
    kernel_gradient,
    sequence_layout,
)
from grader.ops.shapes import Array, array, dimensional

__all__ = (
    "conv1d",
    "conv1d_input_gradient",
    "conv1d_kernel_gradient",
    "convolve",
    "convolve1d",
)


def conv1d(x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0) -> Array:
    """Cross-correlation: at each place the sum of products of the kernel and what lies under it.

    Shapes: x (T), kernel (k) -> (T'); x (C, T), kernel (F, C, k) -> (F, T');
        x (N, C, T), kernel (F, C, k) -> (N, F, T'); T' = floor((T + 2 padding - k) / stride) + 1
    Convention: the kernel is not flipped; valid places only, unless padded
    Errors: ShapeError for channels that differ, a kernel longer than the sequence
    """
    return convolved(sequence_layout("conv1d", x, kernel, stride, padding))


def convolve1d(x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0) -> Array:
    """Convolution in the strict sense: `conv1d` with the kernel back to front.

    Shapes: as conv1d
    Convention: the kernel is flipped; valid places only, unless padded (k - 1 gives "full")
    Errors: as conv1d
    """
    kernel = array("convolve1d", kernel)
    turned = kernel[..., ::-1] if kernel.ndim else kernel
    return convolved(sequence_layout("convolve1d", x, turned, stride, padding))


def convolve(a: ArrayLike, b: ArrayLike) -> Array:
    """Convolution of two sequences in full, as of polynomials by their coefficients.

    Shapes: a (n), b (m) -> (n + m - 1)
    Convention: the sum over i of a_i b_(k - i), wherever both have an entry
    Errors: ShapeError for what is no sequence
    """
    a, b = dimensional("convolve", "a", a, 1), dimensional("convolve", "b", b, 1)
    layout = sequence_layout("convolve", a, b[::-1], 1, len(b) - 1)
    return convolved(layout)


def conv1d_input_gradient(
    dL_dY: ArrayLike, x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0
) -> Array:
    """Gradient of a loss with respect to the input of `conv1d`.

    Shapes: dL_dY as the result of conv1d(x, kernel, stride, padding) -> as x
    Convention: of x only the shape counts
    Errors: ShapeError for shapes that clash
    """
    layout = sequence_layout("conv1d_input_gradient", x, kernel, stride, padding)
    return input_gradient(layout, dL_dY)


def conv1d_kernel_gradient(
    dL_dY: ArrayLike, x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0
) -> Array:
    """Gradient of a loss with respect to the kernel of `conv1d`.

    Shapes: dL_dY as the result of conv1d(x, kernel, stride, padding) -> as kernel
    Convention: of the kernel only the shape counts
    Errors: ShapeError for shapes that clash
    """
    layout = sequence_layout("conv1d_kernel_gradient", x, kernel, stride, padding)
    return kernel_gradient(layout, dL_dY)
