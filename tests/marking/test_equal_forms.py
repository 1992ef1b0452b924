"""Answers that are equal though their numbers or letters differ."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.agreement.equal_forms import UpTo, nearest_form
from grader.answers.by_kind.word_answers import distance


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
