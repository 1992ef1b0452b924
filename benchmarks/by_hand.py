"""The questions of the fairness benchmark worked by hand: plain lists of steps in numpy.

Each text is what a student writes on paper, one line a step, in the question's own names. `let` is
a number that is nobody's answer. `|` parts two ways to the same value, of which a student takes
one. Nothing here comes from the program: neither rules nor operations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(z)))


def dsigmoid(z: Any) -> Any:
    return sigmoid(z) * (1 - sigmoid(z))


def relu(z: Any) -> Any:
    return np.where(np.asarray(z) > 0, z, 0.0)


def drelu(z: Any) -> Any:
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def softmax(z: Any, axis: int) -> Any:
    parts = np.exp(z)
    return parts / parts.sum(axis=axis, keepdims=True)


def masked(scores: Any) -> Any:
    """The scores with minus infinity where a row may not look."""
    return np.where(np.tril(np.ones(np.shape(scores))) > 0, scores, -np.inf)


def with_ones(x: Any) -> Any:
    return np.column_stack([np.ones(len(x)), x])


def correlate(image: Any, kernel: Any) -> Any:
    """The kernel laid on every place of the image, not turned."""
    height, width = np.shape(kernel)
    rows, columns = np.shape(image)[0] - height + 1, np.shape(image)[1] - width + 1
    return np.array(
        [
            [np.sum(image[i : i + height, j : j + width] * kernel) for j in range(columns)]
            for i in range(rows)
        ]
    )


def pool(image: Any) -> Any:
    return np.array(
        [
            [image[i : i + 2, j : j + 2].max() for j in range(0, len(image[0]), 2)]
            for i in range(0, len(image), 2)
        ]
    )


def unpool(values: Any, image: Any) -> Any:
    """Each value back where its window was largest."""
    back = np.zeros(np.shape(image))
    for i, j in np.ndindex(*np.shape(values)):
        window = image[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        row, column = divmod(int(np.argmax(window)), 2)
        back[2 * i + row, 2 * j + column] = values[i, j]
    return back


TOOLS: Mapping[str, Callable[..., Any]] = {
    "sigmoid": sigmoid, "dsigmoid": dsigmoid, "tanh": np.tanh, "relu": relu, "drelu": drelu,
    "softmax": softmax, "masked": masked, "with_ones": with_ones, "correlate": correlate,
    "pool": pool, "unpool": unpool, "log": np.log, "sqrt": np.sqrt, "sum": np.sum,
    "mean": np.mean, "outer": np.outer, "join": np.concatenate, "reshape": np.reshape,
}  # fmt: skip

_CHAIN = """
z1 = w1 * x
h1 = sigmoid(z1)
z2 = w2 * h1
h2 = sigmoid(z2)
"""

STEPS: Mapping[str, Mapping[str, str]] = {
    "hw3": {
        "1b": """
Y = W @ X
loss = sum((Y - Y_hat) ** 2)
dL_dY = 2 * (Y - Y_hat)
dL_dW = dL_dY @ X.T
W_new = W - step_size * dL_dW
""",
        "2b": _CHAIN
        + """
z3 = w3 * h2
y = sigmoid(z3)
loss = -(y_hat * log(y) + (1 - y_hat) * log(1 - y)) | -log(y)
dL_dw3 = (y - y_hat) * h2
dL_dw2 = (y - y_hat) * w3 * (h2 * (1 - h2)) * h1 | (y - y_hat) * w3 * dsigmoid(z2) * h1
dL_dw1 = (y - y_hat) * w3 * (h2 * (1 - h2)) * w2 * (h1 * (1 - h1)) * x
""",
        "2d": _CHAIN
        + """
y = w3 * h2
loss = (y - y_hat) ** 2
dL_dw3 = 2 * (y - y_hat) * h2
dL_dw2 = 2 * (y - y_hat) * w3 * (h2 * (1 - h2)) * h1
dL_dw1 = 2 * (y - y_hat) * w3 * (h2 * (1 - h2)) * w2 * (h1 * (1 - h1)) * x
""",
    },
    "two_layer_network": {
        "1": """
z1 = W1 @ x + b1
h = sigmoid(z1)
z2 = W2 @ h + b2
y = sigmoid(z2)
loss = 1 / 2 * sum((y - t) ** 2)
dL_dy = y - t
dL_dz2 = dL_dy * (y * (1 - y)) | dL_dy * dsigmoid(z2)
dL_dW2 = outer(dL_dz2, h)
dL_db2 = dL_dz2
dL_dh = W2.T @ dL_dz2
dL_dz1 = dL_dh * (h * (1 - h)) | dL_dh * dsigmoid(z1)
dL_dW1 = outer(dL_dz1, x)
dL_db1 = dL_dz1
W2_new = W2 - step_size * dL_dW2
b2_new = b2 - step_size * dL_db2
W1_new = W1 - step_size * dL_dW1
b1_new = b1 - step_size * dL_db1
""",
    },
    "softmax_network": {
        "1": """
let n = 3
X1 = with_ones(X)
A = X1 @ W1
H = relu(A)
H1 = with_ones(H)
Z = H1 @ W2
P = softmax(Z, axis=1)
loss = -sum(T * log(P)) / n
dL_dZ = (P - T) / n
dL_dW2 = H1.T @ dL_dZ
dL_dH = dL_dZ @ W2[1:].T
dL_dA = dL_dH * drelu(A)
dL_dW1 = X1.T @ dL_dA
W2_new = W2 - step_size * dL_dW2
W1_new = W1 - step_size * dL_dW1
""",
    },
    "attention": {
        "1a": """
let d = 2
Q = X @ W_Q
K = X @ W_K
V = X @ W_V
S = Q @ K.T / sqrt(d)
A = softmax(S, axis=1)
O = A @ V
""",
        "1b": """
let d = 2
S = Q @ K.T / sqrt(d)
A = softmax(masked(S), axis=1)
O = A @ V
""",
        "1c": """
let d = 2
S = Q @ K.T / sqrt(d)
A = softmax(S, axis=1)
O = A @ V
dL_dV = A.T @ dL_dO
dL_dA = dL_dO @ V.T
dL_dS = A * (dL_dA - sum(A * dL_dA, axis=1, keepdims=True))
dL_dQ = dL_dS @ K / sqrt(d)
dL_dK = dL_dS.T @ Q / sqrt(d)
""",
    },
    "attention_weights": {
        "1": """
let d = 2
Q = X @ W_Q
K = X @ W_K
V = X @ W_V
S = Q @ K.T / sqrt(d)
A = softmax(S, axis=1)
O = A @ V
loss = 1 / 2 * sum((O - G) ** 2)
dL_dO = O - G
dL_dV = A.T @ dL_dO
dL_dA = dL_dO @ V.T
dL_dS = A * (dL_dA - sum(A * dL_dA, axis=1, keepdims=True))
dL_dQ = dL_dS @ K / sqrt(d)
dL_dK = dL_dS.T @ Q / sqrt(d)
dL_dW_Q = X.T @ dL_dQ
dL_dW_V = X.T @ dL_dV
W_V_new = W_V - step_size * dL_dW_V
""",
    },
    "lstm_cell": {
        "1": """
let v = join([h_prev, x])
z_f = W_f @ v + b_f
z_i = W_i @ v + b_i
z_o = W_o @ v + b_o
z_g = W_g @ v + b_g
f = sigmoid(z_f)
i = sigmoid(z_i)
o = sigmoid(z_o)
g = tanh(z_g)
c = f * c_prev + i * g
h = o * tanh(c)
dL_do = dL_dh * tanh(c)
dL_dc = dL_dh * o * (1 - tanh(c) ** 2)
dL_df = dL_dc * c_prev
dL_di = dL_dc * g
dL_dg = dL_dc * i
dL_dc_prev = dL_dc * f
dL_dz_f = dL_df * (f * (1 - f))
dL_dz_i = dL_di * (i * (1 - i))
dL_dz_o = dL_do * (o * (1 - o))
dL_dz_g = dL_dg * (1 - g**2)
dL_dW_f = outer(dL_dz_f, v)
dL_dW_g = outer(dL_dz_g, v)
""",
    },
    "batch_norm": {
        "1": """
let m = 4
mu = sum(X, axis=0) / m
var = sum((X - mu) ** 2, axis=0) / m
X_hat = (X - mu) / sqrt(var + eps)
Y = gamma * X_hat + beta
H = relu(Y)
dL_dY = dL_dH * drelu(Y)
dL_dgamma = sum(dL_dY * X_hat, axis=0)
dL_dbeta = sum(dL_dY, axis=0)
dL_dX_hat = dL_dY * gamma
dL_dvar = -1 / 2 * sum(dL_dX_hat * (X - mu), axis=0) / (var + eps) ** 1.5
dL_dX = (dL_dX_hat - sum(dL_dX_hat, axis=0) / m) / sqrt(var + eps) + 2 * dL_dvar * (X - mu) / m
""",
    },
    "small_cnn": {
        "1": """
C = correlate(X, K) + b
H = relu(C)
P = pool(H)
f = reshape(P, -1)
y = sum(w * f) + b_y
loss = (y - t) ** 2 / 2
dL_dy = y - t
dL_dw = dL_dy * f
dL_df = dL_dy * w
dL_dP = reshape(dL_df, (2, 2))
dL_dH = unpool(dL_dP, H)
dL_dC = dL_dH * drelu(C)
dL_dK = correlate(X, dL_dC)
dL_db = sum(dL_dC)
K_new = K - step_size * dL_dK
""",
    },
}

TARGETS: Mapping[str, str] = {"Y_hat": "number", "y_hat": "label", "T": "one_hot", "t": "number"}
"""What the losses compare with; only a label has another label."""
