"""Items to lines by their baselines; indices and exponents go with what they hang on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from grader.answers.document.pdf.bands import RightEdges, reach_of
from grader.answers.document.pdf.items import SLACK, Item

_WITH_LIMITS = ("\\sum", "\\prod")
LARGER = 1.12
"""Sizes: what an index hangs on is so much larger; Word sets them at 0.65, TeX up to 0.83."""
LOWERED = 0.06
"""Sizes of a letter that the baseline of an index, or of an exponent, lies off its own."""
OVERLAP = 4.0
"""Tenths of the usual size that an index may begin left of where its letter ends."""
UNDER = 3.4
"""The same for an index, which moves under the slope of its letter."""
UNDER_SIGN = 0.7
"""The same in widths of an integral, whose slope is long."""
BESIDE_LINE = 0.75
"""Sizes between the baselines of what stands beside each other in one line all the same."""
SAME_LINE = 0.28
"""Sizes between the baselines of what stands in one line."""
SCRIPT_WIDTH = 4.2
"""Sizes of an index: letters before it, those of `w_{ki}`, keep it so far from what it hangs on."""
MAX_NESTED = 6
"""Indices of indices."""
LIMIT_REACH = (14.0, 12.0, 8.0)
"""Tenths of the usual size from a sign of a sum to its limits: beside its middle, below, above."""


def rows_of(items: Sequence[Item]) -> list[list[Item]]:
    """Items in lines from the top down, what stands a little higher or lower beside others among
    them."""
    rows, bases = baselines_of(items)
    return _levelled(rows, bases)


def baselines_of(items: Sequence[Item]) -> tuple[list[list[Item]], list[float]]:
    """Items in lines from the top down, as they are, and where these stand; indices go with the
    line of what they hang on."""
    if not items:
        return [], []
    ordered = sorted(items, key=lambda item: (-item.base, item.left))
    scripts = _Scripts(ordered)
    held = [(item, scripts.holder(item)) for item in ordered]
    rows: list[list[Item]] = []
    bases: list[float] = []
    at: dict[int, int] = {}
    for item, holder in held:
        if holder is not None:
            continue
        if bases and abs(bases[-1] - item.base) < SAME_LINE * max(item.size, 6):
            rows[-1].append(item)
        else:
            rows.append([item])
            bases.append(item.base)
        at[id(item)] = len(rows) - 1
    edges = [sorted(other.right for other in row) for row in rows]
    holders = {id(item): holder for item, holder in held if holder is not None}
    for item, holder in held:
        if holder is not None:
            row = _row_of(holder, holders, at)
            rows[row if row >= 0 else _nearest_row(item, edges, bases)].append(item)
    return rows, bases


def _row_of(item: Item, holders: Mapping[int, Item], at: Mapping[int, int]) -> int:
    """The line of what an index hangs on, or of what that hangs on; -1 where it is in none."""
    for _ in range(MAX_NESTED):
        if id(item) in at or id(item) not in holders:
            break
        item = holders[id(item)]
    return at.get(id(item), -1)


def _levelled(rows: list[list[Item]], bases: Sequence[float]) -> list[list[Item]]:
    """The rows, with those as one that stand beside each other, each at a height of its own.

    LibreOffice sets a formula from Word a third of a line too high or too low.
    """
    found: list[list[Item]] = []
    last = 0.0
    for row, base in zip(rows, bases, strict=True):
        size = max(item.size for item in row)
        if found and last - base < BESIDE_LINE * size and _are_beside(found[-1], row):
            up, down = found.pop(), row
            if len(up) >= len(down):
                down = [item.raised(last - base) for item in down]
            else:
                up, last = [item.raised(base - last) for item in up], base
            found.append([*up, *down])
        else:
            found.append(row)
            last = base
    return found


def _are_beside(row: Sequence[Item], other: Sequence[Item]) -> bool:
    """Whether nothing of one row stands above anything of the other."""
    marked = sorted([(i.left, i.right, 0) for i in row] + [(i.left, i.right, 1) for i in other])
    ends = [-1e9, -1e9]
    for left, right, which in marked:
        if left < ends[1 - which] - SLACK:
            return False
        ends[which] = max(ends[which], right)
    return True


def _nearest_row(item: Item, edges: Sequence[Sequence[float]], bases: Sequence[float]) -> int:
    """The line that an index belongs to: that of the item just left of it.

    edges: the right edges of each line, sorted. bases: the lines' baselines, from the top down.
    """
    best, least = 0, float("inf")
    far = 3 * max(item.size, 8)
    start = bisect_left(bases, -item.base - far, key=lambda base: -base)
    for at in range(start, len(bases)):
        away = abs(bases[at] - item.base)
        if bases[at] < item.base - far:
            break
        gap = _gap(item.left, edges[at])
        if gap + 2 * away < least:
            best, least = at, gap + 2 * away
    return best


def _gap(left: float, edges: Sequence[float]) -> float:
    """From a place to the nearest of some sorted edges left of it."""
    at = bisect_left(edges, left + OVERLAP)
    return abs(left - edges[at - 1]) if at else 99.0


class _Scripts:
    """Which items are indices or exponents of a larger one just left of them, or limits."""

    def __init__(self, items: Sequence[Item]) -> None:
        least = LARGER * min(item.size for item in items)
        self._larger = RightEdges(items, least)
        self._signs = [item for item in items if item.text in _WITH_LIMITS and item.size > least]

    def holder(self, item: Item) -> Item | None:
        """What an item hangs on, the nearest; none where it stands in a line."""
        for sign in self._signs:
            if sign is not item and _is_limit(item, sign):
                return sign
        least = LARGER * item.size
        near = self._larger.left_of(item, least)
        if not near or item.is_tall:
            return None
        return min(
            (one for one in near if one.size > least and _is_beside(item, one)),
            key=lambda one: abs(item.left - one.right) + 2 * _away(item, one),
            default=None,
        )


def _away(item: Item, other: Item) -> float:
    """How far the baseline of an index is off what it hangs on; a tall one has it at its ends."""
    return min(abs(item.base - height) for height in (other.base, other.bottom, other.top))


def _is_limit(item: Item, sign: Item) -> bool:
    """Whether an item stands above or below a sign of a sum, smaller than it."""
    beside, below, above = LIMIT_REACH
    is_level = sign.bottom - below < item.base < sign.top + above
    return sign.size > LARGER * item.size and abs(sign.middle - item.middle) < beside and is_level


def _is_beside(item: Item, other: Item) -> bool:
    """Whether an item stands right of one that is larger, and higher or lower."""
    shift = abs(item.base - other.base)
    if shift <= LOWERED * other.size:
        return False
    room = 0.45 * other.size + _width_of_scripts(item, other)
    low, high = reach_of(other)
    overlap = 1.5
    if item.base < other.base:
        overlap = UNDER if not other.is_operator else UNDER_SIGN * (other.right - other.left)
    is_near = -overlap < item.left - other.right < room
    return is_near and low < item.base < high


def _width_of_scripts(item: Item, other: Item) -> float:
    """Room for the letters of an index between it and what it hangs on."""
    return SCRIPT_WIDTH * item.size if abs(item.base - other.base) > 0.1 * other.size else 0.0
