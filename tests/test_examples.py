"""The example rubrics: YAML alone, with the values that loops over entries give."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from project import RUBRICS

from grader.question import Assignment, Question
from grader.review.checks import rubric_problems
from grader.rubric.load import load_assignment
from grader.rubric.plain_values import read_source

EXAMPLES = sorted((RUBRICS / "examples").glob("*.yaml"))
Values = dict[str, Any]


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def example(file: Path) -> Assignment:
    return load_assignment(file)


def test_lint_finds_nothing_wrong_with_an_example(file: Path) -> None:
    problems = rubric_problems(file.read_text(encoding="utf-8"), file.name)[1]
    assert [str(problem) for problem in problems] == []


def test_an_example_needs_no_solver_and_enters_every_number_twice(
    file: Path, example: Assignment
) -> None:
    source = read_source(file.read_text(encoding="utf-8"), file.name)
    for question in example.questions:
        assert "solver" not in source.mapping("questions", question.key)
        assert all(step.expected is not None for step in question.steps)


def test_every_gradient_of_an_example_is_proved(example: Assignment) -> None:
    gradients = [s for q in example.questions for s in q.steps if s.name.startswith("dL_d")]
    assert gradients
    for step in gradients:
        assert step.gradient_of == "loss"
        assert step.with_respect_to == step.name.removeprefix("dL_d")


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def product_of(A: Any, B: Any) -> Any:
    """The matrix product, entry by entry."""
    inner = range(len(B))
    return [[sum(row[k] * B[k][j] for k in inner) for j in range(len(B[0]))] for row in A]


def turned(A: Any) -> Any:
    return [list(column) for column in zip(*A, strict=True)]


def shares(row: Any) -> list[float]:
    """The softmax of a row."""
    powers = [math.exp(v) for v in row]
    return [power / sum(powers) for power in powers]


def two_layers(p: Mapping[str, Any]) -> Values:
    x, t, rate = p["x"], p["t"], p["step_size"]
    z1 = [p["W1"][i][0] * x[0] + p["W1"][i][1] * x[1] + p["b1"][i] for i in (0, 1)]
    h = [logistic(z) for z in z1]
    z2 = [p["W2"][i][0] * h[0] + p["W2"][i][1] * h[1] + p["b2"][i] for i in (0, 1)]
    y = [logistic(z) for z in z2]
    out = [y[i] - t[i] for i in (0, 1)]
    back2 = [out[i] * y[i] * (1 - y[i]) for i in (0, 1)]
    to_h = [p["W2"][0][j] * back2[0] + p["W2"][1][j] * back2[1] for j in (0, 1)]
    back1 = [to_h[j] * h[j] * (1 - h[j]) for j in (0, 1)]
    by_w2 = [[back2[i] * h[j] for j in (0, 1)] for i in (0, 1)]
    by_w1 = [[back1[i] * x[j] for j in (0, 1)] for i in (0, 1)]
    return {
        "z1": z1, "h": h, "z2": z2, "y": y, "loss": (out[0] ** 2 + out[1] ** 2) / 2,
        "dL_dy": out, "dL_dz2": back2, "dL_dW2": by_w2, "dL_db2": back2,
        "dL_dh": to_h, "dL_dz1": back1, "dL_dW1": by_w1, "dL_db1": back1,
        "W2_new": p["W2"] - rate * np.array(by_w2), "b2_new": p["b2"] - rate * np.array(back2),
        "W1_new": p["W1"] - rate * np.array(by_w1), "b1_new": p["b1"] - rate * np.array(back1),
    }  # fmt: skip


def softmax_layers(p: Mapping[str, Any]) -> Values:
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


def attention(Q: Any, K: Any, V: Any, seen: Callable[[int, int], bool]) -> Values:
    n, d = len(Q), len(Q[0])
    S = np.array(product_of(Q, turned(K))) / math.sqrt(d)
    A = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j, share in enumerate(shares([S[i][j] for j in range(n) if seen(i, j)])):
            A[i][j] = share
    return {"d": d, "S": S, "A": A, "O": product_of(A, V)}


def everywhere(_i: int, _j: int) -> bool:
    return True


def plain_attention(p: Mapping[str, Any]) -> Values:
    Q, K, V = (product_of(p["X"], p[name]) for name in ("W_Q", "W_K", "W_V"))
    return {"Q": Q, "K": K, "V": V, **attention(Q, K, V, everywhere)}


def causal_attention(p: Mapping[str, Any]) -> Values:
    mask = [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
    return {"mask": mask, **attention(p["Q"], p["K"], p["V"], lambda i, j: j <= i)}


def back_through_attention(p: Mapping[str, Any]) -> Values:
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


def own_neuron(p: Mapping[str, Any]) -> Values:
    w, x, b, t, rate = p["w"][0], p["x"], p["b"], p["t"], p["step_size"]
    z = w[0] * x[0][0] + w[1] * x[1][0] + b
    y = logistic(z)
    back = (y - t) * y * (1 - y)
    by_w = [back * x[0][0], back * x[1][0]]
    return {
        "z": z, "y": y, "loss": (y - t) ** 2 / 2, "dL_dz": back, "dL_dw": [by_w],
        "w_new": [[w[0] - rate * by_w[0], w[1] - rate * by_w[1]]],
    }  # fmt: skip


BY_LOOPS: dict[tuple[str, str], Callable[[Mapping[str, Any]], Values]] = {
    ("attention", "1a"): plain_attention,
    ("attention", "1b"): causal_attention,
    ("attention", "1c"): back_through_attention,
    ("own_numbers", "1"): own_neuron,
    ("softmax_network", "1"): softmax_layers,
    ("two_layer_network", "1"): two_layers,
}


def questions() -> dict[tuple[str, str], Question]:
    return {(path.stem, q.key): q for path in EXAMPLES for q in load_assignment(path).questions}


def test_every_question_of_the_examples_is_worked_out_by_loops() -> None:
    assert set(BY_LOOPS) == set(questions())


@pytest.mark.parametrize("where", BY_LOOPS, ids="-".join)
def test_formulas_give_what_loops_over_entries_give(where: tuple[str, str]) -> None:
    question = questions()[where]
    by_loops = BY_LOOPS[where](question.parameters)
    assert set(by_loops) == set(question.solution)
    for name, value in by_loops.items():
        np.testing.assert_allclose(question.solution[name], value, atol=1e-12, err_msg=name)
