"""A step that a rubric asks for in part (a) is what the student's part (a) comes to."""

from __future__ import annotations

import pytest

from grader.answers.sheet.step_words import Wording
from tests.sheet.test_evidence import read
from tests.sheet.test_reader import asked_by

RUBRIC = """title: Two events
questions:
  "1":
    title: Chances
    parameters: {{p: 0.8, q: 0.9, both: 0.71}}
    steps:
      first: {{label: "{0} only one of them", points: 1, formula: p - both}}
      second: {{label: "{1} only the other", points: 1, formula: q - both}}
      third: {{label: "{2} neither of them", points: 1, formula: 1 - p - q + both}}
"""
DUE = {"first": "0.09", "second": "0.19", "third": "0.01"}
SHEETS = [
    ("(a)", "(b)", "(c)"),
    ("a)", "b)", "c)"),
    ("a.", "b.", "c."),
    ("1.", "2.", "3."),
    ("i)", "ii)", "iii)"),
    ("Part a:", "Part b:", "Part c:"),
]
NOISE = "There are 30 students, 8 of 10 and 9 of 10, with 0.5, 0.7, 2.5, 3.5 and 6 as their marks."
LINE = "{0} We have $P(A \\cap !B) = 0.09$\n\n{1} and $P(!A \\cap B) = 0.19$\n\n{2} $P(!C) = 0.01$"


def answers(text: str, marks: tuple[str, ...]) -> dict[str, str]:
    sheet = read(f"# Question 1\n\n{text}", asked_by(RUBRIC.format(*marks)))
    assert not any(answer.sure for answer in sheet.answers)
    return {answer.step: answer.text for answer in sheet.answers}


@pytest.mark.parametrize("marks", SHEETS, ids=[marks[0] for marks in SHEETS])
def test_a_value_that_fits_is_the_step_of_its_part(marks):
    assert answers(f"{NOISE}\n\n{LINE.format(*marks)}", marks) == DUE


def test_the_mark_itself_counts_and_not_how_it_is_written():
    marks = ("Part a:", "Part b:", "Part c:")
    assert answers(f"{NOISE}\n\n{LINE.format('(a)', '(b)', '(c)')}", marks) == DUE


def test_a_heading_is_a_mark_as_well():
    text = "## (c)\n\n$P(!C) = 0.01$\n\n## (b)\n\n$P(!A) = 0.19$\n\n## (a)\n\n$P(A) = 0.09$"
    assert answers(f"{NOISE}\n\n{text}", ("(a)", "(b)", "(c)")) == DUE


def test_parts_in_another_order_are_told_by_their_marks():
    lines = LINE.split("\n\n")
    text = "\n\n".join(reversed(lines)).format("(a)", "(b)", "(c)")
    assert answers(f"{NOISE}\n\n{text}", ("(a)", "(b)", "(c)")) == DUE


def test_a_number_of_a_part_that_is_not_its_value_is_not_placed():
    text = "(a) There are 17 of them.\n\n(b) We draw 4.\n\n(c) The total is 21."
    assert answers(text, ("(a)", "(b)", "(c)")) == {}


@pytest.mark.parametrize(
    "under, wanted",
    [
        ((), ()),
        (("a",), ("first",)),
        (("a", "b"), ("second",)),
        (("1", "a", "2"), ("first",)),
        (("d",), ()),
        (("a", "d"), ()),
        (("a", "ii"), ("first",)),
    ],
)
def test_the_nearest_mark_that_a_step_has_is_the_part(under, wanted):
    (asked,) = asked_by(RUBRIC.format("(a)", "(b)", "(c)"))
    assert tuple(Wording(asked).asked_under(under)) == wanted


def test_a_label_that_only_looks_like_a_mark_is_none():
    (asked,) = asked_by(RUBRIC.format("F1-measure", "", "the part a"))
    assert Wording(asked).parts == {}


def test_a_wrong_value_that_ends_its_part_is_placed_in_doubt():
    text = "(a) $P = 0.8 - 0.1 = 0.7$\n\n(b) $P = 0.9$, so $P = 0.19$\n\n(c) $P = 0.05$"
    assert answers(text, ("(a)", "(b)", "(c)")) == {
        "first": "0.7",
        "second": "0.19",
        "third": "0.05",
    }


def test_many_numbers_in_a_part_fit_by_luck():
    numbers = "\n\n".join(f"{{}} $q_{{{n}}} = 0.{n}$" for n in range(5, 99))
    text = "\n\n".join(f"{mark}\n\n{numbers}" for mark in ("(a)", "(b)", "(c)")).replace("{}", "")
    found = answers(text, ("(a)", "(b)", "(c)"))
    assert not {*found.values()} & {*DUE.values()}


MANY = """title: Demands
questions:
  "1":
    title: Before and after
    parameters: {m: 12, p: 3.5, q: 1.7}
    steps:
      x: {label: "(a) how much of the first", points: 1, formula: m / p}
      z: {label: "(a) how much of the second", points: 1, formula: m / q}
      u: {label: "(a) how well that is", points: 1, formula: x * z}
      v: {label: "(a) how well at most", points: 1, formula: x + z}
      w: {label: "(b) how much is left", points: 1, formula: m - p - q}
"""


def test_another_part_speaks_against_a_step_of_its_own():
    text = "(a) $z = 7.2$, so $x = 3.1$\n\n(b) With $x = 5.9$ we have $w = 6.8$"
    sheet = read(f"# Question 1\n\n{text}", asked_by(MANY))
    found = {answer.step: answer.text for answer in sheet.answers}
    assert found == {"x": "3.1", "z": "7.2", "w": "6.8"}
