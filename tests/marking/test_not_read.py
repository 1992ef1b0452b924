"""What was read in part, or as something else, is not called wrong."""

from __future__ import annotations

import pytest

from grader.model import Verdict
from grader.rubric.load import read_assignment
from tests.filled_in import judged

TEXT = """
title: T
questions:
  "1":
    title: All
    parameters: {k: 2, E: [[3, 1, 1], [1, 3, 1], [1, 1, 3]]}
    domains: {a: integer, b: integer, y: {low: 0, high: 25, integer: true}}
    steps:
      rows: {label: "rows not selected by a > 2 and b = 1", points: 1, answer: logic,
             symbols: [a, b], formula: not (a > 2 and b = 1)}
      c: {label: c and n0, points: 1, formula: "[4, 5]"}
      bits: {label: 22 in binary, points: 1, answer: sequence, formula: "[1, 0, 1, 1, 0]"}
      D: {label: D(y), points: 1, answer: formula, symbols: [y], formula: "mod(21 (y - 8), 26)"}
      eigen: {label: eigenvalues, points: 1, answer: set, formula: eigenvalues(E)}
      n: {label: n, points: 1, formula: k + 1}
      m: {label: m, points: 1, formula: n + 1}
      v: {label: two numbers with sum m, points: 1, formula: "[1, 3]", valid: sum(v) = m}
"""
ASSIGNMENT = read_assignment(TEXT, "t.yaml")


@pytest.mark.parametrize(
    "answers, verdicts",
    [
        # the words before a sign stand in the label too
        ({"rows": "not (a > 2 and b = 1)"}, {"rows": "correct"}),
        ({"rows": "rows: not (a > 2 and b = 1)"}, {"rows": "correct"}),
        ({"rows": "a > 2 and b = 1"}, {"rows": "incorrect"}),
        # several values, each with its name, are no single number: the label says which is which
        ({"c": "c = 4, n0 = 5"}, {"c": "correct"}),
        ({"c": "c = 4, a0 = 5"}, {"c": "unreadable"}),
        ({"c": "[4, 5]"}, {"c": "correct"}),
        ({"c": "c = [4, 5], since n = 5"}, {"c": "correct"}),
        # figures in one piece
        ({"bits": "10110"}, {"bits": "correct"}),
        ({"bits": "10111"}, {"bits": "partial"}),
        ({"bits": "1 0 1 1 0"}, {"bits": "correct"}),
        ({"D": "21(y - 8) mod 26"}, {"D": "correct"}),
        ({"D": "21 y - 168 mod 26"}, {"D": "unreadable"}),
        ({"D": "mod(21(y - 8), 26)"}, {"D": "correct"}),
        # an eigenvalue that is there twice, once with float noise
        ({"eigen": "2, 5"}, {"eigen": "correct"}),
        ({"eigen": "{5, 2, 2}"}, {"eigen": "correct"}),
        ({"eigen": "{5, 2, 3}"}, {"eigen": "partial"}),
        # a condition rests on what it names, whatever stands first
        ({"v": "[2, 2]"}, {"v": "correct"}),
        ({"n": "4", "m": "5", "v": "[2, 3]"}, {"m": "follows", "v": "follows"}),
        ({"n": "4", "m": "5", "v": "[2, 4]"}, {"v": "incorrect"}),
    ],
)
def test_what_is_read_otherwise_than_meant_is_not_wrong(
    answers: dict[str, str], verdicts: dict[str, str]
) -> None:
    found = judged(ASSIGNMENT, answers)
    assert {step: found[step].verdict.value for step in verdicts} == verdicts


def test_conditions_that_name_each_other_are_judged_and_no_fault() -> None:
    text = (
        'title: T\nquestions:\n  "1":\n    title: Q\n    parameters: {k: 2}\n    steps:\n'
        "      p: {label: p, points: 1, formula: k + 1, valid: p > k and p < q}\n"
        "      q: {label: q, points: 1, formula: k + 2, valid: q > p}\n"
    )
    assignment = read_assignment(text, "t.yaml")
    found = judged(assignment, {"p": "3.5", "q": "5"})
    assert Verdict.FAULT not in {mark.verdict for mark in found.values()}
