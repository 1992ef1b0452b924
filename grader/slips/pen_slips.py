"""Slips of writing down: entries exchanged; in one entry a sign, the decimal point or digits.

Each is undone, and what the answer then is must be right: so it does not matter how many figures
were written, or what was carried on.
"""

from collections.abc import Iterator, Sequence
from math import log10
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.slips.attempt import SLACK, Bounds, Target
from grader.slips.kinds_told import Kind
from grader.slips.slip_words import Slip
from grader.slips.weighing import accident_at

Array = NDArray[np.float64]
MAX_ENTRIES = 64
"""The largest result in whose entries slips of writing are looked for."""
MIN_FIGURES = 2
"""The fewest figures of an answer in which two may be found exchanged."""
POINTS = (("one place", 10.0, 0.4), ("two places", 100.0, 0.1))
"""How far a decimal point may be off, by what factor, and its share either way: one place is what
happens, as in the simulated students; two are seen now and then."""


class Miswritten(NamedTuple):
    """A slip of the pen that explains an answer.

    share: how often just this is done, as shares of a hundred slips.
    """

    slip: Slip
    share: float


def miswritten(target: Target, rights: Sequence[Bounds]) -> tuple[list[Miswritten], float]:
    """The slips without which an answer is right, and the weight of all that is no slip.

    rights: what is right, in bounds; the first by which there is a slip counts. Entries of one
    answer are written to one place, and zeros at the end are left out: `1` beside `0.5` is 1.0.
    Where that does not hold each stands for what it says.
    """
    if target.value.size > MAX_ENTRIES:
        return [], 0.0
    for answer in (_Answer(target, to_one_place=True), _Answer(target, to_one_place=False)):
        for right in rights:
            if np.shape(right.low) == answer.value.shape:
                found = [*answer.slips(right)]
                if found:
                    return found, answer.accident(right)
    return [], 0.0


class _Answer:
    """The entries of an answer and how far each reaches, towards zero and away from it."""

    def __init__(self, target: Target, to_one_place: bool) -> None:
        self.value = value = target.value
        widths = target.high - target.low
        reach = _least(value, widths) if to_one_place else widths
        share = np.minimum(1.0, reach / np.where(widths > 0, widths, 1.0))
        self.widths = widths * share
        below, above = (value - target.low) * share, (target.high - value) * share
        self.inner = np.where(value < 0, above, below)
        self.outer = np.where(value < 0, below, above)
        self.noise = SLACK * np.max(np.abs(value), initial=0.0)
        finest = self.widths[self.widths > 0].min(initial=1.0)
        self.places = max(0, round(-log10(finest))) if to_one_place else 0

    def off(self, right: Bounds) -> NDArray[np.bool_]:
        below = np.where(self.value < 0, self.outer, self.inner) + self.noise
        above = np.where(self.value < 0, self.inner, self.outer) + self.noise
        return np.asarray((self.value - below > right.high) | (self.value + above < right.low))

    def _is_right(
        self, right: Bounds, place: tuple[int, ...], entry: float, factor: float = 1.0,
        written_at: tuple[int, ...] | None = None,
    ) -> bool:  # fmt: skip
        """Whether an entry is right at a place, written as precisely as what stands somewhere."""
        source = place if written_at is None else written_at
        inner, outer = (float(reach[source]) * factor for reach in (self.inner, self.outer))
        below, above = (outer, inner) if entry < 0 else (inner, outer)
        low, high = entry - below - self.noise, entry + above + self.noise
        return bool(low <= right.high[place] and right.low[place] <= high)

    def slips(self, right: Bounds) -> Iterator[Miswritten]:
        places = [tuple(int(i) for i in place) for place in np.argwhere(self.off(right))]
        if len(places) == 2:
            yield from self._swapped(right, places[0], places[1])
        if len(places) != 1:
            return
        place, size = places[0], self.value.size
        if self.value.ndim:
            yield from self._of_entry(right, place)
        exchanged = digits_exchanged(float(self.value[place]), self.places)
        for entry in exchanged:
            if entry and self._is_right(right, place, entry, _idle(entry, self.places)):
                share = Kind.DIGITS_SWAPPED.share / (len(exchanged) * size)
                yield Miswritten(_slip(Kind.DIGITS_SWAPPED, ""), share)

    def _of_entry(self, right: Bounds, place: tuple[int, ...]) -> Iterator[Miswritten]:
        """One entry with the other sign, or with its decimal point off."""
        entry, size = float(self.value[place]), self.value.size
        if not entry:
            return
        if self._is_right(right, place, -entry):
            share = Kind.ENTRY_SIGN.share / size
            yield Miswritten(_slip(Kind.ENTRY_SIGN, _entry(place)), share)
        for words, factor, part in POINTS:
            for by in (factor, 1 / factor):
                if self._is_right(right, place, entry * by, by):
                    share = Kind.ENTRY_DECIMAL_POINT.share * part / size
                    said = f"{words} off at {_entry(place)}"
                    yield Miswritten(_slip(Kind.ENTRY_DECIMAL_POINT, said), share)

    def _swapped(
        self, right: Bounds, one: tuple[int, ...], other: tuple[int, ...]
    ) -> Iterator[Miswritten]:
        pairs = ((one, other), (other, one))
        if all(self._is_right(right, p, float(self.value[q]), written_at=q) for p, q in pairs):
            size = self.value.size
            share = Kind.ENTRIES_SWAPPED.share * 2 / (size * (size - 1))
            yield Miswritten(
                _slip(Kind.ENTRIES_SWAPPED, f"{_entry(one)} and {_entry(other)}"), share
            )

    def accident(self, right: Bounds) -> float:
        """The weight of a wrong answer of another origin in just these entries."""
        apart = np.maximum(right.low - self.value, self.value - right.high)
        return accident_at(
            self.off(right), self.value, self.widths + (right.high - right.low), apart
        )


def _least(value: Array, widths: Array) -> Array:
    """How far each entry reaches if all have as many places, or as many figures, as the finest."""
    sizes = 10.0 ** np.floor(np.log10(np.where(value == 0, 1.0, np.abs(value))))
    known = (widths > 0) & (value != 0)
    if not known.any():
        return widths
    return np.asarray(np.maximum(widths[known].min(), (widths / sizes)[known].min() * sizes))


def digits_exchanged(number: float, places: int = 0) -> list[float]:
    """A decimal with each pair of neighbouring, different digits exchanged: 0.41 -> 0.14.

    places: the decimals to which it is written; zeros at its end may have been left out.
    """
    text = repr(float(f"{number:.12g}"))
    if "e" in text:
        return []
    whole, _, decimals = text.partition(".")
    decimals = "" if decimals == "0" else decimals
    decimals = decimals.ljust(min(places, 12), "0")
    text = f"{whole}.{decimals}" if decimals else whole
    if len(text.lstrip("-0.").replace(".", "")) < MIN_FIGURES:
        return []
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    start = next((i for i, place in enumerate(digits) if text[place] != "0"), 0)
    if start and digits[start - 1] > text.find("."):
        start -= 1  # a zero behind the point may have changed places with the first figure
    found = []
    for left, right in zip(digits[start:], digits[start + 1 :], strict=False):
        across = right - left > 1 and "0" in (text[left], text[right])
        if text[left] != text[right] and not across:  # 0.2 for 2.0 is a point moved
            letters = list(text)
            letters[left], letters[right] = letters[right], letters[left]
            found.append(float("".join(letters)))
    return found


def _idle(number: float, places: int) -> float:
    """How many times further a whole number reaches whose zeros at the end may be no figures."""
    if places or not number.is_integer() or not number:
        return 1.0
    digits = str(int(abs(number)))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _slip(kind: Kind, place: str) -> Slip:
    words = kind.words.format(other=place)
    return Slip(kind=kind, words=f"this is what you get {words}", place=place.split(" at ")[-1])


def _entry(place: tuple[int, ...]) -> str:
    if len(place) == 1:
        return f"entry {place[0] + 1}"
    return f"row {place[0] + 1}, column {place[1] + 1}" if len(place) == 2 else f"entry {place}"
