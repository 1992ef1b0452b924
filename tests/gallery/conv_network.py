"""Convolution and pooling by loops over places; every gradient from the loss alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    size, kernel = int(p["size"]), int(p["kernel"])
    places = len(range(0, size + 2 * int(p["padding"]) - kernel + 1, int(p["stride"])))
    weights = sum(1 for _ in np.ndindex(int(p["filters"]), int(p["channels"]), kernel, kernel))
    pooled = len(range(0, places - 1, 2))
    return {
        "out": places,
        "weights": weights + p["filters"],
        "pooled": pooled,
        "features": pooled * pooled * p["filters"],
        "products": weights * places * places,
    }


def under(X: Any, K: Any) -> Any:
    """What the kernel sums up at each place."""
    high, wide = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    found = np.zeros((high, wide))
    for i, j in np.ndindex(high, wide):
        for k, m in np.ndindex(K.shape):
            found[i, j] += X[i + k, j + m] * K[k, m]
    return found


def greatest(A: Any) -> Any:
    """The greatest of each block of two by two."""
    return np.array([[A[i : i + 2, j : j + 2].max() for j in (0, 2)] for i in (0, 2)])


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    def prediction(P: Any, w: Any = p["w"]) -> float:
        return float(sum(a * b for a, b in zip(w, P.ravel(), strict=True))) + p["c"]

    def loss(y: float) -> float:
        return 0.5 * (y - p["t"]) ** 2

    def rectified(Z: Any) -> Any:
        return np.where(Z > 0, Z, 0)

    Z = under(p["X"], p["K"]) + p["b"]
    A = rectified(Z)
    P = greatest(A)
    y = prediction(P)

    def from_z(Z: Any) -> float:
        return loss(prediction(greatest(rectified(Z))))

    by_kernel = slope(lambda K: from_z(under(p["X"], K) + p["b"]), p["K"])
    return {
        "Z": Z, "A": A, "P": P, "y": y, "loss": loss(y),
        "dL_dy": slope(loss, y),
        "dL_dw": slope(lambda w: loss(prediction(P, w)), p["w"]),
        "dL_dP": slope(lambda P: loss(prediction(P)), P),
        "dL_dA": slope(lambda A: loss(prediction(greatest(A))), A),
        "dL_dZ": slope(from_z, Z),
        "dL_dK": by_kernel,
        "dL_db": slope(lambda b: from_z(under(p["X"], p["K"]) + b), p["b"]),
        "K_new": p["K"] - p["step_size"] * by_kernel,
    }  # fmt: skip
