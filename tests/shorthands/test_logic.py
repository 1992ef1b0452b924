"""Conditions joined by words and signs of logic, in the formulas of a rubric."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from grader.rubric.load import read_assignment
from grader.rubric.shorthands.logic import without_logic

QUESTION = """
title: Logic
questions:
  "1":
    title: Logic
    parameters: {{a: {a}, b: {b}, c: {c}}}
    notation: {{h: ["P(¬A)"]}}
    definitions: {{h: 5}}
    steps:
      y: {{points: 1, formula: {formula}}}
      z: {{points: 1, formula: a + b + c + h}}
"""


def value(formula: str, a: float = 0, b: float = 0, c: float = 0) -> float:
    text = QUESTION.format(a=a, b=b, c=c, formula=f"'{formula}'")
    (question,) = read_assignment(text, "logic.yaml").questions
    return float(np.asarray(question.solution["y"]))


TRUTH = [
    ("a and b", lambda a, b, _: a and b),
    ("a && b", lambda a, b, _: a and b),
    ("a ∧ b or c", lambda a, b, c: (a and b) or c),
    ("a or b and c", lambda a, b, c: a or (b and c)),
    ("(a ∨ b) ∧ ¬c", lambda a, b, c: (a or b) and not c),
    ("not (a or b) and c", lambda a, b, c: not (a or b) and c),
    ("a and (b or not (c or a and b))", lambda a, b, c: a and (b or not (c or (a and b)))),
    ("not a or b", lambda a, b, _: not a or b),
    ("a -> b -> c", lambda a, b, c: not a or not b or c),
    ("a <-> b", lambda a, b, _: bool(a) == bool(b)),
    ("a ⊕ b", lambda a, b, _: bool(a) != bool(b)),
    (r"a \land \lnot b", lambda a, b, _: a and not b),
    ("a > 0.5 and b < 0.5", lambda a, b, _: a and not b),
]


@pytest.mark.parametrize("formula, truth", TRUTH, ids=[text for text, _ in TRUTH])
def test_conditions_are_what_logic_says(formula, truth) -> None:
    for a, b, c in product((0, 1), repeat=3):
        assert value(formula, a, b, c) == bool(truth(a, b, c)), (a, b, c)


@pytest.mark.parametrize("formula, expected", [
    ("P(¬A) + 1", 6),
    ("P(¬ A) + 1", 6),
    ("if(not a, P(¬A), 0) + P(¬A)", 10),
])  # fmt: skip
def test_a_name_that_holds_such_a_sign_is_no_condition(formula: str, expected: float) -> None:
    assert value(formula) == expected


@pytest.mark.parametrize("formula", ["a + b", "sigma(a) b", "normal(a)", "andes", "a != b"])
def test_what_only_looks_like_it_stays_as_it_is(formula: str) -> None:
    assert without_logic(formula) == formula


def test_a_value_may_be_called_like_a_word_of_logic() -> None:
    assert without_logic("or + 1", {"or"}) == "or + 1"
