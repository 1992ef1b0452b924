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
_NAME = r"\\?[^\W\d][\w'^{}()\\]{0,14}"
_LISTED = r"(?:\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b)\s*|\s+)"
_NAMES = re.compile(rf"(?<![\w\\])(?:{_NAME}{_LISTED}){{1,11}}{_NAME}(?![\w(])")
_VALUES = re.compile(rf"[:=]\s*(?:{NUMBER}\s*[,;]\s*)+{NUMBER}(?![\w.]*\d)")
_PART = re.compile(_LISTED)


def paired(pieces: Sequence[Piece], is_name: IsName) -> Iterator[Chain]:
    """The statements that a list of names and a list of as many values make."""
    text = "".join(piece.text for piece in pieces)
    line = pieces[0].line if pieces else 1
    for values in _VALUES.finditer(text):
        before = text[max(0, values.start() - 4 * MAX_BETWEEN) : values.start()]
        found = [part.strip() for part in re.split(r"[,;]", values.group()[1:])]
        names = _names(before, len(found), is_name)
        for name, value in zip(names, found, strict=False):
            yield Chain((name, value), (line, line))


def _names(before: str, count: int, is_name: IsName) -> list[str]:
    """The last names in a list of so many, not far from its end; nothing where there is none."""
    for found in reversed(list(_NAMES.finditer(before))):
        names = [name for name in _PART.split(found.group()) if name]
        kept = [name for name in names if is_name(name) or any(map(str.isdigit, name))]
        if count >= LEAST and len(kept) == count and len(before) - found.end() <= MAX_BETWEEN:
            return kept
    return []
