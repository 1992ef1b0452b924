"""The hidden part of the chain, which the variants share."""

from grader.ops import sigmoid


def z1(w1, x):
    """First pre-activation, w1 x.

    Shapes: w1 (), x () -> ()
    """
    return w1 * x


def h1(z1):
    """First hidden activation, sigma(z1).

    Shapes: z1 () -> ()
    """
    return sigmoid(z1)


def z2(w2, h1):
    """Second pre-activation, w2 h1.

    Shapes: w2 (), h1 () -> ()
    """
    return w2 * h1


def h2(z2):
    """Second hidden activation, sigma(z2).

    Shapes: z2 () -> ()
    """
    return sigmoid(z2)
