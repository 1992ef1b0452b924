"""Where the rows and cells of a table end: a comma within brackets or quotes parts none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.alphabet import OPENING, PAIRS, never_closed

SIGNS = ("|", "&", "\t", ";", ",", " ")
"""What parts the cells of a row, the surest first."""
_QUOTES = "\"'"
_ROW = re.compile(r"\[([^\[\]]*)\]")


def nested_rows(text: str) -> list[str]:
    """The rows of nested lists: what stands in their inner brackets, sets in braces among it."""
    inner = [piece.strip() for piece in parted(text.strip()[1:-1], ",")]
    if all(one[:1] == "[" and one[-1:] == "]" for one in inner):
        return [one[1:-1] for one in inner]
    lines = [line.strip().rstrip(",;") for line in text.splitlines()]
    if len(lines) > 1 and all(one[:1] == "[" and one[-1:] == "]" for one in lines):
        return lines
    return _ROW.findall(text)


def cells_of(line: str, count: int) -> list[str] | None:
    """The cells of a row of so many, or with its name before; None where no sign parts it so."""
    bare = line.strip()
    for text in (bare, bare[1:-1]) if bare[:1] == "[" and bare[-1:] == "]" else (bare,):
        for sign in SIGNS:
            cells = list(parted(text.strip("|") if sign == "|" else text, sign))
            if len(cells) > 1 and len(cells) in (count, count + 1):
                return [cell.strip(" \\\"'") for cell in cells]
    return None


def parted(text: str, sign: str) -> Iterator[str]:
    """The pieces of a text between signs that stand in no brackets and no quotes; blanks part as
    one where the sign is a blank."""
    open_ended, depth, mark, piece = never_closed(text), 0, "", ""
    for place, one in enumerate(text):
        if mark:
            mark = "" if one == mark else mark
        elif one in _QUOTES and not piece.strip() and one in text[place + 1 :]:
            mark = one
        elif one in PAIRS and place not in open_ended:
            depth += 1
        elif one in OPENING:
            depth = max(0, depth - 1)
        if one == sign and not depth and not mark:
            if sign != " " or piece.strip():
                yield piece
            piece = ""
        else:
            piece += one
    if sign != " " or piece.strip():
        yield piece
