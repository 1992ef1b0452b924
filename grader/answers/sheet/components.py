"""Vectors and matrices that are stated entry by entry, put together; lists of names taken apart.

What belongs together tells `families` and `grids`, what it may be a step's truth: of all that
have as many entries as a step, those count that are right in most of them, or follow from what was
stated before, and those whose names bind them whatever they are. `[h_1, h_2] = [0.8, -3]` states
both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.answers.sheet.families import Family, by_name, by_place, entries
from grader.answers.sheet.grids import grids, rectangles
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import right_entries, value_side
from grader.mathlang import Tree
from grader.mathlang.tree import List, Name
from grader.model import Array

_BRACKETS = re.compile(r"\\(?:begin|end)\{[a-zA-Z]+\*?\}|\\(?:left|right)|[\[\]()]")
MAX_ENTRIES = 24
"""Entries of what is written out one by one."""
LEAST_FIGURES = 4
"""Figures of entries that stand in a row and are right: fewer are right by luck."""
SOME, MOST = 0.5, 0.75
"""The share of entries that have to be right of what is bound, and of what stands together."""
MAX_EQUAL = 3
"""Wholes that are offered for one step, where several are right in as many entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What entries state together, as a statement, behind the last of them."""

    parts: tuple[int, ...]
    statement: Statement


def wholes(said: Sequence[tuple[int, Statement]], reading: Reading) -> Iterator[Whole]:
    """The vectors and matrices that the statements of one question make, entry by entry.

    said: the statements with their numbers, in order. Each is given out before the next is looked
    for, so that it may follow from what came before.
    """
    for number, item in said:
        yield from _taken_apart(number, item, reading)
    steps = [step.name for step in reading.asked.steps]
    shapes = {name: shape for name in steps if (shape := _shape(name, reading))}
    if not shapes:
        return
    found = entries(said, reading)
    named, placed, tables = [*by_name(found)], [*by_place(found)], grids(said, reading)
    given: set[tuple[object, ...]] = set()
    for name, shape in shapes.items():
        fitting = [one for family in named if (one := _filled(family, shape))]
        windows = [part for family in placed for part in _windows(family, shape)]
        cells = [one for grid in tables for one in rectangles(grid, shape)]
        unnamed = [one for family in (*windows, *cells) if (one := _filled(family, shape))]
        known = [one for one in fitting if one.family.is_named and not _is_given(one, reading)]
        for one in [*_right([*fitting, *unnamed], name, reading), *known]:
            if one.key not in given:
                given.add(one.key)
                yield one.whole()


def _shape(name: str, reading: Reading) -> tuple[int, ...]:
    """The shape of a step that has entries; () of any other."""
    value = reading.meanings.truth.get(name)
    return value.shape if value is not None and 1 < value.size <= MAX_ENTRIES else ()


def _windows(family: Family, shape: tuple[int, ...]) -> Iterator[Family]:
    """The parts of a family that stand in a row and have as many members as a shape."""
    for count in {int(np.prod(shape)), shape[0]}:
        for at in range(len(family.entries) - count + 1):
            yield replace(family, entries=family.entries[at : at + count])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Filled:
    """A family as a value of some shape: its entries as written and as numbers."""

    family: Family
    texts: tuple[str, ...]
    value: Array

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others: its values and their places."""
        parts = self.family.entries
        return (*(part.number for part in parts), self.value.shape, self.texts)

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
        statement = replace(final, chain=chain)
        return Whole(parts=tuple(part.number for part in parts), statement=statement)


def _filled(family: Family, shape: tuple[int, ...]) -> _Filled | None:
    """The family as a value of a shape, if it has as many entries, or as many rows or columns."""
    parts = family.entries
    sizes = {part.value.size for part in parts}
    size = int(np.prod(shape))
    if len(sizes) != 1 or len(parts) * min(sizes) != size:
        return None
    if sizes == {1}:
        texts = [[part.text] for part in parts]
    elif len(shape) == 2 and len(parts) in shape:
        texts = [_entries(part.text) for part in parts]
    else:
        return None
    if any(len(row) != min(sizes) for row in texts):
        return None
    value = np.array([part.value.ravel() for part in parts])
    if sizes != {1} and len(parts) != shape[0]:  # the columns one by one
        value, texts = value.T, [list(row) for row in zip(*texts, strict=True)]
    flat = tuple(text for row in texts for text in row)
    return _Filled(family=family, texts=flat, value=value.reshape(shape))


def _written(texts: Sequence[str], shape: tuple[int, ...]) -> str:
    if len(shape) == 1:
        return f"[{', '.join(texts)}]"
    width = len(texts) // shape[0]
    rows = [_written(texts[at : at + width], shape[1:]) for at in range(0, len(texts), width)]
    return f"[{', '.join(rows)}]"


def _is_given(found: _Filled, reading: Reading) -> bool:
    """Whether the points of the question are restated one by one."""
    return any(same_number(found.value, value, True) for value in reading.asked.parameters.values())


def _right(found: Sequence[_Filled], name: str, reading: Reading) -> list[_Filled]:
    """Those that are right for a step in most entries, and in more than all others."""
    values = [
        reading.meanings.truth[name],
        *(v for n, v in reading.followed().items() if n == name),
    ]
    shares = [max(_share(one, value) for value in values) for one in found]
    most = max(shares, default=0.0)
    best = [one for one, share in zip(found, shares, strict=True) if most and share == most]
    return [one for one in best if most >= (SOME if one.family.is_bound else MOST)][-MAX_EQUAL:]


def _share(found: _Filled, value: Array) -> float:
    """The share of entries that are right; 0 where their figures are so few that it is luck."""
    share, written = right_entries(found.value, value)
    return share if written >= LEAST_FIGURES else 0.0


def _taken_apart(number: int, statement: Statement, reading: Reading) -> Iterator[Whole]:
    """What a list of names equal to a list of values states of each name."""
    members = statement.chain.members
    if not any("," in text or "\\\\" in text for text in members[:-1]):
        return
    sides = [reading.side(text) for text in members]
    names = next((n for n, side in enumerate(sides) if _is_list_of_names(side.tree)), -1)
    at = value_side(sides)
    if names < 0 or at <= names:
        return
    labels, values = _entries(members[names]), _entries(members[at])
    if len(labels) == len(values):
        for label, value in zip(labels, values, strict=True):
            chain = replace(
                statement.chain, members=(label, value), lines=statement.chain.lines[:1] * 2
            )
            yield Whole(parts=(number,), statement=replace(statement, chain=chain))


def _is_list_of_names(tree: Tree | None) -> bool:
    return isinstance(tree, List) and all(
        isinstance(item, Name) or _is_list_of_names(item) for item in tree.items
    )


def _entries(text: str) -> list[str]:
    """The entries of a vector as written, `[a, b]` or a matrix of one row or column."""
    bare = _BRACKETS.sub(" ", text).strip()
    return [entry.strip() for entry in re.split(r"\\\\|[,;&]", bare) if entry.strip()]
