"""Blocks with the labels they begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.answers.sheet.question_labels import Label, label, lone_letter
from grader.answers.sheet.records import Block, Kind, Piece


@dataclass(frozen=True, slots=True)
class Unit:
    """A block with the label it begins with. origin: "heading", "marker", "text" or "lone".

    whole: the block with its label, for a label that turns out to be none.
    """

    block: Block
    label: Label | None = None
    origin: str = ""
    whole: Block | None = None


def units_of(blocks: Sequence[Block]) -> Iterator[Unit]:
    for block in blocks:
        if block.kind is Kind.ITEM:
            yield Unit(block, _marker_label(block.marker), "marker")
        elif block.kind in (Kind.OUTPUT, Kind.ROW):
            yield Unit(block)
        else:
            for part in _split_at_labels(block):
                yield _labelled(part)


def _marker_label(marker: str) -> Label | None:
    marker = marker.strip(" ().:[]")
    if marker.isdigit():
        return Label(problem=marker)
    found = label(marker + ":")
    return replace(found, is_capital=False, is_strong=True) if found else None


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
        return Unit(block)
    first = pieces[0]
    text = _bare(first.text) if first.is_math else first.text
    found = label(text, block.kind is Kind.HEADING) if text else None
    if found and len(pieces) > 1 and found.length >= len(text.rstrip()) and not found.is_strong:
        follows = pieces[1].text.lstrip()
        found = None if follows[:1] in "=≈" else found
    if found and text[found.length :].lstrip()[:1] in ("=", "≈"):
        found = None
    if found:
        rest = Piece(text[found.length :], first.line)
        origin = "heading" if block.kind is Kind.HEADING else "text"
        is_open = not found.is_strong and ")" not in text[: found.length]
        stripped = replace(block, pieces=(rest, *pieces[1:]))
        return Unit(stripped, found, origin, block if is_open else None)
    letter = lone_letter(text) if len(pieces) == 1 else ""
    if letter:
        return Unit(block, Label(part=letter, is_capital=letter.isupper()), "lone")
    return Unit(block)


def _bare(text: str) -> str:
    """A label set as mathematics, `$(b)$` or `\\textbf{(b)}`; nothing for true mathematics."""
    plain = text.replace("\\textbf", "").replace("\\mathbf", "").strip("{} \\,:")
    return plain if len(plain) <= 4 and plain[:1] in "([" else ""


def is_number(unit: Unit) -> bool:
    """Whether a unit's label is a bare number."""
    return bool(
        unit.label and unit.label.problem and not unit.label.part and not unit.label.is_strong
    )
