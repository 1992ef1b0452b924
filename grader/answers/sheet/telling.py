"""Which side of a statement holds its value, and how much it tells that the value is right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.answers.sheet.sides import Side

_TELLING = (0.2, 0.4, 1.0, 1.8, 2.5)
"""How much agreement in so many significant figures tells: one in ten numbers has the first."""
_FIGURES = re.compile(r"\d+")


def value_side(sides: Sequence[Side]) -> int:
    """The side that holds the value: the last number or matrix, else the last one computed."""
    plain = [at for at, side in enumerate(sides) if side.is_plain]
    numeric = [at for at, side in enumerate(sides) if side.value is not None]
    if numeric and (not plain or numeric[-1] > plain[-1]):
        last = numeric[-1]
        return last if last > 0 or plain else -1
    return plain[-1] if plain else -1


def figures(text: str) -> int:
    """The significant figures that a number is written with, `0.0140` three; of a matrix all."""
    return len("".join(_FIGURES.findall(text)).lstrip("0"))


def telling(side: Side) -> float:
    """How much it tells that a value as written is the right one."""
    written = figures(side.text)
    return _TELLING[min(written, len(_TELLING) - 1)]
