"""Names in a list with their values in another: `z1, a1, z2 are as in (b): 0.16, 0.54, -0.06`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.document.blocks import Piece
from grader.answers.sheet.events import Chain
from grader.answers.sheet.prose_tokens import IsName

MAX_BETWEEN = 60
"""Characters between the names and their values: what holds them together is one sentence."""
LEAST = 2
_NAME = re.compile(r"(?<![\w\\])\\?[^\W\d][\w'^{}\\]{0,14}")
_BETWEEN = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b)\s*|\s+")
_VALUES = re.compile(
    rf"(?::|(?<![=≈])(?<![=≈]\s)\()\s*{NUMBER}(?:(?:\s*[,;]\s*|\s+(?![-+]\s)){NUMBER})+(?![\w.]*\d)"
)
_APART = re.compile(r"\s*[,;]\s*|\s+(?=[-+]?[\d.])")


def paired(pieces: Sequence[Piece], is_name: IsName) -> Iterator[Chain]:
    """The statements that a list of names and a list of as many values make."""
    text = "".join(piece.text for piece in pieces)
    line = pieces[0].line if pieces else 1
    for values in _VALUES.finditer(text):
        before = text[max(0, values.start() - 4 * MAX_BETWEEN) : values.start()]
        found = _APART.split(values.group()[1:].strip())
        names = _names(before, len(found), is_name)
        for name, value in zip(names, found, strict=False):
            yield Chain((name, value), (line, line))


def _names(before: str, count: int, is_name: IsName) -> list[str]:
    """The last names in a list of so many, not far from its end; nothing where there is none."""
    run: list[str] = []
    end = 0
    runs: list[tuple[list[str], int]] = []
    for found in _NAME.finditer(before):
        name = found.group()
        if is_name(name) or any(map(str.isdigit, name)):
            goes_on = bool(run) and _BETWEEN.fullmatch(before, end, found.start()) is not None
            run = [*run, name] if goes_on else [name]
            end = found.end()
            runs.append((run, end))
    fitting = [(names, at) for names, at in runs if len(names) == count >= LEAST]
    names, at = fitting[-1] if fitting else ([], 0)
    return names if len(before) - at <= MAX_BETWEEN else []
