"""Intervals whose ends are open or closed, and several of them in one answer."""

from __future__ import annotations

from functools import partial

import pytest

from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from grader.words import explanation
from tests.answer_kinds import judged_by

RUBRIC = """
title: Intervals
tolerance: {rtol: 0.005}
slip_credit: 0.5
questions:
  "1":
    title: Ends
    parameters: {a: 0, b: 3}
    steps:
      c: {label: c, points: 1, formula: b + 1}
      dom: {label: the domain, points: 2, answer: interval, ends: matter, formula: "[a, c)"}
      two: {points: 4, answer: interval, ends: matter, formula: "[a, 1) ∪ (2, inf)"}
      loose: {points: 4, answer: interval, formula: "(-inf, -2) ∪ (2, inf)"}
      half: {points: 1, answer: interval, ends: matter, formula: "(-inf, b)"}
      shut: {points: 1, answer: interval, ends: matter, formula: "[a, b]"}
      plain: {points: 1, answer: interval, formula: "[a, b]"}
"""
ASSIGNMENT = read_assignment(RUBRIC, "intervals.yaml")
judged = partial(judged_by, ASSIGNMENT)

SAID = [
    *(("dom", text, 1) for text in (
        "[0, 4)", "0 ≤ x < 4", "0 <= x < 4", "[0, 4[", "{x : 0 ≤ x < 4}", "x ∈ [0, 4)",
        r"\left[0, 4\right)", r"0 \le x < 4", "the domain: [0, 4)",
    )),
    *(("dom", text, 0.75) for text in ("[0, 4]", "(0, 4)", "]0, 4[", "0 ≤ x ≤ 4", "0 < x < 4")),
    *(("dom", text, 0.5) for text in ("(0, 4]", "between 0 and 4", "2 ± 2", "0 to 4", "[0, 5)")),
    *(("two", text, 1) for text in (
        "[0,1) ∪ (2,∞)", "[0,1) U (2,inf)", "0 ≤ x < 1 or x > 2", "(2,∞) ∪ [0,1)",
        r"[0, 1) \cup (2, \infty)", "[0, 0.5] ∪ [0.5, 1) ∪ (2, ∞)", "[0, 0.7) ∪ (0.2, 1) ∪ (2, ∞)",
    )),
    ("two", "[0,1] ∪ [2,∞)", 2 / 3),
    ("two", "[0,1)", 0.5),
    ("two", "[0,1) ∪ (3,∞)", 0.5),
    ("two", "[0,1) ∪ (1.5,1.7) ∪ (2,∞)", 1 / 3),
    ("loose", "x < -2 or x > 2", 1),
    ("loose", "(-∞,-2] ∪ [2,∞)", 1),
    ("loose", "(-2, 2)", 0),
    ("loose", "(-inf, inf)", 0),
    *(("half", text, 1) for text in (
        "x < 3", "(-∞, 3)", "less than 3", "3 > x", "]-∞, 3[", "[-∞, 3)",
    )),
    *(("half", text, 0.5) for text in ("x ≤ 3", "(-∞, 3]", "at most 3")),
    ("half", "x < 4", 0),
    ("shut", "[0, 3]", 1),
    ("shut", "(0, 3)", 0.5),
    *(("plain", text, 1) for text in ("[0, 3]", "(0, 3)", "0 < x < 3", "[0,1] ∪ [1,3]")),
    ("plain", "[0, 1] ∪ [2, 3]", 0),
]  # fmt: skip


@pytest.mark.parametrize("step, text, credit", SAID)
def test_ends_count_as_open_or_closed_where_the_rubric_says_so(step, text, credit) -> None:
    mark = judged(**{step: text})[step]
    assert mark.credit == pytest.approx(credit), mark.verdict
    assert mark.is_right is (credit == 1)


def test_ends_follow_from_own_values_and_brackets_are_as_the_rule_says() -> None:
    assert judged(c="5", dom="[0, 5)")["dom"].verdict.value == "follows"
    mark = judged(c="5", dom="[0, 5]")["dom"]
    assert (mark.verdict.value, mark.credit, mark.slip) == ("partial", 0.75, "open_end")


def test_what_was_read_has_the_brackets_of_the_student() -> None:
    """The rubric's own would tell what is right."""
    assert judged(dom="0 ≤ x ≤ 4")["dom"].plain == "[0, 4]"
    assert judged(dom="4 > x")["dom"].plain == "(-∞, 4)"
    assert judged(dom="between 0 and 4")["dom"].plain is None


def test_it_is_told_how_many_brackets_are_wrong_and_not_which() -> None:
    told = {text: explanation(judged(dom=text)["dom"]) for text in ("[0, 4]", "(0, 4)")}
    assert set(told.values()) == {
        "The ends are right, but whether 1 of them belongs to it is not: look at the brackets."
        " 1.5 of 2 points."
    }


REFUSED = [
    ("(0, 1, 2)", "an interval has two ends in brackets"),
    ("[0, 1) ∪ 3", "an interval has two ends in brackets"),
    ("(2, 3) ∪ (0, 1)", "its ends do not rise"),
]


@pytest.mark.parametrize("formula, told", REFUSED)
def test_lint_says_what_no_interval_is(formula: str, told: str) -> None:
    _, problems = rubric_problems(RUBRIC.replace("[a, 1) ∪ (2, inf)", formula), "i.yaml")
    assert any(told in str(problem) for problem in problems)


def test_the_key_writes_intervals_as_mathematics_does() -> None:
    question = ASSIGNMENT.questions[0]
    steps = {step.name: step for step in question.steps}
    two, value = steps["two"], question.solution["two"]
    assert two.in_words(value) == "[0, 1) ∪ (2, ∞)"
