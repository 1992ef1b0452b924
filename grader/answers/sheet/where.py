"""Which question each block belongs to: what all labels of the sheet say together.

Labels are collected first, then weighed as series (`outline`). A section between two labels may
belong to any question: to those that a likely reading of the labels gives it at no cost, to others
at a cost that grows with how clear its label is. Its content decides later (`belonging`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from grader import record
from grader.answers.document.blocks import Block, Kind
from grader.answers.sheet.marks import mark_of_name, marks_of, may_be_title
from grader.answers.sheet.numerals import Book, in_order, paths
from grader.answers.sheet.outline import MARGIN, Mark, Walk, outline
from grader.answers.sheet.titles import Titles
from grader.answers.sheet.units import Unit, units_of


@record(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a question stands in the assignment: its key, title, and number (`Problem 2 (b)`)."""

    key: str
    title: str = ""
    part: str = ""


CLEAR, EXTRA = 9.0, 7.0
"""What content must be worth that goes to another question than its label says, and at least that
below a label that no question has: work that nobody asked for has the same names."""
MAX_HEADING = 8
"""Words of a line that is a heading though no format says so."""
RATE = 3.0
"""What it costs for each unit of worth that a reading of the labels lacks."""

Costs = Mapping[str, float]


@record(frozen=True, slots=True)
class Section:
    """Blocks between two labels.

    candidates: the questions they may answer, the likeliest first; none where their label says
    that they answer what is not asked. costs: what content must be worth to belong to a question.
    heading: the words by which alone it is set off from the section before.
    """

    candidates: tuple[str, ...]
    blocks: tuple[Block, ...]
    costs: Costs = field(default_factory=dict)
    heading: str = ""


def sections(blocks: Sequence[Block], asked: Sequence[Place], name: str = "") -> list[Section]:
    """The blocks in sections, each with the keys of the questions it may belong to.

    name: of the file, which may say the question (`2b.md`).
    """
    keys = [one.key for one in asked]
    parts = [one.part for one in asked]
    numbered = paths(keys, parts)
    is_named = len(keys) > 1 and not any(numbered)
    book = Book(dict(zip(keys, in_order(keys) if is_named else numbered, strict=True)), parts)
    units = list(units_of(blocks))
    of_name = mark_of_name(name)
    marks = [of_name] if of_name else []
    titles = Titles({one.key: one.title for one in asked})
    marks += marks_of(units, book, titles)
    changes = _changes(marks, book, keys if is_named else ())
    return list(_cut(units, _opened(changes, marks, keys), titles))


def _changes(
    marks: Sequence[Mark], book: Book, others: Sequence[str]
) -> dict[int, dict[str, float]]:
    """The costs of all questions from each unit on whose label a likely reading takes.

    others: questions that stay open behind a number, as where the rubric does not say how the
    assignment numbers them.
    """
    walks = [(lack, Walk(book, roles, marks)) for lack, roles in outline(marks, book)]
    here = dict.fromkeys(book.paths, 0.0)
    found = {-1: here}
    for mark in marks:
        taken = [lack for lack, walk in walks if walk.takes(mark)]
        if not taken:
            continue
        costs = _costs(walks, book)
        if taken[0] > MARGIN:
            here.update({key: min(here[key], cost) for key, cost in costs.items() if key in here})
            continue
        is_sheet = mark.at < 0 and len(mark.path) == 1  # `ex1.pdf` may be the first sheet
        rest = book.paths if is_sheet else () if mark.is_title else others
        here = {**costs, **dict.fromkeys(rest, 0.0)}
        found[mark.at] = here
    return found


def _costs(walks: Sequence[tuple[float, Walk]], book: Book) -> dict[str, float]:
    """What each question costs where the readings stand, the likeliest first."""
    found: dict[str, float] = {}
    for lack, walk in walks:
        for key in book.keys(walk.context):
            found.setdefault(key, max(lack - MARGIN, 0.0) * RATE)
    most = CLEAR if any(cost == 0.0 for cost in found.values()) else EXTRA
    likely = [key for key, cost in found.items() if cost == 0.0]
    return {key: min(found.get(key, most), most) for key in (*likely, *book.paths)}


def _opened(
    found: Mapping[int, dict[str, float]], marks: Sequence[Mark], order: Sequence[str]
) -> dict[int, dict[str, float]]:
    """The sections with those questions left open behind a title that nothing else marks.

    Who writes words of one title and no other label has not said where the next part begins.
    """
    titles = {mark.at for mark in marks if mark.is_title}
    open_keys = {at: _free(costs) for at, costs in found.items()}
    told = {keys[0] for keys in open_keys.values() if len(keys) == 1}
    opened = dict(found)
    for at in titles & found.keys():
        if len(open_keys[at]) != 1:
            continue
        behind = order[order.index(open_keys[at][0]) + 1 :]
        silent = [key for key in behind if key not in told]
        if silent and silent == behind[: len(silent)]:
            opened[at] = {**found[at], **dict.fromkeys(silent, 0.0)}
    return opened


def _free(costs: Costs) -> tuple[str, ...]:
    return tuple(key for key, cost in costs.items() if cost == 0.0)


def _cut(units: Sequence[Unit], changes: Mapping[int, Costs], titles: Titles) -> Iterator[Section]:
    """The sections: blocks from one label that counts to the next, or from one heading to the next
    where labels leave several questions open."""
    here, heading = changes[-1], ""
    gathered: list[Block] = []
    for at, unit in enumerate(units):
        new = changes.get(at, here)
        is_labelled = _free(new) != _free(here)
        if is_labelled or (len(_free(new)) > 1 and _is_headed(unit, titles)):
            if gathered:
                yield Section(_free(here), tuple(gathered), here, heading)
            gathered = []
            heading = "" if is_labelled else unit.block.prose.strip()
        here = new
        block = unit.block if at in changes or unit.whole is None else unit.whole
        if unit.label is not None and block.kind is Kind.HEADING:
            block = replace(block, marker=unit.label.path[-1])
        gathered[-1:] = _rejoined(gathered[-1:], block)
    if gathered:
        yield Section(_free(here), tuple(gathered), here, heading)


def _rejoined(last: Sequence[Block], block: Block) -> tuple[Block, ...]:
    """A block behind the last one; in one with it, where rows of a table were parted at what turned
    out to be no labels."""
    if last and block.rows and last[0].rows and last[0].rows[0] is block.rows[0]:
        return (replace(last[0], rows=(*last[0].rows, *block.rows[1:])),)
    return (*last, block)


def _is_headed(unit: Unit, titles: Titles) -> bool:
    """Whether a unit sets off what follows: a heading, or a line of words of titles alone."""
    prose = unit.block.prose.strip()
    if unit.block.kind is not Kind.PARAGRAPH or not may_be_title(unit):
        return unit.block.kind is Kind.HEADING
    return len(prose.split()) <= MAX_HEADING and any(titles.likeness(prose).values())
