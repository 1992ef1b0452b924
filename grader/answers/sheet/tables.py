"""What a table states: a cell is named by its row, by its column, or by both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from grader import record
from grader.alphabet.relations import IS_RELATION
from grader.answers.document.blocks import Block, Cell, Kind, Piece, Place, Row
from grader.answers.sheet.indexed_cells import counted, counters, indexed, text_of
from grader.answers.sheet.prose_tokens import IsName, is_mathematical
from grader.answers.sheet.quantities import Known, bare
from grader.errors import GraderError
from grader.mathlang import parse_number

APART = 0.02
"""Of numbers that are not one and the same, rounded, as a share of them."""
MAX_NUMBER = 60
"""Characters of a cell that may be a number: it may be a quotient, or sum, of several."""
_REMARK = re.compile(r"\s*[(\[][^()\[\]\d]*[)\]]\s*$")
_COMPUTES = re.compile(r"[+*·×/]|\w\s*-|\\(?:cdot|times|frac)")
_GRADIENT = re.compile(r"∂|\\partial|\\nabla|\bd\w*\s*/\s*d")


@record(frozen=True, slots=True)
class Stated:
    """One statement of a table as a block, and the words that go before it."""

    block: Block
    lead: str = ""


def rows_of(block: Block, known: Known) -> Iterator[Stated]:
    """The statements of a table; of anything else the block itself."""
    if block.kind is not Kind.TABLE:
        yield Stated(block)
        return
    rows = tuple(_bare_row(row, known) for row in block.rows)
    header, body = header_of(rows)
    above: Cell = ()
    for row in body:
        first = row.cells[0] if row.cells else ()
        if row.cells and above and not text_of(first):
            row = replace(row, cells=(above, *row.cells[1:]))
        above = row.cells[0] if row.cells else ()
        place = replace(block.place, line=row.line)
        for one in _Line(row.cells, header, place, known.is_name).statements():
            yield replace(one, block=replace(one.block, rows=rows))


def _bare_row(row: Row, known: Known) -> Row:
    cells = (_without_remark(bare(cell, known, is_alone=True)) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _without_remark(cell: Cell) -> Cell:
    """A number without what stands in brackets behind it, `0.084 [H]`."""
    remark = _REMARK.search("".join(piece.text for piece in cell))
    if remark is None or _number(cell) is None:
        return cell
    kept: list[Piece] = []
    left = remark.start()
    for piece in cell:
        if left > 0:
            kept.append(replace(piece, text=piece.text[:left]))
        left -= len(piece.text)
    return tuple(kept)


def header_of(rows: Sequence[Row]) -> tuple[tuple[Cell, ...], Sequence[Row]]:
    """The names of the columns and the rows below them; a first row with values is no header."""
    first = rows[0].cells
    numbers = [_number(cell) for cell in first[1:]]
    counts = [n for n in numbers if n is not None]
    is_counted = len(counts) > 1 and all(b - a == 1 for a, b in pairwise(counts))
    signs = {IS_RELATION.split(text_of(cell))[0].strip() for cell in first if _is_set_to(cell)}
    if signs and not (is_counted and len(signs) == 1):  # `t = 1`, `t = 2` count the columns
        return (), rows
    if counts and not is_counted and not (first and _number(first[0]) is not None):
        return (), rows
    return first, rows[1:]


def _is_set_to(cell: Cell) -> bool:
    return IS_RELATION.search(text_of(cell)) is not None and _number(cell) is not None


def value_text(cell: Cell) -> str:
    """What a cell comes to as it is written, without remarks."""
    return IS_RELATION.split(_REMARK.sub("", text_of(cell)))[-1].strip()


@record(frozen=True, slots=True)
class _Line:
    """One row of a table below its header."""

    cells: tuple[Cell, ...]
    header: tuple[Cell, ...]
    place: Place
    is_name: IsName

    def statements(self) -> Iterator[Stated]:
        filled = [at for at, cell in enumerate(self.cells) if text_of(cell)]
        values = self._values(filled)
        is_named = bool(filled) and self._is_symbol(self.cells[0])
        if values and not is_named and self._are_named(values):
            yield from self._by_column([at for at in filled if at or 0 in values])
        elif self._are_several(values) and not self._has_equation(filled):
            yield from self._by_both(values) if is_named else self._by_column(values)
        elif filled:
            yield from self._by_row(filled, values)

    def _values(self, filled: Sequence[int]) -> list[int]:
        """The cells that are values: numbers, but for a first one that counts the rows."""
        is_value = bool(filled) and not self._counter() and self._is_symbol(self._top(0))
        return [at for at in filled if (at or is_value) and _number(self.cells[at]) is not None]

    def _are_named(self, values: Sequence[int]) -> bool:
        return all(self._is_symbol(self._top(at)) for at in values)

    def _are_several(self, values: Sequence[int]) -> bool:
        """Whether the numbers of a row are values of several things, not one that is worked out
        and rounded."""
        cells = [self.cells[at] for at in values]
        return any(_differ(cell, cells[-1]) for cell in cells)

    def _by_column(self, at_all: Sequence[int]) -> Iterator[Stated]:
        """Each cell under the name of its column, the row's name before it."""
        lead = "" if 0 in at_all else self._words(0)
        counter, count = self._counter(), _number(self.cells[0])
        for at in at_all:
            name = self._top(at)
            if counter and count is not None:
                name = counted(name, counter, int(count))
            if name:
                yield self._stated((name, self.cells[at]), lead)

    def _counter(self) -> str:
        """The letter that the first column counts with, where others have it as an index: in a
        row that begins with 1, p_n is p_1."""
        count = _number(self.cells[0]) if self.cells else None
        if count is None or count % 1:
            return ""
        letters = {letter for top in self.header[1:] for letter in counters(top)}
        head, is_symbol = text_of(self._top(0)), self._is_symbol(self._top(0))
        if head in letters:
            return head
        return min(letters) if len(letters) == 1 and not is_symbol else ""

    def _by_both(self, values: Sequence[int]) -> Iterator[Stated]:
        """Each cell under the name of its row, the column's before it or as its index."""
        name = self.cells[0]
        if not any(self._top(at) for at in values) or any(
            self._is_symbol(self._top(at)) for at in values
        ):
            yield self._stated((name, self._vector(values)))
            return
        for at in values:
            count = _number(self._top(at))
            if count is not None:
                yield self._stated((indexed(name, count), self.cells[at]))
            else:
                yield self._stated((name, self.cells[at]), text_of(self._top(at)))

    def _by_row(self, filled: Sequence[int], values: Sequence[int]) -> Iterator[Stated]:
        """The cells of a row as one chain; a cell that is an equation begins another."""
        runs = self._runs(filled, values[-1] + 1 if values else len(self.cells))
        lead = text_of(self._top(values[-1])) if len(values) == 1 and values[0] else ""
        if len(runs) > 1:
            lead = self._words(0)
            runs = runs if self._is_equation(runs[0][0]) else runs[1:]
        for run in runs:
            if len(run) > 2 and self._only_names(run[0], run[1]):
                yield self._stated(run[1:], f"{lead} {text_of(run[0])}".strip())
            else:
                yield self._stated(run, lead)

    def _runs(self, filled: Sequence[int], last: int) -> list[list[Cell]]:
        """The cells that state one thing together: beside an equation with its value, another value
        stands for its column. last: behind the last value, where only remarks follow."""
        runs: list[list[Cell]] = [[]]
        for at in filled:
            cell = self.cells[at]
            if self._is_equation(cell):
                runs.append([cell])
            elif self._top(at) and self._is_stated(runs[-1], cell):
                runs.append([self._top(at), cell])
            elif not self._counts(at, len(filled)) and (at < last or not runs[-1]):
                runs[-1].append(cell)
        return [run for run in runs if run]

    def _is_stated(self, run: Sequence[Cell], value: Cell) -> bool:
        """Whether a run is an equation with another value."""
        return bool(run) and self._is_equation(run[0]) and _differ(run[-1], value)

    def _counts(self, at: int, count: int) -> bool:
        """Whether a cell is the number of its row, before what the row states by name."""
        is_number = at == 0 and count > 1 and _number(self.cells[0]) is not None
        return is_number and any(map(self._is_symbol, self.cells[1:]))

    def _only_names(self, first: Cell, second: Cell) -> bool:
        """Whether a cell is words that a name follows, as one over several rows is."""
        is_name = self._is_symbol(second) and not _COMPUTES.search(text_of(second))
        return is_name and not self._is_symbol(first) and not self._is_equation(first)

    def _vector(self, values: Sequence[int]) -> Cell:
        entries = ", ".join(text_of(self.cells[at]) for at in values)
        return (Piece(f"[{entries}]", self.place.line, True),)

    def _words(self, at: int) -> str:
        return f"{text_of(self._top(at))} {text_of(self.cells[at])}".strip()

    def _top(self, at: int) -> Cell:
        return self.header[at] if at < len(self.header) else ()

    def _has_equation(self, filled: Sequence[int]) -> bool:
        return any(self._is_equation(self.cells[at]) for at in filled)

    def _is_equation(self, cell: Cell) -> bool:
        """Whether a cell names what it states itself, `$z_1 = 0.16$`."""
        text = text_of(cell)
        sign = IS_RELATION.search(text)
        if sign is None or not sign.start():
            return False
        side = text[: sign.start()].strip()
        if side[:1].isdigit():  # `0.25 h = 15 min`
            return False
        is_label = _COMPUTES.search(side) is None or _GRADIENT.search(side) is not None
        return is_label and _parsed(side) is None and any(map(str.isalpha, side))

    def _is_symbol(self, cell: Cell) -> bool:
        """Whether a cell is a name, or a formula, by how it is set or by what it is."""
        text = text_of(cell)
        if not text or _number(cell) is not None:
            return False
        if any(piece.is_math for piece in cell):
            return True
        return " " not in text and is_mathematical(text, self.is_name)

    def _stated(self, cells: Sequence[Cell], lead: str = "") -> Stated:
        equals = Piece(" = ", self.place.line, True)
        joined: list[Piece] = []
        for cell in cells:
            here = [replace(piece, line=self.place.line) for piece in cell]
            joined += [equals, *here] if joined else here
        return Stated(Block(kind=Kind.ROW, place=self.place, pieces=tuple(joined)), lead)


def _number(cell: Cell) -> float | None:
    """The number that a cell comes to, if it does."""
    return _parsed(value_text(cell))


@lru_cache(maxsize=4_096)
def _parsed(text: str) -> float | None:
    if len(text) > MAX_NUMBER or not any(sign.isdigit() for sign in text):
        return None
    try:
        return parse_number(text).value
    except GraderError:
        return None


def _differ(cell: Cell, other: Cell) -> bool:
    """Whether two cells are numbers, and not one that is written with more or less figures."""
    a, b = _number(cell), _number(other)
    return a is not None and b is not None and abs(a - b) > APART * abs(b)
