"""One document, whatever the format: blocks in order, each with its place and its pieces."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from grader import record


class Kind(str, Enum):
    """What a block is in its file. OUTPUT was printed by a program.

    No format gives a ROW: it is what the reading of a table makes of one statement in it.
    """

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    ROW = "row"
    OUTPUT = "output"


@record(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """A file as it was handed in; its name says the format.

    load: gives the bytes where they are not there yet, so that of many files one is held at a
    time. It raises SubmissionError where it cannot.
    """

    name: str
    data: bytes = b""
    load: Callable[[], bytes] | None = None

    def content(self) -> bytes:
        """The bytes of the file."""
        return self.load() if self.load is not None else self.data


@record(frozen=True, slots=True)
class Place:
    """Where something stands: `part` is a cell or a page, lines are counted within it from 1.

    unit: what is counted in place of lines, in documents that show none: "paragraph", "row".
    """

    file: str
    line: int
    part: str = ""
    unit: str = "line"

    def __str__(self) -> str:
        inside = f", {self.part}" if self.part else ""
        return f"{self.file}{inside}, {self.unit} {self.line}"


@record(frozen=True, slots=True)
class Piece:
    """A run of prose, or of mathematics without its dollar signs, from one line on.

    is_math: whether the writer marked it as mathematics. is_display: on lines of its own.
    """

    text: str
    line: int
    is_math: bool = False
    is_display: bool = False


Cell = tuple[Piece, ...]


@record(frozen=True, slots=True)
class Row:
    """The cells of one row of a table, in order; an empty cell has no pieces."""

    cells: tuple[Cell, ...]
    line: int


@record(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table, as pieces in order.

    level: of a heading, from 1; how deep an item is nested, from 1. marker: the number as printed,
    of an item, `2` or `b`, and of a heading that is numbered, `2.1`. rows: of a table, which has no
    pieces; a header that the format tells is the first. is_prompt: text of the assignment that the
    sheet restates, as far as the format tells.
    """

    kind: Kind
    place: Place
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    marker: str = ""
    rows: tuple[Row, ...] = ()
    is_prompt: bool = False

    @property
    def prose(self) -> str:
        """The words of the block, its mathematics left out."""
        return " ".join(piece.text for piece in self.pieces if not piece.is_math)


@record(frozen=True, slots=True, kw_only=True)
class FileRead:
    """The blocks of one file, sentences for the student, and details for staff, of what was not
    read in it."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
