"""Whole rubrics as a TA mistypes them, from the title to the last list: what is said, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.review.checks import rubric_problems

RUBRIC = """\
title: Quiz
tolerance: {rtol: 0.01}
questions:
  1a:
    title: A layer
    solver: linear_layer
    parameters:
      W: [[0.3, 0.5], [-0.2, 0.4]]
      X: [[0, 2], [3, 1]]
      Y_hat: [[0.5, 1], [1, -1.5]]
      step_size: 0.1
    steps:
      Y: {label: Y = WX, points: 3, expected: [[1.5, 1.1], [1.2, 0]]}
      loss: {label: "L, the loss", points: 2}
  1b:
    title: Own
    parameters: {a: 2.5, b: 0.3}
    definitions: {n: 3 a}
    steps:
      y: {label: y, points: 1, formula: a b n}
      z:
        label: z
        points: 2
        formula: y^2
"""
Row = tuple[str, str, list[str]]
"""What stands there, what was typed in its place, and what is said."""


def rows(text: str) -> list[Row]:
    found = []
    for block in text.split("\n\n")[1:]:
        lines = block.rstrip("\n").split("\n")
        there, typed, said = ([x[2:] for x in lines if x.startswith(sign)] for sign in "-+>")
        found.append(("\n".join(there), "\n".join(typed), said))
    return found


ROWS = rows((Path(__file__).parent / "rubrics.txt").read_text(encoding="utf-8"))


def told(text: str) -> list[str]:
    found = rubric_problems(text, "r.yaml")[1]
    return [str(problem).removeprefix("r.yaml:") for problem in found]


def test_the_rubric_as_it_stands_is_fine() -> None:
    assert told(RUBRIC) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0].strip()} -> {row[1].strip()}")
def test_a_mistyped_rubric_is_told_in_the_words_of_our_house(row: Row) -> None:
    there, typed, said = row
    line = f"{there}\n" if f"{there}\n" in RUBRIC and not typed else there
    assert line in RUBRIC
    assert told(RUBRIC.replace(line, typed, 1)) == said


WHOLE = [
    ("", ["1: a rubric is a mapping with the keys title and questions"]),
    ("\ufeff" + RUBRIC, []),
    (f"---\n{RUBRIC}...\n", []),
    (RUBRIC.replace("points: 2\n", "points:\t2\n"), []),
    (
        RUBRIC.replace("\n", "\r\n").replace("formula: y^2", "formula: max(y, 0): y"),
        [
            "24: questions.1b.steps.z.formula: a value with a colon and a space needs quotes; write"
            " formula: 'max(y, 0): y'",
            "24: questions.1b.steps.z.formula: character 10: : was not expected here (in"
            " 'max(y, 0): y')",
        ],
    ),
    (
        f"```yaml\n{RUBRIC}```\n",
        [
            "1: this line is no part of a rubric; remove it",
            "26: questions.1b.steps.z.formula: this line is no part of a rubric; remove it",
        ],
    ),
    (
        RUBRIC.replace("Own", "O\x00wn"),
        ["16: questions.1b.title: a sign here is not the one it looks like; type this line again"],
    ),
]


@pytest.mark.parametrize("text, said", WHOLE)
def test_a_file_of_another_kind_is_told_or_read(text: str, said: list[str]) -> None:
    assert told(text) == said


@pytest.mark.parametrize("count", [1, 7])
def test_a_rubric_of_one_slip_a_line_is_told_to_the_end(count: int) -> None:
    """Each step has a comma too many, and every one is told with its line."""
    steps = "".join(f"      s{i}: {{points: 1, formula: max(a, {i})}}\n" for i in range(count))
    assert len(told(RUBRIC.replace("      y: {", f"{steps}      y: {{"))) == count
