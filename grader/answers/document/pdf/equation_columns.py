"""Equations in columns beside each other: each column is read down before the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.alphabet import RELATIONS
from grader.answers.document.pdf.items import Item
from grader.answers.document.pdf.line_text import COLUMN_GAP

Row = Sequence[Item]
Gap = tuple[float, float]
APART = 40.0
"""Between the baselines of two lines of one column at most: a matrix of three rows is higher."""

MAX_COLUMNS = 8
"""Side by side; no page has room for more."""


def by_columns(rows: Sequence[Row], most: int = MAX_COLUMNS) -> list[Row]:
    """The lines of a page; where equations go on below each other in columns, `= 2` beside `= 3`,
    those of the left column first."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        run, gap = _run(rows, at)
        if len(run) > 1 and most > 1 and _goes_on(run, gap[1]):
            found += _part(run, gap, 0)
            found += by_columns(_part(run, gap, 1), most - 1)
        else:
            found += run
        at += len(run)
    return found


def _run(rows: Sequence[Row], start: int) -> tuple[list[Row], Gap]:
    """The lines from a place on that leave the same room free, and where that is."""
    for gap in _gaps(rows[start]):
        count = 1
        for at in range(start + 1, len(rows)):
            if _base(rows[at - 1]) - _base(rows[at]) > APART:
                break
            kept = _kept(rows[at], gap)
            if kept is not None:
                gap, count = kept, at - start + 1
            elif not _is_one_sided(rows[at], gap):
                break
        if count > 1:
            return list(rows[start : start + count]), gap
    return list(rows[start : start + 1]), (0.0, 0.0)


def _base(row: Row) -> float:
    return min(item.base for item in row)


def _gaps(row: Row) -> Iterator[Gap]:
    """Where a line leaves as much room as between columns."""
    ordered = sorted(row, key=lambda item: item.left)
    right, size = ordered[0].right, max(item.size for item in row)
    for item in ordered[1:]:
        if item.left - right > COLUMN_GAP * size:
            yield right, item.left
        right = max(right, item.right)


def _kept(row: Row, gap: Gap) -> Gap | None:
    """What a line leaves free of a gap, if it leaves as much as between columns."""
    shared = ((max(gap[0], low), min(gap[1], high)) for low, high in _gaps(row))
    size = max(item.size for item in row)
    return next(((low, high) for low, high in shared if high - low > size), None)


def _is_one_sided(row: Row, gap: Gap) -> bool:
    return all(item.right <= gap[0] for item in row) or all(item.left >= gap[1] for item in row)


def _part(run: Sequence[Row], gap: Gap, side: int) -> list[Row]:
    """The lines of a run on the left of a gap (side 0) or on its right (1)."""
    parts = ([item for item in row if (item.middle > gap[0]) is bool(side)] for row in run)
    return [part for part in parts if part]


def _goes_on(run: Sequence[Row], right: float) -> bool:
    """Whether what stands right of a gap goes on from line to line, beside another equation that
    does so or is whole: `a = 1   b = 2 + 3` and `= 5` below b. A side alone that stands apart from
    its relation is no equation."""
    is_whole = False
    for row in run:
        left, here = ([i for i in row if (i.left >= right) is side] for side in (False, True))
        if here and _begins(here) and (_begins(left) if left else is_whole):
            return True
        if left:
            is_whole = not _begins(left) and any(i.text in RELATIONS for i in left)
    return False


def _begins(side: Row) -> bool:
    """Whether one side of a line begins with a relation."""
    return min(side, key=lambda item: item.left).text in RELATIONS
