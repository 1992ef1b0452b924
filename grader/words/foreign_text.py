"""Puts foreign text into Markdown so that it shows as what it is and does nothing else."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import TypeVar, cast

MAX_QUOTE = 240
MAX_SHORT, MAX_KEPT = 80, 4_096
"""Characters of a text that is short, and how many such are kept."""
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]#|~$])")
_NAME = re.compile(r"""([^\s"'(),;:`]*\w_\w(?:[^\s"'(),;:`]*\w)?)""")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


Say = TypeVar("Say", bound=Callable[..., str])


def _kept_if_short(say: Say) -> Say:
    """Keeps what becomes of short texts: labels, names and numbers are shown again and again."""
    kept = lru_cache(maxsize=MAX_KEPT)(say)

    def said(text: str, *limit: int, **named: int) -> str:
        return (kept if len(text) <= MAX_SHORT else say)(text, *limit, **named)

    return cast(Say, update_wrapper(said, say))


@_kept_if_short
def code(text: str, limit: int = MAX_QUOTE) -> str:
    """The text as inline code: one line, capped, whatever backticks it holds."""
    text = printable(text, limit).strip() or " "
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


@_kept_if_short
def escaped(text: str, limit: int = 4 * MAX_QUOTE) -> str:
    """The text as plain words: marks of Markdown and HTML lose their meaning.

    A word with an underscore in it, as the names of files and steps have, is set as code: not
    every renderer takes the backslash away again, and photo\\_1.png is not what the file is called.
    """
    parts = _NAME.split(printable(text, limit))
    return "".join(code(p, limit) if place % 2 else _escaped(p) for place, p in enumerate(parts))


def quoted(text: str, limit: int) -> str:
    """The text as a quotation, whole and with its lines, a paragraph each."""
    lines = [line for line in text[:limit].splitlines() if line.strip()]
    return "\n>\n".join(f"> {_at_start(escaped(line, limit))}" for line in lines)


def _at_start(line: str) -> str:
    """A line that begins no list and underlines no heading, as `- so` and `1. so` would."""
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", line)


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text).translate(_ENTITIES)


def plain(text: str) -> str:
    """Markdown made here as plain words again: what `code` and `escaped` were given.

    In one pass, for inside code a backslash is itself: a row of a matrix ends in two of them.
    """
    return _MADE_HERE.sub(_unmade, text)


_MADE_HERE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]#|~$=+.)-])|(?P<fence>`+)(?P<code>.+?)(?<!`)(?P=fence)(?!`)"
    r"|(?P<bold>\*\*)|&(?P<entity>amp|lt|gt);",
    re.DOTALL,
)
_NAMED = {"amp": "&", "lt": "<", "gt": ">"}


def _unmade(found: re.Match[str]) -> str:
    if found["fence"]:
        inside = found["code"]
        is_spaced = inside[0] == inside[-1] == " " and bool(inside.strip())
        return inside[1:-1] if is_spaced else inside
    return found["escaped"] or _NAMED.get(found["entity"], "")


def visible(text: str) -> str:
    """The text with its lines kept and every other control character shown as what it is."""
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or c.isprintable() else _shown(c) for c in text)


@_kept_if_short
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
