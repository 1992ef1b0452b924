"""A root by Newton's method, the slope by differences, and by bisection in fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any


def f(x: Any) -> Any:
    return x * x * x + x - 4


def question_1(_: Any) -> dict[str, Any]:
    x, found = 1.5, {}
    for k in (1, 2):
        slope = (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
        found |= {f"f_{k}": f(x), f"slope_{k}": slope, f"x_{k}": x - f(x) / slope}
        x = found[f"x_{k}"]
    return {**found, "error": abs(found["x_2"] - found["x_1"])}


def question_2(_: Any) -> dict[str, Any]:
    low, high, found = Fraction(1), Fraction(2), {}
    for k in range(1, 5):
        middle = (low + high) / 2
        found[f"c_{k}"] = float(middle)
        low, high = (middle, high) if f(low) * f(middle) > 0 else (low, middle)
    return {**found, "bracket": [float(low), float(high)]}
