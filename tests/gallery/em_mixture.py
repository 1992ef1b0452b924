"""A round of EM by loops over sets and points."""

from __future__ import annotations

import math
from typing import Any


def question_1(_: Any) -> dict[str, Any]:
    heads = [6, 2, 7, 3]
    A = [0.7**k * 0.3 ** (8 - k) for k in heads]
    B = [0.4**k * 0.6 ** (8 - k) for k in heads]
    r = [a / (a + b) for a, b in zip(A, B, strict=True)]
    of_A = sum(share * k for share, k in zip(r, heads, strict=True))
    return {
        "like_A": A,
        "like_B": B,
        "r": r,
        "heads_A": of_A,
        "heads_B": sum(heads) - of_A,
        "theta_A_new": of_A / (8 * sum(r)),
        "theta_B_new": (sum(heads) - of_A) / (8 * (4 - sum(r))),
    }


def question_2(_: Any) -> dict[str, Any]:
    xs, means, spreads, weights = [1.2, 2.1, 3.4, 4.8, 5.5], [2, 5], [1, 1.5], [0.6, 0.4]
    both = list(zip(means, spreads, strict=True))
    D = [[math.exp(-((x - m) ** 2) / 2 / s) / math.sqrt(2 * math.pi * s) for m, s in both]
         for x in xs]  # fmt: skip
    joint = [[d * weight for d, weight in zip(row, weights, strict=True)] for row in D]
    R = [[value / sum(row) for value in row] for row in joint]
    N = [sum(row[k] for row in R) for k in (0, 1)]
    mu = [sum(row[k] * x for row, x in zip(R, xs, strict=True)) / N[k] for k in (0, 1)]
    var = [sum(row[k] * (x - mu[k]) ** 2 for row, x in zip(R, xs, strict=True)) / N[k]
           for k in (0, 1)]  # fmt: skip
    return {
        "D": D,
        "R": R,
        "N": N,
        "mu_new": mu,
        "var_new": var,
        "pi_new": [n / 5 for n in N],
        "loglik": sum(math.log(sum(row)) for row in joint),
    }
