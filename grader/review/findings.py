"""What the checks of a rubric's questions have in common: findings, and two values compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np

from grader import record
from grader.errors import NoValueError
from grader.graph import Rule
from grader.model import Array
from grader.question import Question, random_points, special_draws
from grader.rubric import Path

RTOL = 1e-7
"""Two formulas of one value differ by rounding alone, which stays far below this."""
Pair = tuple[Array, Array]
"""Two values that should be one: what a rule gives, and what is tried in its place."""
PairAt = Callable[[dict[str, Array]], Pair | None]
"""Where the parameters are as at a point: both values, or None where one has none."""


@record(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to mend, or to look at again, at a path within a question."""

    path: Path
    message: str
    is_warning: bool = True


def value_of(rule: Rule, values: Mapping[str, Any]) -> Array | None:
    """What a rule gives at some values; None where it, or one of these, has no finite value."""
    if any(name not in values for name in rule.arguments):
        return None
    with np.errstate(all="ignore"):
        try:
            found = np.asarray(rule.function(*(values[name] for name in rule.arguments)), float)
        except NoValueError:
            return None
        except Exception:  # a rule is foreign code: whatever it raises, it has no value here
            return None
    return found if np.isfinite(found).all() else None


def pairs(points: Iterable[dict[str, Array]], pair_at: PairAt, count: int) -> Iterator[Pair]:
    """What is found at the first points where both values are, so many of them."""
    found = (pair_at(point) for point in points)
    return islice((pair for pair in found if pair is not None), count)


def are_one_where_alike(
    question: Question,
    pair_at: PairAt,
    count: int,
    *,
    rtol: float = RTOL,
    moved: Collection[str] = (),
) -> bool:
    """Whether two values are one wherever the parameters keep what is special about the given
    ones, of whatever kind that is; moved: as `special_draws` has it."""
    for alike in special_draws(question, moved):
        found = list(pairs(random_points(question, alike), pair_at, count))
        if found and all(are_equal(*pair, rtol) for pair in found):
            return True
    return False


def are_equal(one: Array, other: Array, rtol: float = RTOL) -> bool:
    """Whether two values are one but for so large a share of the greatest entry."""
    if one.shape != other.shape:
        return False
    size = max(float(np.abs(value).max(initial=0.0)) for value in (one, other))
    return bool((np.abs(one - other) <= rtol * max(size, 1e-12)).all())


def entry(place: Iterable[Any]) -> str:
    """The place of an entry as a rubric's reader counts: [0][1]; "" for a single number."""
    return "".join(f"[{index}]" for index in place)
