"""Sets of residues, and intervals without others, in the ways in which people write them."""

from __future__ import annotations

import pytest

from grader.answers import modulus_of, residues
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = r"""
title: Residues
questions:
  "1":
    title: Residues
    steps:
      sol: {label: all x with 6x ≡ 9 (mod 15), points: 3, answer: set, formula: "[4, 9, 14]"}
      roots: {label: all x mod 35 with x² ≡ 4, points: 4, answer: set, formula: "[2, 12, 23, 33]"}
      units: {label: the units, points: 2, answer: set, formula: "[1, 5] + 0 mod(1, 6)"}
      plain: {label: the numbers, points: 2, answer: set, formula: "[-2, 2]"}
      cut:
        label: A without B
        points: 2
        answer: interval
        ends: matter
        formula: (-3, 0) ∪ [1, 3)
      hole:
        {label: all of it, points: 2, answer: interval, ends: matter, formula: "[-1, 0) ∪ (0, 2)"}
"""
ASSIGNMENT = read_assignment(RUBRIC, "residues.yaml")
RIGHT = {
    "sol": [
        "{4, 9, 14}", "x ≡ 4, 9, 14 (mod 15)", "x ≡ 4 (mod 15), x ≡ 9 (mod 15), x ≡ 14 (mod 15)",
        "4, 9 and -1", r"x \equiv 4, 9, 14 \pmod{15}", "x ≡ 4 (mod 5)", "4 mod 5",
        "-1, 4, 9 mod 15", "x = 4 or x = 9 or x = 14", r"$x \equiv 4 \pmod 5$", "19, 9, 14",
    ],
    "roots": [
        "±2, ±12 mod 35", "±2, ±12", "x ≡ ±2, ±12 (mod 35)", "2, 12, -12, -2", "{2, 12, 23, 33}",
        r"\pm 2, \pm 12 \pmod{35}", "2, 12, 23, 68",
    ],
    "units": ["1, 5", "±1 (mod 6)", "1, 5 mod 6"],
    "plain": ["±2", "-2, 2"],
    "cut": [
        r"(-3, 3) \ [0, 1)", r"(-3,3) \setminus [0,1)", "(-3, 0) ∪ [1, 3)", "(-3, 3) ∖ [0, 1)",
        r"]-3, 3[ \backslash [0, 1[", r"x ∈ (-3, 3) \ [0, 1)", "(-3, 3) without [0, 1)",
    ],
    "hole": [r"[-1, 2) \ {0}", r"[-1, 2) \setminus \{0\}", "[-1, 0) ∪ (0, 2)"],
}  # fmt: skip
OTHER = [
    ("sol", "4, 9", "partial"), ("sol", "x ≡ 4 (mod 3)", "partial"),
    ("sol", "5 mod 15", "incorrect"), ("roots", "±2 mod 35", "partial"),
    ("plain", "±3", "incorrect"), ("plain", "±2 mod 7", "unreadable"),
    ("cut", r"(-3, 3) \ [0, 1]", "partial"), ("cut", r"(-3, 3) \ (0, 1)", "partial"),
    ("cut", r"(-3, 3) \ [2, 1)", "unreadable"), ("hole", "[-1, 2)", "incorrect"),
]  # fmt: skip


@pytest.mark.parametrize("step, text", [(s, t) for s, texts in RIGHT.items() for t in texts])
def test_a_set_may_be_written_by_its_residues_or_by_what_is_left_out(step: str, text: str) -> None:
    mark = judged_by(ASSIGNMENT, **{step: text})[step]
    assert (mark.verdict.value, mark.credit) == ("correct", 1), mark.reason


@pytest.mark.parametrize("step, text, verdict", OTHER)
def test_other_residues_and_other_ends_are_not_these(step: str, text: str, verdict: str) -> None:
    mark = judged_by(ASSIGNMENT, **{step: text})[step]
    assert mark.verdict.value == verdict, mark


@pytest.mark.parametrize("text, found", [
    ("4, 9 (mod 15)", [4, 9]), ("4 (mod 5)", [4, 9, 14]), ("-1", [14]), ("±2", [2, 13]), ("", []),
    ("4.5", None), ("3^2", None), ("4 (mod 7)", None), ("7-3", None), ("2, 3 mod 15, 4", None),
    ("k", None), ("4 (mod 0)", None), ("9" * 500, None),
])  # fmt: skip
def test_residues_are_whole_numbers_alone(text: str, found: list[int] | None) -> None:
    assert residues(text, 15) == found


@pytest.mark.parametrize("label, modulus", [
    ("all x mod 35", 35), ("x with 6x ≡ 9 (mod 15)", 15), ("the units modulo 12", 12),
    ("mod 5 and mod 7", 0), ("the model 3", 0), ("all x", 0),
])  # fmt: skip
def test_a_label_says_what_is_counted_by(label: str, modulus: int) -> None:
    assert modulus_of(label) == modulus
