"""What a text gave: its tree, or where it breaks, and how much of one is read at all."""

from __future__ import annotations

from typing import NoReturn

from grader import record
from grader.errors import GraderError
from grader.yamltree.nodes import Node

MAX_DEPTH = 40
MAX_NODES = 60_000


class TextError(GraderError):
    """The text is not usable YAML or JSON: what is wrong, at which line (1-based, or None).

    reached: the line where the reading stopped; `line` may be that of a bracket left open above.
    """

    def __init__(self, message: str, line: int | None, reached: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.reached = reached if reached is not None else line


@record(frozen=True, slots=True)
class Tree:
    """What could be read: the root (None for an empty text) and what stopped the reading."""

    root: Node | None
    error: TextError | None = None


def refuse(message: str, line: int | None) -> NoReturn:
    """Stop reading here. Raises TextError."""
    raise TextError(message, line)
