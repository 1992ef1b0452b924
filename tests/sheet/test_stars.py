"""A star between matrices is the product of matrices or of entries, whichever a step is."""

from __future__ import annotations

import pytest

from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from grader.graph import rule_of
from tests.sheet.questions import formulas, numeric


def Z(W, X):
    return W @ X


def M(W, X):
    return W * X


def S(W, X):
    return (W * X) @ X


def reading_of(*rules, is_formula: bool) -> Reading:
    made = [rule_of(rule) for rule in rules]
    if is_formula:
        shapes = {"W": (2, 2), "X": (2, 2)}
        asked = formulas("1", made, shapes, [rule.name for rule in made])
    else:
        asked = numeric("1", made, {"W": [[0.3, 0.5], [-0.2, 0.4]], "X": [[2, 3], [0.7, 1]]})
    return Reading(Meanings(asked), OwnNames())


PRODUCTS = [
    ((Z,), "W * X", "Z"),
    ((Z,), "W X", "Z"),
    ((Z,), "X * W", None),
    ((M,), "W * X", "M"),
    ((M,), "X * W", "M"),
    ((M,), r"W \odot X", "M"),
    ((M,), "W X", None),
    ((Z, M), r"W \odot X", "M"),
    ((Z, M), "W X", "Z"),
    ((Z, M), "X * W", "M"),
    ((S,), r"(W \odot X) X", "S"),
]


@pytest.mark.parametrize("is_formula", [True, False])
@pytest.mark.parametrize("rules, text, step", PRODUCTS)
def test_a_star_is_the_product_that_a_step_is(rules, text, step, is_formula):
    reading = reading_of(*rules, is_formula=is_formula)
    assert reading.meaning(reading.side(text))[0] == step
