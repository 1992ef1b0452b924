"""The solvers give the values of the homework, and stay finite where sigmoids saturate."""

import warnings

import numpy as np
import pytest

from grader.graph import evaluate, graph_of, needed_parameters
from grader.model import NoValue
from grader.solvers import solver_names, solver_rules, variant_names

CHAIN = {"w1": 0.25, "w2": -0.11, "w3": 0.78, "x": 0.63}
LAYER = {
    "W": [[0.3, 0.5], [-0.2, 0.4]],
    "X": [[0, 2], [3, 1]],
    "Y_hat": [[0.5, 1], [1, -1.5]],
    "step_size": 0.1,
}


def solved(solver, variant, parameters, overrides=None):
    rules = solver_rules(solver, variant)
    arrays = {name: np.asarray(value, float) for name, value in parameters.items()}
    given = {name: np.asarray(value, float) for name, value in (overrides or {}).items()}
    return evaluate(graph_of(rules, needed_parameters(rules)), arrays, given)


KNOWN = [
    (
        "linear_layer",
        None,
        LAYER,
        {
            "Y": [[1.5, 1.1], [1.2, 0]],
            "loss": 3.3,
            "dL_dY": [[2, 0.2], [0.4, 3]],
            "dL_dW": [[0.4, 6.2], [6, 4.2]],
            "W_new": [[0.26, -0.12], [-0.8, -0.02]],
        },
    ),
    (
        "sigmoid_chain",
        "cross_entropy",
        {**CHAIN, "y_hat": 1},
        {
            "z1": 0.1575,
            "h1": 0.5392938,
            "z2": -0.0593223,
            "h2": 0.4851738,
            "z3": 0.3784355,
            "y": 0.5934957,
            "loss": 0.5217253,
            "dL_dw3": -0.1972252,
            "dL_dw2": -0.0427113,
            "dL_dw1": 0.0013636,
        },
    ),
    (
        "sigmoid_chain",
        "regression",
        {**CHAIN, "y_hat": 128},
        {
            "z1": 0.1575,
            "h1": 0.5392938,
            "z2": -0.0593223,
            "h2": 0.4851738,
            "y": 0.3784355,
            "loss": 16287.2637,
            "dL_dw3": -123.8372706,
            "dL_dw2": -26.8183512,
            "dL_dw1": 0.8562279,
        },
    ),
]


@pytest.mark.parametrize("solver, variant, parameters, expected", KNOWN)
def test_the_values_are_those_of_the_homework(solver, variant, parameters, expected):
    found = solved(solver, variant, parameters)
    assert list(found) == list(expected)
    for step, value in expected.items():
        assert found[step].shape == np.shape(value)
        np.testing.assert_allclose(found[step], value, rtol=1e-8, atol=5.1e-8)


def test_the_solvers_and_their_variants_are_found_by_name():
    assert solver_names() == ("linear_layer", "sigmoid_chain")
    assert variant_names("linear_layer") == ()
    assert variant_names("sigmoid_chain") == ("cross_entropy", "regression")


@pytest.mark.parametrize("solver, variant", [(k[0], k[1]) for k in KNOWN])
def test_every_rule_says_in_words_what_it_is_and_which_shapes_it_takes(solver, variant):
    for rule in solver_rules(solver, variant):
        assert rule.in_words.endswith(".")
        assert "Shapes: " in rule.description


@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 3, 4), (4, 1, 2), (1, 5, 1)])
def test_the_layer_takes_every_shape_that_fits(shape):
    m, d, n = shape
    random = np.random.default_rng(0)
    found = solved(
        "linear_layer",
        None,
        {
            "W": random.normal(size=(m, d)),
            "X": random.normal(size=(d, n)),
            "Y_hat": random.normal(size=(m, n)),
            "step_size": 0.1,
        },
    )
    shapes = {name: value.shape for name, value in found.items()}
    assert shapes == {"Y": (m, n), "loss": (), "dL_dY": (m, n), "dL_dW": (m, d), "W_new": (m, d)}


@pytest.mark.parametrize("variant", ["cross_entropy", "regression"])
@pytest.mark.parametrize("y_hat", [0, 1])
@pytest.mark.parametrize("w3", [-800, -200, -50, 50, 200, 800])
@pytest.mark.parametrize("w1", [-800, 0.25, 800])
def test_saturation_gives_finite_values_without_a_warning(variant, y_hat, w3, w1):
    parameters = {"w1": w1, "w2": 5.0, "w3": w3, "x": 0.63, "y_hat": y_hat}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = solved("sigmoid_chain", variant, parameters)
    assert not [name for name, value in found.items() if isinstance(value, NoValue)]
    assert all(np.isfinite(value).all() for value in found.values())


@pytest.mark.parametrize("w3, y_hat", [(800, 0), (-800, 1)])
def test_cross_entropy_is_exact_where_the_prediction_rounds_to_its_end(w3, y_hat):
    found = solved("sigmoid_chain", "cross_entropy", {**CHAIN, "w3": w3, "y_hat": y_hat})
    np.testing.assert_allclose(found["loss"], abs(found["z3"]), rtol=1e-12)


@pytest.mark.parametrize("w3, y_hat", [(800, 1), (-800, 0)])
def test_cross_entropy_of_a_sure_right_prediction_is_tiny_and_positive(w3, y_hat):
    found = solved("sigmoid_chain", "cross_entropy", {**CHAIN, "w3": w3, "y_hat": y_hat})
    np.testing.assert_allclose(found["loss"], np.exp(-abs(found["z3"])), rtol=1e-12)


# a student's y, y_hat -> the loss that follows from it
OWN = [
    (0.41, 1, -np.log(0.41)),
    (0.41, 0, -np.log(0.59)),
    (0.41, 0.5, -(np.log(0.41) + np.log(0.59)) / 2),
    (1.0, 1, 0.0),
    (0.0, 0, 0.0),
]


@pytest.mark.parametrize("y, y_hat, loss", OWN)
def test_cross_entropy_follows_a_students_prediction(y, y_hat, loss):
    found = solved("sigmoid_chain", "cross_entropy", {**CHAIN, "y_hat": y_hat}, {"y": y})
    np.testing.assert_allclose(found["loss"], loss, rtol=1e-14)


LOGARITHMS = "log(y) and log(1 - y) need a y between 0 and 1"
INFINITE = "loss is not a finite number for these values"


@pytest.mark.parametrize(
    "y, y_hat, reason",
    [
        (-0.2, 1, LOGARITHMS),
        (-0.2, 0.5, LOGARITHMS),
        (1.7, 0.5, LOGARITHMS),
        (1.7, 0, LOGARITHMS),
        (0.0, 1, INFINITE),
        (1.0, 0, INFINITE),
    ],
)
def test_cross_entropy_has_no_value_where_its_logarithm_has_none(y, y_hat, reason):
    found = solved("sigmoid_chain", "cross_entropy", {**CHAIN, "y_hat": y_hat}, {"y": y})
    assert found["loss"] == NoValue(reason=reason)


@pytest.mark.parametrize("y, y_hat, value", [(1.7, 1, -np.log(1.7)), (-0.2, 0, -np.log(1.2))])
def test_a_term_without_weight_does_not_ask_for_a_y_between_0_and_1(y, y_hat, value):
    found = solved("sigmoid_chain", "cross_entropy", {**CHAIN, "y_hat": y_hat}, {"y": y})
    assert found["loss"] == pytest.approx(value)
