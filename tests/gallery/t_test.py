"""Two t tests by sums of squares."""

from __future__ import annotations

import math
from typing import Any


def within(t: float) -> float:
    """P(-t < T < t) with 7 degrees of freedom, by the series that ends for odd ones."""
    angle = math.atan(t / math.sqrt(7))
    c = math.cos(angle)
    return 2 / math.pi * (angle + math.sin(angle) * (c + 2 / 3 * c**3 + 8 / 15 * c**5))


def critical() -> float:
    low, high = 0.0, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle) < 0.95 else (low, middle)
    return low


def question_1(_: Any) -> dict[str, Any]:
    x = [51.2, 49.8, 52.1, 50.6, 51.9, 50.1, 52.4, 51.5]
    mean = sum(x) / 8
    s = math.sqrt((sum(v * v for v in x) - 8 * mean**2) / 7)
    half = critical() * s / math.sqrt(8)
    t = (mean - 50) * math.sqrt(8) / s
    return {
        "x_bar": mean,
        "s": s,
        "se": s / math.sqrt(8),
        "ci": [mean - half, mean + half],
        "t": t,
        "df": 7,
        "p_value": 1 - within(t),
        "t_crit": critical(),
        "decision": "reject" if t > critical() else "keep",
    }


def question_2(_: Any) -> dict[str, Any]:
    pooled = (7 * 1.3**2 + 9 * 1.6**2) / 16
    t = (51.2 - 49.6) / math.sqrt(pooled * (1 / 8 + 1 / 10))
    return {"sp2": pooled, "t": t, "differ": "yes" if t > 2.12 else "no"}
