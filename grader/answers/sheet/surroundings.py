"""What stands around a statement: the headings, labels and words that say which round it is of.

`Iteration 2` above it, `k = 2` on a line of its own, `step 2` in the row of a table: each is a word
with a number. Of two with the same word the nearer counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from grader.alphabet.relations import IS_RELATION
from grader.answers.document.blocks import Block, Kind

MAX_WORDS = 8
"""Words of a paragraph that is set above others though no format says so."""
_MARK = re.compile(r"([^\W\d_]+)\**(?:\s*[=:#]\s*|\s+)(\d{1,2})(?![\w.,]*\d)(?!\s*[-+*/^%])")
_BELOW_HEADINGS = 10
_BELOW_ITEMS = 20
_BELOW_MARKS = 30


class Above:
    """The headings and labels above the block that is read, as the blocks of a section go by."""

    def __init__(self) -> None:
        self._texts: list[tuple[int, str]] = []
        self._is_item = False
        self.words: tuple[str, ...] = ()

    def take(self, block: Block) -> None:
        """Take in a block, which may be set above those that follow."""
        text = "".join(piece.text for piece in block.pieces).strip()
        self.words = tuple(text for _, text in self._texts)
        level = _level(block, text, self._is_item and not IS_RELATION.search(text))
        self._is_item = block.kind is Kind.ITEM
        if level:
            self._texts = [one for one in self._texts if one[0] < level]
            self._texts.append((level, f"{text} {_numbered(block.marker)}"))

    @property
    def marks(self) -> Mapping[str, int]:
        return marks(text for _, text in self._texts)


def _numbered(marker: str) -> str:
    return f"item {marker}" if marker.isdecimal() else ""


def _level(block: Block, text: str, is_first: bool) -> int:
    """How far below the sheet itself a block is set above others; 0 where it is not. is_first:
    whether it is the first of an item."""
    if block.kind is Kind.HEADING:
        return max(block.level, 1)
    if block.kind is Kind.ITEM:
        return _BELOW_HEADINGS + block.level
    if block.kind is not Kind.PARAGRAPH or len(text.split()) > MAX_WORDS:
        return 0
    if marks([text]):
        return _BELOW_ITEMS
    return _BELOW_MARKS if text.endswith(":") or is_first else 0


def marks(texts: Iterable[str]) -> Mapping[str, int]:
    """The words with a number in texts, those of later texts before those of earlier ones."""
    found: dict[str, int] = {}
    for text in texts:
        found |= {word.casefold(): int(number) for word, number in _MARK.findall(text)}
    return found
