"""The values of a table as a grid: a column, a row or a rectangle may be one vector or matrix.

Which it is, nobody says: `by f-weight` and `by g-weight` are two columns of one matrix. So every
rectangle that has as many cells as a step has entries is a family, in the order of the step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.alphabet import plain
from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.document.blocks import Cell
from grader.answers.sheet.families import Entry, Family
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.tables import header_of, value_text

_LIST = re.compile(rf"{NUMBER}(?:\s*[,;]\s*{NUMBER})+")
"""Several numbers in one cell, `1,0,0,1`."""
MAX_CELLS = 400
"""Cells of one table that are looked at."""
MAX_TEXT = 400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """The values of a table in rows; None where a cell has none. heads: the names of its columns,
    labels: of its rows."""

    rows: tuple[tuple[Entry | None, ...], ...]
    heads: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> Entry | None:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None


def grids(said: Sequence[tuple[int, Statement]], reading: Reading) -> list[Grid]:
    """The tables in which statements stand, each once."""
    tables: dict[int, list[tuple[int, Statement]]] = {}
    for number, statement in said:
        if statement.table:
            tables.setdefault(id(statement.table), []).append((number, statement))
    return [_grid(own, reading) for own in tables.values()]


def _grid(own: Sequence[tuple[int, Statement]], reading: Reading) -> Grid:
    header, body = header_of(own[0][1].table)
    width = max((len(row.cells) for row in body), default=1)
    rows = []
    for row in body[: max(1, MAX_CELLS // max(width, 1))]:
        number, statement = next(
            ((n, s) for n, s in reversed(own) if s.place.line == row.line), own[-1]
        )
        rows.append(tuple(_entry(number, statement, cell, reading) for cell in row.cells))
    return Grid(
        rows=tuple(rows),
        heads=tuple(map(_text, header)),
        labels=tuple(_text(row.cells[0]) if row.cells else "" for row in body),
    )


def _text(cell: Cell) -> str:
    return plain("".join(piece.text for piece in cell)).strip()


def _entry(number: int, statement: Statement, cell: Cell, reading: Reading) -> Entry | None:
    text = value_text(cell)
    if len(text) > MAX_TEXT or not any(map(str.isdigit, text)):
        return None
    value = reading.side(text).value
    if value is None and _LIST.fullmatch(text):
        text = f"[{text}]"
        value = reading.side(text).value
    if value is None:
        return None
    return Entry(number=number, statement=statement, text=text, value=value)


def rectangles(grid: Grid, shape: tuple[int, ...]) -> Iterator[Family]:
    """The families of as many cells as a shape has entries, or of vectors as it has rows."""
    size = 1
    for length in shape:
        size *= length
    for height, width, is_turned in _extents(shape, size):
        for top in range(len(grid.rows) - height + 1):
            for left in range(grid.width - width + 1):
                found = [
                    [grid.at(row, column) for column in range(left, left + width)]
                    for row in range(top, top + height)
                ]
                lines = [*zip(*found, strict=True)] if is_turned else found
                cells = [cell for line in lines for cell in line]
                whole = [cell for cell in cells if cell is not None]
                if len(whole) == len(cells):
                    yield Family(
                        entries=tuple(whole),
                        label=_label(grid, top, left, height, width),
                        lead=whole[0].statement.chain.lead,
                    )


def _extents(shape: tuple[int, ...], size: int) -> set[tuple[int, int, bool]]:
    """How many rows and columns hold a shape, and whether the columns are its rows."""
    lines = {(size, 1, False), (1, size, False)}
    if len(shape) == 1:
        return lines
    rows, columns = shape[0], size // shape[0]
    vectors = {(rows, 1, False), (1, rows, False), (columns, 1, False), (1, columns, False)}
    return lines | vectors | {(rows, columns, False), (columns, rows, True)}


def _label(grid: Grid, top: int, left: int, height: int, width: int) -> str:
    """What a column, or a row, is called; of a rectangle the names of its columns."""
    if height == 1 and width > 1:
        return grid.labels[top] if grid.rows[top][0] is None else ""
    return " ".join(grid.heads[left : left + width])
