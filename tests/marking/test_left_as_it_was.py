"""An old weight is a new one by work alone, however small the step is between them."""

from __future__ import annotations

import pytest

from grader.model import Lapse
from grader.rubric.load import read_assignment
from tests.filled_in import judged

RUBRIC = """
title: T
tolerance: {rtol: 0.01}
questions:
  "1":
    title: One step
    parameters: {w: [-0.66, 0.16], x: [0.7, -0.3], t: 1, eta: 0.001, old: 7.31}
    steps:
      y: {points: 1, formula: w · x}
      dL_dw: {points: 1, formula: (y - t) x}
      w_new: {points: 1, formula: w - eta dL_dw}
      profit: {points: 1, formula: 10 y + 5}
      best: {points: 1, formula: "max(profit, old)"}
"""
OLD = "[-0.66, 0.16]"
CASES = [
    # the gradient, the new weight, what it earns
    ("[-1.057, 0.453]", "[-0.659, 0.16]", 1.0),  # both right
    ("[-1.057, 0.453]", OLD, 1.0),  # beside what is right nobody asks
    ("[-0.21, 0.09]", OLD, 1.0),  # an own gradient that leads there
    ("[30.1, 20.7]", OLD, 0.0),  # one that does not
    (OLD, OLD, 0.0),  # put in
    ("[0, 0]", OLD, 0.0),
    ("[0.01, 0.01]", OLD, 0.0),
]


@pytest.mark.parametrize(("gradient", "weight", "credit"), CASES)
def test_an_old_weight_is_the_new_one_where_the_own_gradient_leads_there(
    gradient: str, weight: str, credit: float
) -> None:
    answers = {"y": "-0.51", "dL_dw": gradient, "w_new": weight}
    found = judged(read_assignment(RUBRIC, "step.yaml"), answers)
    assert found["w_new"].credit == credit
    assert (found["w_new"].slip is Lapse.TRIVIAL) == (not credit)


def test_what_is_exactly_a_given_is_no_copy_of_it() -> None:
    """The greater of two is one of them, whatever the other was."""
    found = judged(read_assignment(RUBRIC, "step.yaml"), {"profit": "9.4", "best": "7.31"})
    assert found["best"].credit == 1
