"""An answer that only the tolerance lets pass: rounding if the tolerance is for it, or a slip."""

from __future__ import annotations

import pytest

from grader.model import Mark
from grader.rubric.load import read_assignment
from tests.filled_in import judged

SUM = """\
title: Quiz
questions:
  q:
    title: A sum
    parameters: {a: 1.37, b: 0.13}
    steps:
      s: {points: 1, formula: a + b, tolerance: TOLERANCE}
      after: {points: 1, formula: 2 s}
"""
TAKEN = "misconceptions: [{formula: a - b, name: taken, credit: 0.25, feedback: Add b.}]"


def judged_within(tolerance: str, text: str, after: str = "") -> dict[str, Mark]:
    quiz = read_assignment(SUM.replace("TOLERANCE", tolerance), "quiz.yaml")
    return judged(quiz, {"s": text, "after": after})


# 1.24 is a - b, beside 1.50
WIDTHS = [
    ("{rtol: 0.1}", 0.5),  # it does not even pass
    ("{rtol: 0.2}", 0.5),
    ("{rtol: 0.3}", 1),  # so wide a tolerance asks for a size
    ("{atol: 0.3}", 0.5),
    ("{atol: 0.4}", 1),
    ("{rtol: 0.1, atol: 0.2}", 0.5),
    ("{rtol: 0.1, atol: 0.3}", 1),
]


@pytest.mark.parametrize("tolerance, credit", WIDTHS)
def test_a_slip_decides_within_a_tolerance_that_is_for_rounding(
    tolerance: str, credit: float
) -> None:
    mark = judged_within(tolerance, "1.24")["s"]
    assert mark.credit == credit
    assert mark.slip == ("minus_for_plus" if credit < 1 else None)


@pytest.mark.parametrize("tolerance, _", WIDTHS)
def test_a_misconception_of_the_rubric_decides_within_any_tolerance(
    tolerance: str, _: float
) -> None:
    mark = judged_within(f"{tolerance}, {TAKEN}", "1.24")["s"]
    assert (mark.credit, mark.slip) == (0.25, "taken")


@pytest.mark.parametrize("text", ["1.50", "1.5", "1.49", "1.52", "1.62"])
def test_what_no_slip_gives_is_right_within_the_tolerance(text: str) -> None:
    found = judged_within("{rtol: 0.1}", text, after=f"{2 * float(text):.2f}")
    assert [mark.credit for mark in found.values()] == [1, 1]
    assert {mark.slip for mark in found.values()} == {None}
