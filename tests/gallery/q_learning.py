"""Q-learning as a program does it: a table that is changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

MOVES = ("left", "right")


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    Q = np.array(p["Q"])
    seen = [
        (0, 1, p["r"][0], 1),
        (1, 1, p["r"][1], 2),
        (2, 0, p["r"][2], 1),
        (1, 1, p["r"][3], None),
    ]
    found: dict[str, Any] = {}
    for k, (state, move, reward, after) in enumerate(seen, start=1):
        target = reward + (0 if after is None else p["gamma"] * Q[after].max())
        error = target - Q[state, move]
        Q[state, move] += p["alpha"] * error
        found |= {f"target_{k}": target, f"q_{k}": Q[state, move]}
    return found | {"Q_new": Q, "greedy": [MOVES[int(row.argmax())] for row in Q]}


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    names = ("left", "right", "jump")
    best = int(np.argmax(p["q"]))
    chances = [p["eps"] / 3 + (1 - p["eps"]) * (k == best) for k in range(3)]
    explores = p["u"] < p["eps"]
    return {
        "greedy": names[best],
        "chances": chances,
        "explores": "yes" if explores else "no",
        "taken": names[int(3 * p["u2"])] if explores else names[best],
        "later": p["eps"] * p["decay"] ** 20,
    }


def question_1c(p: Mapping[str, Any]) -> dict[str, Any]:
    after = list(p["q_after"])
    n, best = len(after), max(range(len(after)), key=after.__getitem__)
    chances = [p["eps"] / n + (1 - p["eps"]) * (k == best) for k in range(n)]
    return {
        "q_learning": p["r"] + p["gamma"] * max(after),
        "sarsa": p["r"] + p["gamma"] * after[0],
        "expected_sarsa": p["r"]
        + p["gamma"] * sum(c * q for c, q in zip(chances, after, strict=True)),
        "on_policy": ["sarsa", "expected sarsa"],
    }
