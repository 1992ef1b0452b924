"""How near an answer is to what is right, and how near would do: the comparison in numbers.

What decides is `written_entries` and `digits`; here it is told how far that was from deciding
otherwise, for people who are asked why.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from grader import record
from grader.agreement.followed import Range
from grader.agreement.tolerance_as_written import FLOAT, Precision, is_small, window
from grader.agreement.tolerance_by_distance import SLACK
from grader.agreement.tolerance_in_digits import Digits, apart_in_digits, in_its_own_unit
from grader.agreement.written_entries import (
    GOOD,
    NOISE,
    AsWritten,
    agreement,
    is_noise,
    places_meant,
)
from grader.model import Tolerance

if TYPE_CHECKING:
    from grader.mathlang import Written, WrittenMatrix

Bounds = tuple[float, float, float]
"""The least, the greatest and the middle of what is right."""


@record(frozen=True, slots=True, kw_only=True)
class Nearness:
    """One entry beside the range in which the right value lies.

    distance: from the number written to the nearest end of the range, 0 within it; where digits
    are asked for, between the two as they are rounded. allowed: how far it may lie off on that side
    and still be worth all; where digits are asked for, less than that. Both count in the step's own
    unit. worth: what the entry is worth, as marking says.
    """

    low: float
    high: float
    distance: float
    allowed: float
    worth: AsWritten

    @property
    def is_within(self) -> bool:
        return self.distance <= self.allowed

    @property
    def ratio(self) -> float:
        """The distance as a multiple of what is allowed: at most 1 for what is near enough."""
        if self.distance == 0:
            return 0.0
        return self.distance / self.allowed if self.allowed else math.inf


def how_near(
    written: WrittenMatrix,
    right: Range,
    worths: Iterable[AsWritten],
    tolerance: Tolerance,
    precision: Precision,
    digits: Digits | None = None,
) -> tuple[Nearness, ...]:
    """How near each entry is, row after row, to the range in which the right value lies.

    worths: what each is worth beside it, `as_written` or `to_digits` or `follows`. An entry that a
    rule jumps over is within the range and worth nothing: there the nearest value counts that the
    rule was seen to give.
    """
    ends = (right.low, right.high, right.centre)
    bounds = zip(*(np.ravel(one).tolist() for one in ends), strict=True)
    found = []
    for place, (entry, (low, high, centre), worth) in enumerate(
        zip(written.entries, bounds, worths, strict=True)
    ):
        given = (tolerance, precision, digits)
        near = _of_entry(entry, (low, high, centre), worth, *given)
        if worth is AsWritten.OFF and near.is_within and right.probes is not None:
            met = _nearest([float(value[place]) for value in right.probes.values], entry.value)
            near = replace(_of_entry(entry, (met, met, centre), worth, *given), low=low, high=high)
        found.append(near)
    return tuple(found)


def _nearest(values: Sequence[float], wanted: float) -> float:
    return min(values, key=lambda value: abs(value - wanted))


def _of_entry(
    entry: Written,
    bounds: Bounds,
    worth: AsWritten,
    tolerance: Tolerance,
    precision: Precision,
    digits: Digits | None,
) -> Nearness:
    low, high, centre = bounds
    if not (low <= high and math.isfinite(entry.value + centre)):
        distance = 0.0 if worth in GOOD else math.inf
        return Nearness(low=low, high=high, distance=distance, allowed=0.0, worth=worth)
    low, high = (one if math.isfinite(one) else centre for one in (low, high))
    if digits is not None:
        distance, allowed = _in_digits(entry, (low, high), digits)
    else:
        distance, allowed = _in_numbers(entry, (low, high, centre), worth, tolerance, precision)
    return Nearness(low=low, high=high, distance=distance, allowed=allowed, worth=worth)


def _in_digits(entry: Written, bounds: tuple[float, float], digits: Digits) -> tuple[float, float]:
    if entry.is_converted:
        typed = entry.as_typed(bounds[0]), entry.as_typed(bounds[1])
        own = in_its_own_unit(digits, entry)
        apart, half = apart_in_digits(entry.unconverted(), typed, own, own.count)
        return apart * abs(entry.scale), half * abs(entry.scale)
    return apart_in_digits(entry, bounds, digits, digits.count)


def _in_numbers(
    entry: Written, bounds: Bounds, worth: AsWritten, tolerance: Tolerance, precision: Precision
) -> tuple[float, float]:
    """The distance and what is allowed, by the tolerance or by what the figures stand for."""
    low, high, centre = bounds
    value = entry.value
    spare = (tolerance.atol + tolerance.rtol * abs(centre)) * (1 + SLACK)
    spare += FLOAT * max(abs(low), abs(high))
    if is_noise(entry, centre, tolerance):
        return abs(value - centre), max(spare, NOISE)
    alone = agreement(entry, low, high, centre, tolerance, precision)
    is_lent = worth in GOOD and alone not in GOOD  # right by the figures of an entry beside it
    if value == 0 and not is_lent:  # a zero says nothing of where in a range it lies
        return abs(centre), spare
    distance = max(low - value, value - high, 0.0)
    reaches = _reaches(entry, bounds, precision, is_lent)
    return distance, max([spare, *reaches])


def _reaches(
    entry: Written, bounds: Bounds, precision: Precision, is_lent: bool
) -> Iterable[float]:
    """How far towards the range an entry reaches by each reading that is worth all."""
    low, high, centre = bounds
    small = is_small(entry, precision)
    typed = entry.unconverted() if entry.is_converted else entry
    middle = entry.as_typed(centre) if entry.is_converted else centre
    for places, worth in places_meant(typed, middle, precision, small):
        if worth in GOOD or is_lent:
            noise = FLOAT * abs(typed.value) + SLACK * 10.0**-places
            bottom, top = window(typed.value, places, precision.truncation)
            down, up = typed.value - bottom + noise, top - typed.value + noise
            sides = [up] * (entry.value < low) + [down] * (entry.value > high) or [down, up]
            yield max(sides) * abs(entry.scale)
