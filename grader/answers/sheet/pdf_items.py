"""What stands on a page of a PDF: characters and groups of them, and horizontal bars."""

from __future__ import annotations

from dataclasses import dataclass


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
