"""The steps whose value a number is, true or as it follows, or but for the commonest slips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from grader.answers.sheet.conventions import TELLING
from grader.answers.sheet.evidence import Evidence
from grader.answers.sheet.literals import is_near, may_be_same, same_number, written_places
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side
from grader.answers.sheet.telling import scales, telling
from grader.model import Array

_SLIPS = (-1.0, 2.0, 0.5)
"""The factors of the commonest slips: by them a wrong value is known under a name of one's own."""


def matching(side: Side, reading: Reading) -> dict[str, Evidence]:
    """The steps whose value a side is, with what that is evidence of."""
    number = side.value
    if number is None:
        return {}
    truth, followed, names = reading.meanings.truth, reading.followed(), reading.rules.keys()
    own = {name: followed[name] for name in followed if followed[name] is not truth.get(name)}
    slips = _SLIPS if telling(side) >= TELLING else ()
    places = written_places(side.text)
    found: dict[str, Evidence] = {}
    for evidence, values, factors in (
        (Evidence.VALUE, truth, scales(side)),
        (Evidence.FOLLOWS, own, scales(side)),
        (Evidence.SLIP, truth, slips),
        (Evidence.SLIP, own, slips),
    ):
        left = values.keys() & names - found.keys() if factors else ()
        found |= dict.fromkeys(_of(number, values, left, factors, places), evidence)
    if Evidence.VALUE not in found.values():
        near = (name for name in truth.keys() & names if is_near(number, truth[name]))
        found |= dict.fromkeys(near, Evidence.VALUE)
    return found


def _of(
    number: Array,
    values: Mapping[str, Array],
    names: Iterable[str],
    factors: Sequence[float],
    places: int | None,
) -> list[str]:
    """The names by which a number is a value times one of some factors."""
    return [
        name
        for name in names
        if any(
            same_number(number, values[name], factor=factor, places=places)
            for factor in factors
            if may_be_same(number, values[name], factor)
        )
    ]
