"""Shares in per cent: in prose, and where a rubric asks for the number of per cent."""

from __future__ import annotations

import pytest

from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.rubric.load import read_assignment
from tests.filled_in import judged
from tests.sheet.test_evidence import read
from tests.sheet.test_reader import asked_by

RUBRIC = """
title: Homework
questions:
  "1":
    title: Errors
    parameters: {wrong: 64, all: 300, spread: 0.06909, mean: 2.302}
    steps:
      rate: {label: the error rate, points: 1, formula: wrong / all}
      relative: {label: relative uncertainty in %, points: 1, formula: 100 spread / mean}
"""


@pytest.mark.parametrize(
    "text, step, value",
    [
        (r"There are 64 errors, and the error rate is 21.3\%.", "rate", "21.3%"),
        (r"$64 / 300 \approx 21.3\,\%$", "rate", r"21.3\%"),
        (r"$\frac{0.06909}{2.302} = 3.0013\% \approx 3\%$", "relative", r"3.0013\%"),
    ],
)
def test_a_share_in_per_cent_is_a_value(text, step, value):
    answer = read(f"# 1\n\n{text}", asked_by(RUBRIC)).answer("1", step)
    assert answer is not None
    assert answer.text == value


@pytest.mark.parametrize(
    "label, value",
    [
        ("uncertainty in %", 3.5), ("uncertainty [%]", 3.5), ("uncertainty (%)", 3.5),
        ("the 95% interval", 0.035), ("time for 90 % of it", 0.035), ("the share", 0.035),
    ],
)  # fmt: skip
def test_a_sign_of_per_cent_is_the_unit_where_the_label_asks_in_it(label, value):
    assert written("3.5 %", Slot(label=label, is_single=True)).value == pytest.approx(value)
    assert written("3.5", Slot(label=label, is_single=True)).value == 3.5


def test_a_given_that_is_told_again_is_no_answer():
    sheet = read("# 1\n\nSo the relative uncertainty of them is 64.", asked_by(RUBRIC))
    assert sheet.answers == ()


def test_a_given_is_no_other_unit_of_what_is_made_of_it():
    rubric = RUBRIC.replace("wrong: 64, all: 300", "wrong: 16.3").replace(
        "wrong / all", "1000 wrong"
    )
    sheet = read("# 1\n\n16.3 m = 16300 mm", asked_by(rubric))
    assert [one.text for one in sheet.answers] == ["16300"]


def test_a_wrong_value_in_two_units_is_told_in_that_of_its_step():
    rubric = RUBRIC.replace("wrong / all", "1000 wrong / all").replace("all: 300", "all: 1000")
    sheet = read("# 1\n\nrate = 0.0643 m = 64.3 mm", asked_by(rubric))
    assert [one.text for one in sheet.answers] == ["64.3"]


@pytest.mark.parametrize(
    "rule, is_right",
    [
        ("100 wrong / all", True),
        ("wrong / all * 100", True),
        ("100 wrong / all + 0", False),  # whose factor is not of the whole
        ("wrong / (all / 100)", False),
        ("21.333 / 100", True),  # a share
    ],
)
def test_a_sign_of_per_cent_is_the_unit_where_the_rule_is_a_hundred_times_something(rule, is_right):
    (question,) = read_assignment(RUBRIC.replace("wrong / all", rule), "r.yaml").questions
    assert (judged(question, {"rate": "21.33 %"})["rate"].credit == 1) is is_right
