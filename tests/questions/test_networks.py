"""Networks worked by hand, written in YAML alone: chains, bias columns, recurrent cells."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from yaml_questions import Case, Values, check, collector

CASES: dict[str, Case] = {}
question = collector(CASES)


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def sigmoids(z: np.ndarray) -> np.ndarray:
    return np.array([logistic(v) for v in z])


@question("""
parameters:
  x: [1, 0.5]
  y: [1]
  W_1: [[0.1, 0.2, -0.3], [0.4, -0.5, 0.6]]
  W_2: [[0.2, 0.3, -0.1], [0.5, -0.4, 0.7]]
  W_3: [[0.3, -0.2, 0.5]]
  eta: 0.1
steps:
  a_0: {points: 1, formula: prepend_ones(x)}
  z_1: {points: 1, formula: W_1 a_0}
  a_1: {points: 1, formula: prepend_ones(σ(z_1))}
  z_2: {points: 1, formula: W_2 a_1}
  a_2: {points: 1, formula: prepend_ones(σ(z_2))}
  z_3: {points: 1, formula: W_3 a_2}
  y_hat: {points: 1, formula: σ(z_3)}
  loss: {points: 1, formula: -sum(y ⊙ log(y_hat) + (1-y) ⊙ log(1-y_hat))}
  delta_3: {points: 1, formula: y_hat - y, gradient_of: loss, with_respect_to: z_3}
  delta_2:
    points: 1
    formula: (W_3[:, 1:]^T delta_3) ⊙ σ'(z_2)
    gradient_of: loss
    with_respect_to: z_2
  delta_1:
    points: 1
    formula: (W_2[:, 1:]^T delta_2) ⊙ σ'(z_1)
    gradient_of: loss
    with_respect_to: z_1
  dL_dW_3: {points: 1, formula: delta_3 a_2^T, gradient_of: loss, with_respect_to: W_3}
  dL_dW_2: {points: 1, formula: delta_2 a_1^T, gradient_of: loss, with_respect_to: W_2}
  dL_dW_1: {points: 1, formula: delta_1 a_0^T, gradient_of: loss, with_respect_to: W_1}
  W_1_new: {points: 1, formula: 'W^{(1)} - \\eta \\frac{\\partial L}{\\partial W^{(1)}}'}
""")
def three_layers_with_bias_columns(p: SimpleNamespace) -> Values:
    a0 = np.array([1, *p.x])
    z1 = np.array([row @ a0 for row in p.W_1])
    a1 = np.array([1, *sigmoids(z1)])
    z2 = np.array([row @ a1 for row in p.W_2])
    a2 = np.array([1, *sigmoids(z2)])
    z3 = np.array([row @ a2 for row in p.W_3])
    out = logistic(z3[0])
    d3 = np.array([out - 1])
    d2 = np.array([p.W_3[0, j] * d3[0] * a2[j] * (1 - a2[j]) for j in (1, 2)])
    d1 = np.array([(p.W_2[:, j] * d2).sum() * a1[j] * (1 - a1[j]) for j in (1, 2)])
    return {
        "a_0": a0, "z_1": z1, "a_1": a1, "z_2": z2, "a_2": a2, "z_3": z3,
        "y_hat": [out], "loss": -math.log(out), "delta_3": d3, "delta_2": d2, "delta_1": d1,
        "dL_dW_3": np.outer(d3, a2), "dL_dW_2": np.outer(d2, a1), "dL_dW_1": np.outer(d1, a0),
        "W_1_new": p.W_1 - 0.1 * np.outer(d1, a0),
    }  # fmt: skip


@question("""
parameters: {x: 2, w1: 0.5, b1: -0.25, w2: -1.5, b2: 2, t: 1}
notation: {loss: [L]}
steps:
  z1: {points: 1, formula: w1 x + b1}
  h1: {points: 1, formula: "max(0, z1)"}
  z2: {points: 1, formula: w2 h1 + b2}
  h2: {points: 1, formula: ReLU(z2)}
  loss: {points: 1, formula: (h2 - t)²}
  dL_dh2: {points: 1, formula: 2(h2 - t), gradient_of: loss, with_respect_to: h2}
  dL_dw2: {points: 1, formula: dL_dh2 * (z2 > 0) * h1, gradient_of: loss, with_respect_to: w2}
  dL_db2: {points: 1, formula: "∂L/∂h₂ 1[z2 > 0]", gradient_of: loss, with_respect_to: b2}
  dL_dw1:
    points: 1
    formula: dL_dh2 ReLU'(z2) w2 ReLU'(z1) x
    gradient_of: loss
    with_respect_to: w1
""")
def a_chain_of_relus(_: SimpleNamespace) -> Values:
    h1 = 0.5 * 2 - 0.25
    z2 = -1.5 * h1 + 2
    back = 2 * (z2 - 1)
    return {
        "z1": h1, "h1": h1, "z2": z2, "h2": z2, "loss": (z2 - 1) ** 2, "dL_dh2": back,
        "dL_dw2": back * h1, "dL_db2": back, "dL_dw1": back * -1.5 * 2,
    }  # fmt: skip


@question("""
parameters:
  W: [[0.5, -0.3], [0.2, 0.4]]
  U: [[1, 0], [0.5, -1]]
  v: [1, -1]
  x_1: [1, 0]
  x_2: [0.5, 1]
  h_0: [0.1, -0.2]
  t: 1
steps:
  h_1: {points: 1, formula: tanh(W h_0 + U x_1)}
  h_2: {points: 1, formula: tanh(W h_1 + U x_2)}
  y: {points: 1, formula: v^T h_2}
  L: {points: 1, formula: ½ (y - t)²}
  dL_dh_2: {points: 1, formula: (y - t) v, gradient_of: L, with_respect_to: h_2}
  delta_2: {points: 1, formula: dL_dh_2 ⊙ (1 - h_2^2)}
  dL_dh_1: {points: 1, formula: W^T delta_2, gradient_of: L, with_respect_to: h_1}
  delta_1: {points: 1, formula: dL_dh_1 ⊙ tanh'(W h_0 + U x_1)}
  dL_dW: {points: 1, formula: δ_2 h_1^T + δ_1 h_0^T, gradient_of: L, with_respect_to: W}
  dL_dU: {points: 1, formula: δ_2 x_2^T + δ_1 x_1^T, gradient_of: L, with_respect_to: U}
  dL_dv: {points: 1, formula: (y - t) h_2, gradient_of: L, with_respect_to: v}
""")
def two_steps_of_a_recurrent_network(p: SimpleNamespace) -> Values:
    h1 = np.tanh([row @ p.h_0 + other @ p.x_1 for row, other in zip(p.W, p.U, strict=True)])
    h2 = np.tanh([row @ h1 + other @ p.x_2 for row, other in zip(p.W, p.U, strict=True)])
    y = h2[0] - h2[1]
    to_h2 = (y - 1) * p.v
    d2 = to_h2 * (1 - h2**2)
    to_h1 = np.array([(p.W[:, j] * d2).sum() for j in (0, 1)])
    d1 = to_h1 * (1 - h1**2)
    return {
        "h_1": h1, "h_2": h2, "y": y, "L": (y - 1) ** 2 / 2, "dL_dh_2": to_h2, "delta_2": d2,
        "dL_dh_1": to_h1, "delta_1": d1, "dL_dv": (y - 1) * h2,
        "dL_dW": np.outer(d2, h1) + np.outer(d1, p.h_0),
        "dL_dU": np.outer(d2, p.x_2) + np.outer(d1, p.x_1),
    }  # fmt: skip


@question("""
parameters:
  x: [0.5, -1]
  h_prev: [0.1, 0.2]
  c_prev: [0.3, -0.4]
  W_f: [[0.1, 0.2, 0.5, 0], [0.3, -0.1, 0.1, 0.2]]
  b_f: [1, 1]
  W_i: [[0.4, -0.2, 0.2, 0.1], [0.1, 0.3, 0, -0.3]]
  b_i: [0, 0.1]
  W_o: [[0.3, 0.3, 0.1, 0.4], [-0.2, 0.1, 0.2, 0]]
  b_o: [0, 0]
  W_c: [[0.6, -0.1, -0.2, 0.3], [0.2, 0.5, 0.1, 0.1]]
  b_c: [0.1, -0.1]
definitions:
  v: concatenate(h_prev, x)
steps:
  f: {points: 1, formula: '\\sigma(W_f v + b_f)'}
  i: {points: 1, formula: '\\sigma(W_i \\cdot v + b_i)'}
  o: {points: 1, formula: sigmoid(W_o @ v + b_o)}
  c_tilde: {points: 1, formula: '\\tanh(W_c v + b_c)'}
  c: {points: 1, formula: 'f \\odot c_{prev} + i \\odot \\tilde{c}'}
  h: {points: 1, formula: o ∘ tanh(c)}
""")
def an_lstm_cell(p: SimpleNamespace) -> Values:
    def before(W: np.ndarray, b: np.ndarray) -> np.ndarray:
        return W[:, :2] @ p.h_prev + W[:, 2:] @ p.x + b

    f, i, o = (sigmoids(before(W, b)) for W, b in ((p.W_f, p.b_f), (p.W_i, p.b_i), (p.W_o, p.b_o)))
    fresh = np.tanh(before(p.W_c, p.b_c))
    c = f * p.c_prev + i * fresh
    return {"f": f, "i": i, "o": o, "c_tilde": fresh, "c": c, "h": o * np.tanh(c)}


@question("""
parameters:
  x: [1, -0.5]
  h: [0.2, 0.4]
  W_z: [[0.1, 0.2], [0.3, -0.1]]
  U_z: [[0.5, 0], [0.1, 0.2]]
  W_r: [[0.4, -0.2], [0.1, 0.3]]
  U_r: [[0.2, 0.1], [0, -0.3]]
  W_h: [[0.3, 0.3], [-0.2, 0.1]]
  U_h: [[0.1, 0.4], [0.2, 0]]
steps:
  z: {points: 1, formula: sigmoid(W_z x + U_z h)}
  r: {points: 1, formula: sigmoid(W_r x + U_r h)}
  h_tilde: {points: 1, formula: tanh(W_h x + U_h (r ⊙ h))}
  h_new: {points: 1, formula: (1 - z) ⊙ h + z ⊙ h_tilde}
""")
def a_gru_cell(p: SimpleNamespace) -> Values:
    z = sigmoids(p.W_z @ p.x + p.U_z @ p.h)
    r = sigmoids(p.W_r @ p.x + p.U_r @ p.h)
    fresh = np.tanh([p.W_h[k] @ p.x + (p.U_h[k] * r * p.h).sum() for k in (0, 1)])
    new = [(1 - z[k]) * p.h[k] + z[k] * fresh[k] for k in (0, 1)]
    return {"z": z, "r": r, "h_tilde": fresh, "h_new": new}


@pytest.mark.parametrize("name", CASES)
def test_a_network_in_yaml_alone_has_the_values_of_plain_numpy(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
