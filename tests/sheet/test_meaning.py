"""Expressions mean the step whose values they have, with numbers standing for named values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.sheet.literals import same_number
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from tests.sheet.test_corpus import asked_in

ASKED = {one.key: one for one in asked_in("hw3")}


def meant(key: str, text: str, **stated: object) -> str | None:
    reading = Reading(Meanings(ASKED[key]), OwnNames())
    for name, value in stated.items():
        reading.state(name, np.asarray(value, float))
    return step_of(reading, text)


def step_of(reading: Reading, text: str) -> str | None:
    """The step that a text names, or else means."""
    side = reading.side(text)
    return side.name or reading.meaning(side)[0]


@pytest.mark.parametrize(
    "key, text, step",
    [
        ("2b", r"\sigma(w_2\sigma(w_1 x))", "h2"),
        ("2b", r"(\sigma(w_3 h_2) - \hat{y})\, h_2", "dL_dw3"),
        ("2b", r"-\ln y", "loss"),
        ("2b", r"\frac{-1}{y} y (1 - y) w_3 h_2 (1 - h_2) h_1", "dL_dw2"),
        ("2b", r"0.25 \cdot 0.63", "z1"),
        ("2b", r"\sigma(0.1575)", "h1"),
        ("2b", r"\sigma(-0.0593)", "h2"),
        ("2d", r"2 (y - \hat{y}) h_2", "dL_dw3"),
        ("1b", "W - 0.1 G", None),
        ("1b", r"2 (Y - \hat{Y}) X^T", "dL_dW"),
        ("1b", r"\begin{pmatrix} 0.3 & 0.5 \\ -0.2 & 0.4 \end{pmatrix} X", "Y"),
        ("2b", "w_2", "w2"),
        ("2b", r"w_2 \cdot h_2", None),
        ("2b", r"\frac{1}{0}", None),
    ],
)
def test_an_expression_is_the_step_that_it_equals_everywhere(key, text, step):
    assert meant(key, text) == step


def test_numbers_stand_for_what_the_student_has_stated():
    assert meant("2b", r"w_3 \cdot 0.49", h2=0.49) == "z3"
    assert meant("2b", r"w_3 \cdot 0.44", h2=0.49) is None
    assert meant("2b", r"\sigma(0.16)", z1=0.16) == "h1"


def test_every_step_of_every_question_means_itself():
    for asked in ASKED.values():
        reading = Reading(Meanings(asked), OwnNames())
        for name in asked.graph.rules:
            assert step_of(reading, name) == name


@pytest.mark.parametrize(
    "a, b, same",
    [
        (0.16, 0.1575, True),
        (0.15, 0.1575, True),
        (0.17, 0.1575, False),
        (0.5, 0.54, False),
        (1.0, 0.97, False),
        (-0.059, -0.0593, True),
        (0.059, -0.0593, False),
        (128.0, 128.0, True),
        (16287.26, 16287.2637, True),
    ],
)
def test_a_number_is_another_when_it_is_written_with_fewer_figures(a, b, same):
    assert same_number(np.asarray(a), np.asarray(b)) is same


@given(st.floats(-1e3, 1e3), st.integers(2, 6))
def test_what_is_rounded_or_cut_off_is_still_the_same_number(number, decimals):
    rounded = round(number, decimals)
    if len(str(abs(rounded)).replace(".", "").lstrip("0")) >= 2 and rounded != round(rounded):
        assert same_number(np.asarray(rounded), np.asarray(number))
