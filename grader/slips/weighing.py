"""Of several explanations of one answer, those that stand."""

from collections.abc import Sequence

import numpy as np

from grader.mathlang.tree import Product, Tree, walk
from grader.slips.evaluation import Array, Evaluation, Values
from grader.slips.kinds import KINDS
from grader.slips.search import Explanation

EQUAL = 1e-9
"""Two values that differ by a smaller share are the same."""


def standing(
    found: list[Explanation], rule: Tree, values: Values, sound: Sequence[Tree]
) -> list[Explanation]:
    """The explanations that none of the others sets aside; at least one.

    sound: the rules of steps that were answered rightly.
    """
    if len(found) > 1:
        found = distinct(found, rule, values)
    if len(found) > 1:
        found = _unpractised(found, sound)
    return _common(found) if len(found) > 1 else found


def distinct(found: list[Explanation], rule: Tree, values: Values) -> list[Explanation]:
    """Of edits that are the same function, seen at other values, the first."""
    elsewhere = Evaluation(_shaken(values))
    kept: list[Explanation] = []
    seen: list[Array] = []
    for one in found:
        value = elsewhere.result(rule, one.edit.path, one.edit.new)
        if value is not None and any(_same(other, value) for other in seen):
            continue
        kept.append(one)
        seen += [] if value is None else [value]
    return kept


def _shaken(values: Values) -> dict[str, Array]:
    """Other values of the same shapes, of the same signs and nearly the same sizes."""
    generator = np.random.default_rng(0)
    arrays = {name: np.asarray(values[name], dtype=np.float64) for name in sorted(values)}
    return {
        name: np.asarray(value * generator.uniform(0.8, 1.2, value.shape))
        for name, value in arrays.items()
    }


def _unpractised(found: list[Explanation], sound: Sequence[Tree]) -> list[Explanation]:
    """Edits of parts that no step answered rightly has, if there are any."""
    parts = {part for tree in sound for part in walk(tree)}
    new = [one for one in found if not _is_practised(one.edit.part, parts)]
    return new or found


def _is_practised(part: Tree | None, parts: set[Tree]) -> bool:
    if part is None:
        return False
    factors = part.operands if isinstance(part, Product) else (part,)
    return all(factor in parts for factor in factors)


def _common(found: list[Explanation]) -> list[Explanation]:
    """Edits of the commonest kind among them, with those that give the very same value."""
    ranks = [KINDS[one.edit.kind].rank for one in found]
    best = [one for one, rank in zip(found, ranks, strict=True) if rank == min(ranks)]
    return [one for one in found if any(_same(one.value, other.value) for other in best)]


def _same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool((np.abs(one - other) <= EQUAL * np.abs(one)).all())
