"""Batch norm feature by feature, its gradients from the loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def normalised(X: Any, eps: float) -> tuple[Any, Any, Any]:
    n, d = X.shape
    mean = np.array([sum(X[i, j] for i in range(n)) / n for j in range(d)])
    var = np.array([sum((X[i, j] - mean[j]) ** 2 for i in range(n)) / n for j in range(d)])
    roots = [math.sqrt(v + eps) for v in var]
    return (
        mean,
        var,
        np.array([[(X[i, j] - mean[j]) / roots[j] for j in range(d)] for i in range(n)]),
    )


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    mean, var, X_hat = normalised(p["X"], p["eps"])
    kept = p["momentum"]
    return {
        "mu": mean,
        "var": var,
        "X_hat": X_hat,
        "Y": np.array([p["gamma"] * row + p["beta"] for row in X_hat]),
        "mu_run": [kept * a + (1 - kept) * b for a, b in zip(p["mu_old"], mean, strict=True)],
        "var_run": [kept * a + (1 - kept) * b for a, b in zip(p["var_old"], var, strict=True)],
    }


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    shift = (p["x"] - p["mu_run"]) / np.sqrt(p["var_run"] + p["eps"])
    scale = p["gamma"] / np.sqrt(p["var_run"] + p["eps"])
    # the layer as one linear function, which must come to the same
    assert np.allclose(p["gamma"] * shift + p["beta"], scale * (p["x"] - p["mu_run"]) + p["beta"])
    return {"x_hat": shift, "y": scale * p["x"] + p["beta"] - scale * p["mu_run"]}


def question_1c(p: Mapping[str, Any]) -> dict[str, Any]:
    X, G, gamma, beta = (p[name] for name in ("X", "G", "gamma", "beta"))

    def loss(X: Any = X, gamma: Any = gamma, beta: Any = beta) -> float:
        return float((G * (gamma * normalised(X, p["eps"])[2] + beta)).sum())

    mean, var, X_hat = normalised(X, p["eps"])

    def by_parts(mean: Any, var: Any) -> float:
        return float((G * (gamma * (X - mean) / np.sqrt(var + p["eps"]) + beta)).sum())

    return {
        "mu": mean,
        "var": var,
        "X_hat": X_hat,
        "dL_dbeta": slope(lambda beta: loss(beta=beta), beta),
        "dL_dgamma": slope(lambda gamma: loss(gamma=gamma), gamma),
        "dL_dX_hat": slope(lambda X_hat: float((G * (gamma * X_hat + beta)).sum()), X_hat),
        "dL_dvar": slope(lambda var: by_parts(mean, var), var),
        "dL_dX": slope(lambda X: loss(X=X), X),
    }
