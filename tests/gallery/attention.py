"""Attention by loops over tokens, and back through the Jacobian of each softmax."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np
from gallery.loops import product_of, shares, turned


def attention(Q: Any, K: Any, V: Any, seen: Callable[[int, int], bool]) -> dict[str, Any]:
    n, d = len(Q), len(Q[0])
    S = np.array(product_of(Q, turned(K))) / math.sqrt(d)
    A = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j, share in enumerate(shares([S[i][j] for j in range(n) if seen(i, j)])):
            A[i][j] = share
    return {"d": d, "S": S, "A": A, "O": product_of(A, V)}


def everywhere(_i: int, _j: int) -> bool:
    return True


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    Q, K, V = (product_of(p["X"], p[name]) for name in ("W_Q", "W_K", "W_V"))
    return {"Q": Q, "K": K, "V": V, **attention(Q, K, V, everywhere)}


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    mask = [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
    return {"mask": mask, **attention(p["Q"], p["K"], p["V"], lambda i, j: j <= i)}


def question_1c(p: Mapping[str, Any]) -> dict[str, Any]:
    Q, K, V, G = (p[name] for name in ("Q", "K", "V", "dL_dO"))
    found = attention(Q, K, V, everywhere)
    A, two, root = found["A"], range(2), math.sqrt(2)
    dA = [[sum(G[i][k] * V[j][k] for k in two) for j in two] for i in two]
    dS = [[0.0, 0.0], [0.0, 0.0]]
    for i, j, k in product(two, two, two):  # through the Jacobian of each row's softmax
        dS[i][j] += dA[i][k] * A[i][k] * ((j == k) - A[i][j])
    return {
        **found, "loss": float(np.sum(G * np.array(found["O"]))),
        "dL_dV": product_of(turned(A), G), "dL_dA": dA, "dL_dS": dS,
        "dL_dQ": np.array(product_of(dS, K)) / root,
        "dL_dK": np.array(product_of(turned(dS), Q)) / root,
    }  # fmt: skip
