"""What a mark holds beside its credit: how an answer was understood, and which entries are off."""

from __future__ import annotations

import pytest

from grader.assignment import read_assignment
from grader.feedback import step_feedback
from grader.marking import marks
from grader.model import Answer, Answers, Mark, Verdict
from tests.homework import HW3


def judged(step: str, text: str, **others: object) -> Mark:
    question, name = step.split(".")
    answers = Answers(by_step={(question, name): Answer(text=text)} if text else {}, **others)
    return next(mark for mark in marks(HW3, answers) if mark.id == step)


PLAIN = [
    ("1b.loss", "3.30", None),
    ("1b.loss", " 3.3 ", None),
    ("1b.loss", "−0.5", None),
    ("1b.loss", "L = 3.3", "3.3"),
    ("1b.loss", r"\frac{9}{11}", "9/11 = 0.818182"),
    ("1b.loss", "1/4", "1/4 = 0.25"),
    ("1b.loss", r"-\ln(0.5935)", "-ln(0.5935) = 0.521718"),
    ("1b.loss", "2*(0.38-128)*0.49", "2 * (0.38 - 128) * 0.49 = -125.068"),
    ("1b.loss", "3.3e2", "330"),
    ("1b.loss", "L = 1234567890123456", "1234567890123456"),
    ("1b.loss", "L = 0.12345678901234566", "0.12345678901234566"),
    ("1b.loss", "-1/4", "-1/4 = -0.25"),
    ("2a.inf", r"+\infty", "∞"),
    ("1b.loss", "1e-20", None),
    ("1b.loss", "50%", "0.50"),
    ("2a.inf", r"-\infty", "-∞"),
    ("1b.Y", "[[1.5, 1.1], [1.2, 0]]", None),
    ("1b.Y", "1.5 1.1; 1.2 0", "[[1.5, 1.1], [1.2, 0]]"),
    ("1b.Y", r"\begin{pmatrix}1.5&1.1\\1.2&1/3\end{pmatrix}", "[[1.5, 1.1], [1.2, 0.333333]]"),
    ("1a.dL_dW", "dL_dY X^T", None),
    ("1a.dL_dW", "dL_dY @ X^T", None),
    ("1a.dL_dW", r"\frac{\partial L}{\partial Y} X^{\top}", "∂L/∂Y X^T"),
    ("1a.dL_dW", r"\sum_k \frac{\partial L}{\partial Y_{ik}} X_{jk}", "Σ_k (∂L/∂Y)_ik X_jk"),
    ("2c.dL_dw3", "2*(y - y_hat)*h2", None),
    ("2c.dL_dw3", r"2(y - \hat{y}) h_2", "2 (y - y_hat) h2"),
    ("2a.dsigma", r"\frac{e^{-x}}{(1+e^{-x})^2}", "e^(-x) / (1 + e^(-x))^2"),
    ("1b.loss", "about three", None),
]


@pytest.mark.parametrize("step, text, plain", PLAIN)
def test_what_was_read_has_one_plain_form_unless_it_was_written_so(
    step: str, text: str, plain: str | None
) -> None:
    assert judged(step, text).plain == plain


OFF = [
    ("1b.dL_dW", "[[0.4, 6.2], [7.7, 4.2]]", ((1, 0),), "row 2, column 1"),
    ("1b.Y", "[[1.5, 1.2], [1.3, 0]]", ((0, 1), (1, 0)), "row 1, column 2; row 2, column 1"),
    ("1b.Y", "[[1.5, 1.1], [1.2, 0]]", (), ""),
    ("1b.Y", "[[9, 8], [7, 6]]", (), ""),
]


@pytest.mark.parametrize("step, text, off, words", OFF)
def test_the_entries_that_are_off_are_told_where_some_are_right(
    step: str, text: str, off: tuple[tuple[int, int], ...], words: str
) -> None:
    mark = judged(step, text)
    assert mark.off == off
    assert words in step_feedback(mark)
    assert ("row" in step_feedback(mark)) == bool(off)


@pytest.mark.parametrize(
    "text, others, verdict",
    [
        ("They shrink.", {}, Verdict.REVIEW),
        ("", {}, Verdict.MISSING),
        ("  ", {}, Verdict.MISSING),
        ("", {"sheets": ("hw3.md",)}, Verdict.REVIEW),
        ("", {"broken": "It breaks off."}, Verdict.UNREADABLE),
        ("They shrink.", {"broken": "It breaks off."}, Verdict.REVIEW),
    ],
)
def test_a_text_for_people_is_left_to_them_where_there_may_be_one(
    text: str, others: dict[str, object], verdict: Verdict
) -> None:
    assert judged("2b.observation", text, **others).verdict is verdict


def test_a_sheet_is_named_where_a_step_was_not_found_in_it() -> None:
    assert judged("2b.z1", "", sheets=("hw3.md",)).searched == ("hw3.md",)
    assert judged("2b.z1", "0.1575", sheets=("hw3.md",)).searched == ()
    assert judged("2b.z1", "").searched == ()


INFINITE = """
title: T
questions:
  q:
    title: Limits
    parameters: {a: 1}
    steps:
      y:
        points: 2
        formula: 0 a
        misconceptions:
          - {name: down, formula: -infinity, feedback: Never negative.}
          - {name: up, formula: infinity, feedback: Never that large., credit: 0.5}
"""


@pytest.mark.parametrize(
    "text, slip, credit",
    [
        (r"-\infty", "down", 0.0),
        ("∞", "up", 0.5),
        ("-infinity", "down", 0.0),
        ("0", None, 1.0),
        ("-5", None, 0.0),
    ],
)
def test_an_infinite_answer_is_explained_by_the_misconception_that_gives_it(
    text: str, slip: str | None, credit: float
) -> None:
    assignment = read_assignment(INFINITE, "r.yaml")
    (mark,) = marks(assignment, Answers(by_step={("q", "y"): Answer(text=text)}))
    assert (mark.slip, mark.credit) == (slip, credit)


def test_the_homework_knows_minus_infinity_for_the_limits_of_the_slope() -> None:
    mark = judged("2a.inf", r"-\infty")
    assert (mark.verdict, mark.slip, mark.credit) == (Verdict.INCORRECT, "minus_infinity", 0.0)
    assert "never negative" in step_feedback(mark)
