"""The questions that the sheets of the corpus answer: Homework 3, and networks of other shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType

import numpy as np

from grader.answers.sheet import Asked, AskedStep
from grader.graph import Rule, graph_of, rule_of
from grader.ops import sigmoid, softmax
from grader.solvers import linear_layer
from grader.solvers.sigmoid_chain import cross_entropy, regression

CHAIN = {"w1": 0.25, "w2": -0.11, "w3": 0.78, "x": 0.63}


def arrays(values: Mapping[str, object]) -> dict[str, np.ndarray]:
    return {name: np.asarray(value, float) for name, value in values.items()}


def rules_of(module: ModuleType) -> list[Rule]:
    names = getattr(module, "__all__", None) or [
        name for name, value in vars(module).items() if callable(value) and name[0] != "_"
    ]
    return [rule_of(getattr(module, name)) for name in names]


def numeric(key: str, rules: Sequence[Rule], parameters: Mapping[str, object], **more) -> Asked:
    """A question in which every rule is a step with a number."""
    return Asked(
        key=key,
        graph=graph_of(rules, tuple(parameters)),
        steps=tuple(AskedStep(name=rule.name) for rule in rules),
        parameters=arrays(parameters),
        **more,
    )


def formulas(
    key: str, rules: Sequence[Rule], symbols: Mapping[str, tuple[int, ...]], asked, **more
):
    """A question in which the steps in `asked` are formulas."""
    return Asked(
        key=key,
        graph=graph_of(rules, tuple(symbols)),
        steps=tuple(AskedStep(name=name, is_formula=True) for name in asked),
        symbols=symbols,
        **more,
    )


def dL_dW(dL_dY, X):
    return dL_dY @ X.T


def dsigma(x):
    return sigmoid(x) * (1 - sigmoid(x))


def constant(name: str, value: float) -> Rule:
    return Rule(name=name, arguments=(), function=lambda: value)


def homework() -> tuple[Asked, ...]:
    """Homework 3, all six parts."""
    layer = {
        "W": [[0.3, 0.5], [-0.2, 0.4]],
        "X": [[0, 2], [3, 1]],
        "Y_hat": [[0.5, 1], [1, -1.5]],
        "step_size": 0.1,
    }
    extremes = [constant("max", 0.25), constant("argmax", 0.0), constant("inf", 0.0)]
    scalars = dict.fromkeys(("w1", "w2", "w3", "x", "y_hat"), ())
    return (
        formulas("1a", [rule_of(dL_dW)], {"dL_dY": (2, 4), "X": (3, 4)}, ["dL_dW"],
                 title="The gradient of a matrix layer"),
        numeric("1b", rules_of(linear_layer), layer, title="One gradient step"),
        formulas("2a", [rule_of(dsigma), *extremes], {"x": ()}, ["dsigma", "max", "argmax", "inf"],
                 title="The derivative of the sigmoid and its extrema"),
        numeric("2b", rules_of(cross_entropy), {**CHAIN, "y_hat": 1}),
        formulas("2c", rules_of(regression), scalars, ["dL_dw3", "dL_dw2", "dL_dw1"]),
        numeric("2d", rules_of(regression), {**CHAIN, "y_hat": 128}),
    )  # fmt: skip


def z(W1, x, b1):
    return W1 @ x + b1


def h(z):
    return sigmoid(z)


def s(W2, h, b2):
    return W2 @ h + b2


def p(s):
    return softmax(s)


def loss(p, t):
    return -(t * np.log(p)).sum()


def dL_ds(p, t):
    return p - t


def dL_dW2(dL_ds, h):
    return np.outer(dL_ds, h)


def W2_new(W2, eta, dL_dW2):
    return W2 - eta * dL_dW2


def softmax_network() -> tuple[Asked, ...]:
    """Two inputs, two sigmoid units, three classes, one step of the output weights."""
    parameters = {
        "W1": [[0.2, -0.4], [0.7, 0.1]],
        "b1": [0.1, -0.3],
        "W2": [[0.5, -0.6], [0.3, 0.8], [-0.2, 0.4]],
        "b2": [0.0, 0.1, -0.1],
        "x": [1.5, -0.8],
        "t": [0, 1, 0],
        "eta": 0.5,
    }
    rules = [rule_of(f) for f in (z, h, s, p, loss, dL_ds, dL_dW2, W2_new)]
    return (numeric("1", rules, parameters, title="A softmax network"),)


def net1(v1, v2, x1, x2, b):
    return v1 * x1 + v2 * x2 + b


def a1(net1):
    return np.tanh(net1)


def y_hat(u, a1, c):
    return u * a1 + c


def E(y_hat, y):
    return (y_hat - y) ** 2 / 2


def dE_dy_hat(y_hat, y):
    return y_hat - y


def dE_du(dE_dy_hat, a1):
    return dE_dy_hat * a1


def dE_dv1(dE_dy_hat, u, a1, x1):
    return dE_dy_hat * u * (1 - a1**2) * x1


def u_new(u, eta, dE_du):
    return u - eta * dE_du


def g(w, x, y):
    return (sigmoid(w * x) - y) * x


def w_new(w, eta, g):
    return w - eta * g


def tanh_unit() -> tuple[Asked, ...]:
    """One tanh unit with a linear output (question 3), and one step of logistic regression (4)."""
    unit = {"v1": 0.4, "v2": -0.7, "x1": 1.2, "x2": 0.5, "b": 0.15, "u": 1.3, "c": -0.2, "y": 0.9,
            "eta": 0.05}  # fmt: skip
    rules = [rule_of(f) for f in (net1, a1, y_hat, E, dE_dy_hat, dE_du, dE_dv1, u_new)]
    logistic = {"w": 0.8, "x": 2.5, "y": 0, "eta": 0.1}
    return (
        numeric("3", rules, unit, title="One tanh unit"),
        numeric("4", [rule_of(g), rule_of(w_new)], logistic, title="Logistic regression",
                notation={"G": "g"}),
    )  # fmt: skip


def net_h1(w1, x1, w2, x2, b1):
    return w1 * x1 + w2 * x2 + b1


def out_h1(net_h1):
    return sigmoid(net_h1)


def net_h2(w3, x1, w4, x2, b1):
    return w3 * x1 + w4 * x2 + b1


def out_h2(net_h2):
    return sigmoid(net_h2)


def net_o(w5, out_h1, w6, out_h2, b2):
    return w5 * out_h1 + w6 * out_h2 + b2


def out_o(net_o):
    return sigmoid(net_o)


def E_total(out_o, target):
    return 0.5 * (target - out_o) ** 2


def dE_dw5(out_o, target, out_h1):
    return (out_o - target) * out_o * (1 - out_o) * out_h1


def dE_dw1(out_o, target, w5, out_h1, x1):
    return (out_o - target) * out_o * (1 - out_o) * w5 * out_h1 * (1 - out_h1) * x1


def w5_new(w5, eta, dE_dw5):
    return w5 - eta * dE_dw5


def w1_new(w1, eta, dE_dw1):
    return w1 - eta * dE_dw1


def two_two_one() -> tuple[Asked, ...]:
    """Two inputs, two hidden sigmoid units with biases, one sigmoid output, one update."""
    parameters = {
        "w1": 0.12, "w2": 0.34, "w3": -0.25, "w4": 0.41, "w5": 0.52, "w6": -0.37, "b1": 0.2,
        "b2": 0.45, "x1": 0.7, "x2": 0.3, "target": 0.95, "eta": 0.5,
    }  # fmt: skip
    steps = (net_h1, out_h1, net_h2, out_h2, net_o, out_o, E_total, dE_dw5, dE_dw1, w5_new, w1_new)
    return (numeric("5", [rule_of(f) for f in steps], parameters, title="A 2-2-1 network"),)


SETS = {
    "two": two_two_one,
    "hw3": homework,
    "softmax": softmax_network,
    "tanh": tanh_unit,
}
