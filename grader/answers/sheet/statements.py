"""What a section states: its chains in order, each put together over blocks, and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import groupby

from grader import record
from grader.answers.document.blocks import Block, Kind, Piece, Place, Row
from grader.answers.sheet.asking import Filled, filled
from grader.answers.sheet.chains import chains
from grader.answers.sheet.events import Chain, Event, Words, listed
from grader.answers.sheet.lists import MAX_NUMBERS, is_number, numbers
from grader.answers.sheet.margins import apart
from grader.answers.sheet.paired_lists import paired
from grader.answers.sheet.phrases import told_numbers
from grader.answers.sheet.printed import printed_events
from grader.answers.sheet.prose import events
from grader.answers.sheet.prose_tokens import IsName
from grader.answers.sheet.quantities import Known, bare, known_in
from grader.answers.sheet.supposed import stated
from grader.answers.sheet.surroundings import Above, marks
from grader.answers.sheet.tables import Stated, rows_of
from grader.answers.timelimit import TookTooLongError

WORKED_OUT = 3
"""Members of a chain that is a calculation, and no part of what a request tells: `Compute the gain:
G = 0.98 - 0.8 = 0.18` heads a student's own step."""
MAX_WORDS_BETWEEN = 14
"""Words that may stand between a chain and the formula that continues it."""
_REQUEST = re.compile(
    r"(?:^|[.:;,)]\s+|(?<!To)\s)(?:please|derive|compute|calculate|determine|find|show that|prove"
    r"|explain|consider|suppose|evaluate|state|what (?:is|are|do|does|can|would)"
    r"|how (?:do|does|is|many)|why)\b",
    re.IGNORECASE,
)
_ANSWERING = re.compile(r"\b(?:we|I|my|our|answer|solution|hence|thus|therefore|so)\b")


@record(frozen=True, slots=True, kw_only=True)
class Statement:
    """A chain with its place. block: where in its section, and last: where it ends. asks: whether
    a request holds it.

    asked: the words of the question that stands right before it, where a form is filled in.
    table: the rows of the table that it stands in. about: the step that its place among other
    values makes it, if that does. marks: the words with a number above it and before it,
    `iteration 2`. above: the headings and labels above it, the nearest last. is_row: whether it is
    the values of a paragraph in a row, which say nothing but as the entries of a vector that they
    fit. under: the marks of the parts of its section so far, `2` and `a`, the nearest last. ends:
    whether its part ends with it. is_alone: whether it is a number that has a paragraph to itself.
    """

    chain: Chain
    place: Place
    block: int
    kind: Kind
    asks: bool = False
    asked: str = ""
    table: tuple[Row, ...] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    about: str = ""
    is_row: bool = False
    under: tuple[str, ...] = ()
    ends: bool = False
    counts: bool = False
    is_alone: bool = False
    last: int = 0

    def place_of(self, member: int) -> Place:
        """Where one member of the chain stands."""
        return replace(self.place, line=self.chain.lines[member])


@record(frozen=True, slots=True, kw_only=True)
class Remark:
    """Prose with its place, for numbers that are told in words."""

    text: str
    place: Place
    block: int


def statements(blocks: Sequence[Block], is_name: IsName) -> list[Statement]:
    """The statements of a section's blocks in order, the numbers that prose tells among them."""
    return [one for one in with_rows(blocks, is_name) if not one.is_row]


def with_rows(
    blocks: Sequence[Block], is_name: IsName, fail: Callable[[str], None] | None = None
) -> list[Statement]:
    """The statements in order, and behind those of each block the row of all its numbers.

    fail: takes the file of a block that we fail on, which is then left out; else it is raised.
    """
    known = known_in([piece.text for block in blocks for piece in _pieces(block)], is_name)
    lines = list(filled(_rows(blocks, known), is_name))
    items = _items(lines, is_name, known, fail)
    marks = list(_marks(line.block for line in lines))
    found: list[Statement] = []
    for _, own in groupby(items, key=lambda item: item.block):
        block = list(own)
        found += [one for item in block for one in _told(item)]
        found += _row(block)
    marked = [replace(one, under=marks[one.block]) for one in found]
    return _ended(marked)


def _ended(found: Sequence[Statement]) -> list[Statement]:
    """The statements, the last of each part known as such, and the last equation of it."""
    ends: set[int] = set()
    for _, part in groupby(enumerate(found), key=lambda pair: pair[1].under):
        said = [(at, one) for at, one in part if not (one.is_row or one.asks)]
        equations = [at for at, one in said if len(one.chain.members) > 1]
        ends |= {*(at for at, _ in said[-1:]), *equations[-1:]}
    return [replace(one, ends=at in ends) for at, one in enumerate(found)]


def _marks(blocks: Iterable[Block]) -> Iterator[tuple[str, ...]]:
    """The marks of the parts up to each block, that which was seen last behind the others."""
    under: dict[str, None] = {}
    for block in blocks:
        if block.marker:
            under.pop(block.marker, None)
            under[block.marker] = None
        yield tuple(under)


def _row(items: Sequence[Statement | Remark]) -> Iterator[Statement]:
    """The values of one paragraph in a row, those of its chains and those in its words."""
    first = items[0]
    found: list[str] = []
    for item in items:
        if isinstance(item, Remark):
            found += numbers(item.text)
        elif is_number(item.chain.members[-1]) and item.kind is Kind.PARAGRAPH:
            found.append(item.chain.members[-1].strip())
    if found and any(isinstance(item, Remark) for item in items):
        chain = Chain((f"[{', '.join(found[:MAX_NUMBERS])}]",), (first.place.line,))
        yield Statement(
            chain=chain, place=first.place, block=first.block, kind=Kind.PARAGRAPH, is_row=True
        )


def _told(item: Statement | Remark) -> Iterator[Statement]:
    """A statement, or those that a remark makes, `a loss of 0.52`."""
    if isinstance(item, Statement):
        yield from (replace(item, chain=chain) for chain in apart(item.chain))
        return
    for one in told_numbers(item.text):
        chain = Chain((one.text,), (item.place.line,), lead=one.words)
        yield Statement(
            chain=chain, place=item.place, block=item.block, kind=Kind.PARAGRAPH, counts=one.counts
        )


def _items(
    lines: Sequence[Filled], is_name: IsName, known: Known, fail: Callable[[str], None] | None
) -> list[Statement | Remark]:
    found: list[Statement | Remark] = []
    above = Above()
    first = 0
    for number, one in enumerate(lines):
        block = one.block
        above.take(block)
        if block.marker or block.kind is Kind.HEADING:
            first = len(found)
        if block.kind is Kind.ITEM or block.is_prompt:
            continue
        if one.asked or one.is_alone:
            found.append(_answer(one, number, above))
            continue
        asks = _is_request(block)
        pairs = paired(block.pieces, known.is_name) if block.kind is not Kind.ROW else ()
        found += [_stated(chain, block, number, asks, above) for chain in pairs]
        for event in _led(_events_but_failures(block, is_name, fail), one.lead):
            if isinstance(event, Words):
                place = replace(block.place, line=event.line)
                found.append(Remark(text=event.text, place=place, block=number))
            else:
                _put(found, _stated(event, block, number, asks, above), first)
    return found


def _stated(chain: Chain, block: Block, number: int, asks: bool, above: Above) -> Statement:
    return Statement(
        chain=chain,
        place=replace(block.place, line=chain.line),
        block=number,
        kind=block.kind,
        asks=asks and len(chain.members) < WORKED_OUT,
        table=block.rows,
        marks={**above.marks, **marks([chain.lead])},
        above=above.words,
    )


def _pieces(block: Block) -> Iterator[Piece]:
    """The pieces of a block, those of its cells too."""
    yield from block.pieces
    yield from (piece for row in block.rows for cell in row.cells for piece in cell)


def _rows(blocks: Sequence[Block], known: Known) -> Iterator[Stated]:
    """The blocks, what a table states one by one, without units."""
    for block in blocks:
        for row in rows_of(block, known):
            yield replace(row, block=replace(row.block, pieces=bare(row.block.pieces, known)))


def _answer(one: Filled, number: int, above: Above) -> Statement:
    """What a value alone says behind a question."""
    piece = one.block.pieces[0]
    made = chains(piece.text, piece.line)
    chain = made[0] if made and isinstance(made[0], Chain) else Chain((piece.text,), (piece.line,))
    if one.name:
        chain = replace(chain, members=(one.name, *chain.members), lines=(piece.line, *chain.lines))
    chain = replace(chain, lead=one.lead, continues=False, is_open=False)
    found = _stated(chain, one.block, number, False, above)
    return replace(found, asked=one.asked, is_alone=one.is_alone)


def _events_but_failures(
    block: Block, is_name: IsName, fail: Callable[[str], None] | None
) -> Iterable[Event]:
    try:
        return list(_events(block, is_name))
    except TookTooLongError:
        raise
    except Exception:
        if fail is None:
            raise
        fail(block.place.file)
        return ()


def _events(block: Block, is_name: IsName) -> Iterable[Event]:
    if block.kind is Kind.OUTPUT:
        return printed_events(block.pieces, is_name)
    if len(block.pieces) == 1 and block.pieces[0].is_math:
        return listed(chains(block.pieces[0].text, block.pieces[0].line))
    return listed(events(block.pieces if block.kind is Kind.ROW else stated(block.pieces), is_name))


def _led(events: Iterable[Event], lead: str) -> Iterator[Event]:
    """The events of a block, with the words of a table before the chains."""
    for event in events:
        if lead and isinstance(event, Chain):
            event = replace(event, lead=f"{lead} {event.lead}".strip())
        yield event


def _is_request(block: Block) -> bool:
    """Whether a block asks for something, as a restated question does."""
    prose = block.prose
    if "?" in prose:
        return True
    found = _REQUEST.search(prose)
    return bool(found) and not _ANSWERING.search(prose)


def _put(found: list[Statement | Remark], here: Statement, first: int) -> None:
    """Append a statement, or join it to the one that it continues. first: of the part that it
    stands in; none goes on from another."""
    if here.chain.is_open and len(here.chain.members) == 0:
        return
    words = 0
    for at in range(len(found) - 1, first - 1, -1):
        before = found[at]
        if isinstance(before, Remark):
            words += len(before.text.split())
            if words > MAX_WORDS_BETWEEN:
                break
            continue
        near = here.block - max(before.block, before.last) <= 3
        if here.chain.lead.strip() and here.block != before.block:
            break  # `AUC∞ = dose / CL`, of which AUC∞ is no name that is known
        if near and (here.chain.continues or before.chain.is_open) and before.kind is not Kind.ROW:
            found[at] = replace(before, chain=before.chain.joined(here.chain), last=here.block)
            return
        break
    found.append(here)
