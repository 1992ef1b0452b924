"""Every gradient agrees with central differences of its own loss, at random parameters."""

import numpy as np
import pytest

from grader.graph import evaluate, graph_of, needed_parameters
from grader.solvers import solver_rules

DRAWS = 25


def layer(random):
    m, d, n = random.integers(1, 4, size=3)
    return {
        "W": random.normal(size=(m, d)),
        "X": random.normal(size=(d, n)),
        "Y_hat": random.normal(size=(m, n)),
        "step_size": np.asarray(0.1),
    }


def classification(random):
    w1, w2, w3, x = random.normal(scale=2, size=4)
    y_hat = random.choice([0.0, 1.0, random.uniform()])
    return {"w1": w1, "w2": w2, "w3": w3, "x": x, "y_hat": y_hat}


def regression(random):
    w1, w2, w3, x, y_hat = random.normal(scale=2, size=5)
    return {"w1": w1, "w2": w2, "w3": w3, "x": x, "y_hat": y_hat}


# solver, variant, a draw of parameters, gradient -> the parameter or step it is taken by
SLOPES = [
    ("linear_layer", None, layer, "dL_dW", "W"),
    ("linear_layer", None, layer, "dL_dY", "Y"),
    *(
        ("sigmoid_chain", variant, draw, f"dL_d{weight}", weight)
        for variant, draw in (("cross_entropy", classification), ("regression", regression))
        for weight in ("w1", "w2", "w3")
    ),
]


def slope(loss, at):
    """The gradient of a function of an array by central differences, entry by entry."""
    slopes = np.empty(at.shape)
    for entry in np.ndindex(at.shape):
        width = 1e-5 * max(1.0, abs(at[entry]))
        above, below = at.copy(), at.copy()
        above[entry] += width
        below[entry] -= width
        slopes[entry] = (loss(above) - loss(below)) / (2 * width)
    return slopes


@pytest.mark.parametrize("solver, variant, draw, gradient, by", SLOPES)
def test_a_gradient_is_the_slope_of_its_loss(solver, variant, draw, gradient, by):
    rules = solver_rules(solver, variant)
    graph = graph_of(rules, needed_parameters(rules))
    random = np.random.default_rng(3)
    for _ in range(DRAWS):
        parameters = {name: np.asarray(value) for name, value in draw(random).items()}
        values = evaluate(graph, parameters)

        def loss(at, parameters=parameters):
            if by in graph.rules:
                return evaluate(graph, parameters, {by: at})["loss"]
            return evaluate(graph, {**parameters, by: at})["loss"]

        at = np.array(parameters[by] if by in parameters else values[by], dtype=float)
        assert values[gradient].shape == at.shape
        np.testing.assert_allclose(values[gradient], slope(loss, at), rtol=1e-6, atol=1e-8)


def test_every_gradient_of_every_solver_has_its_slope_tested():
    tested = {(solver, variant, gradient) for solver, variant, _, gradient, _ in SLOPES}
    for solver, variant in {(s, v) for s, v, *_ in SLOPES}:
        for rule in solver_rules(solver, variant):
            if rule.name.startswith("dL_d"):
                assert (solver, variant, rule.name) in tested


def test_a_step_of_descent_goes_down_the_slope():
    rules = solver_rules("linear_layer")
    graph = graph_of(rules, needed_parameters(rules))
    random = np.random.default_rng(5)
    for _ in range(DRAWS):
        parameters = {**layer(random), "step_size": np.asarray(1e-4)}
        values = evaluate(graph, parameters)
        after = evaluate(graph, {**parameters, "W": values["W_new"]})
        assert after["loss"] < values["loss"]
