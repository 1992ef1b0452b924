"""Classical learning of the gallery, worked out without the language of rubrics.

The numbers are entered a second time, so that one mistyped in a rubric shows.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Values = dict[str, Any]


def logistic_step() -> Values:
    rows = [(1, 0.5, 1.2), (1, -1.5, 0.3), (1, 2, -0.7), (1, -0.4, -1.1)]
    y, w, rate = (1, 0, 1, 0), (0.1, 0.4, -0.3), 0.5

    def forward(weights: Any) -> tuple[list[float], list[float], float]:
        z = [sum(a * b for a, b in zip(row, weights, strict=True)) for row in rows]
        p = [1 / (1 + math.exp(-one)) for one in z]
        chance = [q if label else 1 - q for q, label in zip(p, y, strict=True)]
        return z, p, -sum(map(math.log, chance)) / 4

    z, p, loss = forward(w)
    error = [q - label for q, label in zip(p, y, strict=True)]
    slope = [sum(e * row[j] for e, row in zip(error, rows, strict=True)) / 4 for j in range(3)]
    w_new = [w[j] - rate * slope[j] for j in range(3)]
    _, p_new, loss_new = forward(w_new)
    return {
        "z": z, "p": p, "loss": loss, "error": error, "dL_dw": slope,
        "w_new": w_new, "p_new": p_new, "loss_new": loss_new,
    }  # fmt: skip


def logistic_prediction() -> Values:
    z = -0.8 + 1.1 * 1.4 - 0.6 * 0.9
    p = 1 / (1 + math.exp(-z))
    return {
        "z": z, "p": p, "odds": math.exp(z), "odds_ratio": math.exp(1.1),
        "decision": "follow", "edge": (0.8 + 0.6 * 0.9) / 1.1,
    }  # fmt: skip


def hard_margin() -> Values:
    """The widest strip, found by trying every pair and turning the line by small angles."""
    X = np.array([[4, 3], [6, 4], [5, 6], [2, -1], [0, -2], [-2, 0]])
    t = np.array([1, 1, 1, -1, -1, -1])
    best = max(
        (min(X[:3] @ u) - max(X[3:] @ u), tuple(u))
        for u in ((math.cos(a), math.sin(a)) for a in np.linspace(1.1, 1.12, 200_001))
    )
    width, u = best
    w = 2 * np.array(u) / width
    b = -(min(X[:3] @ w) + max(X[3:] @ w)) / 2
    scores = X @ w + b
    s_new = float(np.dot(w, (3.5, 0.5)) + b)
    return {
        "d": [2, 4], "w": w, "b": b, "width": width, "scores": scores,
        "support": np.abs(t * scores) < 1.001, "a_A": float(w @ w) / 2, "s_new": s_new,
        "class": "negative" if s_new < 0 else "positive",
    }  # fmt: skip


def soft_margin() -> Values:
    points = [(3, 2, 1), (2.5, 0.5, 1), (1, 1, -1), (2, 2, -1)]
    margins = [t * (0.4 * x + 0.3 * y - 1) for x, y, t in points]
    slack = [max(0, 1 - m) for m in margins]
    return {"margins": margins, "slack": slack, "objective": 0.25 / 2 + 2 * sum(slack)}


def principal_components() -> Values:
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
        "x_mean": middle, "Xc": centred, "S": [[a, b], [b, d]], "lambda": values, "v1": v,
        "share": share, "scores": centred @ v, "s_new": new, "x_back": back,
        "lost": math.dist(back, (4, 6)), "enough": "no" if share <= 0.95 else "yes",
    }  # fmt: skip


def two_coins() -> Values:
    heads = [6, 2, 7, 3]
    A = [0.7**k * 0.3 ** (8 - k) for k in heads]
    B = [0.4**k * 0.6 ** (8 - k) for k in heads]
    r = [a / (a + b) for a, b in zip(A, B, strict=True)]
    of_A = sum(share * k for share, k in zip(r, heads, strict=True))
    return {
        "like_A": A, "like_B": B, "r": r, "heads_A": of_A, "heads_B": sum(heads) - of_A,
        "theta_A_new": of_A / (8 * sum(r)),
        "theta_B_new": (sum(heads) - of_A) / (8 * (4 - sum(r))),
    }  # fmt: skip


def two_gaussians() -> Values:
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
        "D": D, "R": R, "N": N, "mu_new": mu, "var_new": var, "pi_new": [n / 5 for n in N],
        "loglik": sum(math.log(sum(row)) for row in joint),
    }  # fmt: skip


def line_by_least_squares() -> Values:
    """The slope by the deviations from the means, not by the normal equations."""
    x = np.array([1, 2, 3.5, 4, 5, 6.5])
    y = np.array([51, 55, 66, 63, 74, 79])
    slope = sum((x - x.mean()) * (y - y.mean())) / sum((x - x.mean()) ** 2)
    start = y.mean() - slope * x.mean()
    fit = start + slope * x
    left, all_of_it = sum((y - fit) ** 2), sum((y - y.mean()) ** 2)
    return {
        "XtX": [[6, x.sum()], [x.sum(), sum(x * x)]], "Xty": [y.sum(), sum(x * y)],
        "beta": [start, slope], "y_fit": fit, "residuals": y - fit, "SSE": left,
        "SST": all_of_it, "R2": np.corrcoef(x, y)[0, 1] ** 2,
    }  # fmt: skip


def what_the_line_says() -> Values:
    y = 46.2 + 5.12 * 4.5
    return {
        "y_new": y, "band": [y - 4.4, y + 4.4], "hours_needed": (65 - 46.2) / 5.12,
        "sure": "no" if y - 4.4 <= 65 else "yes",
    }  # fmt: skip


BY_HAND = {
    ("logistic_regression", "1"): logistic_step,
    ("logistic_regression", "2"): logistic_prediction,
    ("svm_margin", "1"): hard_margin,
    ("svm_margin", "2"): soft_margin,
    ("pca", "1"): principal_components,
    ("em_mixture", "1"): two_coins,
    ("em_mixture", "2"): two_gaussians,
    ("least_squares", "1"): line_by_least_squares,
    ("least_squares", "2"): what_the_line_says,
}
