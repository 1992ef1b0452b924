"""Slips of the pen: undone, the answer is right, whatever was carried on in how few figures."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from slip_questions import Question

from grader.model import Mark
from grader.rubric.load import read_assignment
from grader.slips.pen_slips import digits_exchanged
from tests.filled_in import judged

RUBRIC = """
title: T
questions:
  "1":
    title: Q
    parameters:
      A: [[0.45, 0.5], [-0.8, 0.8], [0.65, -1]]
      T: [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
      P: [[0.24, 0.23, 0.53], [0.15, 0.31, 0.54], [0.41, 0.17, 0.42]]
      w: 16.5
      t: 1
      p: 0.37
      y: 0.4
      s: 12.4
    steps:
      B: {points: 1, formula: 2 A}
      C: {points: 1, formula: sigmoid(B)}
      D: {points: 1, formula: C^T C}
      v: {points: 1, formula: w / 50}
      u: {points: 1, formula: -10 w + 45}
      dL_dZ: {points: 1, formula: P - T}
      loss: {points: 1, formula: -(t log(p) + (1 - t) log(1 - p))}
      square: {points: 1, formula: (s - y)^2}
"""
ASSIGNMENT = read_assignment(RUBRIC, "pen.yaml")


def judged_at(step: str, **texts: str) -> Mark:
    return judged(ASSIGNMENT, texts)[step]


PEN = [
    # two figures, one figure that is all there is, zeros left out, powers of ten beside decimals
    ("B", "0.9 1; -1.6 1.6; -1.3 -2", "entry_sign"),
    ("B", "0.9 1; -1.6 1.6; 1.3 2", "entry_sign"),
    ("B", "0.9 1; -1.6 1.6; 13 -2", "entry_decimal_point"),
    ("B", "0.9 1; -1.6 1.6; 3.1 -2", "digits_swapped"),
    ("B", "0.9 1; 1.6 -1.6; 1.3 -2", "entries_swapped"),
    ("C", "0.711 0.731; 0.168 0.832; 0.876 0.119", "digits_swapped"),
    ("C", "0.711 0.731; 0.168 0.832; 0.786 0.191", "digits_swapped"),
    ("C", "0.711 0.731; 0.168 0.832; 0.0786 0.119", "entry_decimal_point"),
    ("v", "0.033", "decimal_point"),
    ("u", "-102", "digits_swapped"),  # from -120, where one more figure was not given
]


@pytest.mark.parametrize("step, text, kind", PEN)
def test_a_slip_of_the_pen_is_told(step: str, text: str, kind: str) -> None:
    mark = judged_at(step, **{step: text})
    assert mark.slip == kind, (mark.slip, mark.slip_words)
    assert 0.5 <= mark.credit < 1


def test_it_is_told_of_what_follows_from_rounded_values_of_which_others_were_carried() -> None:
    """D of the full C, beside a C in two figures: the entries differ from those of the C typed."""
    right = np.asarray(ASSIGNMENT.questions[0].solution["D"])
    wrong = right.copy()
    wrong[0, 1] *= -1
    text = "; ".join(" ".join(f"{entry:.4f}" for entry in row) for row in wrong)
    mark = judged_at("D", C="0.71 0.73; 0.17 0.83; 0.79 0.12", D=text)
    assert mark.slip == "entry_sign"


def test_digits_are_exchanged_with_zeros_that_were_left_out_but_not_across_the_point() -> None:
    assert digits_exchanged(0.38, 3) == [0.83, 0.308]
    assert 0.1069 in digits_exchanged(0.0169)
    assert digits_exchanged(2.0, 1) == []
    assert digits_exchanged(0.5) == []


def test_a_sign_is_told_where_several_signs_would_give_the_answer() -> None:
    """The minus in front left out and the other sign are one where the label is 1."""
    mark = judged_at("loss", loss="-0.994")
    assert (mark.slip, mark.credit) == ("sign", 0.5)
    assert "sign" in (mark.slip_words or "")


def test_who_forgets_to_square_may_have_either_difference() -> None:
    for text in ("12.0", "-12.0"):
        assert judged_at("square", square=text).slip == "not_squared"


def test_the_labels_of_several_samples_may_all_be_one_off() -> None:
    P = np.array([[0.24, 0.23, 0.53], [0.15, 0.31, 0.54], [0.41, 0.17, 0.42]])
    T = np.array([[1, 0, 0], [0, 0, 1], [0, 1, 0]])
    for shift in (1, 2):
        wrong = P - np.roll(T, shift, axis=1)
        text = "; ".join(" ".join(f"{entry:.2f}" for entry in row) for row in wrong)
        assert judged_at("dL_dZ", dL_dZ=text).slip == "other_label"


def test_rounding_is_looked_into_however_many_other_values_were_stated() -> None:
    """Only what the rule uses counts: twenty matrices beside it make no slip unseen."""
    values = {"a": 0.4, "h": 0.6, "M": np.arange(1.0, 101.0).reshape(10, 10)}
    question = Question(values, {"k": "sigmoid(a)", "g": "h * k * k", "N": "2 M"})
    stated = {"k": (0.6, 1), "N": (0.0, 1)}
    attempt = question.attempt("g", question.values["k"] * 0.6, 3, {"k": stated["k"]})
    many = np.arange(1.0, 101.0).reshape(10, 10)
    wide = SimpleNamespace(low=many - 0.5, high=many + 0.5)
    from dataclasses import replace

    given = [*attempt.given[:-1], {**attempt.given[-1], "N": many}]
    crowded = replace(attempt, given=given, ranges={**attempt.ranges, "N": wide})
    from grader.slips import slip_of

    found = slip_of(question.near("g"), crowded)
    alone = slip_of(question.near("g"), attempt)
    assert found is not None
    assert alone is not None
    assert found == alone
