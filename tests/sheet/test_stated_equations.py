"""Equations and formulas of logic that a sheet states."""

from __future__ import annotations

import pytest

from grader.answers import SheetFile, sheet_of
from grader.rubric.load import read_assignment

RUBRIC = """
title: Stated
questions:
  "1":
    title: A line
    parameters: {x1: 1, y1: 3}
    steps:
      m: {label: the slope, points: 1, formula: y1 - x1}
      line:
        {label: the line through the points, points: 2, answer: equation, symbols: [x, y], formula: y - y1 = m (x - x1)}
  "2":
    title: A circuit
    steps:
      f: {label: the output f, points: 2, answer: logic, symbols: [A, B, C], formula: A B + A' C}
      g: {label: g as a product of sums, points: 2, answer: logic, symbols: [A, B, C], formula: (A + C)(A' + B)}
"""
ASSIGNMENT = read_assignment(RUBRIC, "stated.yaml")


def stated(text: str, name: str = "s.md") -> dict[str, tuple[str, bool]]:
    """What a sheet says for each step, and whether that is certain."""
    sheet = sheet_of([SheetFile(name=name, data=text.encode())], ASSIGNMENT)
    return {one.step: (one.text, one.sure) for one in sheet.answers}


LINES = [
    ("The line is y = 2x + 1.", "The line is y = 2x + 1", True),
    ("So the line is $y = 2x + 1$, as it should be.", "y = 2x + 1", True),
    ("Hence the line through the points is\n\n$$y = 2x + 1$$", "y = 2x + 1", True),
    ("line: y = 2x + 1", "line: y = 2x + 1", True),
    ("$y - 3 = 2(x - 1)$\n\n$y = 2x + 1$", "y = 2x + 1", False),
    ("$y = 2x + 1$, so $x = 4.5$", "y = 2x + 1", False),
    ("$y = 2x + 1$\n\n$x = 4.5$", "y = 2x + 1", False),
    ("The slope is m = 2.", None, False),
    ("There is no equation here, and x is no answer.", None, False),
]


@pytest.mark.parametrize("text, said, is_sure", LINES)
def test_an_equation_is_found_where_it_is_said_what_it_is(text, said, is_sure) -> None:
    found = stated(f"# 1\n\n{text}\n")
    assert found.get("line") == (None if said is None else (said, is_sure))


FORMULAS = [
    (r"By the map, $f = AB + \overline{A}C$.", "f", r"f = AB + \overline{A}C", True),
    ("As a product of sums, g is (A + C)(A' + B).", "g", "(A + C)(A' + B)", True),
    (r"\[ A \land B \lor \lnot A \land C \]", "f", r"A \land B \lor \lnot A \land C", False),
    ("A map of the circuit shows a hazard.", "f", None, False),
    ("The output f: A B + A' C", "f", "The output f: A B + A' C", True),
]


@pytest.mark.parametrize("text, step, said, is_sure", FORMULAS)
def test_a_formula_of_logic_is_found_where_it_is_said_what_it_is(text, step, said, is_sure):
    found = stated(f"# 2\n\n{text}\n").get(step)
    assert (found is None) == (said is None)
    assert found is None or (found[0].endswith(said or "") and found[1] is is_sure)
