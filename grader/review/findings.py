"""What the checks of a rubric's questions have in common: findings, and values to find them at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import NoValueError
from grader.graph import Rule
from grader.model import Array
from grader.question import Question, Step, random_points

Path = tuple[str | int, ...]
RTOL = 1e-7
"""Two formulas of one value differ by rounding alone, which stays far below this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to mend, or to look at again, at a path within a question."""

    path: Path
    message: str
    is_warning: bool = True


def rule_of(question: Question, step: Step) -> Rule | None:
    """The rule of a step; none for one that people review."""
    return question.graph.rules.get(step.name)


def given_values(question: Question) -> dict[str, Any]:
    """All values of a question at its given numbers; those without one are left out."""
    return question.values_at(question.parameters)


def drawn_values(question: Question, count: int) -> Iterator[dict[str, Any]]:
    """All values of a question at random parameters, so many times."""
    for place, point in enumerate(random_points(question)):
        if place == count:
            return
        yield question.values_at(point)


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


def are_equal(one: Array, other: Array) -> bool:
    """Whether two values are one but for the rounding of the machine, shape included."""
    if one.shape != other.shape:
        return False
    size = max(float(np.abs(value).max(initial=0.0)) for value in (one, other))
    return bool((np.abs(one - other) <= RTOL * max(size, 1e-12)).all())
