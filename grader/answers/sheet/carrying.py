"""What a number would be by what was made of it: a wrong value that is carried on explains others.

Where `\\text{se} = 0.483` is wrong and bears a name of the student's own, a later `-2.526` that is
just what follows from it tells which step it is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from grader import record
from grader.agreement import fitted
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.model import Array

LEAST = 1.0
"""How much a number must tell to be recognised as what follows from another."""
MAX_NUMBERS = 60
"""Later numbers that are looked at for one statement."""


@record(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number of a statement: its place among the statements, and how much it tells."""

    at: int
    value: Array
    places: int | None
    telling: float


def carried(value: Array, later: Sequence[Stated], reading: Reading) -> Mapping[str, float]:
    """The steps that a value may be, by what follows from it among the numbers stated later.

    What the true values, or those that the student gave, give as well says nothing.
    """
    later = [one for one in later if one.telling >= LEAST][:MAX_NUMBERS]
    found: dict[str, float] = defaultdict(float)
    if not later:
        return found
    seen = {**reading.meanings.truth, **reading.values.followed}
    luck = math.log10(len(later))
    for name in reading.order:
        own = fitted(value, seen[name].shape) if name in seen else None
        if own is None or own.shape != seen[name].shape or name in reading.values.by_step:
            continue
        for child in reading.asked.graph.resting_on(name):
            follows = _follows(child, {**seen, name: own}, reading)
            if follows is None or same_number(follows, seen.get(child, follows + 1.0)):
                continue
            told = _told(follows, later)
            found[name] = max(found[name], told - luck)
    return {name: much for name, much in found.items() if much > 0.0}


def _told(follows: Array, later: Sequence[Stated]) -> float:
    """How much it tells that a value is among those stated later; 0 where it is not."""
    same = (n.telling for n in later if same_number(n.value, follows, places=n.places))
    return max(same, default=0.0)


def _follows(step: str, seen: Mapping[str, Array], reading: Reading) -> Array | None:
    """The value of a step by its rule; None where it has none."""
    rule = reading.asked.graph.rules[step]
    if not all(name in seen for name in rule.arguments):
        return None
    try:
        with np.errstate(all="ignore"):
            found = np.asarray(rule.function(*(seen[name] for name in rule.arguments)), float)
    except Exception:  # a rule is foreign code, and these are values it was never meant for
        return None
    return found if np.isfinite(found).all() else None
