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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.compare import SLACK
from grader.model import Array, Tolerance

if TYPE_CHECKING:  # the language costs an import; here only its records are read
    from grader.mathlang.matrices import WrittenMatrix
    from grader.mathlang.numbers import Written

NOISE = 1e-14
"""Where zero is meant, arithmetic on numbers around one may leave this much."""
FLOAT = 1e-12
"""Share of a number that the order of its sums and products may change."""
_OPEN = 1.0 - 1e-6
"""A number cut to 0.54 lay below 0.55, never on it: this much of a unit stands for below."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """A habit of going on with so many figures or decimals, rounded or cut off."""

    figures: int | None = None
    decimals: int = 0
    cut: bool = False

    def of(self, value: Array) -> Array:
        """What a student of this habit goes on with; what would leave a zero stays as it is.

        Shapes: any -> the same
        """
        sizes = np.where(value == 0, 1.0, np.abs(value))
        places: Any = self.decimals
        if self.figures is not None:
            places = self.figures - 1 - np.floor(np.log10(sizes))
        unit = 10.0 ** np.clip(places, -300, 300)
        scaled = value * unit
        found = np.trunc(scaled * (1 + FLOAT)) if self.cut else np.rint(scaled)
        return np.where((np.abs(scaled) < 1e15) & (found != 0), found / unit, value)


def box(written: WrittenMatrix, precision: Precision) -> Box:
    """The ranges that an answer stands for, each entry with the precision that counts."""
    counted = _box(written, [precision] * len(written.entries))
    loose = replace(precision, minimum_figures=0)
    loosest = _box(written, [loose] * len(written.entries))
    if not (loosest.high - loosest.low > counted.high - counted.low).any():
        return counted
    by_size = [
        loose if _is_small(entry, precision) or _is_beside(entry, written, precision) else precision
        for entry in written.entries
    ]
    return replace(counted, loosest=loosest, coarse=_box(written, by_size))


def _is_beside(entry: Written, written: WrittenMatrix, precision: Precision) -> bool:
    """Whether an entry has as many decimals as one beside it that has figures enough: -0.07 beside
    -0.17 has only left out a zero, or needs no other figure."""
    return (entry.decimals or 0) > 0 and any(
        other.decimals == entry.decimals and (other.figures or 0) >= precision.minimum_figures
        for other in written.entries
        if other.value != 0
    )


def _box(written: WrittenMatrix, precisions: Iterable[Precision]) -> Box:
    """The box of an answer, with a precision for each entry."""
    pairs = zip(written.entries, precisions, strict=True)
    ranges = [_range(entry, precision) for entry, precision in pairs]
    shape = written.value.shape
    return Box(
        low=np.array([low for low, _ in ranges]).reshape(shape),
        high=np.array([high for _, high in ranges]).reshape(shape),
    )


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
    if not set(_FEW_FIGURES).isdisjoint(found):
        good = zip(written.entries, found, strict=True)
        beside = {(e.decimals, _lent(e, precision)) for e, verdict in good if verdict in GOOD}
        for i, entry in enumerate(written.entries):
            for verdict in (AsWritten.COARSE, AsWritten.RIGHT):
                if found[i] in _FEW_FIGURES and (entry.decimals, verdict) in beside:
                    found[i] = verdict
    return tuple(found)


def _lent(entry: Written, precision: Precision) -> AsWritten | None:
    """What entries of few figures are worth beside this one, which is right."""
    if entry.value != 0 and (entry.figures or 0) >= precision.minimum_figures:
        return AsWritten.RIGHT
    return AsWritten.COARSE if _is_small(entry, precision) else None


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
    if not (low <= high and math.isfinite(value)):
        exactly = low == high == value
        return AsWritten.RIGHT if exactly else AsWritten.OFF
    allowed = tolerance.atol + tolerance.rtol * abs(centre)
    spare = allowed * (1 + SLACK) + FLOAT * max(abs(low), abs(high))
    if _is_noise(entry, centre, tolerance) or abs(value - centre) <= spare:
        return AsWritten.RIGHT
    if low - spare <= value <= high + spare:
        return AsWritten.EMPTY if value == 0 else AsWritten.RIGHT
    for places, verdict in _readings(entry, centre, precision):
        reach = FLOAT * abs(value) + SLACK * 10.0**-places
        bottom, top = _window(value, places, precision.truncation)
        if bottom - reach <= high and low <= top + reach:
            return verdict
    return AsWritten.OFF


def _readings(
    entry: Written, centre: float, precision: Precision
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
    yield loosest, AsWritten.COARSE if _is_small(entry, precision) else AsWritten.VAGUE


def _is_small(entry: Written, precision: Precision) -> bool:
    """Whether an entry has few figures for being small: enough decimals, 0.001 or 1e-3."""
    return entry.value != 0 and (entry.decimals or 0) >= precision.enough_decimals


def _range(entry: Written, precision: Precision) -> tuple[float, float]:
    decimals, figures, value = entry.decimals, entry.figures, entry.value
    if decimals is None or figures is None or (value == 0 and decimals <= 0):
        return value, value
    if value == 0:
        return _window(value, max(decimals, precision.minimum_figures), precision.truncation)
    places = max(decimals - idle_zeros(entry), decimals + precision.minimum_figures - figures)
    return _window(value, places, precision.truncation)


def _window(value: float, places: int, truncation: bool) -> tuple[float, float]:
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
    """The power of ten of the first figure of a number that is not 0: 2 for 128, -2 for 0.0593."""
    return int(f"{value:.12e}".partition("e")[2])


def _is_noise(entry: Written, centre: float, tolerance: Tolerance) -> bool:
    """Whether arithmetic may have left the difference; a bound that the TA set judges numerals."""
    if entry.value != 0 and tolerance.atol and entry.figures is not None:
        return False
    return 0 in (entry.value, centre) and abs(entry.value - centre) <= NOISE
