"""What stands on a page of a PDF: characters and groups of them, and bars.

The file gives lengths in points; the layout has them in tenths of the page's usual font size, so
that a page in 9 points and one in 14 read alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader import record

USUAL_SIZE = 10.0
"""Of the fonts of a page, once it is scaled: that of its middle character."""
LEAST_USUAL = 4.0
"""Points: text that is smaller all over is scaled as this, or single large signs would be huge."""
TALL = 1.45
"""Font sizes: a bracket around one line of text is lower, one around two lines is higher."""
FARTHEST = 20_000.0
"""Points from the corner of a page to what can stand on it: the largest page has 14,400."""
SLACK = 1.0
"""By so much boxes of signs overlap what they stand beside, or miss it."""
AXIS = 0.25
"""Font sizes from the baseline up to a fraction's bar, and to the middle of a matrix."""


OPERATORS = ("\\sum", "\\prod", "\\int")
WORD_GAP = 0.17
"""Sizes from one sign to the next, from which on they are two words."""
AFTER_SPACE, NO_SPACE = 0.03, 0.21
"""The same after a space that is drawn, and elsewhere on a page that draws its spaces."""


@record(frozen=True, slots=True)
class Item:
    """A character, or a group already put together: its box, baseline and size.

    apart: so many sizes behind the sign before it, it begins another word.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float
    apart: float = WORD_GAP

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_placed(self) -> bool:
        """Whether it stands where something on a page can; damaged files give any number."""
        return (
            -FARTHEST < self.left < FARTHEST
            and -FARTHEST < self.right < FARTHEST
            and -FARTHEST < self.bottom < FARTHEST
            and -FARTHEST < self.top < FARTHEST
            and -FARTHEST < self.base < FARTHEST
        )

    @property
    def is_operator(self) -> bool:
        """Whether it is the sign of a sum or an integral, alone or with its limits: some fonts
        have it larger than the letters of its line."""
        return self.text[:1] == "\\" and self.text.startswith(OPERATORS)

    @property
    def is_tall(self) -> bool:
        return len(self.text) == 1 and self.top - self.bottom > TALL * self.size

    def raised(self, by: float) -> Item:
        """The item so much higher."""
        return replace(self, bottom=self.bottom + by, top=self.top + by, base=self.base + by)

    def scaled(self, by: float) -> Item:
        return Item(
            text=self.text,
            left=self.left * by,
            right=self.right * by,
            bottom=self.bottom * by,
            top=self.top * by,
            base=self.base * by,
            size=self.size * by,
            apart=self.apart,
        )


@record(frozen=True, slots=True)
class Rule:
    """A horizontal bar."""

    left: float
    right: float
    y: float

    def scaled(self, by: float) -> Rule:
        return Rule(self.left * by, self.right * by, self.y * by)


@record(frozen=True, slots=True)
class Edge:
    """A vertical bar."""

    x: float
    bottom: float
    top: float

    def scaled(self, by: float) -> Edge:
        return Edge(self.x * by, self.bottom * by, self.top * by)


def group(parts: Sequence[Item], text: str, base: float, anchor: Item) -> Item:
    """Items put together as one, which reaches as far as they and the anchor do."""
    return Item(
        text,
        min([anchor.left, *(p.left for p in parts)]),
        max([anchor.right, *(p.right for p in parts)]),
        min(p.bottom for p in parts),
        max(p.top for p in parts),
        base,
        anchor.size,
    )


def is_within(item: Item, left: float, right: float) -> bool:
    """Whether the middle of an item stands between two edges."""
    return left - SLACK <= item.middle <= right + SLACK
