"""Every derivative and gradient against central differences of what it is the slope of."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader import ops

DRAWS = 3
STEP = 1e-5


def slope(loss: Callable[[np.ndarray], float], x: np.ndarray) -> np.ndarray:
    """Central differences of a loss at x."""
    found = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        moved = np.zeros_like(x)
        moved[place] = STEP
        found[place] = (loss(x + moved) - loss(x - moved)) / (2 * STEP)
    return found


DOMAINS = {
    "log": (0.2, 3), "log2": (0.2, 3), "log10": (0.2, 3), "sqrt": (0.2, 3),
    "reciprocal": (0.3, 2), "arcsin": (-0.9, 0.9), "arccos": (-0.9, 0.9), "tan": (-1.2, 1.2),
}  # fmt: skip


OF_ONE = [name for name in ops.DERIVATIVES if not name.endswith("_cdf")]
"""The slopes of distribution functions are the densities, which test_distributions.py holds."""


@pytest.mark.parametrize("name", sorted(OF_ONE))
def test_a_derivative_is_the_slope_of_its_function(name: str) -> None:
    x = np.random.default_rng(1).uniform(*DOMAINS.get(name, (-3, 3)), size=20)
    expected = slope(lambda x: float(np.sum(ops.FUNCTIONS[name](x))), x)
    assert np.allclose(ops.DERIVATIVES[name](x), expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", ["leaky_relu", "elu"])
def test_a_derivative_takes_the_parameter_of_its_function(name: str) -> None:
    x = np.array([-2.0, -0.5, 0.5])
    expected = slope(lambda x: float(np.sum(ops.FUNCTIONS[name](x, 0.3))), x)
    assert np.allclose(ops.DERIVATIVES[name](x, 0.3), expected, rtol=1e-6)


def test_kinks_take_the_slope_from_the_left() -> None:
    assert (ops.drelu(0), ops.dleaky_relu(0, 0.1), ops.delu(0, 2)) == (0, 0.1, 2)


GAMMA = np.array([0.5, 2.0, -1.0])
TARGET = np.array([[0.0, 1.0, 0.0], [0.2, 0.3, 0.5], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
LABELS = [1, 2, 0, 2]
IDS = [2, 0, 2]
KERNEL = np.random.default_rng(5).normal(size=(2, 3, 2, 3))
IMAGES = np.random.default_rng(6).normal(size=(2, 3, 4, 5))
FLAT_KERNEL = np.array([[1.0, -2.0], [0.5, 3.0]])
FILTERS = np.random.default_rng(7).normal(size=(2, 3, 2))
SEQUENCES = np.random.default_rng(8).normal(size=(2, 3, 6))
_CELLS = np.random.default_rng(9)
LSTM = [_CELLS.normal(size=s) for s in [(2,), (3,), (3,), (12, 2), (12, 3)]]
GRU = [_CELLS.normal(size=s) for s in [(2,), (3,), (9, 2), (9, 3), (9,)]]
STRIDED = {"stride": (1, 2), "padding": (1, 0)}

GRADIENTS = {
    "softmax": ((4, 3), ops.softmax, lambda g, x: ops.softmax_gradient(g, ops.softmax(x))),
    "softmax down": (
        (4, 3),
        lambda x: ops.softmax(x, axis=0),
        lambda g, x: ops.softmax_gradient(g, ops.softmax(x, axis=0), axis=0),
    ),
    "softmax by jacobian": (
        (3,),
        ops.softmax,
        lambda g, x: ops.matmul(ops.softmax_jacobian(ops.softmax(x)), g),
    ),
    "softmax cross-entropy": (
        (4, 3),
        lambda x: ops.softmax_cross_entropy(x, TARGET),
        lambda g, x: g[:, None] * ops.softmax_cross_entropy_gradient(x, TARGET),
    ),
    "sigmoid cross-entropy": (
        (4, 3),
        lambda x: ops.sigmoid_cross_entropy(x, TARGET),
        lambda g, x: g * ops.sigmoid_cross_entropy_gradient(x, TARGET),
    ),
    "hinge": (
        (4, 3),
        lambda x: ops.hinge(x, np.sign(TARGET - 0.4)),
        lambda g, x: g * ops.hinge_gradient(x, np.sign(TARGET - 0.4)),
    ),
    "multiclass hinge": (
        (4, 3),
        lambda x: ops.multiclass_hinge(x, LABELS),
        lambda g, x: g[:, None] * ops.multiclass_hinge_gradient(x, LABELS),
    ),
    "huber": (
        (4, 3),
        lambda x: ops.huber(x, 0.7),
        lambda g, x: g * ops.huber_gradient(x, 0.7),
    ),
    "batch norm": (
        (4, 3),
        lambda x: ops.batch_norm(x, GAMMA, 0.3, eps=1e-3),
        lambda g, x: ops.batch_norm_gradient(g, x, GAMMA, eps=1e-3),
    ),
    "batch norm of images": (
        (2, 3, 2, 2),
        lambda x: ops.batch_norm(x, GAMMA.reshape(3, 1, 1), axis=(0, 2, 3)),
        lambda g, x: ops.batch_norm_gradient(g, x, GAMMA.reshape(3, 1, 1), axis=(0, 2, 3)),
    ),
    "layer norm": (
        (4, 3),
        lambda x: ops.layer_norm(x, GAMMA, -0.3, eps=0),
        lambda g, x: ops.layer_norm_gradient(g, x, GAMMA, eps=0),
    ),
    "rms norm": (
        (4, 3),
        lambda x: ops.rms_norm(x, GAMMA, eps=1e-3),
        lambda g, x: ops.rms_norm_gradient(g, x, GAMMA, eps=1e-3),
    ),
    "max pool of a sequence": (
        (2, 7),
        lambda x: ops.max_pool1d(x, 3, 2),
        lambda g, x: ops.max_pool1d_gradient(g, x, 3, 2),
    ),
    "average pool of a sequence": (
        (2, 7),
        lambda x: ops.avg_pool1d(x, 3, 2),
        lambda g, x: ops.avg_pool1d_gradient(g, x, 3, 2),
    ),
    "dropout": (
        (2, 3),
        lambda x: ops.dropout(x, TARGET[:2] > 0, 0.2),
        lambda g, _: ops.dropout_gradient(g, TARGET[:2] > 0, 0.2),
    ),
    "distance": (
        (4, 3),
        lambda x: ops.euclidean_distance(x, TARGET),
        lambda g, x: ops.euclidean_distance_gradient(g, x, TARGET),
    ),
    "lstm, by z through the bias": (
        (12,),
        lambda b: ops.lstm_h(*LSTM, b),
        lambda g, b: ops.lstm_z_gradient(g, 0 * g, *LSTM, b),
    ),
    "lstm, by z, of the cell": (
        (12,),
        lambda b: ops.lstm_c(*LSTM, b),
        lambda g, b: ops.lstm_z_gradient(0 * g, g, *LSTM, b),
    ),
    "lstm, by the cell": (
        (3,),
        lambda c: ops.lstm_h(*LSTM[:2], c, *LSTM[3:]),
        lambda g, c: ops.lstm_c_gradient(g, 0 * g, *LSTM[:2], c, *LSTM[3:]),
    ),
    "lstm, by the state": (
        (3,),
        lambda h: ops.lstm_h(LSTM[0], h, *LSTM[2:]),
        lambda g, h: LSTM[4].T @ ops.lstm_z_gradient(g, 0 * g, LSTM[0], h, *LSTM[2:]),
    ),
    **{
        f"gru, by the state, {options}": (
            (3,),
            lambda h, options=options: ops.gru_h(GRU[0], h, *GRU[2:], **options),
            lambda g, h, options=options: ops.gru_h_gradient(g, GRU[0], h, *GRU[2:], **options),
        )
        for options in ({}, {"reset_after": True}, {"keep": False})
    },
    **{
        f"gru, by z through the bias, {options}": (
            (9,),
            lambda b, options=options: ops.gru_h(*GRU[:4], b, **options),
            lambda g, b, options=options: ops.gru_z_gradient(g, *GRU[:4], b, **options),
        )
        for options in ({}, {"reset_after": True}, {"keep": False})
    },
    "determinant": (
        (3, 3),
        ops.det,
        lambda g, x: ops.det_gradient(g, x),
    ),
    "inverse": (
        (3, 3),
        ops.inv,
        lambda g, x: ops.inv_gradient(g, x),
    ),
    "embedding": (
        (4, 3),
        lambda x: ops.embedding(x, IDS),
        lambda g, x: ops.embedding_gradient(g, IDS, len(x)),
    ),
    "max pool": ((4, 5), ops.max_pool2d, ops.max_pool2d_gradient),
    "max pool overlapping": (
        (2, 5, 5),
        lambda x: ops.max_pool2d(x, 3, 1),
        lambda g, x: ops.max_pool2d_gradient(g, x, 3, 1),
    ),
    "average pool": (
        (2, 3, 4, 5),
        lambda x: ops.avg_pool2d(x, (2, 3), 1),
        lambda g, x: ops.avg_pool2d_gradient(g, x, (2, 3), 1),
    ),
    "conv input": (
        (4, 5),
        lambda x: ops.conv2d(x, FLAT_KERNEL),
        lambda g, x: ops.conv2d_input_gradient(g, x, FLAT_KERNEL),
    ),
    "conv input, one filter": (
        (3, 4, 5),
        lambda x: ops.conv2d(x, KERNEL[0]),
        lambda g, x: ops.conv2d_input_gradient(g, x, KERNEL[0]),
    ),
    "conv input, strided batch": (
        IMAGES.shape,
        lambda x: ops.conv2d(x, KERNEL, **STRIDED),
        lambda g, x: ops.conv2d_input_gradient(g, x, KERNEL, **STRIDED),
    ),
    "conv kernel": (
        (2, 2),
        lambda k: ops.conv2d(IMAGES[0, 0], k, padding=1),
        lambda g, k: ops.conv2d_kernel_gradient(g, IMAGES[0, 0], k, padding=1),
    ),
    "conv kernel, strided batch": (
        KERNEL.shape,
        lambda k: ops.conv2d(IMAGES, k, **STRIDED),
        lambda g, k: ops.conv2d_kernel_gradient(g, IMAGES, k, **STRIDED),
    ),
    "conv1d input": (
        SEQUENCES.shape,
        lambda x: ops.conv1d(x, FILTERS, stride=2, padding=1),
        lambda g, x: ops.conv1d_input_gradient(g, x, FILTERS, stride=2, padding=1),
    ),
    "conv1d kernel": (
        FILTERS.shape,
        lambda k: ops.conv1d(SEQUENCES, k, stride=3),
        lambda g, k: ops.conv1d_kernel_gradient(g, SEQUENCES, k, stride=3),
    ),
}


@pytest.mark.parametrize("case", sorted(GRADIENTS))
@pytest.mark.parametrize("seed", range(DRAWS))
def test_a_gradient_is_the_slope_of_its_loss(case: str, seed: int) -> None:
    shape, forward, gradient = GRADIENTS[case]
    rng = np.random.default_rng(seed)
    x = rng.normal(size=shape)
    weights = rng.normal(size=np.shape(forward(x)))
    expected = slope(lambda x: float(np.sum(weights * forward(x))), x)
    found = gradient(weights, x)
    assert found.shape == x.shape
    assert np.allclose(found, expected, rtol=1e-5, atol=1e-7)


def test_every_gradient_in_the_registry_is_checked_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    named = [name for name in ops.FUNCTIONS if name.endswith("gradient")]
    assert [name for name in named if f"ops.{name}" not in source] == []
