"""Words that only a sign tells apart, `1` and `{1}`, and words that YAML takes for truth values."""

from __future__ import annotations

import pytest

from grader.model import Verdict
from grader.question.answer_kinds import choices_of
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Words
questions:
  "1":
    title: Words
    parameters: {X: 12}
    steps:
      power:
        points: 2
        answer: set
        choices: ["∅", "1", "2", "{1}", "{2}", "{1, 2}"]
        formula: "[1, 0, 0, 1, 1, 1]"
      both: {points: 2, answer: set, choices: ["1", "2", "{1, 2}"], formula: "[1, 1, 0]"}
      conj: {points: 1, answer: choice, choices: ["X[-k] = X*[k]", "X[-k] = X[k]"], formula: 0}
      H0: {points: 1, answer: choice, choices: [a = b, a ≠ b], formula: 0}
      real: {points: 1, answer: choice, choices: [true, false], formula: 'true', expected: true}
      lamp: {points: 1, answer: choice, choices: [on, off], formula: 0, expected: on}
      sure: {points: 1, answer: choice, choices: [Yes, No], formula: 'yes'}
      X_L: {points: 1, unit: ohm, formula: 1.5 X}
      Z: {points: 1, unit: ohm, formula: "[8.5, X]"}
      E: {points: 1, unit: J, formula: 1.5 X}
"""
ASSIGNMENT = read_assignment(RUBRIC, "words.yaml")
SAID = [
    *(("power", text, "correct", 1) for text in (
        "{∅, {1}, {2}, {1, 2}}", "∅, {1}, {2}, {1,2}", "{{}, {1}, {2}, {2, 1}}",
        r"\{\emptyset, \{1\}, \{2\}, \{1, 2\}\}",
    )),
    *(("power", text, "partial", 0.25) for text in ("{∅}", "{{1}}", "{{2, 1}}")),
    *(("power", text, "incorrect", 0) for text in ("{1, 2}", "{}", "{{1}, 1}")),
    ("power", "∅", "unreadable", 0),
    *(("both", text, "correct", 1) for text in ("{1, 2}", "1, 2", "{2, 1}")),
    ("both", "{{1, 2}}", "incorrect", 0),
    ("conj", "X[-k] = X*[k]", "correct", 1),
    ("conj", "X[−k]=X*[k]", "correct", 1),
    ("conj", "X[-k] = X[k]", "incorrect", 0),
    ("H0", "a = b", "correct", 1),
    ("H0", "a ≠ b", "incorrect", 0),
    ("H0", "a != b", "incorrect", 0),
    *(("real", text, "correct", 1) for text in ("true", "True", "T", "yes")),
    ("real", "false", "incorrect", 0),
    ("lamp", "on", "correct", 1),
    ("lamp", "Off", "incorrect", 0),
    ("lamp", "yes", "unreadable", 0),
    ("sure", "yes", "correct", 1),
    *(("X_L", text, "unreadable", 0) for text in ("18j ohm", "18 i Ω", "-18j Ω", "0.5 + 18j Ω")),
    ("X_L", "18 Ω", "correct", 1),
    ("Z", "8.5 + 12j ohm", "unreadable", 0),
    ("Z", "(8.5, 12) ohm", "correct", 1),
    *(("E", text, "correct", 1) for text in ("18 j", "18j", "18 J")),
]  # fmt: skip


@pytest.mark.parametrize("step, text, verdict, credit", SAID)
def test_a_sign_tells_words_apart_where_nothing_else_does(step, text, verdict, credit) -> None:
    # beside right answers, so that no single hit is taken for luck
    mark = judged_by(ASSIGNMENT, **{"conj": "X[-k] = X*[k]", "sure": "yes", step: text})[step]
    assert (mark.verdict, mark.credit) == (Verdict(verdict), credit), mark.reason


def test_what_yaml_takes_for_truth_values_are_the_words_that_were_typed() -> None:
    steps = {step.name: step for step in ASSIGNMENT.questions[0].steps}
    words = {name: step.choices.words for name, step in steps.items() if step.choices}
    assert (words["real"], words["lamp"]) == (("true", "false"), ("on", "off"))
    assert words["sure"] == ("yes", "no")


def test_plain_words_cost_no_second_table() -> None:
    plain, signed = choices_of(["spam", "ham"]), choices_of(["X*", "X"])
    assert plain is not None
    assert signed is not None
    assert (dict(plain.exact), signed.place("X"), signed.place("X*")) == ({}, 1, 0)


LINTED = [
    ("answer: choice, choices: [spam, Spam], formula: spam",
     "choices: spam and Spam are read as one word; rename one"),
    ("answer: choice, choices: [true, false], formula: 0",
     "formula: warning: 0 stands for false here, and not for its place; write 'false'"),
    ("answer: table, rows: [a, b], columns: {c: [x-y, x y]}, formula: '[[0], [1]]'",
     "columns: x-y and x y are read as one word; rename one"),
    ("answer: choice, choices: [false, true], formula: 0", ""),
    ("answer: choice, choices: [yes, no], formula: 0", ""),
    ("answer: choice, choices: ['1', '{1}'], formula: 0", ""),
]  # fmt: skip


@pytest.mark.parametrize("keys, said", LINTED)
def test_lint_tells_words_that_are_one_and_places_that_are_none(keys: str, said: str) -> None:
    text = f"title: T\nquestions:\n  '1':\n    title: T\n    steps:\n      y: {{points: 1, {keys}}}"
    told = [str(one).split("steps.y.")[-1] for one in rubric_problems(text, "r.yaml")[1]]
    assert (said in told) if said else not told, told


@pytest.mark.parametrize("label, form", [
    ("p ∨ q with nand alone", "nand"), ("p ∨ q, only NOR gates", "nor"),
    ("f as a sum of products", "dnf"), ("f in CNF", "cnf"), ("f, the sum of it", ""),
])  # fmt: skip
def test_lint_asks_for_the_form_that_a_label_asks_for(label: str, form: str) -> None:
    keys = f'label: "{label}", answer: logic, symbols: [p, q], formula: "p q"'
    text = f"title: T\nquestions:\n  '1':\n    title: T\n    steps:\n      y: {{points: 1, {keys}}}"
    told = [str(one) for one in rubric_problems(text, "r.yaml")[1]]
    assert [f"write form: {form}," in one for one in told] == ([True] if form else [])


def test_lint_says_so_where_a_key_in_its_own_words_would_be_marked_wrong() -> None:
    step = 'y: {points: 1, answer: sequence, choices: ["A", "B", "A, B"], formula: "[2]"}'
    text = f"title: T\nquestions:\n  '1':\n    title: T\n    steps:\n      {step}"
    text = text.replace('"[2]"', "'reshape(2, 1)'").replace('["A"', '["A B", "A"')
    text = text.replace("reshape(2, 1)", "[1, 2]")
    told = [str(one) for one in rubric_problems(text, "r.yaml")[1]]
    assert any("its right answer, written A, B, is marked" in one for one in told), told
