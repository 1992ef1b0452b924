"""Which side of a statement holds its value, and how much it tells that the value is right."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from grader.agreement import fitted
from grader.answers.sheet.literals import same_entries, same_number, written_places
from grader.answers.sheet.sides import Side, is_exact
from grader.model import Array

_TELLING = (0.2, 0.4, 1.0, 1.8, 2.5)
"""How much agreement in so many significant figures tells: one in ten numbers has the first."""
CUT_OFF = 1.001
"""How far apart a number is from itself cut off at most, in units of the last place left."""
OFTEN = 3.0
"""How much more often a number is met that begins with 1 than were all first digits alike."""
HALF = 0.5
PRESENTED = 1e-3
"""How far a number is at most, as a share, from what it is shown as at the end of its chain."""
FEW = 2
"""Figures in which a number is shown and not told: a quotient before it says all of them."""
MORE_FOR_EACH, MOST_MORE = 0.25, 2.0
_FIGURES = re.compile(r"\d+")
_TIMES_TEN = re.compile(r"(?<=\d)\s*(?:\\times|\\cdot|[×·*])\s*10\s*\^.*\Z")


def value_side(sides: Sequence[Side], truths: Collection[Array] = ()) -> int:
    """The side that holds the value: the last number or matrix, else the last one computed.

    truths: the values of steps; of one value in several units, `0.216 m = 21.6 cm`, or with fewer
    figures, the side counts that one of them is, else the first unit, and the last figures.
    """
    plain = [at for at, side in enumerate(sides) if side.is_plain]
    numeric = [at for at, side in enumerate(sides) if side.value is not None]
    if numeric and (not plain or numeric[-1] > plain[-1]):
        last = numeric[-1]
        return last if last > 0 or plain or is_exact(sides[last].tree) else -1
    if not plain:
        return -1
    exact = _exact_before(sides, plain[-1])
    return _in_its_unit(sides, plain, truths) if exact < 0 else exact


def _exact_before(sides: Sequence[Side], last: int) -> int:
    """The side of a quotient that the last number shows in few figures, `579/512 ≈ 1.1`; -1 where
    there is none."""
    shown = sides[last]
    if last < 2 or not is_exact(sides[last - 1].tree) or figures(shown.text) > FEW:
        return -1
    is_round = "." not in shown.text or shown.value == sides[last - 1].value
    return last - 1 if not is_round and _is_presented(sides[last - 1], shown) else -1


def _in_its_unit(sides: Sequence[Side], plain: Sequence[int], truths: Collection[Array]) -> int:
    last = plain[-1]
    if len(plain) == 1:
        return last
    same = [at for at in plain if _is_same_but_for_tens(sides[at], sides[last])]
    finer = [at for at in plain if _is_presented(sides[at], sides[last])]
    if len(same) == 1 and not finer:
        return same[0]
    told = (at for at in (*same, *finer) if any(_is(sides[at], one) for one in truths))
    dressed = finer[-1:] if sides[last].text.endswith("%") else ()
    return next(told, next(iter(dressed), same[0]))


def in_unit_of(truth: Array | None, sides: Sequence[Side], at: int) -> int:
    """The side that holds a value in the unit of a step: of its writings that differ in their point
    alone the nearest to the step's."""
    value = sides[at].value if at >= 0 else None
    if value is None or truth is None or value.size * truth.size != 1 or not truth.item():
        return at
    same = [n for n, side in enumerate(sides) if _is_same_but_for_tens(side, sides[at])]
    return min(same, key=lambda n: (abs(_tens(sides[n]) - math.log10(abs(truth.item()))), n != at))


def _tens(side: Side) -> float:
    value = 0.0 if side.value is None else abs(side.value.item())
    return math.log10(value) if value else 0.0


def _is_presented(side: Side, last: Side) -> bool:
    """Whether a number is another as people like to see it: in fewer figures, `3.0015 ≈ 3`, or in
    the steps of a market, `102.250955 ≈ 102.2509375%`."""
    a, b = side.value, last.value
    if a is None or b is None or a.size * b.size != 1 or not np.isfinite(a.item() + b.item()):
        return False
    is_dressed = last.text.endswith("%") and not side.text.endswith("%")
    apart = abs(a.item() - b.item() * (100.0 if is_dressed else 1.0))
    places = written_places(last.text.rstrip("\\%"))
    is_finer = figures(side.text) > figures(last.text)
    is_rounded = is_finer and places is not None and apart <= 0.5001 * 10.0**-places
    is_near = figures(last.text) > 1 and apart <= PRESENTED * abs(a.item())
    return bool(is_rounded or ((is_finer or is_dressed) and is_near))


def _is(side: Side, truth: Array) -> bool:
    if side.value is None or truth.size != 1:
        return False
    return any(same_number(side.value, truth, factor=factor) for factor in scales(side))


def scales(side: Side) -> tuple[float, ...]:
    """The shares of a step's value that a side may be: 1, and of a number of per cent a hundredth,
    where it may be this number that is asked for."""
    return (1.0, 0.01) if side.text.endswith("%") else (1.0,)


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


@lru_cache(maxsize=4096)
def figures(text: str) -> int:
    """The significant figures that a number is written with, `0.0140` three, and `2.16 × 10^{-4}`;
    of a matrix all."""
    return len("".join(_FIGURES.findall(_TIMES_TEN.sub("", text))).lstrip("0"))


def chance(text: str) -> float:
    """How likely a number as written is any one step's value by luck: most begin with a 1 or 2, and
    one of a single figure says no more than that."""
    count = figures(text)
    return 10.0**-count * (OFTEN if count > 1 else 1.0)


def telling(side: Side) -> float:
    """How much it tells that a value as written is the right one."""
    written = figures(side.text)
    return _TELLING[min(written, len(_TELLING) - 1)]


def telling_as(side: Side, truth: Array) -> float:
    """How much it tells that a value as written is a step's: as much as the figures that the two
    have in common, for 0.7569 is 0.76 as far as that goes."""
    if side.value is None or side.value.size * truth.size != 1:
        return telling(side)
    apart = min(abs(side.value.item() - one * truth.item()) for one in scales(side))
    return min(telling(side), _TELLING[min(_common(apart, truth.item()), len(_TELLING) - 1)])


def _common(apart: float, truth: float) -> int:
    """The figures in common of a number and another so far from it."""
    if not apart or not truth:
        return len(_TELLING)
    places = math.floor(-math.log10(apart / CUT_OFF))
    return max(0, places + math.floor(math.log10(abs(truth))) + 1)


def right_entries(value: Array, other: Array) -> tuple[float, int]:
    """The share of entries that a value has in common with another of its shape, and the figures
    that these are written with."""
    value = fitted(value, other.shape)
    if value.shape != other.shape or not value.size:
        return 0.0, 0
    same = same_entries(value, other)
    right = int(np.count_nonzero(same))
    if not right:
        return 0.0, 0
    return right / value.size, sum(figures(f"{entry:.6g}") for entry in value[same])


def telling_entries(
    value: Array, known: Sequence[Mapping[str, Array]], names: Iterable[str]
) -> dict[str, float]:
    """How much it tells for each name that most entries are those of a value known under it,
    nothing where they are fewer than a half."""
    found: dict[str, float] = {}
    for name in names if value.size > 1 else ():
        for values in {id(one.get(name)): one for one in known}.values():
            share, written = right_entries(value, values[name]) if name in values else (0.0, 0)
            if share >= HALF:
                amount = share * _TELLING[min(written, len(_TELLING) - 1)]
                found[name] = max(found.get(name, 0.0), amount)
    return found


def telling_size(value: Array) -> float:
    """How much more a value tells for being of several entries that are all right in their order:
    numbers that follow from wrong ones fit by luck, four of them do not."""
    return min(1.0 + MORE_FOR_EACH * (value.size - 1), MOST_MORE)
