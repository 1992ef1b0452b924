"""A rubric with steps of every kind of answer, and what answers to it earn."""

from __future__ import annotations

from grader.marking import marks
from grader.model import Answer, Answers, Mark
from grader.question import Assignment
from grader.rubric.load import read_assignment

RUBRIC = """
title: Kinds
tolerance: {rtol: 0.005}
questions:
  "1":
    title: Words
    parameters: {w: [0.5, -1], x: [2, 0.4], b: 0.1}
    steps:
      s: {label: s, points: 1, formula: w^T x + b}
      p: {label: p, points: 1, formula: sigmoid(s)}
      class:
        label: the predicted class
        points: 1
        answer: choice
        choices: {spam: [junk mail], ham: [], newsletter: []}
        formula: "if(p > 0.5, spam, ham)"
        misconceptions: [{formula: newsletter, feedback: No newsletter has a score.}]
      sure: {label: Is it sure?, points: 1, answer: choice, choices: [yes, no], formula: p > 0.9}
      side: {label: the side, points: 1, answer: choice, choices: [-1, 1], formula: sign(s)}
      path: {label: path, points: 3, answer: sequence, choices: [A, B, C], formula: "[0, 2, 1]"}
      active: {label: active, points: 2, answer: set, choices: [A, B, C], formula: "[1, 0, 1]"}
      either:
        label: either
        points: 1
        answer: choice
        choices: [left, right, none]
        formula: left
        also: [right]
      note: {label: What do you see?, answer: review}
  "2":
    title: Numbers
    parameters:
      A: [[2, 1], [1, 2]]
      m: 2.5
      e: 0.6
      X: [[0, 0], [1, 0], [5, 5], [6, 5]]
      C: [[0, 1], [5, 6]]
    steps:
      lam: {label: the eigenvalues, points: 2, answer: set, formula: eigenvalues(A)}
      v: {label: an eigenvector, points: 2, up_to: [sign, scale], formula: "eigenvectors(A)[:, 0]"}
      u: {label: the unit vector, points: 2, up_to: sign, formula: v / norm(v)}
      proj: {label: the projection, points: 2, formula: "u^T [1, 0]"}
      ci: {label: the interval, points: 2, answer: interval, formula: "[m - e, m + e]"}
      labels: {label: the clusters, points: 2, up_to: relabelling, formula: "assignments(X, C)"}
      roots: {label: the roots in order, points: 2, answer: sequence, formula: "[1, 2.5]"}
      rows: {label: the rows, points: 2, up_to: order, formula: "[[1, 2], [3, 4]]"}
      T:
        label: the table
        points: 3
        answer: table
        rows: [x1, x2]
        columns: {d: , cluster: [P, Q]}
        formula: "[[1.25, 0], [7.5, 1]]"
      q: {label: q, points: 1, formula: 3, also: [4, "A[0, 0] + 5"]}
      f: {label: f, points: 1, formula: m^2}
  "3":
    title: Symbols
    parameters: {slope: 2}
    steps:
      line:
        {label: the line, points: 2, answer: equation, symbols: [h, k], formula: k = slope h + 1}
      gate: {label: the gate, points: 2, answer: logic, symbols: [a, b], formula: a and not b}
  "4":
    title: Complex numbers
    numbers: complex
    parameters: {R0: 3, X0: 4}
    steps:
      Z0: {label: the impedance, points: 2, unit: Ω, formula: R0 + j X0}
      zeros: {label: the zeros, points: 2, answer: set, formula: "roots([1, 2, 5])"}
"""
ASSIGNMENT = read_assignment(RUBRIC, "kinds.yaml")
STEPS = {step.name: (q.key, step) for q in ASSIGNMENT.questions for step in q.steps}


def judged(**texts: str) -> dict[str, Mark]:
    """The marks of some answers to the rubric of all kinds, by step."""
    return judged_by(ASSIGNMENT, **texts)


def judged_by(assignment: Assignment, **texts: str) -> dict[str, Mark]:
    """The marks of some answers, by step; the names of steps stand once in a rubric."""
    key_of = {step.name: q.key for q in assignment.questions for step in q.steps}
    answers = {(key_of[name], name): Answer(text=text) for name, text in texts.items()}
    found = marks(assignment, Answers(by_step=answers))
    return {mark.step: mark for mark in found if mark.step in texts}
