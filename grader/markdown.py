"""Puts foreign text into Markdown so that it shows as what it is and does nothing else."""

from __future__ import annotations

import re
import unicodedata

MAX_QUOTE = 240
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]#|~$])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def code(text: str, limit: int = MAX_QUOTE) -> str:
    """The text as inline code: one line, capped, whatever backticks it holds."""
    text = printable(text, limit).strip() or " "
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def escaped(text: str, limit: int = 4 * MAX_QUOTE) -> str:
    """The text as plain words: marks of Markdown and HTML lose their meaning."""
    return _PUNCTUATION.sub(r"\\\1", printable(text, limit)).translate(_ENTITIES)


def plain(text: str) -> str:
    """Markdown made here as plain words again, for a terminal."""
    text = re.sub(r"(`+) ?(.*?) ?\1", r"\2", text.replace("**", ""))
    text = re.sub(r"\\([\\`*_{}\[\]#|~$])", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def printable(text: str, limit: int) -> str:
    """At most `limit` characters on one line; control characters and lone surrogates as �."""
    cut = text[: limit + 1]
    if len(cut) > limit:
        cut = cut[: limit - 1] + "…"
    cut = re.sub(r"\s*\n\s*", " ⏎ ", cut.strip())
    return cut if cut.isprintable() else "".join(_shown(c) for c in cut)


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    return "\ufffd" if category in ("Cc", "Cf", "Cs", "Co", "Cn") else character
