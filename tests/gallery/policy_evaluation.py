"""Evaluation of a policy by sums over what may happen, and by many rounds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

MOVES = ("stay", "go")


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    ways = (p["P_stay"], p["P_go"])
    chance = np.stack([1 - p["pi_go"], p["pi_go"]], axis=1)
    P, r = np.zeros((3, 3)), np.zeros(3)
    for s, a in product(range(3), range(2)):
        r[s] += chance[s, a] * p["R"][s, a]
        for after in range(3):
            P[s, after] += chance[s, a] * ways[a][s, after]

    def round_of(V: Any) -> Any:
        return [r[s] + p["gamma"] * sum(P[s, k] * V[k] for k in range(3)) for s in range(3)]

    V1 = round_of(np.zeros(3))
    V2 = round_of(V1)
    V = V2
    for _ in range(400):
        V = round_of(V)
    table = [
        [p["R"][s, a] + p["gamma"] * sum(ways[a][s, k] * V[k] for k in range(3)) for a in (0, 1)]
        for s in range(3)
    ]
    return {
        "r_pi": r, "P_pi": P, "V_1": V1, "V_2": V2, "V": V, "T": table,
        "better": [MOVES[int(np.argmax(row))] for row in table],
    }  # fmt: skip


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    back = [0.0]
    for reward in reversed(list(p["r"])):
        back.append(float(reward) + p["gamma"] * back[-1])
    first = back[-1]
    start, after = p["V"][0], p["V"][1]
    delta = p["r"][0] + p["gamma"] * after - start
    return {
        "G": first,
        "V_mc": (1 - p["alpha"]) * start + p["alpha"] * first,
        "delta": delta,
        "V_td": start + p["alpha"] * delta,
        "returns": back[:0:-1],
    }
