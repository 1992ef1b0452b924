"""A wrong value under a name of its own is known by what was made of it."""

from __future__ import annotations

import numpy as np
import pytest

from grader.answers.sheet.carrying import LEAST, Stated, carried
from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from grader.ops import sigmoid
from tests.sheet.test_corpus import asked_in

(CHAIN,) = (one for one in asked_in("hw3") if one.key == "2b")
WRONG = 0.2
TRUE = {"z1": 0.1575, "h1": 0.5393, "w3": 0.78}


def later(*values: float, telling: float = 2.0) -> list[Stated]:
    return [
        Stated(at=at, value=np.asarray(value), places=4, telling=telling)
        for at, value in enumerate(values, 1)
    ]


def found(value: float, stated: list[Stated], **said: float) -> set[str]:
    reading = Reading(Meanings(CHAIN), OwnNames())
    for name, one in said.items():
        reading.state(name, np.asarray(one))
    return set(carried(np.asarray(value), stated, reading))


@pytest.mark.parametrize(
    "step, follows",
    [
        ("z1", float(sigmoid(WRONG))),
        ("h1", -0.11 * WRONG),
        ("h2", 0.78 * WRONG),
        ("y", -float(np.log(WRONG))),
    ],
)
def test_a_value_is_the_step_whose_rule_gives_a_later_number(step, follows):
    assert step in found(WRONG, later(round(follows, 4)))
    assert step in found(WRONG, later(3.217, round(follows, 4), 9.481))
    assert step not in found(WRONG, later(round(follows + 0.01, 4)))


def test_a_step_that_is_stated_already_and_what_is_true_anyway_say_nothing():
    follows = round(float(sigmoid(WRONG)), 4)
    assert "z1" not in found(WRONG, later(follows), z1=0.3)
    assert "z1" not in found(TRUE["z1"], later(TRUE["h1"]))


def test_numbers_that_tell_little_and_one_of_many_say_nothing():
    follows = round(float(sigmoid(WRONG)), 4)
    assert found(WRONG, later(follows, telling=LEAST / 2)) == set()
    assert found(WRONG, []) == set()
    many = later(*(round(3 + 0.013 * n, 4) for n in range(20)), follows, telling=1.1)
    assert found(WRONG, many) == set()
