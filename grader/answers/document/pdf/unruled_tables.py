"""Tables of a page that have no lines: rows of short cells that keep their columns."""

from __future__ import annotations

from collections.abc import Sequence

from grader.alphabet import RELATIONS
from grader.answers.document.pdf.items import Item
from grader.answers.document.pdf.table_columns import LEADING, gaps, row_of

WIDEST = 160.0
"""Of a cell of a table without lines: what is wider is a column of prose."""
LEAST_ROWS = 3
"""Of a table without lines."""


def with_unruled(rows: list[list[Item]]) -> list[list[Item]]:
    """The rows of a page, with those of tables that have no lines as one item each."""
    found: list[list[Item]] = []
    at = 0
    while at < len(rows):
        run = _run(rows[at:])
        if run:
            cuts = gaps(run)
            found += [[row_of(row, cuts)] for row in run]
            at += len(run)
        else:
            found.append(rows[at])
            at += 1
    return found


def _run(rows: Sequence[list[Item]]) -> list[list[Item]]:
    """The rows of a table that begins here; none where there are not enough of them."""
    run: list[list[Item]] = []
    for row in rows:
        near = not run or min(i.base for i in run[-1]) - max(i.base for i in row) < LEADING
        if not near or not _is_cells(row) or (run and not _keeps(run, row)):
            break
        run.append(row)
    return run if len(run) >= LEAST_ROWS else []


def _is_cells(row: Sequence[Item]) -> bool:
    """Whether a line may be a table's row: short cells, none of which states anything."""
    cuts = gaps([row])
    if not cuts or any(item.text in RELATIONS for item in row):
        return False
    ends = [(i.left, i.right) for i in row]
    bounds = zip([-1e9, *cuts], [*cuts, 1e9], strict=True)
    cells = ([e for e in ends if low < sum(e) / 2 <= high] for low, high in bounds)
    return all(max(r for _, r in c) - min(x for x, _ in c) < WIDEST for c in cells)


def _keeps(run: Sequence[list[Item]], row: list[Item]) -> bool:
    """Whether a row has the columns of those before, a thing in each."""
    return len(gaps([*run, row])) == len(gaps([run[-1]])) == len(gaps([row]))
