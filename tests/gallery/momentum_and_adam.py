"""A network of ReLUs by loops, momentum and Adam from the sums that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    def hidden(W: Any) -> Any:
        return np.array([sum(W[i, j] * p["x"][j] for j in range(2)) + p["b"][i] for i in range(3)])

    def loss(W: Any, v: Any) -> float:
        return float(np.dot(v, np.maximum(hidden(W), 0)) - p["t"]) ** 2

    z = hidden(p["W"])
    h = np.maximum(z, 0)
    y = float(np.dot(p["v"], h))
    return {
        "z": z, "h": h, "y": y, "loss": (y - p["t"]) ** 2,
        "dL_dy": slope(lambda y: (y - p["t"]) ** 2, y),
        "dL_dv": slope(lambda v: loss(p["W"], v), p["v"]),
        "dL_dz": slope(lambda z: (np.dot(p["v"], np.maximum(z, 0)) - p["t"]) ** 2, z),
        "dL_dW": slope(lambda W: loss(W, p["v"]), p["W"]),
    }  # fmt: skip


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    beta, rate = p["beta"], p["step_size"]
    first, second = p["g"][0], p["g"][1]
    u1, u2 = first, beta * first + second
    return {
        "u_1": u1,
        "v_1": p["v_start"] - rate * u1,
        "u_2": u2,
        "v_2": p["v_start"] - rate * (u1 + u2),
    }


def question_1c(p: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    w = np.array(p["v_start"])
    for k in (1, 2):
        shares = [p["beta1"] ** (k - 1 - j) * (1 - p["beta1"]) for j in range(k)]
        squares = [p["beta2"] ** (k - 1 - j) * (1 - p["beta2"]) for j in range(k)]
        m = sum(share * p["g"][j] for j, share in enumerate(shares))
        s = sum(share * p["g"][j] ** 2 for j, share in enumerate(squares))
        corrected, spread = m / sum(shares), s / sum(squares)  # the shares sum to 1 - beta^k
        w = w - p["step_size"] * corrected / np.sqrt(spread)
        found |= {f"m_{k}": m, f"s_{k}": s, f"mhat_{k}": corrected, f"shat_{k}": spread}
        found[f"w_{k}"] = w
    return found
