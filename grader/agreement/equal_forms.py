"""Answers that are equal though their numbers differ: an eigenvector with the other sign, a set in
another order, clusters with other labels.

Never the answer is changed, whose digits say how precise it is: the expected value is brought into
the form that is nearest the answer, and then both are compared as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import Enum
from itertools import permutations

import numpy as np

from grader.model import Array

Form = Callable[[Array], Array]
"""What brings an expected value into an equal form, of its own shape."""
MAX_TRIED = 6
"""So many rows or labels are tried in every order (720); of more each takes the nearest that is
left, which is the best where they are apart as rows of an answer are."""


class UpTo(str, Enum):
    """What may differ from the expected value.

    sign: of a number or a vector, of each column of a matrix. scale: the same by a factor that is
    not 0. order: of the entries of a vector, the rows of a matrix. relabelling: whole numbers that
    only name (clusters), each for another. constant: the same with a constant added everywhere.
    """

    SIGN = "sign"
    SCALE = "scale"
    ORDER = "order"
    RELABELLING = "relabelling"
    CONSTANT = "constant"


OPEN = frozenset({UpTo.SCALE, UpTo.CONSTANT})
"""A factor or a constant that is free: beside it no whole number is the rounding of another."""


def as_it_is(value: Array) -> Array:
    return value


def nearest_form(
    target: Array, answer: Array, up_to: Collection[UpTo], exact: Array | None = None
) -> Form:
    """The form of an expected value that is nearest an answer of its shape.

    exact: where the answer was not rounded: these entries alone say by which factor it differs.
    Shapes: target, answer and exact alike; NaN entries are left out of the comparing
    """
    forms: list[Form] = []
    for kind, found in _FORMS.items():
        if kind in up_to:
            is_pinned = kind is UpTo.SCALE and exact is not None
            form = found(target, _sure(answer, exact) if is_pinned else answer)
            target = form(target)
            forms.append(form)
    if not forms:
        return as_it_is

    def composed(value: Array) -> Array:
        for form in forms:
            value = form(value)
        return value

    return composed


def padded(value: Array, size: int) -> Array:
    """A vector with so many entries, those that it lacks being NaN, which agree with nothing.

    Shapes: value (n) -> (size)
    """
    found = np.full(size, np.nan)
    found[: min(size, value.size)] = np.ravel(value)[:size]
    return found


def _relabelled(target: Array, answer: Array) -> Form:
    own, theirs = np.unique(target), np.unique(answer[np.isfinite(answer)])
    theirs = np.concatenate([theirs, np.full(max(0, own.size - theirs.size), np.nan)])
    shared = [[-np.sum((target == a) & (answer == b)) for b in theirs] for a in own]
    order = _assigned(np.array(shared, dtype=np.float64))

    def form(value: Array) -> Array:
        found = np.array(value, dtype=np.float64)
        for place, label in enumerate(own):
            found[value == label] = theirs[order[place]]
        return found

    return form


def _ordered(target: Array, answer: Array) -> Form:
    if target.ndim == 0:
        return as_it_is
    rows, others = (np.reshape(x, (len(x), -1)) for x in (target, answer))
    far = np.abs(rows[:, None, :] - others[None, :, :])
    # what is missing is as far from everything; infinite ends are as near as they are alike
    far = np.where(rows[:, None, :] == others[None, :, :], 0.0, far)
    beyond = 1.0 + np.max(far, initial=0.0, where=np.isfinite(far)) * far.size
    distances = np.nan_to_num(far, nan=beyond, posinf=beyond).sum(axis=2)
    order = np.argsort(_assigned(distances))
    return lambda value: np.asarray(value)[order]


def _signed(target: Array, answer: Array) -> Form:
    sign = np.sign(_along(target, answer))
    sign = np.where(sign == 0, 1.0, sign)
    return lambda value: np.asarray(value * sign)


def _sure(answer: Array, exact: Array | None) -> Array:
    """An answer without the entries that were rounded, column by column where some were not."""
    said = np.asarray(exact) & (answer != 0) & np.isfinite(answer)
    some = said.any(axis=0) if answer.ndim > 1 and answer.shape[1] > 1 else said.any()
    return np.where(said | ~some, answer, np.nan)


def _scaled(target: Array, answer: Array) -> Form:
    own = _along(np.where(np.isnan(answer), np.nan, target), target)
    shared = _along(target, answer)
    with np.errstate(all="ignore"):
        factor = np.where((own > 0) & (shared != 0), shared / own, 1.0)
    return lambda value: np.asarray(value * factor)


def _shifted(target: Array, answer: Array) -> Form:
    apart = answer - target
    known = np.isfinite(apart)
    shift = float(np.median(apart[known])) if known.any() else 0.0
    return lambda value: np.asarray(value + shift)


def _along(first: Array, second: Array) -> Array:
    """The dot product of two vectors, or of each column of two matrices, missing entries apart."""
    product = np.nan_to_num(first * second, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(
        product.sum(axis=0) if product.ndim == 2 and product.shape[1] > 1 else product.sum()
    )


def _assigned(costs: Array) -> Sequence[int]:
    """The column of each row, all different, that cost least together.

    Shapes: costs (n, m), m >= n
    """
    rows, columns = costs.shape
    if columns <= MAX_TRIED:
        places = np.arange(rows)
        return min(
            permutations(range(columns), rows),
            key=lambda order: float(costs[places, list(order)].sum()),
        )
    found = [0] * rows
    left = np.array(costs)
    for _ in range(rows):
        row, column = np.unravel_index(int(np.argmin(left)), left.shape)
        found[int(row)] = int(column)
        left[row, :] = np.inf
        left[:, column] = np.inf
    return found


_FORMS: dict[UpTo, Callable[[Array, Array], Form]] = {
    UpTo.RELABELLING: _relabelled,
    UpTo.ORDER: _ordered,
    UpTo.SCALE: _scaled,
    UpTo.SIGN: _signed,
    UpTo.CONSTANT: _shifted,
}
