"""The records of reading a sheet: what is asked, and what the sheet says for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from types import MappingProxyType
from typing import Any

from grader import record
from grader.answers.document.blocks import Block, Place
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
    PROSE = "prose"
    PUT_IN = "put in"
    VALUE = "value"


@record(frozen=True, slots=True, kw_only=True)
class AskedStep:
    """One step that a rubric asks for.

    label: what the rubric calls it. aliases: other names for it, plain or LaTeX.
    is_formula: whether a formula is asked, not a number. phrases: words for it in prose.
    unit: what its value is measured in, where units count.
    """

    name: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    is_formula: bool = False
    phrases: tuple[str, ...] = ()
    unit: str = ""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """One question, as far as the reader of a sheet needs to know it.

    key: `1b` is part b of problem 1. parameters: the givens by name. symbols: the shapes of names
    without a value (`{"W": (2, 3)}`), for questions about formulas. graph: the rules of all steps,
    asked or not, over parameters and symbols. notation: another spelling -> a name of the question.
    part: how the assignment numbers it, `Problem 2 (b)`, where its key does not say it.
    built: what is made of the question once, for all sheets; it lives as long as the question.
    """

    key: str
    graph: Graph
    steps: tuple[AskedStep, ...]
    title: str = ""
    part: str = ""
    parameters: Mapping[str, Array] = field(default_factory=lambda: _NOTHING)
    symbols: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: _NOTHING)
    notation: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    built: dict[str, Any] = field(default_factory=dict)

    @property
    def variable(self) -> str:
        """What all formulas of the question are of, if one name is."""
        return next(iter(self.symbols)) if len(self.symbols) == 1 and not self.parameters else ""

    def step(self, name: str) -> AskedStep | None:
        """The asked step of a name, or None."""
        return next((step for step in self.steps if step.name == name), None)


@record(frozen=True, slots=True, kw_only=True)
class SheetAnswer:
    """What the sheet says for one step.

    text: the value or the formula as written. label: what stands on the left. chain: all members
    of the chain as written. tree: of a formula, with the student's own names written out in
    the names of the question.
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


@record(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A number that looked like an answer, or a step that was begun, with what is known of it.

    step: the step, where a statement about it holds no value that could be read.
    """

    text: str
    place: Place
    reason: str
    question: str = ""
    step: str = ""


@record(frozen=True, slots=True, kw_only=True)
class Chance:
    """A step that a statement may be about: how likely, between 0 and 1, and what speaks for it
    and against it, in words, each with its weight."""

    step: str
    share: float
    evidence: tuple[tuple[str, float], ...]


@record(frozen=True, slots=True, kw_only=True)
class Considered:
    """A statement of a sheet with the steps it may be about, the likeliest first.

    number: where it stands among the statements. taken: the steps that were answered by it.
    """

    question: str
    number: int
    text: str
    place: Place
    chances: tuple[Chance, ...]
    taken: tuple[str, ...] = ()


@record(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as read: one answer for a step at most, what is left over, and notes in sentences.

    unread: the files of which nothing could be read, failed: those where that is our own failure.
    details: for staff only. considered: all statements, where they were asked for. blocks: what
    stands in the sheet for each question, for answers that are told in words.
    """

    answers: tuple[SheetAnswer, ...]
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    considered: tuple[Considered, ...] = ()
    blocks: Mapping[str, tuple[Block, ...]] = field(default_factory=lambda: _NOTHING)

    def answer(self, question: str, step: str) -> SheetAnswer | None:
        """The answer for one step, or None."""
        found = (a for a in self.answers if (a.question, a.step) == (question, step))
        return next(found, None)
