"""Items of a page by height, so that what is near is found without looking at all of them.

A page may hold 20,000 characters; to compare each with each would take a minute.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from grader.answers.document.pdf.items import Item

SLOPE = 8.0
"""By so much an index may begin left of where what it hangs on ends, under its slope at most."""
HEIGHT = 12.0
"""Of one band, in tenths of the usual font size: a line of ordinary text."""


class Bands:
    """Items in bands by their baselines, in their order; parts can be put together as one."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._places = {id(item): (float(place), item) for place, item in enumerate(items)}
        self._bands: dict[int, dict[int, Item]] = {}
        for key, (_, item) in self._places.items():
            self._bands.setdefault(int(item.base // HEIGHT), {})[key] = item

    def near(self, low: float, high: float) -> list[Item]:
        """The items whose baselines may lie between two heights, in order."""
        found = [
            item
            for band in range(_band(low), _band(high) + 1)
            for item in self._bands.get(band, {}).values()
        ]
        return sorted(found, key=self._place)

    def all(self) -> list[Item]:
        """All items in order."""
        return [item for _, item in sorted(self._places.values(), key=lambda pair: pair[0])]

    def holds(self, item: Item) -> bool:
        """Whether an item still stands on its own."""
        return id(item) in self._places

    def take_away(self, parts: Sequence[Item]) -> None:
        """Take items off the page."""
        for part in parts:
            if id(part) in self._places:
                del self._places[id(part)]
                del self._bands[_band(part.base)][id(part)]

    def put_together(self, parts: Sequence[Item], group: Item) -> None:
        """Put one item in the place of several, where the first of them stood.

        A part that has gone into another group already stands on its own no more.
        """
        first = min((self._place(part) for part in parts if self.holds(part)), default=0.0)
        self.take_away(parts)
        self._put(first, group)

    def _put(self, place: float, item: Item) -> None:
        self._places[id(item)] = (place, item)
        self._bands.setdefault(_band(item.base), {})[id(item)] = item

    def _place(self, item: Item) -> float:
        return self._places[id(item)][0]


class RightEdges:
    """Items by the bands that they reach into and by their right edges."""

    def __init__(self, items: Sequence[Item], least: float) -> None:
        """Those items only that are larger than `least`."""
        self._bands: dict[int, list[Item]] = {}
        for item in items:
            if item.size > least:
                low, high = reach_of(item)
                for band in range(_band(low), _band(high) + 1):
                    self._bands.setdefault(band, []).append(item)
        for reaching in self._bands.values():
            reaching.sort(key=_right)
        self._rights = {band: [*map(_right, found)] for band, found in self._bands.items()}
        self._sizes = {
            band: max(item.size for item in found) for band, found in self._bands.items()
        }

    def left_of(self, item: Item, least: float) -> Sequence[Item]:
        """The items that an index at the place of `item` may hang on, which are larger than
        `least`: near most signs there is none."""
        band = _band(item.base)
        largest = self._sizes.get(band, 0.0)
        if largest <= least:
            return ()
        rights = self._rights[band]
        room = 0.45 * largest + 4.2 * item.size
        start = bisect_left(rights, item.left - room)
        return self._bands[band][start : bisect_right(rights, item.left + SLOPE)]


def reach_of(item: Item) -> tuple[float, float]:
    """Between which heights the baseline of an index or exponent of an item may lie."""
    least, beyond = 0.75 * item.size, 4.0 if item.is_operator else 1.0
    low = item.base - max(least, item.base - item.bottom + beyond)
    return low, item.base + max(least, item.top - item.base + beyond)


def _right(item: Item) -> float:
    return item.right


def _band(height: float) -> int:
    return int(height // HEIGHT)
