"""Answers that are equal though their numbers or letters differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.agreement.equal_forms import UpTo, nearest_form
from grader.answers.by_kind.word_answers import distance
from grader.rubric.load import read_assignment
from tests.answer_kinds import judged_by


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_slips_of_the_finger_are_a_distance(a: str, b: str, c: str) -> None:
    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, b) <= max(len(a), len(b))
    assert distance(a + c, b + c) <= distance(a, b)


PARTS = st.lists(st.integers(-9, 9), min_size=1, max_size=6, unique=True)


@given(PARTS, st.randoms(use_true_random=False))
def test_the_order_of_a_set_makes_no_difference(parts: list[int], random) -> None:
    mixed = random.sample(parts, len(parts))
    target, answer = np.array(parts, float), np.array(mixed, float)
    assert np.array_equal(nearest_form(target, answer, {UpTo.ORDER})(target), answer)


@given(PARTS.filter(lambda parts: any(parts)), st.sampled_from([-3.0, -1.0, 0.25, 7.0]))
def test_a_vector_up_to_its_scale_is_any_multiple(parts: list[int], factor: float) -> None:
    target = np.array(parts, float)
    form = nearest_form(target, factor * target, {UpTo.SCALE})
    assert np.allclose(form(target), factor * target)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=8), st.permutations(range(4)))
def test_labels_that_only_name_may_be_exchanged(labels: list[int], names: list[int]) -> None:
    target = np.array(labels, float)
    answer = np.array([names[label] for label in labels], float)
    assert np.array_equal(nearest_form(target, answer, {UpTo.RELABELLING})(target), answer)


DIRECTIONS = read_assignment("""
title: Directions
tolerance: {rtol: 0.005}
questions:
  "1":
    title: Vectors
    parameters: {A: [[2, 1], [1, 2]]}
    steps:
      v: {points: 1, up_to: scale, formula: "[1, 1]"}
      Av: {points: 1, formula: A v}
      u: {points: 1, up_to: [sign, scale], formula: "[1, 2, 0]"}
      r: {points: 1, up_to: scale, formula: "[1, sqrt(2), sqrt(3)]"}
      k: {points: 1, up_to: scale, formula: "[12.3, 35.1]"}
      V: {points: 1, up_to: scale, formula: "[[1, 1], [1, -1]]"}
      p: {points: 1, up_to: constant, formula: "[0, 1, 3]"}
""", "directions.yaml")  # fmt: skip


@pytest.mark.parametrize(
    "step, text, credit",
    [
        *(("v", text, 1) for text in ("[1, 1]", "[-7, -7]", "[0.71, 0.71]", "[10, 10]")),
        *(("v", text, 1) for text in ("[1/2, 0.5]", "[0.71, 0.70]", "[0.7071, 1/sqrt(2)]")),
        *(("v", text, 0) for text in ("[10, 11]", "[1, 2]", "[2, 3]", "[3, 4]", "[99, 102]")),
        *(("u", text, 1) for text in ("[2, 4, 0]", "[0.45, 0.89, 0]", "[-1, -2, 0]")),
        *(("u", text, 0) for text in ("[0, 1, 0]", "[2, 5, 0]", "[10, 21, 0]", "[1, 2, 1]")),
        *(("r", text, 1) for text in ("[1, 1.41, 1.73]", "[0.71, 1, 1.22]", "[2, 2.83, 3.46]")),
        *(("r", text, 0) for text in ("[1, 1.41, 2]", "[1, 1, 2]", "[1, 1.5, 1.7]")),
        *(("k", text, 1) for text in ("[12, 35]", "[12.3, 35.1]", "[1, 2.85]", "[123, 351]")),
        *(("k", text, 0) for text in ("[1, 3]", "[24, 71]", "[12, 37]")),
        *(("V", text, 1) for text in ("[[0.71, 3], [0.71, -3]]", "[[2, 0.5], [2, -0.5]]")),
        *(("V", text, 0) for text in ("[[10, 1], [11, -1]]", "[[1, 3], [1, -2]]")),
        *(("p", text, 1) for text in ("[0, 1, 3]", "[10, 11, 13]", "[0.5, 1.5, 3.5]")),
        *(("p", text, 0) for text in ("[10, 11, 14]", "[10, 12, 13]")),
    ],
)
def test_a_whole_number_is_no_rounding_where_any_multiple_is_right(
    step: str, text: str, credit: float
) -> None:
    assert judged_by(DIRECTIONS, **{step: text})[step].credit == credit


def test_what_follows_from_a_direction_in_whole_numbers_is_as_exact() -> None:
    found = judged_by(DIRECTIONS, v="[1, 2]", Av="[4, 5]")
    assert (found["Av"].verdict.value, found["Av"].rests_on) == ("follows", ("v",))
    assert judged_by(DIRECTIONS, v="[2, 2]", Av="[6, 6]")["Av"].verdict.value == "correct"
    assert judged_by(DIRECTIONS, v="[2, 2]", Av="[6.2, 6.1]")["Av"].credit == 0
