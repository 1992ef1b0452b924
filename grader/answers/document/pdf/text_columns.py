"""Pages set in two columns: the left one is read before the right one."""

from __future__ import annotations

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
    foot, head = _edges(items, gutter)
    between = [item for item in items if foot + 1 < item.base < head - 1]
    sides = [[i for i in between if (i.middle > gutter) is side] for side in (False, True)]
    if not all(map(_is_prose, sides)):
        return [list(items)]
    above = [item for item in items if item.base >= head - 1]
    below = [item for item in items if item.base <= foot + 1]
    return [part for part in (above, *sides, below) if part]


def _gutter(items: Sequence[Item]) -> float:
    """Where in the middle of a page the fewest items stand across."""
    left, right = min(item.left for item in items), max(item.right for item in items)
    low, high = (left + share * (right - left) for share in MIDDLE)
    places = [low + STEP * n for n in range(int((high - low) / STEP) + 1)]
    return min(places, key=lambda x: len(_crossing(items, x)))


def _edges(items: Sequence[Item], gutter: float) -> tuple[float, float]:
    """The ends of the columns: what stands across the gutter next to the middle of the page."""
    usual = sorted(item.base for item in items)[len(items) // 2]
    across = [item.base for item in _crossing(items, gutter)]
    foot = max((base for base in across if base <= usual), default=-float("inf"))
    head = min((base for base in across if base > usual), default=float("inf"))
    return foot, head


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
