"""What stands on a page of a PDF: characters and groups of them, and horizontal bars."""

from __future__ import annotations

import math
from dataclasses import dataclass

FARTHEST = 20_000.0
"""Points from the corner of a page to what can stand on it: the largest page has 14,400."""


@dataclass(frozen=True, slots=True)
class Item:
    """A character, or a group already put together: its box, baseline and size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_placed(self) -> bool:
        """Whether it stands where something on a page can; damaged files give any number."""
        edges = (self.left, self.right, self.bottom, self.top, self.base)
        return all(math.isfinite(edge) and abs(edge) < FARTHEST for edge in edges)

    @property
    def is_tall(self) -> bool:
        return len(self.text) == 1 and self.top - self.bottom > 1.45 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal bar."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A vertical bar."""

    x: float
    bottom: float
    top: float
