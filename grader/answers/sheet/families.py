"""Single values of a sheet that belong together: each family may be a vector or a matrix.

`s_1 = 0.6`, `s_2 = 0.7` belong together for their names differ in one sign alone; so do
`alpha_1(R)` and `alpha_1(S)`, `dL/dw_1` and `dL/dw_2`, and `b_2` and `m_2` of the second day. So
do the results of the lines of a list, whatever they are called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from grader import record
from grader.answers.document.blocks import Kind
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import value_side
from grader.mathlang import base_and_figures, canonical
from grader.mathlang.tree import Name
from grader.model import Array

_SIGN = re.compile(
    r"\\(?:left|right|big|Big|limits|[,;:! ])(?![a-zA-Z])"
    r"|(\\[a-zA-Z]+|[^\W\d_]+|(?<![\w)}])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?|[^\s{}$])"
)
_EMPTIED = re.compile(r"[_^]?(?:\{[\s,]*\}|\([\s,]*\)|\[[\s,]*\])|[_^](?=[\s)}\](_^]|$)")
MAX_SIGNS = 24
"""Signs of a label; what is longer is a formula."""
NAMED, BOUND, MOST = 0.5, 0.6, 0.75
"""The share that has to be right of names that differ in one sign, of a whole column or row of a
table, and of what only stands in a row."""
LEAST = 2
MAX_GAP = 2
"""Blocks from one line of a list to the next: its mark is a block of its own."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """A value that is stated: the number of its statement, its text, and its label in signs.

    is_indexed: whether it says itself which entry it is, `s_2`.
    """

    number: int
    statement: Statement
    text: str
    value: Array
    label: tuple[re.Match[str], ...] = ()
    is_indexed: bool = False

    @property
    def signs(self) -> tuple[str, ...]:
        return tuple(sign[1] for sign in self.label)


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Family:
    """Values that something binds, in order. label: what they are called together. lead: the words
    before them. least: the share of them that has to be right for what they are to be known, the
    smaller the more binds them. is_named: whether they have a name together, which may tell it."""

    entries: tuple[Entry, ...]
    label: str
    lead: str = ""
    least: float = MOST
    is_named: bool = False


def entries(said: Sequence[tuple[int, Statement]], reading: Reading) -> list[Entry]:
    """The values that statements give to something, in order."""
    found = (_entry(number, statement, reading) for number, statement in said)
    return [one for one in found if one is not None]


def _entry(number: int, statement: Statement, reading: Reading) -> Entry | None:
    members = statement.chain.members
    sides = [reading.side(text) for text in members]
    at = value_side(sides)
    value = sides[at].value if at >= 0 else None
    if value is None or statement.asks:
        return None
    tree = sides[0].tree
    return Entry(
        number=number,
        statement=statement,
        text=members[at].strip(),
        value=value,
        label=_signs(members[0]) if at > 0 else (),
        is_indexed=isinstance(tree, Name) and base_and_figures(canonical(tree.name))[1] != "",
    )


def _signs(label: str) -> tuple[re.Match[str], ...]:
    found = tuple(sign for sign in _SIGN.finditer(label) if sign[1])
    return found if len(found) <= MAX_SIGNS else ()


@record(frozen=True, slots=True, eq=False)
class _Member:
    """An entry, with the places in its label of the signs that set it apart, and these."""

    entry: Entry
    places: tuple[int, ...]
    apart: tuple[str, ...]


def by_name(found: Sequence[Entry]) -> Iterator[Family]:
    """The families of names that differ in one sign, and of those that differ in figures alone."""
    groups: dict[tuple[str, ...], list[_Member]] = defaultdict(list)
    seen: dict[str, int] = {}
    for place, entry in enumerate(found):
        signs = entry.signs
        if entry.statement.kind is Kind.ROW and not any(map(str.isdecimal, signs)):
            continue  # the heads of columns: their cells are put together by the table
        for sign in signs:
            seen.setdefault(sign, place)
        for places in _places(signs):
            key = tuple("" if at in places else sign for at, sign in enumerate(signs))
            groups[key].append(_Member(entry, places, tuple(signs[at] for at in places)))
    for members in groups.values():
        for one in _rounds(members) if len(members) >= LEAST else ():
            yield from _in_order(one, seen)


def _places(signs: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Where one name may differ from another: in one sign, or in all its figures."""
    yield from ((at,) for at, sign in enumerate(signs) if sign[-1].isalnum())
    figures = tuple(at for at, sign in enumerate(signs) if sign.isdecimal())
    if len(figures) > 1:
        yield figures


def _rounds(members: Sequence[_Member]) -> Iterator[list[_Member]]:
    """The members up to where one of them comes again, as in another iteration."""
    here: dict[tuple[str, ...], _Member] = {}
    for member in members:
        if member.apart in here:
            yield list(here.values())
            here = {}
        here[member.apart] = member
    yield list(here.values())


def _in_order(members: list[_Member], seen: dict[str, int]) -> Iterator[Family]:
    """A family in the order of its indices, else as it stands, and as its names were first seen."""
    indices = [member.apart for member in members]
    if len(members) < LEAST:
        return
    if all(sign.isdecimal() for apart in indices for sign in apart):
        if _is_series(indices):
            yield _family(sorted(members, key=lambda one: [int(sign) for sign in one.apart]))
        return
    yield _family(members)
    first = sorted(members, key=lambda one: [seen[sign] for sign in one.apart])
    if first != members:
        yield replace(_family(first), is_named=False)


def _family(members: Sequence[_Member]) -> Family:
    common = _common(members[0])
    return Family(
        entries=tuple(member.entry for member in members),
        label=common or _together(members),
        lead=members[0].entry.statement.chain.lead,
        least=NAMED,
        is_named=bool(common),
    )


def _together(members: Sequence[_Member]) -> str:
    """One name of what several letters stand for under one index: `b_2` and `m_2` are `bandm_2`,
    which is learned as any name of the student's own is."""
    first = members[0]
    signs = [re.sub(r"\W", "", sign) for member in members for sign in member.apart]
    label = first.entry.statement.chain.members[0]
    return f"{'and'.join(signs)}{label[first.entry.label[first.places[0]].end(1) :]}"


def _is_series(indices: Sequence[tuple[str, ...]]) -> bool:
    """Whether indices count from 0 or 1 on; several figures, or one of two, count rows and
    columns."""
    if all(len(index) > 1 or len(index[0]) == 2 for index in indices):
        return True
    numbers = sorted(int(index[0]) for index in indices)
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _common(member: _Member) -> str:
    """The label without what sets its member apart from others; "" where its front does."""
    bare = member.entry.statement.chain.members[0]
    for at in reversed(member.places):
        sign = member.entry.label[at]
        bare = bare[: sign.start(1)] + bare[sign.end(1) :]
    while (emptied := _EMPTIED.sub("", bare)) != bare:
        bare = emptied
    return bare.strip() if member.places[0] and bare[:1] not in ("", "_", "^") else ""


def by_place(found: Sequence[Entry]) -> Iterator[Family]:
    """The families of values in a row: in one block, and the last values of blocks in a row."""
    free = [e for e in found if not e.statement.is_row and e.statement.kind is not Kind.ROW]
    blocks = [list(part) for _, part in groupby(free, key=lambda entry: entry.statement.block)]
    for part in blocks:
        yield Family(entries=tuple(part), label="", lead=part[0].statement.chain.lead)
    run: list[Entry] = []
    for part in blocks:
        last = part[-1]
        if run and not 0 < last.statement.block - run[-1].statement.block <= MAX_GAP:
            yield Family(entries=tuple(run), label="", lead=run[0].statement.chain.lead)
            run = []
        run.append(last)
    if run:
        yield Family(entries=tuple(run), label="", lead=run[0].statement.chain.lead)
