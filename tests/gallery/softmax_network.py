"""A hidden layer of ReLUs and a softmax by loops over entries."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.loops import product_of, shares, turned


def question_1(p: Mapping[str, Any]) -> dict[str, Any]:
    X1 = [[1, *row] for row in p["X"]]
    A = product_of(X1, p["W1"])
    H = [[max(0, a) for a in row] for row in A]
    H1 = [[1, *row] for row in H]
    Z = product_of(H1, p["W2"])
    P = [shares(row) for row in Z]
    right = [int(np.argmax(row)) for row in p["T"]]
    dZ = [[(P[i][k] - (k == right[i])) / 3 for k in range(3)] for i in range(3)]
    dH = [[sum(dZ[i][k] * p["W2"][j + 1][k] for k in range(3)) for j in (0, 1)] for i in range(3)]
    dA = [[dH[i][j] if A[i][j] > 0 else 0 for j in (0, 1)] for i in range(3)]
    dW2, dW1 = product_of(turned(H1), dZ), product_of(turned(X1), dA)
    return {
        "n": 3, "X1": X1, "A": A, "H": H, "H1": H1, "Z": Z, "P": P,
        "loss": sum(-math.log(P[i][right[i]]) for i in range(3)) / 3,
        "dL_dZ": dZ, "dL_dW2": dW2, "dL_dH": dH, "dL_dA": dA, "dL_dW1": dW1,
        "W2_new": p["W2"] - p["step_size"] * np.array(dW2),
        "W1_new": p["W1"] - p["step_size"] * np.array(dW1),
    }  # fmt: skip
