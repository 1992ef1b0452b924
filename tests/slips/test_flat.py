"""Chains are flat, so that every factor and every term can be missed, and mean what they meant."""

import pytest

from grader.mathlang import evaluate, parse
from grader.mathlang.printer import printed
from grader.slips.flat import flattened

VALUES = {"a": 1.7, "b": -0.6, "c": 2.3, "d": 0.9}
ROWS = [
    ("a + (b - c)", "a + b - c"),
    ("a + (b + c) + d", "a + b + c + d"),
    ("a - (b - c + d)", "a - b + c - d"),
    ("a - (-b)", "a + b"),
    ("a + (-b)", "a - b"),
    ("a - (b - (c - d))", "a - b + c - d"),
    ("a * (b * c) * d", "a * b * c * d"),
    ("a * (b / c)", "a * (b / c)"),
    ("a / (b * c)", "a / (b * c)"),
    ("(a / b) * c", "a / b * c"),
    ("sigmoid(a + (b + c))", "sigmoid(a + b + c)"),
    ("a * (b + (c + d))", "a * (b + c + d)"),
]


@pytest.mark.parametrize(("text", "flat"), ROWS)
def test_a_chain_of_one_strength_is_flat_and_has_the_same_value(text, flat):
    found = flattened(parse(text))
    assert printed(found) == flat
    assert evaluate(found, VALUES) == pytest.approx(evaluate(parse(text), VALUES))
