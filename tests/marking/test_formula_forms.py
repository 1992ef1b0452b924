"""Formulas that are right up to a constant or a factor."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RubricErrors
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Forms
questions:
  "1":
    title: Forms
    domains: {x: [0.5, 3], y: [0.5, 2], t: [0.1, 0.9]}
    steps:
      F:
        {points: 2, answer: formula, formula: x^2/2 + cos(x), symbols: [x], up_to: constant}
      G: {points: 2, answer: formula, formula: 3 F, symbols: [x], up_to: constant}
      L: {points: 2, answer: formula, formula: t^3 (1-t)^2, symbols: [t], up_to: scale}
      s: {label: s, points: 2, answer: formula, formula: x - y, symbols: [x, y], up_to: sign}
      v: {label: v, points: 2, formula: "[1, 2.5, 4]", up_to: constant}
"""
ASSIGNMENT = read_assignment(RUBRIC, "forms.yaml")
judged = partial(judged_by, ASSIGNMENT)

SAID = [
    *(
        ("F", text, "correct", 1)
        for text in (
            "x^2/2 + cos x",
            "cos x + x^2/2 + C",
            "C + (x^2 + 2cos(x))/2",
            "F = x^2/2 + cos(x) + k",
        )
    ),
    *(("F", text, "incorrect", 0) for text in ("0", "C", "7 x", "x + C")),
    ("F", "x^2/2 - cos(x) + C", "partial", 0.5),
    ("F", "x^2/2 + cos(x) + z", "unreadable", 0),
    *(("L", text, "correct", 1) for text in ("10 t^3 (1-t)^2", "C t^3 (1-t)^2", "t^3 (1-t)^2 / 7")),
    *(("L", text, "incorrect", 0) for text in ("0", "C", "t", "t^3 (1-t)^2 + 1")),
    ("s", "y - x", "correct", 1),
    ("s", "2 (y - x)", "incorrect", 0),
    ("v", "[0, 1.5, 3]", "correct", 1),
    ("v", "[0, 0, 0]", "incorrect", 0),
    ("v", "[0, 1.5, 4]", "incorrect", 0),
]


@pytest.mark.parametrize("step, text, verdict, credit", SAID, ids=lambda value: str(value)[:30])
def test_a_formula_is_right_up_to_what_the_rubric_says(step, text, verdict, credit):
    mark = judged(**{step: text})[step]
    assert (mark.verdict.value, mark.credit) == (verdict, credit)


@given(st.integers(-1000, 1000), st.integers(1, 50))
def test_any_constant_and_any_factor_is_right(constant, factor):
    found = judged(F=f"x^2/2 + cos(x) + ({constant})/7", L=f"{factor}/3 t^3 (1-t)^2")
    assert [mark.verdict.value for mark in found.values()] == ["correct", "correct"]


def test_what_follows_from_an_own_formula_follows_up_to_a_constant():
    found = judged(F="x^2/2 - cos(x) + C", G="3x^2/2 - 3cos(x) + 2")
    assert found["G"].verdict.value == "follows"


@pytest.mark.parametrize(
    "old, new, message",
    [
        ('"[1, 2.5, 4]"', "2.5", "up_to: constant would let any number pass"),
        ("up_to: sign", "up_to: order", "a formula has no order"),
    ],
)
def test_lint_says_what_would_let_anything_pass(old, new, message):
    with pytest.raises(RubricErrors, match=message):
        read_assignment(RUBRIC.replace(old, new), "forms.yaml")
