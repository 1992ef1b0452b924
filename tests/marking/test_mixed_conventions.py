"""Students who hold conventions earn everything, who mix them lose what rests on the mixture."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.gradescope.submission import marked
from grader.marking import marks
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import under
from grader.review.checks import rubric_problems
from grader.rubric.load import load_assignment, read_assignment
from grader.words.feedback import step_feedback
from tests.project import PROJECT, RUBRICS

sys.path.insert(0, str(PROJECT / "benchmarks"))

from convention_students import GALLERY, OWN, Posed, as_answers, as_sheet, throughout, worked
from conventions import Table

PATHS = [*sorted(OWN.glob("*.yaml")), *(RUBRICS / "examples" / f"{one}.yaml" for one in GALLERY)]
POSED = {path.stem: Posed(load_assignment(path)) for path in PATHS}
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BY_RUBRIC = pytest.mark.parametrize("name", POSED)


def test_there_are_ten_rubrics_with_two_conventions_each() -> None:
    counts = [len({n for held in posed.held for n in held}) for posed in POSED.values()]
    assert len(counts) >= 10
    assert set(counts) == {2}


@BY_RUBRIC
@FEW
@given(data=st.data())
def test_a_part_of_what_holds_conventions_earns_all_of_it(name: str, data: st.DataObject) -> None:
    posed = POSED[name]
    held = data.draw(st.sampled_from(posed.held))
    student = worked(posed, throughout(posed, held))
    kept = data.draw(st.sets(st.sampled_from(sorted(student.texts)), min_size=1))
    found = as_answers(posed.assignment, {at: student.texts[at] for at in sorted(kept)})
    lost = [m.id for m in found if (m.question, m.step) in kept and m.points and m.credit < 1]
    assert lost == []


@BY_RUBRIC
@FEW
@given(data=st.data())
def test_a_mixture_costs_exactly_what_rests_on_it(name: str, data: st.DataObject) -> None:
    """Changed at some step and held from there on, or for one step alone."""
    posed, table = POSED[name], Table()
    order = [(question.key, step) for question, step in posed.order]
    first, second = (data.draw(st.sampled_from(posed.held)) for _ in range(2))
    place = data.draw(st.integers(0, len(order) - 1))
    alone = data.draw(st.booleans())
    ways = {
        at: second if n == place or (n > place and not alone) else first
        for n, at in enumerate(order)
    }
    table.take_if_possible(posed, "mixes", ways, as_answers, f"{first} to {second} at {place}")
    assert table.misses == []


def test_two_conventions_are_found_of_which_neither_explains_an_answer_alone() -> None:
    """A quarter of the loss is neither half of it nor a mean."""
    posed = POSED["regression_net"]
    both = frozenset({"half", "averaged"})
    student = worked(posed, throughout(posed, both))
    texts = {("1b", "dL_dz"): student.texts["1b", "dL_dz"]}
    found = {mark.id: mark for mark in as_answers(posed.assignment, texts)}
    assert found["1b.dL_dz"].verdict is Verdict.CORRECT
    assert len(found["1b.dL_dz"].conventions) == 2


def marked_as(rubric: str, texts: dict[tuple[str, str], str]) -> dict[str, Mark]:
    answers = {at: Answer(text=text) for at, text in texts.items()}
    found = marks(read_assignment(rubric, "t.yaml"), Answers(by_step=answers))
    return {mark.id: mark for mark in found}


BITS = """
title: Bits
tolerance: {rtol: 0.001}
questions:
  "1":
    title: Entropies
    parameters: {p: [0.2, 0.8], q: [0.3, 0.7], r: [0.5, 0.4, 0.1]}
    definitions: {unit: log(2), nit: unit}
    conventions:
      nats: {called: natural logarithms, unit: 1}
      decimal: {called: decimal logarithms, unit: log(10)}
    steps:
      a: {points: 1, formula: entropy(p) / nit}
      b: {points: 1, formula: entropy(q) / nit}
      c: {points: 1, formula: entropy(r) / nit}
"""
IN = {"bits": (0.72193, 0.88129, 1.36096), "nats": (0.50040, 0.61086, 0.94335),
      "decimal": (0.21732, 0.26530, 0.40969)}  # fmt: skip
MIXED = [
    ("bits", "nats", "this is with natural logarithms, and the rest of your work is not"),
    ("nats", "bits", "this is not with natural logarithms, and the rest of your work is"),
    ("nats", "decimal", "this is with decimal logarithms and not with natural logarithms, unlike"),
]


@pytest.mark.parametrize("held, other, words", MIXED)
def test_a_mixture_in_what_nobody_is_asked_for_is_told(held: str, other: str, words: str) -> None:
    """The unit stands two definitions behind the steps."""
    values = [*IN[held][:2], IN[other][2]]
    texts = {("1", n): str(value) for n, value in zip("abc", values, strict=True)}
    found = marked_as(BITS, texts)
    assert [found[f"1.{n}"].credit for n in "abc"] == [1, 1, 0.5]
    assert words in step_feedback(found["1.c"]).replace("This", "this")


CARRIED = """
title: Carried
tolerance: {rtol: 0.001}
questions:
  "1":
    title: The loss
    parameters: {w: 0.7, x: 1.5, t: 2.4}
    conventions:
      half: {called: the factor 1/2 in the loss, loss: (w x - t)^2 / 2, dL_dw: (w x - t) x}
    steps:
      loss: {points: 1, formula: (w x - t)^2}
      dL_dw: {points: 2, formula: 2 (w x - t) x, gradient_of: loss, with_respect_to: w}
  "2":
    title: The step
    parameters: {from: "1", only: [w], dL_dw: 1.dL_dw}
    steps:
      w_new: {points: 2, formula: w - 0.1 dL_dw}
  "3":
    title: Again
    parameters: {from: "1", only: [w, x, t], loss: 1.loss}
    conventions:
      half: {called: the factor 1/2 in the loss, dL_dx: (w x - t) w}
    steps:
      dL_dx: {points: 2, formula: 2 (w x - t) w, gradient_of: loss, with_respect_to: x}
"""


def test_a_question_goes_on_with_what_is_held_where_it_takes_from() -> None:
    texts = {("1", "loss"): "0.91125", ("2", "w_new"): "0.9025", ("3", "dL_dx"): "-0.945"}
    found = marked_as(CARRIED, texts)
    given = [found[".".join(at)] for at in texts]
    assert {mark.verdict for mark in given} == {Verdict.CORRECT}


def test_gradients_are_proved_against_the_loss_that_is_held_in_another_question() -> None:
    assert [str(one) for one in rubric_problems(CARRIED, "t.yaml")[1]] == []
    forgotten = CARRIED.replace("dL_dx: (w x - t) w}", "dL_dx: 3 (w x - t) w}")
    told = [str(one) for one in rubric_problems(forgotten, "t.yaml")[1]]
    assert any("dL_dx, held so: the rule is not the gradient of loss" in one for one in told)


ROUTES = """
title: Routes
tolerance: {rtol: 0.001}
questions:
  "1":
    title: A gradient
    parameters: {w: 0.7, x: 1.5, t: 2.4}
    conventions:
      half: {called: the factor 1/2 in the loss, loss: (y - t)^2 / 2, dL_dy: y - t}
    steps:
      y: {points: 1, formula: w x}
      loss: {points: 2, formula: (y - t)^2}
      dL_dy: {points: 2, formula: 2 (y - t)}
      dL_dw: {points: 2, formula: dL_dy x, routes: [2 (y - t) x]}
"""


def test_a_route_of_the_own_rules_is_none_under_a_convention() -> None:
    """With y off, 2 (y - t) x leads elsewhere than the gradient that is held."""
    texts = {"y": "1", "loss": "0.98", "dL_dy": "-1.4", "dL_dw": "-4.2"}
    found = marked_as(ROUTES, {("1", name): text for name, text in texts.items()})
    assert found["1.dL_dy"].is_right
    assert not found["1.dL_dw"].is_right
    question = read_assignment(ROUTES, "t.yaml").questions[0]
    assert [
        len(under(question, held).steps[-1].routes) for held in (frozenset(), frozenset({"half"}))
    ] == [1, 0]


def test_who_changes_twice_and_is_back_at_the_right_value_lost_nothing_there() -> None:
    """An angle in degrees is a mixture among radians; the velocity from it is what it should be."""
    posed, order = POSED["throw"], [(q.key, n) for q, n in POSED["throw"].order]
    radians, place = frozenset({"radians"}), order.index(("1", "vy_2"))
    ways = {at: frozenset() if n < place else radians for n, at in enumerate(order)}
    found = as_answers(posed.assignment, worked(posed, ways).texts)
    assert [mark.id for mark in found if mark.credit < 1] == ["1.angle"]


def test_a_slip_within_a_convention_costs_its_step_alone() -> None:
    """Here what the rubric's own rules explain by halves is worth as much."""
    posed = POSED["regression_net"]
    held = frozenset({"averaged"})
    student = worked(posed, throughout(posed, held))
    slipped = worked(
        posed, throughout(posed, held), slip=(("1a", "loss"), 1 + student.own["1a", "loss"] * 0)
    )
    found = as_answers(posed.assignment, slipped.texts)
    assert [mark.id for mark in found if mark.credit < 1] == ["1a.loss"]
    assert found[0].conventions == ("the loss averaged over the samples",)


def test_a_step_that_is_worth_the_same_under_a_convention_is_no_slip_in_its_place() -> None:
    """With 1/2 in the loss the error is ∂L/∂y: what is off in the last digit is no slip."""
    posed = POSED["regression_net"]
    student = worked(posed, throughout(posed, frozenset({"half"})))
    kept = [("1a", "error"), ("1b", "dL_dv"), ("1b", "dL_dw")]
    found = as_answers(posed.assignment, {at: student.texts[at] for at in kept})
    assert [m.id for m in found if (m.question, m.step) in kept and m.credit < 1] == []


BOTH = """
title: Two halves
tolerance: {rtol: 0.001}
questions:
  "1":
    title: Half or not
    parameters: {w: 0.7, x: 1.5, t: 2.4}
    conventions:
      half: {called: the factor 1/2 in the loss, loss: error^2 / 2, dL_dy: error}
    steps: &steps
      y: {points: 1, formula: w x}
      error: {points: 1, formula: y - t}
      loss: {points: 2, formula: error^2}
      dL_dy: {points: 2, formula: 2 error}
      dL_dw: {points: 2, formula: dL_dy x}
  "2":
    title: Halved or not
    parameters: {w: 0.3, x: 2.5, t: 3.1}
    conventions:
      halved: {called: a halved square, loss: error^2 / 2, dL_dy: error}
    steps:
      y: {points: 1, formula: w x}
      error: {points: 1, formula: y - t}
      loss: {points: 2, formula: error^2}
      dL_dy: {points: 2, formula: 2 error}
      dL_dw: {points: 2, formula: dL_dy x}
""".replace("&steps", "")
SHEET = """**1**
y = 0.7 * 1.5 = 1.05, so y - t = -1.35
L = 1/2 (y-t)^2 = 0.91125
dL/dy = (y - t) = -1.35
dL/dw = -1.35 * 1.5 = -2.025

**2**
y = 0.3 * 2.5 = 0.75, so y - t = -2.35
L = 1/2 (y-t)^2 = 2.76125
dL/dy = (y - t) = -2.35
dL/dw = -2.35 * 2.5 = -5.875
"""


def test_a_sheet_is_read_under_a_convention_of_each_question(tmp_path: Path) -> None:
    (tmp_path / "hw.md").write_text(SHEET, encoding="utf-8")
    found = marked(read_assignment(BOTH, "both.yaml"), tmp_path).marks
    assert [mark.id for mark in found if mark.credit < 1] == []
    assert {mark.conventions for mark in found} == {
        ("the factor 1/2 in the loss",), ("a halved square",)
    }  # fmt: skip


@pytest.mark.parametrize("name", ["information", "returns"])
def test_sheets_of_any_convention_earn_everything(name: str) -> None:
    posed = POSED[name]
    for held in posed.held:
        found = as_sheet(posed.assignment, worked(posed, throughout(posed, held)).texts)
        assert [mark.id for mark in found if mark.credit < 1] == [], held
