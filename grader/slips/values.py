"""Slips of writing down: entries exchanged; in one entry a sign, the decimal point or digits."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.slips.kinds import KINDS
from grader.slips.words import Slip

Array = NDArray[np.float64]
MAX_ENTRIES = 64
"""The largest result in whose entries slips of writing are looked for."""
MIN_FIGURES = 3
"""The fewest figures of an answer in which two may be found exchanged."""


class Miswritten(NamedTuple):
    """A right value as it would be written with a slip of the pen.

    share: how often just this is done, as shares of a hundred slips.
    """

    slip: Slip
    value: Array
    share: float


def miswritten(right: Array, answer: Array, off: NDArray[np.bool_]) -> Iterator[Miswritten]:
    """The ways of writing `right` wrongly that could have given `answer`.

    off: the entries of the answer that are not right; only they can hold the slip.
    """
    places = [tuple(int(i) for i in place) for place in np.argwhere(off)]
    if right.ndim and len(places) == 2:
        yield _swapped(right, places[0], places[1])
    if len(places) != 1:
        return
    place = places[0]
    if right.ndim and right[place]:
        yield from _of_entry(right, place)
    exchanged = digits_exchanged(float(answer[place]))
    for digits in exchanged:
        value = np.array(right)
        # what the answer would be but for the exchange must be right: shift the right value alike
        value[place] = float(right[place]) + float(answer[place]) - digits
        share = KINDS["digits_swapped"].share / (len(exchanged) * right.size)
        yield Miswritten(_slip("digits_swapped", ""), value[()], share)


def _of_entry(right: Array, place: tuple[int, ...]) -> Iterator[Miswritten]:
    """One entry with the other sign, or with its decimal point off."""
    ways = [("entry_sign", _entry(place), -1.0)]
    for words, factor in (("one place", 10.0), ("two places", 100.0)):
        said = f"{words} off at {_entry(place)}"
        ways += [("entry_decimal_point", said, f) for f in (factor, 1 / factor)]
    kinds = [kind for kind, _, _ in ways]
    for kind, said, factor in ways:
        value = np.array(right)
        value[place] *= factor
        share = KINDS[kind].share / (right.size * kinds.count(kind))
        yield Miswritten(_slip(kind, said), value, share)


def _swapped(right: Array, one: tuple[int, ...], other: tuple[int, ...]) -> Miswritten:
    value = np.array(right)
    value[one], value[other] = right[other], right[one]
    share = KINDS["entries_swapped"].share * 2 / (right.size * (right.size - 1))
    slip = _slip("entries_swapped", f"{_entry(one)} and {_entry(other)}")
    return Miswritten(slip, value, share)


def digits_exchanged(number: float) -> list[float]:
    """A decimal with each pair of neighbouring, different digits exchanged: 0.41 -> 0.14."""
    text = repr(float(f"{number:.12g}")).removesuffix(".0")
    figures = text.lstrip("-0.").replace(".", "")
    if "e" in text or len(figures) < MIN_FIGURES:
        return []
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    start = next((i for i, place in enumerate(places) if text[place] != "0"), 0)
    found = []
    for left, right in zip(places[start:], places[start + 1 :], strict=False):
        if text[left] != text[right]:
            letters = list(text)
            letters[left], letters[right] = letters[right], letters[left]
            found.append(float("".join(letters)))
    return found


def _slip(kind: str, place: str) -> Slip:
    words = KINDS[kind].words.format(other=place)
    return Slip(kind=kind, words=f"this is what you get {words}", place=place.split(" at ")[-1])


def _entry(place: tuple[int, ...]) -> str:
    if len(place) == 1:
        return f"entry {place[0] + 1}"
    return f"row {place[0] + 1}, column {place[1] + 1}" if len(place) == 2 else f"entry {place}"
