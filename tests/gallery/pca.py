"""Principal components of a matrix of two by two, by the quadratic formula."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def question_1(_: Any) -> dict[str, Any]:
    X = np.array([[2, 1.5], [3, 3.5], [5, 4], [6, 6.5], [9, 7]])
    middle = np.array([25 / 5, 22.5 / 5])
    centred = X - middle
    a, d = (float(sum(column**2)) / 4 for column in centred.T)
    b = float(sum(centred[:, 0] * centred[:, 1])) / 4
    root = math.sqrt(((a - d) / 2) ** 2 + b * b)
    values = [(a + d) / 2 + root, (a + d) / 2 - root]
    v = np.array([b, values[0] - a]) / math.hypot(b, values[0] - a)
    new = float((np.array([4, 6]) - middle) @ v)
    back = middle + new * v
    share = values[0] / sum(values)
    return {
        "x_mean": middle,
        "Xc": centred,
        "S": [[a, b], [b, d]],
        "lambda": values,
        "v1": v,
        "share": share,
        "scores": centred @ v,
        "s_new": new,
        "x_back": back,
        "lost": math.dist(back, (4, 6)),
        "enough": "no" if share <= 0.95 else "yes",
    }
