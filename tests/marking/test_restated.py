"""A derivative that is left to be done is told from one that is a factor of the answer."""

from __future__ import annotations

import pytest

from grader.marking.restated import restated
from grader.mathlang import parse

POINTS = [{"x": 0.3, "c": 2.0}, {"x": -1.1, "c": 0.7}, {"x": 1.9, "c": -1.4}]
SLOPE = "sigmoid(x) (1 - sigmoid(x))"
ROWS = [
    ("sigmoid'(x)", SLOPE, "σ'(x)"),
    ("dsigmoid(x)", SLOPE, "σ'(x)"),
    ("3 sigmoid'(x)", f"3 {SLOPE}", "σ'(x)"),
    ("tanh'(x)", "1 - tanh(x)^2", "tanh'(x)"),
    (SLOPE, SLOPE, None),
    ("c sigmoid'(x)", f"c {SLOPE}", None),  # a factor beside another
    ("sigmoid'(x) + c", f"{SLOPE} + c", None),
    ("sigmoid'(x) + tanh'(x) - tanh'(x)", SLOPE, "σ'(x)"),
    ("tanh'(x) - tanh'(x) + sigmoid'(x)", SLOPE, "σ'(x)"),
    ("sigmoid'(x)", "sigmoid'(x)", None),  # the rubric itself leaves it
    ("sigmoid'(x)", "dsigmoid(x)", None),
    ("log'(x - 9) + x", SLOPE, None),  # no value here
    ("relu'(x - 9) + x", SLOPE, None),  # nothing is a multiple of zero
]


@pytest.mark.parametrize("text, rule, asked", ROWS)
def test_the_question_itself_is_told_by_a_constant_share(
    text: str, rule: str, asked: str | None
) -> None:
    assert restated(parse(text), parse(rule), POINTS) == asked


def test_without_a_rule_or_a_place_to_try_it_nothing_is_said() -> None:
    assert restated(parse("sigmoid'(x)"), None, POINTS) is None
    assert restated(parse("sigmoid'(x)"), parse(SLOPE), []) is None


def test_a_derivative_of_another_shape_is_no_multiple() -> None:
    points = [{"x": 0.3, "v": [0.2, 0.9]}, {"x": -0.8, "v": [1.2, -0.4]}]
    assert restated(parse("sum(sigmoid'(v))"), parse(f"{SLOPE} + 0 x"), points) is None
