"""Steps of learning, written in YAML alone: optimisers, linear classifiers, sample by sample."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from yaml_questions import Case, Values, check, collector

CASES: dict[str, Case] = {}
question = collector(CASES)


@question("""
parameters: {theta: [1, -2], v: [0.1, 0.3], beta: 0.9, eta: 0.05, A: [[2, 0.5], [0.5, 1]]}
definitions: {f: 1/2 θ^T A θ}
steps:
  g: {points: 1, formula: A θ, gradient_of: f, with_respect_to: theta}
  v_new: {points: 1, formula: β v + g}
  theta_new: {points: 1, formula: '\\theta - \\eta v_{new}'}
  g_nesterov: {points: 1, formula: A (θ - η β v)}
""")
def momentum(p: SimpleNamespace) -> Values:
    g = np.array([2 * 1 - 0.5 * 2, 0.5 - 2])
    v = 0.9 * p.v + g
    ahead = p.theta - 0.045 * p.v
    nesterov = [2 * ahead[0] + 0.5 * ahead[1], 0.5 * ahead[0] + ahead[1]]
    return {"g": g, "v_new": v, "theta_new": p.theta - 0.05 * v, "g_nesterov": nesterov}


@question("""
parameters:
  w: [1, 2]
  g1: [0.5, -2]
  g2: [1, 1]
  beta1: 0.9
  beta2: 0.999
  alpha: 0.01
  epsilon: 1.0e-8
definitions: {m0: "[0, 0]", v0: "[0, 0]"}
steps:
  m1: {points: 1, formula: β1 m0 + (1 - β1) g1}
  v1: {points: 1, formula: β_2 v0 + (1 - β_2) g1^2}
  w1: {points: 1, formula: 'w - \\alpha \\frac{m_1 / (1-\\beta_1)}{\\sqrt{v_1 / (1-\\beta_2)} + ε}'}
  m2: {points: 1, formula: β1 m1 + (1 - β1) g2}
  v2: {points: 1, formula: 'β_2 v_1 + (1 - β_2) g_2 \\odot g_2'}
  m_hat: {points: 1, formula: m2 / (1 - β1^2)}
  v_hat: {points: 1, formula: '\\frac{v_2}{1 - \\beta_2^2}'}
  w2: {points: 1, formula: 'w_1 - \\alpha \\frac{\\hat{m}}{\\sqrt{\\hat{v}} + \\epsilon}'}
""")
def two_steps_of_adam(p: SimpleNamespace) -> Values:
    rows = []
    for k in (0, 1):
        m1, v1 = 0.1 * p.g1[k], 0.001 * p.g1[k] ** 2
        w1 = p.w[k] - 0.01 * p.g1[k] / (abs(p.g1[k]) + 1e-8)
        m2, v2 = 0.9 * m1 + 0.1 * p.g2[k], 0.999 * v1 + 0.001 * p.g2[k] ** 2
        m_hat, v_hat = m2 / 0.19, v2 / (1 - 0.999**2)
        rows.append((m1, v1, w1, m2, v2, m_hat, v_hat, w1 - 0.01 * m_hat / (v_hat**0.5 + 1e-8)))
    names = ("m1", "v1", "w1", "m2", "v2", "m_hat", "v_hat", "w2")
    return dict(zip(names, np.array(rows).T, strict=True))


@question("""
parameters:
  X: [[1, 0.5], [-1, 2], [0.5, 0.5]]
  y: [1, 0, 1]
  w_0: [0, 0]
  b_0: 0
  eta: 0.5
steps:
  p_1: {points: 1, formula: "σ(w_0 · X[0] + b_0)"}
  w_1: {points: 1, formula: "w_0 - η (p_1 - y[0]) X[0]"}
  b_1: {points: 1, formula: "b_0 - η (p_1 - y[0])"}
  p_2: {points: 1, formula: "σ(w_1 · X[1] + b_1)"}
  w_2: {points: 1, formula: "w_1 - η (p_2 - y[1]) X[1, :]"}
  b_2: {points: 1, formula: b_1 - η (p_2 - y_2)}
  p_3: {points: 1, formula: "σ(w_2^T X[2] + b_2)"}
  loss: {points: 1, formula: "-log(p_1) - log(1 - p_2) - log(p_3)"}
""")
def logistic_regression_sample_by_sample(p: SimpleNamespace) -> Values:
    w, b, found = np.zeros(2), 0.0, {}
    loss = 0.0
    for k, (x, y) in enumerate(zip(p.X, p.y, strict=True), start=1):
        share = 1 / (1 + math.exp(-(w[0] * x[0] + w[1] * x[1] + b)))
        w, b = w - 0.5 * (share - y) * x, b - 0.5 * (share - y)
        loss -= math.log(share if y else 1 - share)
        found |= {f"p_{k}": share, f"w_{k}": w, f"b_{k}": b}
    return {n: v for n, v in found.items() if n not in ("w_3", "b_3")} | {"loss": loss}


@question("""
parameters: {X: [[1, 2], [-1, 1], [2, -1]], y: [1, -1, 1], w_0: [0, 0], b_0: 0}
steps:
  s_1: {points: 1, formula: "sign(w_0 · X[0] + b_0)"}
  w_1: {points: 1, formula: "w_0 + (s_1 != y[0]) y[0] X[0]"}
  b_1: {points: 1, formula: b_0 + y_1 (s_1 ≠ y_1)}
  s_2: {points: 1, formula: "sign(w_1 · X[1] + b_1)"}
  w_2: {points: 1, formula: "where(y[1] (w_1 · X[1] + b_1) <= 0, w_1 + y[1] X[1], w_1)"}
  mistakes: {points: 1, formula: "sum(y ⊙ (X w_2 + b_1) <= 0)"}
""")
def perceptron(p: SimpleNamespace) -> Values:
    w_2 = np.array([2.0, 1.0])  # 1*-1 + 2*1 + 1 = 2 > 0, and the label is -1
    wrong = sum(y * (x @ w_2 + 1) <= 0 for x, y in zip(p.X, p.y, strict=True))
    return {"s_1": 0, "w_1": [1, 2], "b_1": 1, "s_2": 1, "w_2": w_2, "mistakes": wrong}


@question(
    """
parameters: {X: [[1, 2], [-1, 1], [2, -1]], y: [1, -1, 1], w: [0.5, -0.5], b: 0.1, lambda: 0.1}
steps:
  m: {points: 1, formula: y ⊙ (X w + b)}
  L: {points: 1, formula: "λ/2 ‖w‖^2 + mean(max(0, 1 - m))"}
  dL_dw:
    points: 1
    formula: λ w - 1/3 X^T (y ⊙ (m < 1))
    gradient_of: L
    with_respect_to: w
  dL_db: {points: 1, formula: -mean(y ⊙ (m < 1)), gradient_of: L, with_respect_to: b}
""",
    is_printable=False,
)
def svm_with_hinge_loss(p: SimpleNamespace) -> Values:
    m = [p.y[k] * (p.X[k, 0] / 2 - p.X[k, 1] / 2 + 0.1) for k in range(3)]
    inside = [k for k in range(3) if m[k] < 1]
    by_w = 0.1 * p.w - sum(p.y[k] * p.X[k] for k in inside) / 3
    loss = 0.025 + sum(1 - m[k] for k in inside) / 3
    return {"m": m, "L": loss, "dL_dw": by_w, "dL_db": -sum(p.y[k] for k in inside) / 3}


@pytest.mark.parametrize("name", CASES)
def test_learning_in_yaml_alone_has_the_values_of_plain_numpy(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
