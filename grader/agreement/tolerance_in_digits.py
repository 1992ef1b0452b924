"""Answers of which a number of digits is asked: "give 3 decimals", "2 significant figures"."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from grader import record
from grader.agreement.tolerance_as_written import FLOAT, idle_zeros, magnitude
from grader.agreement.written_entries import AsWritten, is_beyond
from grader.model import Array

if TYPE_CHECKING:
    from grader.mathlang import Written, WrittenMatrix

Kind = Literal["decimals", "significant_figures"]
KINDS: tuple[Kind, ...] = ("decimals", "significant_figures")
Form = Literal["at_least", "exactly", "at_most"]


@record(frozen=True, slots=True, kw_only=True)
class Digits:
    """How many digits an answer should have.

    form: whether more or fewer may be given. extra: how many digits beyond those asked for must
    be right where they are given. truncation: whether the expected value may also be cut off.
    """

    kind: Kind
    count: int
    form: Form = "at_least"
    extra: int = 0
    truncation: bool = False

    @property
    def in_words(self) -> str:
        """3 decimals, 1 significant figure."""
        noun = self.kind.replace("_", " ")
        return f"{self.count} {noun[:-1] if self.count == 1 else noun}"


def to_digits(
    written: WrittenMatrix, expected: Array, digits: Digits, up_to: Array | None = None
) -> tuple[AsWritten, ...] | None:
    """Whether each entry, row after row, is the expected one rounded to the digits asked for.

    up_to: the upper bounds, where what follows from rounded values is expected between bounds.
    Vague: it agrees in the digits it has, which are too few. Long: it has more than it may have.
    None where the shapes differ.
    """
    if written.value.shape != expected.shape:
        return None
    highs = expected if up_to is None else up_to
    bounds = zip(expected.ravel().tolist(), highs.ravel().tolist(), strict=True)
    pairs = zip(written.entries, bounds, strict=True)
    return tuple(entry_to_digits(entry, low, digits, high) for entry, (low, high) in pairs)


def entry_to_digits(
    entry: Written, expected: float, digits: Digits, up_to: float | None = None
) -> AsWritten:
    """One entry of `to_digits`.

    Convention: at a tie, half away from zero and half to even both count as rounding. An
    expression has as many digits as it likes, so it never has exactly or at most some.
    """
    above = expected if up_to is None else up_to
    if entry.is_converted:
        asked = in_its_own_unit(digits, entry)
        ends = entry.as_typed(expected), entry.as_typed(above)
        return entry_to_digits(entry.unconverted(), ends[0], asked, ends[1])
    if not math.isfinite(expected + above + entry.value):
        return AsWritten.RIGHT if is_beyond(entry, expected) else AsWritten.OFF
    fewest, most = _given(entry, digits.kind)
    too_few = most < digits.count and digits.form != "at_most"
    count = int(most) if too_few else digits.count
    if not _agrees_in(entry, (expected, above), digits, count):
        return AsWritten.OFF
    if too_few and not _ends(entry, expected, above, digits):
        return AsWritten.VAGUE if entry.value else AsWritten.EMPTY
    too_many = fewest > digits.count and digits.form != "at_least"
    return AsWritten.LONG if too_many else AsWritten.RIGHT


def in_its_own_unit(digits: Digits, entry: Written) -> Digits:
    """The digits asked for, counted in the unit in which an entry was written.

    3 decimals of amperes are none of milliamperes; where a unit is no power of ten of the other,
    the next decimal that is fine enough counts. Significant figures are those that stand there.
    """
    if digits.kind == "significant_figures":
        return digits
    return replace(digits, count=math.ceil(digits.count + math.log10(entry.scale) - 1e-9))


def _ends(entry: Written, expected: float, above: float, digits: Digits) -> bool:
    """Whether an entry is the whole of the right value: 2.1 is all there is of 1.6 + 0.5.

    Where just so many digits are asked for, its zeros are asked for too.
    """
    room = FLOAT * max(abs(expected), abs(above))
    whole = max(abs(entry.value - expected), abs(entry.value - above)) <= room
    return whole and digits.form == "at_least"


def _given(entry: Written, kind: Kind) -> tuple[float, float]:
    """The fewest and the most digits that an entry may be said to have."""
    if entry.decimals is None or entry.figures is None:
        return math.inf, math.inf
    if kind == "decimals":
        return entry.decimals, entry.decimals
    return entry.figures - idle_zeros(entry), entry.figures


def _agrees_in(entry: Written, bounds: tuple[float, float], digits: Digits, count: int) -> bool:
    """Whether an entry, rounded, is a number between the bounds, rounded."""
    apart, half = apart_in_digits(entry, bounds, digits, count)
    return apart < half


def apart_in_digits(
    entry: Written, bounds: tuple[float, float], digits: Digits, count: int
) -> tuple[float, float]:
    """How far an entry, rounded, lies from the bounds, rounded, and half a unit of their last
    digit, below which they are one number."""
    most = _given(entry, digits.kind)[1]
    count = int(min(max(most, count), count + digits.extra))
    places, own_places = _places(max(bounds, key=abs), digits.kind, count), count
    if digits.kind == "significant_figures":
        own_places = _places(entry.value, digits.kind, count) if entry.value else places
    allowed = {value for bound in bounds for value in _roundings(bound, places)}
    if digits.truncation:
        allowed |= {_cut(bound, places) for bound in bounds}
    own = _roundings(entry.value, own_places)
    apart = min(max(min(allowed) - mine, mine - max(allowed), 0.0) for mine in own)
    return apart, 0.5 * 10.0**-places * (1 - 1e-9)


def _places(value: float, kind: Kind, count: int) -> int:
    """The decimal places to which a value has so many digits."""
    return count if kind == "decimals" else count - 1 - (magnitude(value) if value else 0)


def are_one(value: Array, expected: Array, digits: Digits) -> NDArray[np.bool_]:
    """Which entries of two arrays of one shape are written alike in so many digits."""
    pairs = zip(value.ravel().tolist(), expected.ravel().tolist(), strict=True)
    found = [
        not _roundings(one, places).isdisjoint(_roundings(other, places))
        for one, other in pairs
        for places in [_places(other, digits.kind, digits.count)]
    ]
    return np.array(found, dtype=np.bool_).reshape(expected.shape)


def _roundings(value: float, places: int) -> set[float]:
    """A number rounded to so many decimal places: two numbers at a tie with an even one below."""
    scaled = abs(value) * 10.0**places if places < 300 else math.inf
    if not scaled < 1e15:
        return {value}  # a float has no digits beyond these
    below = math.floor(scaled)
    over = scaled - below - 0.5
    tie = abs(over) <= min(0.1, max(1e-9, FLOAT * scaled))
    found = {below + 1, below + below % 2} if tie else {below + (over > 0)}
    return {math.copysign(units / 10.0**places, value) for units in found}


def _cut(value: float, places: int) -> float:
    scaled = abs(value) * 10.0**places
    cut = math.floor(scaled * (1 + FLOAT)) / 10.0**places if scaled < 1e15 else abs(value)
    return math.copysign(cut, value)
