"""Cells of tables as texts, and their names with the index that a row or a column counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.alphabet import plain
from grader.alphabet.characters import LONG_DASH, MINUS
from grader.answers.document.blocks import Cell

_INDEX = re.compile(r"_(?:[a-z]|\{[a-z]\})(?=$|\()")
_COUNT = re.compile(
    r"_\s*(?:(?P<letter>[a-zA-Z])(?![\w{])"
    r"|[{(]\s*(?P<inner>[a-zA-Z])\s*(?P<more>[-+]\s*\d)?\s*[)}])"
    r"|\^\s*\{?\s*\(\s*(?P<raised>[a-zA-Z])\s*(?P<further>[-+]\s*\d)?\s*\)(?:\s*\})?"
)
"""An index that counts, `x_n`, `x_{n+1}`, `x^{(n)}`."""


def text_of(cell: Cell) -> str:
    """The text of a cell; a dash alone says that it is empty."""
    text = plain("".join(piece.text for piece in cell)).strip()
    return "" if text.strip(f"-{MINUS}{LONG_DASH}") == "" else text


def indexed(name: Cell, count: float) -> Cell:
    """A row's name with a column's number as its index, `z_i` under 2 as `z_2`."""
    index = f"_{{{count:g}}}"
    text, is_put = _INDEX.subn(lambda _: index, text_of(name), count=1)
    text = text if is_put else text + index
    return (replace(name[-1], text=text),)


def counters(name: Cell) -> Iterator[str]:
    """The letters of the indices in a name that count."""
    yield from map(_letter, _COUNT.finditer(text_of(name)))


def counted(name: Cell, letter: str, count: int) -> Cell:
    """A column's name in the row that a letter counts, `f(p_n)` as `f(p_{2})`."""

    def index(found: re.Match[str]) -> str:
        if _letter(found) != letter:
            return found[0]
        at = count + int((found["more"] or found["further"] or "0").replace(" ", ""))
        return f"^{{({at})}}" if found["raised"] else f"_{{{at}}}"

    return tuple(replace(piece, text=_COUNT.sub(index, piece.text)) for piece in name)


def _letter(found: re.Match[str]) -> str:
    return found["letter"] or found["inner"] or found["raised"]
