"""Distributions: tables worked with other programs, and what holds of every distribution."""

import math

import numpy as np
import pytest

from grader import ops
from grader.ops import FUNCTIONS, ShapeError

nan, inf = math.nan, math.inf

VALUES = [
    # worked with mpmath, with thirty digits
    ("normal_pdf", (1.5,), 0.12951759566589172),
    ("normal_cdf", (1.96,), 0.9750021048517795),
    ("normal_cdf", (-6,), 9.86587645037698e-10),
    ("normal_cdf", (130, 100, 15), 0.9772498680518208),
    ("normal_quantile", (0.975,), 1.959963984540054),
    ("normal_quantile", (0.001, 100, 15), 53.6465154074828),
    ("t_pdf", (0.7, 4), 0.2809088317119511),
    ("t_cdf", (2.228, 10), 0.9749941140914443),
    ("t_cdf", (-0.3, 2.5), 0.39367118574759863),
    ("t_cdf", (1.0, 1), 0.75),
    ("t_cdf", (1.5, 5000), 0.9331612300733921),
    ("t_quantile", (0.975, 9), 2.262157162798205),
    ("t_quantile", (0.95, 1), 6.313751514675038),
    ("t_quantile", (0.005, 30), -2.7499956535672254),
    ("t_quantile", (0.9, 2.5), 1.7302509288071768),
    ("chi_square_pdf", (3, 5), 0.15418032980376928),
    ("chi_square_cdf", (3.84, 1), 0.9499564787512949),
    ("chi_square_cdf", (2400, 2500), 0.07721422702281683),
    ("chi_square_cdf", (18.3, 10), 0.9498909385885376),
    ("chi_square_quantile", (0.95, 5), 11.070497693516351),
    ("chi_square_quantile", (0.01, 1), 0.00015708785790970197),
    ("chi_square_quantile", (0.5, 7), 6.3458111955215175),
    ("f_pdf", (1.2, 4, 7), 0.34919971991439075),
    ("f_cdf", (3.1, 3, 20), 0.9500754669543212),
    ("f_cdf", (0.5, 2.5, 1), 0.2690119353753371),
    ("f_quantile", (0.95, 3, 20), 3.098391212140779),
    ("f_quantile", (0.025, 5, 5), 0.13993095022986138),
    ("f_quantile", (0.99, 1, 12), 9.330212103168556),
    ("gamma_cdf", (2, 3, 1.5), 0.5768099188731565),
    ("gamma_pdf", (2, 0.5, 1.5), 0.02432608666482073),
    ("gamma_quantile", (0.9, 3, 2), 2.661160168917105),
    ("beta_cdf", (0.3, 2, 5), 0.5798249999999999),
    ("beta_pdf", (0.3, 2, 5), 2.1608999999999994),
    ("beta_quantile", (0.9, 0.5, 3), 0.3862488818053692),
    ("beta_cdf", (0.5, 2000, 2100), 0.9408529223392286),
    ("binomial_pmf", (40, 100, 0.35), 0.047392204380188936),
    ("binomial_cdf", (3, 10, 0.4), 0.38228060159999994),
    ("poisson_pmf", (7, 4.5), 0.08236294962723256),
    ("poisson_cdf", (2, 3.5), 0.3208471988621341),
    ("hypergeometric_pmf", (2, 5, 4, 20), 0.21671826625386997),
    ("hypergeometric_cdf", (1, 5, 4, 20), 0.7512899896800825),
    ("log_gamma", (0.3,), 1.0957979948180756),
    ("gamma_function", (4.5,), 11.631728396567448),
    ("beta_function", (2.5, 3), 0.050793650793650794),
    ("erfc", (3,), 2.209049699858544e-05),
    # by hand
    ("binomial_pmf", (2, 5, 0.3), 0.3087),
    ("binomial_pmf", (0, 3, 0.0), 1),
    ("binomial_cdf", (1, 3, 0.5), 0.5),
    ("binomial_quantile", (0.5, 3, 0.5), 1),
    ("binomial_quantile", (1, 3, 0.5), 3),
    ("poisson_pmf", (0, 2), math.exp(-2)),
    ("poisson_quantile", (0.5, 2), 2),
    ("geometric_pmf", (3, 0.2), 0.128),
    ("geometric_cdf", (3, 0.2), 0.488),
    ("geometric_quantile", (0.488, 0.2), 3),
    ("exponential_pdf", (2, 0.5), 0.5 * math.exp(-1)),
    ("exponential_cdf", (2, 0.5), 1 - math.exp(-1)),
    ("exponential_quantile", (0.5, 2), math.log(2) / 2),
    ("uniform_pdf", (3, 2, 6), 0.25),
    ("uniform_cdf", (3, 2, 6), 0.25),
    ("uniform_quantile", (0.75, 2, 6), 5),
    ("chi_square_quantile", (0.95, 2), -2 * math.log(0.05)),
    ("f_cdf", (1, 3, 3), 0.5),
    ("t_quantile", (0.75, 2), math.sqrt(2 / 3)),
    ("t_quantile", (0.5, 3), 0),
    ("beta_quantile", (0.25, 2, 1), 0.5),
    # what cannot be is nan, what lies outside 0
    ("normal_cdf", (0, 0, -1), nan),
    ("normal_quantile", (1.5,), nan),
    ("normal_quantile", (1,), inf),
    ("t_cdf", (1, 0), nan),
    ("t_cdf", (-inf, 3), 0),
    ("chi_square_cdf", (-1, 3), 0),
    ("chi_square_pdf", (0, 2), 0.5),
    ("f_pdf", (-1, 2, 2), 0),
    ("binomial_pmf", (7, 5, 0.3), 0),
    ("binomial_pmf", (1.5, 5, 0.3), nan),
    ("binomial_cdf", (1.5, 3, 0.5), 0.5),
    ("binomial_cdf", (1 - 1e-9, 3, 0.5), 0.5),
    ("binomial_pmf", (0.1 * 3 * 10, 5, 0.5), 0.3125),
    ("poisson_cdf", (0.7 * 10, 1e-9), 1),
    ("gcd", (0.7 * 10, 14), 7),
    ("binomial_pmf", (1, 5, 1.2), nan),
    ("poisson_cdf", (-1, 3), 0),
    ("geometric_pmf", (0, 0.2), 0),
    # whole numbers
    ("permutations", (5, 2), 20),
    ("permutations", (2, 5), 0),
    ("multinomial", ([2, 1, 1],), 12),
    ("gcd", (12, -18), 6),
    ("gcd", ([12, 5], [8, 0.5]), [4, nan]),
    ("lcm", (4, 6), 12),
    ("mod", ([-7, 7, 5.5], [3, -3, 2]), [2, -2, 1.5]),
    ("power_mod", (7, 560, 561), 1),
    ("power_mod", (3, -1, 26), 9),
    ("power_mod", (2, -1, 26), nan),
    ("gamma_function", ([5, 0, 200],), [24, nan, inf]),
]  # fmt: skip


@pytest.mark.parametrize("name, args, expected", VALUES)
def test_a_value_holds_to_ten_digits(name, args, expected) -> None:
    found = FUNCTIONS[name](*args)
    assert found.dtype == np.float64
    assert np.shape(found) == np.shape(expected)
    assert np.allclose(found, expected, rtol=1e-12, atol=0, equal_nan=True)


CONTINUOUS = [
    ("normal", (0.3, 1.7), (-3, 4)), ("t", (3.5,), (-4, 4)), ("chi_square", (3,), (0.1, 9)),
    ("chi_square", (1,), (0.1, 9)), ("chi_square", (2500,), (2300, 2700)),
    ("f", (4, 9), (0.1, 5)), ("f", (3000, 2500), (0.9, 1.1)), ("exponential", (1.5,), (0.1, 3)),
    ("uniform", (0, 4), (0.1, 3.9)), ("gamma", (0.4, 2), (0.1, 2)), ("beta", (3, 5), (0.1, 0.9)),
    ("t", (1e5,), (-3, 3)), ("beta", (0.5, 2), (0.05, 0.9)),
]  # fmt: skip


@pytest.mark.parametrize("family, parameters, ends", CONTINUOUS)
def test_the_density_is_the_slope_of_the_distribution_function(family, parameters, ends) -> None:
    x = np.linspace(*ends, 9)[1:-1]
    pdf, cdf = FUNCTIONS[f"{family}_pdf"], FUNCTIONS[f"{family}_cdf"]
    h = 1e-5 * (ends[1] - ends[0])
    slope = (cdf(x + h, *parameters) - cdf(x - h, *parameters)) / (2 * h)
    assert np.allclose(pdf(x, *parameters), slope, rtol=1e-6)
    assert ops.DERIVATIVES[f"{family}_cdf"] is pdf


@pytest.mark.parametrize("family, parameters, ends", CONTINUOUS)
def test_the_quantile_undoes_the_distribution_function(family, parameters, ends) -> None:
    x = np.linspace(*ends, 7)[1:-1]
    p = FUNCTIONS[f"{family}_cdf"](x, *parameters)
    assert np.allclose(FUNCTIONS[f"{family}_quantile"](p, *parameters), x, rtol=1e-9)


@pytest.mark.parametrize("p", [1e-9, 1e-3, 0.2, 0.5, 0.7, 0.99, 1 - 1e-9])
@pytest.mark.parametrize("family, parameters, _", CONTINUOUS)
def test_the_distribution_function_undoes_the_quantile(family, parameters, _, p) -> None:
    x = FUNCTIONS[f"{family}_quantile"](p, *parameters)
    assert math.isclose(FUNCTIONS[f"{family}_cdf"](x, *parameters), p, rel_tol=1e-10)


DISCRETE = [("binomial", (12, 0.3), 0), ("binomial", (5000, 0.01), 0), ("poisson", (4.2,), 0),
            ("geometric", (0.35,), 1), ("hypergeometric", (6, 9, 20), 0)]  # fmt: skip


@pytest.mark.parametrize("family, parameters, least", DISCRETE)
def test_the_distribution_function_is_the_sum_of_the_probabilities(
    family, parameters, least
) -> None:
    k = np.arange(least, least + 7.0)
    total = np.cumsum(FUNCTIONS[f"{family}_pmf"](k, *parameters))
    assert np.allclose(FUNCTIONS[f"{family}_cdf"](k, *parameters), total, rtol=1e-11)
    if family != "hypergeometric":
        assert FUNCTIONS[f"{family}_quantile"](total, *parameters).tolist() == k.tolist()


def test_the_number_of_values_that_are_searched_is_bounded() -> None:
    with pytest.raises(ShapeError) as refused:
        ops.t_quantile(np.full(201, 0.5), 3)
    assert str(refused.value) == "t_quantile: 201 entries are too many; at most 200 can be"
