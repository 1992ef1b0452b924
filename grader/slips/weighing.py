"""Of several explanations of one answer: how likely is each, beside all else that gives it?

Every explanation weighs what its slip is made (`kinds.Kind`). Beside them all stands the
accident: a wrong answer of another origin that happens to fall where a slip would lead. The more
vaguely an answer is written, the likelier that is.
"""

from collections.abc import Sequence
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.mathlang import Draws
from grader.mathlang.tree import Product, Tree, walk
from grader.slips.attempt import Target
from grader.slips.edits import Neighbourhood
from grader.slips.search import Explanation
from grader.slips.shared_evaluation import Array, Evaluation, Values

EQUAL = 1e-9
"""Two values that differ by a smaller share are the same."""
UNKNOWN = 25.0
"""Wrong answers of unknown origin beside a hundred slips: of simulated students' one in five."""
DENSITY = 0.15
"""Where these lie: the share of them within each natural logarithm's width, of either sign; they
spread over three powers of ten around what is right."""
LIKELY = 0.3
"""The greatest chance that one entry is hit by accident, however vaguely it is written."""
SLIGHT = 30.0
"""Values off by hardly more than a unit of the last figure: miscalculated, not a slip of the rule.
In each further entry it is one tenth as likely."""
IN_PART = 0.25
"""How much less likely an accident is that leaves entries right: most wrong answers of unknown
origin are wrong throughout, but one entry of a matrix is easily miscalculated."""
NEAR = 1.5
"""How far a value may be off to be miscalculated slightly, in widths of what was written."""
PRACTISED = 0.05
"""How much less likely a part is missed that another step has rightly: who wrote σ'(z2) rightly
in one gradient hardly forgot it in the next."""
BLURRED = 0.2
"""How much less likely values were carried on neither as written nor in full."""


class Weighed(NamedTuple):
    """One function that explains an answer: all edits that are it, and their weight."""

    alike: tuple[Explanation, ...]
    weight: float


def weighed(
    found: Sequence[Explanation],
    near: Neighbourhood,
    target: Target | None,
    values: Values,
    sound: Sequence[Tree],
) -> list[Weighed]:
    """The explanations with their weights; those that are one function are one, told by the first.

    target: what was written, if that is a number. sound: the rules of steps answered rightly.
    """
    parts = {part for tree in sound for part in walk(tree)} if len(found) > 1 else set()
    return [
        Weighed(same, sum(_weight(one, near, target, parts) for one in same))
        for same in distinct(found, near, values)
    ]


def _weight(
    one: Explanation, near: Neighbourhood, target: Target | None, practised: set[Tree]
) -> float:
    weight = near.shares[one.edit]
    if one.is_blurred and target is not None:
        # of all that rounding could have made of it, just this was written
        weight *= BLURRED * float(np.prod(target.width / (target.width + one.room)))
    return weight * PRACTISED if _is_practised(one.edit.part, practised) else weight


def distinct(
    found: Sequence[Explanation], near: Neighbourhood, values: Values
) -> list[tuple[Explanation, ...]]:
    """The explanations by what they are as functions, seen at other values.

    Of `without the factor 2` and `half of it` the first says more: it was made earlier.
    """
    if len(found) == 1:
        return [(found[0],)]
    elsewhere = Evaluation(_shaken(values))
    groups: list[tuple[Array | None, list[Explanation]]] = []
    for one in sorted(found, key=lambda one: near.places[one.edit]):
        value = elsewhere.result(near.rule, one.edit.path, one.edit.new)
        for other, group in groups:
            if value is not None and other is not None and _same(other, value):
                group.append(one)
                break
        else:
            groups.append((value, [one]))
    return [tuple(group) for _, group in groups]


def accident(target: Target, rights: Sequence[Array]) -> float:
    """The weight of all that is no slip and gives this answer. rights: what would be right."""
    width = target.width
    distances = [found for found in map(target.distance, rights) if found is not None]
    if not distances:
        return UNKNOWN * float(np.prod(_chances(target.value, width)))
    weights = []
    for distance in distances:
        slightly = max(0, np.count_nonzero(distance > width / 2) - 1)
        weights.append(accident_at(distance > width, target.value, width, distance, slightly))
    return max(weights)


def accident_at(
    off: NDArray[np.bool_], value: Array, width: Array, distance: Array, slightly: int | None = None
) -> float:
    """The same where it is known which entries are off. distance: how far from what is right.

    slightly: in how many entries beside one it is off where it is off by little.
    """
    if (distance > NEAR * width)[off].any():
        return UNKNOWN * _of_just(off) * float(np.prod(_chances(value, width)[off]))
    others = max(0, np.count_nonzero(off) - 1) if slightly is None else slightly
    return float(SLIGHT * 0.1**others)


def _chances(value: Array, width: Array) -> Array:
    """How likely each entry is hit by accident."""
    size = np.maximum(np.abs(value), np.finfo(np.float64).tiny)
    return np.asarray(np.minimum(LIKELY, DENSITY * width / size))


def _of_just(off: NDArray[np.bool_]) -> float:
    """How likely an accident is at just these entries, of all where it could have happened.

    A slip of the pen is shared out among the entries (`values`), and so must be what rivals it.
    """
    count = int(np.count_nonzero(off))
    return 1.0 if count == off.size else IN_PART / comb(off.size, count)


def _shaken(values: Values) -> dict[str, Array]:
    """Other values of the same shapes, of the same signs and nearly the same sizes."""
    generator = Draws(0)
    arrays = {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}
    return {
        name: np.asarray(value * generator.uniform(0.8, 1.2, value.shape))
        for name, value in arrays.items()
    }


def _is_practised(part: Tree | None, parts: set[Tree]) -> bool:
    if part is None or not parts:
        return False
    factors = part.operands if isinstance(part, Product) else (part,)
    return all(factor in parts for factor in factors)


def _same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool((np.abs(one - other) <= EQUAL * np.abs(one)).all())
