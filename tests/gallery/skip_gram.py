"""Skip-gram with negative samples, its gradients from the loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from gallery.slopes import slope

WORDS = ("river", "bank", "water", "money")


def dot(a: Any, b: Any) -> float:
    return sum(float(x) * float(y) for x, y in zip(a, b, strict=True))


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    def loss(v: Any = p["v"], u: Any = p["u"], N: Any = p["N"]) -> float:
        chance = 1 / (1 + math.exp(-dot(u, v)))
        for row in N:
            chance *= 1 / (1 + math.exp(dot(row, v)))
        return -math.log(chance)

    by_v, by_u = slope(lambda v: loss(v=v), p["v"]), slope(lambda u: loss(u=u), p["u"])
    by_n = slope(lambda N: loss(N=N), p["N"])
    near = [dot(p["u"], p["v"]), *(dot(row, p["v"]) for row in p["N"])]
    return {
        "s_pos": near[0],
        "s_neg": near[1:],
        "p_pos": 1 / (1 + math.exp(-near[0])),
        "p_neg": [1 / (1 + math.exp(-s)) for s in near[1:]],
        "loss": loss(),
        "dL_du": by_u,
        "dL_dN": by_n,
        "dL_dv": by_v,
        "v_new": p["v"] - p["step_size"] * by_v,
        "u_new": p["u"] - p["step_size"] * by_u,
        "closer": "yes"
        if dot(p["u"] - p["step_size"] * by_u, p["v"] - p["step_size"] * by_v) > near[0]
        else "no",
    }


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    powers = [math.exp(dot(row, p["v"])) for row in p["U"]]
    likely = [power / sum(powers) for power in powers]
    lifted = [math.sqrt(math.sqrt(count**3)) for count in p["counts"]]
    angles = [
        dot(row, p["E"][1]) / math.sqrt(dot(row, row) * dot(p["E"][1], p["E"][1])) for row in p["E"]
    ]
    order = sorted((0, 2, 3), key=lambda k: -angles[k])
    return {
        "chances": likely,
        "loss": -math.log(likely[2]),
        "noise": [x / sum(lifted) for x in lifted],
        "similar": angles,
        "nearest": WORDS[order[0]],
    }
