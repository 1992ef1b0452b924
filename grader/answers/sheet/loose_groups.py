"""Braces round a whole statement or value, and commands of the writer's own round them, go."""

from __future__ import annotations

import re

from grader.alphabet import brackets, latex_commands
from grader.alphabet.numeral_patterns import TIMES_TEN
from grader.alphabet.relations import RELATION
from grader.mathlang import known_function

_KNOWN = frozenset().union(
    latex_commands.VARIANTS,
    latex_commands.COMMANDS,
    latex_commands.SILENT,
    latex_commands.FONTS,
    latex_commands.ACCENTS,
    latex_commands.FRACTIONS,
    latex_commands.BINOMIALS,
    latex_commands.DROPPED,
    latex_commands.DROPPED_FIRST,
    latex_commands.BRACES,
    latex_commands.CROSSED,
    str.split("sqrt begin end vec sum prod lim substack overrightarrow xrightarrow partial nabla"),
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*$")
_LOOSE = re.compile(rf"(?:^|{RELATION}|[&,;]|\\\\|\\[,;:! ])\s*$")
_VALUE = re.compile(
    rf"\s*(?:[-+]?\s*\.?\d[\d.,]*(?:{TIMES_TEN})?\s*$|\\begin\s*\{{[a-zA-Z]*matrix)"
)
_STATES = re.compile(RELATION)
_BARRED = re.compile(
    rf"(?:(?<=\\\\)|(?<=\n)|\A)\s*\|([^|\n]*(?:{RELATION})[^|\n]*)\|\s*(?=\\\\|\n|\Z)"
)
"""Bars that frame a row, `|R = 2; X = 3|`, and no absolute value."""
MAX_BEFORE = 40
"""Characters in front of a group that say what it is."""


def loosened(text: str) -> str:
    """The formula without braces that only hold a statement together, `{\\color{red} z = 1}`, and
    without commands that nobody knows round a statement or a value, `\\ans{z = 1}`."""
    if "{" not in text:
        return _BARRED.sub(r" \1 ", text)
    gone: list[tuple[int, int]] = []
    for opening, closing in brackets.ends(text).items():
        if text[opening] != "{" or text[max(opening - 1, 0) : opening] == "\\":
            continue
        before = text[max(opening - MAX_BEFORE, 0) : opening]
        inner = text[opening + 1 : closing]
        command = _COMMAND.search(before)
        if command is not None:
            is_line = command[1] in latex_commands.ACCENTS and _STATES.search(inner)
            is_own = command[1] not in _KNOWN and known_function(command[1]) is None
            if not is_line and not (is_own and (_STATES.search(inner) or _VALUE.match(inner))):
                continue
            gone.append((opening - len(command[0]), opening + 1))
        elif _LOOSE.search(before) and _STATES.search(inner):
            gone.append((opening, opening + 1))
        else:
            continue
        gone.append((closing, closing + 1))
    for start, end in sorted(gone, reverse=True):
        text = text[:start] + " " + text[end:]
    return _BARRED.sub(r" \1 ", text)
