"""Vectors and matrices that are stated entry by entry, put together.

What belongs together tell `families` and `grids`, what it may be the truth: of all that have as
many entries as a step, those count that are right in most of them, or follow from what was stated
before, and those that have a name together, whatever they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import log10, prod
from operator import is_

import numpy as np

from grader import record
from grader.answers.sheet.apart import (
    MAX_ENTRIES,
    Whole,
    entries_of,
    fronts,
    pairs,
    series,
    taken_apart,
)
from grader.answers.sheet.families import MOST, Entry, Family, by_name, by_place, entries
from grader.answers.sheet.grids import Grid, grids, rectangles, rows_of
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import right_entries
from grader.model import Array

LEAST_FIGURES = 4
"""Figures of entries that stand in a row and are right: fewer are right by luck."""
ROOM = 50
"""So many numbers, of which any that stand in a row may be looked at, need no more figures."""
MORE_FOR_TEN = 2.0
"""Figures more for ten times as many: for as many rows one, and one for lists that go on in small
steps, where what is near a value stands beside it."""
MAX_EQUAL = 3
"""Wholes that are offered for one step, where several are right in as many entries."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class _Target:
    """What is looked for: a step with entries, or several steps of one number each. values: what it
    is, and what it would be from the student's own values."""

    names: tuple[str, ...]
    shape: tuple[int, ...]
    values: tuple[Array, ...]


def wholes(said: Sequence[tuple[int, Statement]], reading: Reading) -> Iterator[Whole]:
    """The vectors and matrices that the statements of one question make, entry by entry, and the
    entries of vectors that are asked for one by one.

    said: the statements with their numbers, in order. Each is given out before the next is looked
    for, so that it may follow from what came before.
    """
    for number, item in said:
        yield from taken_apart(number, item, reading)
        yield from fronts(number, item, reading)
    found = entries(said, reading)
    named, placed = [*by_name(found)], [*by_place(found)]
    tables = [*grids(said, reading), *rows_of(found)]
    vectors = [_alone(one) for one in found if one.value.size > 1 and not one.statement.is_row]
    figures = _figures(found, tables)
    given: set[tuple[object, ...]] = set()
    for step in reading.asked.steps:
        target = _target((step.name,), reading)
        for one in _of_one(named, placed, tables, target, reading, figures) if target else ():
            if one.key not in given:
                given.add(one.key)
                yield one.whole()
    for names in (*series(reading), *pairs(reading)):
        target = _target(names, reading)
        cells = _cells(tables, target) if target else []
        wholly = [*_filled((*vectors, *cells), target.shape)] if target else []
        for one in _right(wholly, target, figures) if target else ():
            yield from one.apart(names)


def _figures(found: Sequence[Entry], tables: Sequence[Grid]) -> float:
    """The figures that entries must have which only stand in a row, of as many as there are."""
    cells = sum(cell is not None for grid in tables for row in grid.rows for cell in row)
    count = max(cells, sum(not one.statement.is_row for one in found))  # which may be the same
    return LEAST_FIGURES + MORE_FOR_TEN * log10(max(1.0, count / ROOM))


def _of_one(
    named: Sequence[Family],
    placed: Sequence[Family],
    tables: Sequence[Grid],
    target: _Target,
    reading: Reading,
    figures: float,
) -> list[_Filled]:
    """What entries may make of one step: what is right, and what bears a name of its own."""
    windows = [part for family in placed for part in _windows(family, target.shape)]
    fitting = [*_filled(named, target.shape)]
    unnamed = [*_filled((*windows, *_cells(tables, target)), target.shape)]
    turned = [*_filled((*named, *windows), target.shape, is_turned=True)]
    right = _right([*fitting, *unnamed, *turned], target, figures)
    bound = {one.family.entries for one in right}
    own = (one for one in fitting if one.family.is_named and one.family.entries not in bound)
    return [*right, *(one for one in own if not _is_given(one, reading))]


def _cells(tables: Sequence[Grid], target: _Target) -> list[Family]:
    return [one for grid in tables for one in rectangles(grid, target.shape, target.values)]


def _alone(entry: Entry) -> Family:
    return Family(entries=(entry,), label="", lead=entry.statement.chain.lead)


def _target(names: tuple[str, ...], reading: Reading) -> _Target | None:
    """What steps are together; None of one without entries."""
    both = (reading.meanings.truth, reading.values.followed)
    values = [[known[name] for name in names if name in known] for known in both]
    if len(values[0]) == len(values[1]) and all(map(is_, *values)):
        values.pop()  # nothing follows but what is true
    if len(names) > 1:
        whole = [np.array(found) for found in values if len(found) == len(names)]
    else:
        whole = [found[0] for found in values if found]
    whole = [value for value in whole if value.shape == whole[0].shape]
    if not whole or not 1 < whole[0].size <= MAX_ENTRIES:
        return None
    return _Target(names=names, shape=whole[0].shape, values=tuple(whole))


def _windows(family: Family, shape: tuple[int, ...]) -> Iterator[Family]:
    """The parts of a family that stand in a row and have as many members as a shape. Where names
    tell themselves which entries they are, their place does not."""
    for count in {prod(shape), shape[0]}:
        for at in range(len(family.entries) - count + 1):
            found = family.entries[at : at + count]
            labels = {one.signs for one in found if one.is_indexed}
            if len(labels) < count:
                yield replace(family, entries=found)


@record(frozen=True, slots=True, kw_only=True, eq=False)
class _Filled:
    """A family as a value of some shape: its entries as written and as numbers."""

    family: Family
    texts: tuple[str, ...]
    value: Array

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others: its values and their places."""
        parts = self.family.entries
        return (self.family.label, *(part.number for part in parts), self.value.shape, self.texts)

    def whole(self) -> Whole:
        parts = self.family.entries
        final = max(parts, key=lambda part: part.number).statement
        text = _written(self.texts, self.value.shape)
        label = (self.family.label,) if self.family.label else ()
        lines = (final.chain.lines[-1],) * (1 + len(label))
        chain = replace(
            final.chain, members=(*label, text), lines=lines, lead=self.family.lead,
            continues=False, is_open=False,
        )  # fmt: skip
        statement = replace(final, chain=chain, is_row=False)
        return Whole(parts=tuple(part.number for part in parts), statement=statement)

    def apart(self, names: Sequence[str]) -> Iterator[Whole]:
        """Its entries one by one, each as what a step is by its place among them."""
        parts, shape = self.family.entries, self.value.shape[1:]
        size = len(self.texts) // len(names)
        for at, name in enumerate(names):
            part = parts[min(at * len(parts) // len(names), len(parts) - 1)]
            text = _written(self.texts[at * size : (at + 1) * size], shape)
            chain = replace(
                part.statement.chain, members=(text,), lines=part.statement.chain.lines[-1:],
                lead="", continues=False, is_open=False,
            )  # fmt: skip
            statement = replace(part.statement, chain=chain, about=name, is_row=False)
            yield Whole(parts=(part.number,), statement=statement)


def _filled(
    families: Iterable[Family], shape: tuple[int, ...], *, is_turned: bool = False
) -> Iterator[_Filled]:
    """The families that have as many entries as a shape, or as many rows, as values of it.

    is_turned: whether vectors are its columns, not its rows.
    """
    for family in families:
        texts = _texts(family, shape, is_turned)
        if texts is None:
            continue
        value = np.array([part.value.ravel() for part in family.entries])
        if len(family.entries) == 1:
            alone = family.entries[0].value
            value, texts = np.atleast_2d(alone), _lines(texts[0], alone.shape[0])
        if is_turned or value.shape == shape[::-1] != shape:
            value, texts = value.T, [list(row) for row in zip(*texts, strict=True)]
        flat = tuple(text for row in texts for text in row)
        yield _Filled(family=family, texts=flat, value=value.reshape(shape))


def _texts(family: Family, shape: tuple[int, ...], is_turned: bool) -> list[list[str]] | None:
    """The entries of each part of a family, where they are as many as a shape has; else None."""
    parts = family.entries
    each = prod(shape) // len(parts)
    is_list = len(parts) == 1 or (len(shape) == 2 and len(parts) == shape[is_turned])
    if any(part.value.size != each for part in parts) or each * len(parts) != prod(shape):
        return None
    if is_turned if each == 1 else not is_list:
        return None
    texts = [[part.text] if each == 1 else entries_of(part.text) for part in parts]
    return texts if all(len(row) == each for row in texts) else None


def _lines(texts: Sequence[str], count: int) -> list[list[str]]:
    width = len(texts) // count
    return [list(texts[at : at + width]) for at in range(0, len(texts), width)]


def _written(texts: Sequence[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return texts[0]
    if len(shape) == 1:
        return f"[{', '.join(texts)}]"
    rows = [_written(row, shape[1:]) for row in _lines(texts, shape[0])]
    return f"[{', '.join(rows)}]"


def _is_given(found: _Filled, reading: Reading) -> bool:
    """Whether the points of the question are restated one by one."""
    return any(same_number(found.value, value, True) for value in reading.asked.parameters.values())


def _right(found: Sequence[_Filled], target: _Target, figures: float) -> list[_Filled]:
    """Those that are right in most entries, and in more than all others. figures: how many those
    have at least that only stand in a row."""
    shares = [max(_share(one, value, figures) for value in target.values) for one in found]
    most = max(shares, default=0.0)
    best = [one for one, share in zip(found, shares, strict=True) if most and share == most]
    return [one for one in best if most >= one.family.least][-MAX_EQUAL:]


def _share(found: _Filled, value: Array, figures: float) -> float:
    """The share of entries that are right; 0 where their figures are so few that it is luck."""
    share, written = right_entries(found.value, value)
    is_bound = found.family.least < MOST or len(found.family.entries) == 1
    return share if written >= (LEAST_FIGURES if is_bound else figures) else 0.0
