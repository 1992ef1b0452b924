"""The values of a table as a grid: a column, a row or a rectangle may be one vector or matrix.

Which it is, nobody says: `by f-weight` and `by g-weight` are two columns of one matrix. So every
rectangle that has as many cells as a step has entries is a family, in the order of the step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import prod

import numpy as np

from grader import record
from grader.alphabet import plain
from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.document.blocks import Cell, Row
from grader.answers.sheet.apart import entries_of
from grader.answers.sheet.families import BOUND, MAX_GAP, MOST, Entry, Family
from grader.answers.sheet.literals import near_entries
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.tables import header_of, value_text
from grader.model import Array

_LIST = re.compile(rf"{NUMBER}(?:\s*[,;]\s*{NUMBER})+")
"""Several numbers in one cell, `1,0,0,1`."""
_RUN = re.compile(r"[-+]?\d*\.\d+(?:\s+[-+]?\d*\.\d+)+")
"""Numbers with only blanks between them; with points, for `12 500` is one number."""
MAX_CELLS = 400
"""Cells of one table that are looked at."""
MAX_TEXT = 400


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """The values of a table in rows; None where a cell has none. numbers: those that are one number
    each, NaN in place of others. heads: the names of its columns, labels: of its rows, where it is
    a table and no row of numbers in words."""

    rows: tuple[tuple[Entry | None, ...], ...]
    numbers: Array
    heads: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def grids(said: Sequence[tuple[int, Statement]], reading: Reading) -> list[Grid]:
    """The tables in which statements stand, each once."""
    tables: dict[int, list[tuple[int, Statement]]] = {}
    for number, statement in said:
        if statement.table:
            tables.setdefault(id(statement.table), []).append((number, statement))
    return [_grid(own, reading) for own in tables.values()]


def _grid(own: Sequence[tuple[int, Statement]], reading: Reading) -> Grid:
    header, body = header_of(own[0][1].table)
    width = max((len(_texts(row)) for row in body), default=1)
    rows = []
    for row in body[: max(1, MAX_CELLS // max(width, 1))]:
        number, statement = next(
            ((n, s) for n, s in reversed(own) if s.place.line == row.line), own[-1]
        )
        texts = _texts(row)
        texts += [""] * (width - len(texts))
        rows.append(tuple(_entry(number, statement, text, reading) for text in texts))
    return _made(
        rows,
        heads=tuple(map(_text, header)) if len(header) == width else (),
        labels=tuple(_text(row.cells[0]) if row.cells else "" for row in body),
    )


def _text(cell: Cell) -> str:
    return plain("".join(piece.text for piece in cell)).strip()


def _texts(row: Row) -> list[str]:
    """What the cells of a row come to; several numbers that a printed table holds in one are as
    many cells."""
    found: list[str] = []
    for cell in row.cells:
        text = value_text(cell)
        found += text.split() if _RUN.fullmatch(text) else [text]
    return found


def _entry(number: int, statement: Statement, text: str, reading: Reading) -> Entry | None:
    if len(text) > MAX_TEXT or not any(map(str.isdigit, text)):
        return None
    value = reading.side(text).value
    if value is None and _LIST.fullmatch(text):
        text = f"[{text}]"
        value = reading.side(text).value
    if value is None:
        return None
    return Entry(number=number, statement=statement, text=text, value=value)


def rows_of(found: Sequence[Entry]) -> list[Grid]:
    """The values of paragraphs in rows: those of paragraphs in a row that have as many are columns
    as well, `A: 0.3, in all 0.6` and `B: 0.2, in all 0.4`."""
    grids: list[list[Entry]] = []
    for row in (entry for entry in found if entry.statement.is_row):
        last = grids[-1][-1] if grids else row
        near = 0 < row.statement.block - last.statement.block <= MAX_GAP
        if near and row.value.size == last.value.size:
            grids[-1].append(row)
        else:
            grids.append([row])
    return [_made([[*_cells(row)] for row in rows]) for rows in grids]


def _cells(row: Entry) -> Iterator[Entry]:
    for text, value in zip(entries_of(row.text), row.value.ravel(), strict=False):
        yield replace(row, text=text, value=np.asarray(value))


def _made(rows: Sequence[Sequence[Entry | None]], **names: tuple[str, ...]) -> Grid:
    numbers = [
        [cell.value.item() if cell and cell.value.size == 1 else np.nan for cell in row]
        for row in rows
    ]
    shape = (len(rows), len(rows[0]) if rows else 0)
    return Grid(
        rows=tuple(map(tuple, rows)), numbers=np.array(numbers, dtype=float).reshape(shape), **names
    )


def rectangles(grid: Grid, shape: tuple[int, ...], values: Sequence[Array]) -> Iterator[Family]:
    """The families of as many cells as a shape has entries, or of vectors as it has rows, that may
    be one of some values in half of their entries or more."""
    for height, width, is_turned in _extents(shape, prod(shape)):
        rows, columns = len(grid.rows) - height + 1, grid.width - width + 1
        corners: Iterable[tuple[int, int]] = product(range(rows), range(columns))
        if height * width == prod(shape) and rows > 0 < columns:
            blocks = [v.reshape(width, height).T if is_turned else v.reshape(height, width)
                      for v in values]  # fmt: skip
            corners = _fitting(grid.numbers, rows, columns, blocks)
        for top, left in corners:
            found = [row[left : left + width] for row in grid.rows[top : top + height]]
            lines = [*zip(*found, strict=True)] if is_turned else found
            cells = [cell for line in lines for cell in line]
            whole = [cell for cell in cells if cell is not None]
            if len(whole) == height * width:
                yield Family(
                    entries=tuple(whole),
                    label=_label(grid, top, left, height, width),
                    lead=whole[0].statement.chain.lead,
                    least=BOUND if _is_bound(grid, top, left, height, width) else MOST,
                )


def _is_bound(grid: Grid, top: int, left: int, height: int, width: int) -> bool:
    """Whether no other numbers go on with a column or a row; in front of a row its number may."""
    if not grid.labels:
        return False
    padded = np.pad(grid.numbers, 1, constant_values=np.nan)
    inside = slice(left + 1, left + width + 1)
    if height == 1:
        before = np.nan if left == 1 else padded[top + 1, left]
        return bool(np.isnan([before, padded[top + 1, left + width + 1]]).all())
    return bool(np.isnan([padded[top, inside], padded[top + height + 1, inside]]).all())


def _fitting(
    numbers: Array, rows: int, columns: int, blocks: Sequence[Array]
) -> Iterator[tuple[int, int]]:
    """Where a block of numbers may be one of some in half of its entries, at a quick look at all
    places at once, which decides most: most tables are long."""
    found = np.zeros((rows, columns), dtype=bool)
    for block in blocks:
        near = (
            near_entries(numbers[top : top + rows, left : left + columns], entry)
            for (top, left), entry in np.ndenumerate(block)
        )
        found |= sum(near, np.zeros((rows, columns))) >= block.size / 2
    yield from ((int(top), int(left)) for top, left in np.argwhere(found))


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
        return grid.labels[top] if grid.labels and grid.rows[top][0] is None else ""
    return " ".join(grid.heads[left : left + width])
