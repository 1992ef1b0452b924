"""How precise an answer says it is: a written decimal stands for a range of numbers.

`0.54` is what a person writes for anything from 0.535 to 0.545 who rounds, or to 0.55 who cuts
digits off. An answer is right when what is expected lies in the range that was written. The
precision that counts is bounded, so that vagueness earns nothing: a number with fewer figures
than the policy asks for counts as if zeros were written after it, unless it has so many decimals
that only its smallness leaves it few figures (0.001 for 0.00136 in work of three decimals). What
the language reads as an expression (`1/4`, `2*(0.38-128)`) has a value and no precision: its
range is a point.

Zeros that end an integer (16300) may be figures or not, so the integer is read as loosely as that
allows, down to the policy's figures: 16300 stands for 16250 to 16400, 20000 for 19500 to 21000.
Zero has no figures: `0.00` stands for what lies within 0.01 of it, a bare `0` for zero itself.
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from grader import record
from grader.model import Array

if TYPE_CHECKING:  # the language costs an import; here only its records are read
    from grader.mathlang import Written, WrittenMatrix

FLOAT = 1e-12
"""Share of a number that the order of its sums and products may change."""
Ranges = list[tuple[float, float]]
"""The least and the greatest that each entry stands for, row after row."""
_OPEN = 1.0 - 1e-6
"""A number cut to 0.54 lay below 0.55, never on it: this much of a unit stands for below."""


@record(frozen=True, slots=True, kw_only=True)
class Precision:
    """A rubric's policy: whether digits may be cut off, and how few of them earn credit.

    A number needs either so many significant figures or so many decimals (None: one more than
    figures). Zero has no figures, so alone it is right only where zero is expected.
    """

    truncation: bool = True
    minimum_figures: int = 2
    minimum_decimals: int | None = None

    @property
    def enough_decimals(self) -> int:
        """With so many decimals a number may have fewer figures."""
        given = self.minimum_decimals
        return self.minimum_figures + 1 if given is None else given


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Box:
    """The ranges that the entries of an answer stand for, bounds included.

    Shapes: low, high as the answer; low <= high
    `loosest` is the box of an answer of too few figures, taken as vaguely as it was written;
    `coarse` the same for those entries alone whose decimals make up for their figures: that are
    small, or written to the same place as one beside them that has enough.
    """

    low: Array
    high: Array
    loosest: Box | None = None
    coarse: Box | None = None

    def including(self, value: Array) -> Box:
        """The least box that holds this one and a value of its shape as well."""
        return Box(low=np.minimum(self.low, value), high=np.maximum(self.high, value))


def box(written: WrittenMatrix, precision: Precision) -> Box:
    """The ranges that an answer stands for, each entry with the precision that counts."""
    counted, loosest = _ranges(written, precision)
    whole = _box(written, counted)
    if not _is_looser(loosest, counted):
        return whole
    by_size = [
        loose if is_small(entry, precision) or _is_beside(entry, written, precision) else strict
        for entry, loose, strict in zip(written.entries, loosest, counted, strict=True)
    ]
    return replace(whole, loosest=_box(written, loosest), coarse=_box(written, by_size))


def loosest_ranges(written: WrittenMatrix, precision: Precision) -> Ranges:
    """What the entries stand for where an answer of too few figures is as vague as it is."""
    counted, loosest = _ranges(written, precision)
    return loosest if _is_looser(loosest, counted) else counted


def _ranges(written: WrittenMatrix, precision: Precision) -> tuple[Ranges, Ranges]:
    """The ranges with the precision that counts, and as vaguely as each entry was written."""
    least, cut, entries = precision.minimum_figures, precision.truncation, written.entries
    return [_range(one, least, cut) for one in entries], [_range(one, 0, cut) for one in entries]


def _is_looser(loosest: Ranges, counted: Ranges) -> bool:
    pairs = zip(loosest, counted, strict=True)
    return any(high - low > top - bottom for (low, high), (bottom, top) in pairs)


def is_whole(entry: Written) -> bool:
    """Whether an entry is a whole number written without decimals."""
    return entry.decimals is not None and entry.decimals <= 0


def with_exact_wholes(written: WrittenMatrix) -> WrittenMatrix:
    """An answer whose whole numbers are exact: who may take any multiple rounds to none."""
    entries = [
        replace(entry, decimals=None, figures=None) if is_whole(entry) else entry
        for entry in written.entries
    ]
    return replace(written, entries=tuple(entries))


def _is_beside(entry: Written, written: WrittenMatrix, precision: Precision) -> bool:
    """Whether an entry has as many decimals as one beside it that has figures enough: -0.07 beside
    -0.17 has only left out a zero, or needs no other figure."""
    return (entry.decimals or 0) > 0 and any(
        (other.decimals, other.scale) == (entry.decimals, entry.scale)
        and (other.figures or 0) >= precision.minimum_figures
        for other in written.entries
        if other.value != 0
    )


def _box(written: WrittenMatrix, ranges: Ranges) -> Box:
    shape = written.value.shape
    return Box(
        low=np.array([low for low, _ in ranges]).reshape(shape),
        high=np.array([high for _, high in ranges]).reshape(shape),
    )


def is_small(entry: Written, precision: Precision) -> bool:
    """Whether an entry has few figures for being small: enough decimals, 0.001 or 1e-3."""
    if entry.value == 0:
        return False
    if not entry.is_converted:
        return (entry.decimals or 0) >= precision.enough_decimals
    # 0.003 km are 3 m, and no small number of metres; of 50 mA the zero may be no figure
    places = (entry.places or 0) - idle_zeros(entry.unconverted())
    return places >= precision.enough_decimals - FLOAT


def _range(entry: Written, least: int, truncation: bool) -> tuple[float, float]:
    """What an entry stands for that counts as of so many figures at least."""
    if entry.is_converted:  # 14.3 km/h are as precise as their digits, whatever unit is asked for
        low, high = _range(entry.unconverted(), least, truncation)
        return low * entry.scale + entry.offset, high * entry.scale + entry.offset
    decimals, figures, value = entry.decimals, entry.figures, entry.value
    if entry.polar is not None:
        return _of_sector(entry, least, truncation)
    if decimals is None or figures is None or (value == 0 and decimals <= 0):
        return value, value
    if value == 0:
        return window(value, max(decimals, least), truncation)
    return window(value, max(decimals - idle_zeros(entry), decimals + least - figures), truncation)


def _of_sector(entry: Written, least: int, truncation: bool) -> tuple[float, float]:
    """The range of a part of a complex number that was written by its modulus and its angle."""
    from grader.agreement.sectors import sector  # few questions need it

    polar = entry.polar
    scale = 2 * math.pi / polar.turn
    low, high = _range(polar.angle, least, truncation)
    found = sector(_range(polar.modulus, least, truncation), (low * scale, high * scale))[
        polar.part
    ]
    return min(float(found[0]), entry.value), max(float(found[1]), entry.value)


def window(value: float, places: int, truncation: bool) -> tuple[float, float]:
    """What is written as `value` with so many decimal places."""
    unit = 10.0**-places
    near = max(unit / 2, FLOAT * abs(value))  # more digits than a float has stand for no less
    far = max(unit * _OPEN, near) if truncation else near
    if value == 0:
        return -far, far
    return (value - near, value + far) if value > 0 else (value - far, value + near)


def idle_zeros(entry: Written) -> int:
    """How many zeros end an integer that is written without a point: they may be no figures."""
    if entry.decimals != 0 or entry.value == 0 or "." in entry.text or abs(entry.value) >= 1e15:
        return 0
    digits = str(int(entry.value))
    return len(digits) - len(digits.rstrip("0"))


def magnitude(value: float) -> int:
    """The power of ten of the first figure of a number that is not 0: 2 for 128, -2 for 0.0593.

    What is carried on from 1e-300 may have none that a float holds: then the greatest of all.
    """
    if not math.isfinite(value):
        return sys.float_info.max_10_exp
    return int(f"{value:.12e}".partition("e")[2])
