"""Points that stand for times, `4,0 . 9,8`, as is written where commas part the decimals.

A point that ends a sentence touches its last word: one with blanks on both sides, between two
factors and behind an equals sign, multiplies them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.alphabet.relations import RELATION
from grader.answers.document.blocks import Block, Kind, Piece, Row

_END = rf"[ \t]*(?:$|\n|[-+*/·×^)]|\.[ \t]|{RELATION})"
_POINT = re.compile(
    r"(?<=[\w)\]}²³])(?P<before>[ \t]+)\.(?P<behind>[ \t]+)"
    r"(?=[-+]?\d|\(|√|π|(?:sqrt|sin|sen|cos|tan|exp|log|ln|pi)\b"
    rf"|[^\W\d_]\w{{0,2}}{_END})",
    re.MULTILINE,
)
_NEXT = re.compile(rf"[^\W\d]\w*[ \t]*(?:{RELATION})")
_DECIMAL = re.compile(r"\d\.\d")
_VALUE = re.compile(r"\d(?:[ \t]*[^\W\d]+)?\Z")


def with_products(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with a sign for times where a spaced point stands for one."""
    return tuple(map(_with_products, blocks))


def _with_products(block: Block) -> Block:
    if block.kind is Kind.OUTPUT:
        return block

    def multiplied(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(
            piece
            if piece.is_math or " . " not in piece.text
            else replace(piece, text=_multiplied(piece.text))
            for piece in pieces
        )

    rows = tuple(Row(tuple(map(multiplied, row.cells)), row.line) for row in block.rows)
    return replace(block, pieces=multiplied(block.pieces), rows=rows)


def _multiplied(text: str) -> str:
    return _POINT.sub(
        lambda found: (
            f"{found['before']}·{found['behind']}" if _is_product(text, found) else found[0]
        ),
        text,
    )


def _is_product(text: str, found: re.Match[str]) -> bool:
    """Whether a value is being worked out, and what follows is no statement of its own:
    `x = 5 . y = 3` are two. Between whole numbers it may be the point of one that was read off a
    picture, `0 . 5 2`, unless decimals stand beside them."""
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    line, whole = text[start : found.start()], text[start : end if end > 0 else None]
    if line[-1:].isdigit() and text[found.end()].isdigit() and not _DECIMAL.search(whole):
        return False
    is_next = _VALUE.search(line) and _NEXT.match(text, found.end())
    return re.search(RELATION, line) is not None and not is_next
