"""A matrix as a student wrote it: its shape, and every entry with its precision.

All spellings are one structure of cells: LaTeX environments, brackets in brackets, rows parted by
`;` or by lines, entries parted by commas or white space. A cell is read as a number is. What is
not such a structure is an expression, as in `2 \\begin{pmatrix} ... \\end{pmatrix}`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.mathlang.arrays import MAX_ENTRIES, counted
from grader.mathlang.errors import MathError
from grader.mathlang.marks import OPENING, PAIRS, plain
from grader.mathlang.marks.commands import COLUMNS, FRACTIONS, MATRICES
from grader.mathlang.marks.numerals import with_crosses
from grader.mathlang.numbers import Written, computed, parse_number
from grader.mathlang.numerals import Numeral, numeral
from grader.mathlang.tokens import MAX_MATRIX_LENGTH, Token, tokens
from grader.mathlang.wrappings import unprinted


@dataclass(frozen=True, slots=True, eq=False)
class WrittenMatrix:
    """An array and how its entries were written.

    value: the array, read-only; shape () for a single number, (n,) for a list.
    entries: each entry as written, row after row.
    """

    value: NDArray[np.float64]
    entries: tuple[Written, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape, as of the array."""
        return self.value.shape


@dataclass(frozen=True, slots=True)
class _Cells:
    """Places of cells (first token, one past the last), and the shape they make."""

    places: list[tuple[int, int]]
    shape: tuple[int, ...]


MAX_WRAPPED = 8
"""Pairs of brackets and braces round a matrix that are looked through."""
MAX_EXPRESSION = 8_000
"""Characters of a text that computes a matrix."""
_JOINING = frozenset("+-*/^·×⊙@_(|‖") | {"over", "choose"}
_TRANSPOSED = (
    ["^", "T"],
    ["^", "{", "T", "}"],
    ["^", "top"],
    ["^", "{", "top", "}"],
    [".", "T"],
    ["'"],
)
"""What behind a matrix exchanges its rows and columns, as the texts of tokens."""


def parse_matrix(text: str) -> WrittenMatrix:
    """The matrix, list or single number that a text writes.

    Errors: MathError for what is no array of numbers; rows of different lengths and empty or
    unreadable entries are named by row and entry.
    """
    text = with_crosses(unprinted(plain(text)))
    found = tokens(text, MAX_MATRIX_LENGTH)
    if len(found) == 1:
        raise MathError("nothing is written", text, 0, "write a matrix")
    if numeral(found, by_blanks=False) is not None:
        number = parse_number(text)
        return _matrix([number.value], (number,), ())
    scale, first = _scale(found)
    last, times = _transposes(found)
    reader = _Reader(text, found)
    cells = reader.cells(first, last)
    if cells is None or (cells.shape == () and (first or times)):
        reader.refuse_side_by_side()
        return _expression(text)
    if cells.shape == ():
        number = parse_number(text)
        return _matrix([number.value], (number,), ())
    entries = tuple(_entry(text, found, cells, place) for place in range(len(cells.places)))
    if scale is not None:
        entries = tuple(_scaled(entry, scale) for entry in entries)
    return _turned(entries, cells.shape, times)


def _scale(found: list[Token]) -> tuple[Numeral | None, int]:
    """A sign or a power of ten before a matrix, `10^{-3} \\cdot`, and where the matrix begins.

    Like an exponent it says nothing of how precisely the entries are written.
    """
    start = next((p for p, t in enumerate(found) if t.kind == "begin" or t.text == "["), 0)
    if not 0 < start < 16 or found[start - 1].text in ("(", "{"):
        return None, 0
    if start == 1 and found[0].text in ("-", "+"):
        return Numeral(found[0].text == "-", "1", 0), 1
    times = found[start - 1].text in ("*", "·", "×")
    scale = numeral([*found[: start - times], found[-1]])
    return (scale, start) if scale and scale.figures == "1" and scale.shift else (None, 0)


def _scaled(entry: Written, scale: Numeral) -> Written:
    value = (-entry.value if scale.is_negative else entry.value) * 10.0**scale.shift
    decimals = None if entry.decimals is None else entry.decimals - scale.shift
    return Written(value, entry.text, decimals, entry.figures)


def _transposes(found: list[Token]) -> tuple[int, int]:
    """Where a matrix ends before its `^T`, and how many of them stand there."""
    last, times = len(found) - 1, 0
    while times < 4:
        texts = [token.text for token in found[max(0, last - 5) : last]]
        sign = next((s for s in _TRANSPOSED if texts[-len(s) :] == s and len(texts) > len(s)), None)
        if sign is None or (
            found[last - len(sign) - 1].text not in OPENING
            and (found[last - len(sign) - 1].kind != "close")
        ):
            break
        last, times = last - len(sign), times + 1
    return last, times


def _turned(entries: tuple[Written, ...], shape: tuple[int, ...], times: int) -> WrittenMatrix:
    """The matrix of entries row after row, its rows and columns exchanged so often."""
    if times % 2 and len(shape) == 2:
        rows, columns = shape
        entries = tuple(entries[i * columns + j] for j in range(columns) for i in range(rows))
        shape = (columns, rows)
    return _matrix([entry.value for entry in entries], entries, shape)


def _matrix(
    values: list[float], entries: tuple[Written, ...], shape: tuple[int, ...]
) -> WrittenMatrix:
    array = np.array(values, dtype=np.float64).reshape(shape)
    array.setflags(write=False)
    return WrittenMatrix(array, entries)


def _entry(text: str, found: list[Token], cells: _Cells, place: int) -> Written:
    first, last = cells.places[place]
    start = found[first].start
    try:
        return parse_number(text[start : found[last - 1].end])
    except MathError as problem:
        where = _position(cells.shape, place)
        raise MathError(
            f"{where}: {problem.problem}", text, start + problem.position, problem.hint
        ) from None


def _position(shape: tuple[int, ...], place: int) -> str:
    """ "row 2, entry 1" of a matrix, "entry 3" of a list."""
    if len(shape) == 1:
        return f"entry {place + 1}"
    width = shape[-1]
    return f"row {place // width + 1}, entry {place % width + 1}"


def _expression(text: str) -> WrittenMatrix:
    """A text that computes a matrix; the precision of its entries is unknown."""
    value = np.asarray(computed(text, MAX_EXPRESSION))
    values = [float(entry) for entry in value.ravel()]
    return _matrix(values, tuple(Written(entry, repr(entry)) for entry in values), value.shape)


class _Reader:
    """Finds the cells of one text."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self.text = text
        self.tokens = found
        self.end = len(found) - 1

    def cells(self, first: int, last: int) -> _Cells | None:
        """The cells between two places; None if what stands there is no structure of cells."""
        while self.tokens[last - 1].text in (".", ",", ";") and last - first > 1:
            last -= 1
        first, last = self._unwrapped(first, last)
        if self._is_environment(first, last):
            return self._environment(first + 1, last - 1)
        if self._encloses(first, last) and (
            self.tokens[first].text == "[" or self._separated(first + 1, last - 1, ",")
        ):
            return self._list(first, last, 0)
        if any(token.kind == "begin" or token.text == "[" for token in self.tokens):
            return None
        return self._lines(first, last)

    def _unwrapped(self, first: int, last: int, within: int = MAX_WRAPPED) -> tuple[int, int]:
        """The places within braces, and within brackets round a matrix with brackets of its own."""
        opening = self.tokens[first].text
        if not within or opening not in PAIRS or self._closing(first, last) != last - 1:
            return first, last
        start, end = self._unwrapped(first + 1, last - 1, within - 1)
        listed = opening == "(" and self.tokens[start].text == "[" and self._encloses(start, end)
        if opening == "{" or listed or self._is_environment(start, end):
            return start, end
        return first, last

    def refuse_side_by_side(self) -> None:
        """Refuse a list in brackets with a number beside it: no product was meant."""
        opened: list[int] = []
        for place in range(self.end):
            text = self.tokens[place].text
            if text in PAIRS:
                opened.append(place)
            elif text in OPENING and opened:
                start = opened.pop()
                if not opened and text == "]":
                    self._check_beside(start, place)

    def _check_beside(self, start: int, end: int) -> None:
        beside = [self.tokens[start - 1]] if start else []
        if beside and beside[0].kind == "command":  # `\\sqrt[3] 8`
            return
        if any(token.kind == "number" for token in (*beside, self.tokens[end + 1])):
            place = self.tokens[start].start
            hint = "write * between them"
            raise MathError("a number beside a matrix", self.text, place, hint)

    def _encloses(self, first: int, last: int) -> bool:
        """Whether one pair of brackets holds everything between two places."""
        opening = self.tokens[first].text
        if opening not in ("(", "[") or last - first < 2:
            return False
        return self._closing(first, last) == last - 1

    def _is_row(self, first: int, last: int) -> bool:
        """Whether brackets hold entries; parentheses round a single value only wrap it."""
        if not self._encloses(first, last):
            return False
        return self.tokens[first].text == "[" or self._separated(first + 1, last - 1, ",")

    def _closing(self, first: int, last: int) -> int:
        waiting = []
        for place in range(first, last):
            text = self.tokens[place].text
            if text in PAIRS:
                waiting.append(PAIRS[text])
            elif text in OPENING:
                if not waiting or waiting.pop() != text:
                    return -1
                if not waiting:
                    return place
        return -1

    def _is_environment(self, first: int, last: int) -> bool:
        opening, closing = self.tokens[first], self.tokens[last - 1]
        if (
            opening.kind != "begin"
            or closing.kind != "close"
            or opening.text.rstrip("*") not in MATRICES
        ):
            return False
        kinds = [token.kind for token in self.tokens[first:last]]
        return kinds.count("begin") == 1 == kinds.count("close") and opening.text == closing.text

    def _separated(self, first: int, last: int, sign: str) -> bool:
        return len(self._split(first, last, sign)) > 1

    def _split(self, first: int, last: int, sign: str) -> list[tuple[int, int]]:
        """The parts between two places that a sign outside of inner brackets separates."""
        parts, depth, start = [], 0, first
        for place in range(first, last):
            text = self.tokens[place].text
            if text in PAIRS:
                depth += 1
            elif text in OPENING:
                depth -= 1
            elif text == sign and depth == 0:
                parts.append((start, place))
                start = place + 1
        parts.append((start, last))
        return parts

    def _environment(self, first: int, last: int) -> _Cells:
        opened = self.tokens[first - 1].text
        for bracket in ("[", "{"):
            columns = opened in COLUMNS or (bracket == "[" and opened.endswith("*"))
            if columns and self.tokens[first].text == bracket:
                first = self._closing(first, last) + 1
        rows = self._split(first, last, "\\\\")
        if len(rows) > 1 and rows[-1][0] == rows[-1][1]:
            rows.pop()
        return self._table([self._split(*row, "&") for row in rows])

    def _table(self, rows: list[list[tuple[int, int]]]) -> _Cells:
        width = len(rows[0])
        for number, row in enumerate(rows, 1):
            for place, (start, stop) in enumerate(row, 1):
                if start >= stop:
                    where = f"row {number}, entry {place} is empty"
                    raise MathError(where, self.text, self.tokens[start].start)
            if len(row) != width:
                told = f"row {number} has {counted(len(row))}, row 1 has {width}"
                hint = "every row needs the same number"
                raise MathError(told, self.text, self.tokens[row[0][0]].start, hint)
        return self._bounded([cell for row in rows for cell in row], (len(rows), width))

    def _bounded(self, places: list[tuple[int, int]], shape: tuple[int, ...]) -> _Cells:
        if len(places) > MAX_ENTRIES:
            raise MathError(f"a matrix of more than {MAX_ENTRIES} entries", self.text, 0)
        return _Cells(places, shape)

    def _list(self, first: int, last: int, depth: int) -> _Cells:
        """The cells between a pair of brackets: rows, or entries."""
        opened = self.tokens[first].start
        if depth > 7:
            raise MathError("an array of more than 8 axes", self.text, opened)
        if last - first == 2:
            raise MathError("the brackets are empty", self.text, opened)
        first, last = first + 1, last - 1
        if self._separated(first, last, ";"):
            rows = self._split(first, last, ";")
            if rows[-1][0] == rows[-1][1]:
                rows.pop()
            return self._table([self._items(*row) for row in rows])
        items = self._items(first, last)
        for number, (start, stop) in enumerate(items, 1):
            if start >= stop:
                raise MathError(f"entry {number} is empty", self.text, self.tokens[start].start)
        if not self._is_row(*items[0]):
            return self._bounded(items, (len(items),))
        return self._nested(items, depth)

    def _nested(self, items: list[tuple[int, int]], depth: int) -> _Cells:
        parts = []
        for number, (start, stop) in enumerate(items, 1):
            if self.tokens[start].text in PAIRS and stop - start == 2:
                raise MathError(f"row {number} is empty", self.text, self.tokens[start].start)
            if not self._encloses(start, stop):
                told = f"row {number} is not in brackets as row 1 is"
                raise MathError(told, self.text, self.tokens[start].start)
            parts.append(self._list(start, stop, depth + 1))
        for number, part in enumerate(parts, 1):
            if part.shape != parts[0].shape:
                own, first = counted(len(part.places)), len(parts[0].places)
                told = f"row {number} has {own}, row 1 has {first}"
                hint = "every row needs the same number"
                raise MathError(told, self.text, self.tokens[items[number - 1][0]].start, hint)
        places = [cell for part in parts for cell in part.places]
        return self._bounded(places, (len(parts), *parts[0].shape))

    def _items(self, first: int, last: int) -> list[tuple[int, int]]:
        """The entries of one row: between commas, or else between white spaces."""
        items = self._split(first, last, ",")
        if len(items) > 1:
            return items[:-1] if len(items) == 2 and items[1][0] == items[1][1] else items
        return self._spaced(first, last)

    def _spaced(self, first: int, last: int) -> list[tuple[int, int]]:
        items, depth, start = [], 0, first
        for place in range(first, last):
            text = self.tokens[place].text
            if place > start and depth == 0 and self._starts_entry(place):
                items.append((start, place))
                start = place
            if text in PAIRS:
                depth += 1
            elif text in OPENING:
                depth -= 1
        items.append((start, last))
        return items

    def _starts_entry(self, place: int) -> bool:
        """Whether white space before a token parts it from the entry before it."""
        before, here, after = self.tokens[place - 1], self.tokens[place], self.tokens[place + 1]
        if before.kind == "number" and self.tokens[max(0, place - 2)].text in FRACTIONS:
            return False  # \\frac 3 4
        touching = before.text == "]" and here.text == "["
        if not (here.spaced or touching) or before.text in _JOINING or before.kind == "command":
            return False
        if here.text in ("+", "-"):
            return not after.spaced
        return (here.text not in _JOINING and here.text not in ("%", "!", "'")) or here.text == "("

    def _lines(self, first: int, last: int) -> _Cells | None:
        """Rows on lines or between `;`, without brackets; a single cell is a number."""
        breaks = [first]
        for place in range(first + 1, last):
            gap = self.text[self.tokens[place - 1].end : self.tokens[place].start]
            if "\n" in gap or self.tokens[place].text in (";", "\\\\"):
                breaks.append(place)
        rows = []
        for start, stop in zip(breaks, [*breaks[1:], last], strict=True):
            start += self.tokens[start].text in (";", "\\\\")
            if start < stop:
                sign = "&" if self._separated(start, stop, "&") else ","
                row = self._split(start, stop, sign)
                rows.append(row if len(row) > 1 else self._spaced(start, stop))
        if len(rows) == 1:
            whole = rows[0]
            if len(whole) == 1 or not self._all_plain(whole):
                return _Cells([(first, last)], ()) if len(whole) == 1 else None
            return self._bounded(whole, (len(whole),))
        return self._table(rows) if rows else None

    def _all_plain(self, cells: list[tuple[int, int]]) -> bool:
        """Whether cells on one line without brackets are plain numbers, and no sum or product."""
        return all(
            stop - start <= 2 and self.tokens[stop - 1].kind == "number" for start, stop in cells
        )
