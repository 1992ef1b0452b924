"""The units of answers that a sheet gives: taken off to read it, put back where a step has one.

What a sheet states is read without units; the block that an answer was read in still has them, and
the number there that the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from grader.alphabet import plain
from grader.alphabet.numeral_patterns import DECIMAL, EXPONENT, TIMES_TEN
from grader.answers.by_kind.unit_marks import UnitMarks, bare_signs, currency_behind
from grader.answers.document.blocks import Block, Piece, Place
from grader.answers.sheet.records import SheetAnswer
from grader.mathlang import Unit, unit_of

_NUMBER = re.compile(rf"(?<![\w.]){DECIMAL}(?:{EXPONENT}|{TIMES_TEN})?")
_GAP = re.compile(r"(?:[^\S\n]|~|\\[,;:! ]|\\q?quad(?![a-zA-Z])|[)\]}])*")
_AFTER_A_TERM = re.compile(r"[\w)}]\s*[-+−]\s*\Z")
"""Before the last term of a sum: 10 in `x = 5 - 10 t` has no unit, whatever t is elsewhere."""
MAX_NUMBERS = 64
"""Numbers of one answer whose units are looked for."""


def with_units(
    answers: Iterable[SheetAnswer],
    blocks: Mapping[str, Sequence[Block]],
    units: Mapping[tuple[str, str], str],
) -> Iterator[SheetAnswer]:
    """The answers, those of steps with a unit with the unit that stood behind their number.

    blocks: what each file holds. units: the units of steps, by question and step.
    """
    for one in answers:
        unit = unit_of(units.get((one.question, one.step), ""))
        text = "" if unit is None else _text_around(blocks.get(one.place.file, ()), one.place)
        yield one if unit is None or not text else replace(one, text=_kept(one.text, text, unit))


def _text_around(blocks: Sequence[Block], place: Place) -> str:
    """The text of the last block that begins no further down than a place."""
    found = ""
    for block in blocks:
        pieces = [*block.pieces, *(p for row in block.rows for cell in row.cells for p in cell)]
        lines = [piece.line for piece in pieces]
        if block.place.part == place.part and lines and min(lines) <= place.line:
            found = _joined(pieces, place.line) if block.rows else _joined(pieces)
    return found


def _joined(pieces: Sequence[Piece], line: int | None = None) -> str:
    """The text of pieces, each line of the source by itself: no unit goes on in another."""
    texts: dict[int, list[str]] = {}
    for piece in pieces:
        if line in (None, piece.line):
            texts.setdefault(piece.line, []).append(piece.text)
    return "\n".join(" ".join(one) for one in texts.values())


def _kept(answer: str, text: str, wanted: Unit) -> str:
    """An answer with the unit that stands behind its numbers in a text."""
    text = currency_behind(bare_signs(plain(text), wanted))
    marks = UnitMarks(wanted)
    marks.marked(bare_signs(plain(answer), wanted))
    if marks.units:
        return answer
    numbers = _NUMBER.findall(plain(answer))[-MAX_NUMBERS:]
    found = [unit for unit in (_behind(number, text, marks) for number in numbers) if unit]
    if not found:  # `v [km/h] = 14.3`
        marks.marked(text)
        found = marks.beside_name
    texts = {unit.text for unit in found}
    if len(texts) != 1:
        return answer
    return f"{answer} {found[0].text}"


def _behind(number: str, text: str, marks: UnitMarks) -> Unit | None:
    """The unit behind a number in a text, behind its last mention that has one."""
    spaced = re.sub(
        r"(?:\\\s)+", r"\\s*", re.escape(number)
    )  # `\\times10` was read as `\\times 10`
    pattern = re.compile(rf"(?<![\w.]){spaced}(?![\d.]*\d)")
    for one in reversed(list(pattern.finditer(text))):
        if _AFTER_A_TERM.search(text[: one.start()]):
            continue
        gap = _GAP.match(text, one.end())
        taken = marks.unit_before(text[gap.end() if gap else one.end() :].partition("\n")[0])
        if taken is not None and (taken[0].readings[0] or taken[0].count != 1):
            return taken[0]
    return None
