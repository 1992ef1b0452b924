"""A small quiz with every kind of answer that a person may decide on."""

from __future__ import annotations

from pathlib import Path

from grader.rubric.load import read_assignment

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
      z: {label: z = 3 y, points: 4, formula: 3 y}
      f: {label: f, points: 2, answer: formula, formula: x^2 + x, symbols: [x]}
      why: {label: Why?, answer: review, points: 3}
      how: {label: How?, answer: review}
"""
QUIZ = read_assignment(RUBRIC, "quiz.yaml")
ANSWERS = {
    "ana": "y: 1.0\n  z: 3\n  f: x^2 + x\n  why: It is small.",
    "ben": "y: 7\n  z: 21\n  f: x^2\n  why: 'It is  small.'",
    "cleo": "y: 14/2\n  z: 5,5\n  f: x * x\n  why: No idea.",
    "dan": "y: 0,4\n  z: '5,5'\n  why: Because.",
}
"""Submission -> what was filled in."""


def course(home: Path) -> Path:
    """A folder with the rubric and a class of folders."""
    (home / "quiz.yaml").write_text(RUBRIC, encoding="utf-8")
    for name, answers in ANSWERS.items():
        (home / "class" / name).mkdir(parents=True)
        text = f'"1":\n  {answers}\n'
        (home / "class" / name / "answers.yaml").write_text(text, encoding="utf-8")
    return home
