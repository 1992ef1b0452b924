"""Which text of a TeX document is the assignment's: restated questions, and no answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from grader.answers.document.blocks import Block, Kind

_SOLUTION = re.compile(r"sol(?:n|u|s?$)|answer|antwort|l(?:ö|oe?)sung|respuesta|r[eé]ponse", re.I)
_QUESTION = re.compile(
    r"(?:.*(?:problem|question|exercise|task|prompt|statement)s?|aufgabe|exo)$", re.I
)
_SAYS_SOLUTION = re.compile(r"\W*(?:my\s+)?(?:solution|answer|lösung|antwort|proof)s?\b", re.I)


class Frame(NamedTuple):
    """An environment begins or ends here, within so many lists."""

    name: str
    is_begin: bool
    depth: int = 0


def is_solution(name: str) -> bool:
    """Whether an environment of a name holds an answer."""
    return bool(_SOLUTION.search(name))


def without_prompts(found: Sequence[Frame | Block]) -> list[Block]:
    """The blocks, restated questions told as such and without the labels of their lists.

    A question stands in front of an environment of its solution, from the last label on, or in an
    environment of its own with the answer behind it.
    """
    walk = _Walk()
    for one in found:
        if isinstance(one, Block):
            walk.take(one)
        else:
            walk.pass_frame(one)
    return [block for block in walk.kept if block is not None]


class _Walk:
    """kept: None stands for a label that was dropped. since: where the text begins that a solution
    may follow. opened: where the open environments of questions begin, -1 for those that hold a
    solution. asked: the last of them that was closed, until it is known what follows."""

    def __init__(self) -> None:
        self.kept: list[Block | None] = []
        self.since = 0
        self.opened: list[int] = []
        self.asked: tuple[int, int] | None = None

    def take(self, block: Block) -> None:
        if block.kind is Kind.HEADING:
            self.asked = None
        elif self.asked is not None and not self.opened and _answers(block):
            self._restated(*self.asked)
            self.asked = None
        self.kept.append(block)
        if block.kind is Kind.HEADING:
            self.since = len(self.kept)
        elif self.opened and _SAYS_SOLUTION.match(block.prose):
            self.opened[-1] = -1

    def pass_frame(self, frame: Frame) -> None:
        here = len(self.kept)
        if is_solution(frame.name):
            if frame.is_begin:
                start, end = self.asked or (self._last_label(frame.depth), here)
                self._restated(start, end)
                self.opened = [-1] * len(self.opened)
            self.asked, self.since = None, here
        elif _QUESTION.match(frame.name):
            if frame.is_begin:
                self.opened.append(here)
            elif self.opened:
                start = self.opened.pop()
                self.asked = (start, here) if start >= 0 else None
            self.since = here

    def _last_label(self, depth: int) -> int:
        """Where the text behind the last item begins that a solution within so many lists answers;
        items of lists that are closed by then are parts of the question."""
        for place in range(len(self.kept) - 1, self.since - 1, -1):
            block = self.kept[place]
            if block is not None and block.kind is Kind.ITEM and block.level <= depth:
                return place + 1
        return self.since

    def _restated(self, start: int, end: int) -> None:
        for place in range(start, end):
            block = self.kept[place]
            is_label = block is not None and block.kind is Kind.ITEM
            if block is not None and block.kind is not Kind.HEADING:
                self.kept[place] = None if is_label else replace(block, is_prompt=True)


def _answers(block: Block) -> bool:
    """Whether a block behind a question is an answer to it."""
    states = any(piece.is_math and "=" in piece.text for piece in block.pieces)
    return states or block.kind is Kind.TABLE or bool(_SAYS_SOLUTION.match(block.prose))
