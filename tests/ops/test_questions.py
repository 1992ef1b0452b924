"""Homework questions of many kinds can be worked with the registry alone, step by step."""

import math
from types import SimpleNamespace

import numpy as np

from grader.ops import FUNCTIONS

f = SimpleNamespace(**FUNCTIONS)


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def test_a_bias_column_network_with_softmax() -> None:
    X, y = np.array([[0.5, -1.0], [2.0, 1.0]]), [1, 0]
    W1 = np.array([[0.1, 0.2], [0.3, -0.4], [-0.5, 0.6]])
    W2 = np.array([[0.0, 0.1], [0.7, -0.8], [0.9, 1.0]])
    hidden = f.prepend_ones(f.relu(f.matmul(f.prepend_ones(X), W1)))
    logits = f.matmul(hidden, W2)
    loss = f.mean(f.softmax_cross_entropy(logits, f.one_hot(y, 2)))
    by_hand = 0.0
    for x, label in zip(X, y, strict=True):
        h = [max(0, W1[0, j] + x[0] * W1[1, j] + x[1] * W1[2, j]) for j in (0, 1)]
        z = [W2[0, k] + h[0] * W2[1, k] + h[1] * W2[2, k] for k in (0, 1)]
        by_hand += (math.log(math.exp(z[0]) + math.exp(z[1])) - z[label]) / 2
    assert math.isclose(loss, by_hand)
    dL_dZ = f.softmax_cross_entropy_gradient(logits, f.one_hot(y, 2)) / 2
    dL_dH = f.matmul(dL_dZ, f.transpose(f.rows(W2, 1))) * f.drelu(f.matmul(f.prepend_ones(X), W1))
    assert f.matmul(f.transpose(f.prepend_ones(X)), dL_dH).shape == W1.shape


def test_an_lstm_cell_by_parts_of_one_product() -> None:
    W, b, x, h, c = np.arange(8).reshape(4, 2) / 10 - 0.3, 0.1, [0.5], [0.2], 0.3
    z = f.add(f.matmul(W, f.concatenate(h, x)), b)
    keep, update = f.sigmoid(f.entry(z, 1)), f.sigmoid(f.entry(z, 0))
    cell = keep * c + update * f.tanh(f.entry(z, 3))
    found = f.sigmoid(f.entry(z, 2)) * f.tanh(cell)
    a = [W[k, 0] * 0.2 + W[k, 1] * 0.5 + 0.1 for k in range(4)]
    expected = logistic(a[1]) * 0.3 + logistic(a[0]) * math.tanh(a[3])
    assert math.isclose(found, logistic(a[2]) * math.tanh(expected))


def test_viterbi_by_products_and_by_sums_of_logarithms() -> None:
    start, move = [0.6, 0.4], [[0.7, 0.3], [0.4, 0.6]]
    emit = np.array([[0.5, 0.1], [0.4, 0.3], [0.1, 0.6]])
    v1 = f.multiply(start, emit[0])
    v2 = f.max(f.multiply(f.column_vector(v1), move), axis=0) * emit[1]
    v3 = f.max(f.log(f.column_vector(v2)) + f.log(move), axis=0) + f.log(emit[2])
    assert np.allclose(v2, [0.084, 0.027])
    assert np.allclose(f.exp(v3), [0.00588, 0.01512])
    assert f.argmax(v3) == 1
    assert f.argmax(f.column_vector(v2) * np.array(move), axis=0).tolist() == [0, 0]


def test_adam_and_momentum() -> None:
    g, w = np.array([0.5, -2.0]), np.array([1.0, 1.0])
    m, v = 0.1 * g, 0.001 * f.square(g)
    new = w - 0.01 * (m / (1 - 0.9)) / (f.sqrt(v / (1 - 0.999)) + 1e-8)
    assert np.allclose(new, [0.99, 1.01])


def test_one_round_of_k_means() -> None:
    X, C = np.array([[0.0, 0], [0, 2], [8, 8]]), np.array([[1.0, 1], [9, 9]])
    labels = f.assignments(X, C)
    assert labels.tolist() == [0, 0, 1]
    assert f.cluster_means(X, labels, 2).tolist() == [[0, 1], [8, 8]]


def test_the_first_principal_direction() -> None:
    X = np.array([[1.0, 1.1], [2, 1.9], [3, 3]])
    direction = f.column(f.eigenvectors(f.covariance(X)), 0)
    centred = X - f.mean(X, axis=0)
    assert math.isclose(f.mean(f.square(f.matmul(centred, direction))), f.eigenvalues(
        f.covariance(X))[0])  # fmt: skip


def test_batch_norm_in_steps_is_batch_norm_at_once() -> None:
    X = np.array([[1.0, 2.0], [3.0, 7.0], [5.0, 0.0]])
    steps = f.multiply([2, 3], f.normalise(X, f.batch_mean(X), f.batch_var(X))) + 1
    assert np.allclose(steps, f.batch_norm(X, [2, 3], 1))


def test_causal_attention_in_steps_is_attention_at_once() -> None:
    rng = np.random.default_rng(0)
    Q, K, V = rng.normal(size=(3, 4, 2))
    scores = f.matmul(Q, f.transpose(K)) / math.sqrt(2)
    by_hand = np.array([
        np.exp(scores[i, : i + 1]) @ V[: i + 1] / np.exp(scores[i, : i + 1]).sum() for i in range(4)
    ])  # fmt: skip
    assert np.allclose(f.matmul(f.masked_softmax(scores, f.causal_mask(4)), V), by_hand)
    assert np.allclose(f.scaled_dot_product_attention(Q, K, V, causal=True), by_hand)


def test_a_small_convolutional_network_forward_and_backward() -> None:
    image = np.arange(16.0).reshape(4, 4) / 10
    kernel = np.array([[1.0, -1.0], [0.5, 0.0]])
    maps = f.conv2d(image, kernel, padding=1)
    active = f.relu(maps)
    pooled = f.max_pool2d(active, 2)
    back = f.max_pool2d_gradient(f.ones(2, 2), active, 2) * f.drelu(maps)
    slope = f.conv2d_kernel_gradient(back, image, kernel, padding=1)
    moved = kernel + np.array([[0, 1e-6], [0, 0]])
    raised = f.max_pool2d(f.relu(f.conv2d(image, moved, padding=1)), 2)
    assert math.isclose(f.sum(raised - pooled) / 1e-6, slope[0, 1], rel_tol=1e-5)
