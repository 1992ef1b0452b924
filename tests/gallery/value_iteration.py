"""A small grid, cell by cell: what each move leads to, and the best of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

CELLS = "abcde"
MOVES = ("up", "down", "left", "right")
PLACES = {"a": (0, 0), "b": (0, 1), "goal": (0, 2), "c": (1, 0), "d": (1, 1), "e": (1, 2)}
STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def lands(cell: str, move: str) -> str:
    wanted = tuple(a + b for a, b in zip(PLACES[cell], STEPS[move], strict=True))
    return next((name for name, place in PLACES.items() if place == wanted), cell)


def worth(cell: str, move: str, V: Mapping[str, float], p: Mapping[str, Any]) -> float:
    there = lands(cell, move)
    pays = (
        {"goal": p["prize"], "a": p["mud"], "e": p["mud"]}.get(there, -1.0)
        if there != cell
        else -1.0
    )
    moved = pays + p["gamma"] * (0 if there == "goal" else V[there])
    stayed = -1 + p["gamma"] * V[cell]
    return float(p["p"] * moved + (1 - p["p"]) * stayed)


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    V = dict.fromkeys(CELLS, 0.0)
    found: dict[str, Any] = {}
    for k in (1, 2, 3):
        V = {cell: max(worth(cell, move, V, p) for move in MOVES) for cell in CELLS}
        found[f"V_{k}"] = list(V.values())
    table = [[worth(cell, move, V, p) for move in MOVES] for cell in CELLS]
    return found | {
        "T": table,
        "policy": [MOVES[int(np.argmax(row))] for row in table],
    }


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    sure = p["slow"]
    rounds = 0
    while p["gap"] * p["gamma"] ** rounds / (1 - p["gamma"]) > p["near"]:
        rounds += 1
    return {
        "bound": p["gap"] * p["gamma"] ** 3 / (1 - p["gamma"]),
        "rounds": rounds,
        "stuck": sum(-1.0 * p["gamma"] ** k for k in range(2000)),
        "quicker": "no" if sure > p["gamma"] else "yes",
    }
