"""Single layers forward and backward, written in YAML alone: norms, convolution, pooling."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from yaml_questions import Case, Values, check, collector

CASES: dict[str, Case] = {}
question = collector(CASES)
IMAGE = "[[1, 2, 0, 1], [0, 1, 3, 2], [2, 1, 0, 0.5], [1, 0, 1, 4]]"


@question("""
parameters:
  X: [[1, 2], [3, 7], [5, 0]]
  gamma: [2, 3]
  beta: [1, -1]
  eps: 1.0e-5
  dL_dY: [[1, 0.5], [0.5, -1], [-2, 1]]
domains: {eps: probability}
definitions: {L: sum(dL_dY ⊙ Y), m: 3}
steps:
  mu: {points: 1, formula: "mean(X, axis=0)"}
  var: {points: 1, formula: "mean((X - μ)^2, axis=0)"}
  X_hat: {points: 1, formula: '\\frac{X - \\mu}{\\sqrt{var + eps}}'}
  Y: {points: 1, formula: γ ⊙ X_hat + β}
  dL_dgamma:
    points: 1
    formula: sum(dL_dY ⊙ X_hat, axis=0)
    gradient_of: L
    with_respect_to: gamma
  dL_dbeta: {points: 1, formula: "sum(dL_dY, axis=0)", gradient_of: L, with_respect_to: beta}
  dL_dX_hat: {points: 1, formula: dL_dY ⊙ γ, gradient_of: L, with_respect_to: X_hat}
  dL_dvar:
    points: 1
    formula: -1/2 sum(dL_dX_hat ⊙ (X - μ), axis=0) ⊙ (var + eps)^(-3/2)
  dL_dX:
    points: 1
    formula: (dL_dX_hat - mean(dL_dX_hat, axis=0)) / sqrt(var + eps) + 2 dL_dvar ⊙ (X - μ) / m
    gradient_of: L
    with_respect_to: X
""")
def batch_norm(p: SimpleNamespace) -> Values:
    found: dict[str, list[np.ndarray]] = {}
    for j in (0, 1):
        x, up = p.X[:, j], p.dL_dY[:, j]
        mu, var = sum(x) / 3, sum((x - sum(x) / 3) ** 2) / 3
        width = np.sqrt(var + 1e-5)
        hat = (x - mu) / width
        to_hat = up * p.gamma[j]
        jacobian = [
            [((i == k) - 1 / 3 - hat[i] * hat[k] / 3) / width for k in range(3)] for i in range(3)
        ]
        for name, value in {
            "mu": mu, "var": var, "X_hat": hat, "Y": p.gamma[j] * hat + p.beta[j],
            "dL_dgamma": up @ hat, "dL_dbeta": sum(up), "dL_dX_hat": to_hat,
            "dL_dvar": -(to_hat @ (x - mu)) / 2 / width**3, "dL_dX": jacobian @ to_hat,
        }.items():  # fmt: skip
            found.setdefault(name, []).append(value)
    return {name: np.array(columns).T for name, columns in found.items()}


@question(
    """
parameters: {x: [1, 2, 4, 7], gamma: [1, 1, 2, 0.5], beta: [0, 0.1, 0, 0], dL_dy: [1, 0, -1, 2]}
definitions: {n: 4, L: dL_dy^T y}
steps:
  mu: {points: 1, formula: '\\frac{1}{n} \\sum_i x_i'}
  var: {points: 1, formula: '\\frac{1}{n} \\sum_{i=1}^n (x_i - \\mu)^2'}
  x_hat: {points: 1, formula: (x - μ) / sqrt(var)}
  y: {points: 1, formula: γ ⊙ x_hat + β}
  dL_dx_hat: {points: 1, formula: dL_dy ⊙ γ, gradient_of: L, with_respect_to: x_hat}
  dL_dx:
    points: 1
    formula: (dL_dx_hat - mean(dL_dx_hat) - x_hat mean(dL_dx_hat ⊙ x_hat)) / sqrt(var)
    gradient_of: L
    with_respect_to: x
""",
)
def layer_norm(p: SimpleNamespace) -> Values:
    hat = (p.x - 3.5) / np.sqrt(5.25)
    up = p.dL_dy * p.gamma
    jacobian = (np.eye(4) - 0.25 - np.outer(hat, hat) / 4) / np.sqrt(5.25)
    return {
        "mu": 3.5, "var": 5.25, "x_hat": hat, "y": p.gamma * hat + p.beta,
        "dL_dx_hat": up, "dL_dx": jacobian @ up,
    }  # fmt: skip


@question(f"""
parameters:
  X: {IMAGE}
  K: [[1, -1], [0.5, 2]]
  b: 0.1
  dL_dY: [[1, 0, -1], [0.5, 2, 0], [0, 1, 1]]
definitions: {{L: sum(dL_dY ⊙ Y)}}
steps:
  Y: {{points: 1, formula: "conv2d(X, K) + b"}}
  y_11: {{points: 1, formula: "sum(X[0:2, 0:2] ⊙ K) + b"}}
  same: {{points: 1, formula: "conv2d(X, K, stride=2, padding=1)"}}
  dL_dK: {{points: 1, formula: "conv2d(X, dL_dY)", gradient_of: L, with_respect_to: K}}
  dL_dX:
    points: 1
    formula: conv2d(pad(dL_dY, 1), flip(K))
    gradient_of: L
    with_respect_to: X
  dL_db: {{points: 1, formula: sum(dL_dY), gradient_of: L, with_respect_to: b}}
""")
def convolution(p: SimpleNamespace) -> Values:
    Y, back, by_K = np.full((3, 3), 0.1), np.zeros((4, 4)), np.zeros((2, 2))
    for i, j, a, b in product(range(3), range(3), range(2), range(2)):
        Y[i, j] += p.X[i + a, j + b] * p.K[a, b]
        back[i + a, j + b] += p.dL_dY[i, j] * p.K[a, b]
        by_K[a, b] += p.dL_dY[i, j] * p.X[i + a, j + b]
    framed, same = np.pad(p.X, 1), np.zeros((3, 3))
    for i, j in product(range(3), range(3)):
        same[i, j] = (framed[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] * p.K).sum()
    return {"Y": Y, "y_11": Y[0, 0], "same": same, "dL_dK": by_K, "dL_dX": back, "dL_db": 4.5}


@question(f"""
parameters:
  X: {IMAGE}
  dL_dP: [[1, 2], [3, 4]]
definitions: {{L: sum(dL_dP ⊙ P)}}
steps:
  P: {{points: 1, formula: "max_pool2d(X, 2)"}}
  Q: {{points: 1, formula: "avg_pool2d(X, 2)"}}
  dL_dX:
    points: 1
    formula: max_pool2d_gradient(dL_dP, X, 2)
    gradient_of: L
    with_respect_to: X
""")
def pooling(_: SimpleNamespace) -> Values:
    back = np.zeros((4, 4))
    back[0, 1], back[1, 2], back[2, 0], back[3, 3] = 1, 2, 3, 4
    return {"P": [[2, 3], [2, 4]], "Q": [[1, 1.5], [1, 1.375]], "dL_dX": back}


@question(
    """
parameters:
  E: [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6], [-0.7, 0.8]]
  ids: [2, 0, 2]
  dL_dX: [[1, 2], [3, 4], [5, 6]]
domains: {ids: {low: 0, high: 3, integer: true}}
definitions: {L: sum(dL_dX ⊙ X)}
steps:
  X: {points: 1, formula: "E[ids]"}
  also_X: {points: 1, formula: "one_hot(ids, 4) E"}
  mean_X: {points: 1, formula: "mean(X, axis=0)"}
  dL_dE: {points: 1, formula: "one_hot(ids, 4)^T dL_dX", gradient_of: L, with_respect_to: E}
""",
)
def embedding_lookup(_: SimpleNamespace) -> Values:
    X = [[0.5, 0.6], [0.1, 0.2], [0.5, 0.6]]
    back = [[3, 4], [0, 0], [6, 8], [0, 0]]
    return {"X": X, "also_X": X, "mean_X": [1.1 / 3, 1.4 / 3], "dL_dE": back}


@question("""
parameters:
  x: [1, -2, 3]
  W: [[0.1, 0.2, 0.3], [0.4, -0.5, 0.6]]
  mask: [1, 0, 1]
  p: 0.5
  dL_dy: [1, -1]
definitions: {L: dL_dy · y}
steps:
  x_drop: {points: 1, formula: mask ⊙ x / (1 - p)}
  y: {points: 1, formula: W x_drop}
  y_test: {points: 1, formula: W x}
  dL_dx_drop: {points: 1, formula: W^T dL_dy, gradient_of: L, with_respect_to: x_drop}
  dL_dx:
    points: 1
    formula: dL_dx_drop ⊙ mask / (1 - p)
    gradient_of: L
    with_respect_to: x
""")
def dropout_with_a_mask(_: SimpleNamespace) -> Values:
    return {
        "x_drop": [2, 0, 6], "y": [2, 4.4], "y_test": [0.6, 3.2],
        "dL_dx_drop": [-0.3, 0.7, -0.3], "dL_dx": [-0.6, 0, -0.6],
    }  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_layer_in_yaml_alone_has_the_values_of_plain_numpy(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
