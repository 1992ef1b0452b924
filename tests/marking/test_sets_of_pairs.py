"""Sets of tuples: relations, points, edges."""

from __future__ import annotations

from functools import partial
from itertools import permutations

import pytest

from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Pairs
tolerance: {rtol: 0.01}
questions:
  "1":
    title: Pairs
    parameters: {a: 1, b: 2}
    steps:
      c: {label: c, points: 1, formula: a + b}
      R:
        points: 3
        answer: set
        formula: "[[a, b], [b, c], [c, a]]"
        expected: [[3, 1], [1, 2], [2, 3]]
      E:
        points: 3
        answer: set
        up_to: order
        formula: "[[a, b], [b, c], [c, 4]]"
        expected: [[2, 1], [4, 3], [2, 3]]
      P:
        points: 2
        answer: set
        formula: "[[sqrt(2), 2], [-sqrt(2), 2]]"
        expected: [[1.4142, 2], [-1.4142, 2]]
      one: {points: 1, answer: set, formula: "[[3, 4]]"}
"""
ASSIGNMENT = read_assignment(RUBRIC, "pairs.yaml")
judged = partial(judged_by, ASSIGNMENT)

ORDERS = permutations(("(1, 2)", "(2,3)", "(3, 1)"))
SAID = [
    *(("R", "{" + ", ".join(order) + "}", 1) for order in ORDERS),
    *(("R", text, 1) for text in (
        "(1,2) (2,3) (3,1)", r"\\{(1, 2), (2, 3), (3, 1)\\}", "{⟨1,2⟩,⟨2,3⟩,⟨3,1⟩}",
        "R = {(1,2),(2,3),(3,1)}",
        "{(1,2),(2,3),(3,1),(1,2)}", "[[1,2],[2,3],[3,1]]", r"\\langle 1,2 \\rangle, (2,3), (3,1)",
        "(1,2), (2,3) and (3,1)", "(1, 2); (2, 3); (3, 1)",
    )),
    ("R", "{(1,2),(2,3)}", 2 / 3),
    ("R", "{(1,2),(2,3),(3,1),(1,1)}", 3 / 4),
    ("R", "{(2,1),(3,2),(1,3)}", 0),
    ("R", "{(1,3),(2,1),(3,2)}", 0),
    ("R", "∅", 0),
    *(("E", text, 1) for text in (
        "{(2,1),(3,2),(4,3)}", "{{1,2},{2,3},{3,4}}", "(3,4),(2,1),(2,3)",
    )),
    *(("P", text, 1) for text in ("(1.414, 2), (-1.414, 2)", "{(-√2, 2), (√2, 2)}")),
    ("P", "(1.414, 2)", 1 / 2),
    *(("one", text, 1) for text in ("(3,4)", "{(3, 4)}", "[[3, 4]]")),
]  # fmt: skip


@pytest.mark.parametrize("step, text, credit", SAID)
def test_a_set_of_pairs_is_right_pair_by_pair(step: str, text: str, credit: float) -> None:
    mark = judged(**{step: text.replace("\\\\", "\\")})[step]
    assert mark.credit == pytest.approx(credit), mark.reason


UNREAD = [
    ("{1, 2, 3}", "tuples of 2 numbers are asked for; write them as (1, 2)"),
    ("{(1,2,3)}", "tuples of 2 numbers are asked for"),
    ("{(1,2),(2,3,4)}", "some of the tuples have 2 numbers and others 3"),
]


@pytest.mark.parametrize("text, told", UNREAD)
def test_what_is_no_pair_is_told_and_not_called_wrong(text: str, told: str) -> None:
    mark = judged(R=text)["R"]
    assert mark.verdict.value == "unreadable"
    assert told in (mark.reason or "")


def test_pairs_follow_from_own_values() -> None:
    assert judged(c="5", R="{(1,2),(2,5),(5,1)}")["R"].verdict.value == "follows"


def test_a_set_without_tuples_has_none() -> None:
    text = RUBRIC.replace('"[[3, 4]]"', '"[3, 4]"')
    found = judged_by(read_assignment(text, "p.yaml"), one="{3, 4}")["one"]
    assert found.verdict.value == "correct"


def test_the_own_numbers_of_a_ta_are_compared_pair_by_pair() -> None:
    _, problems = rubric_problems(RUBRIC, "p.yaml")
    assert not [str(problem) for problem in problems if "yours" in str(problem)]
    _, problems = rubric_problems(RUBRIC.replace("[2, 3]]", "[2, 4]]"), "p.yaml")
    assert len([str(problem) for problem in problems if "yours" in str(problem)]) == 2
