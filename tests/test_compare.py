"""Right or not: the bound is inclusive, relative to the expected value, and never broadcasts."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.agreement.tolerance_by_distance import agreeing
from grader.model import Tolerance

EXACT = Tolerance()


def is_right(answer, expected, rtol=0.0, atol=0.0):
    tolerance = Tolerance(rtol=rtol, atol=atol)
    found = agreeing(np.asarray(answer, float), np.asarray(expected, float), tolerance)
    return found is not None and bool(found.all())


# answer, expected, rtol, atol, right
CASES = [
    (6.3, 7.0, 0.1, 0, True),
    (7.7, 7.0, 0.1, 0, True),
    (6.2999, 7.0, 0.1, 0, False),
    (7.7001, 7.0, 0.1, 0, False),
    (-6.3, -7.0, 0.1, 0, True),
    (6.3, -7.0, 0.1, 0, False),
    (0.1 + 0.2, 0.3, 0, 0, True),
    (16287.2642, 16287.2637, 0, 0.0005, True),
    (16287.2643, 16287.2637, 0, 0.0005, False),
    (1.1, 1.0, 0, 0.1, True),
    (10.0, 9.0, 0.1, 0, False),
    (9.0, 10.0, 0.1, 0, True),
    (0.0005, 0.0, 0.02, 0.0005, True),
    (0.0006, 0.0, 0.02, 0.0005, False),
    (0.0, 0.0, 0, 0, True),
    (1e-30, 0.0, 0, 0, False),
    (-0.0, 0.0, 0, 0, True),
    (1e308, -1e308, 0.5, 0, False),
]


@pytest.mark.parametrize("answer, expected, rtol, atol, right", CASES)
def test_the_bound_is_of_the_expected_value_and_inclusive(answer, expected, rtol, atol, right):
    assert is_right(answer, expected, rtol, atol) is right


sizes = st.floats(-6, 6).map(lambda power: 10.0**power)
signs = st.sampled_from([-1.0, 1.0])
bounds = st.tuples(st.floats(1e-6, 0.5) | st.just(0.0), st.floats(1e-6, 1.0) | st.just(0.0))


@given(sizes, signs, signs, bounds)
def test_exactly_at_the_tolerance_passes_and_just_beyond_fails(size, sign, side, bound):
    rtol, atol = bound
    expected = sign * size
    allowed = atol + rtol * size
    assume(allowed > 1e-8 * size)
    assert is_right(expected + side * allowed, expected, rtol, atol)
    assert not is_right(expected + side * allowed * 1.001, expected, rtol, atol)


@given(st.sampled_from([np.nan, np.inf, -np.inf]), st.floats(), bounds)
def test_nan_agrees_with_nothing(strange, other, bound):
    assert not is_right(np.nan, other, *bound)
    assert not is_right(other, np.nan, *bound)
    assert not is_right([0.0, np.nan], [0.0, strange], *bound)


SHAPES = [(), (1,), (2,), (1, 1), (2, 2), (1, 4), (4, 1), (4,), (2, 3), (3, 2)]


@pytest.mark.parametrize("answer", SHAPES)
@pytest.mark.parametrize("expected", SHAPES)
def test_shapes_are_equal_before_anything_is_compared(answer, expected):
    found = agreeing(np.full(answer, 5.0), np.full(expected, 5.0), EXACT)
    assert (found is None) is (answer != expected)
    assert found is None or found.all()


def test_the_share_is_that_of_the_right_entries():
    found = agreeing(np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]), EXACT)
    assert found.tolist() == [[True, True], [True, False]]
