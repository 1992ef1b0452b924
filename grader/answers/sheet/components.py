"""A vector that is stated entry by entry, put together, and a list of names taken apart.

`s_1 = 0.6`, `s_2 = 0.7`, `s_3 = -0.85` are z where z has three entries; so are alpha_1(R) and
alpha_1(S), and the cells of a column under its name. `[h_1, h_2] = [0.8, -3]` states both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.answers.document.blocks import Kind
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import value_side
from grader.mathlang import Tree, base_and_figures, canonical, known_function
from grader.mathlang.tree import Call, List, Name

_APPLIED = re.compile(r".*?\(([^()=]+)\)", re.DOTALL)
_BRACKETS = re.compile(r"\\(?:begin|end)\{[a-zA-Z]+\*?\}|\\(?:left|right)|[\[\]()]")
MAX_ENTRIES = 24
"""Entries of what is written out one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A statement of one entry: whose entry, which one, and its value as written."""

    number: int
    statement: Statement
    base: str
    index: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What entries state together, as a statement, behind the last of them."""

    parts: tuple[int, ...]
    statement: Statement


def wholes(said: Sequence[tuple[int, Statement]], reading: Reading) -> list[Whole]:
    """The vectors and matrices that the statements of one question make, entry by entry.

    said: the statements with their numbers, in order.
    """
    apart = [whole for number, item in said for whole in _taken_apart(number, item, reading)]
    shapes = _shapes(reading)
    if not shapes:
        return apart
    found = [_component(number, statement, reading) for number, statement in said]
    parts = [one for one in found if one is not None]
    groups = [*_grouped(parts, _by_name), *_grouped(parts, _by_index), *_grouped(parts, _by_row)]
    return [*apart, *(whole for group in groups for whole in _wholes(group, shapes))]


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


def _grouped(
    parts: Sequence[Component], key: Callable[[Component], str]
) -> Iterator[Sequence[Component]]:
    groups: dict[str, list[Component]] = defaultdict(list)
    for part in parts:
        if key(part):
            groups[key(part)].append(part)
    yield from groups.values()


def _by_name(part: Component) -> str:
    """The entries of one letter: `s_1`, `s_2`; the cells of a column."""
    return part.base


def _by_index(part: Component) -> str:
    """The values that stand under one index: `b_1` and `m_1` of the first day."""
    return f"_{part.index}" if part.index.isdigit() else ""


def _by_row(part: Component) -> str:
    """The cells of one row of a table."""
    return str(part.statement.place) if part.statement.kind is Kind.ROW else ""


def _shapes(reading: Reading) -> frozenset[tuple[int, ...]]:
    """The shapes of the steps that have entries."""
    values = (reading.meanings.truth.get(step.name) for step in reading.asked.steps)
    found = {value.shape for value in values if value is not None and value.ndim}
    return frozenset(shape for shape in found if 1 < _size(shape) <= MAX_ENTRIES)


def _size(shape: tuple[int, ...]) -> int:
    size = 1
    for length in shape:
        size *= length
    return size


def _component(number: int, statement: Statement, reading: Reading) -> Component | None:
    members = statement.chain.members
    if len(members) < 2 or statement.asks:
        return None
    sides = [reading.side(text) for text in members]
    at = value_side(sides)
    value = sides[at].value if at > 0 else None
    name = _name(members[0], reading) if value is not None and value.size == 1 else None
    if name is None:
        return None
    base, index = name
    if statement.kind is Kind.ROW and not index.isdigit():  # a column: its rows are the entries
        base, index = f"{base}_{index}", f"row {number}"
    if not base or not index:
        return None
    return Component(
        number=number, statement=statement, base=base, index=index, text=members[at].strip()
    )


def _name(text: str, reading: Reading) -> tuple[str, str] | None:
    """What a label is an entry of, and which: `s_2` -> ("s", "2"), `alpha_1(R)` -> ("alpha1", "R");
    a name alone has no index."""
    side = reading.side(text)
    tree = side.tree
    applied = _APPLIED.fullmatch(text.strip())
    if applied and side.name:
        return side.name, applied[1].strip()
    if isinstance(tree, Call) and known_function(tree.function) is None:
        names = [part.name for part in tree.arguments if isinstance(part, Name)]
        return (canonical(tree.function), ",".join(names)) if names else None
    if isinstance(tree, Name) and not (reading.is_given(tree.name) or tree.name in reading.rules):
        name = canonical(tree.name)
        base, figures = base_and_figures(name)
        if not figures and "_" in name.strip("_"):
            base, _, figures = name.rpartition("_")
        return base.rstrip("_"), figures
    return None


def _wholes(group: Sequence[Component], shapes: frozenset[tuple[int, ...]]) -> Iterator[Whole]:
    """The entries of one group as one value, for each shape that has so many entries."""
    parts = list({(part.base, part.index): part for part in group}.values())
    indices = [part.index for part in parts]
    if len({part.base for part in parts}) == 1 and all(index.isdigit() for index in indices):
        if not _is_series(indices):
            return
        parts.sort(key=lambda part: int(part.index))
    for shape in sorted(shapes):
        if _size(shape) == len(parts):
            yield _whole(parts, shape)


def _whole(parts: Sequence[Component], shape: tuple[int, ...]) -> Whole:
    texts = [part.text for part in parts]
    value = f"[{', '.join(_rows(texts, shape[-1]) if len(shape) > 1 else texts)}]"
    final = max(parts, key=lambda part: part.number).statement
    bases = list(dict.fromkeys(part.base for part in parts))
    chain = replace(
        final.chain,
        members=(bases[0] if len(bases) == 1 else f"({', '.join(bases)})", value),
        lines=(parts[0].statement.chain.line, final.chain.lines[-1]),
        continues=False,
        is_open=False,
    )
    numbers = tuple(part.number for part in parts)
    return Whole(parts=numbers, statement=replace(final, chain=chain))


def _rows(texts: Sequence[str], width: int) -> list[str]:
    return [f"[{', '.join(texts[at : at + width])}]" for at in range(0, len(texts), width)]


def _is_series(indices: Sequence[str]) -> bool:
    """Whether indices count from 0 or 1 on; those of two figures count rows and columns."""
    if all(len(index) == 2 for index in indices):
        return True
    numbers = sorted(int(index) for index in indices)
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
