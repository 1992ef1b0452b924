"""A perceptron as a program runs it, sample by sample."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    w = np.array(p["w_start"])
    found: dict[str, Any] = {}
    for k, (x, t) in enumerate(zip(p["X"], p["t"], strict=True), start=1):
        s = sum(a * b for a, b in zip(w, x, strict=True))
        if t * s <= 0:
            w = w + p["rate"] * t * x
        found |= {f"s_{k}": s, f"w_{k}": w}
    wrong = [f"x{k + 1}" for k in range(4) if p["t"][k] * float(np.dot(w, p["X"][k])) <= 0]
    return found | {"wrong": wrong, "done": "no" if wrong else "yes"}


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    length = math.hypot(p["w"][1], p["w"][2])
    gaps = [
        t * (p["w"][0] + p["w"][1] * x[1] + p["w"][2] * x[2]) / length
        for x, t in zip(p["X"], p["t"], strict=True)
    ]
    return {"distances": gaps, "margin": min(gaps), "cut": [-p["w"][0] / p["w"][k] for k in (1, 2)]}


def question_1c(p: Mapping[str, Any]) -> dict[str, Any]:
    inputs = [(0, 0), (0, 1), (1, 0), (1, 1)]

    def unit(w: Any, a: int, b: int) -> int:
        return int(w[0] + w[1] * a + w[2] * b > 0)

    rows = []
    for a, b in inputs:
        one, two = unit(p["w_or"], a, b), unit(p["w_nand"], a, b)
        rows.append([one, two, unit(p["w_and"], one, two)])
    names = {(0, 1, 1, 0): "XOR", (0, 1, 1, 1): "OR", (0, 0, 0, 1): "AND", (1, 1, 1, 0): "NAND"}
    return {"T": rows, "name": names[tuple(row[2] for row in rows)], "possible": "no"}
