"""A GRU unit by unit, twice; its gradients from the loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def weighed(W: Any, v: Any, U: Any, h: Any, b: Any) -> list[float]:
    """W v + U h + b, row by row."""
    return [
        sum(W[k][j] * v[j] for j in range(len(v)))
        + sum(U[k][j] * h[j] for j in range(len(h)))
        + b[k]
        for k in range(len(b))
    ]


def logistic(values: Any) -> Any:
    return np.array([1 / (1 + math.exp(-v)) for v in values])


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    h = p["h_start"]
    found: dict[str, Any] = {}
    for k in (1, 2):
        x = p["X"][k - 1]
        r = logistic(weighed(p["W_r"], x, p["U_r"], h, p["b_r"]))
        z = logistic(weighed(p["W_z"], x, p["U_z"], h, p["b_z"]))
        n = np.tanh(weighed(p["W_n"], x, p["U_n"], r * h, p["b_n"]))
        h = np.array([z[j] * h[j] + (1 - z[j]) * n[j] for j in range(2)])
        found |= {f"r_{k}": r, f"z_{k}": z, f"n_{k}": n, f"h_{k}": h}
    return found


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    z, n = 1 / (1 + math.exp(-p["a_z"])), math.tanh(p["a_n"])

    def loss(z: float = z, n: float = n, h: float = p["h_prev"]) -> float:
        return from_h(z * h + (1 - z) * n)

    def from_h(h: float) -> float:
        return 0.5 * (h - p["t"]) ** 2

    return {
        "z": z,
        "n": n,
        "h": n + z * (p["h_prev"] - n),
        "loss": loss(),
        "dL_dh": slope(from_h, n + z * (p["h_prev"] - n)),
        "dL_dz": slope(lambda z: loss(z=z), z),
        "dL_da_z": slope(lambda a: loss(z=1 / (1 + math.exp(-a))), p["a_z"]),
        "dL_da_n": slope(lambda a: loss(n=math.tanh(a)), p["a_n"]),
        "dL_dh_prev": slope(lambda h: loss(h=h), p["h_prev"]),
    }
