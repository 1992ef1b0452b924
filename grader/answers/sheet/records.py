"""The records that pass between the stages of reading a sheet: files, blocks, answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any

from grader.graph import Graph
from grader.mathlang import Tree
from grader.model import Array

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class How(str, Enum):
    """What told which step an answer is for."""

    NAME = "name"
    DERIVATIVE = "derivative"
    ALIAS = "alias"
    USUAL = "usual"
    """A name that often stands for it: no answer keeps this, only a side of an equation has it."""
    DEFINITION = "definition"
    MEANING = "meaning"
    ENTRIES = "entries"
    PROSE = "prose"
    VALUE = "value"


class Kind(str, Enum):
    """What a block is in its file; OUTPUT was printed by a program."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `part` is a cell or a page, lines are counted within it from 1."""

    file: str
    line: int
    part: str = ""

    def __str__(self) -> str:
        inside = f", {self.part}" if self.part else ""
        return f"{self.file}{inside}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of prose, or of mathematics without its dollar signs, from one line on.

    is_math: whether the writer marked it as mathematics. is_display: on lines of its own.
    """

    text: str
    line: int
    is_math: bool = False
    is_display: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or row of a table, as pieces in order.

    level: of a heading, from 1; how deep an item is nested, from 1. marker: of an item, `2` or `b`.
    """

    kind: Kind
    place: Place
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    marker: str = ""

    @property
    def prose(self) -> str:
        """The words of the block, its mathematics left out."""
        return " ".join(piece.text for piece in self.pieces if not piece.is_math)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """The blocks of one file, sentences for the student, and details for staff, of what was not
    read in it."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStep:
    """One step that a rubric asks for.

    label: what the rubric calls it. aliases: other names for it, plain or LaTeX.
    is_formula: whether a formula is asked, not a number. phrases: words for it in prose.
    """

    name: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    is_formula: bool = False
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """One question, as far as the reader of a sheet needs to know it.

    key: `1b` is part b of problem 1. parameters: the givens by name. symbols: the shapes of names
    without a value (`{"W": (2, 3)}`), for questions about formulas. graph: the rules of all steps,
    asked or not, over parameters and symbols. notation: another spelling -> a name of the question.
    """

    key: str
    graph: Graph
    steps: tuple[AskedStep, ...]
    title: str = ""
    parameters: Mapping[str, Array] = field(default_factory=lambda: _NOTHING)
    symbols: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: _NOTHING)
    notation: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def step(self, name: str) -> AskedStep | None:
        """The asked step of a name, or None."""
        return next((step for step in self.steps if step.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswer:
    """What the sheet says for one step.

    text: the value or the formula as written. label: what stands on the left. chain: all members
    of the chain as written. tree: of a formula, with the student's own names written out in
    the names of the question. note: what a reader should know of it, in a sentence.
    """

    question: str
    step: str
    text: str
    place: Place
    how: How
    sure: bool = True
    label: str = ""
    chain: tuple[str, ...] = ()
    tree: Tree | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A number that looked like an answer, or a step that was begun, with what is known of it.

    step: the step, where a statement about it holds no value that could be read.
    """

    text: str
    place: Place
    reason: str
    question: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as read: one answer for a step at most, what is left over, and notes in sentences.

    unread: the files of which nothing could be read, failed: those where that is our own failure.
    details: for staff only.
    """

    answers: tuple[SheetAnswer, ...]
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    def answer(self, question: str, step: str) -> SheetAnswer | None:
        """The answer for one step, or None."""
        found = (a for a in self.answers if (a.question, a.step) == (question, step))
        return next(found, None)
