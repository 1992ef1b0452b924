"""Formulas that are equal up to a constant, a factor or a sign: antiderivatives, kernels.

Never the student's formula is changed: what is expected is brought into its form, by what the two
are at one of the points, and then both are compared at all of them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.agreement import UpTo
from grader.errors import NoValueError
from grader.mathlang import Point, evaluate
from grader.mathlang.tree import Number, free_names, substituted
from grader.model import Array
from grader.question import Formula, Step

CONSTANTS = ("C", "c", "K", "k", "const")
"""What people call a constant that they need not know."""


def constants(step: Step, names: Sequence[str]) -> tuple[str, ...]:
    """The letters that a formula may use for a constant or a factor that is left open."""
    is_open = not step.up_to.isdisjoint({UpTo.CONSTANT, UpTo.SCALE})
    return tuple(one for one in CONSTANTS if one not in names) if is_open else ()


def without_constants(step: Step, formula: Formula, letters: Sequence[str]) -> Formula:
    """A formula with one of the constants that there may be: 0 where it is added, else 1."""
    used = free_names(formula.tree).intersection(letters)
    if not used:
        return formula
    value = Number(0.0 if UpTo.CONSTANT in step.up_to else 1.0)
    return replace(formula, tree=substituted(formula.tree, dict.fromkeys(used, value)))


def in_form_of(step: Step, formula: Formula, points: list[Point]) -> list[Point]:
    """The points with what is expected there in the form of a formula."""
    if not step.up_to or not points:
        return points
    first = max(points, key=lambda point: _size(point.expected))
    try:
        with np.errstate(all="ignore"):
            own = np.asarray(evaluate(formula.tree, first.values, axes=formula.axes))
    except NoValueError:
        return points
    expected = np.asarray(first.expected)
    if own.shape != expected.shape or not np.isfinite(own).all() or not own.size:
        return points
    factor, shift = 1.0, 0.0
    if not step.up_to.isdisjoint({UpTo.SCALE, UpTo.SIGN}):
        place = int(np.abs(expected).argmax())
        factor = float(own.flat[place] / expected.flat[place]) if expected.any() else 1.0
        factor = factor if UpTo.SCALE in step.up_to else float(np.sign(factor))
    if UpTo.CONSTANT in step.up_to:
        shift = float((own - expected).flat[0])
    # a formula that is zero everywhere is no multiple of one that is not
    return [
        replace(one, expected=one.expected * (factor or 1.0) + shift, tree=None) for one in points
    ]


def _size(expected: Array) -> float:
    size = float(np.abs(expected).max(initial=0.0))
    return size if np.isfinite(size) else 0.0
