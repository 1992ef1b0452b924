"""Tables of one column, of one row, and cells left out with a dash: however they are written."""

from __future__ import annotations

import pytest

from grader.commands.template import answer_form
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Tables
tolerance: {rtol: 0.005}
questions:
  "1":
    title: Tables
    steps:
      column:
        points: 4
        answer: table
        rows: [k = 0, k = 1, k = 2, k = 3]
        columns: [phase]
        formula: "[[0], [-71.6], [none], [71.6]]"
      words:
        points: 3
        answer: table
        rows: [a, b, c]
        columns: {kind: [odd, even]}
        formula: "[[0], [1], [0]]"
      row:
        points: 4
        answer: table
        rows: [x]
        columns: [A, B, C, D]
        formula: "[[1.5, 2.5, none, 4.5]]"
      whole:
        points: 4
        answer: table
        rows: [x, y]
        columns: [A, B]
        formula: "[[1.5, 2.5], [none, none]]"
      long:
        points: 6
        answer: table
        rows: [a, b, c, d, e, f]
        columns: [value]
        formula: "[[1], [2], [3], [4], [5], [6]]"
"""
ASSIGNMENT = read_assignment(RUBRIC, "tables.yaml")
WRITTEN = {
    "column": [
        "0\n-71.6\n-\n71.6", "0\n-71.6\n--\n71.6", "0, -71.6, -, 71.6", "0 -71.6 - 71.6",
        "[0, -71.6, none, 71.6]", "[[0], [-71.6], [], [71.6]]", "[[0], [-71.6], [-], [71.6]]",
        "0; -71.6; –; 71.6", "phase\n-----\n0\n-71.6\n-\n71.6", "phase\n0\n-71.6\n-\n71.6",
        "k = 0: 0\nk = 1: -71.6\nk = 2: -\nk = 3: 71.6",
        "k | phase\n---|---\nk = 0 | 0\nk = 1 | -71.6\nk = 2 | -\nk = 3 | 71.6",
        "| phase |\n|---|\n| 0 |\n| -71.6 |\n| - |\n| 71.6 |",
    ],
    "words": [
        "odd, even, odd", "odd even odd", "odd\neven\nodd", "[odd, even, odd]",
        "a: odd; b: even; c: odd", "[[odd], [even], [odd]]",
    ],
    "row": [
        "1.5\n2.5\n-\n4.5", "1.5, 2.5, -, 4.5", "[1.5, 2.5, -, 4.5]", "[[1.5, 2.5, -, 4.5]]",
        "1.5; 2.5; -; 4.5", "x: 1.5, 2.5, -, 4.5", "A = 1.5, B = 2.5, C = -, D = 4.5",
        "| A | B | C | D |\n|---|---|---|---|\n| 1.5 | 2.5 | - | 4.5 |",
        "A B C D\n1.5 2.5 - 4.5",
    ],
    "whole": [
        "1.5, 2.5\n- | -", "1.5 2.5\n- -", "| A | B |\n|-|-|\n| 1.5 | 2.5 |\n| - | - |",
        "| 1.5 | 2.5 |\n| - | - |", "| A | B |\n|---|---|\n| 1.5 | 2.5 |\n| - | - |",
        "A, B\n1.5, 2.5\n-, -",
    ],
    "long": ["1, 2, 3, 4, 5, 6", "1\n2\n3\n4\n5\n6"],
}  # fmt: skip


@pytest.mark.parametrize("step, text", [(s, text) for s, them in WRITTEN.items() for text in them])
def test_a_narrow_table_is_read_in_a_line_and_below_each_other(step: str, text: str) -> None:
    mark = judged_by(ASSIGNMENT, **{step: text})[step]
    assert (mark.verdict.value, mark.credit) == ("correct", 1), mark.reason


@pytest.mark.parametrize("step, text", [
    ("column", "0\n-71.6\n71.6"), ("column", "0, -71.6, 71.6"), ("row", "1.5\n2.5"),
    ("whole", "1.5, 2.5"), ("whole", "1.5, 2.5, 3.5, 4.5"),
])  # fmt: skip
def test_a_row_too_few_is_asked_for(step: str, text: str) -> None:
    mark = judged_by(ASSIGNMENT, **{step: text})[step]
    assert mark.verdict.value == "unreadable", mark


FORMS = {
    "column": "; a column phase with the rows k = 0, k = 1, k = 2, k = 3: [.., .., .., ..]",
    "row": "; a row x with the columns A, B, C, D: [.., .., .., ..]",
    "whole": "; a table with the rows x, y and the columns A, B: [[.., ..], [.., ..]]",
    "long": "; a column value with the rows a, b, c, d, e, f: [.., .., .., .., ...]",
}


@pytest.mark.parametrize("name", FORMS)
def test_the_template_shows_as_many_cells_as_there_are(name: str) -> None:
    (question,) = ASSIGNMENT.questions
    step = next(step for step in question.steps if step.name == name)
    assert answer_form(question, step) == FORMS[name]
