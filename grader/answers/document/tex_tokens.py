"""The characters of a TeX text as tokens, each with its line; comments are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class TexToken(NamedTuple):
    """One token: kind is "command", "open", "close", "shift" (`$`), "param" (`#1`), "blank"
    (an empty line) or "text". spaced: white space stood before it."""

    kind: str
    text: str
    line: int
    spaced: bool = False


_PATTERN = re.compile(
    r"(?P<comment>(?<!\\)%[^\n]*\n?[ \t]*)"
    r"|(?P<blank>[ \t]*\n[ \t]*(?:\n[ \t]*)+)"
    r"|(?P<space>\s+)"
    r"|(?P<command>\\(?:[A-Za-z@]+\*?|.|\n))"
    r"|(?P<open>\{)|(?P<close>\})|(?P<shift>\$\$?)|(?P<param>#{1,9}\d)"
    r"|(?P<text>[A-Za-z0-9.]+|.)",
    re.DOTALL,
)


def tex_tokens(text: str) -> list[TexToken]:
    """The tokens of a TeX text."""
    found: list[TexToken] = []
    line, spaced = 1, False
    for match in _PATTERN.finditer(text):
        kind, value = match.lastgroup or "text", match.group()
        if kind == "space":
            spaced = True
        elif kind != "comment":
            found.append(TexToken(kind, value, line, spaced))
            spaced = False
        line += value.count("\n")
    return found


def written(tokens: Iterable[TexToken]) -> str:
    """The tokens as text again; white space is one space, or the line breaks that it held."""
    parts: list[str] = []
    line = 0
    for token in tokens:
        glued = parts and parts[-1][:1] == "\\" and parts[-1][-1].isalpha()
        if parts and token.line > line and token.spaced:
            parts.append("\n" * min(token.line - line, 5))
        elif parts and (token.spaced or (glued and token.text[0].isalpha())):
            parts.append(" ")
        parts.append(" " if token.kind == "blank" else token.text)
        line = max(line, token.line)
    return "".join(parts)
