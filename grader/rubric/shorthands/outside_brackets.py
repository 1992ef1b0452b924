"""Where a bracket closes in a formula's text, and what stands outside of all brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.alphabet import OPENING, PAIRS
from grader.errors import RubricError


def closing(text: str, start: int) -> int:
    """Where the bracket closes that was opened before a place. Raises RubricError if none does."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] in PAIRS) - (text[place] in OPENING)
        if depth == 0:
            return place
    raise RubricError(f"a closing ) is missing (in '{text}')")


def split_outside(text: str, sign: re.Pattern[str]) -> list[str]:
    """A text parted at every match of a sign that stands outside of brackets and quotes."""
    parts, at = list[str](), 0
    inside = list(_inside(text))
    for found in sign.finditer(text):
        if found.start() >= at and not inside[found.start()]:
            parts.append(text[at : found.start()])
            at = found.end()
    return [*parts, text[at:]]


def _inside(text: str) -> Iterator[bool]:
    """Whether each sign of a text stands within brackets or quotes."""
    depth, quote = 0, ""
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign == '"':
            quote = sign
        depth += (sign in PAIRS) - (sign in OPENING)
        yield depth > 0 or bool(quote)
