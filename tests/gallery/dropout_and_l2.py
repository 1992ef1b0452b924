"""A network with dropout and L2 by loops, its gradients from the loss alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    kept = 1 - p["p_drop"]

    def hidden(W: Any) -> Any:
        return np.array([max(0.0, sum(w * x for w, x in zip(r, p["x"], strict=True))) for r in W])

    def dropped(h: Any) -> Any:
        return np.array([a / kept if on else 0.0 for a, on in zip(h, p["m"], strict=True)])

    def error(h_drop: Any, v: Any = p["v"]) -> float:
        return float(np.dot(v, h_drop) - p["t"]) ** 2 / 2

    def penalty(W: Any, v: Any) -> float:
        return p["lam"] / 2 * float(sum(w * w for w in [*W.ravel(), *v]))

    def loss(W: Any = p["W"], v: Any = p["v"]) -> float:
        return error(dropped(hidden(W)), v) + penalty(W, v)

    h = hidden(p["W"])
    h_drop = dropped(h)
    by_v, by_w = slope(lambda v: loss(v=v), p["v"]), slope(lambda W: loss(W), p["W"])
    return {
        "z": [float(np.dot(row, p["x"])) for row in p["W"]], "h": h, "h_drop": h_drop,
        "y": float(np.dot(p["v"], h_drop)),
        "data_loss": error(h_drop), "penalty": penalty(p["W"], p["v"]), "loss": loss(),
        "dL_dy": slope(lambda y: (y - p["t"]) ** 2 / 2, float(np.dot(p["v"], h_drop))),
        "dL_dv": by_v,
        "dL_dh": slope(lambda h: error(dropped(h)), h),
        "dL_dW": by_w,
        "v_new": p["v"] - p["step_size"] * by_v,
        "W_new": p["W"] - p["step_size"] * by_w,
    }  # fmt: skip


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    n, kept = int(p["units"]), 1 - p["p_drop"]
    chance = [1.0]  # of k units left, unit by unit
    for _ in range(n):
        more = [*chance, 0.0]
        chance = [
            (1 - kept) * more[k] + (kept * chance[k - 1] if k else 0) for k in range(len(more))
        ]
    return {
        "left": sum(k * share for k, share in enumerate(chance)),
        "none": chance[0],
        "y_use": sum(v * h for v, h in zip(p["v"], p["h"], strict=True)),
        "masks": len(list(np.ndindex(*[2] * n))),
    }
