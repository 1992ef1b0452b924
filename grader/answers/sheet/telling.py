"""Which side of a statement holds its value, and how much it tells that the value is right."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

from grader.answers.sheet.literals import same_number
from grader.answers.sheet.sides import Side
from grader.model import Array

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


def in_its_unit(sides: Sequence[Side], last: int, truths: Iterable[Array]) -> int:
    """Of sides that are one value in several units, `0.216 m = 21.6 cm`, the one that a step
    wants, else the first; `last` where the value stands there once."""
    same = [at for at in range(last + 1) if _is_same_but_for_tens(sides[at], sides[last])]
    if len(same) < 2 or sides[last].value is None:
        return last
    values = list(truths)
    wanted = (at for at in same if any(_is(sides[at], truth) for truth in values))
    return next(wanted, same[0])


def _is(side: Side, truth: Array) -> bool:
    return side.value is not None and truth.size == 1 and same_number(side.value, truth)


def _is_same_but_for_tens(side: Side, last: Side) -> bool:
    """Whether a value is another with its point moved, both written out and not computed."""
    if side is last:
        return True
    a, b = side.value, last.value
    if not (side.is_plain and last.is_plain) or a is None or b is None or a.size * b.size != 1:
        return False
    x, y = abs(a.item()), abs(b.item())
    if not (x and y and np.isfinite(x + y)):
        return False
    tens = round(math.log10(y / x))
    return tens != 0 and same_number(a, b, factor=10.0**-tens)


def figures(text: str) -> int:
    """The significant figures that a number is written with, `0.0140` three; of a matrix all."""
    return len("".join(_FIGURES.findall(text)).lstrip("0"))


def telling(side: Side) -> float:
    """How much it tells that a value as written is the right one."""
    written = figures(side.text)
    return _TELLING[min(written, len(_TELLING) - 1)]
