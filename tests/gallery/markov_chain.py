"""A chain by its days, one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    """The long run by a thousand days."""
    P = [[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.5, 0.3]]
    days = [np.array([1.0, 0, 0])]
    for _ in range(1000):
        days.append(np.array([sum(days[-1][i] * P[i][j] for i in range(3)) for j in range(3)]))
    long_run = days[-1]
    return {
        "p_1": days[1],
        "p_2": days[2],
        "P2": [[sum(P[i][k] * P[k][j] for k in range(3)) for j in range(3)] for i in range(3)],
        "path": 0.2 * 0.3,
        "pi": long_run,
        "returns": 1 / long_run[2],
        "most": "sun",
        "sales": 120 * long_run[0] + 200 * long_run[1] + 340 * long_run[2],
        "forgets": "no",
    }
