"""Logistic regression by loops over samples."""

from __future__ import annotations

import math
from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    rows = [(1, 0.5, 1.2), (1, -1.5, 0.3), (1, 2, -0.7), (1, -0.4, -1.1)]
    y, w, rate = (1, 0, 1, 0), (0.1, 0.4, -0.3), 0.5

    def forward(weights: Any) -> tuple[list[float], list[float], float]:
        z = [sum(a * b for a, b in zip(row, weights, strict=True)) for row in rows]
        p = [1 / (1 + math.exp(-one)) for one in z]
        chance = [q if label else 1 - q for q, label in zip(p, y, strict=True)]
        return z, p, -sum(map(math.log, chance)) / 4

    z, p, loss = forward(w)
    error = [q - label for q, label in zip(p, y, strict=True)]
    slope = [sum(e * row[j] for e, row in zip(error, rows, strict=True)) / 4 for j in range(3)]
    w_new = [w[j] - rate * slope[j] for j in range(3)]
    _, p_new, loss_new = forward(w_new)
    return {
        "z": z,
        "p": p,
        "loss": loss,
        "error": error,
        "dL_dw": slope,
        "w_new": w_new,
        "p_new": p_new,
        "loss_new": loss_new,
    }


def question_2(_: Any) -> dict[str, Any]:
    z = -0.8 + 1.1 * 1.4 - 0.6 * 0.9
    p = 1 / (1 + math.exp(-z))
    return {
        "z": z,
        "p": p,
        "odds": math.exp(z),
        "odds_ratio": math.exp(1.1),
        "decision": "follow",
        "edge": (0.8 + 0.6 * 0.9) / 1.1,
    }
