"""The terms of a sum that was not taken are one slip, where they took any work."""

from __future__ import annotations

import pytest

from grader.model import Lapse, Mark, Verdict
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from tests.filled_in import judged

LOSS = """\
title: Quiz
questions:
  q:
    title: Sums
    parameters: {y: [1, 3, 4], t: [2, 5, 9]}
    POLICY
    steps:
      loss: {points: 1, formula: sum((y - t)^2)}
      mse: {points: 1, formula: mean((y - t)^2)}
      total: {points: 1, formula: sum(y)}
      turned: {points: 1, formula: sum(y^T)}
      dot: {points: 1, formula: y^T t}
      top: {points: 1, formula: max(y - t)}
"""


def judged_by(step: str, text: str, policy: str) -> Mark:
    quiz = read_assignment(LOSS.replace("    POLICY\n", policy and f"    {policy}\n"), "quiz.yaml")
    return judged(quiz, {step: text})[step]


NONE = ""
TERMS = [
    ("loss", "[1, 4, 25]", 0.5, "(all of them right), and what is asked is their sum: one number"),
    ("loss", "[[1], [4], [25]]", 0.5, "(all of them right)"),
    ("mse", "[1, 4, 25]", 0.5, "what is asked is their mean: one number"),
    ("loss", "[1, 4, 9]", 0, "These are the terms (2 of 3 of them right)"),
    ("total", "[1, 3, 4]", 0, "(all of them right)"),  # y, as it stood there
    ("turned", "[1, 3, 4]", 0, "(all of them right)"),
]


@pytest.mark.parametrize("step, text, credit, words", TERMS)
def test_the_terms_of_a_sum_are_told_and_earn_what_a_slip_earns(
    step: str, text: str, credit: float, words: str
) -> None:
    mark = judged_by(step, text, NONE)
    assert (mark.slip, mark.credit) == (Lapse.NOT_SUMMED, credit)
    assert mark.verdict is (Verdict.PARTIAL if credit else Verdict.INCORRECT)
    assert words in step_feedback(mark)


@pytest.mark.parametrize("credit", [0, 0.25])
def test_the_rubric_says_what_a_sum_not_taken_earns(credit: float) -> None:
    mark = judged_by("loss", "[1, 4, 25]", f"slip_credit: {credit}")
    assert (mark.slip, mark.credit) == (Lapse.NOT_SUMMED, credit)


@pytest.mark.parametrize(
    "step, text",
    [
        ("loss", "[7, 7, 7]"),  # no term of it
        ("loss", "[1, 4]"),
        ("total", "[[1, 3, 4], [1, 3, 4]]"),
    ],
)
def test_any_other_list_has_the_wrong_shape(step: str, text: str) -> None:
    mark = judged_by(step, text, NONE)
    assert (mark.slip, mark.credit) == ("shape", 0)
    assert "a single number belongs here" in step_feedback(mark)


@pytest.mark.parametrize("step, text", [("dot", "[2, 15, 36]"), ("top", "[-1, -2, -5]")])
def test_what_a_rule_does_not_add_up_by_name_is_no_sum_that_was_not_taken(
    step: str, text: str
) -> None:
    assert judged_by(step, text, NONE).slip not in (Lapse.NOT_SUMMED, None)


def test_the_sum_itself_is_right() -> None:
    assert judged_by("loss", "30", NONE).verdict is Verdict.CORRECT
