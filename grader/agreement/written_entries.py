"""Is this number that one, as it was written: what is an answer worth beside the right values?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING

from grader.agreement.tolerance_as_written import (
    FLOAT,
    Precision,
    idle_zeros,
    is_small,
    magnitude,
    window,
)
from grader.agreement.tolerance_by_distance import SLACK
from grader.model import Array, Tolerance

if TYPE_CHECKING:  # the language costs an import; here only its records are read
    from grader.mathlang import Written, WrittenMatrix

NOISE = 1e-14
"""Where zero is meant, arithmetic on numbers around one may leave this much."""


class AsWritten(str, Enum):
    """What an answer is worth as it was written.

    From best to worst. coarse: right in fewer figures than it should have, but in enough decimals;
    long: it is the expected value in more digits than may be given (only where a number of digits
    is asked for); vague: in fewer figures, and fewer decimals, than it should have; empty: a zero
    that may be what rounding leaves of the right number, of which it has no figure.
    """

    RIGHT = "right"
    COARSE = "coarse"
    LONG = "long"
    VAGUE = "vague"
    EMPTY = "empty"
    OFF = "off"


_FROM_BEST = tuple(AsWritten)
GOOD = (AsWritten.RIGHT, AsWritten.COARSE)
"""What earns all the credit."""
FAIR = (AsWritten.LONG, AsWritten.VAGUE)
"""What is right as far as it goes: nothing is wrong with it but how it is written."""
_FEW_FIGURES = (AsWritten.COARSE, AsWritten.VAGUE, AsWritten.EMPTY)


def better(first: AsWritten, second: AsWritten) -> AsWritten:
    """The one that is worth more."""
    return min(first, second, key=_FROM_BEST.index)


def worst(entries: tuple[AsWritten, ...]) -> AsWritten:
    """What an answer as a whole is worth: its worst entry."""
    return max(entries, key=_FROM_BEST.index, default=AsWritten.RIGHT)


def as_written(
    written: WrittenMatrix, expected: Array, tolerance: Tolerance, precision: Precision
) -> tuple[AsWritten, ...] | None:
    """Whether each entry, row after row, is the expected one as it was written.

    Right: the expected value rounds to it (or is cut to it, as the policy says), or it lies
    within the tolerance. Coarse or vague: only because so few figures were given; a value that
    needs no more (0.4, 3, 0.398 for 0.40) is right with fewer. None where the shapes differ.
    """
    if written.value.shape != expected.shape:
        return None
    values = [(float(value),) * 3 for value in expected.flat]
    return entries_as_written(written, values, tolerance, precision)


def entries_as_written(
    written: WrittenMatrix,
    ranges: Iterable[tuple[float, float, float]],
    tolerance: Tolerance,
    precision: Precision,
) -> tuple[AsWritten, ...]:
    """Each entry against the range (low, high, centre) in which the right value lies.

    An entry of few figures is worth what the best entry beside it is that was written to the same
    place: [0.123, 0.004] has three decimals, and that is precise enough; so has [0.004, 0.000].
    """
    pairs = zip(written.entries, ranges, strict=True)
    found = [agreement(entry, *bounds, tolerance, precision) for entry, bounds in pairs]
    if any(verdict in _FEW_FIGURES for verdict in found):
        good = zip(written.entries, found, strict=True)
        beside = {
            (e.decimals, e.scale, _lent(e, precision)) for e, verdict in good if verdict in GOOD
        }
        for i, entry in enumerate(written.entries):
            for verdict in (AsWritten.COARSE, AsWritten.RIGHT):
                if found[i] in _FEW_FIGURES and (entry.decimals, entry.scale, verdict) in beside:
                    found[i] = verdict
    return tuple(found)


def _lent(entry: Written, precision: Precision) -> AsWritten | None:
    """What entries of few figures are worth beside this one, which is right."""
    if entry.value != 0 and (entry.figures or 0) >= precision.minimum_figures:
        return AsWritten.RIGHT
    return AsWritten.COARSE if is_small(entry, precision) else None


def agreement(
    entry: Written,
    low: float,
    high: float,
    centre: float,
    tolerance: Tolerance,
    precision: Precision,
) -> AsWritten:
    """One entry against a range in which the right value lies, a point for a known value.

    The tolerance widens the range, its rtol a share of the centre. The centre also says how many
    figures are due; where it is not zero, a zero is empty, however far the range reaches.
    """
    value = entry.value
    if not (low <= high and math.isfinite(value + centre)):
        return AsWritten.RIGHT if is_beyond(entry, centre) else AsWritten.OFF
    # a rule that jumps to infinity has finite values on one side alone
    low = low if math.isfinite(low) else centre
    high = high if math.isfinite(high) else centre
    allowed = tolerance.atol + tolerance.rtol * abs(centre)
    spare = allowed * (1 + SLACK) + FLOAT * max(abs(low), abs(high))
    if is_noise(entry, centre, tolerance) or abs(value - centre) <= spare:
        return AsWritten.RIGHT
    if low - spare <= value <= high + spare:
        return AsWritten.EMPTY if value == 0 else AsWritten.RIGHT
    small = is_small(entry, precision)
    if entry.is_converted:  # what was written has its precision in its own unit
        low, high, centre = map(entry.as_typed, (low, high, centre))
        entry = entry.unconverted()
    meant = low, high, precision.truncation
    if entry.decimals is None or not _meets(entry, entry.decimals - idle_zeros(entry), *meant):
        return AsWritten.OFF  # not even as vaguely as it may be meant
    for places, verdict in places_meant(entry, centre, precision, small):
        if _meets(entry, places, *meant):
            return verdict
    return AsWritten.OFF


def _meets(entry: Written, places: int, low: float, high: float, truncation: bool) -> bool:
    """Whether an entry stands for something in a range, if it is meant to so many places."""
    reach = FLOAT * abs(entry.value) + SLACK * 10.0**-places
    bottom, top = window(entry.value, places, truncation)
    return bottom - reach <= high and low <= top + reach


def is_beyond(entry: Written, expected: float) -> bool:
    """Whether an entry says what is expected where that is no number: infinity, or that there is
    none.

    A value that is lacking, or could not be computed, is nan as well, but nobody wrote it.
    """
    return entry.value == expected or (math.isnan(expected) and entry.is_none)


def places_meant(
    entry: Written, centre: float, precision: Precision, small: bool
) -> Iterator[tuple[int, AsWritten]]:
    """The decimal places to which an entry may be meant, with what it is worth if it is."""
    decimals, figures, least = entry.decimals, entry.figures, precision.minimum_figures
    if decimals is None or figures is None or (entry.value == 0 and decimals <= 0):
        return
    loosest = decimals - idle_zeros(entry)
    if entry.value != 0 and figures >= least:
        yield decimals, AsWritten.RIGHT
    if entry.value != 0 and centre != 0:
        yield max(loosest, least - 1 - magnitude(centre)), AsWritten.RIGHT
    if entry.value == 0:
        yield loosest, AsWritten.EMPTY
    yield loosest, AsWritten.COARSE if small else AsWritten.VAGUE


def is_noise(entry: Written, centre: float, tolerance: Tolerance) -> bool:
    """Whether arithmetic may have left the difference; a bound that the TA set judges numerals."""
    if entry.value != 0 and tolerance.atol and entry.figures is not None:
        return False
    return 0 in (entry.value, centre) and abs(entry.value - centre) <= NOISE
