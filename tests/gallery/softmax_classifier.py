"""A softmax classifier class by class, its gradients from the loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope

ANIMALS = ("cat", "dog", "owl")


def shares(s: Any) -> Any:
    powers = [math.exp(v) for v in s]
    return np.array([power / sum(powers) for power in powers])


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    right = list(p["t"]).index(1)

    def scores(W: Any = p["W"], b: Any = p["b"]) -> Any:
        return np.array([sum(w * x for w, x in zip(row, p["x"], strict=True)) for row in W]) + b

    def loss(s: Any) -> float:
        return -math.log(shares(s)[right])

    s = scores()
    by_w = slope(lambda W: loss(scores(W)), p["W"])
    by_b = slope(lambda b: loss(scores(b=b)), p["b"])
    later = scores(p["W"] - p["step_size"] * by_w, p["b"] - p["step_size"] * by_b)
    return {
        "s": s, "p": shares(s), "class": ANIMALS[int(np.argmax(s))], "loss": loss(s),
        "dL_ds": slope(loss, s), "dL_dW": by_w, "dL_db": by_b,
        "W_new": p["W"] - p["step_size"] * by_w, "b_new": p["b"] - p["step_size"] * by_b,
        "loss_new": loss(later), "fell": "yes" if loss(later) < loss(s) else "no",
    }  # fmt: skip


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    said = [max(range(3), key=lambda k, row=row: row[k]) for row in p["S"]]
    true = [int(label) for label in p["labels"]]
    table = [[sum(t == i and s == j for t, s in zip(true, said, strict=True)) for j in range(3)]
             for i in range(3)]  # fmt: skip
    return {
        "predicted": [ANIMALS[k] for k in said],
        "wrong": [f"x{k + 1}" for k in range(5) if said[k] != true[k]],
        "accuracy": sum(s == t for s, t in zip(said, true, strict=True)) / 5,
        "confusion": table,
        "mean_loss": sum(-math.log(shares(row)[t]) for row, t in zip(p["S"], true, strict=True))
        / 5,
    }
