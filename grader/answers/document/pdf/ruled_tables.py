"""Ruled tables of a page: where they are by their lines, and their rows as cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from grader.answers.document.pdf.bands import Bands
from grader.answers.document.pdf.items import AXIS, Edge, Item, Rule
from grader.answers.document.pdf.rows import baselines_of
from grader.answers.document.pdf.table_columns import (
    LEADING,
    RULED,
    SAME,
    columns_of,
    cuts,
    gaps,
    row_of,
)
from grader.answers.document.pdf.table_lines import (
    Region,
    is_again,
    is_long,
    joined,
    regions,
    touch,
)

LEVEL = 2.0
"""Between the baselines of one line."""
LEVEL_OF_BAR, BESIDE_BAR = 2.5, 15.0
"""Between a fraction's bar and the signs of its line, upwards and sideways."""
LEAST_BANDS = 3
"""Rows that have lines between them, of a table with a line below each."""
PITCH = 1.3
"""Distances of two rows of a table to the next one, which no line is below."""


Row = list[Item]


def with_tables(
    items: list[Item], rules: Sequence[Rule], edges: Sequence[Edge]
) -> tuple[list[Item], list[Rule]]:
    """The items with each row of a table as one, and the rules that are no lines of a table.

    The bars of two fractions side by side touch as those of two cells do.
    """
    lines = joined(rules, touch)
    if not any(map(is_long, lines)):
        return items, joined(rules, is_again)
    here = Bands(items)
    taken: set[int] = set()
    for region, stack in list(regions([rule for rule in lines if not _is_in_line(rule, here)])):
        if any(id(rule) in taken for rule in stack):
            continue
        rows = _rows(items, region, stack)
        found = _with_neighbours(items, region, rows, _drawn(rows, region, stack, rules, edges))
        if found is not None:
            here = Bands(items)
            for row in found[0]:
                here.put_together(row, row_of(row, found[1]))
            items = here.all()
            taken |= set(map(id, stack))
    drawn = [line for line in lines if id(line) in taken]
    rest = [rule for rule in rules if not any(_is_piece(rule, line) for line in drawn)]
    return items, joined(rest, is_again)


def _drawn(
    rows: Sequence[Row], region: Region, stack: Sequence[Rule],
    rules: Sequence[Rule], edges: Sequence[Edge],
) -> list[float]:  # fmt: skip
    """Where columns are parted by upright lines, or by the ends of pieces of a line."""
    if not rows:
        return []
    low, high = min(i.base for i in rows[-1]), max(i.base for i in rows[0])
    upright = [edge.x for edge in edges if edge.bottom < high and edge.top > low]
    seams = [rule.right for rule in rules if any(_is_piece(rule, line) for line in stack)]
    return sorted(x for x in {*map(round, upright), *map(round, seams)}
                  if region.left + 6 < x < region.right - 6)  # fmt: skip


def _with_neighbours(
    items: Sequence[Item], region: Region, rows: list[Row], drawn: Sequence[float]
) -> tuple[list[Row], list[float]] | None:
    """The rows of a table with those above and below its lines, and where its columns part; None
    where they are none."""
    if not region.is_open and rows:
        rows = [*_head(items, region, rows), *rows]
    found = cuts(rows, drawn) if len(rows) > 1 else []
    if found and region.is_open:
        rows = _filled(rows, found)
    elif found:
        rows = [*rows, *_tail(items, region, rows, found)]
    return (rows, found) if found and len(rows) > 1 else None


def _head(items: Sequence[Item], region: Region, rows: Sequence[Row]) -> list[Row]:
    """The row above the first line, if it has the columns of those below: a head with nothing
    drawn over it."""
    over = replace(region, bottom=region.top, top=region.top + LEADING)
    if any(over.is_beside(item) for item in items):
        return []
    above = baselines_of([item for item in items if over.holds(item)])[0][-1:]
    kept = gaps([*above, *rows], RULED)
    is_kept = len(gaps(rows, RULED)) <= len(kept)
    return list(above) if kept and is_kept and _filled(above, kept) else []


def _tail(
    items: Sequence[Item], region: Region, rows: Sequence[Row], cuts: Sequence[float]
) -> list[Row]:
    """The row below the last line, as a browser draws none there: one with all columns of the row
    above, as far from it as that is from the one before."""
    last, before = (max(i.base for i in row) for row in (rows[-1], rows[-2]))
    least = last - PITCH * (before - last)
    under = replace(region, bottom=least, top=region.bottom)
    if any(under.is_beside(item) for item in items):
        return []
    below = baselines_of([item for item in items if under.holds(item)])[0][:1]
    columns = columns_of(rows[-1], cuts)
    return [row for row in below if len(columns) > 1 and columns_of(row, cuts) == columns]


def _is_piece(rule: Rule, line: Rule) -> bool:
    is_within = line.left - SAME < rule.left and rule.right < line.right + SAME
    return is_within and abs(rule.y - line.y) <= 1


def _filled(rows: Sequence[Row], cuts: Sequence[float]) -> list[Row]:
    """The rows down to the first that has not two cells of the first one's: below the line of a
    page's head or of a heading there is text, and no table."""
    cells = [columns_of(row, cuts) for row in rows]
    kept = takewhile(lambda filled: len(filled & cells[0]) > 1, cells)
    return list(rows[: len(list(kept))])


def _is_in_line(rule: Rule, here: Bands) -> bool:
    """Whether signs stand right beside a bar, at its height: it is that of a fraction."""
    return any(
        abs(item.base + AXIS * item.size - rule.y) < LEVEL_OF_BAR
        and -SAME < max(rule.left - item.right, item.left - rule.right) < BESIDE_BAR
        for item in here.near(rule.y - 8, rule.y + 4)
    )


def _rows(items: Sequence[Item], region: Region, stack: Sequence[Rule]) -> list[Row]:
    """The rows of a region; of an open one those that follow its lines closely."""
    inside = [item for item in items if region.holds(item)]
    beside = [item.base for item in items if region.is_beside(item)]
    rows, _ = baselines_of(inside)
    lone = [r for r in rows if not any(abs(r[0].base - base) < LEVEL for base in beside)]
    if not region.is_open:
        return _by_lines(lone, stack) if len(lone) == len(rows) else []
    rows = lone
    above = [row for row in rows if row[0].base > stack[0].y][-1:]
    return [*above, *_followed([row for row in rows if row[0].base <= stack[0].y], above)]


def _by_lines(rows: Sequence[Row], stack: Sequence[Rule]) -> list[Row]:
    """The rows, where lines are drawn between them those as one that no line parts: cells whose
    text runs over two lines."""
    bands = [
        [row for row in rows if below.y < row[0].base < above.y]
        for above, below in pairwise(stack)
    ]  # fmt: skip
    filled = [band for band in bands if band]
    single = sum(len(band) == 1 for band in filled)
    if len(filled) < LEAST_BANDS or 2 * single < len(filled):
        return list(rows)
    joined = ([[i for row in band for i in row]] if _is_one(band) else band for band in filled)
    return [row for band in joined for row in band]


def _is_one(band: Sequence[Row]) -> bool:
    """Whether the lines between two rules are one row: only one begins in its first cell."""
    first = min(gaps(band, RULED), default=0.0)
    return sum(any(item.middle < first for item in row) for row in band) <= 1


def _followed(rows: Sequence[Row], above: list[Row]) -> list[Row]:
    """The rows that follow each other closely and keep the columns of those before."""
    found: list[Row] = []
    for row in rows:
        before = [*above, *found]
        if before and min(i.base for i in before[-1]) - row[0].base > LEADING:
            break
        if before and len(gaps([*before, row], RULED)) < len(gaps(before, RULED)):
            break
        found.append(row)
    return found
