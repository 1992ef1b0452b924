"""The characters of a TeX text as tokens, each with its line; comments are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class TexToken(NamedTuple):
    """One token.

    kind: "command", "open", "close", "shift" (`$`), "param" (`#1`), "blank" (an empty line), "raw"
    (what a verbatim environment holds), "enter" and "leave" (an environment of the writer's own,
    by its name) or "text". spaced: white space stood before it.
    """

    kind: str
    text: str
    line: int
    spaced: bool = False


_PATTERN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*(?=\S))?)"
    r"|(?P<blank>[ \t]*\n[ \t]*(?:\n[ \t]*)+)"
    r"|(?P<space>\s+)"
    r"|\\(?:verb|lstinline)\*?(?P<delimiter>[^\sa-zA-Z*{\[])(?P<verb>[^\n]{0,300}?)(?P=delimiter)"
    r"|(?P<raw>\\begin\{(?P<name>verbatim|Verbatim|lstlisting|minted|comment|filecontents"
    r"|tikzpicture)\*?\})"
    r"|(?P<command>\\(?:[A-Za-z@]+\*?|.|\n))"
    r"|(?P<open>\{)|(?P<close>\})|(?P<shift>\$\$?)|(?P<param>#{1,9}\d)"
    r"|(?P<text>[A-Za-z0-9.]+|.)",
    re.DOTALL,
)


def tex_tokens(text: str) -> list[TexToken]:
    """The tokens of a TeX text."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[TexToken]:
    line, spaced, place = 1, False, 0
    closed = {"": False}
    while place < len(text):
        match = _PATTERN.match(text, place)
        assert match is not None  # the last alternative takes any character
        kind, value, place = match.lastgroup or "text", match.group(), match.end()
        if kind == "space":
            spaced = True
        elif kind == "raw":
            name = value[7:-1]
            end = text.find(f"\\end{{{name}}}", place) if closed.get(name, True) else -1
            closed[name] = end >= 0  # looked for once, not for each that is never closed
            place = end if end >= 0 else place
            yield from _named("\\begin", name, line)
            yield TexToken("raw", text[match.end() : place], line)
            value = text[match.start() : place]
            spaced = False
        elif kind == "verb":
            yield TexToken("text", match["verb"], line, spaced)
            spaced = False
        elif kind != "comment":
            yield TexToken(kind, value, line, spaced)
            spaced = False
        line += value.count("\n")


def _named(command: str, name: str, line: int) -> Iterator[TexToken]:
    yield TexToken("command", command, line)
    yield TexToken("open", "{", line)
    yield TexToken("text", name, line)
    yield TexToken("close", "}", line)


def written(tokens: Iterable[TexToken]) -> str:
    """The tokens as text again; white space is one space, or the line breaks that it held."""
    parts: list[str] = []
    line = 0
    for token in tokens:
        if not token.text:
            continue
        glued = parts and parts[-1][:1] == "\\" and parts[-1][-1].isalpha()
        if parts and token.line > line and token.spaced:
            parts.append("\n" * min(token.line - line, 5))
        elif parts and (token.spaced or (glued and token.text[0].isalpha())):
            parts.append(" ")
        parts.append(" " if token.kind == "blank" else token.text)
        line = max(line, token.line)
    return "".join(parts)


def mathematics_of(tokens: Iterable[TexToken]) -> str:
    """The mathematics of some tokens, without what only parts them."""
    return written(token for token in tokens if token.kind not in ("blank", "enter", "leave"))
