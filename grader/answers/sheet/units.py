"""Blocks with the labels they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import takewhile

from grader import record
from grader.answers.document.blocks import Block, Cell, Kind, Piece, Row
from grader.answers.sheet.question_labels import OTHER, PART, PROBLEM, Label, label, lone_letter

_COUNTED = re.compile(r"\A\d+(?:\.\d+)*\s+(?=\d+(?:\.\d+)+\s*\Z)")
"""The number of a section in a page's text whose title is a number, `2.1 1.2`: the title counts."""


class Origin(str, Enum):
    """Where a label stands: LONE is a single character that is all of its paragraph."""

    HEADING = "heading"
    MARKER = "marker"
    TEXT = "text"
    LONE = "lone"


@record(frozen=True, slots=True, kw_only=True)
class Unit:
    """A block with the label it begins with.

    whole: the block with its label, for a label that turns out to be none.
    """

    block: Block
    label: Label | None = None
    origin: Origin = Origin.TEXT
    whole: Block | None = None


def units_of(blocks: Sequence[Block]) -> Iterator[Unit]:
    for block in blocks:
        if block.kind is Kind.ITEM:
            yield Unit(block=block, label=marker_label(block.marker), origin=Origin.MARKER)
        elif block.kind is Kind.TABLE:
            yield from _labelled_rows(block)
        elif block.kind is Kind.OUTPUT:
            yield Unit(block=block)
        elif block.is_prompt:
            yield _labelled(block)
        else:
            for part in _split_at_labels(block):
                yield _labelled(part)


def marker_label(marker: str) -> Label | None:
    """The label that a list or a numbered heading prints, `2` or `b`."""
    marker = marker.strip(" ().:[]")
    if marker.isdecimal():
        return Label(path=(marker,))
    found = label(marker + ":") or label(marker, is_heading=True)
    return replace(found, is_capital=False, is_strong=True, shape="") if found else None


def _labelled_rows(table: Block) -> Iterator[Unit]:
    """The rows of a table whose first column names the part that each answers, `1a`, below the
    table's header, or its columns where the header does; any other table as it is."""
    header, *body = table.rows
    columns = _column_labels(header)
    if columns:
        for at, read in columns.items():
            rows = tuple(_columns(row, at, min(columns)) for row in table.rows)
            unit = replace(table, rows=rows)
            yield Unit(block=unit, label=read, whole=unit)
        return
    found = _row_labels(header, body)
    starts = [at for at, one in enumerate(found) if one is not None]
    if starts[:1] != [0]:
        yield Unit(block=table)
        return
    for at, end in zip(starts, [*starts[1:], len(body)], strict=False):
        rows = tuple(replace(row, cells=row.cells[1:]) for row in body[at:end])
        top = replace(header, cells=header.cells[1:])
        place = replace(table.place, line=body[at].line)
        yield Unit(
            block=replace(table, rows=(top, *rows), place=place),
            label=found[at],
            whole=replace(table, rows=(header, *body[at:end]), place=place),
        )


def _row_labels(header: Row, body: Sequence[Row]) -> list[Label | None]:
    """The labels in the first column, None below one; nothing where any other words stand there."""
    first, *words = (_words(row.cells[0]) if row.cells else "" for row in (header, *body))
    read = [label(f"{first} {word}" if word.isdecimal() else word) for word in words]
    found = [one if one and one.word in ("", PROBLEM, PART) else None for one in read]
    is_all = all(one or not word for word, one in zip(words, found, strict=True))
    return found if is_all else []


def _column_labels(header: Row) -> dict[int, Label]:
    """The labels of the columns, `(b)` and `(d)`, by their place: of all columns but the first,
    or of those behind one of words, the working; nothing where one of them has none."""
    read = {at: label(_words(cell)) for at, cell in enumerate(header.cells[1:], 1)}
    found = {
        at: one
        for at, one in read.items()
        if one and one.is_strong and one.word in ("", PROBLEM, PART)
    }
    first = min(found, default=0)
    are_all = len(found) == len(read) - max(first - 1, 0)
    differ = len({one.path for one in found.values()}) == len(found)
    return found if are_all and differ and len(found) > 1 else {}


def _columns(row: Row, at: int, first: int) -> Row:
    """A row of the columns before the labelled ones, and one of those."""
    return replace(row, cells=(*row.cells[:first], *row.cells[at : at + 1]))


def _words(cell: Cell) -> str:
    """The words that a cell begins with."""
    return "".join(piece.text for piece in takewhile(lambda one: not one.is_math, cell)).strip()


def _split_at_labels(block: Block) -> Iterator[Block]:
    """The block, cut where a line of it begins with a label."""
    start = 0
    for at, piece in enumerate(block.pieces):
        after = block.pieces[at + 1] if at + 1 < len(block.pieces) else None
        if after is None or after.is_math:
            continue
        found = label(after.text)
        if found and (piece.text == "\n" or (piece.is_display and found.is_strong)):
            yield replace(block, pieces=block.pieces[start : at + piece.is_display])
            start = at + 1
    place = block.place
    if start:
        place = replace(place, line=block.pieces[start].line)
    yield replace(block, pieces=block.pieces[start:], place=place)


def _labelled(block: Block) -> Unit:
    """The block without the label at its start, and that label."""
    pieces = [piece for piece in block.pieces if piece.text.strip()]
    if not pieces:
        return Unit(block=block)
    first = pieces[0]
    text = _COUNTED.sub("", _bare(first.text) if first.is_math else first.text)
    found = label(text, block.kind is Kind.HEADING) if text else None
    if found and not _is_side(found, text, pieces):
        rest = Piece(text[found.length :], first.line)
        behind = block.pieces[block.pieces.index(first) + 1 :]  # with the ends of lines
        return _without(replace(block, pieces=(rest, *behind)), block, found, text)
    letter = lone_letter(text) if len(pieces) == 1 else ""
    if letter:
        lone = Label(path=(letter,), is_capital=letter.isupper())
        return Unit(block=block, label=lone, origin=Origin.LONE)
    return Unit(block=block)


def _without(block: Block, whole: Block, found: Label, text: str) -> Unit:
    """The unit of a block that lost its label; with all of it, where that may be none."""
    is_heading = block.kind is Kind.HEADING  # its marker is what the format prints
    is_told = found.is_strong or ")" in text[: found.length]
    is_open = found.word == OTHER or found.is_doubtful or not is_told
    marker = whole.marker if is_heading or found.is_doubtful else found.path[-1]
    is_kept = is_open or not block.pieces[0].text.strip()
    return Unit(
        block=replace(block, marker=marker),
        label=found,
        origin=Origin.HEADING if is_heading else Origin.TEXT,
        whole=replace(whole, marker=marker) if is_kept else None,
    )


def _is_side(found: Label, text: str, pieces: Sequence[Piece]) -> bool:
    """Whether what looks like a label is the left side of an equation, `a) = 3`."""
    behind = text[found.length :].lstrip()
    if not behind and len(pieces) > 1 and not found.is_strong:
        behind = pieces[1].text.lstrip()
    return behind[:1] in ("=", "≈")


def _bare(text: str) -> str:
    """A label set as mathematics, `$(b)$` or `\\textbf{(b)}`; nothing for true mathematics."""
    plain = text.replace("\\textbf", "").replace("\\mathbf", "").strip("{} \\,:")
    return plain if len(plain) <= 4 and plain[:1] in "([" else ""
