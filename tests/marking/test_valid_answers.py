"""Answers of which many are right: any that meets what the rubric says."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Valid
tolerance: {rtol: 0.005}
questions:
  "1":
    title: Vectors
    parameters: {A: [[2, 1], [1, 2]], u: [1, 2, 2]}
    steps:
      lam: {points: 1, formula: 'eigenvalues(A)[0]'}
      v: {points: 2, formula: "[1, 1]", valid: A v = lam v and norm(v) > 0}
      w: {points: 1, formula: A v}
      o: {points: 2, formula: "[2, -1, 0]", valid: u · o = 0 and norm(o) > 0}
      Q:
        {points: 3, formula: "[[2, -1, 0], [2, 0, -1]]", valid: Q u = 0 and matrix_rank(Q) == 2}
      n: {points: 1, formula: 7, valid: 'mod(n, 5) == 2 and not n < 3 and n != 12'}
      i: {points: 1, formula: 2, valid: 'u[i] = max(u) and i > 1'}
      c: {points: 2, formula: "[[1, 2], [2, 1]]", valid: 'sum(c, axis=1) = 3 and det(c) != 0'}
      s: {points: 1, answer: set, formula: "[3, 7]", valid: sum(s) = 10 and prod(s) > 20}
"""
ASSIGNMENT = read_assignment(RUBRIC, "valid.yaml")
judged = partial(judged_by, ASSIGNMENT)

RIGHT = [
    *(("v", text) for text in (
        "[1, 1]", "[-3, -3]", "[0.707, 0.707]", "[0.7, 0.7]", "[0.71, 0.70]",
    )),
    *(("o", text) for text in (
        "[2, -1, 0]", "[0, 1, -1]", "[-0.667, -0.667, 1]", "[1, 1/2, -1]", "[-0.67, -0.67, 1]",
    )),
    *(("Q", text) for text in ("[[2,-1,0],[0,1,-1]]", "[[0,5,-5],[2,0,-1]]")),
    *(("n", text) for text in ("7", "17", "22")),
    ("i", "2"),
    *(("c", text) for text in ("[[1,2],[2,1]]", "[[0.5,2.5],[3,0]]")),
    *(("s", text) for text in ("{7, 3}", "{4, 6}", "{2, 3, 5}")),
]  # fmt: skip
WRONG = [
    *(("v", text) for text in ("[0, 0]", "[1, 0]", "[1, -1]", "[0.6, 0.8]", "[1, 1, 1]", "3")),
    *(("o", text) for text in ("[1, 1, 1]", "[0, 0, 0]", "[-0.667, -0.667, 1.1]", "[2, -1, 1]")),
    *(("Q", text) for text in ("[[2,-1,0],[4,-2,0]]", "[[1,0,0],[0,1,0]]", "[[0,0,0],[0,0,0]]")),
    *(("n", text) for text in ("2", "12", "8")),
    *(("i", text) for text in ("1", "0", "3", "2.5", "-1")),
    *(("c", text) for text in ("[[1,2],[1,2]]", "[[1,2],[2,2]]")),
    *(("s", text) for text in ("{1, 9}", "{5, 6}", "{}")),
]


@pytest.mark.parametrize("step, text", RIGHT)
def test_any_answer_that_is_valid_is_right(step: str, text: str) -> None:
    mark = judged(**{step: text})[step]
    assert (mark.verdict.value, mark.credit) == ("correct", 1)


@pytest.mark.parametrize("step, text", WRONG)
def test_any_other_earns_nothing(step: str, text: str) -> None:
    mark = judged(**{step: text})[step]
    assert (mark.verdict.value, mark.credit) == ("incorrect", 0)


@given(st.integers(-20, 20), st.integers(-20, 20))
def test_an_eigenvector_is_right_just_where_it_is_one(a: int, b: int) -> None:
    mark = judged(v=f"[{a}, {b}]")["v"]
    assert mark.is_right is (a == b != 0)


FOLLOWED = [
    ("1", "[1, -1]", "follows"),
    ("1", "[0.707, -0.707]", "follows"),
    ("1", "[1, 1]", "correct"),
    ("1", "[1, 2]", "incorrect"),
    ("1", "[0, 0]", "incorrect"),
]


@pytest.mark.parametrize("own, text, verdict", FOLLOWED)
def test_a_valid_answer_follows_from_own_values(own: str, text: str, verdict: str) -> None:
    mark = judged(lam=own, v=text)["v"]
    assert mark.verdict.value == verdict
    assert mark.inputs == ("lam",)


def test_later_steps_go_on_with_the_own_choice() -> None:
    found = judged(v="[-2, -2]", w="[-6, -6]")
    assert {mark.verdict.value for mark in found.values()} == {"correct"}


EIGEN = "A v = lam v and norm(v) > 0"
REFUSED = [
    ("A v = lam v", "zero meets it: add that there is something, such as norm(v) > 0"),
    ("A v = 2 v and norm(v) > 0", "it does not hold of the step's own value"),
    ("A v = w and norm(v) > 0", "w rests on v itself"),
    ("norm(v) > 1", "guesses of whole numbers meet it; ask for more"),
    ("lam > 0", "it does not name v"),
    ("A v", "says nothing that is true or false"),
    ("A v = lam z", "z is not defined"),
    ("A v = lam v and (norm(v) > 0", "a closing ) is missing"),
]


@pytest.mark.parametrize("valid, told", REFUSED)
def test_lint_proves_that_the_example_is_valid_and_guesses_are_not(valid: str, told: str) -> None:
    _, problems = rubric_problems(RUBRIC.replace(EIGEN, valid), "v.yaml")
    found = [str(problem) for problem in problems if "v.valid" in str(problem)]
    assert any(told in one for one in found), found


def test_lint_warns_of_valid_answers_only_where_a_filled_box_is_one() -> None:
    _, problems = rubric_problems(RUBRIC, "v.yaml")
    assert [str(one) for one in problems if "valid" in str(one) or not one.is_warning] == [
        "v.yaml:10: questions.1.steps.v.valid: warning: 1 in every entry meets it, as any number"
        " may with which a box is filled; take others, such as an eigenvector [2, 1]"
    ]


SINGLE = """
title: One
questions:
  "1":
    title: Numbers
    parameters: {k: 3}
    definitions: {most: 2 k}
    steps:
      x: {points: 1, formula: 1, valid: x < most}
"""


def test_of_a_single_number_zero_and_a_guess_may_be_right() -> None:
    """It is a warning; and what only a condition rests on is used."""
    assignment, problems = rubric_problems(SINGLE, "v.yaml")
    assert assignment is not None
    assert [str(one) for one in problems] == [
        "v.yaml:9: questions.1.steps.x.valid: warning: 60 of 60 guesses of small whole numbers"
        " meet it; give most of the points to what it rests on"
    ]


def test_what_the_digits_of_an_answer_leave_open_is_no_fault_of_it() -> None:
    """Without a tolerance as well; a digit that is off shows."""
    exact = read_assignment(RUBRIC.replace("rtol: 0.005", "rtol: 0"), "v.yaml")
    texts = {"[-0.667, -0.667, 1]": True, "[-0.668, -0.667, 1]": False, "[-2/3, -2/3, 1]": True}
    found = {text: judged_by(exact, o=text)["o"].is_right for text in texts}
    assert found == texts
