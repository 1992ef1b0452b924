"""Formulas of other formats with TeX's macros put in: MathJax and KaTeX know `\\newcommand` too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.answers.document.blocks import Block, Piece, Row
from grader.answers.document.tex_commands import stream_of
from grader.answers.document.tex_stream import Stream
from grader.answers.document.tex_tokens import tex_tokens, written
from grader.errors import SubmissionError

_COMMAND = re.compile(r"\\([A-Za-z]+)")
_DEFINING = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|[gx]?def|let|DeclareMathOperator|DeclarePairedDelimiter)"
    r"(?![A-Za-z])"
)
_OLD_FONT = re.compile(r"\{\s*\\(rm|bf|it|sf|tt|cal)(?![A-Za-z])\s*([^{}]*)\}")
_PERCENT = re.compile(r"(?<!\\)%")


def with_macros(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, in whose formulas the commands that they define, and those of well-known
    packages, are carried out. Where macros expand without end all stays as it is."""
    stream = stream_of("")
    try:
        return tuple(_block(block, stream) for block in blocks)
    except SubmissionError:
        return tuple(blocks)


def modern(text: str) -> str:
    """A formula with `\\mathrm{..}` for the `{\\rm ..}` of old."""
    return _OLD_FONT.sub(r"\\math\1{\2}", text) if "{" in text else text


def _block(block: Block, stream: Stream) -> Block:
    if not any("\\" in piece.text for piece in block.pieces) and not block.rows:
        return block
    rows = tuple(
        Row(tuple(_pieces(cell, stream) for cell in row.cells), row.line) for row in block.rows
    )
    return replace(block, pieces=_pieces(block.pieces, stream), rows=rows)


def _pieces(pieces: Sequence[Piece], stream: Stream) -> tuple[Piece, ...]:
    return tuple(
        replace(piece, text=modern(_carried_out(piece.text, stream)))
        if _uses(piece, stream)
        else replace(piece, text=modern(piece.text))
        if piece.is_math
        else piece
        for piece in pieces
    )


def _uses(piece: Piece, stream: Stream) -> bool:
    """Whether something is defined, or a formula uses what is."""
    if "\\" not in piece.text:
        return False
    if _DEFINING.search(piece.text):
        return True
    defined = stream.defined
    return piece.is_math and any(
        defined.macro("\\" + name) is not None for name in _COMMAND.findall(piece.text)
    )


def _carried_out(text: str, stream: Stream) -> str:
    return written(stream.run(tex_tokens(_PERCENT.sub(r"\\%", text))))
