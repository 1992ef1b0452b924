"""Columns of a table: where they part, and the cells of its rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from grader.answers.document.pdf.items import Item, group
from grader.answers.document.pdf.line_text import line_of
from grader.answers.document.pdf.rows import rows_of

CELL = "\x02"
"""Before each cell of a table's row, in the text of its line; no sheet can hold it."""
SAME = 3.0
"""Between the ends of lines of one table."""
LEADING = 32.0
"""From one row of a table to the next at most, where no line is below them."""
COLUMN, RULED = 0.8, 0.5
"""Font sizes between two columns, and between those of a ruled table; words stand nearer."""
WITHIN = 0.3
"""Font sizes between two signs that no line of a table can be drawn between."""
MOST = 0.6
"""Share of the rows that have something on both sides of where columns part that no line parts."""
Row = Sequence[Item]


def open_between(rows: Sequence[Row], least: float) -> Iterator[tuple[float, float]]:
    """Where the gaps between columns begin and end."""
    ordered = sorted((item for row in rows for item in row), key=lambda item: item.left)
    right, size = ordered[0].right, ordered[0].size
    for item in ordered[1:]:
        if item.left - right > least * max(item.size, size):
            yield right, item.left
        if item.right > right:
            right, size = item.right, item.size


def gaps(rows: Sequence[Row], least: float = COLUMN) -> list[float]:
    """The middles of the gaps between columns."""
    return [(left + right) / 2 for left, right in open_between(rows, least)]


def cuts(rows: Sequence[Row], drawn: Sequence[float]) -> list[float]:
    """Where the columns part: at what is drawn between them, and where no row has anything for a
    while. A head in the middle of its column leaves such a gap beside numbers at its left."""
    lines = [x for at, x in enumerate(drawn) if not at or x - drawn[at - 1] > SAME]
    bounds = list(pairwise([-1e9, *lines, 1e9]))
    free = [
        (left + right) / 2
        for left, right in open_between(rows, RULED)
        if not any(left - SAME < x < right + SAME for x in lines)
    ]
    return sorted([*lines, *(x for x in free if not lines or _parts_most(rows, x, bounds))])


def _parts_most(rows: Sequence[Row], x: float, bounds: Sequence[tuple[float, float]]) -> bool:
    low, high = next(bound for bound in bounds if bound[0] < x <= bound[1])
    sides = [{item.middle > x for item in row if low < item.middle <= high} for row in rows]
    return sum(len(side) > 1 for side in sides) > MOST * len(rows)


def columns_of(row: Row, cuts: Sequence[float]) -> frozenset[int]:
    """The columns in which a row has something."""
    return frozenset(bisect_left(cuts, item.middle) for item in row)


def row_of(row: Row, cuts: Sequence[float]) -> Item:
    """One item for a row of a table, with its cells marked."""
    cells: list[list[Item]] = [[] for _ in range(len(cuts) + 1)]
    at, right = 0, -1e9
    for item in sorted(row, key=lambda item: item.left):
        if item.left - right > WITHIN * item.size:  # a cell over two columns is not cut in them
            at = bisect_left(cuts, item.middle)
        cells[at].append(item)
        right = max(right, item.right)
    text = "".join(CELL + " ".join(map(line_of, rows_of(cell))) for cell in cells)
    base = sorted(item.base for item in row)[len(row) // 2]
    return group(row, text, base, replace(row[0], base=base))
