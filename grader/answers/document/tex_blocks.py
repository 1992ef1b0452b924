"""A TeX document to blocks: sections, nested lists, mathematics and prose."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from grader.answers.document import text_blocks
from grader.answers.document.blocks import Block, Kind, Piece, Place, Row
from grader.answers.document.tex_commands import stream_of
from grader.answers.document.tex_lists import ITEMS, Lists
from grader.answers.document.tex_prompts import Frame, is_solution, without_prompts
from grader.answers.document.tex_runs import PROBLEM, environment, formula, opening
from grader.answers.document.tex_stream import TOO_MANY, Stream
from grader.answers.document.tex_tables import TABLES, table_rows
from grader.answers.document.tex_text import (
    BREAKS,
    CHARACTERS,
    DISPLAYS,
    ENDS,
    MATHEMATICAL,
    PLAIN_DISPLAYS,
    TEXT_ACCENTS,
    TEXT_ARGUMENTS,
    UNREAD,
)
from grader.answers.document.tex_tokens import TexToken, mathematics_of, written
from grader.errors import SubmissionError

_SECTIONS = {"part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3,
             "paragraph": 4, "subparagraph": 5, "title": 1, "frametitle": 2}  # fmt: skip
_DEPTHS = {"part": 0, "chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3,
           "paragraph": 4, "subparagraph": 5}  # fmt: skip
"""How deep a heading is, as `secnumdepth` says which are numbered."""
MAX_DEPTH = 6
"""Of documents within cells and headings of others."""


def blocks(text: str, file: str, part: str = "") -> list[Block]:
    """The blocks of a TeX document or fragment; lines are counted from 1.

    Raises SubmissionError where macros expand without end.
    """
    stream = stream_of(text)
    try:
        if "\\begin{document}" in text:
            _pass_preamble(stream)
        return without_prompts(_Document(stream, file, part).walked())
    except RecursionError:  # arguments of arguments, which no hand writes so deep
        raise SubmissionError(TOO_MANY) from None


def _pass_preamble(stream: Stream) -> None:
    """Carry out what stands before the document begins."""
    while (token := stream.next()) is not None:
        if token.text == "\\begin" and written(stream.group()) == "document":
            return


class _Document:
    """A walk over the tokens of a document's body."""

    def __init__(self, stream: Stream, file: str, part: str, depth: int = 0) -> None:
        self.stream = stream
        self.file = file
        self.part = part
        self.depth = depth
        self.found: list[Frame | Block] = []
        self.pieces: list[Piece] = []
        self.words: list[TexToken] = []
        self.lists = Lists(stream)
        self.is_over = False

    def walked(self) -> list[Frame | Block]:
        """The blocks, and where environments begin and end."""
        while not self.is_over and (token := self.stream.next()) is not None:
            if token.kind == "command":
                self._command(token)
            elif token.kind == "shift":
                self._mathematics(token, token.text, token.text == "$$")
            elif token.kind in ("enter", "leave"):
                self._frame(token.text, token.kind == "enter")
            elif token.kind == "blank":
                self._end()
            elif token.kind in ("open", "close"):
                self._space(token)
            else:
                self.words.append(token._replace(text=" ") if token.text == "~" else token)
        self._end()
        return self.found

    def blocks(self) -> list[Block]:
        return [block for block in self.walked() if isinstance(block, Block)]

    def _command(self, token: TexToken) -> None:
        name = token.text[1:].rstrip("*") or token.text[1:]
        if name == "begin":
            self._begin(token)
        elif name == "end":
            self._close(written(self.stream.group()).rstrip("*"))
        elif name in ITEMS and not (name == "part" and self.stream.peek() == "{"):
            self._item(token, name)
        elif name in _SECTIONS:
            self._heading(token, name)
        elif name in ("(", "["):
            self._mathematics(token, "\\)" if name == "(" else "\\]", name == "[")
        elif name == "\\" or name in BREAKS:
            self._line_break(name)
        elif PROBLEM.match(name):
            self._end()
            self._title(token, *opening(self.stream, name))
        elif name in ENDS or is_solution(name):
            self._end()
        else:
            self._word(token, name)

    def _word(self, token: TexToken, name: str) -> None:
        """A command that is a sign among the words."""
        if name in TEXT_ACCENTS:
            self._accented(token, name)
        elif name in CHARACTERS:
            self.words.append(token._replace(text=CHARACTERS[name]))
        elif name in MATHEMATICAL:
            self.words.append(token)
        else:
            self._space(token)

    def _accented(self, token: TexToken, name: str) -> None:
        """Put the letter here with its accent among the words."""
        inner = self.stream.group()
        base = inner[0] if inner else self.stream.next()
        if base is not None:
            text = base.text.lstrip("\\")
            text = unicodedata.normalize("NFC", text[:1] + TEXT_ACCENTS[name] + text[1:])
            self.words.append(base._replace(text=text, spaced=token.spaced, kind="text"))

    def _line_break(self, name: str) -> None:
        self._flush()
        if self.pieces and text_blocks.is_rule(self.pieces[-1].text):
            self._end()  # a line of dashes parts what stands around it
        if name == "\\" and self.stream.peek() == "*":
            self.stream.next()
        self.stream.skip("o" if name in ("\\", "linebreak") else "m" if name == "vspace" else "")
        self.pieces.append(Piece("\n", self.pieces[-1].line if self.pieces else 1))

    def _flush(self) -> None:
        """Put the prose that was gathered among the pieces."""
        if self.words:
            lines: dict[int, list[TexToken]] = {}
            for token in self.words:
                lines.setdefault(token.line, []).append(token)
            text = " ".join(written(tokens) for tokens in lines.values())
            space = " " if self.words[0].spaced else ""
            self.pieces.append(Piece(space + text, self.words[0].line))
            self.words = []

    def _end(self) -> None:
        """The paragraph ends here."""
        self._flush()
        self.pieces = [one for one in self.pieces if not text_blocks.is_rule(one.text)]
        if any(piece.text.strip() for piece in self.pieces):
            line = next(piece.line for piece in self.pieces if piece.text.strip())
            self._put(Kind.PARAGRAPH, line, self.pieces, len(self.lists.open))
        self.pieces = []

    def _put(
        self, kind: Kind, line: int, pieces: Sequence[Piece] = (), level: int = 0, marker: str = ""
    ) -> None:
        place = Place(self.file, line, self.part)
        self.found.append(
            Block(kind=kind, place=place, pieces=tuple(pieces), level=level, marker=marker)
        )

    def _frame(self, name: str, is_begin: bool) -> None:
        self._end()
        self.found.append(Frame(name, is_begin, len(self.lists.open)))

    def _inner(self, tokens: Sequence[TexToken]) -> list[Piece]:
        """The pieces of what stands in a heading, an option or a cell."""
        if self.depth >= MAX_DEPTH:
            return []
        stream = Stream(tokens, self.stream.defined, self.stream.acts)
        inner = _Document(stream, self.file, self.part, self.depth + 1)
        return [piece for block in inner.blocks() for piece in block.pieces]

    def _heading(self, token: TexToken, name: str) -> None:
        self._end()
        self.stream.defined.has_headings = True
        number = "" if token.text.endswith("*") else self._number(name)
        self.stream.group("[")
        pieces = self._inner(self.stream.group())
        self._put(Kind.HEADING, token.line, pieces, _SECTIONS[name], number)

    def _number(self, name: str) -> str:
        """The number that is printed in front of a heading."""
        defined = self.stream.defined
        depth = _DEPTHS.get(name)
        if depth is None or depth > defined.counters.value("secnumdepth"):
            return ""
        defined.counters.step(name)
        if name in defined.labels:
            return self.stream.text(defined.labels[name])
        return self.stream.printed("\\the" + name)

    def _item(self, token: TexToken, name: str) -> None:
        self._end()
        self.stream.group("<")  # on which slides of a talk it is shown
        marker = ""
        if name == "item" and self.stream.peek() == "[":
            marker = "".join(piece.text for piece in self._inner(self.stream.group("["))).strip()
        else:
            marker = self.lists.item(name)
        title: list[Piece] = []
        if name == "titledquestion":
            title = self._inner(self.stream.group())
        elif name == "task" and self.stream.peek() in ("!", "*"):
            self.stream.next()
        self.stream.group("[" if name != "task" else "(")
        depth = max(len(self.lists.open), 1)
        self._put(Kind.ITEM, token.line, level=depth, marker=marker)
        self.pieces += title

    def _begin(self, token: TexToken) -> None:
        name = written(self.stream.group())
        bare = name.rstrip("*")
        if self.lists.kind(name) is not None:
            self._end()
            self.lists.begin(name)
        elif bare in DISPLAYS:
            self.stream.skip(TEXT_ARGUMENTS.get(name, ""))
            self._environment(token, name)
        elif bare == "verbatim" or bare == "Verbatim":
            self._printed(token)
        elif bare in UNREAD:
            self._end()
            environment(self.stream, name)
        elif bare in TABLES:
            self.stream.skip(TEXT_ARGUMENTS.get(name, "om"))
            self._table(name, token.line)
        else:
            self._frame(bare, True)
            self._title(token, *opening(self.stream, name))

    def _title(self, token: TexToken, title: str, rest: Sequence[TexToken]) -> None:
        pieces = self._inner(rest)
        if title and pieces and not pieces[0].is_math:
            pieces[0] = replace(pieces[0], text=f"{title} {pieces[0].text}")
        elif title:
            pieces = [Piece(title, token.line), *pieces]
        if pieces:
            self._put(Kind.HEADING, token.line, pieces, 1)

    def _close(self, name: str) -> None:
        self._end()
        if self.lists.kind(name) is not None:
            self.lists.end()
        elif name == "document":
            self.is_over = True
        else:
            self._frame(name, False)

    def _printed(self, token: TexToken) -> None:
        """What a program printed, or a text set as it stands."""
        self._end()
        raw = self.stream.next()
        if raw is not None and raw.kind == "raw":
            self.found += text_blocks.printed(raw.text, self.file, self.part, token.line - 1)

    def _environment(self, token: TexToken, name: str) -> None:
        """A display as one piece, its environment kept so that rows are known."""
        inner = mathematics_of(environment(self.stream, name))
        if name.rstrip("*") not in PLAIN_DISPLAYS:
            inner = f"\\begin{{aligned}}{inner}\\end{{aligned}}"
        self._flush()
        self.pieces.append(Piece(inner, token.line, True, True))

    def _space(self, token: TexToken) -> None:
        """The white space in front of a sign that is not printed itself."""
        if token.spaced and self.words:
            self.words.append(token._replace(kind="text", text=" ", spaced=False))

    def _mathematics(self, token: TexToken, closing: str, display: bool) -> None:
        self._space(token)
        text = mathematics_of(formula(self.stream, closing, display))
        self._flush()
        self.pieces.append(Piece(text, token.line, True, display))

    def _table(self, name: str, line: int) -> None:
        self._end()
        rows = [
            Row(
                tuple(tuple(self._inner(cell)) for cell in cells),
                cells[0][0].line if cells[0] else line,
            )
            for cells in table_rows(environment(self.stream, name))
        ]
        if rows:
            place = Place(self.file, line, self.part)
            self.found.append(Block(kind=Kind.TABLE, place=place, rows=tuple(rows)))
