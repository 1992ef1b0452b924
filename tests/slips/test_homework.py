"""The figures of Homework 3, as a careful TA reads them."""

import numpy as np
import pytest
from slip_questions import CHAIN, LAYER, LINE, box

from grader.graph import rule_of
from grader.mathlang import evaluate, parse
from grader.slips import Attempt, formula_of, formula_slip, neighbourhood, slip_of
from grader.solvers import solver_rules

OWN = {"z1": (0.16, 2), "h1": (0.54, 2), "z2": (-0.059, 2), "h2": (0.49, 2), "z3": (0.38, 2)}


def test_the_sigmoid_of_the_other_sign():
    """2b: y = 0.41 for z3 = 0.38 is σ(-z3), and nothing else."""
    found = CHAIN.slip("y", 0.41, 2, OWN)
    assert (found.kind, found.place) == ("inner_sign", "σ(z3)")


def test_what_follows_from_a_wrong_value_is_no_slip():
    """2b: the loss and two gradients follow from the student's own y = 0.41."""
    own = {**OWN, "y": (0.41, 2)}
    assert CHAIN.slip("loss", 0.89, 2, own) is None
    assert CHAIN.slip("dL_dw3", -0.29, 2, own) is None
    assert CHAIN.slip("dL_dw2", -0.062, 2, own) is None


def test_a_derivative_is_missing_behind_a_wrong_value():
    """2b: dL_dw1 = 0.0079 lacks σ'(z1), as the gradient before it has σ'(z2) in it."""
    own = {**OWN, "y": (0.41, 2)}
    found = CHAIN.slip("dL_dw1", 0.0079, 2, own, sound=["dL_dw3", "dL_dw2"])
    assert found.words == "this is what you get without the factor σ'(z1)"


def test_without_other_evidence_two_derivatives_cannot_be_told_apart():
    """σ'(z1) and σ'(z2) differ by less than 0.0079 says: neither is named."""
    found = CHAIN.slip("dL_dw1", 0.0079, 2, {**OWN, "y": (0.41, 2)})
    assert found.kind == "ambiguous"
    assert found.words == "this is what you get without one of the derivatives"


def test_a_factor_is_missing():
    """2d: dL_dw3 = -255.24 lacks h2, whether y is the student's own or the true one."""
    own = {**OWN, "y": (0.38, 2)}
    assert LINE.slip("dL_dw3", -255.24, 5, own).place == "h2"
    assert LINE.slip("dL_dw3", -255.24, 5).place == "h2"
    assert LINE.slip("dL_dw2", -26.88, 4, {**own, "dL_dw3": (-255.24, 5)}) is None


FORMULAS = [
    ("dL_dw2", r"2(y - y_hat) w_3 \sigma'(w_2 \sigma(w_1 x))", "h1"),
    ("dL_dw1", r"2(y - y_hat) w_3 \sigma'(w_2 \sigma(w_1 x)) \sigma'(w_1 x) x", "w2"),
    ("dL_dw3", r"2(y - y_hat)", "h2"),
]


@pytest.mark.parametrize(("step", "text", "place"), FORMULAS)
def test_a_factor_is_missing_in_a_formula(step, text, place):
    """2c: h1 is missing in dL_dw2 and w2 in dL_dw1, with the inner network written out."""
    found = formula_slip(LINE.near(step), parse(text), points())
    assert (found.kind, found.place) == ("missing_factor", place)


def test_a_right_formula_has_no_slip():
    """2c: another spelling of the rule is the rule."""
    text = r"-2 (y_hat - y) w_3 \sigma(z_2) (1 - \sigma(z_2)) \sigma(w_1 x)"
    assert formula_slip(LINE.near("dL_dw2"), parse(text), points()) is None
    assert formula_slip(LINE.near("dL_dw2"), parse("2 q"), points()) is None


def points():
    """Values of all names at three random places."""
    generator = np.random.default_rng(3)
    found = []
    for _ in range(3):
        values = {name: generator.uniform(-2, 2) for name in ("w1", "w2", "w3", "x", "y_hat")}
        for name in LINE.graph.order:
            values[name] = evaluate(LINE.rules[name], values)
        found.append(values)
    return found


LAYER_ROWS = [
    ("dL_dY", [[1, 0.1], [0.2, 1.5]], "missing_factor", "2"),
    ("dL_dW", [[0.6, 4.2], [9, 3.8]], "missing_transpose", "X^T"),
    ("W_new", [[0.34, 1.12], [0.4, 0.82]], "plus_for_minus", "step_size * ∂L/∂W"),
    ("W_new", [[-0.1, -5.7], [-6.2, -3.8]], "missing_factor", "step_size"),
]


@pytest.mark.parametrize(("step", "answer", "kind", "place"), LAYER_ROWS)
def test_the_matrix_layer(step, answer, kind, place):
    """1b: the 2, the transpose and the step size forgotten, the gradient added."""
    found = LAYER.slip(step, answer, 4)
    assert (found.kind, found.place) == (kind, place)


def test_the_solver_functions_say_the_same():
    """A solver function's own formula explains the answer as the rubric's formula does."""
    rules = {rule.name: rule for rule in solver_rules("sigmoid_chain", "regression")}
    near = neighbourhood(formula_of(rules["dL_dw3"].function))
    answer = np.asarray(-255.24)
    attempt = Attempt(value=answer, box=box(answer, 5), given=[LINE.values])
    assert slip_of(near, attempt).place == "h2"
    assert rule_of(rules["dL_dw3"].function).name == "dL_dw3"
