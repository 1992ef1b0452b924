"""Tables in plain text: between bars, over a rule of dashes, or in columns parted by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from grader.alphabet.relations import IS_RELATION, RELATION
from grader.answers.document.blocks import Block, Cell, Kind, Piece, Place, Row


class Line(NamedTuple):
    """A line with its number."""

    number: int
    text: str


_RULE = re.compile(r"[\s|+:=─━┼├┤-]*(?:-{2}|─{2}|={2})[\s|+:=─━┼├┤-]*")
_GROUPS = re.compile(r"-{2,}|={2,}")
_BARS = re.compile(r"\s*[|│]\s|[^|│]*\S\s[|│]\s")
_CELL = re.compile(r"[^\s]+(?: [^\s]+)*")
_SIGN_BEFORE = re.compile(RELATION)
_SIGN_BEHIND = re.compile(rf"(?:{RELATION})$")
"""What is worked out may be set apart from its value within a cell, `1/1.08   = 0.9259`."""
_NUMERAL = re.compile(r"[-+−]?[€$£]?[\d.,]*\d(?:[eE][-+]?\d+)?\s?[%\w°/€$£]{0,8}")
_DTYPE = re.compile(r"(?:Name: .*, )?dtype: \w+")


class _Span(NamedTuple):
    """A cell and where it stands in its line."""

    start: int
    end: int
    text: str


MAX_ROWS = 300
FEWEST_ROWS = 3
"""Of a table whose columns only single blanks part."""
MAX_WIDTH = 20_000


def cut(run: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Lines without a blank line between them, cut where a title or a sentence stands over columns
    or below them."""
    several = [at for at, (_, text) in enumerate(run) if len(_spans(text)) > 1]
    start, end = (several[0], several[-1] + 1) if several else (0, 0)
    is_cut = end - start > 1 and _spaced(run) is None and _spaced(run[start:end]) is not None
    parts = (run[:start], run[start:end], run[end:]) if is_cut else (run,)
    yield from (part for part in parts if part)


def table(run: Sequence[Line], place: Place) -> Block | None:
    """The table that lines without a blank line between them are, if they are one."""
    lines = [line for line in run if not _DTYPE.fullmatch(line[1].strip())]
    if not 2 <= len(lines) <= MAX_ROWS:
        return None
    rows = _barred(lines) or _ruled(lines) or _spaced(lines)
    if rows is None:
        return None
    return Block(kind=Kind.TABLE, place=place, rows=tuple(_row(*row) for row in rows))


def _row(number: int, cells: Sequence[str]) -> Row:
    return Row(tuple(_cell(text.strip(), number) for text in cells), number)


def _cell(text: str, number: int) -> Cell:
    return (Piece(text.removesuffix(":"), number),) if text else ()


def _barred(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """`| z | 0.3 |` in each line; two bars alone may be a matrix that is drawn."""
    inner = [line for line in lines if not _RULE.fullmatch(line[1])]
    is_ruled = len(inner) < len(lines)
    if not inner or not all(_BARS.match(text) or ("|" in text and is_ruled) for _, text in inner):
        return None
    rows = [(number, re.split(r"[|│]", text.strip().strip("|│"))) for number, text in inner]
    counts = {len(cells) for _, cells in rows}
    return rows if len(counts) == 1 and (is_ruled or len(rows) > 1) and counts != {1} else None


def _ruled(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """Columns under a rule of several groups of dashes."""
    at = next((n for n in (0, 1) if len(_GROUPS.findall(lines[n][1])) > 1), None)
    if at is None or not _RULE.fullmatch(lines[at][1]):
        return None
    starts = [0, *(group.start() for group in _GROUPS.finditer(lines[at][1]))][2:]
    edges = [0, *starts, MAX_WIDTH]
    rows = [line for line in lines if not _RULE.fullmatch(line[1])]
    return [(n, [text[a:b] for a, b in pairwise(edges)]) for n, text in rows]


def _spaced(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """Columns parted by tabs or several blanks, the last of numbers and the first of names; or by
    single blanks, names over nothing but numbers."""
    if IS_RELATION.search(lines[0][1]) or any("[" in text for _, text in lines):
        return None
    rows = _aligned([_spans(text) for _, text in lines])
    if rows is None:
        return _by_blanks(lines)
    is_worked = any(IS_RELATION.search(text) for _, text in lines)
    named = [cells for cells in rows if any(map(str.isalpha, cells[0] or cells[1]))]
    numbers = [cells for cells in rows if _NUMERAL.fullmatch(_last(cells))]
    has_header = len(numbers) == len(rows) - 1 and rows[0] not in numbers
    is_whole = len(numbers) == len(rows) and len(named) == len(rows) and not is_worked
    return list(zip((n for n, _ in lines), rows, strict=True)) if is_whole or has_header else None


def _last(cells: Sequence[str]) -> str:
    return next((cell for cell in reversed(cells) if cell), "")


def _spans(text: str) -> list[_Span]:
    """The cells of a line with where they stand; what is worked out is one with its value."""
    found: list[_Span] = []
    for cell in _CELL.finditer(text):
        if found and (_SIGN_BEFORE.match(cell[0]) or _SIGN_BEHIND.search(found[-1].text)):
            found[-1] = _Span(found[-1].start, cell.end(), f"{found[-1].text} {cell[0]}")
        else:
            found.append(_Span(cell.start(), cell.end(), cell[0]))
    return found


def _aligned(lines: Sequence[Sequence[_Span]]) -> list[list[str]] | None:
    """The cells of all lines in columns, those of the longest: a shorter line has gaps."""
    width = max(map(len, lines))
    if width < 2:
        return None
    full = [cells for cells in lines if len(cells) == width]
    columns = [
        _Span(min(c.start for c in at), max(c.end for c in at), "")
        for at in zip(*full, strict=True)
    ]
    rows: list[list[str]] = []
    for cells in lines:
        at_all = (
            range(width) if len(cells) == width else [_nearest(cell, columns) for cell in cells]
        )
        if len(set(at_all)) < len(cells):
            return None
        texts = {at: cell.text for at, cell in zip(at_all, cells, strict=True)}
        rows.append([texts.get(at, "") for at in range(width)])
    return rows


def _nearest(cell: _Span, columns: Sequence[_Span]) -> int:
    """The column that a cell stands in, or next to."""

    def apart(at: int) -> tuple[int, int]:
        column = columns[at]
        gap = max(0, column.start - cell.end, cell.start - column.end)
        return gap, abs(column.start + column.end - cell.start - cell.end)

    return min(range(len(columns)), key=apart)


def _by_blanks(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """Rows of as many words each; sentences have figures in one line and none in the next."""
    rows = [(number, text.split()) for number, text in lines]
    (_, header), *others = rows
    is_even = len(rows) > FEWEST_ROWS - 1 and {len(cells) for _, cells in rows} == {len(header)}
    is_named = all(any(map(str.isalpha, cell)) for cell in header)
    numbers = [all(map(_NUMERAL.fullmatch, cells[1:])) for _, cells in others]
    return rows if len(header) > 1 and is_even and is_named and all(numbers) else None
