"""How mathematics is marked within a line of text: `$..$`, `$$..$$`, `\\(..\\)`, `\\[..\\]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

INLINE = re.compile(
    r"\$\$(?P<a>.+?)\$\$|\\\[(?P<b>.+?)\\\]|\\\((?P<c>.+?)\\\)"
    r"|(?<![\\\w$])\$(?!\s*\$)(?P<d>(?:\\.|[^\\$])+?)\$(?![\d$])",
    re.DOTALL,
)
"""Groups a and b are displays, c and d stand in the line."""
_OPENING = re.compile(r"\$|\\[\[(]")
_CLOSING = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}


def inline_at(text: str, place: int) -> re.Match[str] | None:
    """The mathematics that begins at a place of a text.

    Whether it is closed at all is looked up first: the pattern by itself would read on to the end
    of the text for every sign that opens and is never closed.
    """
    opening = text[place : place + 2]
    closing = _CLOSING.get(opening, "$" if opening[:1] == "$" else None)
    if closing is None or text.find(closing, place + len(closing)) < 0:
        return None
    return INLINE.match(text, place)


def inline_in(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """All mathematics in a text from a place on, in order."""
    while (opening := _OPENING.search(text, start)) is not None:
        found = inline_at(text, opening.start())
        if found is not None:
            yield found
        start = found.end() if found is not None else opening.start() + 1
