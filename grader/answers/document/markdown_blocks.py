"""Markdown with LaTeX to blocks, by markdown-it with rules of our own for mathematics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from grader.answers.document import markdown_inline
from grader.answers.document.blocks import Block, Cell, Kind, Piece, Place, Row
from grader.answers.document.printed_code import prints_of
from grader.answers.document.printed_names import output_blocks

_OPENING = {"$$": "$$", "\\[": "\\]"}
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:align|aligned|equation|gather|gathered|split|multline|eqnarray|math"
    r"|displaymath|flalign|alignat|[pbvBV]?matrix|array)\*?)\}"
)
_PRINTED = frozenset({"", "text", "txt", "output", "plaintext", "console", "none", "plain"})
MAX_BLOCK_LINES = 400
MAX_BETWEEN = 1
"""Blocks between code and what it printed: `Output:`."""
_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_CELL_MATH = re.compile(r"(?<=[|\s])\$(?=\S)[^$\n]{0,300}(?<=\S)\$(?=[|\s.,;])")
_HIGHLIGHTED = re.compile(r"(?<![\w=<>!])==(?=[^\s=])([^\n`]{0,400}?[^\s=<>!])==(?![\w=])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def blocks(text: str, file: str, part: str = "") -> list[Block]:
    """The blocks of a Markdown text; lines are counted within it from 1."""
    text = _ROW.sub(_with_whole_cells, _without_comments(text))
    text = _HIGHLIGHTED.sub(r"\1", text) if "==" in text else text
    return _Walk(file, part, text.split("\n")).blocks(_parser().parse(text))


def _with_whole_cells(row: re.Match[str]) -> str:
    """A row of a table with the bars within its mathematics kept from parting cells."""
    if "$" not in row[0]:
        return row[0]
    return _CELL_MATH.sub(lambda cell: re.sub(r"(?<!\\)\|", r"\|", cell[0]), row[0])


def _without_comments(text: str) -> str:
    """The text without `<!-- .. -->`, its lines kept."""
    if "<!--" not in text or "-->" not in text:
        return text
    end = text.rindex("-->") + 3
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text[:end]) + text[end:]


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt  # costs an import that other formats do not need

    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    parser.disable(["html_inline", "autolink", "lheading", "code", "html_block", "reference"])
    parser.block.ruler.before(
        "fence", "math", _math_block, {"alt": ["paragraph", "blockquote", "list"]}
    )
    markdown_inline.prepare(parser)
    return parser


def _math_block(state: Any, start: int, end: int, silent: bool) -> bool:
    """`$$`, `\\[` or an environment at the start of a line, up to where it is closed."""
    first = _line(state, start).strip()
    closing = _OPENING.get(first[:2])
    environment = None if closing else _ENVIRONMENT.match(first)
    if environment:
        closing = f"\\end{{{environment[1]}}}"
    if closing is None:
        return False
    lines = [first if environment else first[2:]]
    line = start
    while closing not in lines[-1]:
        line += 1
        if line >= min(end, start + MAX_BLOCK_LINES) or state.sCount[line] < state.blkIndent:
            return False
        lines.append("" if state.isEmpty(line) else _line(state, line))
    content, _, rest = "\n".join(lines).partition(closing)
    if rest.strip(" .,;") and not environment:
        return False
    if silent:
        return True
    token = state.push("math_block", "", 0)
    token.content = content + (closing + rest if environment else "")
    token.map = [start, line + 1]
    state.line = line + 1
    return True


def _line(state: Any, line: int) -> str:
    text: str = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return text


class _Walk:
    """Gathers blocks from markdown-it's tokens."""

    def __init__(self, file: str, part: str, lines: Sequence[str]) -> None:
        self.file = file
        self.part = part
        self.lines = lines
        self.found: list[Block] = []
        self.depth = 0
        self.markers: list[str] = []
        self.kind = Kind.PARAGRAPH
        self.level = 0
        self.cells: list[Cell] | None = None
        self.rows: list[Row] = []
        self.line = 1
        self.code = ("", 0)

    def blocks(self, tokens: Sequence[Any]) -> list[Block]:
        for token in tokens:
            handler = getattr(self, f"_{token.type}", None)
            if handler is not None:
                handler(token)
        return self.found

    def _put(self, line: int, kind: Kind, pieces: Sequence[Piece] = (), marker: str = "") -> None:
        level = self.level if kind is Kind.HEADING else self.depth
        place = Place(self.file, line, self.part)
        self.found.append(
            Block(kind=kind, place=place, pieces=tuple(pieces), level=level, marker=marker)
        )

    def _heading_open(self, token: Any) -> None:
        self.kind, self.level = Kind.HEADING, int(token.tag[1:])

    def _heading_close(self, _: Any) -> None:
        self.kind = Kind.PARAGRAPH

    def _bullet_list_open(self, _: Any) -> None:
        self.depth += 1

    def _bullet_list_close(self, _: Any) -> None:
        self.depth -= 1

    _ordered_list_open, _ordered_list_close = _bullet_list_open, _bullet_list_close

    def _list_item_open(self, token: Any) -> None:
        self._put(token.map[0] + 1, Kind.ITEM, marker=token.info or "")

    def _inline(self, token: Any) -> None:
        first, last = token.map
        if self.code[1] == len(self.found) and self._is_indented(first):
            self._printed("\n".join(self.lines[first:last]), first)
            return
        line = first + 1
        children = token.children or []
        if any(child.type == "tag_row" for child in children):
            children = self._tagged_table(children, line)
        pieces = _pieces(children, line)
        while pieces and pieces[0].text == "\n":
            pieces.pop(0)
        if not pieces and token.children:
            return
        if self.cells is not None:
            self.cells.append(tuple(pieces))
        else:
            self._put(line, self.kind, pieces)

    def _tagged_table(self, children: Sequence[Any], line: int) -> list[Any]:
        """Puts the rows of a table written in tags; what stands before it is given back."""
        runs = _parted(children, "tag_row")
        rows: list[Row] = []
        at = line + _breaks(runs[0])
        for run in runs[1:]:
            cells = [tuple(_worded(_pieces(cell, at))) for cell in _parted(run, "tag_cell")[1:]]
            rows.append(Row(tuple(cells), at))
            at += _breaks(run)
        place = Place(self.file, rows[0].line, self.part)
        self.found.append(Block(kind=Kind.TABLE, place=place, rows=tuple(rows)))
        return runs[0] if _worded(_pieces(runs[0], line)) else []

    def _is_indented(self, line: int) -> bool:
        """Whether a line is set as code, as a converted notebook sets what code printed."""
        return bool(self.code[0]) and self.lines[line].startswith("    ") and not self.depth

    def _math_block(self, token: Any, fence: int = 0) -> None:
        line = token.map[0] + 1 + fence
        self._put(line, Kind.PARAGRAPH, (Piece(token.content, line, True, True),))

    def _fence(self, token: Any) -> None:
        if token.info.strip().lower() in ("math", "latex", "tex"):
            self._math_block(token, 1)
            return
        if token.info.strip().lower() not in _PRINTED:
            self.code = (token.content, len(self.found))
            return
        self._printed(token.content, token.map[0] + 1)

    def _printed(self, text: str, moved: int) -> None:
        """What a program printed, under the names of the code right before it."""
        source, behind = self.code
        is_near = len(self.found) - behind <= MAX_BETWEEN
        prints, result = prints_of(source) if source and is_near else ([], ())
        place = Place(self.file, moved + 1, self.part)
        self.found += output_blocks(text, prints, place, result)

    def _table_open(self, token: Any) -> None:
        self.rows, self.line = [], token.map[0] + 1

    def _tr_open(self, token: Any) -> None:
        self.cells = []
        self.line = token.map[0] + 1 if token.map else self.line

    def _tr_close(self, _: Any) -> None:
        self.rows.append(Row(tuple(self.cells or ()), self.line))
        self.cells = None

    def _table_close(self, _: Any) -> None:
        place = Place(self.file, self.rows[0].line, self.part)
        self.found.append(Block(kind=Kind.TABLE, place=place, rows=tuple(self.rows)))


def _pieces(children: Sequence[Any], line: int) -> list[Piece]:
    """Inline tokens as pieces; line breaks part prose, and what is struck out is left out."""
    found: list[Piece] = []
    struck = 0
    for child in children:
        if child.type in ("s_open", "s_close"):
            struck = max(0, struck + (1 if child.type == "s_open" else -1))
        elif child.type in ("softbreak", "hardbreak", "tag_break"):
            line += child.type != "tag_break"
            found.append(Piece("\n", line))
        elif struck:
            line += child.content.count("\n")
        elif child.type.startswith("math"):
            found.append(Piece(child.content, line, True, child.type == "math_display"))
            line += child.content.count("\n")
        elif child.content and child.type in ("text", "code_inline", "text_special"):
            found.append(Piece(child.content, line))
    return merged(found)


def _parted(children: Sequence[Any], kind: str) -> list[list[Any]]:
    """Runs of inline tokens between those of a kind."""
    runs: list[list[Any]] = [[]]
    for child in children:
        if child.type == kind:
            runs.append([])
        else:
            runs[-1].append(child)
    return runs


def _breaks(children: Sequence[Any]) -> int:
    return sum(child.type in ("softbreak", "hardbreak") for child in children)


def _worded(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text.strip()]


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with neighbouring runs of prose on one line put together."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and not last.is_math and not piece.is_math and piece.text != "\n" != last.text:
            found[-1] = Piece(last.text + piece.text, last.line)
        else:
            found.append(piece)
    return found
