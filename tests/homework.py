"""Homework 3 with a right answer for every step, numbers and formulas."""

from __future__ import annotations

import numpy as np

from grader.question import AnswerKind
from grader.rubric.load import load_assignment
from tests.conftest import HOMEWORK

HW3 = load_assignment(HOMEWORK)
ASKED = {(q.key, s.name): (q, s) for q in HW3.questions for s in q.steps}
"""Everything that is asked, the texts that people read among it."""
STEPS = {key: (q, s) for key, (q, s) in ASKED.items() if s.answer is not AnswerKind.REVIEW}
SOLUTION = {
    key: q.solution[s.name] for key, (q, s) in STEPS.items() if s.answer is AnswerKind.NUMBER
}
FORMULAS = {
    ("1a", "dL_dW"): "dL_dY X^T",
    ("2a", "dsigma"): "\\sigma(x) (1 - \\sigma(x))",
    ("2c", "dL_dw3"): "2 (y - y_hat) h2",
    ("2c", "dL_dw2"): "2 (y - y_hat) w3 h2 (1 - h2) h1",
    ("2c", "dL_dw1"): "2 (y - y_hat) w3 h2 (1 - h2) w2 h1 (1 - h1) x",
}


def written(value: object) -> str:
    """A value as nested lists, with all its digits."""
    return str(np.asarray(value).tolist())


TEXT = "They shrink from w3 to w1."
RIGHT = {
    key: (FORMULAS.get(key) or written(SOLUTION[key])) if key in STEPS else TEXT for key in ASKED
}
"""Question and step -> a right answer, or a text for people, in the order of the rubric."""
