"""Classical methods by hand, written in YAML alone: divergences, clusters, sequences, PCA."""

from __future__ import annotations

import math
from itertools import pairwise, product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from yaml_questions import Case, Values, check, collector

CASES: dict[str, Case] = {}
question = collector(CASES)


@question("""
parameters: {p: [0.5, 0.25, 0.25], q: [0.4, 0.4, 0.2]}
steps:
  H_bits: {points: 1, formula: "-sum(p * log2(p))"}
  CE: {points: 1, formula: '-\\sum_i p_i \\log q_i'}
  KL: {points: 1, formula: '\\sum_i p_i \\log \\frac{p_i}{q_i}'}
  KL_qp: {points: 1, formula: sum(q ⊙ log(q / p))}
  dKL_dq: {points: 1, formula: -p / q, gradient_of: KL, with_respect_to: q}
  JS: {points: 1, formula: "1/2 kl_divergence(p, (p+q)/2) + 1/2 kl_divergence(q, (p+q)/2)"}
""")
def divergences(p: SimpleNamespace) -> Values:
    def entropy(a: np.ndarray, b: np.ndarray) -> float:
        return -sum(x * math.log(y) for x, y in zip(a, b, strict=True))

    middle = (p.p + p.q) / 2
    between = sum(entropy(a, middle) - entropy(a, a) for a in (p.p, p.q))
    return {
        "H_bits": 1.5, "CE": entropy(p.p, p.q), "KL": entropy(p.p, p.q) - entropy(p.p, p.p),
        "KL_qp": entropy(p.q, p.p) - entropy(p.q, p.q), "dKL_dq": [-1.25, -0.625, -1.25],
        "JS": between / 2,
    }  # fmt: skip


@question("""
parameters:
  X: [[1, 1], [1.5, 2], [3, 4.5], [5, 7], [3.5, 5]]
  C: [[1, 1], [5, 7]]
steps:
  D: {points: 1, formula: "squared_distances(X, C)"}
  d_32: {points: 1, formula: "norm(X[2] - C[1])"}
  a: {points: 1, formula: "argmin(D, axis=1)"}
  mu_1: {points: 1, formula: "sum(column_vector(a == 0) ⊙ X, axis=0) / sum(a == 0)"}
  mu_2: {points: 1, formula: "(a == 1)^T X / sum(a == 1)"}
  C_new: {points: 1, formula: "cluster_means(X, a, 2)"}
  J: {points: 1, formula: "sum(min(D, axis=1))"}
""")
def a_round_of_k_means(p: SimpleNamespace) -> Values:
    D = [[(x - c) @ (x - c) for c in p.C] for x in p.X]
    first, second = [1.25, 1.5], [11.5 / 3, 16.5 / 3]
    return {
        "D": D, "d_32": math.sqrt(10.25), "a": [0, 0, 1, 1, 1], "mu_1": first, "mu_2": second,
        "C_new": [first, second], "J": sum(min(row) for row in D),
    }  # fmt: skip


@question("""
parameters:
  pi: [0.6, 0.4]
  A: [[0.7, 0.3], [0.4, 0.6]]
  B: [[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]]
steps:
  v_1: {points: 1, formula: "π ⊙ B[:, 0]"}
  v_21: {points: 1, formula: "max(v_1[0] A[0, 0], v_1[1] A[1, 0]) B[0, 1]"}
  v_2: {points: 1, formula: "max(column_vector(v_1) ⊙ A, axis=0) ⊙ B[:, 1]"}
  from_2: {points: 1, formula: "argmax(column_vector(v_1) ⊙ A, axis=0)"}
  v_3: {points: 1, formula: "max(diag(v_2) A, axis=0) ⊙ B[:, 2]"}
  from_3: {points: 1, formula: "argmax(column_vector(v_2) ⊙ A, axis=0)"}
  last: {points: 1, formula: argmax(v_3)}
  best: {points: 1, formula: max(v_3)}
  likelihood: {points: 1, formula: "sum((A^T ((A^T v_1) ⊙ B[:, 1])) ⊙ B[:, 2])"}
""")
def viterbi(p: SimpleNamespace) -> Values:
    def chance(path: tuple[int, ...]) -> float:
        found = p.pi[path[0]] * p.B[path[0], 0]
        for t, (a, b) in enumerate(pairwise(path), start=1):
            found *= p.A[a, b] * p.B[b, t]
        return float(found)

    def best(length: int, end: int) -> tuple[int, ...]:
        paths = [path for path in product((0, 1), repeat=length) if path[-1] == end]
        return max(paths, key=chance)

    v = {t: [chance(best(t, end)) for end in (0, 1)] for t in (1, 2, 3)}
    return {
        "v_1": v[1], "v_21": v[2][0], "v_2": v[2], "v_3": v[3],
        "from_2": [best(2, end)[0] for end in (0, 1)],
        "from_3": [best(3, end)[1] for end in (0, 1)],
        "last": int(v[3][1] > v[3][0]), "best": max(v[3]),
        "likelihood": sum(chance(path) for path in product((0, 1), repeat=3)),
    }  # fmt: skip


@question(
    """
parameters: {X: [[1, 1.1], [2, 1.9], [3, 3.2], [0, 0.1]]}
definitions: {n: 4}
steps:
  mu: {points: 1, formula: "mean(X, axis=0)"}
  X_c: {points: 1, formula: X - μ}
  S: {points: 1, formula: X_c^T X_c / (n - 1)}
  lambda: {points: 1, formula: eigenvalues(S)}
  v_1: {points: 1, formula: "eigenvectors(S)[:, 0]"}
  z: {points: 1, formula: X_c v_1}
  ratio: {points: 1, formula: 'λ[0] / sum(λ)'}
""",
    is_printable=False,
)
def principal_components(p: SimpleNamespace) -> Values:
    mu = np.array([1.5, 1.575])
    centred = p.X - mu
    S = sum(np.outer(row, row) for row in centred) / 3
    half, rest = (S[0, 0] + S[1, 1]) / 2, math.hypot((S[0, 0] - S[1, 1]) / 2, S[0, 1])
    large, small = half + rest, half - rest
    direction = np.array([S[0, 1], large - S[0, 0]])
    direction /= math.hypot(*direction)
    return {
        "mu": mu, "X_c": centred, "S": S, "lambda": [large, small], "v_1": direction,
        "z": [row @ direction for row in centred], "ratio": large / (large + small),
    }  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_method_in_yaml_alone_has_the_values_of_plain_numpy(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
