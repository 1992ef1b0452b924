"""The tables of pandoc's tree: rows of cells, each under its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from grader.answers.document.blocks import Cell, Piece, Row
from grader.answers.document.pandoc.paragraph import Node, Paragraph

MOST_PARAGRAPHS = 2
"""Paragraphs in a cell of a table of values, on average: some hold a name in two lines."""
_LINES = frozenset({"Plain", "Para"})
MAX_SPAN = 60
"""Columns that one cell may reach over; a page can say a billion."""
_EQUATION_NUMBER = re.compile(r"\s*\(\s*[\w.]{1,6}\s*\)\s*")


def cells_in(table: Any) -> list[list[list[Node]]]:
    """What stands in each cell, row by row; a place that another cell reaches over is empty."""
    _, _, _, head, bodies, foot = table
    rows = [*head[1]]
    for _, _, above, below in bodies:
        rows += [*above, *below]
    return list(_spread([*rows, *foot[1]]))


def is_layout(cells: Sequence[Sequence[Sequence[Node]]]) -> bool:
    """Whether a table is there to set things apart: a box, or columns of whole paragraphs."""
    filled = [cell for row in cells for cell in row if cell]
    kinds = {node["t"] for cell in filled for node in cell}
    return (
        all(len(row) == 1 for row in cells)
        or not kinds <= _LINES
        or sum(map(len, filled)) > MOST_PARAGRAPHS * len(filled)
    )


def row_of(cells: Sequence[Sequence[Node]], number: int) -> Row:
    """A row; the number that stands beside an equation is no part of it."""
    found = [_cell(cell, number) for cell in cells]
    is_equation = any(piece.is_math for cell in found[:-1] for piece in cell)
    if is_equation and _EQUATION_NUMBER.fullmatch("".join(piece.text for piece in found[-1])):
        found[-1] = ()
    return Row(tuple(found), number)


def _cell(nodes: Sequence[Node], number: int) -> Cell:
    found: list[Piece] = []
    for node in nodes:
        paragraph = Paragraph()
        paragraph.take(node["c"])
        found += [Piece("\n", number)] * bool(found) + paragraph.pieces(number)
    return tuple(found)


def _spread(rows: Sequence[Any]) -> Iterator[list[list[Node]]]:
    """Rows with an empty cell for each place that a cell above or on the left reaches over."""
    reaching: dict[int, int] = {}
    for _, cells in rows:
        made: list[list[Node]] = []
        waiting = list(reversed(cells))
        while waiting or reaching.get(len(made), 0) > 0:
            if reaching.get(len(made), 0) > 0:
                reaching[len(made)] -= 1
                made.append([])
                continue
            _, _, high, wide, nodes = waiting.pop()
            for place in range(max(1, min(wide, MAX_SPAN))):
                reaching[len(made)] = high - 1
                made.append(nodes if place == 0 else [])
        yield made
