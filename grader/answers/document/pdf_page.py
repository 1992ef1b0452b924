"""The lines of one page of a PDF to blocks: tables by their cells, and displayed mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from grader.alphabet import plain
from grader.alphabet.relations import IS_RELATION
from grader.answers.document import text_blocks
from grader.answers.document.blocks import Block, Kind, Piece, Place, Row
from grader.answers.document.pdf.table_columns import CELL

_COMMAND = re.compile(r"\\(?:begin|end)\{[a-zA-Z]+\}|\\[a-zA-Z]+")
_SCRIPT = re.compile(r"[_^]\{[^{}]*\}")
_WORD = re.compile(r"[A-Za-z]{3,}(?! ?[({_^'])|\b(?:is|at|of|to|in|by|we|so|if|as|or|and)\b")
_CASES = re.compile(r"(\\begin\{cases\}.*?\\end\{cases\})", re.DOTALL)
_LABEL = re.compile(r"\(?\w{1,4}[.):]\s")


def blocks(text: str, file: str, part: str) -> list[Block]:
    """The blocks of a page; `text` has its lines, the cells of a table's row behind marks."""
    found: list[Block] = []
    lines = list(enumerate(_gathered(text.split("\n")), 1))
    for is_table, run in groupby(lines, key=lambda line: line[1].startswith(CELL)):
        numbered = list(run)
        if is_table:
            found.append(_table(numbered, file, part))
        else:
            first = numbered[0][0]
            written = "\n".join(line for _, line in numbered)
            found += (_moved(b, first - 1) for b in text_blocks.blocks(written, file, part))
    return [_displayed(block) for block in found]


def _gathered(lines: list[str]) -> list[str]:
    """The lines, without the empty ones between two rows of one table."""
    found: list[str] = []
    for line in lines:
        is_cells = line.startswith(CELL) and len(found) > 1
        if is_cells and not found[-1] and found[-2].startswith(CELL):
            found.pop()
        found.append(line)
    return found


def _table(lines: list[tuple[int, str]], file: str, part: str) -> Block:
    rows = tuple(
        Row(tuple(_cell(cell, number) for cell in line.split(CELL)[1:]), number)
        for number, line in lines
    )
    return Block(kind=Kind.TABLE, place=Place(file, lines[0][0], part), rows=rows)


def _cell(text: str, line: int) -> tuple[Piece, ...]:
    text = plain(text).strip()
    return (Piece(text, line, is_math=not _is_prose(text)),) if text else ()


def _moved(block: Block, by: int) -> Block:
    """A block with its lines counted from so many lines further on."""
    place = replace(block.place, line=block.place.line + by)
    pieces = tuple(replace(piece, line=piece.line + by) for piece in block.pieces)
    return replace(block, place=place, pieces=pieces)


def _displayed(block: Block) -> Block:
    """The block; one of mathematics alone as what it is."""
    if block.kind is not Kind.PARAGRAPH or len(block.pieces) != 1:
        return block
    piece = block.pieces[0]
    is_stated = IS_RELATION.search(piece.text) and not _LABEL.match(piece.text)
    if _is_prose(piece.text) or _LABEL.match(piece.text):
        return replace(block, pieces=tuple(_with_cases(piece)))
    if not is_stated:
        return block
    return replace(block, pieces=(replace(piece, is_math=True, is_display=True),))


def _with_cases(piece: Piece) -> Iterator[Piece]:
    """A piece of prose, cut at definitions by cases, whose conditions state nothing."""
    for at, text in enumerate(_CASES.split(piece.text)):
        if text:
            yield replace(piece, text=text, is_math=bool(at % 2))


def _is_prose(text: str) -> bool:
    """Whether words stand in a text, apart from those of its mathematics."""
    bare = _COMMAND.sub(" ", text)
    for _ in range(4):
        bare, before = _SCRIPT.sub(" ", bare), bare
        if bare == before:
            break
    return bool(_WORD.search(bare))
