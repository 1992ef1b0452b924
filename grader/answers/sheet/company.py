"""Joint luck: loose numbers that are the values of steps, and stand in the order of the steps.

One loose number that is a step's value may be so by luck. Where most of the steps that nothing else
tells have their values there, each behind the one before, luck is improbable for all of them. A
sheet that lists many numbers has as many such values as luck gives, and gains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from grader import record
from grader.answers.sheet.claims import FITTING
from grader.answers.sheet.evidence import Candidate, Weighed
from grader.answers.sheet.records import Asked
from grader.answers.sheet.telling import chance, value_side


@record(frozen=True, slots=True, kw_only=True)
class _Loose:
    """A number that nothing tells but what it is. at: its statement. steps: the places of those
    whose value it is, in order."""

    at: int
    text: str
    steps: tuple[int, ...]

    @property
    def chance(self) -> float:
        return chance(self.text)


def company(heard: Sequence[tuple[int, Weighed]], asked: Asked) -> dict[int, dict[str, float]]:
    """How much of what a question asks for stands loose in order, beyond luck, beside each number
    that is a step's value: for each such statement and step a share between 0 and 1.

    heard: its statements with their numbers.
    """
    places = _left(heard, asked)
    names = {place: name for name, place in places.items()}
    numbers = [one for at, found in heard if (one := _loose(at, found, places)) is not None]
    others = len(places) - 1
    by_luck = _by_luck(numbers, others)
    until = _rows([one.steps for one in numbers])
    behind = _rows([tuple(-step for step in one.steps) for one in reversed(numbers)])[::-1]
    found: dict[int, dict[str, float]] = {}
    for one, before, after in zip(numbers, until, behind, strict=True):
        for step in one.steps:
            beyond = before[step] + after[-step] - 2 - by_luck
            if beyond > 0.0:
                found.setdefault(one.at, {})[names[step]] = beyond / (others - by_luck + 1.0)
    return found


def _left(heard: Sequence[tuple[int, Weighed]], asked: Asked) -> dict[str, int]:
    """The steps with numbers that no statement tells by itself, each with its place among all."""
    told = {best.step for _, found in heard if (best := found.best) and _is_told(best)}
    told |= {step.name for step in asked.steps if step.is_formula}
    return {step.name: n for n, step in enumerate(asked.steps) if step.name not in told}


def _by_luck(numbers: Sequence[_Loose], others: int) -> float:
    """How long a row of numbers that are the values of steps luck makes."""
    expected = others * sum({one.text: one.chance for one in numbers}.values())
    return min(others, expected, 2.0 * math.sqrt(max(expected, 0.0)))


def _is_told(best: Candidate) -> bool:
    """Whether a statement that fits its step says itself which it is."""
    return not best.is_by_value and any(one in best.evidence for one in FITTING)


def _loose(at: int, found: Weighed, places: Mapping[str, int]) -> _Loose | None:
    """The number of a statement that no word and no name of the question tells."""
    side, best = value_side(found.sides), found.best
    if side < 0 or (not best.is_by_value if best else found.sides[0].name):
        return None
    steps = sorted(
        places[one.step]
        for one in found.candidates
        if one.step in places and one.is_by_value and any(e in one.evidence for e in FITTING)
    )
    return _Loose(at=at, text=found.sides[side].text, steps=tuple(steps))


def _rows(numbers: Sequence[tuple[int, ...]]) -> list[dict[int, int]]:
    """For each number how long the longest row in order is that ends there, with each of its
    steps."""
    longest: dict[int, int] = {}
    found: list[dict[int, int]] = []
    for steps in numbers:
        here = {
            step: 1 + max((n for last, n in longest.items() if last < step), default=0)
            for step in steps
        }
        longest |= {step: max(n, longest.get(step, 0)) for step, n in here.items()}
        found.append(here)
    return found
