"""Recurrent cells, dropout and optimisers, each beside the equations of its paper."""

import math

import numpy as np
import pytest

from grader import ops
from grader.errors import GraderError
from grader.ops import FUNCTIONS

RANDOM = np.random.default_rng(21)
D, N = 3, 2
x, h, c = RANDOM.normal(size=N), RANDOM.normal(size=D), RANDOM.normal(size=D)
W4, U4, b4 = (
    RANDOM.normal(size=(4 * D, N)),
    RANDOM.normal(size=(4 * D, D)),
    RANDOM.normal(size=4 * D),
)
W3, U3, b3 = W4[: 3 * D], U4[: 3 * D], b4[: 3 * D]


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def row(W, U, b, place: int, state=h) -> float:
    """One entry of W x + U h + b, in plain Python."""
    total = b[place]
    for j in range(N):
        total += W[place, j] * x[j]
    for j in range(D):
        total += U[place, j] * state[j]
    return total


def test_an_lstm_is_that_of_its_equations() -> None:
    for k in range(D):
        i, f, o = (logistic(row(W4, U4, b4, block * D + k)) for block in (0, 1, 3))
        g = math.tanh(row(W4, U4, b4, 2 * D + k))
        cell = f * c[k] + i * g
        assert np.allclose(ops.lstm_gates(x, h, W4, U4, b4)[:, k], [i, f, g, o])
        assert math.isclose(ops.lstm_c(x, h, c, W4, U4, b4)[k], cell)
        assert math.isclose(ops.lstm_h(x, h, c, W4, U4, b4)[k], o * math.tanh(cell))


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("keep", [0, 1])
def test_a_gru_is_that_of_its_equations(after, keep) -> None:
    r = [logistic(row(W3, U3, b3, k)) for k in range(D)]
    for k in range(D):
        z = logistic(row(W3, U3, b3, D + k))
        place = 2 * D + k
        if after:
            recalled = r[k] * sum(U3[place, j] * h[j] for j in range(D))
        else:
            recalled = sum(U3[place, j] * r[j] * h[j] for j in range(D))
        n = math.tanh(sum(W3[place, j] * x[j] for j in range(N)) + b3[place] + recalled)
        share = z if keep else 1 - z
        assert np.allclose(ops.gru_gates(x, h, W3, U3, b3, after)[:, k], [r[k], z, n])
        found = ops.gru_h(x, h, W3, U3, b3, after, keep)
        assert math.isclose(found[k], share * h[k] + (1 - share) * n)


def test_a_simple_cell_needs_no_bias() -> None:
    W, U = W4[:D], U4[:D]
    by_hand = [math.tanh(row(W, U, np.zeros(D), k)) for k in range(D)]
    assert np.allclose(ops.rnn_cell(x, h, W, U), by_hand)


def test_the_gradients_of_an_lstm_reach_its_weights() -> None:
    """As the docstring says: outer products of dL/dz."""
    weights = np.array([0.3, -1.0, 2.0])
    dz = ops.lstm_z_gradient(weights, np.zeros(D), x, h, c, W4, U4, b4)
    for place in ((0, 0), (4, 1), (7, 0), (11, 1)):
        moved = W4.copy()
        moved[place] += 1e-6
        slope = weights @ (ops.lstm_h(x, h, c, moved, U4, b4) - ops.lstm_h(x, h, c, W4, U4, b4))
        assert math.isclose(np.outer(dz, x)[place], slope / 1e-6, rel_tol=1e-4)


def test_dropout_keeps_the_mean_and_lets_a_gradient_through_where_it_kept() -> None:
    assert ops.dropout([1, 2, 3, 4], [1, 0, 1, 0], 0.5).tolist() == [2, 0, 6, 0]
    assert ops.dropout([1, 2], [1, 0], 0).tolist() == [1, 0]
    assert ops.dropout_gradient([3, 3], [1, 0], 0.25).tolist() == [4, 0]


def test_batch_norm_in_use_takes_what_training_has_kept() -> None:
    found = ops.batch_norm_inference([[3.0, 8.0]], [1, 2], [4, 9], [2, 1], [0, 10], 0)
    assert found.tolist() == [[2, 12]]


STEPS = [
    ("gradient_step", ([1, 2], [10, -10], 0.1), [0, 3]),
    ("momentum_velocity", ([1, 2], [0.5, 0.5]), [1.4, 2.3]),
    ("moving_average", ([1, 2], [0.5, 0.5], 0.8), [0.9, 1.7]),
    ("adam_m", (0, 0.5), 0.05),
    ("adam_v", (0, 0.5), 0.00025),
    ("bias_corrected", (0.05, 0.9, 1), 0.5),
    ("adam_step", ([1, 1], [0.05, -0.2], [0.00025, 0.004], 1, 0.01), [0.99, 1.01]),
    ("adamw_step", (1, 0.05, 0.00025, 1, 0.01, 0.1), 0.989),
    ("adam_step", (1, 0.19, 0.002, 2, 0.1, 0.9, 0.999, 0), 1 - 0.1 / math.sqrt(0.002 / 0.001999)),
    ("rmsprop_step", ([1, 1], [2, -3], [4, 9], 0.1, 0), [0.9, 1.1]),
    ("adagrad_step", (1, 2, 16, 0.1, 0), 0.95),
]  # fmt: skip


@pytest.mark.parametrize("name, args, expected", STEPS)
def test_a_step_is_the_one_worked_by_hand(name, args, expected) -> None:
    found = FUNCTIONS[name](*args)
    assert np.shape(found) == np.shape(expected)
    assert np.allclose(found, expected, rtol=1e-7)


POOLS = [
    ("max_pool1d", ([1, 3, 2, 5, 4],), [3, 5]),
    ("max_pool1d", ([1, 3, 2, 5, 4], 3, 1), [3, 5, 5]),
    ("avg_pool1d", ([[1, 3, 2, 6]],), [[2, 4]]),
]


@pytest.mark.parametrize("name, args, expected", POOLS)
def test_a_sequence_is_pooled_window_by_window(name, args, expected) -> None:
    assert FUNCTIONS[name](*args).tolist() == expected


MESSAGES = [
    ("lstm_h", (x, h, c, W3, U4, b4),
     "W has shape (9, 2); (12, 2) was expected, with x of 2 and h of 3 entries"),
    ("gru_h", (x, h, W3, U3, b4), "b has shape (12,); (9,) was expected"),
    ("lstm_c", (x, h, [1, 2], W4, U4), "c has shape (2,); (3,) was expected"),
    ("adam_step", (1, 0.1, 0.1, 0), "step t is 0; steps count from 1"),
    ("gradient_step", ([1, 2], [1, 2, 3], 0.1),
     "a value beside it has shape (3,); (2,) was expected"),
    ("max_pool1d", ([1, 2], 3), "a window (3,) does not fit into (2,)"),
    ("avg_pool1d_gradient", ([1, 2], [1, 2]), "dL_dY has shape (2,); (1,) was expected"),
]  # fmt: skip


@pytest.mark.parametrize("name, args, told", MESSAGES)
def test_what_does_not_fit_is_told_in_words(name, args, told) -> None:
    with pytest.raises(GraderError) as refused:
        FUNCTIONS[name](*args)
    assert str(refused.value) == f"{name}: {told}"
