"""Steps with one rule: a formula of numbers is as much the one as the other, the words decide."""

from __future__ import annotations

from tests.sheet.test_evidence import read
from tests.sheet.test_reader import asked_by

RUBRIC = """title: Shares
questions:
  "1":
    title: How many of how many
    parameters: {yes: 9, start: 0.94}
    definitions: {late: 0}
    steps:
      mild: {label: the share of mild days, points: 1, formula: 4/yes}
      high: {label: the share of humid days, points: 1, formula: 3/yes}
      wind: {label: the share of windy days, points: 1, formula: 3/yes}
      rain: {label: the gain by rain, points: 1, formula: start - 3/yes * 0.9183}
      snow: {label: the gain by snow, points: 1, formula: start - 3/yes * 0.9183 + late}
"""


def answers(text: str) -> dict[str, str]:
    sheet = read(f"# Question 1\n\n{text}", asked_by(RUBRIC))
    return {answer.step: answer.text for answer in sheet.answers}


def test_the_words_tell_which_of_two_steps_with_one_rule_it_is():
    text = "Windy: $P = 3/9$.\n\nHumid: $P = 3/9$."
    assert answers(text) == {"high": "3/9", "wind": "3/9"}


def test_both_are_stated_where_nothing_tells_them_apart():
    line = "$G = 0.94 - 3/9 \\cdot 0.9183 = 0.634$"
    assert answers(f"{line}\n\nThen\n\n{line}") == {"rain": "0.634", "snow": "0.634"}


def test_a_formula_that_is_told_better_takes_the_step_from_a_number_of_no_name():
    line = "$G = 0.94 - 3/9 \\cdot 0.9183 = 0.634$"
    text = f"{line}\n\nThen\n\n{line}\n\nthe gain of them is 0.7"
    assert answers(text) == {"rain": "0.634", "snow": "0.634"}


def test_a_chain_goes_on_within_its_own_part():
    text = "1. Mild days: $= 4/9 = 0.444$\n2. Windy days: $= 3/9 = 0.333$"
    assert answers(text) == {"mild": "0.444", "wind": "0.333"}
