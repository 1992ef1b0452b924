"""A 2-2-n network (sigmoid, squared error, one update) as rules, for the tests of ranges."""

from __future__ import annotations

import numpy as np

from grader.graph import Graph, graph_of, rule_of
from grader.model import Array
from grader.ops import sigmoid


def z1(W1: Array, x: Array, b1: Array) -> Array:
    return W1 @ x + b1


def h1(z1: Array) -> Array:
    return sigmoid(z1)


def z2(W2: Array, h1: Array, b2: Array) -> Array:
    return W2 @ h1 + b2


def y(z2: Array) -> Array:
    return sigmoid(z2)


def loss(y: Array, target: Array) -> Array:
    return np.asarray(((y - target) ** 2).sum() / 2)


def dL_dy(y: Array, target: Array) -> Array:
    return y - target


def dL_dz2(dL_dy: Array, y: Array) -> Array:
    return dL_dy * y * (1 - y)


def dL_dW2(dL_dz2: Array, h1: Array) -> Array:
    return np.outer(dL_dz2, h1)


def dL_dh1(W2: Array, dL_dz2: Array) -> Array:
    return np.asarray(W2.T @ dL_dz2)


def dL_dz1(dL_dh1: Array, h1: Array) -> Array:
    return dL_dh1 * h1 * (1 - h1)


def dL_dW1(dL_dz1: Array, x: Array) -> Array:
    return np.outer(dL_dz1, x)


def W2_new(W2: Array, rate: Array, dL_dW2: Array) -> Array:
    return W2 - rate * dL_dW2


def W1_new(W1: Array, rate: Array, dL_dW1: Array) -> Array:
    return W1 - rate * dL_dW1


STEPS = (
    z1, h1, z2, y, loss, dL_dy, dL_dz2, dL_dW2, dL_dh1, dL_dz1, dL_dW1, W2_new, W1_new,
)  # fmt: skip
PARAMETERS = ("W1", "b1", "W2", "b2", "x", "target", "rate")
NETWORK: Graph = graph_of([rule_of(step) for step in STEPS], PARAMETERS)


def drawn(random: np.random.Generator, outputs: int) -> dict[str, Array]:
    """Weights, an input and a target with two decimals, as an exercise gives them."""
    shapes = {"W1": (2, 2), "b1": (2,), "W2": (outputs, 2), "b2": (outputs,), "x": (2,)}
    values = {name: np.round(random.normal(size=shape), 2) for name, shape in shapes.items()}
    target = random.integers(0, 2, outputs).astype(np.float64)
    return {**values, "target": target, "rate": np.asarray(0.5)}
