"""Lists of a TeX document and how their items are numbered; rows cut at signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.answers.document.tex_tokens import TexToken

_NUMBERED = (
    str,
    lambda n: chr(96 + n) if n <= 26 else str(n),
    lambda n: ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][n - 1]
    if n <= 10 else str(n),
    lambda n: chr(64 + n) if n <= 26 else str(n),
)  # fmt: skip


_STYLES = {"\\alph*": 1, "\\Alph*": 3, "\\roman*": 2, "\\Roman*": 2, "\\arabic*": 0}


class OpenList:
    """An open list: how its items are numbered, and how many there were."""

    def __init__(self, style: int, pattern: str) -> None:
        self.style = style
        self.pattern = pattern
        self.count = 0

    @classmethod
    def of(cls, name: str, outer: Sequence[OpenList], options: str) -> OpenList:
        if name in ("itemize", "description"):
            return cls(-1, "")
        if name in ("parts", "subparts"):
            return cls(1 if name == "parts" else 2, "")
        depth = sum(one.style >= 0 for one in outer)
        for command, style in _STYLES.items():
            if command in options:
                return cls(style, "")
        short = re.search(r"(?:label\s*=\s*)?[({\[]*\s*([aAiI1])\s*[.):\]}]", options)
        if short:
            return cls({"a": 1, "A": 3, "i": 2, "I": 2, "1": 0}[short[1]], "")
        return cls(min(depth, 3), "")

    def marker(self) -> str:
        return _NUMBERED[self.style](self.count) if self.style >= 0 and self.count else ""


def runs_between(tokens: Sequence[TexToken], sign: str) -> list[list[TexToken]]:
    """The runs between signs that stand in no group and no mathematics."""
    runs: list[list[TexToken]] = [[]]
    depth, inside = 0, False
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        inside = not inside if token.kind == "shift" else inside
        depth += (token.text == "\\begin") - (token.text == "\\end")
        if token.text == sign and depth <= 0 and not inside:
            runs.append([])
        else:
            runs[-1].append(token)
    return runs
