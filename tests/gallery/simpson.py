"""Integrals by trapezoids and parabolas, one after the other."""

from __future__ import annotations

import math
from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    nodes = [1, 1.5, 2, 2.5, 3]
    f = [math.sqrt(1 + x**3) for x in nodes]
    T_4 = sum((f[i] + f[i + 1]) / 2 * 0.5 for i in range(4))
    T_2 = (f[0] + f[2]) / 2 + (f[2] + f[4]) / 2
    parabolas = (f[0] + 4 * f[1] + f[2]) / 6 + (f[2] + 4 * f[3] + f[4]) / 6
    return {
        "h": 0.5,
        "x": nodes,
        "f": f,
        "T_4": T_4,
        "T_2": T_2,
        "S_4": parabolas,
        "M_2": f[1] + f[3],
    }


def question_2(_: Any) -> dict[str, Any]:
    S = 2 / 6 * (1 + 4 / 2 + 1 / 3)
    return {
        "f": [1, 1 / 2, 1 / 3],
        "S": S,
        "exact": math.log(3),
        "error": S - math.log(3),
        "bound": 2 / 180 * 1**4 * 24,
    }
