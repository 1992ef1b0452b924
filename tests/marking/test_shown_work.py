"""A bare result loses credit; work in its own box or in another question makes it less bare."""

from __future__ import annotations

import pytest

from grader.assignment import read_assignment
from grader.marking import marks
from grader.marking.shown_work import is_bare, is_worked_out
from grader.model import Answer, Answers, Mark

TEXT = """\
title: Work
tolerance: {rtol: 0.001}
show_work: {deduct: 0.5}
questions:
  p:
    title: One sample
    parameters: {w: 0.8, x: 1.1}
    steps:
      z: {points: 1, formula: w x}
      y: {points: 1, formula: sigmoid(z)}
      loss: {points: 2, formula: -ln(y)}
      g: {points: 2, formula: (y - 1) x}
  q:
    title: The same sample, another loss
    parameters: {w: 0.8, x: 1.1}
    steps:
      z: {points: 1, formula: w x}
      y: {points: 1, formula: sigmoid(z)}
      loss: {points: 2, formula: (y - 1)^2}
"""
ASSIGNMENT = read_assignment(TEXT, "work.yaml")


def mark(step: str, answers: dict[str, Answer], unplaced: int = 0) -> Mark:
    by_step = {("p", name): answer for name, answer in answers.items() if "." not in name}
    by_step |= {(n[0], n[2:]): answer for n, answer in answers.items() if "." in n}
    given = Answers(by_step=by_step, unplaced={"p": unplaced})
    return next(m for m in marks(ASSIGNMENT, given) if m.question == "p" and m.step == step)


def said(**texts: str) -> dict[str, Answer]:
    return {name.replace("q_", "q."): Answer(text=text) for name, text in texts.items()}


@pytest.mark.parametrize(
    "answers, deducted",
    [
        (said(loss="0.3470"), 0.5),
        (said(loss="0.3470", g="-0.3225"), 0.5),  # only final results
        (said(loss="0.3470", y="0.7068"), 0),
        (said(loss="0.3470", y="0.9"), 0),  # a wrong step is work
        (said(loss="0.3470", z="0.88"), 0),
        (said(y="0.7068", loss="0.3470", g="-0.3225"), 0),
        (said(loss="0.3470", q_y="0.7068"), 0),  # shown in the other question
        (said(loss="-ln(0.7068) = 0.3470"), 0),
        (said(loss="-ln(0.7068)"), 0),
        (said(loss="L = 0.3470"), 0.5),
        (said(loss="I know = 0.3470"), 0.5),
        (said(loss="-ln y = 0.3470"), 0),
        (said(loss="3.470*10^-1"), 0.5),  # a value, not a way to it
        (said(g="(0.7068 - 1) * 1.1"), 0),
    ],
)
def test_a_result_is_bare_where_its_way_and_most_of_its_question_are_missing(
    answers: dict[str, Answer], deducted: float
) -> None:
    name = "loss" if "loss" in answers else "g"
    found = mark(name, answers)
    if found.verdict.value != "unreadable":
        assert (found.deducted, found.credit) == (deducted, 1 - deducted)


def test_one_blank_is_no_bare_result() -> None:
    answers = said(y="0.7068", loss="0.3470", g="-0.3225")
    assert mark("y", answers).deducted == 0


def test_a_sheet_is_treated_like_the_template() -> None:
    bare = {"loss": Answer(text="0.3470", where="hw.md, line 3", chain=("L", "0.3470"))}
    assert mark("loss", bare).deducted == 0.5
    chain = ("L", "-\\ln(0.7068)", "0.3470")
    shown = {"loss": Answer(text="0.3470", where="hw.md, line 3", chain=chain)}
    assert mark("loss", shown).deducted == 0


def test_what_found_no_step_may_be_the_way() -> None:
    bare = {"loss": Answer(text="0.3470", where="hw.md, line 3", chain=("L", "0.3470"))}
    assert mark("loss", bare, unplaced=1).deducted == 0.5
    assert mark("loss", bare, unplaced=2).deducted == 0


WORKED = [
    ("0.52", False),
    ("[1, 2, 3]", False),  # as many numbers, and no work
    ("[[1, 2], [3, 4]]", False),
    ("1/4", False),
    ("-0.52", False),
    ("2 * 0.25 * 3", True),
    ("3.47*10^-1 = 0.347", False),
    ("3.47*10^-1 * 2 = 0.694", True),
    ("-ln(0.59)", True),
    ("w x", False),  # two names say as little as two numbers
    ("w x = 0.88", True),
    ("w x + b", False),  # b is no name of the question
    ("w x + 1", True),
    ("2 pi w", True),
    ("exactly as shown", False),
    ("2 * (3", False),
    ("", False),
]


@pytest.mark.parametrize("text, is_worked", WORKED)
def test_a_box_shows_work_where_it_is_more_than_one_value(text: str, is_worked: bool) -> None:
    assert is_worked_out(Answer(text=text), {"w", "x"}) is is_worked


BARE = [
    (["z", "y"], ["z", "y", "loss", "g"], ["z", "y", "g"], 0, True),
    (["z", "y"], ["z", "y", "loss", "g"], ["z", "y"], 0, False),  # half of the question is there
    (["z", "y"], ["z", "y", "loss", "g"], ["z", "loss", "g"], 0, False),  # some of the way is
    ([], ["y"], ["y"], 0, False),  # nothing comes before it
    (["z", "y"], ["z", "y", "g"], ["z", "y", "g"], 1, True),
    (["z", "y"], ["z", "y", "g"], ["z", "y", "g"], 2, False),  # it may stand in the sheet
]


@pytest.mark.parametrize("way, others, blank, unplaced, bare", BARE)
def test_a_result_is_bare_where_nothing_of_its_way_can_be_anywhere(
    way: list[str], others: list[str], blank: list[str], unplaced: int, bare: bool
) -> None:
    assert is_bare(way, others, blank, unplaced) is bare
