"""A sigmoid unit and one step of descent, for any student's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gallery.loops import logistic


def question_1(p: Mapping[str, Any]) -> dict[str, Any]:
    w, x, b, t, rate = p["w"][0], p["x"], p["b"], p["t"], p["step_size"]
    z = w[0] * x[0][0] + w[1] * x[1][0] + b
    y = logistic(z)
    back = (y - t) * y * (1 - y)
    by_w = [back * x[0][0], back * x[1][0]]
    return {
        "z": z,
        "y": y,
        "loss": (y - t) ** 2 / 2,
        "dL_dz": back,
        "dL_dw": [by_w],
        "w_new": [[w[0] - rate * by_w[0], w[1] - rate * by_w[1]]],
    }
