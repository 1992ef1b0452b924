"""A solver function and the formula read from its source give the same values."""

import numpy as np
import pytest

from grader.mathlang import evaluate, free_names
from grader.mathlang.printer import printed
from grader.ops import activations, sigmoid, softmax
from grader.slips import formula_of
from grader.solvers import solver_names, solver_rules, variant_names

MATRICES = {
    "W": (3, 2),
    "X": (2, 4),
    "Y": (3, 4),
    "Y_hat": (3, 4),
    "dL_dY": (3, 4),
    "dL_dW": (3, 2),
}
VARIANTS = [(name, variant) for name in solver_names() for variant in variant_names(name) or [None]]
RULES = [
    pytest.param(rule, solver, id=f"{solver}-{variant}-{rule.name}")
    for solver, variant in VARIANTS
    for rule in solver_rules(solver, variant)
]


@pytest.mark.parametrize(("rule", "solver"), RULES)
def test_every_step_of_every_solver_reads_as_a_formula(rule, solver):
    """At random values of the right shapes the formula is the function."""
    tree = formula_of(rule.function)
    assert tree is not None
    assert free_names(tree) <= set(rule.arguments)
    generator = np.random.default_rng(7)
    shapes = MATRICES if solver == "linear_layer" else {}
    for _ in range(3):
        values = {
            name: generator.uniform(0.1, 0.9, shapes.get(name, ())) for name in rule.arguments
        }
        expected = rule.function(*values.values())
        assert np.allclose(evaluate(tree, values), expected, rtol=1e-12, atol=0)


def with_locals(y, y_hat, w, h):
    """A local name, a helper and a sum."""
    delta = y - y_hat
    slope = _slope(h)
    return delta * w * slope


def _slope(h):
    return h * (1 - h)


def with_branch(y, t):
    """A special case before the plain one."""
    if y <= 0:
        return 0.0
    return -t * np.log(y)


def with_axis(Z, b):
    """Keywords, a method and a subscript."""
    return (softmax(Z[1:, :] + b)).sum(axis=0, keepdims=True) / 2


def with_pair(a, b):
    """Two names at once."""
    p, q = a + b, sigmoid(a)
    return p - (q - b) + -a


def with_mask(z):
    """A comparison as a mask, powers and numpy's names."""
    return np.maximum(z, 0) ** 2 * (z > 0) + np.dot(z, z) - np.log1p(-z).T


def with_numpy(a, b):
    """Products and transposes by numpy's names, and one of ours through its module."""
    return np.matmul(np.transpose(a), b) + activations.sigmoid(a)


def with_else(y, t):
    """What stands after else counts, also in an expression."""
    if t > 3:
        scale = 1.0
    else:
        return (0 if y == 1 else -y) / t
    return scale


def with_places(X, k):
    """Slices with a step, and a list of values."""
    return np.dot(X[::2, k], [k, 1])


TEXTS = [
    (with_locals, "(y - y_hat) * w * h * (1 - h)"),
    (with_branch, "(-t) * log(y)"),
    (with_axis, "sum(softmax(Z[1:, :] + b), axis=0, keepdims=1) / 2"),
    (with_pair, "a + b - sigmoid(a) + b - a"),
    (with_numpy, "a^T @ b + sigmoid(a)"),
    (with_else, "(-y) / t"),
    (with_places, "dot(X[::2, k], [k, 1])"),
    (with_mask, "maximum(z, 0)^2 * (z > 0) + dot(z, z) - (log(1 - z))^T"),
]


@pytest.mark.parametrize(("function", "text"), TEXTS)
def test_what_a_solver_may_say(function, text):
    """Locals and helpers are put in, chains are flat, of a condition the plain branch counts."""
    assert printed(formula_of(function)) == text


def with_loop(x):
    """A loop."""
    total = 0
    for one in x:
        total += one
    return total


def with_unknown(x):
    """A method that is none of ours."""
    return x.reshape(-1)


def with_itself(x):
    """A helper without an end."""
    return with_itself(x)


def with_a_stranger(x):
    """A pair that is not written out."""
    p, q = x
    return p + q


def with_a_part(x):
    """A value put into a part of another."""
    x[0] = 1
    return x


def with_a_keyword(h):
    """A helper that is called by keyword."""
    return _slope(h=h)


def with_no_result(x):
    """Nothing is returned."""
    y = 2 * x
    del_ = y  # noqa: F841


def with_a_helper_in_hand(x):
    """A function that is chosen while it runs."""
    return (np.sin if x else np.cos)(x)


def with_a_text(x):
    """A text where a number is expected."""
    return x * "2"


def with_a_remainder(x):
    """An operation that the language has not."""
    return x % 2


def with_a_foreign_method(x):
    """A function of numpy that is none of ours."""
    return np.polyfit(x, x, 2)


NOT_SAID = [
    with_loop, with_unknown, with_itself, len, lambda x: x, with_a_stranger, with_a_part,
    with_a_keyword, with_no_result, with_a_helper_in_hand, with_a_text, with_a_remainder,
    with_a_foreign_method,
]  # fmt: skip


@pytest.mark.parametrize("function", NOT_SAID)
def test_what_a_formula_cannot_say_is_none(function):
    """Then there are no slips to find, and nothing fails."""
    assert formula_of(function) is None
