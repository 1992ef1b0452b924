"""A gradient has the name that any of the usual names of its two values make."""

from __future__ import annotations

import pytest

from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import How
from grader.graph import rule_of
from tests.sheet.questions import numeric


def h1(w1, x):
    return w1 * x


def L(h1, t):
    return (h1 - t) ** 2


def dL_dh1(h1, t):
    return 2 * (h1 - t)


def dL_dw1(dL_dh1, x):
    return dL_dh1 * x


READING = Reading(
    Meanings(
        numeric(
            "1", [rule_of(one) for one in (h1, L, dL_dh1, dL_dw1)], {"w1": 0.3, "x": 2, "t": 1.7}
        )
    ),
    OwnNames(),
)
OF = ["L", "J", "E", "C", r"\ell", r"\text{loss}", r"\mathcal{L}"]
BY = [
    ("h_1", "dL_dh1"),
    ("h1", "dL_dh1"),
    ("a_1", "dL_dh1"),
    ("w_1", "dL_dw1"),
    ("w_{1}", "dL_dw1"),
]


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("by, step", BY)
@pytest.mark.parametrize("form", [r"\frac{{\partial {}}}{{\partial {}}}", r"\frac{{d {}}}{{d {}}}"])
def test_a_gradient_is_known_whatever_its_two_values_are_called(form, of, by, step):
    side = READING.side(form.format(of, by))
    assert (side.name, side.how) == (step, How.DERIVATIVE)
    another = READING.side(form.format("q", by))
    assert (another.name, another.how) == (step, How.USUAL)


@pytest.mark.parametrize("text", [r"\frac{dL}{dq}", r"\frac{dh_1}{dw_1}", "q_1"])
def test_a_gradient_of_or_by_anything_else_is_none(text):
    assert READING.side(text).name == ""
