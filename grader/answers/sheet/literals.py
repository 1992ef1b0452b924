"""Numbers that stand for named values: `w_3 * 0.49` for a student whose h2 is 0.49."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from operator import itemgetter
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from grader import record
from grader.agreement import fitted
from grader.answers.sheet.meaning import agrees, value_at
from grader.mathlang import Tree, free_names
from grader.mathlang.tree import (
    Call,
    Entry,
    List,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Subscript,
    Transpose,
    children,
    with_children,
)
from grader.model import Array

_NUMERAL = re.compile(r"[^\d.]*(?:\d[\d,\s]*)?(?:\.(\d+))?[^\d.]*")
EQUAL = 1e-9
"""How far apart, as a share, one value computed in two ways may be."""
COARSEST = 0.11
"""How far apart a value and itself in one decimal are at most: fewer figures tell nothing."""
NEARLY = 1e-5
"""How far apart, as a share, values from constants with more and with less figures may be."""
_HALF, MANY = 0.501, 3
"""Of the last figure: a value that is known in few figures is rounded by no more than a half of it,
but for errors on the way, which show in so many figures: 2.7 is no 2.625."""
MAX_NAMES = 4
"""Names that one number may stand for."""
MAX_TRIED = 64
MAX_LITERALS = 14


@record(frozen=True, slots=True)
class Known:
    """A value that a number may stand for. is_exact: whether it must be written in full."""

    name: str
    value: Array
    is_exact: bool = False


_Key = TypeVar("_Key")


class NearValues(Generic[_Key]):
    """Values in the order of their size: a sheet has hundreds of numbers, and each is far from most
    values."""

    def __init__(self, values: Mapping[_Key, Array]) -> None:
        self._values = values
        singles = [(value.item(), key) for key, value in values.items() if value.size == 1]
        singles.sort(key=itemgetter(0))
        self._numbers = [number for number, _ in singles]
        self._keys = [key for _, key in singles]
        self._others = [(key, value.size) for key, value in values.items() if value.size != 1]
        self._same: dict[tuple[object, ...], list[_Key]] = {}

    def __getitem__(self, key: _Key) -> Array:
        return self._values[key]

    def to(self, value: Array, factor: float = 1.0, share: float = NEARLY) -> list[_Key]:
        """The keys of those that, times a factor, a value may be, written in few figures, or as
        constants make it, by a share of it."""
        if value.size != 1:
            return [key for key, size in self._others if size == value.size]
        number = value.item() / factor
        room = COARSEST / abs(factor) + 2 * share * abs(number)
        start = bisect_left(self._numbers, number - room)
        return self._keys[start : bisect_right(self._numbers, number + room)]

    def same(self, value: Array, factor: float = 1.0, places: int | None = None) -> Sequence[_Key]:
        """The keys of those that, times a factor, a value is as it is written; looked up once, for
        every statement is weighed several times."""
        asked = (value.tobytes(), value.shape, factor, places)
        if asked not in self._same:
            near = self.to(value, factor)
            self._same[asked] = [
                key for key in near
                if same_number(value, self._values[key], factor=factor, places=places)
            ]  # fmt: skip
        return self._same[asked]


class KnownValues:
    """The values that numbers may stand for, the likeliest first."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._near = NearValues({at: one.value for at, one in enumerate(known)})

    def like(self, value: Array) -> Iterator[Known]:
        """Those that a value, or its negative, may be at a quick look."""
        places = {*self._near.to(value), *self._near.to(value, -1.0)}
        return (self._known[at] for at in sorted(places))


def named(tree: Tree, known: KnownValues) -> Iterator[Tree]:
    """The tree with names put in for its numbers, the likeliest first, within bounds."""
    literals = list(dict.fromkeys(_literals(tree)))
    if not literals or len(literals) > MAX_LITERALS:
        return
    choices = [_choices(literal, known) for literal in literals]
    if all(len(choice) == 1 for choice in choices):
        return
    for picked in islice(product(*choices), MAX_TRIED):
        put_in = dict(zip(literals, picked, strict=True))
        found = _replaced(tree, put_in)
        if free_names(found):
            yield found


def _literals(tree: Tree) -> Iterator[Tree]:
    """The numbers and matrices of numbers in a tree, signs included; exponents are none."""
    if _is_literal(tree):
        yield tree
    elif isinstance(tree, Power):
        yield from _literals(tree.base)
        if not _is_plain_power(tree):
            yield from _literals(tree.exponent)
    elif isinstance(tree, (Entry, Subscript)):
        yield from _literals(tree.base)
    else:
        for child in children(tree):
            yield from _literals(child)


def _is_plain_power(tree: Power) -> bool:
    """Whether an exponent is a plain number, `x^2`, and no argument of an exponential."""
    return isinstance(tree.exponent, Number) and tree.base != Name("e")


def _is_literal(tree: Tree) -> bool:
    if isinstance(tree, Number):
        return True
    if isinstance(tree, Negative):
        return isinstance(tree.operand, Number)
    if isinstance(tree, Product) and set(tree.signs) == {"/"} and len(tree.operands) == 2:
        return all(isinstance(part, Number) for part in tree.operands) and tree.operands[
            0
        ] != Number(1.0)
    return isinstance(tree, List) and not free_names(tree) and not _computes(tree)


def _computes(tree: Tree) -> bool:
    return any(
        isinstance(item, (Call, Product, Power)) or _computes(item) for item in children(tree)
    )


def _choices(literal: Tree, known: KnownValues) -> list[Tree]:
    """What a literal may stand for: names first, for whole numbers the number itself first."""
    value = value_at(literal, {})
    if value is None:
        return [literal]
    found: list[Tree] = []
    for one in known.like(value):
        if len(found) < MAX_NAMES:
            found += _as(value, one)
    found = list(dict.fromkeys(found))[:MAX_NAMES]
    plain = value.ndim == 0 and float(value) in (0.0, 1.0, 2.0, 0.5, -1.0)
    return [literal, *found] if plain else [*found, literal]


def _as(value: Array, known: Known) -> list[Tree]:
    """The known value, its negative or its transpose, if that is what was written."""
    name = Name(known.name)
    found: list[Tree] = []
    if same_number(value, known.value, known.is_exact):
        found.append(name)
    elif known.value.ndim == 0 and same_number(-value, known.value, known.is_exact):
        found.append(Negative(name))
    elif known.value.ndim == 2 and same_number(value.T, known.value, known.is_exact):
        found.append(Transpose(name))
    return found


def same_number(
    value: Array,
    other: Array,
    is_exact: bool = False,
    *,
    factor: float = 1.0,
    places: int | None = None,
) -> bool:
    """Whether one value is the other as written with fewer figures, rounded or cut off.

    Whole numbers, and numbers of one figure, must be the same. factor: by what the other is
    taken. places: the decimals that the value is written with, 2 of 1334.00; else as it prints.
    """
    if value.size == other.size == 1:  # most numbers of a sheet, and most are far from it
        return _same_single(value.item(), factor * other.item(), is_exact, places)
    if value.size != other.size:
        return False
    other = other if factor == 1.0 else np.asarray(factor * other)
    if agrees(value, other, EQUAL):
        return True
    value = fitted(value, other.shape)
    if is_exact or value.shape != other.shape:
        return False
    pairs = zip(value.ravel(), other.ravel(), strict=True)
    return all(_rounds(float(a), float(b)) for a, b in pairs)


def is_near(value: Array, other: Array) -> bool:
    """Whether one value, written in more figures than luck gives, is the other as it follows from
    constants in a few figures less: a calculator has 1.6448536 where a rubric says 1.644854."""
    if value.size != other.size or not np.all(np.isfinite(value)):
        return False
    value = fitted(value, other.shape)
    if value.shape != other.shape or not np.all(value % 1):
        return False
    return bool(np.all(np.abs(value - other) <= NEARLY * np.abs(other)))


def near_entries(value: Array, other: Array) -> NDArray[np.bool_]:
    """Which entries of a value may be those of another of its shape, at a quick look."""
    near: NDArray[np.bool_] = np.abs(value - other) <= COARSEST + EQUAL * np.abs(other)
    return near


def same_entries(value: Array, other: Array) -> NDArray[np.bool_]:
    """Which entries of a written value are those of another of its shape: in all its figures, for
    of a few numbers side by side some are near, as 1.16 is to 1.2."""
    near = near_entries(value, other)
    if not near.any():  # so it is with most values
        return near
    for place in np.argwhere(near):
        at = tuple(place)
        a, b = float(value[at]), float(other[at])
        is_finer = _decimals(a) > _decimals(b) and abs(a - b) >= 1.001 * 10.0 ** -_decimals(a)
        near[at] = not is_finer and _same_single(a, b, False, None)
    return near


def _same_single(a: float, b: float, is_exact: bool, places: int | None) -> bool:
    apart = abs(a - b)
    if apart <= EQUAL * max(abs(b), 1e-12):
        return True
    return not is_exact and apart < COARSEST and _rounds(a, b, places)


def _rounds(a: float, b: float, written: int | None = None) -> bool:
    if a == b:
        return True
    decimals_a, decimals_b = max(_decimals(a), written or 0), _decimals(b)
    coarse, places = (a, decimals_a) if decimals_a <= decimals_b else (b, decimals_b)
    if places <= 0 or a * b < 0 or not abs(a - b) < 1.001 * 10.0**-places:
        return False
    least = MANY if coarse == b and abs(a - b) > _HALF * 10.0**-places else 2
    return len(f"{abs(coarse):.{places}f}".replace(".", "").lstrip("0")) >= least


def written_places(text: str) -> int | None:
    """The decimals of a plain numeral as it is written; None of anything else."""
    found = _NUMERAL.fullmatch(text)
    return len(found[1] or "") if found else None


@lru_cache(maxsize=4096, typed=True)
def _decimals(value: float) -> int:
    """Decimal places of a number as it prints."""
    text = repr(value)
    mantissa, _, exponent = text.partition("e")
    _, _, fraction = mantissa.partition(".")
    places = 0 if fraction == "0" else len(fraction)
    return places - int(exponent or 0)


def _replaced(tree: Tree, put_in: dict[Tree, Tree]) -> Tree:
    if tree in put_in:
        return put_in[tree]
    if isinstance(tree, Power) and _is_plain_power(tree):
        return Power(_replaced(tree.base, put_in), tree.exponent)
    if isinstance(tree, Entry):
        return Entry(_replaced(tree.base, put_in), tree.indices)
    return with_children(tree, tuple(_replaced(child, put_in) for child in children(tree)))
