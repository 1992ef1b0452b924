"""Vectors taken apart: where a question asks for the entries one by one, or names stand in a list.

`w = (0.7351, -0.2199)` states w1 and w2 of a rubric, `[h_1, h_2] = [0.8, -3]` both of the student's
own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from grader import record
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import value_side
from grader.mathlang import Tree, canonical, derivative, derivative_parts
from grader.mathlang.tree import List, Name

_BRACKETS = re.compile(r"\\(?:begin|end)\{[a-zA-Z]+\*?\}|\\(?:left|right)|[\[\]()]")
_TURNED = re.compile(r"(?:\^\s*\{?\s*(?:\\(?:top|intercal)|[Tt⊤])\s*\}?|\.T)\s*$")
_RENEWED = re.compile(r"_(?:new|next|plus|updated)$")
_SIGN = re.compile(r"[^\W\d_]+|\d+")
_MATRIX = re.compile(
    r"(?:\\end\{(?:[pbvB]?matrix|array|smallmatrix)\}(?:\s*\\right\s*[\])])?|\](?!\s*[,\]]))(?=\s*\S)"
)
"""The end of a matrix that something follows."""
MAX_ENTRIES = 24
"""Entries of what is written out one by one."""


@record(frozen=True, slots=True, kw_only=True)
class Whole:
    """What entries state together, or one of them, as a statement behind the last of them."""

    parts: tuple[int, ...]
    statement: Statement


def entries_of(text: str) -> list[str]:
    """The entries of a vector as written, `[a, b]` or a matrix of one row or column."""
    bare = _BRACKETS.sub(" ", _TURNED.sub("", text)).strip()
    return [entry.strip() for entry in re.split(r"\\\\|[,;&]", bare) if entry.strip()]


def one_by_one(
    number: int, statement: Statement, texts: Sequence[str], names: Sequence[str]
) -> Iterator[Whole]:
    """The values under their names, each as a statement."""
    for name, text in zip(names, texts, strict=True):
        chain = replace(
            statement.chain, members=(name, text), lines=statement.chain.lines[:1] * 2,
            continues=False, is_open=False,
        )  # fmt: skip
        yield Whole(parts=(number,), statement=replace(statement, chain=chain))


def taken_apart(number: int, statement: Statement, reading: Reading) -> Iterator[Whole]:
    """What a vector states of each of its entries, where names are known for them: those of a list
    that it is equal to, or its own with an index."""
    members = statement.chain.members
    sides = [reading.side(text) for text in members]
    at = value_side(sides)
    value = sides[at].value if at > 0 and not statement.asks else None
    if value is None or not 1 < value.size <= MAX_ENTRIES:
        return
    texts = entries_of(members[at])
    names = next((n for n, side in enumerate(sides) if _is_list_of_names(side.tree)), at)
    labels = entries_of(members[names]) if names < at else _indexed(sides[0], len(texts), reading)
    if len(labels) == len(texts):
        yield from one_by_one(number, statement, texts, labels)


def fronts(number: int, statement: Statement, reading: Reading) -> Iterator[Whole]:
    """The front of a product of matrices, where that is the value of a step not stated otherwise:
    `2 [..] [..]` states dL/dY where dL/dW is dL/dY times X^T."""
    followed = reading.values.followed
    waiting = followed.keys() & reading.rules.keys() - reading.values.by_step.keys()
    for text in statement.chain.members:
        for front in (text[: end.end()] for end in _MATRIX.finditer(text)):
            value = reading.side(front).value
            if value is None or value.ndim != 2:
                continue
            for name in waiting:
                if same_number(value, followed[name]):
                    yield from one_by_one(number, statement, [front], [name])


def _is_list_of_names(tree: Tree | None) -> bool:
    return isinstance(tree, List) and all(
        isinstance(item, Name) or _is_list_of_names(item) for item in tree.items
    )


def _indexed(side: Side, count: int, reading: Reading) -> list[str]:
    """The names of the entries of a vector, where all are values of the question, and the vector
    itself is none: its own with an index, or those that have it in common."""
    if side.name or not isinstance(side.tree, Name):
        return []
    found = [_with_index(side.tree.name, str(place)) for place in range(1, count + 1)]
    known = [reading.side(name).name for name in found]
    if all(known) and len(set(known)) == count:
        return found
    own = canonical(side.tree.name)
    return next((list(s) for s in series(reading) if len(s) == count and _common(s) == own), [])


def _common(names: Sequence[str]) -> str:
    """What names have in common that differ in one sign, `pi` of `pi_s` and `pi_t`."""
    first, second = (_SIGN.findall(name) for name in names[:2])
    return canonical("_".join(a for a, b in zip(first, second, strict=True) if a == b))


def _with_index(name: str, index: str) -> str:
    parts = derivative_parts(name)
    if parts is not None:
        return derivative(parts[0], _with_index(parts[1], index))
    bare = _RENEWED.sub("", canonical(name))
    return bare + index + canonical(name)[len(bare) :]


def series(reading: Reading) -> list[tuple[str, ...]]:
    """The steps of one shape whose names differ in one sign, `w1_new` and `w2_new`: a sheet may
    state them as one vector, or as the rows of a matrix or a table."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for step in reading.asked.steps:
        value = reading.meanings.truth.get(step.name)
        if value is None or value.ndim > 1 or step.is_formula:
            continue
        signs = _SIGN.findall(step.name)
        for at in range(len(signs)):
            key = (value.shape, *signs[:at], "", *signs[at + 1 :])
            groups.setdefault(key, []).append(step.name)
    return [tuple(names) for names in groups.values() if len(names) > 1]


def pairs(reading: Reading) -> Iterator[tuple[str, str]]:
    """The numbers that are asked for one behind the other, as the ends of an interval are."""
    truth = reading.meanings.truth
    known = ((s.name, truth.get(s.name)) for s in reading.asked.steps if not s.is_formula)
    single = [name for name, value in known if value is not None and not value.ndim]
    yield from pairwise(single)
