"""Convolution of images as deep learning uses it, and its gradients.

Images are (H, W), (C, H, W) or a batch (N, C, H, W). A kernel (h, w) goes with the first,
(C, h, w) with the second, and F of them, (F, C, h, w), with the second and the third. `conv2d`
slides the kernel as it stands (cross-correlation); `convolve2d` flips it, as mathematics does.
Stride and padding are one number, or a pair: down, then across. Padding is zeros on all sides.
"""

from typing import Any

from numpy.typing import ArrayLike

from grader.ops.convolution_layout import (
    convolved,
    image_layout,
    input_gradient,
    kernel_gradient,
    lifted,
    spread,
)
from grader.ops.shapes import Array, ShapeError, array, check_size, pair, value

__all__ = (
    "conv2d",
    "conv2d_input_gradient",
    "conv2d_kernel_gradient",
    "conv_transpose2d",
    "convolve2d",
)


def conv2d(x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0) -> Array:
    """Cross-correlation: at each place the sum of products of the kernel and what lies under it.

    Shapes: x (H, W), kernel (h, w) -> (H', W'); x (C, H, W), kernel (F, C, h, w) -> (F, H', W');
        x (N, C, H, W), kernel (F, C, h, w) -> (N, F, H', W');
        H' = floor((H + 2 padding - h) / stride) + 1
    Convention: the kernel is not flipped; valid places only, unless padded
    Errors: ShapeError for channels that differ, a kernel larger than the image, too large sizes
    """
    return convolved(image_layout("conv2d", x, kernel, stride, padding))


def convolve2d(x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0) -> Array:
    """Convolution in the strict sense: `conv2d` with the kernel turned by 180 degrees.

    Shapes: as conv2d
    Convention: the kernel is flipped; valid places only, unless padded (h - 1 gives "full")
    Errors: as conv2d
    """
    kernel = array("convolve2d", kernel)
    turned = kernel[..., ::-1, ::-1] if kernel.ndim > 1 else kernel
    return convolved(image_layout("convolve2d", x, turned, stride, padding))


def conv2d_input_gradient(
    dL_dY: ArrayLike, x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0
) -> Array:
    """Gradient of a loss with respect to the input of `conv2d`.

    Shapes: dL_dY as the result of conv2d(x, kernel, stride, padding) -> as x
    Convention: of x only the shape counts
    Errors: ShapeError for shapes that clash
    """
    layout = image_layout("conv2d_input_gradient", x, kernel, stride, padding)
    return input_gradient(layout, dL_dY)


def conv2d_kernel_gradient(
    dL_dY: ArrayLike, x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0
) -> Array:
    """Gradient of a loss with respect to the kernel of `conv2d`.

    Shapes: dL_dY as the result of conv2d(x, kernel, stride, padding) -> as kernel
    Convention: of the kernel only the shape counts
    Errors: ShapeError for shapes that clash
    """
    layout = image_layout("conv2d_kernel_gradient", x, kernel, stride, padding)
    return kernel_gradient(layout, dL_dY)


def conv_transpose2d(x: ArrayLike, kernel: ArrayLike, stride: Any = 1, padding: Any = 0) -> Array:
    """Transposed convolution: each entry puts down its multiple of the kernel; overlaps add.

    Shapes: x (H, W), kernel (h, w) -> (H', W'); x (C, H, W), kernel (C, F, h, w) -> (F, H', W');
        x (N, C, H, W), kernel (C, F, h, w) -> (N, F, H', W'); H' = (H - 1) stride + h - 2 padding
    Convention: padding takes away from each side
    Errors: ShapeError for channels that differ, or when the padding leaves nothing
    """
    name = "conv_transpose2d"
    x, kernel = array(name, x), array(name, kernel)
    if (x.ndim, kernel.ndim) not in ((2, 2), (3, 4), (4, 4)):
        raise ShapeError(f"{name}: a kernel {kernel.shape} does not go with an image {x.shape}")
    images, kernels = lifted(x, 2), lifted(kernel, 2)
    if images.shape[1] != kernels.shape[0]:
        raise ShapeError(
            f"{name}: the image {x.shape} has {images.shape[1]} channels, "
            f"the kernel {kernel.shape} is for {kernels.shape[0]}"
        )
    down, across = pair(name, "stride", stride, 1)
    border = pair(name, "padding", padding, 0)
    high = (images.shape[2] - 1) * down + kernels.shape[2]
    wide = (images.shape[3] - 1) * across + kernels.shape[3]
    if high <= 2 * border[0] or wide <= 2 * border[1]:
        raise ShapeError(f"{name}: a padding of {border} leaves nothing of {(high, wide)}")
    shape = (len(images), kernels.shape[1], high, wide)
    check_size(name, shape)
    result = spread(name, images, kernels, shape, (down, across), border)
    return value(result.reshape(result.shape[4 - x.ndim :]))
