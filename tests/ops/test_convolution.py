"""Convolution and pooling against plain loops, and worked examples."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import ops


def looped(x: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """Cross-correlation of (N, C, H, W) with (F, C, h, w), entry by entry."""
    n, c, high, wide = x.shape
    f, _, h, w = kernel.shape
    padded = np.zeros((n, c, high + 2 * padding, wide + 2 * padding))
    padded[:, :, padding : padding + high, padding : padding + wide] = x
    down, across = (high + 2 * padding - h) // stride + 1, (wide + 2 * padding - w) // stride + 1
    found = np.zeros((n, f, down, across))
    for a, b, i, j in np.ndindex(found.shape):
        for channel, p, q in np.ndindex(c, h, w):
            entry = padded[a, channel, i * stride + p, j * stride + q]
            found[a, b, i, j] += entry * kernel[b, channel, p, q]
    return found


sizes = st.integers(1, 3)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 2), sizes, sizes, st.integers(3, 5), st.integers(3, 6), sizes, sizes, sizes,
    st.integers(0, 2),
)  # fmt: skip
def test_conv2d_is_the_plain_loop(
    n: int, c: int, f: int, high: int, wide: int, h: int, w: int, stride: int, padding: int
) -> None:
    rng = np.random.default_rng(n + 10 * c + 100 * f)
    x, kernel = rng.normal(size=(n, c, high, wide)), rng.normal(size=(f, c, h, w))
    expected = looped(x, kernel, stride, padding)
    assert np.allclose(ops.conv2d(x, kernel, stride, padding), expected)
    assert np.allclose(ops.conv2d(x[0], kernel, stride, padding), expected[0])
    assert np.allclose(ops.conv2d(x[0], kernel[0], stride, padding), expected[0, 0])
    assert np.allclose(ops.conv2d(x[0, 0], kernel[0, 0], stride, padding),
                       looped(x[:1, :1], kernel[:1, :1], stride, padding)[0, 0])  # fmt: skip


def test_conv2d_does_not_flip_and_convolve2d_does() -> None:
    x = np.arange(9).reshape(3, 3)
    kernel = [[1, 0], [0, -1]]
    assert ops.conv2d(x, kernel).tolist() == [[-4, -4], [-4, -4]]
    assert ops.convolve2d(x, kernel).tolist() == [[4, 4], [4, 4]]


def test_convolution_with_full_padding_is_the_product_of_polynomials() -> None:
    assert ops.convolve1d([1, 2, 3], [1, 10], padding=1).tolist() == [1, 12, 23, 30]
    assert ops.conv1d([1, 2, 3], [1, 10], padding=1).tolist() == [10, 21, 32, 3]


def test_conv1d_is_conv2d_of_height_one() -> None:
    rng = np.random.default_rng(0)
    x, kernel = rng.normal(size=(2, 3, 7)), rng.normal(size=(4, 3, 2))
    for part, filters in ((x, kernel), (x[0], kernel), (x[0], kernel[0]), (x[0, 0], kernel[0, 0])):
        found = ops.conv1d(part, filters, stride=2, padding=1)
        tall = ops.conv2d(
            part[..., None, :], filters[..., None, :], stride=(1, 2), padding=(0, 1)
        )  # fmt: skip
        assert np.array_equal(found, tall[..., 0, :])


def test_transposed_convolution_is_the_way_back_of_convolution() -> None:
    rng = np.random.default_rng(0)
    x, kernel = rng.normal(size=(2, 3, 5, 5)), rng.normal(size=(4, 3, 3, 3))
    back = rng.normal(size=ops.conv2d(x, kernel, 2, 1).shape)
    expected = ops.conv2d_input_gradient(back, x, kernel, 2, 1)
    assert np.allclose(ops.conv_transpose2d(back, kernel, 2, 1), expected)
    assert np.allclose(ops.conv_transpose2d(back[0], kernel, 2, 1), expected[0])
    assert ops.conv_transpose2d([[1, 2]], [[1, 1], [1, 1]], stride=2).tolist() == [
        [1, 1, 2, 2],
        [1, 1, 2, 2],
    ]


IMAGE = np.array([[1.0, 3.0, 2.0, 1.0], [4.0, 2.0, 0.0, 5.0], [7.0, 0.0, 1.0, 1.0]])


def test_pooling_takes_windows_side_by_side_and_leaves_the_rest() -> None:
    assert ops.max_pool2d(IMAGE).tolist() == [[4, 5]]
    assert ops.avg_pool2d(IMAGE).tolist() == [[2.5, 2]]
    assert ops.max_pool2d(IMAGE, 2, 1).tolist() == [[4, 3, 5], [7, 2, 5]]
    assert ops.max_pool2d(IMAGE, (3, 2)).tolist() == [[7, 5]]


def test_the_first_of_equal_greatest_entries_takes_the_gradient() -> None:
    assert ops.max_pool2d_gradient([[6]], [[1, 1], [1, 1]]).tolist() == [[6, 0], [0, 0]]
    assert ops.max_pool2d_gradient([[1, 2, 4], [8, 16, 32]], IMAGE, 2, 1).tolist() == [
        [0, 2, 0, 0],
        [1, 16, 0, 36],
        [8, 0, 0, 0],
    ]


def test_nan_in_a_window_stays_nan() -> None:
    assert np.isnan(ops.max_pool2d([[1, np.nan], [0, 0]])).all()
