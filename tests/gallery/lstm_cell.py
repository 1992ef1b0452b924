"""An LSTM unit by unit; every gradient from the loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def logistic(z: Any) -> Any:
    return np.array([1 / (1 + math.exp(-v)) for v in np.ravel(z)])


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    both = [*p["h_prev"], *p["x"]]

    def into(gate: str) -> Any:
        rows = p[f"W_{gate}"]
        return [
            sum(w * v for w, v in zip(row, both, strict=True)) + bias
            for row, bias in zip(rows, p[f"b_{gate}"], strict=True)
        ]

    f, i, o = (logistic(into(gate)) for gate in "fio")
    g = np.array([math.tanh(v) for v in into("g")])
    c = np.array([f[k] * p["c_prev"][k] + i[k] * g[k] for k in range(2)])
    h = np.array([o[k] * math.tanh(c[k]) for k in range(2)])
    return {"v": both, "f": f, "i": i, "g": g, "o": o, "c": c, "h": h}


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    f, i, o = (logistic(p[name]) for name in ("z_f", "z_i", "z_o"))
    g = np.tanh(p["z_g"])

    def loss(f: Any = f, i: Any = i, g: Any = g, o: Any = o) -> float:
        return from_c(f * p["c_prev"] + i * g, o)

    def from_c(c: Any, o: Any = o) -> float:
        return float(np.dot(p["dL_dh"], o * np.tanh(c)))

    c = np.array([f[k] * p["c_prev"][k] + i[k] * g[k] for k in (0, 1)])
    return {
        "c": c,
        "h": [o[k] * math.tanh(c[k]) for k in (0, 1)],
        "dL_do": slope(lambda o: loss(o=o), o),
        "dL_dc": slope(from_c, c),
        "dL_df": slope(lambda f: loss(f=f), f),
        "dL_dz_f": slope(lambda z: loss(f=logistic(z)), p["z_f"]),
        "dL_dz_i": slope(lambda z: loss(i=logistic(z)), p["z_i"]),
        "dL_dz_g": slope(lambda z: loss(g=np.tanh(z)), p["z_g"]),
        "dL_dz_o": slope(lambda z: loss(o=logistic(z)), p["z_o"]),
        "dL_dc_prev": slope(lambda c0: from_c(f * c0 + i * g), p["c_prev"]),
    }
