"""What a draw may be: what it gives, and what is said of one that is none."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RubricError
from grader.rubric.draws import SAMPLE_URN, draw_of


def drawn(times: int = 300, **keys: Any) -> list[Any]:
    """What a draw gives in so many attempts."""
    draw = draw_of(keys)
    return [
        draw.value(lambda entry, count, k=k: SAMPLE_URN.below("q", "x", k, entry, count))
        for k in range(times)
    ]


@given(
    st.integers(-500, 500), st.integers(1, 400), st.integers(0, 4), st.integers(0, 2)
)  # fmt: skip
def test_a_uniform_number_lies_in_its_range_and_has_its_decimals(
    low: int, width: int, decimals: int, shift: int
) -> None:
    bounds = low / 10**shift, (low + width) / 10**shift
    scale = 10**decimals
    if math.ceil(bounds[0] * scale - 1e-6) > math.floor(bounds[1] * scale + 1e-6):
        return
    for value in drawn(20, draw=f"uniform({bounds[0]}, {bounds[1]})", decimals=decimals):
        assert bounds[0] - 1e-12 <= value <= bounds[1] + 1e-12
        assert round(value, decimals) == value


def test_every_value_of_a_range_comes_up_its_ends_as_often_as_the_others() -> None:
    """A value rounded from a continuous range would give its ends half as often."""
    found = drawn(4_000, draw="uniform(0, 0.3)", decimals=1)
    counts = [found.count(value) for value in (0.0, 0.1, 0.2, 0.3)]
    assert sum(counts) == 4_000
    assert min(counts) > 900


def test_whole_numbers_and_choices_are_plain() -> None:
    assert set(drawn(draw="integer(2, 5)")) == {2, 3, 4, 5}
    assert all(isinstance(one, int) for one in drawn(draw="integer(-3, 3)"))
    assert set(drawn(draw="choice([1, 2.5, -3])")) == {1, 2.5, -3}
    assert set(drawn(draw="choice(0, 1)")) == {0, 1}
    vectors = drawn(draw="choice([[1, 0, 0], [0, 1, 0], [0, 0, 1]])")
    assert {tuple(one) for one in vectors} == {(1, 0, 0), (0, 1, 0), (0, 0, 1)}


def test_a_permutation_has_every_number_once_in_every_order() -> None:
    found = drawn(draw="permutation([1, 2, 3])")
    assert {tuple(one) for one in found} == {
        (1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1),
    }  # fmt: skip


def test_normal_numbers_have_their_mean_and_deviation() -> None:
    found = np.array(drawn(2_000, draw="normal(20, 1.5)", decimals=1))
    assert abs(found.mean() - 20) < 0.15
    assert abs(found.std() - 1.5) < 0.1
    assert abs(found - 20).max() <= 9


def test_each_entry_of_a_matrix_is_drawn() -> None:
    found = np.array(drawn(50, draw="uniform(-1, 1)", decimals=1, shape=[2, 3]))
    assert found.shape == (50, 2, 3)
    assert len({tuple(column) for column in found.reshape(50, 6).T}) == 6


MISTAKES = [
    ({"draw": "unifrom(0, 1)"}, "'unifrom(0, 1)' is no draw; did you mean uniform? write "),
    ({"draw": "uniform"}, "'uniform' lacks its brackets; write uniform(0.1, 0.9)"),
    ({"draw": "uniform(0.1)"}, "uniform takes two numbers; write uniform(0.1, 0.9)"),
    ({"draw": "uniform(a, b)"}, "'uniform(a, b)': numbers belong in the brackets, 0.5 or -3;"),
    ({"draw": "uniform(NaN, 1)"}, "'uniform(NaN, 1)': numbers belong in the brackets"),
    (
        {"draw": "uniform(0.9, 0.1)"},
        "uniform(0.9, 0.1) is no range; write the smaller number first",
    ),
    (
        {"draw": "uniform(0.11, 0.12)", "decimals": 1},
        "no number of 1 decimals lies between 0.11 and 0.12; write decimals: 2",
    ),
    ({"draw": "integer(1, 9)", "decimals": 2}, "integer has no decimals; write uniform(1, 9)"),
    ({"draw": "integer(9, 1)"}, "integer(9, 1) is no range; write the smaller number first"),
    ({"draw": "choice([])"}, "choice has nothing to choose from; write choice([1, 2, 3])"),
    ({"draw": "choice([1, [2]])"}, "the choices are not all numbers, or not all lists of one"),
    ({"draw": "choice([1, 2])", "decimals": 1}, "choice gives its numbers as they are listed;"),
    ({"draw": "choice([[1], [2]])", "shape": [2]}, "shape goes with choices that are numbers;"),
    ({"draw": "normal(3, 0)"}, "the deviation 0 is not above 0; write normal(20, 1.5)"),
    ({"draw": "permutation([1])"}, "two numbers or more belong here; write permutation([1, 2,"),
    ({"draw": "permutation([1, 2])", "shape": [2]}, "a permutation has the shape of its list;"),
    ({"draw": "uniform(0, 1)", "shape": [50, 50]}, "shape: [50, 50] is too large"),
]


@pytest.mark.parametrize("keys, said", MISTAKES, ids=lambda v: json.dumps(v)[:40])
def test_what_is_said_of_a_draw_that_is_none(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(RubricError) as refused:
        draw_of(keys)
    assert said in str(refused.value)
