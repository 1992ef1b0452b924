"""Far ends, infinities and nan: right to the last figure, quiet, and never a plain zero for nan."""

import inspect
import math
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import ops
from grader.ops import (
    activations,
    arithmetic,
    continuous_distributions,
    derivatives,
    discrete_distributions,
    elementary,
    sampling_distributions,
    special_functions,
    trigonometry,
)

FAR = [
    -math.inf,
    -1e308,
    -1000.0,
    -1.0,
    -0.0,
    0.0,
    0.5,
    1.0,
    2.5,
    1000.0,
    1e308,
    math.inf,
    math.nan,
]
ELEMENTWISE = (
    *activations.__all__,
    *elementary.__all__,
    *trigonometry.__all__,
    *derivatives.__all__,
)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_function_of_one_variable_is_quiet_everywhere_and_keeps_nan(name: str) -> None:
    found = ops.FUNCTIONS[name](FAR)
    assert found.shape == (len(FAR),)
    assert found.dtype == np.float64
    assert math.isnan(found[-1])


DISTRIBUTIONS = (
    *sampling_distributions.__all__,
    *continuous_distributions.__all__,
    *discrete_distributions.__all__,
    *special_functions.__all__,
)


def needed(function: Callable[..., ops.Array]) -> int:
    """How many arguments have to be given."""
    given = inspect.signature(function).parameters.values()
    return sum(one.default is inspect.Parameter.empty for one in given)


@pytest.mark.parametrize("name", sorted(ops.DERIVATIVES))
def test_a_derivative_is_quiet_everywhere_and_keeps_nan(name: str) -> None:
    others = [2.0] * (needed(ops.FUNCTIONS[name]) - 1)
    found = ops.DERIVATIVES[name](FAR, *others)
    assert found.shape == (len(FAR),)
    assert math.isnan(found[-1])


@pytest.mark.parametrize("other", FAR)
@pytest.mark.parametrize("name", sorted(DISTRIBUTIONS))
def test_a_distribution_is_quiet_everywhere_and_keeps_nan(name: str, other: float) -> None:
    function = ops.FUNCTIONS[name]
    for others in product([other, 0.5, 3.0], repeat=needed(function) - 1):
        found = function(FAR, *others)
        assert math.isnan(found[-1])
        assert not any(math.isnan(one) for one in others) or np.isnan(found).all()
        if name.endswith("_cdf") and not np.isnan(found[:-1]).any():
            assert ((found[:-1] >= 0) & (found[:-1] <= 1)).all()
            assert (np.diff(found[:-1]) >= 0).all()


PAIRS = [name for name in arithmetic.__all__ if name not in ("clip", "where", "logical_not")]


@pytest.mark.parametrize("name", PAIRS)
def test_a_function_of_two_is_quiet_everywhere_and_keeps_nan(name: str) -> None:
    found = ops.FUNCTIONS[name](np.array(FAR)[:, None], FAR)
    assert found.shape == (len(FAR), len(FAR))
    if name not in ("power", "step"):  # nan to the power 0 is 1; nan at zero matters at zero only
        assert np.isnan(found[-1]).all()
        assert np.isnan(found[:, -1]).all()


def test_a_choice_by_nan_is_nan() -> None:
    assert np.isnan(ops.where([math.nan], 1, 2)).all()
    assert np.isnan(ops.logical_not(math.nan))
    assert np.isnan(ops.argmax([1, math.nan]))


SATURATED = [
    (ops.sigmoid, [0, 0.5, 1]),
    (ops.dsigmoid, [0, 0.25, 0]),
    (ops.dtanh, [0, 1, 0]),
    (ops.softplus, [0, math.log(2), 1000]),
    (ops.log_sigmoid, [-1000, -math.log(2), 0]),
    (ops.elu, [-1, 0, 1000]),
    (ops.silu, [0, 0, 1000]),
    (ops.gelu, [0, 0, 1000]),
    (ops.softmax, [0, 0, 1]),
    (ops.log_softmax, [-2000, -1000, 0]),
]


@pytest.mark.parametrize("function, expected", SATURATED)
def test_a_thousand_on_either_side_saturates(function, expected) -> None:
    assert np.allclose(function([-1000, 0, 1000]), expected, rtol=1e-15, atol=0)


@given(st.floats(-700, 700))
def test_the_sigmoid_is_exact_in_both_tails(x: float) -> None:
    tail = math.exp(-abs(x))
    exact = (Fraction(tail) if x < 0 else 1) / (1 + Fraction(tail))
    assert math.isclose(ops.sigmoid(x), exact, rel_tol=4e-16)
    slope = Fraction(tail) / (1 + Fraction(tail)) ** 2
    assert math.isclose(ops.dsigmoid(x), slope, rel_tol=1e-15)


def test_logsumexp_of_nothing_and_of_everything() -> None:
    assert ops.logsumexp([-math.inf, -math.inf]) == -math.inf
    assert ops.logsumexp([math.inf, 0]) == math.inf
    assert ops.logsumexp([1000, 1000]) == 1000 + math.log(2)
    assert ops.logsumexp([[0, 0], [0, 0]], axis=0, keepdims=True).shape == (1, 2)


def test_a_mask_takes_part_out_of_the_softmax_even_beside_large_scores() -> None:
    weights = ops.masked_softmax([[1000, 5], [1, 1]], [[0, 1], [1, 1]])
    assert weights.tolist() == [[0, 1], [0.5, 0.5]]
    assert np.isnan(ops.masked_softmax([1, 2], [0, 0])).all()


def test_zero_log_zero_is_zero_and_log_zero_is_infinite() -> None:
    assert ops.entropy([1, 0]) == 0
    assert ops.cross_entropy([1, 0], [1, 0]) == 0
    assert ops.cross_entropy([1, 0], [0, 1]) == math.inf
    assert ops.kl_divergence([0, 1], [0.5, 0.5]) == math.log(2)
    assert ops.kl_divergence([0.5, 0.5], [0, 1]) == math.inf
    assert ops.binary_cross_entropy([0, 1], [0, 1]).tolist() == [0, 0]
    assert math.isnan(ops.entropy([-0.5, 1.5]))
    assert ops.cross_entropy([0, 1], [-0.5, 1.5]) == -math.log(1.5)  # no weight, no say
