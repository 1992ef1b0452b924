"""Intervals in words of brackets: `[0, 1) ∪ (2, ∞)`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.model import Array


def interval_in_words(value: Array, closed: Sequence[bool]) -> str:
    """The ends of intervals with the brackets that say whether they belong to them.

    Shapes: value (2 n)
    """
    ends = list(zip(map(float, np.ravel(value)), closed, strict=True))
    return " ∪ ".join(_part(*ends[place : place + 2]) for place in range(0, len(ends), 2))


def _part(low: tuple[float, bool], high: tuple[float, bool]) -> str:
    opening = "[" if low[1] and np.isfinite(low[0]) else "("
    closing = "]" if high[1] and np.isfinite(high[0]) else ")"
    return f"{opening}{_end(low[0])}, {_end(high[0])}{closing}"


def _end(value: float) -> str:
    if np.isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value + 0.0:.8g}"
