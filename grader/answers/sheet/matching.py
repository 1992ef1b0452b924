"""The steps whose value a number is, true or as it follows, or but for the commonest slips."""

from __future__ import annotations

import numpy as np

from grader.answers.sheet.conventions import TELLING
from grader.answers.sheet.evidence import Evidence
from grader.answers.sheet.literals import is_near, written_places
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side
from grader.answers.sheet.telling import figures, scales, telling
from grader.model import Array

ALIKE = 2e-4
"""How far apart, as a share, values from constants of several tables may be."""
MANY_FIGURES = 5
"""Of a number that is known for another though its last figures differ."""
_SLIPS = (-1.0, 2.0, 0.5)
"""The factors of the commonest slips: by them a wrong value is known under a name of one's own."""
_PREFIXES = tuple(10.0**tens for tens in (3, -3, 6, -6, 9, -9, 12, -12))
"""The factors of units with a prefix: 8.13 × 10^{-11} F are 81.3 pF."""


def matching(side: Side, reading: Reading) -> dict[str, Evidence]:
    """The steps whose value a side is, with what that is evidence of."""
    number = side.value
    if number is None:
        return {}
    truth, own = reading.truths, reading.values.own
    slips = _SLIPS if telling(side) >= TELLING else ()
    places = written_places(side.text)
    found: dict[str, Evidence] = {}
    for evidence, values, factors in (
        (Evidence.VALUE, truth, scales(side)),
        (Evidence.FOLLOWS, own, scales(side)),
        (Evidence.SLIP, truth, slips),
        (Evidence.SLIP, own, slips),
    ):
        for factor in factors:
            for name in values.same(number, factor, places):
                found.setdefault(name, evidence)
    if Evidence.VALUE not in found.values():
        near = (name for name in truth.to(number) if is_near(number, truth[name]))
        found |= dict.fromkeys(near, Evidence.VALUE)
    if not found and figures(side.text) >= MANY_FIGURES:
        alike = (n for n in truth.to(number, share=ALIKE) if _is_alike(number, truth[n]))
        found = dict.fromkeys(alike, Evidence.FOLLOWS)
    return found or _in_other_units(side, reading)


def _in_other_units(side: Side, reading: Reading) -> dict[str, Evidence]:
    """The steps whose value a number of several figures is in their unit with another prefix: the
    sign behind it, which says so, is looked at where the answer is marked."""
    number = side.value
    measured = {step.name for step in reading.asked.steps if step.unit}
    if number is None or not measured or telling(side) < TELLING:
        return {}
    same = (reading.truths.same(number, factor) for factor in _PREFIXES)
    return {name: Evidence.FOLLOWS for names in same for name in names if name in measured}


def _is_alike(value: Array, other: Array) -> bool:
    """Whether one value is another from constants of other tables, 1.4600e9 for 1.4601e9: no more
    than likely, for the figures that differ say nothing."""
    if value.size != 1 or other.size != 1 or not np.isfinite(value.item()):
        return False
    return bool(abs(value.item() - other.item()) <= ALIKE * abs(other.item()))
