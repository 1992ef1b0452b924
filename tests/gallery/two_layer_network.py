"""Two layers of sigmoids by loops over entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.loops import logistic


def question_1(p: Mapping[str, Any]) -> dict[str, Any]:
    x, t, rate = p["x"], p["t"], p["step_size"]
    z1 = [p["W1"][i][0] * x[0] + p["W1"][i][1] * x[1] + p["b1"][i] for i in (0, 1)]
    h = [logistic(z) for z in z1]
    z2 = [p["W2"][i][0] * h[0] + p["W2"][i][1] * h[1] + p["b2"][i] for i in (0, 1)]
    y = [logistic(z) for z in z2]
    out = [y[i] - t[i] for i in (0, 1)]
    back2 = [out[i] * y[i] * (1 - y[i]) for i in (0, 1)]
    to_h = [p["W2"][0][j] * back2[0] + p["W2"][1][j] * back2[1] for j in (0, 1)]
    back1 = [to_h[j] * h[j] * (1 - h[j]) for j in (0, 1)]
    by_w2 = [[back2[i] * h[j] for j in (0, 1)] for i in (0, 1)]
    by_w1 = [[back1[i] * x[j] for j in (0, 1)] for i in (0, 1)]
    return {
        "z1": z1, "h": h, "z2": z2, "y": y, "loss": (out[0] ** 2 + out[1] ** 2) / 2,
        "dL_dy": out, "dL_dz2": back2, "dL_dW2": by_w2, "dL_db2": back2,
        "dL_dh": to_h, "dL_dz1": back1, "dL_dW1": by_w1, "dL_db1": back1,
        "W2_new": p["W2"] - rate * np.array(by_w2), "b2_new": p["b2"] - rate * np.array(back2),
        "W1_new": p["W1"] - rate * np.array(by_w1), "b1_new": p["b1"] - rate * np.array(back1),
    }  # fmt: skip
