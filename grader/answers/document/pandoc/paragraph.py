"""The runs of a paragraph, as pandoc tells them, to pieces of prose and mathematics.

Bold, colour, links and quotes are looked through, what is struck out is left out. Raised and
lowered text is written with `^` and `_`, as people type it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import dropwhile
from typing import Any

from grader import record
from grader.answers.document.blocks import Piece
from grader.answers.document.delimiters import inline_in
from grader.answers.document.pandoc.mathematics import tidied

Node = dict[str, Any]
_SPACES = {"Space": " ", "LineBreak": "\n"}
_BARE = frozenset({"Emph", "Strong", "Underline", "SmallCaps"})
_SECOND = frozenset({"Quoted", "Cite", "Span", "Link"})
"""Nodes whose runs are their second part, the first being what they are like."""
_SCRIPTS = {"Superscript": "^", "Subscript": "_"}
_BEGIN = re.compile(
    r"\\begin\{((?:align|aligned|equation|gather|gathered|split|multline|eqnarray|cases|math"
    r"|displaymath|flalign|alignat|[pbvBV]?matrix|array)\*?)\}"
)


@record(slots=True)
class Paragraph:
    """What a paragraph holds: text and mathematics in order, footnotes, and pictures.

    wrap: what stands for the end of a line that only its source has. is_wrapped: whether there is
    one.
    """

    wrap: str = "\n"
    runs: list[str | Piece] = field(default_factory=list)
    notes: list[list[Node]] = field(default_factory=list)
    pictures: int = 0
    is_wrapped: bool = False

    def take(self, nodes: Sequence[Node]) -> None:
        """Add the runs of these nodes."""
        for node in nodes:
            kind: str = node["t"]
            content: Any = node.get("c")
            if kind in _SPACES:
                self.runs.append(_SPACES[kind])
            elif kind == "SoftBreak":
                self.runs.append(self.wrap)
                self.is_wrapped = True
            elif kind == "Str":
                self.runs.append(content)
            elif kind in ("Code", "RawInline"):
                self.runs.append(content[1])
            elif kind == "Math":
                self._mathematics(content[1], content[0]["t"] == "DisplayMath")
            elif kind in _SCRIPTS:
                self._script(_SCRIPTS[kind], content)
            elif kind in _BARE:
                self.take(content)
            elif kind in _SECOND:
                self.take(content[1])
            elif kind == "Note":
                self.notes.append(content)
            elif kind == "Image":
                self.pictures += 1

    def _mathematics(self, text: str, is_display: bool) -> None:
        # a paragraph has one number, whatever lines its source has: what a formula states on its
        # third line stands in this paragraph, and so do the units there
        self.runs.append(Piece(tidied(text).replace("\n", " "), 0, True, is_display))

    def _script(self, sign: str, nodes: Sequence[Node]) -> None:
        inner = Paragraph()
        inner.take(nodes)
        text = "".join(run if isinstance(run, str) else run.text for run in inner.runs)
        last = self.runs[-1] if self.runs else ""
        if isinstance(last, str) and last[:2] == sign + "{" and last[-1] == "}":
            self.runs[-1] = f"{last[:-1]}{text}}}"  # i and j, each lowered by itself
        elif text.strip():
            self.runs.append(f"{sign}{{{text.strip()}}}")

    def pieces(self, number: int) -> list[Piece]:
        """The runs as pieces of the paragraph with this number."""
        found: list[Piece] = []
        words: list[str] = []
        for run in [*self.runs, Piece("", number, True)]:
            if isinstance(run, str):
                words.append(run)
                continue
            found += _prose("".join(words), number)
            words = []
            if run.text.strip():
                found.append(Piece(run.text, number, True, run.is_display))
        while found and found[-1].text == "\n":
            found.pop()
        return list(dropwhile(lambda piece: piece.text == "\n", found))


def _prose(text: str, number: int) -> Iterator[Piece]:
    """Text with what it marks as mathematics in TeX's own way, as pages for MathJax do."""
    start = 0
    for begin, end, inside, is_display in sorted(_marked(text)):
        if begin < start:
            continue
        yield from _lines(text[start:begin], number)
        yield Piece(inside, number, True, is_display)
        start = end
    yield from _lines(text[start:], number)


def _marked(text: str) -> Iterator[tuple[int, int, str, bool]]:
    for found in inline_in(text):
        name = found.lastgroup or ""
        yield found.start(), found.end(), found[name], name in ("a", "b")
    missing: set[str] = set()
    at = 0
    while (opening := _BEGIN.search(text, at)) is not None:
        closing = f"\\end{{{opening[1]}}}"
        end = -1 if closing in missing else text.find(closing, opening.end())
        at = opening.end()
        if end < 0:
            missing.add(closing)
        else:
            at = end + len(closing)
            yield opening.start(), at, text[opening.start() : at], True


def _lines(text: str, number: int) -> Iterator[Piece]:
    """Prose with its line breaks as pieces of their own."""
    for place, line in enumerate(text.split("\n")):
        if place:
            yield Piece("\n", number)
        if line:
            yield Piece(line, number)
