"""The chain for regression: y = w3 h2 with squared error. Source: Homework 3, problem 2(d)."""

from grader.solvers.sigmoid_chain._hidden import h1, h2, z1, z2

__all__ = ["z1", "h1", "z2", "h2", "y", "loss", "dL_dw3", "dL_dw2", "dL_dw1"]


def y(w3, h2):
    """Prediction, w3 h2.

    Shapes: w3 (), h2 () -> ()
    """
    return w3 * h2


def loss(y, y_hat):
    """L2 loss, (y_hat - y)^2.

    Shapes: y (), y_hat () -> ()
    Convention: no factor 1/2
    """
    return (y_hat - y) ** 2


def dL_dw3(y, y_hat, h2):
    """Gradient of the loss with respect to w3, 2 (y - y_hat) h2.

    Shapes: y (), y_hat (), h2 () -> ()
    """
    return 2 * (y - y_hat) * h2


def dL_dw2(y, y_hat, w3, h2, h1):
    """Gradient of the loss with respect to w2, 2 (y - y_hat) w3 sigma'(z2) h1.

    Shapes: y (), y_hat (), w3 (), h2 (), h1 () -> ()
    Convention: sigma'(z2) is taken as h2 (1 - h2)
    """
    return 2 * (y - y_hat) * w3 * h2 * (1 - h2) * h1


def dL_dw1(y, y_hat, w3, h2, w2, h1, x):
    """Gradient of the loss with respect to w1, 2 (y - y_hat) w3 sigma'(z2) w2 sigma'(z1) x.

    Shapes: y (), y_hat (), w3 (), h2 (), w2 (), h1 (), x () -> ()
    Convention: sigma'(z) is taken as h (1 - h)
    """
    return 2 * (y - y_hat) * w3 * h2 * (1 - h2) * w2 * h1 * (1 - h1) * x
