"""A TeX document to blocks: sections, nested lists, mathematics and prose."""

from __future__ import annotations

import re

from grader.answers.document.blocks import Block, Cell, Kind, Piece, Place, Row
from grader.answers.document.tex_lists import OpenList, runs_between
from grader.answers.document.tex_macros import expanded
from grader.answers.document.tex_tokens import TexToken, tex_tokens, written

_SECTIONS = {"part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3,
             "paragraph": 4, "subparagraph": 5, "title": 1}  # fmt: skip
_DISPLAYS = frozenset({
    "equation", "align", "gather", "multline", "eqnarray", "displaymath", "flalign", "alignat",
    "dmath", "aligned", "split", "gathered",
})  # fmt: skip
_LISTS = frozenset({"enumerate", "itemize", "description", "parts", "questions", "subparts"})
_VERBATIM = frozenset({"verbatim", "lstlisting", "minted", "tikzpicture"})
_DROPPED = frozenset({
    "\\label", "\\ref", "\\vspace", "\\vspace*", "\\hspace", "\\hspace*", "\\includegraphics",
    "\\usepackage", "\\documentclass", "\\setlength", "\\pagestyle", "\\thispagestyle", "\\date",
    "\\author", "\\bibliographystyle", "\\geometry", "\\setcounter", "\\color", "\\lhead",
    "\\rhead", "\\chead", "\\input", "\\include", "\\eqref",
})  # fmt: skip
_UNWRAPPED = frozenset({
    "\\textbf", "\\emph", "\\textit", "\\underline", "\\text", "\\textrm", "\\texttt", "\\textsf",
    "\\mbox", "\\textsc", "\\uline", "\\fbox", "\\textnormal",
})  # fmt: skip
_SILENT = frozenset({
    "\\noindent", "\\newpage", "\\clearpage", "\\bigskip", "\\medskip", "\\smallskip", "\\par",
    "\\centering", "\\maketitle", "\\bf", "\\it", "\\large", "\\Large", "\\small", "\\indent",
    "\\hfill", "\\quad", "\\qquad", "\\normalsize", "\\pagebreak", "\\bfseries", "\\itshape",
    "\\LARGE", "\\huge", "\\Huge", "\\tableofcontents", "\\hrule",
})  # fmt: skip
_LINES = frozenset({"\\hline", "\\toprule", "\\midrule", "\\bottomrule"})
"""What is drawn between the rows of a table."""
_CHARACTERS = {"\\%": "%", "\\_": "_", "\\&": "&", "\\#": "#", "\\$": "$", "\\{": "{", "\\}": "}",
               "\\ ": " ", "\\,": " ", "~": " ", "\\ldots": "…", "\\dots": "…"}  # fmt: skip


def blocks(text: str, file: str, part: str = "") -> list[Block]:
    """The blocks of a TeX document or fragment; lines are counted from 1.

    Raises SubmissionError where macros expand without end.
    """
    tokens = expanded(tex_tokens(text))
    return _Document(_body(tokens), file, part).blocks()


def _body(tokens: list[TexToken]) -> list[TexToken]:
    """What stands within the document environment, or all of a fragment.

    TeX reads nothing behind its end, where many keep what they have thrown away.
    """
    start = _document(tokens, "\\begin", 0)
    body = 0 if start is None else start + 4
    end = _document(tokens, "\\end", body)
    return tokens[body:end]


def _document(tokens: list[TexToken], command: str, start: int) -> int | None:
    """The place of `\\begin{document}` or of its end."""
    for place in range(start, len(tokens) - 3):
        if tokens[place].text == command and tokens[place + 2].text == "document":
            return place
    return None


class _Document:
    """A walk over the tokens of a document's body."""

    def __init__(self, tokens: list[TexToken], file: str, part: str) -> None:
        self.tokens = tokens
        self.file = file
        self.part = part
        self.at = 0
        self.found: list[Block] = []
        self.pieces: list[Piece] = []
        self.words: list[TexToken] = []
        self.lists: list[OpenList] = []

    def blocks(self) -> list[Block]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.kind == "command":
                self._command(token)
            elif token.kind == "shift":
                self._mathematics(token, {token.text}, token.text == "$$")
            elif token.kind == "blank":
                self._end()
            elif token.kind not in ("open", "close"):
                self.words.append(token)
        self._end()
        return self.found

    def _command(self, token: TexToken) -> None:
        name = token.text[1:].rstrip("*")
        if name == "begin":
            self._begin(token)
        elif name == "end":
            self._close(written(self._group()).rstrip("*"))
        elif name in _SECTIONS:
            self._heading(token, _SECTIONS[name])
        elif name in ("item", "part", "question", "subpart"):
            self._item(token)
        elif token.text in ("\\(", "\\["):
            self._mathematics(token, {"\\)" if token.text == "\\(" else "\\]"}, name == "[")
        elif token.text == "\\\\" or name in ("newline", "par"):
            self._line_break()
        elif token.text in _DROPPED:
            self._group("[")
            self._group()
        elif token.text in _CHARACTERS:
            self.words.append(token._replace(text=_CHARACTERS[token.text]))
        elif token.text not in _UNWRAPPED and token.text not in _SILENT:
            self.words.append(token)

    def _line_break(self) -> None:
        self._flush()
        line = self.tokens[self.at - 1].line
        self.pieces.append(Piece("\n", line))

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

    def _end(self, kind: Kind = Kind.PARAGRAPH, level: int = 0) -> None:
        """The paragraph ends here."""
        self._flush()
        if any(piece.text.strip() for piece in self.pieces):
            place = Place(self.file, self.pieces[0].line, self.part)
            depth = level if kind is Kind.HEADING else len(self.lists)
            self.found.append(Block(kind=kind, place=place, pieces=tuple(self.pieces), level=depth))
        self.pieces = []

    def _heading(self, token: TexToken, level: int) -> None:
        self._end()
        self._group("[")
        if level == 1 and token.text.startswith("\\part") and self._next() != "{":
            self._item(token)
            return
        inner = _Document(self._group(), self.file, self.part)
        pieces = [piece for block in inner.blocks() for piece in block.pieces]
        place = Place(self.file, token.line, self.part)
        self.found.append(Block(kind=Kind.HEADING, place=place, pieces=tuple(pieces), level=level))

    def _item(self, token: TexToken) -> None:
        self._end()
        own = self._group("[")
        here = self.lists[-1] if self.lists else OpenList(0, "")
        here.count += 1
        marker = written(own) if own else here.marker()
        place = Place(self.file, token.line, self.part)
        depth = max(len(self.lists), 1)
        self.found.append(Block(kind=Kind.ITEM, place=place, level=depth, marker=marker.strip()))

    def _begin(self, token: TexToken) -> None:
        name = written(self._group())
        bare = name.rstrip("*")
        if bare in _LISTS:
            self._end()
            self.lists.append(OpenList.of(bare, self.lists, written(self._group("["))))
        elif bare in _DISPLAYS:
            self._environment(token, name)
        elif bare in _VERBATIM:
            self._until_end(name)
        elif bare in ("tabular", "array"):
            self._group("[")
            self._group()
            self._table(token.line)
        else:
            self._end()
            self._group("[")
            if bare in ("problem", "question", "exercise", "homeworkProblem"):
                self._heading_of_environment(token, bare)

    def _heading_of_environment(self, token: TexToken, name: str) -> None:
        given = written(self._group()) if self._next() == "{" else ""
        if given:
            self._end()
            place = Place(self.file, token.line, self.part)
            title = Piece(f"{name} {given}", token.line)
            self.found.append(Block(kind=Kind.HEADING, place=place, pieces=(title,), level=1))

    def _close(self, name: str) -> None:
        self._end()
        if name in _LISTS and self.lists:
            self.lists.pop()

    def _environment(self, token: TexToken, name: str) -> None:
        """A display as one piece, its environment kept so that rows are known."""
        start = self.at
        end = self._until_end(name)
        inner = written(self.tokens[start:end])
        bare = name.rstrip("*")
        if bare == "alignat":
            inner = re.sub(r"^\s*\{\d+\}", "", inner)
        if bare not in ("equation", "displaymath"):
            inner = f"\\begin{{aligned}}{inner}\\end{{aligned}}"
        self._put_mathematics(inner, token.line, True)

    def _until_end(self, name: str) -> int:
        """Moves past the `\\end` of an environment; the place where it begins."""
        depth = 1
        while self.at < len(self.tokens):
            text = self.tokens[self.at].text
            self.at += 1
            if text in ("\\begin", "\\end"):
                before = self.at - 1
                if written(self._group()) == name:
                    depth += 1 if text == "\\begin" else -1
                    if depth == 0:
                        return before
        return len(self.tokens)

    def _mathematics(self, token: TexToken, closing: set[str], display: bool) -> None:
        start = self.at
        while self.at < len(self.tokens) and self.tokens[self.at].text not in closing:
            if self.tokens[self.at].kind == "blank" and not display:
                break
            self.at += 1
        text = written(t for t in self.tokens[start : self.at] if t.kind != "blank")
        self.at += 1
        self._put_mathematics(text, token.line, display)

    def _put_mathematics(self, text: str, line: int, display: bool) -> None:
        self._flush()
        self.pieces.append(Piece(text, line, True, display))

    def _table(self, line: int) -> None:
        self._end()
        start = self.at
        end = self._until_end("tabular")
        rows: list[Row] = []
        for row in runs_between(self.tokens[start:end], "\\\\"):
            row = [token for token in row if token.text not in _LINES]
            if row:
                cells = tuple(self._cell(cell) for cell in runs_between(row, "&"))
                rows.append(Row(cells, row[0].line))
        if rows:
            place = Place(self.file, line, self.part)
            self.found.append(Block(kind=Kind.TABLE, place=place, rows=tuple(rows)))

    def _cell(self, tokens: list[TexToken]) -> Cell:
        inner = _Document(tokens, self.file, self.part)
        return tuple(piece for block in inner.blocks() for piece in block.pieces)

    def _next(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def _group(self, opening: str = "{") -> list[TexToken]:
        """The tokens of the group that begins here, moved past; nothing if none does."""
        if self._next() != opening:
            return []
        closing = {"{": "}", "[": "]"}[opening]
        start, depth = self.at + 1, 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            depth += (token.text in ("{", opening)) - (token.text in ("}", closing))
            if depth == 0:
                return self.tokens[start : self.at - 1]
        return self.tokens[start:]
