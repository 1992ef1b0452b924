"""The chain for classification: y = sigma(w3 h2) with cross-entropy, natural logarithm.

Source: Homework 3, problem 2(b)
"""

import numpy as np

from grader.errors import NoValueError
from grader.ops import sigmoid
from grader.solvers.sigmoid_chain._hidden import h1, h2, z1, z2

__all__ = ["z1", "h1", "z2", "h2", "z3", "y", "loss", "dL_dw3", "dL_dw2", "dL_dw1"]


def z3(w3, h2):
    """Third pre-activation, w3 h2.

    Shapes: w3 (), h2 () -> ()
    """
    return w3 * h2


def y(z3):
    """Prediction, sigma(z3).

    Shapes: z3 () -> ()
    """
    return sigmoid(z3)


def loss(y, y_hat, z3):
    """Cross-entropy, -(y_hat log(y) + (1 - y_hat) log(1 - y)).

    Shapes: y (), y_hat (), z3 () -> ()
    Convention: natural logarithm; 0 log 0 is 0. Where y is sigma(z3) itself, the logarithms are
    taken from z3, so that they stay exact when y rounds to 0 or 1. A term of weight 0 is 0
    wherever y lies.
    """
    if (y_hat != 0 and y < 0) or (y_hat != 1 and y > 1):
        raise NoValueError("log(y) and log(1 - y) need a y between 0 and 1")
    if y == sigmoid(z3):
        log_y, log_not_y = -np.logaddexp(0, -z3), -np.logaddexp(0, z3)
    else:
        log_y, log_not_y = np.log(y), np.log1p(-y)
    return -(_product(y_hat, log_y) + _product(1 - y_hat, log_not_y))


def dL_dw3(y, y_hat, h2):
    """Gradient of the loss with respect to w3, (y - y_hat) h2.

    Shapes: y (), y_hat (), h2 () -> ()
    """
    return (y - y_hat) * h2


def dL_dw2(y, y_hat, w3, h2, h1):
    """Gradient of the loss with respect to w2, (y - y_hat) w3 sigma'(z2) h1.

    Shapes: y (), y_hat (), w3 (), h2 (), h1 () -> ()
    Convention: sigma'(z2) is taken as h2 (1 - h2)
    """
    return (y - y_hat) * w3 * h2 * (1 - h2) * h1


def dL_dw1(y, y_hat, w3, h2, w2, h1, x):
    """Gradient of the loss with respect to w1, (y - y_hat) w3 sigma'(z2) w2 sigma'(z1) x.

    Shapes: y (), y_hat (), w3 (), h2 (), w2 (), h1 (), x () -> ()
    Convention: sigma'(z) is taken as h (1 - h)
    """
    return (y - y_hat) * w3 * h2 * (1 - h2) * w2 * h1 * (1 - h1) * x


def _product(weight, logarithm):
    return 0.0 if weight == 0 else weight * logarithm
