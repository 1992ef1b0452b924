"""Pages set in two columns: the left one is read before the right one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from grader.answers.document.pdf.items import Item

GUTTER = 6.0
"""Between two columns of prose, at least; TeX leaves ten points."""
MIDDLE = (0.4, 0.6)
"""Shares of a page's text between which its gutter is."""
STEP = 1.0
BAND = 11.0
"""Height of a line, by which lines are counted."""
LINES, FULL_LINES = 12, 0.3
"""Lines of a column at least, and the share of them that reach across most of it: prose does, and
equations side by side and the cells of a table do not."""
ACROSS = 0.75


def in_columns(items: Sequence[Item]) -> list[list[Item]]:
    """The items of a page in the order of reading: all in one, or head, two columns and
    foot."""
    if not items:
        return []
    gutter = _gutter(items)
    head, foot = _around(items, gutter)
    sides = _sides([i for i in items if foot + 1 < i.base < head - 1], gutter)
    if not all(_is_prose(side) for side in sides):
        return [list(items)]
    above = [i for i in items if i.base >= head - 1]
    below = [i for i in items if i.base <= foot + 1]
    return [part for part in (above, *sides, below) if part]


def _sides(items: Sequence[Item], gutter: float) -> tuple[list[Item], list[Item]]:
    right = [item for item in items if item.middle > gutter]
    return [item for item in items if item.middle <= gutter], right


def _gutter(items: Sequence[Item]) -> float:
    """Where in the middle of a page the fewest signs stand."""
    left, right = min(i.left for i in items), max(i.right for i in items)
    low, high = (left + share * (right - left) for share in MIDDLE)
    gutters = [low + STEP * n for n in range(int((high - low) / STEP) + 1)]
    lefts, rights = sorted(i.left for i in items), sorted(i.right for i in items)

    def crossing(x: float) -> int:
        return bisect_left(lefts, x + GUTTER / 2) - bisect_right(rights, x - GUTTER / 2)

    return min(gutters, key=crossing)


def _around(items: Sequence[Item], gutter: float) -> tuple[float, float]:
    """The baselines of the lowest head and of the highest foot that go across both columns."""
    usual = sorted(item.base for item in items)[len(items) // 2]
    across = [item.base for item in _crossing(items, gutter)]
    head = min((base for base in across if base > usual), default=float("inf"))
    foot = max((base for base in across if base <= usual), default=-float("inf"))
    return head, foot


def _crossing(items: Sequence[Item], x: float) -> list[Item]:
    return [i for i in items if i.left < x + GUTTER / 2 and i.right > x - GUTTER / 2]


def _is_prose(side: Sequence[Item]) -> bool:
    """Whether most lines of a column reach across it."""
    ends: dict[int, tuple[float, float]] = {}
    for item in side:
        band = int(item.base // BAND)
        left, right = ends.get(band, (item.left, item.right))
        ends[band] = (min(left, item.left), max(right, item.right))
    if len(ends) < LINES:
        return False
    width = max(right for _, right in ends.values()) - min(left for left, _ in ends.values())
    full = sum(right - left > ACROSS * width for left, right in ends.values())
    return full >= FULL_LINES * len(ends)
