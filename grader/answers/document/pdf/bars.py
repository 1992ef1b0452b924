"""What bars make of the signs around them: fractions, roots, overlines, and struck-out text."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.answers.document.pdf.bands import Bands
from grader.answers.document.pdf.items import AXIS, SLACK, Edge, Item, Rule, group, is_within
from grader.answers.document.pdf.line_text import line_of, main_base

NEAR = 22.0
"""Between a bar and the baselines of what it can be the fraction of."""
MEETING = 1.2
"""Between the ends of bars that make a box; their strokes have a width."""
OFF_CENTRE = 3.0
"""Between the middle of a bar and of what stands above or below it."""
BESIDE = 12.0
"""Between a bar and the larger signs of the line that a small fraction stands in."""
SCRIPT = 0.7
"""Size of what is set smaller, by that of the line (TeX: 7 of 10)."""
LEVEL = 4.0
"""Between the heads of two items that begin on one line."""
LEVEL_BASE = 0.15
"""Font sizes between the baselines of what stands in one line of a fraction."""
OVER = 3.4
"""Between the heads of letters and the bar over them."""
FLUSH = 2.0
"""Between the ends of a bar and of the letters that it is over."""
FIGURE = 0.62
"""Font sizes from the baseline to the head of a figure."""
STRUCK = (0.12, 0.5)
"""Font sizes from a baseline up to a bar through the text."""


def with_bars(items: list[Item], rules: Sequence[Rule], edges: Sequence[Edge]) -> list[Item]:
    """The items with fractions and roots put together, from the inside out, and without what
    is struck out."""
    here = Bands(items)
    roots = [item for item in items if item.text == "√"]
    ends = sorted(root.right for root in roots)
    for rule in sorted(_bars(rules, edges), key=lambda rule: _order(rule, ends)):
        _with_bar(here, rule, roots)
    return here.all()


def _order(rule: Rule, ends: Sequence[float]) -> float:
    """The width of a bar; of a root's a little more, as a fraction may fill all of it."""
    at = bisect_left(ends, rule.left - 2.5 * SLACK)
    is_root = at < len(ends) and ends[at] < rule.left + 2.5 * SLACK
    return rule.right - rule.left + (FLUSH if is_root else 0.0)


def _bars(rules: Sequence[Rule], edges: Sequence[Edge]) -> list[Rule]:
    """The bars that are no upper or lower edge of a box, nor a line of a ruled table."""
    ends = sorted((edge.x, end) for edge in edges for end in (edge.top, edge.bottom))
    return [rule for rule in rules if not _is_edge(rule, ends)]


def _is_edge(rule: Rule, ends: Sequence[tuple[float, float]]) -> bool:
    """Whether a bar begins or ends where an upright one does; `ends` are sorted."""
    for x in (rule.left, rule.right):
        for at in range(bisect_left(ends, (x - MEETING, -math.inf)), len(ends)):
            if ends[at][0] >= x + MEETING:
                break
            if abs(ends[at][1] - rule.y) < 2 * SLACK:
                return True
    return False


def _with_bar(here: Bands, rule: Rule, roots: list[Item]) -> None:
    """What a bar belongs to put together: a root, a fraction, letters with a bar over them."""
    root = next((root for root in roots if here.holds(root) and _is_root_of(root, rule)), None)
    if root is not None:
        roots.remove(root)
        _put_root(here, root, rule)
        return
    inside = _near(here, rule)
    above = _reach(inside, rule.y, 1)
    below = _reach(_others(inside, above), rule.y, -1)
    if _is_fraction(above, below, rule):
        _put_fraction(here, above, below, rule)
    elif struck := [item for item in inside if _is_through(rule, item)]:
        here.put_together(struck, group(struck, "", struck[0].base, struck[0]))
    elif below and _is_flush(below, rule):
        text = f"\\{'bar' if len(below) == 1 else 'overline'}{{{line_of(below)}}}"
        here.put_together(below, group(below, text, main_base(below), below[0]))


def _near(here: Bands, rule: Rule) -> list[Item]:
    """What stands above or below a bar, near enough to be of its fraction."""
    return [
        item
        for item in here.near(rule.y - NEAR, rule.y + NEAR)
        if is_within(item, rule.left, rule.right) and abs(item.base - rule.y) < NEAR
    ]


def _is_fraction(above: Sequence[Item], below: Sequence[Item], rule: Rule) -> bool:
    return all(part and _is_centred(part, rule) for part in (above, below))


def _is_through(rule: Rule, item: Item) -> bool:
    low, high = STRUCK
    is_covered = rule.left - SLACK < item.left and item.right < rule.right + SLACK
    return is_covered and low * item.size < rule.y - item.base < high * item.size


def _is_flush(below: Sequence[Item], rule: Rule) -> bool:
    """Whether a bar is over these letters alone, and no line that parts paragraphs."""
    left, right = min(i.left for i in below), max(i.right for i in below)
    gap = rule.y - max(i.top for i in below)
    if gap > OVER or not all(len(i.text) > 1 or i.text.isalnum() or i.text == "." for i in below):
        return False
    if len(below) == 1 and 2 * (rule.right - rule.left) > right - left:
        return abs(left + right - rule.left - rule.right) < 2 * FLUSH
    return max(abs(left - rule.left), abs(right - rule.right)) < FLUSH


def _is_root_of(root: Item, rule: Rule) -> bool:
    """Whether a bar begins where the sign of a root ends, at its upper end."""
    is_level = abs(rule.y - root.top) < 3 * SLACK
    return is_level and abs(root.right - rule.left) < 2.5 * SLACK


def _put_root(here: Bands, root: Item, rule: Rule) -> None:
    low = root.bottom - 3 * SLACK
    under = [
        item
        for item in here.near(low, rule.y)
        if item is not root
        and rule.left - SLACK <= item.middle < rule.right
        and low <= item.base < rule.y
    ]
    degree = [item for item in here.near(root.bottom, root.top + 8) if _is_degree(item, root)]
    sign = f"\\sqrt[{line_of(degree)}]" if degree else "\\sqrt"
    text = f"{sign}{{{line_of(under)}}}"
    size = max([item.size for item in under] or [root.size])
    parts = [root, *under, *degree]
    base = main_base(under) if under else root.base
    here.put_together(parts, group(parts, text, base, replace(root, size=size)))


def _is_degree(item: Item, root: Item) -> bool:
    """Whether a small sign stands in the hook of a root."""
    return (
        item.size < 0.8 * root.size
        and root.left - 4 * SLACK < item.left
        and item.right < root.middle + 2 * SLACK
        and item.base > root.bottom + 0.3 * (root.top - root.bottom)
        and item.bottom < root.top + SLACK
    )


def _put_fraction(here: Bands, above: list[Item], below: list[Item], rule: Rule) -> None:
    parts = [*above, *below]
    size = max(item.size for item in parts)
    if _is_small(size, here.near(rule.y - NEAR, rule.y + NEAR), rule):
        size = size / SCRIPT
    text = f"\\frac{{{line_of(above)}}}{{{line_of(below)}}}"
    anchor = replace(above[0], left=rule.left, right=rule.right, size=size)
    here.put_together(parts, group(parts, text, rule.y - AXIS * size, anchor))


def _is_centred(items: Sequence[Item], rule: Rule) -> bool:
    """Whether what stands above or below a bar has its middle there, as a fraction's parts do."""
    middle = (min(i.left for i in items) + max(i.right for i in items)) / 2
    return abs(middle - (rule.left + rule.right) / 2) < OFF_CENTRE


def _is_small(size: float, items: Sequence[Item], rule: Rule) -> bool:
    """Whether a fraction is set smaller than the line it stands in."""
    return any(
        item.size > 1.2 * size
        and not item.is_operator
        and abs(item.base + AXIS * item.size - rule.y) < MEETING
        and min(abs(item.left - rule.right), abs(item.right - rule.left)) < BESIDE
        for item in items
    )


def _reach(items: Sequence[Item], y: float, side: int) -> list[Item]:
    """Of what stands above a bar (side 1) or below it (-1), the line nearest with its indices.

    That line begins within three quarters of its font size; what begins more than 0.6 sizes
    further off is another line, unless it is small and level with it.
    """
    gaps = list(_gaps(items, y, side))
    near = min((gap for _, gap in gaps), default=0.0)
    size = max((item.size for item, gap in gaps if gap < near + LEVEL), default=0.0)
    if not gaps or near > 0.75 * size:
        return []
    first = [item for item, gap in gaps if gap <= near + 0.6 * size]
    beyond = [item for item, gap in gaps if gap > near + 0.6 * size]
    kept = first + _level_with(first, beyond, size)
    rest, largest = _others(beyond, kept), max(item.size for item in kept)
    return kept + _scripts_beside(kept, [item for item in rest if item.size < 0.85 * largest])


def _level_with(line: Sequence[Item], items: Sequence[Item], size: float) -> list[Item]:
    """Of some items those that stand in a line; size: of its letters."""
    bases = [item.base for item in line if item.size > 0.9 * size]
    return [i for i in items if any(abs(i.base - base) < LEVEL_BASE * size for base in bases)]


def _others(items: Sequence[Item], taken: Sequence[Item]) -> list[Item]:
    ids = set(map(id, taken))
    return [item for item in items if id(item) not in ids]


def _gaps(items: Sequence[Item], y: float, side: int) -> Iterator[tuple[Item, float]]:
    """The items on one side of a height, and how far from it they begin.

    A point or a minus begins where a figure in its place would.
    """
    for item in items:
        bottom = item.base if item.text.isalpha() else min(item.base, item.bottom)
        if side > 0 and bottom > y - SLACK:
            yield item, bottom - y
        elif side < 0 and item.top < y + SLACK and item.base < y:
            yield item, y - max(item.top, min(y, item.base + FIGURE * item.size))


def _scripts_beside(line: Sequence[Item], small: Sequence[Item]) -> list[Item]:
    """Of small items those that are level with a line."""
    top = max(item.top for item in line) + SLACK
    bottom = min(item.bottom for item in line) - SLACK
    return [item for item in small if item.bottom < top and item.top > bottom]
