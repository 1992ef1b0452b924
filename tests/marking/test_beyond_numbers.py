"""Answers that are no numbers: infinity, and that there is none."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.commands.template import template
from grader.errors import RubricErrors
from grader.marking import marks
from grader.review import as_answers, handed_in
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Beyond numbers
tolerance: {rtol: 0.002}
questions:
  "1":
    title: Beyond numbers
    parameters: {a: 2, b: 3, c: 5}
    steps:
      below: {label: all x up to a, points: 2, answer: interval, formula: "[-inf, a]"}
      above: {label: all x from b on, points: 2, answer: interval, formula: "[b, inf]"}
      line: {label: all x, points: 2, answer: interval, formula: "[-inf, inf]"}
      never: {label: no x, points: 2, answer: interval, formula: none}
      empty: {label: the set, points: 2, answer: set, formula: none}
      pair: {label: the other set, points: 2, answer: set, formula: "[a, b]"}
      chosen: {label: the words, points: 2, answer: set, choices: [P, Q], formula: "[0, 0]"}
      most:
        label: the integral
        points: 2
        formula: inf
        spellings: {inf: [diverges, unbounded], none: [DNE]}
        misconceptions: [{formula: 7, feedback: That is the limit., credit: 0.25}]
      least: {label: the infimum, points: 2, formula: -inf}
      d: {label: disc, points: 2, formula: a^2 - 4 c}
      root:
        label: the root
        points: 2
        formula: "if(d < 0, none, (a + sqrt(max(d, 0))) / 2)"
        spellings: {none: [no root]}
      twice: {label: twice that, points: 2, formula: 2 root}
      T:
        label: the table
        points: 4
        answer: table
        rows: [p, q]
        columns: [x, y]
        formula: "[[1.5, none], [2.5, inf]]"
      plain: {label: a plain number, points: 1, formula: a b}
"""
ASSIGNMENT = read_assignment(RUBRIC, "beyond.yaml")
STEPS = {step.name: step for step in ASSIGNMENT.questions[0].steps}
judged = partial(judged_by, ASSIGNMENT)

SAID = [
    *(
        ("below", text, "correct", 1)
        for text in (
            *("(-inf, 2]", "(-∞, 2]", r"(-\infty, 2]", "]-inf, 2]", "x <= 2", "x < 2", r"x \le 2"),
            *("2 >= x", "at most 2", "{x : x <= 2}", r"\{x \mid x \le 2\}", "-inf < x <= 2"),
            *("x ∈ (-inf, 2]", "-infinity to 2", "x is at most 2"),
        )
    ),
    ("below", "x <= 2.1", "incorrect", 0),
    ("below", "(-inf, inf)", "incorrect", 0),
    ("below", "[0, 2]", "partial", 0.5),
    ("below", "x >= 2", "incorrect", 0),
    ("below", "2", "unreadable", 0),
    *(("above", text, "correct", 1) for text in ("[3, inf)", "x > 3", "3 < x", "at least 3")),
    *(("line", text, "correct", 1) for text in ("all real numbers", "ℝ", r"\mathbb{R}", "R")),
    ("line", "x > 0", "incorrect", 0),
    *(("never", text, "correct", 1) for text in ("∅", "none", "{}", "no solution", "empty")),
    ("never", "[1, 2]", "incorrect", 0),
    *(("empty", text, "correct", 1) for text in ("{}", "∅", "none", r"\emptyset", "empty set")),
    ("empty", "{1}", "incorrect", 0),
    ("empty", "1, 2", "incorrect", 0),
    ("pair", "{}", "incorrect", 0),
    ("chosen", "{}", "correct", 1),
    ("chosen", "P", "incorrect", 0),
    *(("most", text, "correct", 1) for text in ("inf", "∞", "+∞", r"\infty", "diverges")),
    *(("most", text, "correct", 1) for text in ("it diverges", "Infinity", "positive infinity")),
    ("most", "it never diverges", "unreadable", 0),
    ("most", "it does not exist", "incorrect", 0),
    ("most", "1e300", "incorrect", 0),
    ("most", "-inf", "incorrect", 0),
    ("most", "7", "partial", 0.25),
    ("least", "-inf", "correct", 1),
    ("least", "minus infinity", "correct", 1),
    ("least", "diverges", "unreadable", 0),
    ("root", "no root", "correct", 1),
    ("root", "there is no root", "correct", 1),
    ("root", "3", "incorrect", 0),
    ("twice", "none", "correct", 1),
    ("plain", "none", "unreadable", 0),
    ("plain", "inf", "unreadable", 0),
    ("T", "[[1.5, -], [2.5, inf]]", "correct", 1),
    ("T", "[[1.5, undefined], [2.5, ∞]]", "correct", 1),
    ("T", "[[1.5, 3], [2.5, inf]]", "partial", 2 / 3),
    ("T", "[[-, -], [-, -]]", "incorrect", 0),
]


@pytest.mark.parametrize("step, text, verdict, credit", SAID, ids=lambda value: str(value)[:30])
def test_what_is_no_number_is_read_and_compared(step, text, verdict, credit):
    mark = judged(**{step: text})[step]
    assert (mark.verdict.value, round(mark.credit, 6)) == (verdict, round(credit, 6))


def test_a_value_where_there_is_none_follows_from_a_slip():
    found = judged(d="16", root="3", twice="6")
    assert [found[n].verdict.value for n in ("d", "root", "twice")] == [
        "partial",
        "follows",
        "follows",
    ]


@given(st.floats(-1e6, 1e6).filter(lambda x: x != 0), st.sampled_from(["most", "least", "root"]))
def test_no_number_is_right_where_none_is(value, step):
    text = f"{value:.6g}"
    if (step, float(text)) != ("most", 7.0):
        assert judged(**{step: text})[step].credit == 0


def test_the_own_solution_earns_everything():
    """What is written out from the rules, infinity and none with it, is all right."""
    found = marks(ASSIGNMENT, as_answers(handed_in(ASSIGNMENT)))
    assert {mark.verdict.value for mark in found} == {"correct"}


def test_the_template_says_how_to_write_them_only_where_they_may_be_right():
    plain = RUBRIC.split("      below")[0] + "      q: {points: 1, formula: a b c}\n"
    assert "none where there is no value" in template(ASSIGNMENT)
    assert "none" not in template(read_assignment(plain, "plain.yaml"))


def test_a_quotient_by_zero_is_not_infinity():
    rubric = RUBRIC.replace("formula: a b}", "formula: a / (b - 3)}")
    with pytest.raises(RubricErrors, match="where infinity is right, write inf"):
        read_assignment(rubric, "beyond.yaml")


def test_values_of_rules_that_name_infinity_are_values():
    solution = ASSIGNMENT.questions[0].solution
    assert np.array_equal(solution["below"], [-np.inf, 2])
    assert np.isnan(solution["twice"])
