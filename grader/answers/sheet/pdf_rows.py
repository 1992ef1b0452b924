"""Characters to lines of text: baselines, indices and exponents, white space."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.answers.sheet.pdf_items import Item

_EQUATION_NUMBER = re.compile(r"\s;\s\(\d+[a-z]?\)\s*$")


def main_base(items: Sequence[Item]) -> float:
    """The baseline of the largest items."""
    if not items:
        return 0.0
    size = max(item.size for item in items)
    bases = sorted(item.base for item in items if item.size > 0.85 * size)
    return bases[len(bases) // 2]


def rows_of(items: Sequence[Item]) -> list[list[Item]]:
    """Items in lines from the top down; indices go with the line of what they hang on."""
    if not items:
        return []
    ordered = sorted(items, key=lambda item: (-item.base, item.left))
    mains = [item for item in ordered if not _is_script(item, ordered)]
    rows: list[list[Item]] = []
    bases: list[float] = []
    for item in mains:
        if bases and abs(bases[-1] - item.base) < 0.28 * max(item.size, 6):
            rows[-1].append(item)
        else:
            rows.append([item])
            bases.append(item.base)
    known = {id(item) for item in mains}
    for item in ordered:
        if id(item) not in known:
            rows[_nearest_row(item, rows, bases)].append(item)
    return rows


def _nearest_row(item: Item, rows: Sequence[Sequence[Item]], bases: Sequence[float]) -> int:
    """The line that an index belongs to: that of the item just left of it."""
    best, least = 0, float("inf")
    for at, row in enumerate(rows):
        away = abs(bases[at] - item.base)
        if away > 3 * max(item.size, 8):
            continue
        gap = min((abs(item.left - other.right) for other in row), default=99.0)
        if gap + 2 * away < least:
            best, least = at, gap + 2 * away
    return best


def _is_script(item: Item, items: Sequence[Item]) -> bool:
    """Whether an item is an index or exponent of a larger one just left of it, or a limit."""
    for other in items:
        if other.size <= 1.12 * item.size or other is item:
            continue
        shift = item.base - other.base
        if (
            other.text in ("\\sum", "\\prod")
            and abs(other.middle - item.middle) < 14
            and (other.bottom - 12 < item.base < other.top + 8)
        ):
            return True
        beside = -1.5 < item.left - other.right < 0.45 * other.size + _width_of_scripts(item, other)
        if beside and 0.06 * other.size < abs(shift) < max(
            0.75 * other.size, other.top - other.base + 1
        ):
            return True
    return False


def _width_of_scripts(item: Item, other: Item) -> float:
    """Room for the letters of an index between it and what it hangs on."""
    return 4.2 * item.size if abs(item.base - other.base) > 0.1 * other.size else 0.0


def line_of(items: Sequence[Item]) -> str:
    """One line of items as text, indices and exponents marked, words parted by spaces."""
    ordered = sorted(items, key=lambda item: item.left)
    if not ordered:
        return ""
    base = main_base(ordered)
    size = max(item.size for item in ordered)
    parts: list[str] = []
    at, right = 0, ordered[0].left
    while at < len(ordered):
        item = ordered[at]
        end = at
        level = _level(item, base, size)
        while end < len(ordered) and level and _level(ordered[end], base, size) == level:
            end += 1
        if item.left - right > 0.17 * size and parts:
            parts.append(" " if item.left - right < 2.5 * size else " ; ")
        if level and parts:
            script = line_of(ordered[at:end])
            parts = _with_script(parts, "^" if level > 0 else "_", script)
            right = max(i.right for i in ordered[at:end])
            at = end
        else:
            parts.append(item.text)
            right = max(right, item.right)
            at += 1
    return "".join(parts)


def _with_script(parts: list[str], sign: str, script: str) -> list[str]:
    """The parts with an index or exponent hung on the last; white space between goes."""
    while parts and not parts[-1].strip():
        parts.pop()
    if set(script) <= set("′'’"):
        return [*parts, "'" * len(script)]
    if parts and parts[-1].startswith(("^{", "_{")) and parts[-1][0] == sign:
        return [*parts[:-1], f"{parts[-1][:-1]} {script}}}"]
    return [*parts, f"{sign}{{{script}}}"]


def _level(item: Item, base: float, size: float) -> int:
    """1 for an exponent, -1 for an index, 0 for an item on the line."""
    if item.size > 0.88 * size or item.text.startswith(("\\frac", "\\begin", "\\sum", "\\prod")):
        return 0
    shift = item.base - base
    if shift > 0.12 * size:
        return 1
    return -1 if shift < -0.06 * size else 0


def spaced(rows: Sequence[Sequence[Item]]) -> list[str]:
    """The lines as text, with an empty line where the distance is large."""
    found: list[str] = []
    before: Sequence[Item] | None = None
    for row in rows:
        text = _EQUATION_NUMBER.sub("", line_of(row)).strip()
        if not text:
            continue
        if before is not None:
            gap = min(i.bottom for i in before) - max(i.top for i in row)
            size = max(i.size for i in row)
            if gap > 0.85 * size:
                found.append("")
        found.append(text)
        before = row
    return found
