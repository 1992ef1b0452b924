"""A variational autoencoder by loops; KL terms as integrals, gradients from the loss alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from gallery.slopes import slope


def kl_by_integral(mean: float, log_var: float) -> float:
    """The divergence of a normal distribution from the standard one, summed over a fine grid."""
    var = math.exp(log_var)
    z = np.linspace(mean - 12 * math.sqrt(var), mean + 12 * math.sqrt(var), 200_001)
    log_q = -((z - mean) ** 2) / (2 * var) - math.log(2 * math.pi * var) / 2
    log_p = -(z**2) / 2 - math.log(2 * math.pi) / 2
    return float(np.sum(np.exp(log_q) * (log_q - log_p)) * (z[1] - z[0]))


def question_1a(p: Mapping[str, Any]) -> dict[str, Any]:
    def sample(mu: Any, log_var: Any) -> Any:
        return np.array(
            [m + math.exp(s / 2) * e for m, s, e in zip(mu, log_var, p["eps"], strict=True)]
        )

    def scores(z: Any) -> Any:
        return (
            np.array([sum(w * v for w, v in zip(row, z, strict=True)) for row in p["W"]]) + p["b"]
        )

    def rebuilt(a: Any) -> float:
        total = 0.0
        for score, x in zip(a, p["x"], strict=True):
            chance = 1 / (1 + math.exp(-score))
            total -= x * math.log(chance) + (1 - x) * math.log(1 - chance)
        return total

    def kl(mu: Any, log_var: Any) -> float:
        return sum((m * m + math.exp(s) - 1 - s) / 2 for m, s in zip(mu, log_var, strict=True))

    def loss(mu: Any = p["mu"], log_var: Any = p["logvar"]) -> float:
        return rebuilt(scores(sample(mu, log_var))) + kl(mu, log_var)

    z = sample(p["mu"], p["logvar"])
    a = scores(z)
    return {
        "sigma": [math.sqrt(math.exp(s)) for s in p["logvar"]],
        "z": z, "a": a, "x_hat": [1 / (1 + math.exp(-v)) for v in a], "rec": rebuilt(a),
        "KL": sum(kl_by_integral(m, s) for m, s in zip(p["mu"], p["logvar"], strict=True)),
        "loss": loss(),
        "dL_da": slope(rebuilt, a),
        "dL_dW": slope(lambda W: rebuilt(W @ z + p["b"]), p["W"]),
        "dL_dz": slope(lambda z: rebuilt(scores(z)), z),
        "dL_dmu": slope(lambda mu: loss(mu=mu), p["mu"]),
        "dL_dlogvar": slope(lambda s: loss(log_var=s), p["logvar"]),
    }  # fmt: skip


def question_1b(p: Mapping[str, Any]) -> dict[str, Any]:
    parts = [kl_by_integral(m, s) for m, s in zip(p["mu"], p["logvar"], strict=True)]
    return {
        "each": parts,
        "collapsed": [f"z{k + 1}" for k in range(4) if parts[k] < p["threshold"]],
        "loss_beta": p["rec"] + p["beta_weight"] * sum(parts),
    }
