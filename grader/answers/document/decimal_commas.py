"""Decimal commas: whether a sheet writes them, decided once for a file by all its numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from grader.alphabet import brackets
from grader.alphabet.characters import DASH, MINUS
from grader.answers.document.blocks import Block, Kind, Piece, Row

_NUMERAL = re.compile(
    r"(?:(?<![\w.,])|(?<=\\,))(?P<whole>\d+(?:\.\d{3})*)(?P<comma>,|\{,\})(?P<rest>\d+)"
    r"(?!\d|\.\d|,\d|\{,\})"
)
"""Figures, a comma, figures, and no more of either: `1,2,3` is a list, `1,560.80` has thousands."""
_POINT = re.compile(
    r"(?<![\w.,])(?:0\.\d+|\d+\.(?!\d{3}(?!\d))\d+|\d{1,3}(?:,\d{3})+\.\d+)(?!\.?\w)"
)
"""A decimal point; what has three figures behind it may be thousands."""
_THOUSANDS = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:,\d{3})+(?:\.\d|,\d{3}(?!\d))")
"""Thousands marks that can be nothing else, `14,060.80`, `1,000,000`."""
_GROUPED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\w.])")
_VALUE_BEHIND = re.compile(
    rf"(?:[=≈+*·×/:|{DASH}]|\\(?:approx|cdot|times|frac|pm)|\b(?:is|ist|are))[\s{{]*\Z"
)
_INDEX = re.compile(r"_\s*\Z")
_SCALED = re.compile(rf"(?:[*·×^/+\w)}}{DASH}]|\\(?:cdot|times))\s*(?:\\left)?\s*\Z")
COMMAS_TO_A_POINT = 5
"""A sheet of decimal commas may quote a point or two, of a program or of a section."""


FEWEST = 2
"""One numeral is no habit: `v = 0,59` alone may be two values. `0{,}59` counts as two."""


class _Habit(Enum):
    """How a sheet with decimal commas writes: never points, points as well, or points and commas
    between thousands as well."""

    COMMAS = "commas"
    MIXED = "mixed"
    THOUSANDS = "thousands"


def with_points(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with decimal points, where the sheet writes decimal commas throughout; where it
    writes points as well, as the results of a program copied, those commas that part no entries.

    What a program printed has points whatever its user writes: it neither decides nor changes.
    """
    texts = [piece.text for block in blocks for piece in _pieces(block)]
    commas = sum(_commas(text) for text in texts if "," in text)
    points = sum(_points(text) for text in texts if "." in text) if commas else 0
    if commas < FEWEST + bool(points):
        return tuple(blocks)
    habit = _Habit.COMMAS
    if commas < COMMAS_TO_A_POINT * points:
        has_thousands = any(_THOUSANDS.search(text) for text in texts if "," in text)
        habit = _Habit.THOUSANDS if has_thousands else _Habit.MIXED
    return tuple(_with_points(block, is_grouped=not points, habit=habit) for block in blocks)


def _pieces(block: Block) -> Iterator[Piece]:
    if block.kind not in (Kind.OUTPUT, Kind.HEADING):
        yield from block.pieces
        yield from (piece for row in block.rows for cell in row.cells for piece in cell)


def _commas(text: str) -> int:
    """How many numerals can only have a decimal comma: three figures behind it may be thousands,
    and within brackets, or from one whole number to the next (`i = 1,2`), it parts entries."""
    return sum(
        FEWEST if len(found["comma"]) > 1 else 1
        for found, inside in _numerals(text)
        if _is_decisive(text, found, inside)
    )


def _is_decisive(text: str, found: re.Match[str], inside: _Brackets | None) -> bool:
    whole, rest = found["whole"], found["rest"]
    if (len(rest) == 3 and whole != "0") or _INDEX.search(_before(text, found.start())):
        return False
    if found["comma"] == "{,}":
        return True
    counts = len(rest) == len(whole) == 1 and int(rest) == int(whole) + 1
    return inside is None and not counts and _is_value(text, found.start(), found.end())


def _points(text: str) -> int:
    return sum(_is_value(text, found.start(), found.end()) for found in _POINT.finditer(text))


def _is_value(text: str, start: int, end: int) -> bool:
    """Whether a numeral stands where a value does: behind a sign, or alone in its text."""
    before = _before(text, start)
    return bool(_VALUE_BEHIND.search(before)) or not (before + text[end : end + 20]).strip()


def _before(text: str, place: int) -> str:
    """The characters before a place, as many as a sign and its blanks may take."""
    return text[max(0, place - 20) : place]


class _Brackets(NamedTuple):
    """Where brackets open and close that are no braces, or braces of an index."""

    start: int
    end: int


def _numerals(text: str) -> Iterator[tuple[re.Match[str], _Brackets | None]]:
    """The numerals with one comma, each with the brackets that it stands in."""
    opened = sorted(_Brackets(*span) for span in brackets.ends(text).items())
    opened = [
        one for one in opened if text[one.start] != "{" or _INDEX.search(_before(text, one.start))
    ]
    stack: list[_Brackets] = []
    at = 0
    for found in _NUMERAL.finditer(text):
        while at < len(opened) and opened[at].start < found.start():
            stack.append(opened[at])
            at += 1
        while stack and stack[-1].end < found.start():
            stack.pop()
        yield found, stack[-1] if stack else None


def _is_entries(text: str, found: re.Match[str], inside: _Brackets | None) -> bool:
    """Whether the comma parts two entries, `(1,2)`, `x_{1,2}`, in a sheet of decimal commas.

    A pair alone in brackets is one number where it is `(0,16)`, or behind a sign, `2*(1,25)`.
    """
    if inside is None:
        return bool(_INDEX.search(_before(text, found.start())))
    if text[inside.start] == "{":
        return True
    is_pair = text[inside.start + 1 : inside.end].strip(f" +-{MINUS}") == found[0]
    is_number = text[inside.start] == "(" and len(found["rest"]) > 1
    behind = _SCALED.search(_before(text, inside.start))
    return is_pair and not (is_number and (found["whole"] == "0" or behind))


def _is_decimal(text: str, found: re.Match[str], inside: _Brackets | None, habit: _Habit) -> bool:
    """Whether the comma of a numeral is a decimal one: it parts no entries, and among points it
    stands where a value does, of one below 1 where others part thousands."""
    if _is_entries(text, found, inside):
        return False
    is_below = found["whole"] == "0" and len(found["rest"]) > 1
    is_told = is_below or habit is not _Habit.THOUSANDS
    return habit is _Habit.COMMAS or (is_told and _is_value(text, found.start(), found.end()))


def _with_points(block: Block, *, is_grouped: bool, habit: _Habit) -> Block:
    """is_grouped: whether a point parts thousands."""
    if block.kind is Kind.OUTPUT:
        return block

    def pointed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(
            replace(piece, text=_pointed(piece.text, is_grouped, habit)) for piece in pieces
        )

    rows = tuple(Row(tuple(map(pointed, row.cells)), row.line) for row in block.rows)
    return replace(block, pieces=pointed(block.pieces), rows=rows)


def _pointed(text: str, is_grouped: bool, habit: _Habit) -> str:
    """A text with points in its numerals and no marks between thousands."""
    if is_grouped and "." in text:
        text = _GROUPED.sub(lambda whole: whole[0].replace(".", ""), text)
    if "," not in text:
        return text
    parts: list[str] = []
    last = 0
    for found, inside in _numerals(text):
        if _is_decimal(text, found, inside, habit):
            whole = found["whole"].replace(".", "")
            parts += [text[last : found.start()], f"{whole}.{found['rest']}"]
            last = found.end()
    return "".join((*parts, text[last:]))
