"""What people write in a way of its own is read as what it says, where it says one thing."""

from __future__ import annotations

from functools import partial

import pytest

from grader.answers import SheetFile, sheet_of
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by

RUBRIC = """
title: Ways of writing
tolerance: {rtol: 0.005}
questions:
  "1":
    title: All
    parameters: {k: 2, c: 33, N: 26}
    domains: {y: {low: 0, high: 25, integer: true}, n: {low: 2, high: 60, integer: true}}
    conventions:
      below: {called: residues below zero, r: 'mod(c, N) - N'}
    steps:
      v: {label: "the vector (x1, x2)", points: 2, formula: "[2 k, 2]"}
      w: {label: "y and x", points: 2, formula: "[2 k, 2]"}
      f: {label: slope and intercept, points: 2, formula: "[2 k, 2]"}
      col: {label: b, points: 2, formula: "[[3], [6]]"}
      M: {label: M, points: 4, formula: "[[1, 2], [3, 4]]"}
      s: {label: the velocity, points: 2, unit: m/s, formula: "[2 k, 2]"}
      m1: {label: m1, points: 1, formula: 2 k}
      m2: {label: m2, points: 1, formula: k}
      both: {label: the slopes, points: 2, formula: "[m1, m2]"}
      r: {label: the residue, points: 1, formula: 'mod(c, N)'}
      D: {label: D(y), points: 1, answer: formula, symbols: [y], formula: "mod(21 (y - 8), 26)"}
      all: {label: where it is singular, points: 2, answer: set, formula: "[0, 2]"}
      dots: {label: where they meet, points: 2, answer: set, formula: "[[1, 2], [3, 4]]"}
      but: {label: where it is regular, points: 3, answer: interval, ends: matter, formula: "(-inf, 0) ∪ (0, 2) ∪ (2, inf)"}
      far: {label: far from 0, points: 2, answer: interval, ends: matter, formula: "(-inf, -0.5) ∪ (0.5, inf)"}
      near: {label: near 0, points: 2, answer: interval, ends: matter, formula: "(-0.5, 0.5)"}
      roc: {label: "|z| for which it converges", points: 2, answer: interval, formula: "[0.5, inf]"}
      some: {label: for which z it converges, points: 2, answer: interval, formula: "[0.5, inf]"}
      patience: {label: the discount factors, points: 2, answer: interval, ends: matter, formula: "[9/17, inf)"}
      t: {label: errors, points: 4, answer: table, rows: [step, ramp], columns: [gain, "error [m]"], formula: "[[1, 0.5], [6.25, 0.16]]"}
      cycle: {label: the cycle, points: 3, answer: sequence, choices: [A, B, C], formula: "[0, 1, 2]"}
      path: {label: the path, points: 3, answer: sequence, choices: [A, B, C], formula: "[0, 1, 2]"}
      hops: {label: the hops, points: 3, answer: sequence, formula: "[1, 3, 2]"}
      time: {label: its running time, points: 1, answer: choice, choices: ["Θ(n log n)", "Θ(n^2)", "Θ(n)"], formula: 0}
      bare: {label: its running time, points: 1, answer: choice, choices: ["n log n", "n^2"], formula: 0}
      bound: {label: its running time, points: 1, answer: choice, choices: ["O(n)", "Θ(n)"], formula: 1}
      grows: {label: its complexity, points: 1, answer: formula, symbols: [n], formula: n log(n)}
      exact: {label: its comparisons, points: 1, answer: formula, symbols: [n], formula: n (n - 1) / 2}
"""  # noqa: E501
ASSIGNMENT = read_assignment(RUBRIC, "writings.yaml")
judged = partial(judged_by, ASSIGNMENT)

RIGHT = [
    ("v", ("x1 = 4, x2 = 2", "x_1=4 and x_2=2", "x2 = 2; x1 = 8/2 = 4", "x1 = 4\nx2 = 2", "(4 | 2)",
           "$x_{1} = 4, x_{2} = 2$", "v1 = 4, v2 = 2", "v_x = 4, v_y = 2",
           r"\lambda_1=4, \lambda_2=2")),
    ("w", ("y = 4, x = 2", "x = 2, y = 4", "[4, 2]")),
    ("col", ("(3 | 6)", "b = (3|6)", "b1 = 3, b2 = 6")),
    ("s", ("v_x = 4 m/s, v_y = 2 m/s", "v_x = 4 m/s, v_y = 200 cm/s")),
    ("r", ("7", "x ≡ 7 (mod 26)", "7 mod 26", r"x \equiv 7 \pmod{26}", "33 mod 26", "-19",
           "-19 mod 26")),
    ("D", ("21(y - 8) mod 26", "D(y) = 21 y - 168 (mod 26)", r"21(y-8) \bmod 26")),
    ("all", ("j = 0 or j = 2", "j = 0, 2", "0 or 2", "j ∈ {0, 2}", "1 ± 1", "j = 1 ± 1")),
    ("dots", ("(1|2), (3|4)", "(1, 2) or (3, 4)", "{(3 | 4), (1 | 2)}")),
    ("but", ("k ≠ 0 and k ≠ 2", "k != 0, 2", "k ≠ 0, k ≠ 2", r"\mathbb{R} \setminus \{0, 2\}",
             "R \\ {0, 2}", "k ∉ {0, 2}", "all k except 0 and 2", "all real numbers but 0 and 2",
             "{k : k ≠ 0, 2}", "k ≠ 1 ± 1")),
    ("far", ("|x| > 0.5", "|z| > 1/2", "0.5 < |x|", "x < -0.5 or x > 0.5")),
    ("near", ("|x| < 0.5", r"\left|x\right| < \frac12", "x > -0.5 and x < 0.5",
              "-0.5 < x, x < 0.5", "-0.5 < f(x) < 0.5", "-0.5 < x_1 < 0.5")),
    ("roc", ("|z| > 0.5", "|z| >= 1/2", "[0.5, inf)", "0.5 < |z|")),
    ("patience", ("δ ≥ 9/17", r"\delta \ge 0.529", "9/17 <= δ", "the discount factor >= 9/17")),
    ("t", ("step: 1, 0.5\nramp: 6.25, 0.16", "ramp: 6.25, 0.16 m; step: 1, 0.5 m",
           "step: gain = 1, error = 0.5\nramp: gain = 6.25, error = 0.16")),
    ("cycle", ("A-B-C-A", "A, B, C, A", "A → B → C → A", "A-B-C")),
    ("path", ("A-B-C", "A, B, C")),
    ("hops", ("1-3-2", "1 – 3 – 2")),
    ("time", ("Θ(n log n)", "n log n", "O(n log n)", r"\Theta(n \log n)", "T(n) = Θ(n log n)")),
    ("bare", ("Θ(n log n)", r"\mathcal{O}(n \log n)", "O(n log n)",
              "O(n log(n))", "n·log n", r"O(n \cdot \log(n))")),
    ("grows", ("Θ(n log n)", "O(n log n)", "n ln n")),
    ("exact", ("n(n-1)/2",)),
]  # fmt: skip


@pytest.mark.parametrize("step, text", [(step, text) for step, texts in RIGHT for text in texts])
def test_a_usual_writing_is_right(step: str, text: str) -> None:
    assert judged(**{step: text})[step].verdict.value == "correct"


@pytest.mark.parametrize(
    "step, text, verdict",
    [
        ("v", "x1 = 4, x2 = 3", "partial"),
        ("v", "x1 = 3, x2 = 1", "incorrect"),
        # which of two is the first nobody can say
        ("f", "m = 4, c = 2", "unreadable"),
        ("f", "a = 4\nb = 2", "unreadable"),
        ("M", "a = 1, b = 2, c = 3, d = 4", "unreadable"),
        # another value's name is no entry
        ("f", "c = 4, N = 2", "unreadable"),
        ("both", "m1 = 4, m2 = 2", "unreadable"),
        ("v", "x1 = 4, 5, x2 = 2", "unreadable"),
        # O(n) and Θ(n) say two things where both are there
        ("bound", "n", "unreadable"),
        ("bound", "O(n)", "incorrect"),
        ("r", "8 mod 26", "incorrect"),
        # what it is counted by is another
        ("r", "7 mod 13", "unreadable"),
        # what is divided, y - 8 or 8 alone?
        ("D", "21 y - 168 mod 26", "unreadable"),
        ("D", "21(y + 8) mod 26", "partial"),
        ("all", "j = 0 or j = 3", "partial"),
        ("all", "j = 5", "incorrect"),
        # it holds of all numbers, and no numbers
        ("but", "k ≠ 0 or k ≠ 2", "unreadable"),
        ("far", "x < -0.5 and x > 0.5", "unreadable"),
        ("but", "k ≠ 0 and k ≠ 3", "partial"),
        ("far", "|x| >= 0.5", "partial"),
        ("far", "|x| < 0.5", "incorrect"),
        ("near", "|x| < -0.5", "unreadable"),
        # of another value than x
        ("near", "x² < 0.5", "unreadable"),
        ("near", "x^2 < 0.5", "unreadable"),
        ("near", "-0.5 < x² < 0.5", "unreadable"),
        ("near", "-0.5 < 2x < 0.5", "unreadable"),
        # a size or a number: the label does not say
        ("some", "|z| > 0.5", "unreadable"),
        ("t", "step: 1, 50 cm\nramp: 6.25, 0.16", "unreadable"),
        ("path", "A-B-C-A", "partial"),
        ("cycle", "A-C-B-A", "partial"),
        ("time", "O(n^2)", "incorrect"),
        ("time", "Ω(n log n)", "unreadable"),
        ("time", "O(n log(n^2))", "unreadable"),
        ("exact", "O(n^2)", "unreadable"),
    ],
)
def test_what_may_be_meant_otherwise_is_not_taken(step: str, text: str, verdict: str) -> None:
    assert judged(**{step: text})[step].verdict.value == verdict


def test_a_margin_is_as_long_as_it_says() -> None:
    """A whole number beside decimals is exact: the ends of 10 ± 2.5 are 7.5 and 12.5."""
    text = (
        'title: T\nquestions:\n  "1":\n    title: Q\n    parameters: {m: 10, h: 2.5}\n    steps:\n'
    )
    text += '      ci: {label: ci, points: 1, answer: interval, formula: "[m - h, m + h]"}\n'
    marks = judged_by(read_assignment(text, "t.yaml"), ci="10 ± 2.5")
    assert marks["ci"].verdict.value == "correct"


@pytest.mark.parametrize(
    "line, step, read",
    [
        ("r = 33 mod 26", "r", "7"),
        (r"$r \equiv 33 \pmod{26}$", "r", "7"),
        ("r = 3*11 mod 26", "r", "mod(3*11, 26)"),
        ("r = 8 mod 26", "r", "8"),
        ("Where it is regular: k ≠ 0 and k ≠ 2", "but", "k ≠ 0 and k ≠ 2"),
        ("far from 0: |x| > 0.5", "far", "|x| > 0.5"),
        ("The cycle: A-B-C-A", "cycle", "A-B-C-A"),
    ],
)
def test_a_sheet_may_say_it_so_too(line: str, step: str, read: str) -> None:
    sheet = sheet_of([SheetFile(name="s.md", data=f"# 1\n{line}\n".encode())], ASSIGNMENT)
    found = {answer.step: answer.text for answer in sheet.answers}
    assert read in found[step]
