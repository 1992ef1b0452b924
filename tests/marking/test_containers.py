"""A right value counts in whatever container it is written; a wrong shape is told in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.agreement.tolerance_by_distance import fitted
from grader.question import Assignment
from grader.rubric.load import read_assignment
from grader.words.feedback import step_feedback
from tests.filled_in import judged

MAPS = """\
title: Quiz
tolerance: {rtol: 0.002}
questions:
  q:
    title: Linear maps
    parameters: {A: [[2, 1], [0, 3]], p: [1, 4], u: [[1], [4]], c: [[3, -1]], B: [[1, 2, 3], [4, 5, 6]]}
    steps:
      flat: {points: 1, formula: A p}
      column: {points: 1, formula: A u}
      row: {points: 1, formula: c A}
      single: {points: 1, formula: c u}
      number: {points: 1, formula: sum(flat)}
      after: {points: 1, formula: flat + p}
      square: {points: 1, formula: A A}
      wide: {points: 1, formula: A B}
"""  # noqa: E501
QUIZ: Assignment = read_assignment(MAPS, "quiz.yaml")


def spelled(value: Any, shape: tuple[int, ...]) -> str:
    return str(np.asarray(value).reshape(shape).tolist())


VECTOR = ["[6, 12]", "[[6], [12]]", "[[6, 12]]", "6 12", "6; 12", "6\n12", "(6, 12)"]
VECTOR += [r"\begin{pmatrix} 6 \\ 12 \end{pmatrix}", r"\begin{bmatrix} 6 & 12 \end{bmatrix}"]
NUMBER = ["18", "[18]", "[[18]]", r"\begin{pmatrix} 18 \end{pmatrix}", "(18)"]


@pytest.mark.parametrize("text", VECTOR)
@pytest.mark.parametrize("step", ["flat", "column"])
def test_a_vector_is_right_as_a_list_a_column_or_a_row(step: str, text: str) -> None:
    assert judged(QUIZ, {step: text})[step].credit == 1


@pytest.mark.parametrize("text", NUMBER)
def test_a_number_is_right_in_brackets(text: str) -> None:
    assert judged(QUIZ, {"number": text})["number"].credit == 1


@pytest.mark.parametrize("text", ["-1", "[-1]", "[[-1]]"])
def test_a_matrix_of_one_entry_is_a_number(text: str) -> None:
    assert judged(QUIZ, {"single": text})["single"].credit == 1


def test_later_steps_follow_from_a_column_and_entries_count_in_it() -> None:
    found = judged(QUIZ, {"flat": "[[6], [11]]", "after": "[7, 15]"})
    assert (found["flat"].credit, found["flat"].shape) == (0.5, (2,))
    assert (found["after"].verdict.value, found["after"].credit) == ("follows", 1)


def test_a_slip_is_found_in_a_column() -> None:
    mark = judged(QUIZ, {"flat": "[[6], [12]]", "after": "[[5], [8]]"})["after"]
    assert (mark.slip, mark.credit) == ("minus_for_plus", 0.5)


SHAPES = [
    ("flat", "[6, 12, 1]", "a vector of 3 entries; a vector of 2 entries belongs here"),
    ("flat", "6", "a single number; a vector of 2 entries"),
    ("number", "[18, 1]", "a vector of 2 entries; a single number"),
    ("square", "[4, 5, 0, 9]", "a vector of 4 entries; a 2 x 2 matrix"),
    ("square", "[[4, 5, 0], [0, 9, 0]]", "a 2 x 3 matrix; a 2 x 2 matrix"),
    ("wide", "[[6, 12], [9, 15], [12, 18]]", "a 3 x 2 matrix; a 2 x 3 matrix"),
]


@pytest.mark.parametrize("step, text, words", SHAPES)
def test_a_wrong_shape_is_told_with_both_shapes(step: str, text: str, words: str) -> None:
    mark = judged(QUIZ, {step: text})[step]
    assert mark.credit < 1
    assert words in step_feedback(mark)


def test_a_transposed_rectangle_is_a_slip_on_the_own_values_too() -> None:
    text = MAPS.replace("A B}", "A B}\n      twice: {points: 1, formula: 2 wide}")
    quiz = read_assignment(text, "quiz.yaml")
    own = {"wide": "[[7, 9, 12], [12, 15, 18]]", "twice": "[[14, 24], [18, 30], [24, 36]]"}
    mark = judged(quiz, own)["twice"]
    assert (mark.slip, mark.credit) == ("transposed", 0.5)
    assert "rows and columns are exchanged" in step_feedback(mark)


def test_a_square_matrix_is_never_transposed_in_silence() -> None:
    assert judged(QUIZ, {"square": "[[4, 0], [5, 9]]"})["square"].credit < 1


@given(
    st.sampled_from([(3,), (3, 1), (1, 3), (1, 1, 3)]),
    st.sampled_from([(3,), (3, 1), (1, 3), (3, 1, 1)]),
)
def test_axes_of_one_entry_do_not_count(own: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    value = np.arange(3.0).reshape(own)
    assert fitted(value, wanted).shape == wanted
    assert fitted(value, wanted).ravel().tolist() == [0, 1, 2]


@pytest.mark.parametrize("own, wanted", [((4,), (2, 2)), ((2, 3), (3, 2)), ((2,), (3,))])
def test_where_the_shape_says_something_it_stays(
    own: tuple[int, ...], wanted: tuple[int, ...]
) -> None:
    assert fitted(np.zeros(own), wanted).shape == own
