"""A hidden Markov model by trying all paths, not by recursion."""

from __future__ import annotations

from itertools import product
from typing import Any

THROWS = (0, 1, 1, 0)


def chance(path: tuple[int, ...]) -> float:
    """The probability of a path together with its throws."""
    start, steps, sees = (0.8, 0.2), ((0.7, 0.3), (0.4, 0.6)), ((0.8, 0.2), (0.3, 0.7))
    found = start[path[0]] * sees[path[0]][THROWS[0]]
    for k in range(1, len(path)):
        found *= steps[path[k - 1]][path[k]] * sees[path[k]][THROWS[k]]
    return found


def paths(length: int, end: int) -> list[tuple[int, ...]]:
    return [(*path, end) for path in product((0, 1), repeat=length - 1)]


def question_1(_: Any) -> dict[str, Any]:
    alphas = [[sum(map(chance, paths(k, end))) for end in (0, 1)] for k in range(1, 5)]
    total = sum(alphas[3])
    found: dict[str, Any] = {f"alpha_{k}": alpha for k, alpha in enumerate(alphas, 1)}
    return {**found, "total": total, "now": [a / total for a in alphas[3]]}


def question_2(_: Any) -> dict[str, Any]:
    best = max(product((0, 1), repeat=4), key=chance)
    found: dict[str, Any] = {"p_best": chance(best), "path": ["FL"[die] for die in best]}
    for k in range(1, 5):
        ends = [max(paths(k, end), key=chance) for end in (0, 1)]
        found[f"delta_{k}"] = [chance(path) for path in ends]
        if k > 1:
            found[f"psi_{k}"] = ["FL"[path[-2]] for path in ends]
    return found
