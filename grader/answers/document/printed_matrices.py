"""Values as MATLAB and Octave print them: a name and `=`, a blank line, rows of numbers.

A value without a name is `ans`, and what was printed on the line above it is what it is called.
"""

from __future__ import annotations

import re

from grader.alphabet.numeral_patterns import NUMBER

_NAME = re.compile(r"\s*(?P<name>[A-Za-z]\w*)\s*=\s*$")
_TITLE = re.compile(r"\s*(?P<name>[A-Za-z]\w{0,15})\s*[:=]\s*$")
_CELL = re.compile(NUMBER)
UNNAMED = "ans"
MOST_ROWS = 200
"""Rows of one value that are read."""


def with_matrices(text: str) -> str:
    """A printed text with each such value on the line of its name, `L = [1.0 0; 0.18 1.0]`; as many
    lines as before, so that places stay."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        named = _NAME.match(line)
        rows = _rows(lines, at + 1) if named else {}
        if named and rows:
            above = _TITLE.match(lines[at - 1]) if at and named["name"] == UNNAMED else None
            lines[at] = f"{(above or named)['name']} = {_written([*rows.values()])}"
            for taken in (*rows, *([at - 1] if above else [])):
                lines[taken] = ""
    return "\n".join(lines)


def _rows(lines: list[str], start: int) -> dict[int, list[str]]:
    """The rows of numbers behind a name, by their lines; nothing where they differ in length, or
    where something else stands there."""
    found: dict[int, list[str]] = {}
    for at in range(start, min(len(lines), start + MOST_ROWS)):
        cells = lines[at].split()
        if cells and lines[at][:1].isspace() and all(map(_CELL.fullmatch, cells)):
            found[at] = cells
        elif cells:
            return {}
        elif found:
            break
    return found if len({len(row) for row in found.values()}) == 1 else {}


def _written(rows: list[list[str]]) -> str:
    if len(rows) == len(rows[0]) == 1:
        return rows[0][0]
    return f"[{'; '.join(' '.join(row) for row in rows)}]"
