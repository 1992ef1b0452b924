"""Which question each block belongs to: what all labels of the sheet say together.

Labels are collected first, then weighed as series (`outline`). A section between two labels keeps
all questions that a likely reading gives it, the likeliest first; its content decides later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.answers.document.blocks import Block
from grader.answers.sheet.marks import mark_of_name, marks_of
from grader.answers.sheet.numerals import in_order, paths
from grader.answers.sheet.outline import Book, Mark, Walk, outline
from grader.answers.sheet.titles import Titles
from grader.answers.sheet.units import Unit, units_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a question stands in the assignment: its key, title, and number (`Problem 2 (b)`)."""

    key: str
    title: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks between two labels. candidates: the questions they may answer, the likeliest first;
    none where they answer what is not asked."""

    candidates: tuple[str, ...]
    blocks: tuple[Block, ...]


def sections(blocks: Sequence[Block], asked: Sequence[Place], name: str = "") -> list[Section]:
    """The blocks in sections, each with the keys of the questions it may belong to.

    name: of the file, which may say the question (`2b.md`).
    """
    keys = [one.key for one in asked]
    numbered = paths(keys, [one.part for one in asked])
    is_named = len(keys) > 1 and not any(numbered)
    book = Book(dict(zip(keys, in_order(keys) if is_named else numbered, strict=True)))
    units = list(units_of(blocks))
    of_name = mark_of_name(name)
    marks = [of_name] if of_name else []
    marks += marks_of(units, book, Titles({one.key: one.title for one in asked}))
    return list(_cut(units, *_candidates(marks, book, keys if is_named else ())))


def _candidates(
    marks: Sequence[Mark], book: Book, others: Sequence[str]
) -> tuple[tuple[str, ...], Mapping[int, tuple[str, ...]]]:
    """The questions at the start, and from each unit on whose label any open reading takes.

    others: questions that stay open behind a number, as where the rubric does not say how the
    assignment numbers them.
    """
    walks = [Walk(book, roles, marks) for roles in outline(marks, book)]
    start = tuple(book.paths)
    found: dict[int, tuple[str, ...]] = {}
    for mark in marks:
        taken = [walk.takes(mark) for walk in walks]
        if not any(taken):
            continue
        likely = [key for walk in walks for key in book.keys(walk.context)]
        is_sheet = mark.at < 0 and len(mark.path) == 1  # `ex1.pdf` may be the first sheet
        rest = start if is_sheet else () if mark.is_title else others
        found[mark.at] = tuple(dict.fromkeys((*likely, *rest)))
    return found.pop(-1, start), _opened(found, marks, start)


def _opened(
    found: Mapping[int, tuple[str, ...]], marks: Sequence[Mark], start: tuple[str, ...]
) -> dict[int, tuple[str, ...]]:
    """The sections with those questions left open behind a title that nothing else marks.

    Who writes words of one title and no other label has not said where the next part begins.
    """
    titles = {mark.at for mark in marks if mark.is_title}
    told = {key for keys in found.values() if len(keys) == 1 for key in keys}
    silent = [key for key in start if key not in told]
    opened = dict(found)
    for at in titles & found.keys():
        after = start.index(found[at][0]) if len(found[at]) == 1 else len(start)
        behind = [key for key in start[after + 1 :] if key in silent]
        if behind and behind == list(start[after + 1 : after + 1 + len(behind)]):
            opened[at] = (*found[at], *behind)
    return opened


def _cut(
    units: Sequence[Unit], start: tuple[str, ...], changes: Mapping[int, tuple[str, ...]]
) -> Iterator[Section]:
    """The sections: blocks from one label that counts to the next."""
    here: tuple[str, ...] = start
    gathered: list[Block] = []
    for at, unit in enumerate(units):
        if changes.get(at, here) != here and gathered:
            yield Section(here, tuple(gathered))
            gathered = []
        here = changes.get(at, here)
        gathered.append(unit.block if at in changes or unit.whole is None else unit.whole)
    if gathered:
        yield Section(here, tuple(gathered))
