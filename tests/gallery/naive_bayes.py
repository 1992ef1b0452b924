"""Naive Bayes by counting rows in tuples, and by densities."""

from __future__ import annotations

import math
from typing import Any

ROWS = [
    ("round", "none", "edible"), ("round", "sweet", "edible"), ("round", "none", "edible"),
    ("flat", "sour", "poisonous"), ("round", "sour", "poisonous"), ("flat", "sweet", "poisonous"),
    ("round", "none", "edible"), ("flat", "none", "poisonous"), ("flat", "sweet", "edible"),
    ("flat", "sour", "edible"),
]  # fmt: skip


def question_1(_: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in ("edible", "poisonous"):
        own = [row for row in ROWS if row[2] == kind]
        found[f"prior_{kind}"] = len(own) / 10
        found[f"round_{kind}"] = (sum(row[0] == "round" for row in own) + 1) / (len(own) + 2)
        found[f"sour_{kind}"] = (sum(row[1] == "sour" for row in own) + 1) / (len(own) + 3)
        found[f"score_{kind}"] = math.prod(found[f"{k}_{kind}"] for k in ("prior", "round", "sour"))
    good, bad = found["score_edible"], found["score_poisonous"]
    return {**found, "p_edible": good / (good + bad), "class": max((good, "edible"), (bad, "p"))[1]}


def question_2(_: Any) -> dict[str, Any]:
    def fitted(grams: list[float]) -> tuple[float, float, float]:
        mean = sum(grams) / len(grams)
        var = sum(g * g for g in grams) / len(grams) - mean**2
        return mean, var, math.exp(-((31 - mean) ** 2) / 2 / var) / math.sqrt(2 * math.pi * var)

    mean_e, var_e, like_e = fitted([24, 30, 27, 33, 21, 27])
    mean_p, var_p, like_p = fitted([35, 42, 32, 39])
    return {
        "mean_e": mean_e, "mean_p": mean_p, "var_e": var_e, "var_p": var_p,
        "like_e": like_e, "like_p": like_p, "p_edible": 1 / (1 + 0.4 * like_p / (0.6 * like_e)),
    }  # fmt: skip
