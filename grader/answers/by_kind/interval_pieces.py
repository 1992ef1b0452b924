"""Pieces of the line: an interval with its ends, what several have in common, and all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from grader.mathlang import Written


class Piece(NamedTuple):
    """One interval: its ends, and whether each belongs to it, None where that is not said."""

    low: Written
    high: Written
    closed: tuple[bool | None, bool | None] = (None, None)


NOWHERE = (Written(-np.inf, "-∞"), Written(np.inf, "∞"))
"""The ends of what ends nowhere."""


def all_but(points: Sequence[Written]) -> list[Piece]:
    """The line without some points, `x ≠ 2`, from left to right."""
    inner = sorted({point.value: point for point in points}.values(), key=lambda one: one.value)
    ends = [NOWHERE[0], *inner, NOWHERE[1]]
    said = [None, *[False] * len(inner), None]
    return [Piece(ends[at], ends[at + 1], (said[at], said[at + 1])) for at in range(len(ends) - 1)]


def outside(piece: Piece) -> list[Piece]:
    """The line without a piece: an end that belongs to it belongs to neither side."""
    opens, closes = (None if one is None else not one for one in piece.closed)
    sides = [
        Piece(NOWHERE[0], piece.low, (None, opens)),
        Piece(piece.high, NOWHERE[1], (closes, None)),
    ]
    return [side for side in sides if side.low.value < side.high.value]


def in_common(first: Sequence[Piece], second: Sequence[Piece]) -> list[Piece]:
    """What lies in one of the first pieces and in one of the second."""
    met = [_met(one, other) for one in first for other in second]
    return [piece for piece in met if piece is not None]


def _met(one: Piece, other: Piece) -> Piece | None:
    low, opens = _inner((one.low, one.closed[0]), (other.low, other.closed[0]), 1)
    high, closes = _inner((one.high, one.closed[1]), (other.high, other.closed[1]), -1)
    is_empty = low.value > high.value
    return None if is_empty or low.value == high.value else Piece(low, high, (opens, closes))


def _inner(
    one: tuple[Written, bool | None], other: tuple[Written, bool | None], sign: int
) -> tuple[Written, bool | None]:
    """The end that leaves less; of two that are one number, it belongs where both say so."""
    if one[0].value != other[0].value:
        return max(one, other, key=lambda end: sign * end[0].value)
    said = (one[1], other[1])
    return one[0], False if False in said else None if None in said else True


def joined(found: Sequence[Piece]) -> list[Piece]:
    """Intervals from left to right; where one begins within the one before it, they are one."""
    kept: list[Piece] = []
    for piece in sorted(found, key=lambda piece: (piece.low.value, piece.high.value)):
        last = kept[-1] if kept else None
        touches = last is not None and piece.low.value == last.high.value
        both_open = touches and last is not None and not (last.closed[1] or piece.closed[0])
        if last is None or piece.low.value > last.high.value or both_open:
            kept.append(piece)
        elif piece.high.value > last.high.value:
            kept[-1] = Piece(last.low, piece.high, (last.closed[0], piece.closed[1]))
    return kept
