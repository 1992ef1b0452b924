"""A web page without what its reader does not see: styles, scripts, formulas drawn a second time.

MathJax and KaTeX draw each formula for the eye, hidden from programs that read aloud, beside one
in MathML or TeX, which is the one that pandoc reads.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import accumulate

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
_UNSEEN = frozenset({"style", "script", "template", "noscript", "head"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_TEX = "math/tex"
"""The type of the scripts in which MathJax 2 keeps a formula; it is there in MathML as well."""


def ordinary(source: str) -> str:
    """The page, with whole elements cut out."""
    parser = _Unseen(source)
    parser.feed(source)
    kept, at = [], 0
    for start, end in parser.cuts:
        kept.append(source[at:start])
        at = end
    return "".join([*kept, source[at:]])


class _Unseen(HTMLParser):
    """Finds the elements that are cut out, each up to the end of its own name."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self.has_tex = _TEX in source
        self.cuts: list[tuple[int, int]] = []
        self.name = ""
        self.depth = 0
        self.start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.name:
            self.depth += tag == self.name
        elif tag not in _VOID and self._is_unseen(
            tag, {name: value or "" for name, value in attrs}
        ):
            self.name, self.depth, self.start = tag, 1, self._place()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without an inside hides nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag != self.name:
            return
        self.depth -= 1
        if self.depth == 0:
            self.name = ""
            end = self.source.find(">", self._place()) + 1
            self.cuts.append((self.start, end or len(self.source)))

    def _is_unseen(self, tag: str, said: dict[str, str]) -> bool:
        if tag in _UNSEEN:
            return not (tag == "script" and _TEX in said.get("type", ""))
        return (
            said.get("aria-hidden") == "true"
            or "hidden" in said
            or bool(_NOT_SHOWN.search(said.get("style", "")))
            or (self.has_tex and "MJX_Assistive_MathML" in said.get("class", ""))
        )

    def _place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column
