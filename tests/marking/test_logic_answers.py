"""Formulas of logic as answers: right by their truth table, and by the form that is asked for."""

from __future__ import annotations

from functools import partial

import pytest

from grader.rubric.load import read_assignment
from grader.words import explanation
from tests.answer_kinds import judged_by

RUBRIC = """
title: Logic
slip_credit: 0.25
questions:
  "1":
    title: A circuit
    steps:
      f:
        label: the output
        points: 2
        answer: logic
        symbols: [A, B, C]
        formula: A B + A' C
        misconceptions: [{formula: A B + A C, feedback: The inverter., credit: 0.5}]
      s: {points: 2, answer: logic, symbols: [A, B, C], form: cnf, formula: (A + C)(A' + B)}
      d: {points: 2, answer: logic, symbols: [A, B], form: dnf, literals: 2, formula: A + B}
      h: {points: 1, answer: logic, symbols: [A, B, C], formula: f and not C, also: [C and not f]}
      n: {points: 2, answer: logic, symbols: [A, B], form: nand, formula: (A ↑ A) ↑ (B ↑ B)}
      o: {points: 2, answer: logic, symbols: [A, B], form: nor, formula: (A ↓ A) ↓ (B ↓ B)}
      k: {points: 1, answer: logic, symbols: [A, B, C], form: dnf, formula: A B + A' C}
  "2":
    title: A precondition
    domains: {x: integer, y: {low: 0, high: 6, integer: true}}
    parameters: {n: 3}
    steps:
      wp: {points: 2, answer: logic, symbols: [x, y, n], formula: x + 1 > n and y = 2}
"""
ASSIGNMENT = read_assignment(RUBRIC, "logic.yaml")
judged = partial(judged_by, ASSIGNMENT)

SAID = [
    *(("f", text, "correct", 1) for text in (
        "AB + A'C", "f = AB + A'C", r"A \land B \lor \lnot A \land C", "(A → B) ∧ (¬A → C)",
        "AB + A'C + BC", "AB + A'C = (A' + B)(A + C)", "the output: AB + A'C",
        "AB + A'C ≡ AB ∨ ¬A C",
    )),
    *(("f", text, "incorrect", 0) for text in ("1", "0", "AB", "A", "(AB + A'C)'")),
    ("f", "AB + AC", "partial", 0.5),
    *(("f", text, "unreadable", 0) for text in ("f", "AB + D", "A ^ B", "A B +", "2")),
    ("s", "(A + C)(A' + B)", "correct", 1),
    ("s", "(A ∨ C) ∧ (¬A ∨ B) ∧ (B ∨ C)", "correct", 1),
    ("s", "AB + A'C", "partial", 0.25),
    ("s", "A B", "incorrect", 0),
    ("d", "B + A", "correct", 1),
    ("d", "AB + AB' + A'B", "partial", 0.25),
    ("d", "(A'B')'", "partial", 0.25),
    ("n", "(A nand A) nand (B nand B)", "correct", 1),
    ("n", "((AA)'(BB)')'", "correct", 1),
    ("n", "A + B", "partial", 0.25),
    ("n", "A' ↑ B'", "partial", 0.25),
    ("o", "(A ↓ A) ↓ (B ↓ B)", "correct", 1),
    ("o", "AB", "partial", 0.25),
    ("h", "ABC'", "correct", 1),
    ("h", "AB'C", "correct", 1),
    *(("wp", text, "correct", 1) for text in (
        "x > 2 ∧ y = 2", "x >= 3 and y == 2", r"x \geq 3 \land y = 2", "wp = (x > 2 ∧ y = 2)",
        "¬(x ≤ 2) ∧ y = 2", "x + 1 > n && y = 2",
    )),
    *(("wp", text, "incorrect", 0) for text in (
        "x > 3 ∧ y = 2", "x > 2", "true", "x / 0 > 1", "x > 2 ∨ y = 2",
    )),
    ("wp", "z > 2", "unreadable", 0),
    ("wp", "x + 1", "unreadable", 0),
]  # fmt: skip


@pytest.mark.parametrize("step, text, verdict, credit", SAID)
def test_a_formula_of_logic_is_right_by_its_truth_table(step, text, verdict, credit) -> None:
    mark = judged(**{step: text})[step]
    assert (mark.verdict.value, mark.credit) == (verdict, credit)


FOLLOWED = [
    ("A + B", "(A + B) C'", "follows"),
    ("A + B", "A C' + B C'", "follows"),
    ("A + B", "A C'", "incorrect"),
    ("A +", "A C'", "incorrect"),
]


@pytest.mark.parametrize("own, text, verdict", FOLLOWED)
def test_a_formula_of_logic_follows_from_the_own_one_before_it(own, text, verdict) -> None:
    assert judged(f=own, h=text)["h"].verdict.value == verdict


TOLD = [
    ("f", "AB", "2 of 8 rows of the truth table differ."),
    ("f", "(AB + A'C)'", "it is its negation."),
    ("wp", "x > 3 ∧ y = 2", "1 of 77 values that were tried differs."),
    ("s", "AB + A'C", "is not in the form asked for, a product of sums"),
    ("d", "AB + AB' + A'B", "but in 6 variables, counted as often as they stand there"),
    ("f", "A ^ B", "write &amp; or xor"),
]


@pytest.mark.parametrize("step, text, words", TOLD)
def test_what_differs_is_told_and_never_where(step: str, text: str, words: str) -> None:
    assert words in explanation(judged(**{step: text})[step])


def test_another_form_is_told_apart_from_another_formula() -> None:
    form, wrong = judged(k="(A → B)(¬A → C)")["k"], judged(k="A")["k"]
    assert (form.slip, wrong.slip) == ("other_form", None)


def test_what_was_read_is_shown_in_signs_of_logic() -> None:
    assert judged(f=r"\overline{A}C + AB")["f"].plain == "¬A ∧ C ∨ A ∧ B"


def test_the_longest_formula_that_reads_is_marked() -> None:
    mark = judged(f=" ∧ ".join(["A"] * 120))["f"]
    assert mark.verdict.value == "incorrect"
    assert judged(f=" ∧ ".join(["A"] * 121))["f"].verdict.value == "unreadable"
