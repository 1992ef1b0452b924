"""The matrix layer Y = WX with squared error, and one step of gradient descent.

Source: Homework 3, problem 1(b)
"""


def Y(W, X):
    """Output of the layer, the matrix product W X.

    Shapes: W (m, d), X (d, n) -> (m, n)
    """
    return W @ X


def loss(Y, Y_hat):
    """L2 loss, the sum of the squared entries of Y - Y_hat.

    Shapes: Y (m, n), Y_hat (m, n) -> ()
    Convention: summed over entries, no factor 1/2
    """
    return ((Y - Y_hat) ** 2).sum()


def dL_dY(Y, Y_hat):
    """Gradient of the loss with respect to the output, 2 (Y - Y_hat).

    Shapes: Y (m, n), Y_hat (m, n) -> (m, n)
    """
    return 2 * (Y - Y_hat)


def dL_dW(dL_dY, X):
    """Gradient of the loss with respect to the weights, dL/dY X^T.

    Shapes: dL_dY (m, n), X (d, n) -> (m, d)
    """
    return dL_dY @ X.T


def W_new(W, step_size, dL_dW):
    """Weights after one step of gradient descent, W - step_size dL/dW.

    Shapes: W (m, d), step_size (), dL_dW (m, d) -> (m, d)
    """
    return W - step_size * dL_dW
