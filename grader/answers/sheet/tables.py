"""What a table states: each row, or each cell under what its column is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.alphabet import plain
from grader.alphabet.numeral_patterns import DECIMAL, EXPONENT, SIGN
from grader.answers.document.blocks import Block, Cell, Kind, Piece, Place, Row


def rows_of(block: Block) -> Iterator[Block]:
    """The statements of a table, each a block of its own; of anything else the block itself."""
    if block.kind is not Kind.TABLE:
        yield block
        return
    header = block.rows[0].cells
    for number, row in enumerate(block.rows):
        place = replace(block.place, line=row.line)
        yield from _statements(row, header if number else (), place)


def _statements(row: Row, header: Sequence[Cell], place: Place) -> Iterator[Block]:
    """Each cell is a member; where the row has no name of its own, it stands under its column's."""
    cells = row.cells
    if cells and header and _is_number(cells[0]) and len(header) == len(cells):
        for top, cell in zip(header, cells, strict=True):
            if cell:
                yield _row((top, cell), place)
    else:
        yield _row([cell for cell in cells if cell], place)


def _row(cells: Sequence[Cell], place: Place) -> Block:
    equals = Piece(" = ", place.line, True)
    joined: list[Piece] = []
    for cell in cells:
        joined += [equals, *cell] if joined else list(cell)
    return Block(kind=Kind.ROW, place=place, pieces=tuple(joined))


def _is_number(cell: Cell) -> bool:
    text = "".join(piece.text for piece in cell).strip()
    return bool(re.fullmatch(rf"{SIGN}{DECIMAL}(?:{EXPONENT})?", plain(text)))
