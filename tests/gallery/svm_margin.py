"""The margin by its equations, the slacks point by point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    """w = c (A - D) and both on their margins: three equations, and no point lies between."""
    X = np.array([[4, 3], [6, 4], [5, 6], [1, -1], [0, -2], [-2, 0]])
    t = np.array([1, 1, 1, -1, -1, -1])
    apart = X[0] - X[3]
    c, b = np.linalg.solve([[apart @ X[0], 1], [apart @ X[3], 1]], [1, -1])
    w = c * apart
    assert (t * (X @ w + b) > 1 - 1e-9).all()
    scores = X @ w + b
    s_new = float(np.dot(w, (2, 1)) + b)
    return {
        "d": [3, 4],
        "w": w,
        "b": b,
        "width": math.dist(X[0], X[3]),
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
