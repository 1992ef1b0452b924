"""Questions as formulas, their true values, and an answer to one of their steps."""

from types import SimpleNamespace

import numpy as np

from grader.graph import Rule, graph_of
from grader.mathlang import evaluate, free_names, parse
from grader.slips import Attempt, context_of, neighbourhood, roles_of, slip_of


class Question:
    """Steps as formulas over parameters, solved in order."""

    def __init__(self, parameters, steps):
        self.parameters = {name: np.asarray(v, float) for name, v in parameters.items()}
        self.rules = {name: parse(text) for name, text in steps.items()}
        graph_rules = [
            Rule(name=name, arguments=tuple(sorted(free_names(tree))), function=lambda: None)
            for name, tree in self.rules.items()
        ]
        self.graph = graph_of(graph_rules, self.parameters)
        self.values = self.solved({})

    def solved(self, own):
        """All values, later steps following from a student's own earlier ones."""
        values = dict(self.parameters)
        for name in self.graph.order:
            values[name] = np.asarray(own.get(name, evaluate(self.rules[name], values)), float)
        return values

    def near(self, step):
        context = context_of(
            self.graph, step, self.rules, roles_of(self.rules, self.rules), self.values, self.rules
        )
        return neighbourhood(self.rules[step], context)

    def attempt(self, step, answer, figures=4, own=None):
        """An answer as written with so many figures; `own` are earlier ones with theirs."""
        written = as_written(answer, figures)
        given, ranges = [self.values], {}
        if own:
            stated = {name: as_written(value, n) for name, (value, n) in own.items()}
            given.append(self.solved(stated))
            ranges = {name: box(stated[name], n) for name, (_, n) in own.items()}
        return Attempt(
            value=written,
            box=box(written, figures),
            given=given,
            ranges=ranges,
            expected=self.values[step],
        )

    def slip(self, step, answer, figures=4, own=None, sound=()):
        """What is found for an answer; `sound` names the steps answered rightly."""
        attempt = self.attempt(step, answer, figures, own)
        return slip_of(self.near(step), attempt, [self.rules[name] for name in sound])

    def wrong(self, text, own=None):
        """The value of a wrong formula."""
        return evaluate(parse(text), self.solved(own or {}))


def unit(value, figures):
    """The unit of the last of so many significant figures, entry by entry."""
    size = np.abs(np.asarray(value, float))
    exponents = np.floor(np.log10(np.where(size > 0, size, 1.0)))
    return 10.0 ** (exponents - figures + 1)


def as_written(value, figures):
    """A value rounded to significant figures, entry by entry."""
    step = unit(value, figures)
    return np.asarray(np.round(np.asarray(value, float) / step) * step)


def box(value, figures):
    """What a number written with so many figures may stand for, rounded or truncated."""
    value, step = np.asarray(value, float), unit(value, figures)
    below = np.where(value < 0, step, step / 2)
    above = np.where(value < 0, step / 2, step)
    return SimpleNamespace(low=value - below, high=value + above)


CHAIN = Question(
    {"w1": 0.25, "w2": -0.11, "w3": 0.78, "x": 0.63, "y_hat": 1},
    {
        "z1": "w1 * x",
        "h1": "sigmoid(z1)",
        "z2": "w2 * h1",
        "h2": "sigmoid(z2)",
        "z3": "w3 * h2",
        "y": "sigmoid(z3)",
        "loss": "-(y_hat * log(y) + (1 - y_hat) * log(1 - y))",
        "dL_dw3": "(y - y_hat) * h2",
        "dL_dw2": "(y - y_hat) * w3 * h2 * (1 - h2) * h1",
        "dL_dw1": "(y - y_hat) * w3 * h2 * (1 - h2) * w2 * h1 * (1 - h1) * x",
    },
)
"""Homework 3, problem 2(b)."""

LINE = Question(
    {"w1": 0.25, "w2": -0.11, "w3": 0.78, "x": 0.63, "y_hat": 128},
    {
        "z1": "w1 x",
        "h1": "sigmoid(z1)",
        "z2": "w2 h1",
        "h2": "sigmoid(z2)",
        "y": "w3 h2",
        "loss": "(y_hat - y)^2",
        "dL_dw3": "2 (y - y_hat) h2",
        "dL_dw2": "2 (y - y_hat) w3 sigmoid'(z2) h1",
        "dL_dw1": "2 (y - y_hat) w3 sigmoid'(z2) w2 sigmoid'(z1) x",
    },
)
"""Homework 3, problem 2(d), with σ' written as such."""

LAYER = Question(
    {
        "W": [[0.3, 0.5], [-0.2, 0.4]],
        "X": [[0, 2], [3, 1]],
        "Y_hat": [[0.5, 1], [1, -1.5]],
        "step_size": 0.1,
    },
    {
        "Y": "W @ X",
        "loss": "sum((Y - Y_hat)^2)",
        "dL_dY": "2 * (Y - Y_hat)",
        "dL_dW": "dL_dY @ X^T",
        "W_new": "W - step_size * dL_dW",
    },
)
"""Homework 3, problem 1(b)."""

BIASED = Question(
    {
        "W1": [[0.15, 0.2], [0.25, 0.3]],
        "b1": [0.35, -0.21],
        "W2": [[0.4, 0.45], [-0.5, 0.55]],
        "b2": [0.6, 0.17],
        "x": [0.05, 0.91],
        "y_hat": [0.01, 0.99],
        "step_size": 0.5,
    },
    {
        "z1": "W1 @ x + b1",
        "h1": "tanh(z1)",
        "z2": "W2 @ h1 + b2",
        "y": "sigmoid(z2)",
        "loss": "sum((y - y_hat)^2) / 2",
        "dL_dz2": "(y - y_hat) * y * (1 - y)",
        "dL_dW2": "dL_dz2 h1^T",
        "dL_dh1": "W2^T @ dL_dz2",
        "dL_dz1": "dL_dh1 * (1 - h1^2)",
        "dL_dW1": "dL_dz1 x^T",
        "W2_new": "W2 - step_size * dL_dW2",
        "b2_new": "b2 - step_size * dL_dz2",
    },
)
"""A 2-2-2 network with biases, squared error."""

SOFTMAX = Question(
    {
        "X": [[0.5, -1.2], [1.7, 0.3], [-0.4, 0.8]],
        "W": [[0.2, -0.3, 0.5], [0.7, 0.1, -0.6]],
        "b": [0.1, -0.25, 0.05],
        "T": [[1, 0, 0], [0, 0, 1], [0, 1, 0]],
        "n": 3,
        "step_size": 0.2,
    },
    {
        "Z": "X @ W + b",
        "P": "softmax(Z)",
        "loss": "-sum(T * log(P)) / n",
        "dL_dZ": "(P - T) / n",
        "dL_dW": "X^T @ dL_dZ",
        "dL_db": "sum(dL_dZ, axis=0)",
        "W_new": "W - step_size * dL_dW",
    },
)
"""Softmax and cross-entropy over three examples."""

SIGMOID = Question(
    {"x": 0.7, "w": 1.9},
    {"dsigma": "sigmoid(x) * (1 - sigmoid(x))", "g": "w * sigmoid(x) * (1 - sigmoid(x))"},
)
"""The derivative of a sigmoid, written out."""
