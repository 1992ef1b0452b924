"""Half a block of a transformer, token by token; every gradient from the loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def moments(x: Any) -> tuple[float, float]:
    mean = sum(x) / len(x)
    return mean, sum((v - mean) ** 2 for v in x) / len(x)


def standard(X: Any, eps: float) -> Any:
    rows = []
    for x in X:
        mean, var = moments(x)
        rows.append([(v - mean) / math.sqrt(var + eps) for v in x])
    return np.array(rows)


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    X, b1, b2 = p["X"], p["b1"], p["b2"]

    def from_u(U: Any, W1: Any = p["W1"], W2: Any = p["W2"], X: Any = X) -> float:
        return from_a(U @ W1 + b1, W2, X)

    def from_a(A: Any, W2: Any = p["W2"], X: Any = X) -> float:
        return from_h(np.maximum(A, 0), W2, X)

    def from_h(H: Any, W2: Any = p["W2"], X: Any = X) -> float:
        return float((p["dL_dY"] * (X + H @ W2 + b2)).sum())

    def scaled(X: Any, gamma: Any = p["gamma"]) -> Any:
        return gamma * standard(X, p["eps"]) + p["beta"]

    X_hat = standard(X, p["eps"])
    U = scaled(X)
    A = np.array([[sum(u[k] * p["W1"][k, j] for k in range(3)) + b1[j] for j in (0, 1)] for u in U])
    H = np.where(A > 0, A, 0)
    F = np.array(
        [[h[0] * p["W2"][0, j] + h[1] * p["W2"][1, j] + b2[j] for j in range(3)] for h in H]
    )
    return {
        "mu": [moments(x)[0] for x in X],
        "variance": [moments(x)[1] for x in X],
        "X_hat": X_hat, "U": U, "A": A, "H": H, "F": F, "Y": X + F,
        "dL_dH": slope(from_h, H),
        "dL_dW2": slope(lambda W2: from_h(H, W2), p["W2"]),
        "dL_dA": slope(from_a, A),
        "dL_dW1": slope(lambda W1: from_u(U, W1), p["W1"]),
        "dL_dU": slope(from_u, U),
        "dL_dgamma": slope(lambda gamma: from_u(scaled(X, gamma)), p["gamma"]),
        "dL_dX_hat": slope(lambda X_hat: from_u(p["gamma"] * X_hat + p["beta"]), X_hat),
        "dL_dX": slope(lambda X: from_u(scaled(X), X=X), X),
    }  # fmt: skip
