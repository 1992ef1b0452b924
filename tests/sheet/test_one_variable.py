"""A question of one variable: what functions are written without it, or with another one, mean."""

from __future__ import annotations

import pytest

from grader.answers.sheet.records import Sheet
from grader.answers.sheet.sides import symbols
from grader.question.formulas import vocabulary_of
from grader.question.student_formulas import student_formula
from tests.sheet.test_evidence import read
from tests.sheet.test_reader import asked_by

RUBRIC = """
title: Homework
questions:
  "1":
    title: The slope of the logistic function
    domains: {x: [-3, 3]}
    definitions: {y: sigmoid(x)}
    steps:
      dsigma: {label: "σ'(x)", points: 1, answer: formula, symbols: [x], formula: sigmoid(x) (1 - sigmoid(x))}
      max: {label: its largest value, points: 1, formula: 1/4}
"""

SHEETS = [
    r"$\sigma' = \sigma(1-\sigma)$",
    r"$\sigma'(x) = \sigma - \sigma^2$",
    r"$s'(x) = s(x)(1-s(x))$",
    r"$s' = s(1-s)$",
    r"$f(t) = \frac{1}{1+e^{-t}}$, $f'(t) = f(t) - f(t)^2$",
    r"$\frac{d}{dr} = \frac{e^{-r}}{(1+e^{-r})^2}$",
]


def sheet(text: str) -> Sheet:
    return read(f"# 1\n\n{text}", asked_by(RUBRIC))


@pytest.mark.parametrize("text", SHEETS)
def test_a_formula_of_one_variable_is_known_whatever_its_writer_calls_it(text):
    answer = sheet(text).answer("1", "dsigma")
    assert answer is not None
    assert answer.tree is not None
    assert symbols(answer.tree) == {"x"}


@pytest.mark.parametrize("text", [r"$g(x) = 3 x$", r"$s'(x) = s(x)(2-s(x))$"])
def test_a_function_that_no_value_of_the_question_makes_right_stays_unknown(text):
    answer = sheet(text).answer("1", "dsigma")
    assert answer is None or not answer.sure


ONE = vocabulary_of(["x"])


@pytest.mark.parametrize(
    "text, whole",
    [
        ("σ(1 - σ)", "sigmoid(x) (1 - sigmoid(x))"),
        ("σ - σ^2", "sigmoid(x) - sigmoid(x)^2"),
        ("tanh(1 - tanh)", "tanh(x) (1 - tanh(x))"),
        ("σ(1 - σ(x))", "sigmoid(1 - sigmoid(x))"),
        ("σ(x)(1 - σ)", "sigmoid(x) (1 - sigmoid(x))"),
    ],
)
def test_a_function_without_its_argument_is_of_the_only_variable(text, whole):
    assert student_formula(text, ONE, ("x",)).tree == student_formula(whole, ONE, ("x",)).tree
