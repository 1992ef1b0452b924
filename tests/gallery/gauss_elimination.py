"""Elimination in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    A, b = [[2, 1, -1], [4, 5, 1], [-3, 5, 7]], [3, 13, 15]
    M = [[Fraction(v) for v in (*row, right)] for row, right in zip(A, b, strict=True)]
    factors, stages = {}, []
    for pivot in (0, 1):
        for i in range(pivot + 1, 3):
            factors[i, pivot] = M[i][pivot] / M[pivot][pivot]
            M[i] = [v - factors[i, pivot] * p for v, p in zip(M[i], M[pivot], strict=True)]
        stages.append(np.array(M, dtype=float))
    x = np.linalg.solve(A, b)
    L = [[1, 0, 0], [factors[1, 0], 1, 0], [factors[2, 0], factors[2, 1], 1]]
    return {
        "m21": float(factors[1, 0]),
        "m31": float(factors[2, 0]),
        "M1": stages[0],
        "m32": float(factors[2, 1]),
        "M2": stages[1],
        "x3": x[2],
        "x2": x[1],
        "x1": x[0],
        "det_A": np.linalg.det(A),
        "L": np.array(L, dtype=float),
    }


def question_2(_: Any) -> dict[str, Any]:
    """The two lines are parallel where their directions are, and one where their points are."""
    a = next(a for a in range(20) if np.linalg.matrix_rank([[1, 2], [3, a]]) == 1)
    c = next(c for c in range(20) if np.linalg.matrix_rank([[1, 2, 4], [3, a, c]]) == 1)
    return {"a": a, "c_many": c, "how_many": "many" if c == 10 else "none"}
