"""A formula that leaves the derivative to be done that its step asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.errors import NoValueError
from grader.mathlang import Tree, evaluate, on_paper
from grader.mathlang.tree import Call, walk
from grader.model import Array
from grader.slips import SLOPES

EQUAL = 1e-7
"""The share by which two values of one function may differ."""


def restated(formula: Tree, rule: Tree | None, points: Sequence[Mapping[str, Any]]) -> str | None:
    """The derivative in a right formula that is the question itself, as it is written; else None.

    points: values of all names, at a few places. `σ'(x)` says no more than "the derivative of σ".
    A derivative is the question where the rule, worked out, is that derivative times a constant;
    within another rule it is a factor like any other. A rubric whose own rule has a derivative
    in it asks for no more.
    """
    if rule is None or any(map(_is_slope, walk(rule))):
        return None
    for part in dict.fromkeys(part for part in walk(formula) if _is_slope(part)):
        if _is_multiple(rule, part, points):
            return on_paper(part)
    return None


def _is_slope(tree: Tree) -> bool:
    return isinstance(tree, Call) and (tree.primes > 0 or tree.function in SLOPES)


def _is_multiple(rule: Tree, slope: Tree, points: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a rule is one and the same number of times a derivative at all points."""
    ratios = [_ratio(rule, slope, values) for values in points]
    found = [ratio for ratio in ratios if ratio is not None]
    if not ratios or len(found) < len(ratios):
        return False
    every = np.concatenate([np.ravel(ratio) for ratio in found])
    return bool((np.abs(every - every[0]) <= EQUAL * np.abs(every[0])).all())


def _ratio(rule: Tree, slope: Tree, values: Mapping[str, Any]) -> Array | None:
    with np.errstate(all="ignore"):
        try:
            whole, part = np.asarray(evaluate(rule, values)), np.asarray(evaluate(slope, values))
        except NoValueError:
            return None
        ratio = whole / part if whole.shape == part.shape else np.asarray(np.nan)
    return np.asarray(ratio) if np.isfinite(ratio).all() else None
