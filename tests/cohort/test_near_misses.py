"""Answers near the bounds of a tolerance: as far off as the code that marks says they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cohort import ToleranceBounds, changed_tolerances
from grader.model import Verdict
from tests.cohort.quizzes import QUIZ, graded_by, quiz

# y is 1 and may be off by 0.1; z is 3, or follows from the student's own y
REACHES = [
    ({"y": "1"}, {}),
    ({"y": "1.04"}, {}),
    ({"y": "1.06"}, {"1.y": 0.6}),
    ({"y": "0.91"}, {"1.y": 0.9}),
    ({"y": "1.1"}, {"1.y": 1.0}),
    ({"y": "1.11"}, {"1.y": 1.1}),
    ({"y": "0.85"}, {"1.y": 1.5}),
    ({"y": "1.21"}, {}),
    ({"y": "7"}, {}),
    ({"y": "what?"}, {}),
    ({}, {}),
    ({"y": "2.000", "z": "4"}, {}),
    ({"y": "2.000", "z": "4.3"}, {"1.z": 0.75}),
    ({"y": "2.000", "z": "4.6"}, {"1.z": 1.5}),
    ({"y": "1.15", "z": "3"}, {"1.y": 1.5}),
]


@pytest.mark.parametrize("answers, expected", REACHES)
def test_a_reach_is_the_distance_from_what_is_right_or_follows(
    answers: dict[str, str], expected: dict[str, float]
) -> None:
    (one,) = graded_by(QUIZ, [answers])
    found = {miss.step: miss.reach for miss in ToleranceBounds(assignment=quiz()).near(one)}
    assert found == pytest.approx(expected, abs=0.02)


@given(st.floats(0.5, 1.5))
def test_what_is_within_was_marked_right_and_what_is_beyond_was_not(value: float) -> None:
    (one,) = graded_by(QUIZ, [{"y": f"{value:.6f}"}])
    for miss in ToleranceBounds(assignment=quiz()).near(one):
        assert miss.is_within is (one.steps[0].verdict is Verdict.CORRECT)
        assert miss.reach == pytest.approx(abs(round(value, 6) - 1) / 0.1, abs=0.02)


ONE_STEP = """\
title: Quiz
tolerance: {{rtol: 0.1}}
questions:
  "1":
    title: One step
    {given}
    steps:
      y: {{label: y, points: 1, {step}}}
"""
NUMBER, SYMBOL = "parameters: {a: 1}", "domains: {x: [1, 2]}"
UNASKED = {
    "digits": (NUMBER, "formula: a, tolerance: {decimals: 2}"),
    "nothing allowed": (NUMBER, "formula: a, tolerance: {rtol: 0}"),
    "a formula": (SYMBOL, "answer: formula, formula: x^2, symbols: [x]"),
    "a word": ("# nothing is given", "answer: choice, choices: [spam, ham], formula: ham"),
}


@pytest.mark.parametrize("given, step", UNASKED.values(), ids=UNASKED)
def test_where_no_tolerance_decides_no_answer_is_near(given: str, step: str) -> None:
    text = ONE_STEP.format(given=given, step=step)
    found = [
        ToleranceBounds(assignment=quiz(text)).near(one)
        for one in graded_by(
            text, [{"y": answer} for answer in ("1.06", "1.15", "spam", "1.06 x^2")]
        )
    ]
    assert [list(one) for one in found] == [[]] * 4


def test_only_steps_whose_tolerance_changes_are_looked_at_if_that_is_asked() -> None:
    other = quiz(QUIZ.replace("label: z,", "label: z, tolerance: {rtol: 0.05},"))
    changed = changed_tolerances(quiz(), other)
    assert changed == {"1.z"}
    (one,) = graded_by(QUIZ, [{"y": "1.06", "z": "3.3"}])
    found = ToleranceBounds(assignment=quiz(), only=changed).near(one)
    assert [miss.step for miss in found] == ["1.z"]


def test_a_mark_that_the_tolerance_did_not_decide_is_near_nothing() -> None:
    (one,) = graded_by(QUIZ, [{"y": "1.06"}])
    (other,) = graded_by(QUIZ, [{"y": "1.15"}])
    for verdict, within in ((Verdict.PARTIAL, one), (Verdict.CORRECT, other)):
        marks = (replace(within.steps[0], verdict=verdict), *within.steps[1:])
        found = ToleranceBounds(assignment=quiz()).near(replace(within, steps=marks))
        assert list(found) == []


def test_an_absolute_tolerance_is_multiplied_as_well() -> None:
    text = QUIZ.replace("tolerance: {rtol: 0.1}", "tolerance: {rtol: 0, atol: 0.2}")
    (one,) = graded_by(text, [{"y": "1.30"}])
    (miss,) = ToleranceBounds(assignment=quiz(text)).near(one)
    assert miss.reach == pytest.approx(1.5, abs=0.02)


HALVED = """\
title: Quiz
tolerance: {rtol: 0.02}
questions:
  "1":
    title: Half or not
    parameters: {w: 0.7, x: 1.5, t: 2.4}
    conventions:
      half: {called: the factor 1/2 in the loss, loss: error^2 / 2, dL_dy: error}
    steps:
      error: {label: error, points: 1, formula: w x - t}
      loss: {label: loss, points: 2, formula: error^2}
      dL_dy: {label: dL_dy, points: 2, formula: 2 error}
"""


def test_what_was_marked_by_a_convention_is_near_its_own_values() -> None:
    answers = {"error": "-1.35", "loss": "0.900", "dL_dy": "-1.35"}  # a half of 1.8225 is 0.911
    (one,) = graded_by(HALVED, [answers])
    assert one.steps[1].conventions
    (miss,) = ToleranceBounds(assignment=quiz(HALVED)).near(one)
    assert (miss.step, miss.reach) == ("1.loss", pytest.approx(0.617, abs=0.02))


def test_where_each_has_their_own_numbers_there_is_no_truth_to_be_near_to() -> None:
    drawn = quiz(QUIZ.replace("a: 2.5", "a: {draw: 'integer(2, 9)'}"))
    (one,) = graded_by(QUIZ, [{"y": "1.06"}])
    assert list(ToleranceBounds(assignment=drawn).near(one)) == []
