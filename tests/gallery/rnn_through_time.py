"""A recurrent network by loops over time; every gradient from the summed loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    def states(w: float, u: float, b: float) -> list[float]:
        h = [0.0]
        for x in p["x"]:
            h.append(math.tanh(w * x + u * h[-1] + b))
        return h

    def loss(w: float = p["w"], u: float = p["u"], b: float = p["b"], v: float = p["v"]) -> float:
        h = states(w, u, b)
        return sum((v * h[k] - p["t"][k - 1]) ** 2 / 2 for k in (1, 2, 3))

    def onwards(k: int, h: float) -> float:
        """The loss from the state h_k on."""
        total = (p["v"] * h - p["t"][k - 1]) ** 2 / 2
        for later in range(k + 1, 4):
            h = math.tanh(p["w"] * p["x"][later - 1] + p["u"] * h + p["b"])
            total += (p["v"] * h - p["t"][later - 1]) ** 2 / 2
        return float(total)

    h = states(p["w"], p["u"], p["b"])
    found: dict[str, Any] = {"loss": loss()}
    for k in (1, 2, 3):
        into = p["w"] * p["x"][k - 1] + p["u"] * h[k - 1] + p["b"]
        found |= {f"a_{k}": into, f"h_{k}": h[k], f"y_{k}": p["v"] * h[k]}
        found[f"dL_dh_{k}"] = slope(lambda h, k=k: onwards(k, h), h[k])
        found[f"dL_da_{k}"] = slope(lambda a, k=k: onwards(k, math.tanh(a)), into)
    return found | {
        "dL_dw": slope(lambda w: loss(w=w), p["w"]),
        "dL_du": slope(lambda u: loss(u=u), p["u"]),
        "dL_db": slope(lambda b: loss(b=b), p["b"]),
        "dL_dv": slope(lambda v: loss(v=v), p["v"]),
    }


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    norm = math.sqrt(sum(float(g) ** 2 for g in p["g"]))
    return {
        "size": norm,
        "clipped": np.array([g * p["limit"] / norm if norm > p["limit"] else g for g in p["g"]]),
        "bound": math.prod([p["u"]] * int(p["steps_back"])),
        "kind": "it vanishes" if abs(p["u"]) < 1 else "it explodes",
    }
