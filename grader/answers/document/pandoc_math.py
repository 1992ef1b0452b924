"""The mathematics of word processors, which pandoc writes in TeX, made such as people write it."""

from __future__ import annotations

import re

from grader.answers.document.tex_tokens import TexToken, tex_tokens, written

_NUMBERED = re.compile(r"\\?#\s*(?:\\left)?\(\s*[\w.]{1,6}\s*(?:\\right)?\)\s*$")
"""The number that Word sets beside an equation."""
_EMPTY_SCRIPT = re.compile(r"[_^]\{\s*\}")
"""A sum without a bound still has its place for it."""


def tidied(tex: str) -> str:
    """Mathematics without the number of its equation, empty indices and groups that group nothing.

    LibreOffice groups `{Y = W}X`, by how its own language parses it: such a group hides a relation
    from who reads the line from the left.
    """
    tex = _EMPTY_SCRIPT.sub("", _NUMBERED.sub("", tex))
    return _without_idle_groups(tex) if "{" in tex else tex


def _without_idle_groups(tex: str) -> str:
    tokens = tex_tokens(tex)
    idle: set[int] = set()
    opened: list[tuple[int, bool]] = []
    is_argument = False  # whether a group that opened here would be one
    for place, token in enumerate(tokens):
        if token.kind == "open":
            opened.append((place, is_argument))
            is_argument = False
        elif token.kind == "close" and opened:
            start, is_argument = opened.pop()
            if not is_argument and not _is_script(tokens[place + 1 : place + 2]):
                idle |= {start, place}
        else:
            is_word = token.kind == "command" and token.text[-1].isalpha()
            is_argument = is_word or _is_script([token])
    return written(token for place, token in enumerate(tokens) if place not in idle)


def _is_script(token: list[TexToken]) -> bool:
    return bool(token) and token[0].text in ("^", "_")
