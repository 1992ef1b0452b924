"""What follows from the same few answers is worked out once, and is what it would be anew."""

from __future__ import annotations

import numpy as np
import pytest

from grader.agreement import Box, Range, followed_range
from grader.marking.shared_ranges import shared_or_true, shared_range
from grader.model import NoValue
from grader.rubric import load_assignment
from tests.project import PROJECT

HW3 = load_assignment(PROJECT / "rubrics" / "hw3.yaml")
QUESTION = next(q for q in HW3.questions if q.key == "2b")
STEP = "y"


def stated(value: float, width: float = 0.005):
    return np.asarray(value), Box(low=np.asarray(value - width), high=np.asarray(value + width))


def answers(z3: float, width: float = 0.005, loss: float = 0.5):
    return {"z3": stated(z3, width), "loss": stated(loss)}


@pytest.mark.parametrize("z3, width", [(0.38, 0.005), (0.38, 0.0005), (0.4, 0.005), (-2.0, 0.0)])
def test_a_shared_range_is_the_range_that_is_worked_out_anew(z3: float, width: float) -> None:
    given = answers(z3, width)
    anew = followed_range(QUESTION.graph, QUESTION.parameters, given, STEP)
    for _ in range(2):
        found = shared_range(QUESTION, given, STEP)
        assert isinstance(found, Range)
        assert isinstance(anew, Range)
        for one, other in ((found.low, anew.low), (found.high, anew.high)):
            assert np.array_equal(one, other)
        assert np.array_equal(found.centre, anew.centre)


def test_students_who_agree_in_what_a_step_rests_on_share_its_range() -> None:
    first = shared_range(QUESTION, answers(0.377), STEP)
    assert shared_range(QUESTION, answers(0.377, loss=7.0), STEP) is first
    assert shared_range(QUESTION, answers(0.377, width=0.01), STEP) is not first
    assert shared_range(QUESTION, answers(0.378), STEP) is not first
    rule = QUESTION.graph.rules["loss"]
    assert shared_range(QUESTION, answers(0.377), STEP, rule) is not first


def test_without_answers_before_it_a_step_is_its_true_value() -> None:
    found = shared_or_true(QUESTION, {"loss": stated(0.5)}, STEP)
    assert isinstance(found, Range)
    assert found.centre is QUESTION.solution[STEP]


def test_probing_further_changes_nothing_that_is_shared() -> None:
    found = shared_range(QUESTION, answers(0.381), STEP)
    assert not isinstance(found, NoValue)
    assert found.probes is not None
    before = len(found.probes.values), len(found.probes.met), len(found.probes.moves)
    assert len(found.probes.spread.values) > before[0]
    assert (len(found.probes.values), len(found.probes.met), len(found.probes.moves)) == before
