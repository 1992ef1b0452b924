"""Cells of recurrent networks: the simple one, LSTM and GRU, and their gradients.

x is the input, h the state before the step (and c the cell state of an LSTM). The weights of all
gates stand in one matrix, one block of rows below the other: W for the input, U for the state, b
for the bias. A state of size d has 4 d rows in an LSTM, in the order input gate i, forget gate f,
candidate g, output gate o (as in PyTorch), and 3 d rows in a GRU: reset gate r, update gate z,
candidate n. Of separate matrices make one with concatenate(W_i, W_f, W_g, W_o).
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.ops.activations import sigmoid
from grader.ops.derivatives import dsigmoid, dtanh
from grader.ops.shapes import Array, ShapeError, dimensional, flag, matrix, shaped, value

__all__ = (
    "gru_gates",
    "gru_h",
    "gru_h_gradient",
    "gru_z_gradient",
    "lstm_c",
    "lstm_c_gradient",
    "lstm_gates",
    "lstm_h",
    "lstm_z_gradient",
    "rnn_cell",
)


def rnn_cell(
    x: ArrayLike, h: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike | None = None
) -> Array:
    """State of a simple recurrent network: tanh(W x + U h + b).

    Shapes: x (n), h (d), W (d, n), U (d, d), b (d) -> (d)
    Errors: ShapeError for sizes that differ
    """
    W_x, U_h, b, _ = _parts("rnn_cell", (x, h, W, U, b), 1)
    return value(np.tanh(W_x + U_h + b))


def lstm_gates(
    x: ArrayLike, h: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike | None = None
) -> Array:
    """Gates of an LSTM as rows: i, f, g, o, where g is the candidate.

    Shapes: x (n), h (d), W (4 d, n), U (4 d, d), b (4 d) -> (4, d)
    Convention: i, f, o = sigmoid(W x + U h + b), g = tanh(W x + U h + b), each of its own rows
    Errors: ShapeError for sizes that differ
    """
    return _lstm("lstm_gates", (x, h, W, U, b))[1]


def lstm_c(
    x: ArrayLike,
    h: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
) -> Array:
    """New cell state of an LSTM: f * c + i * g.

    Shapes: x (n), h, c (d), W (4 d, n), U (4 d, d), b (4 d) -> (d)
    Convention: blocks of rows in the order i, f, g, o
    Errors: ShapeError for sizes that differ
    """
    return _states("lstm_c", (x, h, W, U, b), c)[1]


def lstm_h(
    x: ArrayLike,
    h: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
) -> Array:
    """New hidden state of an LSTM: o * tanh(c'), where c' is the new cell state, `lstm_c`.

    Shapes: x (n), h, c (d), W (4 d, n), U (4 d, d), b (4 d) -> (d)
    Convention: blocks of rows in the order i, f, g, o
    Errors: ShapeError for sizes that differ
    """
    return _states("lstm_h", (x, h, W, U, b), c)[0]


def lstm_z_gradient(
    dL_dh: ArrayLike,
    dL_dc: ArrayLike,
    x: ArrayLike,
    h: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
) -> Array:
    """Gradient of a loss with respect to z = W x + U h + b in an LSTM.

    Shapes: dL_dh, dL_dc (d), x (n), h, c (d), W (4 d, n), U (4 d, d), b (4 d) -> (4 d)
    Convention: dL_dh and dL_dc belong to the new states, and dL_dc holds only what does not come
        by way of dL_dh (0 in the last step). Then dL_dW = outer(dL_dz, x), dL_dU = outer(dL_dz, h),
        dL_db = dL_dz, and for the old state U^T dL_dz
    Errors: ShapeError for sizes that differ
    """
    return _lstm_back("lstm_z_gradient", dL_dh, dL_dc, (x, h, W, U, b), c)[0]


def lstm_c_gradient(
    dL_dh: ArrayLike,
    dL_dc: ArrayLike,
    x: ArrayLike,
    h: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
) -> Array:
    """Gradient of a loss with respect to the cell state before the step of an LSTM.

    Shapes: dL_dh, dL_dc (d), x (n), h, c (d), W (4 d, n), U (4 d, d), b (4 d) -> (d)
    Convention: as lstm_z_gradient
    Errors: ShapeError for sizes that differ
    """
    return _lstm_back("lstm_c_gradient", dL_dh, dL_dc, (x, h, W, U, b), c)[1]


def gru_gates(
    x: ArrayLike,
    h: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
    reset_after: bool = False,
) -> Array:
    """Gates of a GRU as rows: r, z, n, where n is the candidate.

    Shapes: x (n), h (d), W (3 d, n), U (3 d, d), b (3 d) -> (3, d)
    Convention: r, z = sigmoid(W x + U h + b); n = tanh(W x + U (r * h) + b), or with reset_after=1
        tanh(W x + b + r * (U h)), as in PyTorch, each of its own rows
    Errors: ShapeError for sizes that differ
    """
    return _gru("gru_gates", (x, h, W, U, b), reset_after)[0]


def gru_h(
    x: ArrayLike,
    h: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
    reset_after: bool = False,
    keep: bool = True,
) -> Array:
    """New state of a GRU: z * h + (1 - z) * n.

    Shapes: x (n), h (d), W (3 d, n), U (3 d, d), b (3 d) -> (d)
    Convention: z keeps the old state, as in PyTorch and in the paper of Cho; with keep=0
        (1 - z) * h + z * n, as in other books. The rest as gru_gates
    Errors: ShapeError for sizes that differ
    """
    (_, z, n), _, h = _gru("gru_h", (x, h, W, U, b), reset_after)
    share = z if flag("gru_h", "keep", keep) else 1.0 - z
    return value(share * h + (1.0 - share) * n)


def gru_z_gradient(
    dL_dh: ArrayLike,
    x: ArrayLike,
    h: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
    reset_after: bool = False,
    keep: bool = True,
) -> Array:
    """Gradient of a loss with respect to what goes into the gates of a GRU, W x + U ... + b.

    Shapes: dL_dh (d), x (n), h (d), W (3 d, n), U (3 d, d), b (3 d) -> (3 d)
    Convention: dL_dh belongs to the new state. Then dL_dW = outer(dL_dz, x) and dL_db = dL_dz
    Errors: ShapeError for sizes that differ
    """
    return _gru_back("gru_z_gradient", dL_dh, (x, h, W, U, b), reset_after, keep)[0]


def gru_h_gradient(
    dL_dh: ArrayLike,
    x: ArrayLike,
    h: ArrayLike,
    W: ArrayLike,
    U: ArrayLike,
    b: ArrayLike | None = None,
    reset_after: bool = False,
    keep: bool = True,
) -> Array:
    """Gradient of a loss with respect to the state before the step of a GRU.

    Shapes: dL_dh (d), x (n), h (d), W (3 d, n), U (3 d, d), b (3 d) -> (d)
    Convention: dL_dh belongs to the new state
    Errors: ShapeError for sizes that differ
    """
    return _gru_back("gru_h_gradient", dL_dh, (x, h, W, U, b), reset_after, keep)[1]


def _parts(name: str, given: tuple[Any, ...], gates: int) -> tuple[Array, Array, Array, Array]:
    """W x, U h, the bias and h, for so many gates in blocks of rows."""
    x, h = dimensional(name, "x", given[0], 1), dimensional(name, "h", given[1], 1)
    W, U = matrix(name, "W", given[2]), matrix(name, "U", given[3])
    rows = gates * len(h)
    for what, found, wanted in (("W", W, (rows, len(x))), ("U", U, (rows, len(h)))):
        if found.shape != wanted:
            raise ShapeError(
                f"{name}: {what} has shape {found.shape}; {wanted} was expected, with x of "
                f"{len(x)} and h of {len(h)} entries"
            )
    b = np.zeros(rows) if given[4] is None else shaped(name, "b", given[4], (rows,))
    with np.errstate(all="ignore"):
        return value(W @ x), value(U @ h), b, h


def _lstm(name: str, given: tuple[Any, ...]) -> tuple[Array, Array]:
    """z and the gates, as rows."""
    W_x, U_h, b, h = _parts(name, given, 4)
    z = (W_x + U_h + b).reshape(4, len(h))
    i, f, o = (sigmoid(z[place]) for place in (0, 1, 3))
    return z, value(np.stack([i, f, np.tanh(z[2]), o]))


def _states(name: str, given: tuple[Any, ...], c: ArrayLike) -> tuple[Array, Array]:
    _, (i, f, g, o) = _lstm(name, given)
    cell = f * shaped(name, "c", c, i.shape) + i * g
    return value(o * np.tanh(cell)), value(cell)


def _lstm_back(
    name: str, dL_dh: ArrayLike, dL_dc: ArrayLike, given: tuple[Any, ...], c: ArrayLike
) -> tuple[Array, Array]:
    z, (i, f, g, o) = _lstm(name, given)
    c = shaped(name, "c", c, i.shape)
    back_h, back_c = (
        shaped(name, what, back, i.shape) for what, back in (("dL_dh", dL_dh), ("dL_dc", dL_dc))
    )
    cell = f * c + i * g
    total = back_c + back_h * o * dtanh(cell)
    gates = np.stack([
        total * g * dsigmoid(z[0]),
        total * c * dsigmoid(z[1]),
        total * i * dtanh(z[2]),
        back_h * np.tanh(cell) * dsigmoid(z[3]),
    ])  # fmt: skip
    return value(gates.ravel()), value(total * f)


def _gru(name: str, given: tuple[Any, ...], after: bool) -> tuple[Array, Array, Array]:
    """The gates as rows, what goes into them as rows, and h."""
    W_x, U_h, b, h = _parts(name, given, 3)
    d = len(h)
    r, z = sigmoid((W_x + U_h + b)[: 2 * d]).reshape(2, d)
    recalled = r * U_h[2 * d :]
    if not flag(name, "reset_after", after):
        recalled = value(np.asarray(given[3], dtype=np.float64)[2 * d :] @ (r * h))
    inner = (W_x + b)[2 * d :] + recalled
    into = np.concatenate([(W_x + U_h + b)[: 2 * d], inner]).reshape(3, d)
    return value(np.stack([r, z, np.tanh(inner)])), value(into), h


def _gru_back(
    name: str, dL_dh: ArrayLike, given: tuple[Any, ...], after: bool, keep: bool
) -> tuple[Array, Array]:
    (r, z, n), into, h = _gru(name, given, after)
    back = shaped(name, "dL_dh", dL_dh, h.shape)
    U = np.asarray(given[3], dtype=np.float64)
    d, kept = len(h), flag(name, "keep", keep)
    share = z if kept else 1.0 - z
    dz = back * ((h - n) if kept else (n - h)) * dsigmoid(into[1])
    dn = back * (1.0 - share) * dtanh(into[2])
    if flag(name, "reset_after", after):
        dr = dn * (U[2 * d :] @ h)
        recalled = U[2 * d :].T @ (dn * r)
    else:
        dr = h * (U[2 * d :].T @ dn)
        recalled = r * (U[2 * d :].T @ dn)
    dr = dr * dsigmoid(into[0])
    old = back * share + U[: 2 * d].T @ np.concatenate([dr, dz]) + recalled
    return value(np.concatenate([dr, dz, dn])), value(old)
