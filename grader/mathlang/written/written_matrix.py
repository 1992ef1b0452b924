"""A matrix as a student wrote it: its shape, and every entry with its precision.

All spellings are one structure of cells: LaTeX environments, brackets in brackets, rows parted by
`;` or by lines, entries parted by commas or white space. A cell is read as a number is. What is
not such a structure is an expression, as in `2 \\begin{pmatrix} ... \\end{pmatrix}`.
"""

import numpy as np
from numpy.typing import NDArray

from grader import record
from grader.alphabet import OPENING, plain
from grader.alphabet.numeral_patterns import with_crosses
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser.numeral_tokens import Numeral, numeral
from grader.mathlang.parser.tokens import MAX_MATRIX_LENGTH, Token, tokens
from grader.mathlang.written.matrix_cells import CellReader, Cells
from grader.mathlang.written.wrappings import unprinted
from grader.mathlang.written.written_number import Written, computed, parse_number


@record(frozen=True, slots=True, eq=False)
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


MAX_EXPRESSION = 8_000
"""Characters of a text that computes a matrix."""
_TRANSPOSED = tuple(map(str.split, ("^ T", "^ { T }", "^ top", "^ { top }", ". T", "'")))
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
        return _single(text)
    scale, first = _scale(found)
    last, times = _transposes(found)
    reader = CellReader(text, found)
    cells = reader.cells(first, last)
    if cells is None or (cells.shape == () and (first or times)):
        reader.refuse_side_by_side()
        return _expression(text)
    if cells.shape == ():
        return _single(text)
    entries = tuple(_entry(text, found, cells, place) for place in range(len(cells.places)))
    if scale is not None:
        entries = tuple(_scaled(entry, scale) for entry in entries)
    return _turned(entries, cells.shape, times)


def _single(text: str) -> WrittenMatrix:
    number = parse_number(text)
    return _matrix((number,), ())


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
        before = found[last - len(sign) - 1] if sign else None
        if not sign or not before or (before.text not in OPENING and before.kind != "close"):
            break
        last, times = last - len(sign), times + 1
    return last, times


def _turned(entries: tuple[Written, ...], shape: tuple[int, ...], times: int) -> WrittenMatrix:
    """The matrix of entries row after row, its rows and columns exchanged so often."""
    if times % 2 and len(shape) == 2:
        rows, columns = shape
        entries = tuple(entries[i * columns + j] for j in range(columns) for i in range(rows))
        shape = (columns, rows)
    return _matrix(entries, shape)


def _matrix(entries: tuple[Written, ...], shape: tuple[int, ...]) -> WrittenMatrix:
    array = np.array([entry.value for entry in entries], dtype=np.float64).reshape(shape)
    array.setflags(write=False)
    return WrittenMatrix(array, entries)


def _entry(text: str, found: list[Token], cells: Cells, place: int) -> Written:
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
    entries = map(float, value.ravel())
    return _matrix(tuple(Written(entry, repr(entry)) for entry in entries), value.shape)
