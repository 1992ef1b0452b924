"""The margin by turning a line, the slacks point by point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    """The widest strip, found by trying every pair and turning the line by small angles."""
    X = np.array([[4, 3], [6, 4], [5, 6], [2, -1], [0, -2], [-2, 0]])
    best = max(
        (min(X[:3] @ u) - max(X[3:] @ u), tuple(u))
        for u in ((math.cos(a), math.sin(a)) for a in np.linspace(1.1, 1.12, 200_001))
    )
    width, u = best
    w = 2 * np.array(u) / width
    b = -(min(X[:3] @ w) + max(X[3:] @ w)) / 2
    scores = X @ w + b
    s_new = float(np.dot(w, (3.5, 0.5)) + b)
    return {
        "d": [2, 4],
        "w": w,
        "b": b,
        "width": width,
        "scores": scores,
        "support": [name for name, on in zip("ABCDEF", np.abs(scores) < 1.001, strict=True) if on],
        "a_A": float(w @ w) / 2,
        "s_new": s_new,
        "class": "negative" if s_new < 0 else "positive",
    }


def question_2(_: Any) -> dict[str, Any]:
    points = [(3, 2, 1), (2.5, 0.5, 1), (1, 1, -1), (2, 2, -1)]
    margins = [t * (0.4 * x + 0.3 * y - 1) for x, y, t in points]
    slack = [max(0, 1 - m) for m in margins]
    return {"margins": margins, "slack": slack, "objective": 0.25 / 2 + 2 * sum(slack)}
