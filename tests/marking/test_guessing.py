"""Labels, counts and flags can be guessed: no slip explains a wrong one."""

from __future__ import annotations

import pytest

from grader.marking.guessing import is_guessed
from grader.rubric.load import read_assignment
from tests.filled_in import judged

TEXT = """\
title: Small
questions:
  "1":
    title: One
    parameters:
      s: [0.1, 2.4, 0.7, 0.2, 1.9]
      M: [[0.1, 2.4], [0.7, 0.2]]
      a: 3
      b: 4
    steps:
      best: {label: the class, points: 4, formula: argmax(s) + 1}
      count: {label: how many, points: 4, formula: sum(s > 0.5)}
      mask: {label: the mask, points: 4, formula: M > 0.5}
      rounded: {label: rounded, points: 4, formula: sign(a - b)}
      sum: {label: whole by its numbers alone, points: 4, formula: a + 2 b}
      kept: {label: a value, points: 4, formula: relu(a) b}
"""
QUESTION = read_assignment(TEXT, "small.yaml").questions[0]


def credit(step: str, text: str) -> float:
    return judged(QUESTION, {step: text})[step].credit


@pytest.mark.parametrize(
    "step, guessed",
    [("best", True), ("count", True), ("mask", True), ("rounded", True), ("sum", False),
     ("kept", False)],
)  # fmt: skip
def test_what_can_be_guessed_is_told_by_the_values_of_the_rule(step: str, guessed: bool) -> None:
    assert is_guessed(QUESTION, step) is guessed


def test_a_wrong_class_or_count_earns_nothing_by_chance() -> None:
    for text in ("1", "3", "4", "5", "-2", "20"):
        assert credit("best", text) == 0
    for text in ("1", "2", "4", "5", "6", "-3"):
        assert credit("count", text) == 0


def test_a_slip_with_whole_numbers_is_still_a_slip() -> None:
    assert credit("sum", "7") == 0.5  # without the factor 2
    assert credit("kept", "-12") == 0.5  # the other sign
