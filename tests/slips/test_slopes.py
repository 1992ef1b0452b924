"""The derivative of an activation in its two spellings: either is faithful work with a wrong h."""

import numpy as np
import pytest
from slip_questions import Question

from grader.mathlang import evaluate, free_names, parse
from grader.slips import with_other_slopes

NET = Question(
    {"w": 0.7, "x": 1.3, "v": -0.6, "M": [[0.4, -1.1], [0.8, 0.2]]},
    {
        "z": "w x",
        "h": "sigmoid(z)",
        "q": "v x",
        "t": "tanh(q)",
        "r": "relu(q)",
        "Z": "2 M",
        "H": "sigmoid(Z)",
        "by_value": "v h (1 - h) x",
        "by_input": "v sigmoid'(z) x",
        "by_name": "v dsigmoid(z) x",
        "bent": "w (1 - t^2)",
        "bent_input": "w tanh'(q)",
        "bent_name": "w dtanh(q)",
        "entries": "M ⊙ sigmoid'(Z)",
        "both": "h (1 - h) (1 - t^2)",
    },
)
WRITTEN = [
    ("by_value", "v sigmoid'(z) x"),
    ("by_input", "v h (1 - h) x"),
    ("by_name", "v h (1 - h) x"),
    ("bent", "w tanh'(q)"),
    ("bent_input", "w (1 - t^2)"),
    ("bent_name", "w (1 - t^2)"),
    ("entries", "M ⊙ H ⊙ (1 - H)"),
    ("both", "sigmoid'(z) tanh'(q)"),
]


def other(rule):
    return with_other_slopes(parse(rule), NET.near("both").context)


@pytest.mark.parametrize(("step", "text"), WRITTEN)
def test_a_derivative_may_be_taken_by_its_value_or_by_what_goes_into_it(step, text):
    """The same where h is the activation of z, and each by its own name where it is not."""
    found = with_other_slopes(NET.rules[step], NET.near(step).context)
    assert np.allclose(evaluate(found, NET.values), NET.values[step], rtol=1e-12)
    assert free_names(found) == free_names(parse(text))
    own = {**NET.values, "h": 0.31, "t": -0.2, "H": NET.values["H"] / 2}
    assert np.allclose(evaluate(found, own), evaluate(parse(text), own), rtol=1e-12)


ALONE = ["w x", "x (1 - x)", "1 - x^2", "w (1 - h)", "1 - h^2", "t (1 - t)",
         "sigmoid'(q)", "tanh'(z)", "sigmoid'(w x)", "sigmoid''(z)", "r (1 - r)", "1 - t^3",
         "h - t^2"]  # fmt: skip


@pytest.mark.parametrize("text", ALONE)
def test_what_is_no_derivative_of_a_known_activation_has_one_spelling(text):
    assert other(text) is None
