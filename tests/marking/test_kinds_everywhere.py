"""Every kind of answer is known to the template, the key, the schema and lint."""

from __future__ import annotations

import json

import numpy as np
import pytest

from grader.commands.explain import explain
from grader.commands.template import template
from grader.commands.terminal import Terminal
from grader.model import NoValue, Verdict
from grader.question import AnswerKind
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment
from grader.rubric.schema import StepKeys
from tests.answer_kinds import ASSIGNMENT, STEPS, judged, judged_by

KINDS = [kind for kind in AnswerKind if kind not in (AnswerKind.FORMULA,)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_to_template_key_schema_and_manual(kind: AnswerKind, capsys) -> None:
    named = [step for _, step in STEPS.values() if step.answer is kind]
    assert named
    text = template(ASSIGNMENT)
    assert all(f"  {step.name}:" in text for step in named)
    explain(ASSIGNMENT, None, False, Terminal())
    printed = capsys.readouterr().out
    assert all(step.name in printed for step in named)
    assert kind.value in json.dumps(StepKeys.model_json_schema())


def test_the_key_of_a_rubric_says_words_and_no_numbers(capsys) -> None:
    explain(ASSIGNMENT, "1", False, Terminal())
    printed = capsys.readouterr().out
    assert "A, C, B" in printed
    assert "{A, C}" in printed
    rows = [line for line in printed.splitlines() if line.strip().startswith(("class", "sure"))]
    assert "spam" in rows[0]
    assert " no " in rows[1]


def test_a_perfect_student_earns_everything_in_the_words_of_the_key() -> None:
    texts = {}
    for question in ASSIGNMENT.questions:
        for step in question.steps:
            value = question.solution.get(step.name)
            if step.answer.has_value and value is not None and not isinstance(value, NoValue):
                texts[step.name] = step.in_words(value) or str(np.round(value, 6).tolist())
    found = judged(**texts)
    assert {mark.verdict for mark in found.values()} == {Verdict.CORRECT}
    assert len(found) == sum(step.answer.has_value for _, step in STEPS.values())


TEMPLATE = """title: T
questions:
  '1':
    title: Q
    parameters: {{a: 2.5}}
    steps:
      y: {{points: 1, {}}}
      z: {{points: 1, formula: a}}
"""


LINTED = [
    ("answer: choice, formula: a", "choices", "a choice needs its words; write choices: [yes, no]"),
    ("choices: [x1, y1], formula: a", "choices", "choices belongs to answer: choice or"),
    (
        "answer: choice, choices: [u, v], formula: 3",
        "formula",
        "it gives 3, which stands for no choice (0 for u, 1 for v)",
    ),
    (
        "answer: choice, choices: [u, v], formula: '[0, 1]'",
        "formula",
        "and a choice is a single number",
    ),
    ("answer: choice, choices: [u, v], formula: w", "formula", "w is not defined"),
    (
        "answer: set, choices: [u, v], formula: '[1, 0, 1]'",
        "formula",
        "a set of 2 choices has 1 or 0 for each",
    ),
    (
        "answer: set, choices: [u, v], formula: '[1, 2]'",
        "formula",
        "it gives 2; a set has 1 for what belongs",
    ),
    ("answer: choice, choices: [yes, no], formula: yes", "formula", "write formula: 'yes'"),
    ("answer: set, formula: '[a]'", "formula", "a set is a vector; one alone is reshape(2.5, 1)"),
    ("answer: sequence, formula: a", "formula", "a vector; one alone is reshape(2.5, 1)"),
    ("answer: set, choices: [u, v], formula: none", "formula", "the empty set write [0, 0]"),
    ("answer: interval, formula: a", "formula", "an interval is [low, high]"),
    ("answer: interval, formula: '[a, 0]'", "formula", "the greater end first"),
    ("answer: table, formula: a", "rows", "a table needs its names"),
    (
        "answer: table, rows: [r], columns: [c, d], formula: a",
        "formula",
        "belongs to these rows and columns",
    ),
    (
        "answer: table, rows: [r], columns: {c: [u, v]}, formula: '[[2]]'",
        "formula",
        "column c holds 2",
    ),
    (
        "answer: choice, choices: [u, v], formula: u, expected: x",
        "expected",
        "'x' is none of the choices u, v",
    ),
    (
        "answer: choice, choices: [u, v], formula: u, expected: v",
        "expected",
        "yours is v, the formula's is u",
    ),
    (
        "answer: table, rows: [r], columns: {x: , c: [u, v]}, formula: '[[1/3, 1]]',"
        " expected: [[0.34, 1]]",
        "expected",
        "yours is [[0.34, v]], the formula's is [[0.333",
    ),
    ("up_to: left, formula: a", "up_to", "left"),
    ("answer: equation, symbols: [u, v], formula: u + v", "formula", "two sides with one ="),
    ("answer: equation, symbols: [u, v], formula: u = v = 1", "formula", "two sides with one ="),
    ("answer: equation, symbols: [u, v], formula: u < v", "formula", "two sides with one ="),
    ("answer: equation, symbols: [u, v], formula: u + v = v + u", "formula", "it says nothing"),
    ("answer: equation, symbols: [u, v], formula: u = w", "formula", "w is not defined"),
    ("answer: logic, symbols: [u, v], formula: u and w", "formula", "w is no variable"),
    ("answer: logic, symbols: [u, v], formula: u ^ v", "formula", "write & or xor"),
    ("answer: logic, symbols: [u, v], form: dnf, formula: u → v", "formula", "a sum of products"),
    ("answer: logic, symbols: [u, v], literals: 1, formula: u v", "literals", "has 2; write one"),
    ("answer: logic, symbols: [u, v], form: nnf, formula: u v", "form", "nnf"),
    ("form: dnf, formula: a", "form", "form belongs to answer: logic"),
    ("answer: equation, up_to: sign, symbols: [u], formula: u = 1", "up_to", "up_to belongs to"),
    ("also: [zz], formula: a", "also", "zz is not defined"),
]


@pytest.mark.parametrize("keys, where, message", LINTED)
def test_lint_says_what_a_kind_needs(keys: str, where: str, message: str) -> None:
    text = TEMPLATE.format(keys)
    _, problems = rubric_problems(text, "t.yaml")
    told = [str(problem) for problem in problems if not problem.is_warning]
    assert len(told) == 1, told
    assert message in told[0]
    assert where in told[0]
    assert "t.yaml:7" in told[0]


POINTS = """
title: Points
questions:
  "1":
    title: Points
    parameters: {b: 3}
    steps:
      feasible:
        label: the feasible points
        points: 4
        answer: set
        choices: ["(0, 0)", "(2, 2)", "(2, 1)", "(1, 2)"]
        formula: "[1, b > 4, 1, b > 2]"
      way: {points: 3, answer: sequence, choices: ["(0,0)", "(1,0)", "(1,1)"], formula: "[0, 1, 2]"}
"""


@pytest.mark.parametrize("step, text, credit", [
    ("feasible", "{(0, 0), (2, 1), (1, 2)}", 1),
    ("feasible", "(0,0), (2,1) and (1,2)", 1),
    ("feasible", "[(1, 2); (0, 0); (2, 1)]", 1),
    ("feasible", r"\{(0, 0), (2, 1), (1, 2)\}", 1),
    ("feasible", "{(0, 0), (2, 1)}", 2 / 3),
    ("feasible", "(2, 1)", 1 / 3),
    ("way", "(0,0) -> (1,0) -> (1,1)", 1),
    ("way", "(0, 0), (1, 0), (1, 1)", 1),
])  # fmt: skip
def test_words_may_hold_commas_within_brackets(step: str, text: str, credit: float) -> None:
    found = judged_by(read_assignment(POINTS, "p.yaml"), **{step: text})[step]
    assert found.credit == pytest.approx(credit)


@pytest.mark.parametrize("text", ["{(0, 0), (2, 1), (1, 2)", "(0, 0, (2, 1)"])
def test_a_bracket_that_is_not_closed_is_not_called_wrong(text: str) -> None:
    found = judged_by(read_assignment(POINTS, "p.yaml"), feasible=text)["feasible"]
    assert found.verdict in (Verdict.UNREADABLE, Verdict.CORRECT)


@pytest.mark.parametrize("kind", ["set", "sequence"])
def test_one_number_alone_is_a_set_and_a_sequence(kind: str) -> None:
    text = POINTS.replace(
        "      way:",
        f"      one: {{points: 1, answer: {kind}, formula: 'reshape(b, 1)'}}\n      way:",
    )
    found = judged_by(read_assignment(text, "p.yaml"), one="{3}")["one"]
    assert (found.verdict, found.credit) == (Verdict.CORRECT, 1)


SYMBOLS = """title: T
questions:
  '1':
    title: Q
    domains: {n: {low: 1, high: 9, integer: true}, k: {values: [1, 2.5]}, c: any, t: [0, 1]}
    steps:
      f: {points: 1, answer: formula, symbols: [n, k, c, t], formula: n k c t}
"""


def test_the_key_says_in_words_what_a_symbol_may_be(capsys) -> None:
    explain(read_assignment(SYMBOLS, "s.yaml"), None, False, Terminal())
    printed = capsys.readouterr().out
    for words in ("from 1 to 9, whole", "one of 1, 2.5", "in [0, 1]"):
        assert words in printed
    assert "{" not in printed
