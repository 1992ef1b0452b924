"""Tables in plain text: between bars, over a rule of dashes, or in columns parted by blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from grader.alphabet.relations import IS_RELATION
from grader.answers.document.blocks import Block, Cell, Kind, Piece, Place, Row

Line = tuple[int, str]
"""A line with its number."""
_RULE = re.compile(r"[\s|+:=─━┼├┤-]*(?:-{2}|─{2}|={2})[\s|+:=─━┼├┤-]*")
_GROUPS = re.compile(r"-{2,}|={2,}")
_BARS = re.compile(r"\s*[|│]\s|[^|│]*\S\s[|│]\s")
_COLUMNS = re.compile(r"\t+| {2,}")
_NUMERAL = re.compile(r"[-+−]?[\d.,]*\d(?:[eE][-+]?\d+)?\s?[%\w°/]{0,8}")
_DTYPE = re.compile(r"(?:Name: .*, )?dtype: \w+")
MAX_ROWS = 300
FEWEST_ROWS = 3
"""Of a table whose columns only single blanks part."""
MAX_WIDTH = 20_000


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
    if any(IS_RELATION.search(text) or "[" in text for _, text in lines):
        return None
    rows = [(number, _COLUMNS.split(text.strip())) for number, text in lines]
    width = len(rows[-1][1])
    if width > 1 and len(rows[0][1]) == width - 1 and len(rows) > 1:
        rows[0] = (rows[0][0], ["", *rows[0][1]])
    if width < 2 or any(len(cells) != width for _, cells in rows):
        return _by_blanks(lines)
    return rows if _is_table([cells for _, cells in rows]) else None


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    named = [cells for cells in rows if any(map(str.isalpha, cells[0] or cells[1]))]
    numbers = [cells for cells in rows if _NUMERAL.fullmatch(cells[-1])]
    has_header = len(numbers) == len(rows) - 1 and rows[0] not in numbers
    return has_header or len(numbers) == len(named) == len(rows)


def _by_blanks(lines: Sequence[Line]) -> list[tuple[int, list[str]]] | None:
    """Rows of as many words each; sentences have figures in one line and none in the next."""
    rows = [(number, text.split()) for number, text in lines]
    (_, header), *others = rows
    is_even = len(rows) > FEWEST_ROWS - 1 and {len(cells) for _, cells in rows} == {len(header)}
    is_named = all(any(map(str.isalpha, cell)) for cell in header)
    numbers = [all(map(_NUMERAL.fullmatch, cells[1:])) for _, cells in others]
    return rows if len(header) > 1 and is_even and is_named and all(numbers) else None
