"""What lint says of drawn numbers: how they are written, and how they come out for students."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.review.checks import rubric_problems

RUBRIC = """\
title: Quiz 9
tolerance: {rtol: 0.01}
questions:
  1a:
    title: A neuron
    parameters:
      w1: {draw: 'uniform(0.1, 0.9)', decimals: 2}
      x: {draw: 'choice([1, 2, 3])'}
      W: {draw: 'uniform(-1, 1)', decimals: 1, shape: [2, 3]}
      v: [[1], [2], [0.5]]
      n:
        draw: integer(2, 9)
      t: 1
    constraints:
      - z1 != 0
      - max(h) < 0.95
    steps:
      z1: {label: z1 = w1 x, points: 1, formula: w1 x}
      h: {label: h = σ(W v), points: 2, formula: sigmoid(W v)}
      y: {label: y, points: 1, formula: "sum(h) z1 + n"}
      loss: {label: L, points: 1, formula: (y - t)^2 / 2}
"""
Row = tuple[str, str, list[str]]


def rows() -> list[Row]:
    text = (Path(__file__).parent / "rubric.txt").read_text(encoding="utf-8")
    found = []
    for block in text.split("\n\n")[1:]:
        lines = block.rstrip("\n").split("\n")
        there, typed, said = ([x[2:] for x in lines if x.startswith(sign)] for sign in "-+>")
        found.append((there[0], typed[0].replace("\\n", "\n"), said))
    return found


def told(text: str) -> list[str]:
    found = rubric_problems(text, "r.yaml")[1]
    return [str(problem).removeprefix("r.yaml:") for problem in found]


def test_the_rubric_as_it_stands_is_fine() -> None:
    assert told(RUBRIC) == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]} -> {row[1]}")
def test_what_is_said_of_a_rubric_that_draws(row: Row) -> None:
    there, typed, said = row
    assert there in RUBRIC
    assert told(RUBRIC.replace(there, typed, 1)) == said


def test_constraints_without_draws_are_told() -> None:
    text = RUBRIC
    for drawn, given in (
        ("{draw: 'uniform(0.1, 0.9)', decimals: 2}", "0.5"),
        ("{draw: 'choice([1, 2, 3])'}", "2"),
        ("{draw: 'uniform(-1, 1)', decimals: 1, shape: [2, 3]}", "[[0.1, 0.2, 0.3]]"),
        ("\n        draw: integer(2, 9)", " 3"),
    ):
        text = text.replace(drawn, given)
    message = "no parameter of this question is drawn, so nothing is drawn again"
    assert told(text) == [f"13: questions.1a.constraints: {message}"]


def test_students_who_share_their_numbers_are_told_of() -> None:
    few = RUBRIC.replace("'uniform(0.1, 0.9)', decimals: 2", "'choice([0.3, 0.4])'")
    few = few.replace("'uniform(-1, 1)', decimals: 1, shape: [2, 3]", "'choice([[[1, 0, 1]]])'")
    assert any(
        "200 students get only 46 different sets of numbers; widen the ranges of w1, x, W and n"
        in line
        for line in told(few)
    )


def test_a_constraint_on_what_is_carried_on_is_tried_with_the_numbers_it_rests_on() -> None:
    linked = RUBRIC + (
        "  1b:\n    title: More\n    parameters: {from: 1a, only: [w1], y: 1a.y}\n"
        "    constraints: [s > 2]\n    steps: {s: {points: 1, formula: w1 y}}\n"
    )
    assert told(linked) == []
    message = "in 2,000 draws no numbers were found for any student: it hardly ever holds"
    assert told(linked.replace("s > 2", "s > 200")) == [
        f"25: questions.1b.constraints.0: {message}; widen the ranges"
    ]
    wrong = linked.replace("s: {points: 1, formula: w1 y}", "s: {points: 1, formula: w1 yy}")
    assert len(told(wrong)) == 1
    assert "yy is not defined in this question" in told(wrong)[0]


WHOLE = """\
title: Quiz
tolerance: {rtol: 0.01}
questions:
  1a:
    title: Counts
    parameters:
      n: {draw: 'integer(3, 60)'}
      x: {draw: 'uniform(0.1, 0.9)', shape: [4]}
    steps:
      up: {points: 1, formula: ceil(n / 2)}
      down: {points: 1, formula: floor(n / 2)}
      best: {points: 1, formula: argmax(x)}
      big: {points: 1, formula: sum(x > 0.5)}
      half: {points: 1, formula: RULE}
"""


def test_whole_numbers_that_are_the_same_now_and_then_are_no_fault() -> None:
    """Half of n rounded up and down: one answer where n is even, and nothing to widen."""
    assert not any("alike" in one for one in told(WHOLE.replace("RULE", "sum(x)")))
    assert any("up and half are alike" in one for one in told(WHOLE.replace("RULE", "n / 2")))
