"""Names that stand for several steps: the headings, and labels above them, tell which it is."""

from __future__ import annotations

import pytest

from tests.sheet.test_evidence import read
from tests.sheet.test_reader import asked_by

PUMPS = """title: Two pumps
questions:
  "1":
    title: Powers
    parameters: {p1: 3.1, p2: 4.7, q: 5.3}
    steps:
      c_old: {label: "what the old pump takes", points: 1, formula: p1 * q}
      c_new: {label: "what the new machine takes", points: 1, formula: p2 * q}
"""
VALVES = """title: Two valves
questions:
  "1":
    title: Gains
    parameters: {p1: 3.1, p2: 4.7, q: 5.3}
    steps:
      a: {label: "the gain by v_1", points: 1, formula: p1 * q}
      b: {label: "the gain by v_2", points: 1, formula: p2 * q}
"""


def answers(text: str, rubric: str) -> dict[str, str]:
    sheet = read(f"# Question 1\n\n{text}", asked_by(rubric))
    return {answer.step: answer.text for answer in sheet.answers}


@pytest.mark.parametrize("label", ["### {}", "{}:", "- {}", "{} :"])
def test_a_wrong_value_is_that_of_the_label_above_it(label):
    first, second = label.format("Old pump"), label.format("New machine")
    text = f"{first}\n\n$C = 18.2$\n\n{second}\n\n$C = 29.7$"
    assert answers(text, PUMPS) == {"c_old": "18.2", "c_new": "29.7"}


def test_labels_may_stand_in_any_order():
    text = "### New machine\n\n$C = 29.7$\n\n### Old pump\n\n$C = 18.2$"
    assert answers(text, PUMPS) == {"c_old": "18.2", "c_new": "29.7"}


def test_a_letter_with_a_number_is_a_label_as_a_word_is():
    text = "$v_{2}$:\n\nGain: $G = 24.8$\n\n$v_{1}$:\n\nGain: $H = 17.2$"
    assert answers(text, VALVES) == {"b": "24.8", "a": "17.2"}


def test_a_line_is_not_above_itself():
    text = "Power of the old pump 1:\n\n$x = 3$\n\nold pump: C = 18.2"
    assert answers(text, PUMPS) == answers("old pump: C = 18.2", PUMPS) == {"c_old": "18.2"}


def test_words_above_alone_place_nothing():
    assert answers("### Old pump\n\n$H = 18.2$\n\n$K = 7.5$", PUMPS) == {}
