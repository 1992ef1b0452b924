"""`grader groups`: what a class wrote at a step, equal answers together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from grader.cohort import Graded, StepRow, equal_groups
from grader.model import Verdict
from grader.rubric.load import read_assignment
from tests.project import run_grader

RUBRIC = """\
title: Quiz
tolerance: {rtol: 0.001}
questions:
  "1":
    title: All kinds
    parameters: {a: 2.5, b: 0.4}
    domains: {x: [0.5, 2]}
    steps:
      y: {label: y = a b, points: 2, formula: a b}
      v: {label: v, points: 1, formula: "[a, b]"}
      f: {label: f, points: 1, answer: formula, formula: x^2 + x, symbols: [x]}
      c: {label: c, points: 1, answer: choice, choices: {spam: [junk], ham: []}, formula: spam}
      s: {label: s, points: 1, answer: set, formula: "[1, 2]"}
      p: {label: p, points: 1, answer: set, formula: "[[1, 2], [3, 4]]"}
      e: {label: e, points: 1, answer: equation, symbols: [s1, t1], formula: s1 = 2 t1 + 1}
      l: {label: l, points: 1, answer: logic, symbols: [A, B, C], formula: A B + C}
      why: {label: Why?, answer: review}
"""
QUESTION = read_assignment(RUBRIC, "quiz.yaml").questions[0]
STEPS = {step.name: step for step in QUESTION.steps}

GROUPED = [
    ("y", ["1", "1.0", "2.5*0.4", "7", "1/3", "0.333"], "aaabcd"),
    ("v", ["[2.5, 0.4]", "2.5 0.4", "[2.5, 4/10]", "[0.4, 2.5]"], "aaab"),
    ("f", ["x^2 + x", "x(x+1)", r"x \cdot (1 + x)", "x^2"], "aaab"),
    ("c", ["spam", "Junk", "ham"], "aab"),
    ("s", ["{1, 2}", "2, 1", "{1, 3}"], "aab"),
    ("p", ["{(1,2),(3,4)}", "(3, 4), (1, 2)", "{(1,3),(2,4)}"], "aab"),
    ("e", ["s1 = 2 t1 + 1", "2 s1 - 4 t1 = 2", "s1 = t1", "0 = s1 - t1"], "aabb"),
    ("l", ["AB + C", "C or (A and B)", "A", "AB + C A' B' + AC"], "aabc"),
    ("why", ["It is  small", "it is small", "no"], "aab"),
    ("y", ["what?", "What?", "", ""], "aabb"),
]


def graded(step: str, texts: list[str]) -> list[Graded]:
    row = {"question": "1", "label": "", "points": 2, "credit": 0, "earned": 0}
    return [
        Graded(
            name=f"s{place}",
            results="",
            steps=(StepRow(step=step, verdict=Verdict.INCORRECT, read=text, **row),),
        )
        for place, text in enumerate(texts)
    ]


@pytest.mark.parametrize("step, texts, letters", GROUPED)
def test_answers_are_together_that_are_equal_as_mathematics(
    step: str, texts: list[str], letters: str
) -> None:
    found = equal_groups(QUESTION, STEPS[step], graded(step, texts))
    together = {frozenset(group.names) for group in found}
    assert together == {
        frozenset(f"s{place}" for place, letter in enumerate(letters) if letter == one)
        for one in letters
    }
    assert sum((group.texts for group in found), Counter()) == Counter(texts)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "quiz.yaml").write_text(RUBRIC, encoding="utf-8")
    for name, y in {"ana": "1.0", "ben": "1", "cleo": "2.9", "dan": "2.90"}.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        text = f'"1":\n  y: {y}\n'
        (tmp_path / "class" / name / "answers.yaml").write_text(text, encoding="utf-8")
    run_grader("grade", "class", "-r", "quiz.yaml", "-o", "out", "-j", "1", cwd=tmp_path)
    return tmp_path


def test_the_command_counts_them_and_says_how_they_were_marked(course: Path) -> None:
    done = run_grader("groups", "out", "1.y", cwd=course)
    assert done.returncode == 0, done.stderr
    assert "4 submissions, 2 different answers" in done.stdout
    assert "correct 2/2 (2)" in done.stdout
    assert "incorrect 0/2 (2)" in done.stdout
    assert "ana, ben" in done.stdout


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("out", "1.z"), "question 1 has no step z; it has y, v, f, c, s, p, e, l, why"),
        (("out", "9.y"), "there is no question 9"),
        (("class", "1.y"), "class is no folder that `grader grade` wrote into"),
    ],
)
def test_what_is_not_there_is_told(course: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run_grader("groups", *arguments, cwd=course)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
