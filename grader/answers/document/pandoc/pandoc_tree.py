"""What pandoc says of a document (its JSON tree) to blocks, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any

from grader import record
from grader.answers.budget import Budget
from grader.answers.document import text_blocks
from grader.answers.document.blocks import Block, Kind, Place
from grader.answers.document.pandoc.list_numbers import list_number
from grader.answers.document.pandoc.paragraph import Node, Paragraph
from grader.answers.document.pandoc.table import cells_in, is_layout, row_of
from grader.answers.document.readable_text import MAX_LINE, MAX_TEXT

_CODE = frozenset({"highlight", "sourceCode", "jp-InputArea", "input", "input_area"})
"""What pages made of notebooks call the parts that hold code, not what it printed."""
_PRINTED = frozenset({"", "text", "txt", "output", "example", "plaintext", "console", "none"})


@record(slots=True)
class Converted:
    """The blocks of a document, and what was not read in it.

    pictures: how many it shows. end: the last paragraph that was read, where not all were. long:
    paragraphs that were left out for their length.
    """

    blocks: list[Block] = field(default_factory=list)
    pictures: int = 0
    end: int | None = None
    long: list[int] = field(default_factory=list)


def converted(tree: Node, file: str, budget: Budget, *, is_page: bool = False) -> Converted:
    """The blocks of a document. Raises KeyError and its like where it is no tree of pandoc's.

    is_page: of a web page, whose title no reader sees, and where the end of a line says nothing.
    """
    walk = _Walk(file, budget, " " if is_page else "\n")
    for name in () if is_page else ("title", "subtitle"):
        value = tree["meta"].get(name, {})
        if value.get("t") == "MetaInlines":
            walk.paragraph(value["c"], Kind.HEADING, 1)
    walk.walk(tree["blocks"])
    walk.end_typed()
    return walk.found


class _Walk:
    """Gathers blocks. Paragraphs are counted from 1; the rows of a table by themselves."""

    def __init__(self, file: str, budget: Budget, wrap: str) -> None:
        self.file = file
        self.budget = budget
        self.wrap = wrap
        self.found = Converted()
        self.number = 0
        self.tables = 0
        self.depth = 0
        self.left = MAX_TEXT
        self.typed: list[tuple[int, str]] = []

    def walk(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            if self.found.end is not None:
                return
            handler = getattr(self, f"_{node['t'].lower()}", None)
            if handler is not None:
                handler(node.get("c"))

    def paragraph(self, nodes: Sequence[Node], kind: Kind, level: int) -> None:
        """A paragraph or heading, with its footnotes behind it."""
        inner = Paragraph(self.wrap)
        inner.take(nodes)
        self.found.pictures += inner.pictures
        pieces = inner.pieces(self.number + 1)
        if any(piece.text.strip() for piece in pieces):
            self.number += 1
            is_typed = kind is Kind.PARAGRAPH and not any(piece.is_math for piece in pieces)
            if is_typed and not inner.is_wrapped:
                text = "".join(piece.text for piece in pieces)
                self.typed += [(self.number, line) for line in text.split("\n")]
            else:
                self._put(Block(kind=kind, place=self._here(), pieces=tuple(pieces), level=level))
        elif not inner.pictures:
            self.end_typed()
        for note in inner.notes:
            self.walk(note)

    def end_typed(self) -> None:
        """Keep paragraphs without equations as lines of a text, which may draw a matrix."""
        typed, self.typed = self.typed, []
        text = "\n".join(line for _, line in typed)
        for block in text_blocks.blocks(text, self.file, wraps=False) if typed else ():
            pieces = tuple(replace(p, line=typed[p.line - 1][0]) for p in block.pieces)
            place = Place(self.file, typed[block.place.line - 1][0], unit="paragraph")
            level = block.level or self.depth
            self._put(replace(block, place=place, pieces=pieces, level=level))

    def _here(self) -> Place:
        return Place(self.file, max(self.number, 1), unit="paragraph")

    def _put(self, block: Block) -> None:
        """Keep a block, if there is room for it, behind what was typed before it."""
        if self.typed:
            self.end_typed()
        if self.found.end is not None:
            return
        cells = [cell for row in block.rows for cell in row.cells]
        texts = [piece.text for piece in (*block.pieces, *(p for cell in cells for p in cell))]
        if any(len(text) > MAX_LINE for text in texts):
            self.found.long.append(block.place.line)
            return
        size = sum(map(len, texts))
        if size > self.left or len(self.budget.taken("".join(texts))) < size:
            is_counted = block.place.unit == "paragraph"
            self.found.end = block.place.line - 1 if is_counted else self.number
            return
        self.left -= size
        self.found.blocks.append(block)

    def _para(self, content: Any) -> None:
        self.paragraph(content, Kind.PARAGRAPH, self.depth)

    _plain = _para

    def _header(self, content: Any) -> None:
        level, _, nodes = content
        self.paragraph(nodes, Kind.HEADING, level)

    def _lineblock(self, content: Any) -> None:
        for nodes in content:
            self._para(nodes)

    def _blockquote(self, content: Any) -> None:
        self.walk(content)

    def _div(self, content: Any) -> None:
        attributes, nodes = content
        if not _CODE & set(attributes[1]):
            self.walk(nodes)

    def _figure(self, content: Any) -> None:
        self.walk(content[2])
        self.walk(content[1][1])

    def _bulletlist(self, content: Any) -> None:
        self._items(content, [""] * len(content))

    def _orderedlist(self, content: Any) -> None:
        (start, style, _), items = content
        self._items(items, [list_number(start + place, style["t"]) for place in range(len(items))])

    def _items(self, items: Sequence[Sequence[Node]], markers: Sequence[str]) -> None:
        self.end_typed()
        self.depth += 1
        for nodes, marker in zip(items, markers, strict=True):
            place = replace(self._here(), line=self.number + 1)
            self._put(Block(kind=Kind.ITEM, place=place, level=self.depth, marker=marker))
            self.walk(nodes)
        self.end_typed()
        self.depth -= 1

    def _definitionlist(self, content: Any) -> None:
        for term, meanings in content:
            self._para(term)
            for nodes in meanings:
                self.walk(nodes)

    def _codeblock(self, content: Any) -> None:
        """What a program printed; code itself says nothing."""
        (_, classes, _), text = content
        self.number += 1
        if not classes or classes[0] in _PRINTED:
            for block in text_blocks.blocks(text, self.file, kind=Kind.OUTPUT):
                pieces = tuple(replace(piece, line=self.number) for piece in block.pieces)
                self._put(replace(block, place=self._here(), pieces=pieces))

    def _rawblock(self, content: Any) -> None:
        language, text = content
        if language in ("tex", "latex"):
            self.paragraph([{"t": "Str", "c": text}], Kind.PARAGRAPH, self.depth)

    def _table(self, content: Any) -> None:
        cells = cells_in(content)
        if is_layout(cells):
            for row in cells:
                for cell in row:
                    self.walk(cell)
            return
        self.tables += 1
        rows = tuple(row_of(row, number) for number, row in enumerate(cells, 1))
        place = Place(self.file, 1, f"table {self.tables}", unit="row")
        self._put(Block(kind=Kind.TABLE, place=place, rows=rows))
