"""Lint proves gradients of questions in YAML: right ones pass, wrong ones are told apart."""

from __future__ import annotations

import numpy as np
import pytest
from yaml_questions import assignment, source

from grader.review.gradient_proofs import _difference_at, gradient_problems
from grader.rubric.load import read_assignment

SOFTMAX = """
parameters: {Z: [[1, 2, 0.5], [0, -1, 1]], T: [[0, 1, 0], [0.2, 0.3, 0.5]]}
definitions: {L: "-sum(T ⊙ log(softmax(Z, axis=1)))"}
steps:
  dL_dZ: {points: 1, formula: "RULE", gradient_of: L, with_respect_to: Z}
"""
QUADRATIC = """
parameters: {x: [1, 2], A: [[2, 0.5], [0.5, 1]]}
definitions: {f: 1/2 x^T A x}
steps:
  df_dx: {points: 1, formula: RULE, gradient_of: f, with_respect_to: x}
"""
LAYER = """
parameters:
  W: [[0.3, 0.5], [-0.2, 0.4], [1, 2]]
  x: [[1, 2, 0], [3, 1, 1]]
definitions: {L: sum((W x)^2)}
steps:
  dL_dW: {points: 1, formula: RULE, gradient_of: L, with_respect_to: W}
"""
SMALL = """
parameters: {w: 2, x: 3, y: 1}
definitions: {L: (w x - y)^2}
steps:
  dL_dw: {points: 1, formula: RULE, gradient_of: L, with_respect_to: w}
"""


def problems(text: str, rule: str) -> list[str]:
    written = text.replace("RULE", rule)
    return [str(p) for p in gradient_problems(assignment(written), source(written))]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (SOFTMAX, "softmax(Z, axis=1) - T"),
        (SOFTMAX.replace("0.2, 0.3, 0.5", "0, 0, 1"), "softmax(Z, axis=1) - T"),
        (SOFTMAX, "softmax(Z, axis=1) ⊙ column_vector(sum(T, axis=1)) - T"),
        (QUADRATIC, "A x"),
        (QUADRATIC, "1/2 (A + A^T) x"),
        (LAYER, "2 W x x^T"),
        (SMALL, "2 x (w x - y)"),
    ],
)
def test_a_right_gradient_passes_also_where_it_needs_what_is_special(text: str, rule: str) -> None:
    assert problems(text, rule) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (SOFTMAX, "T - softmax(Z, axis=1)"),
        (SOFTMAX, "softmax(Z, axis=1) - T / 2"),
        (SOFTMAX, "softmax(Z, axis=0) - T"),
        (QUADRATIC, "2 A x"),
        (QUADRATIC, "x"),
    ],
)
def test_what_is_special_excuses_no_wrong_rule(text: str, rule: str) -> None:
    assert len(problems(text, rule)) == 1


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        (SMALL, "-2 x (w x - y)", "numerical derivative is -0.16032: its sign is wrong (at w ="),
        (SMALL, "x (w x - y)", ": 0.5 times that (at w = "),
        (SMALL, "2 (w x - y)", "it gives "),
        (LAYER, "2 (W x x^T)^T", "shape (2, 3), and the numerical derivative (3, 2); is it the"),
        (LAYER, "2 W x", "shape (3, 3), and the numerical derivative (3, 2) (at random param"),
        (SOFTMAX, "softmax(Z, axis=1)^T", "shape (3, 2), and the numerical derivative (2, 3)"),
    ],
)
def test_a_wrong_rule_is_told_apart_in_words(text: str, rule: str, words: str) -> None:
    [problem] = problems(text, rule)
    assert "the rule is not the gradient of " in problem
    assert words in problem


def test_a_message_stays_short_for_large_matrices() -> None:
    text = """
    parameters: {X: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}
    definitions: {L: sum(X^2)}
    steps:
      dL_dX: {points: 1, formula: 2 X + X^2, gradient_of: L, with_respect_to: X}
    """
    [problem] = problems(text, "")
    assert "in entry [" in problem
    assert len(problem) < 250


def test_a_loss_that_is_no_number_is_said_to_have_no_derivative() -> None:
    [problem] = problems(SMALL.replace("(w x - y)^2", '"[w x, y]"'), "x")
    assert "L has no derivative by w at any point that was tried" in problem
    assert "not one finite number" in problem


@pytest.mark.parametrize("gap", [1e-6, 3e-5, 7e-5, 1.3e-4, 1.9e-4])
def test_a_kink_within_the_step_is_no_error_of_the_rule(gap: float) -> None:
    """Entries that are drawn may lie so close that a step moves the maximum from one to another."""
    question = read_assignment(
        "title: T\nquestions:\n  q:\n    title: Q\n"
        f"    parameters: {{a: [1.0, {1 + gap}, 3.0]}}\n    steps:\n"
        "      L: {points: 1, formula: 'max(2 a_1, 2 a_2)'}\n"
        "      g: {points: 1, formula: '[2 (a_1 > a_2), 2 (a_2 > a_1), 0]',"
        " gradient_of: L, with_respect_to: a}\n",
        "r.yaml",
    ).questions[0]
    point = dict(question.parameters)
    told = _difference_at([point], question, question.steps[1], "L", "a")
    assert told is None or "kink" in told
    away = {"a": np.array([1.0, 2.0, 3.0])}
    assert _difference_at([point, away], question, question.steps[1], "L", "a") is None
