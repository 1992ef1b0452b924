"""What is filled with one number, or two in turn, earns nothing where it follows; neighbours do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from grader.marking import question_marks
from grader.marking.case import case_of
from grader.marking.said import digits_said
from grader.model import Answer, Answers, Mark, Verdict
from grader.question import Question
from grader.rubric.load import read_assignment


def question(steps: str, parameters: str) -> Question:
    lines = "".join(f"      {step}\n" for step in steps.strip().splitlines())
    text = (
        "title: Small\ntolerance: {rtol: 0.002}\nquestions:\n  q:\n    title: One\n"
        f"    parameters: {parameters}\n    steps:\n{lines}"
    )
    return read_assignment(text, "small.yaml").questions[0]


def judged(
    asked: Question, answers: Mapping[str, str], unsure: tuple[str, ...] = ()
) -> dict[str, Mark]:
    by_step = {
        ("q", name): Answer(text=text, is_unsure=name in unsure) for name, text in answers.items()
    }
    return {mark.step: mark for mark in question_marks(asked, Answers(by_step=by_step))}


def earning(asked: Question, answers: Mapping[str, str]) -> set[str]:
    return {name for name, mark in judged(asked, answers).items() if mark.credit > 0}


GAINS = question(
    """
H: {points: 3, formula: 0.3 p + 0.82}
H_one: {points: 3, formula: 0.31 p + 0.69}
gain_one: {points: 2, formula: H - H_one}
H_two: {points: 3, formula: 0.2 p + 0.45}
gain_two: {points: 2, formula: H - H_two}
H_three: {points: 3, formula: 0.23 p + 0.83}
gain_three: {points: 2, formula: H - H_three}
""",
    "{p: 0.5}",
)
"""Entropies near 1 and differences near 0, as a decision tree has them."""


def test_what_is_right_beside_refused_answers_alone_is_refused_with_them() -> None:
    turns = {step.name: "0.0" if "gain" in step.name else "1" for step in GAINS.steps}
    assert earning(GAINS, turns) == set()


def test_what_is_right_beside_the_truth_stays_so_beside_refused_answers() -> None:
    turns = {step.name: "0.0" if "gain" in step.name else "1" for step in GAINS.steps}
    assert judged(GAINS, turns | {"gain_two": "0.42"})["gain_two"].credit == 1


def test_one_number_in_every_box_is_no_answer_where_it_is_nearly_right() -> None:
    assert earning(GAINS, {step.name: "1.0" for step in GAINS.steps}) == set()


def test_a_number_met_twice_stays_right_beside_other_numbers() -> None:
    own = {"H": "1.0", "H_one": "0.85", "gain_one": "0.12", "H_three": "0.95"}
    assert earning(GAINS, own) == set(own)


CHAIN = question(
    """
a: {points: 2, formula: 3.17 p}
b: {points: 2, formula: a^2}
c: {points: 2, formula: b - 1.43 p}
d: {points: 2, formula: a b / c}
e: {points: 2, formula: d + 6.1}
""",
    "{p: 0.83}",
)


def test_two_numbers_in_turn_follow_from_each_other_by_chance() -> None:
    assert earning(CHAIN, {"a": "4", "b": "16", "c": "4", "d": "16", "e": "4"}) == set()
    other = {
        "a": "4",
        "b": "16",
        "c": "9",
        "d": "7.1",
        "e": "0.2",
    }  # as many wrong, all different
    assert earning(CHAIN, other) == {"b", "d"}


def test_one_slip_beside_work_that_repeats_a_number_costs_itself_alone() -> None:
    own = {"a": "1", "b": "1", "c": "-0.187"}
    assert earning(CHAIN, own) == {"b", "c"}


ZEROS = question(
    """
z: {points: 2, formula: "[p - 4, p - 5]"}
a: {points: 2, formula: relu(z)}
y: {points: 2, formula: sum(a)}
r: {points: 2, formula: 3 y}
loss: {points: 2, formula: r^2}
""",
    "{p: 0.83}",
)


def test_an_honest_student_whose_several_true_answers_are_zero_loses_nothing() -> None:
    own = {"z": "[-3.17, -4.17]", "a": "[0, 0]", "y": "0", "r": "0", "loss": "0"}
    assert all(mark.credit == 1 for mark in judged(ZEROS, own).values())
    slipped = own | {"z": "[-3.71, -4.17]"}
    assert earning(ZEROS, slipped) >= {"a", "y", "r", "loss"}


LIVE = question(
    """
h: {points: 2, formula: 2.3 x}
y: {points: 2, formula: h + y0}
w_1: {points: 2, formula: w - y ⊙ x}
w_2: {points: 2, formula: w_1 - h ⊙ x}
""",
    "{x: [0.7, -0.4], y0: 0.9, w: [0.31, 1.72]}",
)


def test_zeros_of_a_sheet_that_is_not_certain_are_put_in_all_the_same() -> None:
    filled = {"h": "[0, 0]", "y": "[0, 0]", "w_1": "[0.31, 1.72]", "w_2": "[0.31, 1.72]"}
    for unsure in ((), ("h", "y")):
        found = judged(LIVE, filled, unsure)
        assert (found["w_1"].credit, found["w_2"].credit) == (0, 0)


SHAPES = question(
    """
s: {points: 2, formula: W x}
m: {points: 2, formula: sum(x)}
p: {points: 2, formula: tanh(s)}
q: {points: 2, formula: s - p}
best: {points: 2, formula: argmax(s)}
v: {points: 2, formula: 2.7 s}
""",
    "{W: [[0.3, -1.2], [0.8, 0.4]], x: [1.3, -0.2]}",
)


@pytest.mark.parametrize("number", ["1", "1.1", "1.00"])
def test_a_bare_number_where_matrices_belong_is_a_wrong_answer_in_a_lot(number: str) -> None:
    filled = {step.name: number for step in SHAPES.steps if step.name != "best"}
    assert earning(SHAPES, filled) == set()
    assert earning(SHAPES, {"m": "1.1"}) == {"m"}


@pytest.mark.parametrize("place", ["0", "1"])
def test_the_place_of_the_greatest_is_no_value_with_a_slip(place: str) -> None:
    assert judged(SHAPES, {"v": place})["v"].credit == 0


def test_a_number_of_another_shape_says_its_digits() -> None:
    answers = Answers(by_step={("q", "s"): Answer(text="0.52")})
    assert digits_said(case_of(SHAPES, answers), "s") == (2,)


HUGE = question(
    """
d: {points: 2, formula: 7 p}
I: {points: 2, unit: A, formula: "3.1 / d"}
""",
    "{p: 0.83}",
)


def test_what_no_float_holds_is_wrong_and_no_fault_of_ours() -> None:
    for text in ("1e-300", "1e-307", "1e-308"):
        assert judged(HUGE, {"d": text, "I": "4.8"})["I"].verdict is not Verdict.FAULT
