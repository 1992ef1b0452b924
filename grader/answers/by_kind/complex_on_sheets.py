"""Complex numbers that a sheet states: `Z = R + jX = 3 + j4 Ω`, `V = 10∠-30° V`.

One counts for certain behind the step's name or label and a sign of equality; a number alone below
the question that a label asks counts as well, and is left to people unless it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from grader import record
from grader.alphabet.relations import RELATION
from grader.answers.by_kind.complex_answers import complex_value, without_lines
from grader.answers.by_kind.conclusions import MARK, part_of
from grader.answers.by_kind.on_sheets import SHARE, Told, is_called, words_of
from grader.answers.document.blocks import Block, Place
from grader.answers.slots import Slot
from grader.errors import GraderError
from grader.model import Array
from grader.question import AnswerKind, Question, Step

MOST_TEXTS = 200
"""Sentences of a question that are tried: a sheet may be a book."""
LONGEST = 600
"""Characters of one of them."""
MOST_IN_NAME = 8
"""Words before a sign that may be what the step is called."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\\$])|\n|\s*\\\\(?![a-zA-Z])\s*")
_GOES_ON = re.compile(rf"(?:\n|\\\\)\s*&?\s*(?={RELATION})")
"""A line that goes on with a sign of equality belongs to the one before it."""
_EMPHASIS = re.compile(r"\*\*|__|`|\$")
_EQUALS = re.compile(
    rf"\s*(?:{RELATION}|\\(?:Rightarrow|to)\b|[→⇒]|->|=>|:(?=\s)|\b(?:is|are|becomes)\b)\s*"
)
_CLAUSE = re.compile(
    r"[,;:.]\s+|\b(?:and|so|thus|hence|therefore|that|with|then|get|have)\b|\\q?quad\b"
)
_NEXT = re.compile(
    r"(?:[,;]\s*|\s+and\s+|\\q?quad\s*)(?:and\s+)?[^\s,;=≈]{1,40}\s*(?:=|≈|\\approx)"
)
"""Where another value is stated behind the first one."""
_BEHIND = re.compile(r"[.;!]\s|[.;!]$|,\s|\s[(]|\s(?:since|because|as|with|for|which|at|where)\b")
_FRONT = re.compile(r"^\s*(?:\(?\w{1,3}[.)]\s+)?(?:(?:the|a|an|my|our)\s+)?", re.IGNORECASE)
_MATRIX = re.compile(r"\\begin\{\w*matrix\*?\}(?P<inner>.*?)\\end\{\w*matrix\*?\}", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:align|equation|gather|split|aligned)\*?\}|(?<!\\)&")


@record(frozen=True, slots=True)
class _Said:
    """A sentence of a sheet, the mark of the part that it stands in, and whether it begins it."""

    text: str
    place: Place
    mark: str = ""
    is_first: bool = False


def told_complex(question: Question, step: Step, blocks: Sequence[Block]) -> Told | None:
    """What the blocks of a question state for a step that asks for complex numbers."""
    label = MARK.sub("", step.label)
    slot = Slot(step=step.name, label=label, names=lambda: question.vocabulary)
    true = question.solution.get(step.name)
    expected = true if not hasattr(true, "reason") else None
    said = [*islice(_sentences(blocks), MOST_TEXTS)]
    for look in (_behind_name, _about, _under_mark):
        found = [*look(step, slot, said, expected)]
        if found:
            return found[-1]  # of several that are told alike, the last counts
    return None


def _sentences(blocks: Sequence[Block]) -> Iterator[_Said]:
    mark = ""
    for block in blocks:
        mark, is_first = block.marker or mark, bool(block.marker)
        rows = [[" ".join(p.text for p in cell) for cell in row.cells] for row in block.rows]
        texts = [" = ".join(cell for cell in row[:2] if cell.strip()) for row in rows]
        whole = _MATRIX.sub(_in_brackets, _whole(block))
        whole = _GOES_ON.sub(" ", _ENVIRONMENT.sub(" ", _EMPHASIS.sub("", whole)))
        for text in (*texts, *_SENTENCE.split(whole)):
            bare = " ".join(text.split())[:LONGEST]
            if bare and not block.is_prompt:
                yield _Said(bare, block.place, mark, is_first)
                is_first = False


def _whole(block: Block) -> str:
    """The text of a block, a line for each of several formulas in a row."""
    text, is_after = "", False
    for piece in block.pieces:
        if piece.is_math:
            text += f"\n{piece.text} " if is_after else f" {piece.text} "
        else:
            text += piece.text
        is_after = piece.is_math or (is_after and not piece.text.strip())
    return text


def _in_brackets(found: re.Match[str]) -> str:
    """A vector as one line: its rows are no sentences."""
    parts = re.split(r"\\\\|&", found["inner"])
    return f"[{', '.join(part.strip() for part in parts if part.strip())}]"


def _behind_name(
    step: Step, slot: Slot, said: Sequence[_Said], true: Array | None
) -> Iterator[Told]:
    """Behind the step's name or label and a sign: `Z = 3 + j4 Ω`."""
    for one in said:
        for relation in _EQUALS.finditer(one.text):
            before = one.text[: relation.start()]
            if _names(before, slot):
                text = _number(step, slot, one.text[relation.end() :], true)
                if text:
                    yield _told(text, one.place, True)


def _names(before: str, slot: Slot) -> bool:
    """Whether what stands before a sign is what the step is called."""
    clause = _FRONT.sub("", _CLAUSE.split(before)[-1]).strip()
    bare = without_lines(clause)
    if not bare:
        return False
    last = bare.split()[-1]
    return any(is_called(text, slot) or slot.is_named(text) for text in {bare, last} if text)


def _about(step: Step, slot: Slot, said: Sequence[_Said], true: Array | None) -> Iterator[Told]:
    """The number at the end of a sentence that is about the step by the words of its label."""
    wanted = words_of(slot.label)
    for one in said:
        words = words_of(one.text)
        if len(wanted) > 1 and len(wanted & words) >= SHARE * len(wanted):
            for relation in _EQUALS.finditer(one.text):
                text = _number(step, slot, one.text[relation.end() :], true)
                if text:
                    yield _told(text, one.place, False)


def _under_mark(
    step: Step, slot: Slot, said: Sequence[_Said], true: Array | None
) -> Iterator[Told]:
    """At the beginning of the part that the label asks in, `c) 3 + 4i`."""
    mark = part_of(step)
    for one in said if mark else ():
        text = _number(step, slot, MARK.sub("", one.text), true) if one.is_first else ""
        if text and one.mark == mark:
            yield _told(text, one.place, False)


def _number(step: Step, slot: Slot, text: str, true: Array | None) -> str:
    """The last member of a chain that reads as the step's answer; nothing where none does."""
    another = _NEXT.search(text) if step.answer is not AnswerKind.SET else None
    members = _EQUALS.split(text[: another.start()] if another else text)
    for member in reversed(members):
        for end in (len(member), *(found.start() for found in _BEHIND.finditer(member))):
            bare = member[:end].strip(" ,;:.!")
            if bare and _reads(step, slot, bare, true):
                return bare
    return ""


def _reads(step: Step, slot: Slot, text: str, true: Array | None) -> bool:
    try:
        value = complex_value(text, step, slot, true).number.value
    except GraderError:
        return False
    return value.size > 0


def _told(text: str, place: Place, is_sure: bool) -> Told:
    return Told(text=text, place=place, is_sure=is_sure, lines=frozenset({place.line}))
