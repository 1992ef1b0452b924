"""Loose values of several steps in order vouch for each other; as many as luck gives do not."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from grader.answers.sheet.company import company
from grader.answers.sheet.evidence import Candidate, Evidence, Weighed, weighed
from grader.answers.sheet.records import Asked, AskedStep
from grader.answers.sheet.sides import Side
from grader.graph import graph_of

STEPS = {"a": 3.21, "b": 0.15, "c": 17.5, "d": 4.66}
NAMES = list(STEPS)
ASKED = Asked(key="1", graph=graph_of([], ()), steps=tuple(AskedStep(name=name) for name in STEPS))


def stated(text: str, told: bool = False) -> Weighed:
    """A statement of a number that is the value of the steps that have it."""
    side = Side(text=text, value=np.asarray(float(text)), is_plain=True)
    said = {Evidence.NAME: 1.0} if told else {Evidence.LUCK: 0.0}
    evidence = {Evidence.VALUE: 2.0, **said}
    fitting = [name for name, value in STEPS.items() if value == float(text)]
    return weighed((side,), [Candidate(step=n, value=0, evidence=evidence) for n in fitting])


def beside(*texts: str, told: str = "") -> dict[int, dict[str, float]]:
    heard = [(at, stated(text, text == told)) for at, text in enumerate(texts)]
    return company(heard, ASKED)


def test_each_value_in_order_vouches_for_the_others():
    found = beside("3.21", "0.15", "17.5", "4.66")
    assert [list(found[at]) for at in range(4)] == [[name] for name in NAMES]
    assert all(share > 0.7 for steps in found.values() for share in steps.values())


@pytest.mark.parametrize(
    "texts",
    [("3.21",), ("3.21", "8.88", "9.99"), ("4.66", "3.21"), ("17.5", "0.15")],
    ids=["alone", "among others", "last first", "back"],
)
def test_a_value_alone_or_out_of_order_has_no_company(texts):
    assert beside(*texts) == {}


def test_the_more_values_stand_in_order_the_more_company_each_has():
    two, three = (beside(*texts)[0]["a"] for texts in (("3.21", "0.15"), ("3.21", "0.15", "17.5")))
    assert two < three


@pytest.mark.parametrize("count, figures", [(2000, 2), (300, 1)])
def test_grids_of_numbers_leave_nothing_beyond_luck(count, figures):
    grid = [f"{n / 10**figures}" for n in range(1, count)]
    assert beside(*grid, *map(str, STEPS.values())) == {}


def test_lists_that_know_nothing_have_no_company():
    lot = Random(7)
    for figures in (2, 3, 4):
        numbers = [f"{lot.uniform(-5, 20):.{figures}g}" for _ in range(200)]
        assert (
            max((s for steps in beside(*numbers).values() for s in steps.values()), default=0) < 0.3
        )


def test_what_is_told_otherwise_is_not_missed_among_the_loose():
    assert beside("3.21", "0.15", "17.5", "4.66", told="4.66")[0]["a"] == pytest.approx(
        0.66, abs=0.05
    )


@pytest.mark.parametrize("count", [0, 3])
def test_a_question_without_open_steps_has_no_company(count):
    asked = Asked(key="1", graph=graph_of([], ()), steps=ASKED.steps[:1])
    assert company([(n, stated("3.21")) for n in range(count)], asked) == {}
