"""What follows from a student's own values: by every equal way, and only by values that occur."""

from __future__ import annotations

import numpy as np
import pytest

from grader.agreement.tolerance_as_written import Precision, box
from grader.model import Lapse, Mark
from grader.question.drawing import random_points
from grader.rubric.load import read_assignment
from tests.filled_in import judged

RUBRIC = """
title: T
questions:
  "1":
    title: Q
    parameters:
      W: [[1, 0, 0.2, 1, 0.3], [0.5, 1, 0.1, 1, 0.4], [1, 1, 1, 0.5, 0.3], [0, 1, 0.5, 0.2, 1],
          [0.1, 0.2, 0.3, 0.4, 0.6]]
      x: [1, 0.4, 0.3, 0.2, 0.7]
      t: [1, 0]
      b: [0.3, -0.8]
      A: [[0.3, 0.5], [-0.2, 0.4]]
    steps:
      z: {points: 1, formula: W x}
      label: {points: 1, formula: argmax(z) + 1}
      count: {points: 1, formula: sum(z > 1)}
      total: {points: 1, formula: sum(z) - 5}
      side: {points: 1, formula: sign(total)}
      slope: {points: 1, formula: ReLU'(total) * 2.1}
      grid: {points: 1, formula: floor(2 total)}
      s: {points: 1, formula: A b}
      y: {points: 1, formula: sigmoid(s)}
      dy: {points: 1, formula: sigmoid'(s)}
      dL_dy: {points: 1, formula: y - t}
      dL_ds: {points: 1, formula: dL_dy ⊙ sigmoid'(s)}
      u: {points: 1, formula: tanh(s)}
      dL_du: {points: 1, formula: u - t}
      du: {points: 1, formula: dL_du ⊙ tanh'(s)}
      r: {points: 1, formula: ReLU(s)}
      dL_dr: {points: 1, formula: r - t}
      dr: {points: 1, formula: dL_dr ⊙ ReLU'(s)}
      B: {points: 1, formula: A A}
"""
QUESTION = read_assignment(RUBRIC, "own.yaml").questions[0]


def judged_here(**texts: str) -> dict[str, Mark]:
    found = judged(read_assignment(RUBRIC, "own.yaml"), texts)
    return {step: found[step] for step in texts}


def _text(value: object, figures: int = 5) -> str:
    return "[" + ", ".join(f"{entry:.{figures}g}" for entry in np.asarray(value)) + "]"


WAYS = [
    # a wrong activation, the gradient before it, the step and its value by the wrong activation
    ("y", [0.3, 0.8], "dL_dy", "dL_ds", lambda h: h * (1 - h)),
    ("u", [0.3, -0.8], "dL_du", "du", lambda h: 1 - h**2),
    ("r", [0.3, 0.8], "dL_dr", "dr", lambda h: np.where(h > 0, 1.0, 0.0)),
]


@pytest.mark.parametrize("activation, wrong, before, step, slope", WAYS)
def test_the_slope_may_be_taken_of_an_own_wrong_activation(
    activation: str, wrong: list[float], before: str, step: str, slope: object
) -> None:
    """The rule has σ'(s), whose s is right; y (1 - y) is the same work, and y is the student's."""
    h = np.array(wrong)
    gradient = h - np.array([1, 0])
    own = gradient * slope(h)  # type: ignore[operator]
    s = _text(QUESTION.solution["s"])
    found = judged_here(**{"s": s, activation: _text(h), before: _text(gradient), step: _text(own)})
    assert found[activation].credit < 1
    assert (found[step].verdict.value, found[step].credit) == ("follows", 1)
    assert activation in found[step].rests_on


def test_a_slope_that_is_a_step_of_its_own_follows_from_the_activation_too() -> None:
    """Nothing that its rule rests on is wrong; the y beside it is."""
    found = judged_here(s=_text(QUESTION.solution["s"]), y="[0.3, 0.8]", dy="[0.21, 0.16]")
    assert (found["dy"].credit, found["dy"].rests_on) == (1, ("y",))
    wrong = judged_here(s=_text(QUESTION.solution["s"]), y="[0.3, 0.8]", dy="[0.31, 0.16]")
    assert wrong["dy"].credit < 1


BETWEEN = [
    ({"z": "[1, 0, 2.0, 0, 2.0]"}, "label", ["3", "5"], ["1", "2", "4"]),
    ({"z": "[1.4, 0.4, 1.4, 1.4, 1.3]"}, "label", ["1", "3", "4"], ["2", "5"]),
    ({"z": "[1.0, 1.0, 2, 0, 1.0]"}, "count", ["1", "2", "3"], ["0", "5"]),
    ({"z": "[1.1, 0.9, 1.2, 0.8, 1.0]"}, "side", ["-1"], ["0.5", "-0.3"]),
    ({"z": "[1.1, 0.9, 1.2, 0.8, 1.0]"}, "slope", ["0.0"], ["1.05", "0.3"]),
    ({"total": "0.5"}, "grid", ["0", "1"], ["0.5", "2", "-1"]),
]


@pytest.mark.parametrize("given, step, reached, never", BETWEEN)
def test_what_follows_is_a_value_that_the_rule_has_not_one_between_two(
    given: dict[str, str], step: str, reached: list[str], never: list[str]
) -> None:
    """A label 4 lies between 3 and 5, which follow, and follows from nothing."""
    for text in (*reached, *never):
        expected = np.asarray(QUESTION.solution[step])
        if float(text) != float(expected):
            is_full = judged_here(**given, **{step: text})[step].credit == 1
            assert is_full == (text in reached), text


GIVEN = """
title: T
questions:
  "1":
    title: Q
    parameters: {x: 0.7, t: 1, s: 3}
    steps:
      y: {points: 1, formula: 3 x - s}
      error: {points: 1, formula: y - t}
      more: {points: 1, formula: y + s}
"""


@pytest.mark.parametrize(
    ("step", "text", "credit"), [("error", "1.0", 0), ("error", "1.4", 1), ("more", "5.0", 1)]
)
def test_a_given_as_it_was_is_nothing_that_coarse_figures_lead_to(
    step: str, text: str, credit: float
) -> None:
    """An own 2.4 carried on as 2 gives y - t = 1, which is t; and y + s = 5, which is no given."""
    found = judged(read_assignment(GIVEN, "given.yaml"), {"y": "2.4", step: text})
    assert found[step].credit == credit


def test_between_two_values_of_a_steep_rule_lie_all_others() -> None:
    """A sigmoid goes on without a jump, however steep it is in a range."""
    rubric = """
title: T
questions:
  "1":
    title: Q
    parameters: {a: 3, b: [1, 2, 3, 4, 5, 6]}
    steps:
      z: {points: 1, formula: a b}
      k: {points: 1, formula: sum(sigmoid(40 z - 40))}
"""
    assignment = read_assignment(rubric, "steep.yaml")
    for text, credit in (("3.31", 1), ("3.87", 1), ("4.52", 0)):
        given = {"z": "[-1.0, 1.0, -1.0, 2.0, 3.0, 4.0]", "k": text}
        assert judged(assignment, given)["k"].credit == credit, text


def test_one_more_right_entry_costs_nothing_of_what_the_slip_earned() -> None:
    """The transposed product has a slip's credit; with one entry put right it still has."""
    wrong = np.array([[0.3, 0.5], [-0.2, 0.4]]) @ np.array([[0.3, 0.5], [-0.2, 0.4]]).T
    right = np.asarray(QUESTION.solution["B"])

    def of(value: object) -> Mark:
        rows = "; ".join(" ".join(f"{entry:.4f}" for entry in row) for row in np.asarray(value))
        return judged_here(B=rows)["B"]

    slip = of(wrong)
    assert slip.credit == 0.5
    for place in np.ndindex(2, 2):
        better = wrong.copy()
        better[place] = right[place]
        found = of(better)
        assert found.credit >= 0.5
        assert (found.slip, found.share) == (Lapse.IN_THE_OTHERS, 0.25)
        assert found.off


@pytest.mark.parametrize("text", ["49/100", r"\frac{49}{100}", "49/10^2", "-49/100"])
def test_a_decimal_written_as_a_fraction_is_as_rounded_as_the_decimal(text: str) -> None:
    from grader.mathlang import parse_matrix

    [entry] = parse_matrix(text).entries
    assert (abs(entry.value), entry.decimals, entry.figures) == (0.49, 2, 2)
    [other] = parse_matrix("1/4").entries
    assert other.decimals is None


def test_what_stands_beside_figures_enough_is_as_vague_as_its_place() -> None:
    """-0.07 beside -0.17 was written to two decimals, and is carried on as anything near."""
    from grader.mathlang import parse_matrix

    found = box(parse_matrix("[-0.17, -0.07]"), Precision())
    assert found.coarse is not None
    assert found.coarse.low[1] < -0.074
    alone = box(parse_matrix("[-0.07]"), Precision())
    assert alone.coarse is not None
    assert alone.coarse.low[0] > -0.072


def test_what_is_drawn_at_random_does_not_depend_on_the_spelling_of_names() -> None:
    """The same rubric with its names in the opposite order of the alphabet."""
    rubric = """
title: T
questions:
  "1":
    title: Q
    dimensions: {%(W)s: [%(m)s, %(d)s], %(x)s: [%(d)s]}
    domains: {%(c)s: [-3, 3]}
    steps:
      %(s)s: {points: 1, answer: formula, formula: %(c)s %(W)s %(x)s}
"""
    names = [dict(zip("WxcmdS", "abcdef", strict=True)), dict(zip("WxcmdS", "zyvuts", strict=True))]
    drawn = []
    for one in names:
        text = rubric % {**one, "s": f"q_{one['S']}"}
        [question] = read_assignment(text, "names.yaml").questions
        drawn.append([[point[one[n]] for n in "Wxc"] for point in random_points(question)])
    for here, there in zip(*drawn, strict=True):
        for one, other in zip(here, there, strict=True):
            np.testing.assert_array_equal(one, other)
