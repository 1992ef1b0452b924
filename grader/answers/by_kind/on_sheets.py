"""Words, paths and tables that a sheet tells in its own words: "the predicted class is spam".

A word counts for certain behind the step's name or label, as an answer to what the label asks, and
alone in a sentence about the step; told otherwise, or in two ways, it is for people unless right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from grader import record
from grader.answers.by_kind.conclusions import MARK, NOT, WORD, concluded, is_asked_in, part_of
from grader.answers.by_kind.kind_readers import READERS
from grader.answers.by_kind.lone_choices import alone_in, is_decision
from grader.answers.by_kind.table_rows import table
from grader.answers.by_kind.told_intervals import intervals_in
from grader.answers.by_kind.word_answers import words_alone
from grader.answers.document.blocks import Block, Kind, Place
from grader.answers.slots import Slot
from grader.errors import GraderError
from grader.question import AnswerKind, Question, Step, folded

MOST_WORDS = 8
"""Words behind a name among which a choice may stand: `class = spam, since s > 0`."""
SHARE = 0.6
"""Of a label's words so many stand in a sentence that is about the step."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=;)(?<![])}];)(?<![])}]\s;)\s+|\n|(?<=[.!?])$|\s+\\\\\s*")
_RELATION = re.compile(
    r"\s*(?:[=:→⇒≈]|:=|-+>|=+>|\\(?:to|approx|rightarrow|Rightarrow)\b"
    r"|\b(?:is|are|was|will be|as|to be)\b)\s*"
)
_CLAUSE = re.compile(r"[,;:]\s+|\b(?:so|thus|hence|therefore|that)\b")
_FRONT = re.compile(r"^\s*(?:\(?\w{1,3}[.)]\s+)?(?:(?:the|a|an|my|our)\s+)?", re.IGNORECASE)
"""What may stand before a name: the mark of a part, an article."""
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_CLOSES = re.compile(
    r"(?:^|[,;:]|\band)\s*"
    r"(?:therefore|thus|hence|so|finally|we (?:conclude|predict|choose|classify))\b",
    re.IGNORECASE,
)


@record(frozen=True, slots=True, kw_only=True)
class Told:
    """What a sheet tells for a step: the text, where it stands, and whether it is certain.

    lines: those that it stands on.
    """

    text: str
    place: Place
    is_sure: bool
    lines: frozenset[int]


def told(question: Question, step: Step, blocks: Sequence[Block]) -> Told | None:
    """What the blocks of a question tell for a step that asks for words or for a table."""
    label = MARK.sub("", step.label)
    slot = Slot(step=step.name, label=label, names=lambda: question.vocabulary)
    if step.answer is AnswerKind.TABLE:
        return next(_tables(step, slot, blocks), None)
    sentences = list(_sentences(blocks))
    for look in (*_LOOKS, partial(_in_answer, question.title), _at_the_end):
        found = list(look(step, slot, sentences))
        if found:
            values = {_value(step, slot, one.text) for one in found}
            last = found[-1]
            return last if len(values) == 1 else replace(last, is_sure=False)
    return None


@record(frozen=True, slots=True)
class _Sentence:
    """mark: of the part that it stands in, `c`. is_first: whether it is the first there."""

    text: str
    place: Place
    mark: str = ""
    is_first: bool = False


def _sentences(blocks: Sequence[Block]) -> Iterator[_Sentence]:
    mark = ""
    for block in blocks:
        mark, is_first = block.marker or mark, bool(block.marker)
        rows = [[" ".join(p.text for p in cell) for cell in row.cells] for row in block.rows]
        texts = [": ".join(cell for cell in row if cell.strip()) for row in rows]
        texts += _SENTENCE.split(
            "".join(f" {p.text} " if p.is_math else p.text for p in block.pieces)
        )
        for text in texts:
            plain = words_alone(text).replace("\\_", "_")
            bare = " ".join(_EMPHASIS.sub(" ", plain).split())
            if bare and not block.is_prompt:
                yield _Sentence(bare, block.place, mark, is_first)
                is_first = False


def _behind_name(step: Step, slot: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """Behind the step's name, or its label, and a sign or a verb: `class = spam`."""
    for one in sentences:
        for relation in _RELATION.finditer(one.text):
            before = one.text[: relation.start()]
            names = (_CLAUSE.split(before)[-1], before if "(" in before else "")
            if any(is_called(_FRONT.sub("", name).strip(), slot) for name in names):
                text = _answer(step, slot, one.text[relation.end() :])
                if text:
                    yield _told(text, one.place, True)
                    break


def is_called(text: str, slot: Slot) -> bool:
    """Whether a text names the step, and is no mere `therefore it`."""
    own = {folded(word) for word in WORD.findall(f"{slot.label} {slot.step}")}
    said = {folded(word) for word in WORD.findall(text)}
    return bool(text) and slot.is_named(text) and (bool(own & said) or not text.isascii())


def _behind_question(step: Step, slot: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """At the beginning of what follows the question that the label or the prompt asks."""
    asked = {folded(text) for text in (step.label, step.prompt) if text}
    for one, after in pairwise(sentences):
        bare = re.sub(r"^\(?\w{1,3}[.)]\s+", "", one.text)
        if folded(bare) in asked or folded(bare).rstrip("?") in {a.rstrip("?") for a in asked}:
            text = _answer(
                step, slot, re.sub(r"^(?:answer|a)\s*[:.]\s*", "", after.text, flags=re.IGNORECASE)
            )
            if text:
                yield _told(text, after.place, True)
        elif is_decided(step) and is_asked_in(step, one.text):
            text = _answer(step, slot, re.split(r"[,.;]", after.text)[0])
            if text:
                yield _told(text, after.place, False)


def is_decided(step: Step) -> bool:
    """Whether a step asks for a decision, yes or no."""
    return (
        step.answer is AnswerKind.CHOICE and step.choices is not None and is_decision(step.choices)
    )


def _under_mark(step: Step, slot: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """At the beginning of the part that the label asks in, `c) No`: that part may be of another
    list, so it is never certain."""
    mark = part_of(step)
    for one in sentences if mark else ():
        text = _answer(step, slot, MARK.sub("", one.text)) if one.is_first else ""
        if text and one.mark == mark:
            yield _told(text, one.place, False)


def _concluded(step: Step, _: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """In a sentence that concludes on what the label asks, of its own part where that is marked."""
    mark = part_of(step)
    own = [one for one in sentences if one.mark == mark] if mark else []
    for one in own or sentences:
        text = concluded(step, one.text)
        if text:
            yield _told(text, one.place, False)


def _in_sentence(step: Step, _: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """In a sentence that is about the step by most of the words of its label, one choice alone."""
    yield from _about(step, step.label, sentences)


def _in_answer(title: str, step: Step, _: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """In a sentence with most of the words of a title that asks: the label may say little then."""
    if title.rstrip().endswith("?"):
        for told in _about(step, title, sentences):
            yield replace(told, is_sure=False)


def _about(step: Step, asked: str, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    if step.choices is None or step.answer is not AnswerKind.CHOICE or is_decision(step.choices):
        return
    own = {word for text in step.choices.spellings for word in text.split()}
    wanted = words_of(asked) - own
    for one in sentences:
        words = {folded(word) for word in WORD.findall(one.text)}
        if wanted and len(wanted & words) >= SHARE * len(wanted):
            text = alone_in(one.text, step.choices)
            if text:
                is_clear = len(wanted) > 1 and NOT.search(one.text.replace(text, " ")) is None
                yield _told(text, one.place, is_clear)


def _bounded(step: Step, slot: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """The intervals within sentences, those of a sentence about the step alone where there are
    any; never certain."""
    if step.answer is not AnswerKind.INTERVAL:
        return
    found = [(one, text) for one in sentences for text in intervals_in(one.text, step.label)]
    wanted = words_of(slot.label)
    about = [
        pair
        for pair in found
        if wanted and len(wanted & words_of(pair[0].text)) >= SHARE * len(wanted)
    ]
    for one, text in about or found:
        if _value(step, slot, text) is not None:
            yield _told(text, one.place, False)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something, folded."""
    return frozenset(folded(word) for word in WORD.findall(text) if len(word) > 2)


def _at_the_end(step: Step, _: Slot, sentences: Sequence[_Sentence]) -> Iterator[Told]:
    """In a sentence that concludes, one choice alone: likely, and never certain."""
    if step.choices is None or step.answer is not AnswerKind.CHOICE or is_decision(step.choices):
        return
    closing = [one for one in sentences if _CLOSES.search(one.text)] or list(sentences[-1:])
    for one in closing:
        text = alone_in(one.text, step.choices)
        if text:
            yield _told(text, one.place, False)


_LOOKS = (_behind_name, _behind_question, _under_mark, _in_sentence, _concluded, _bounded)
"""Where a step may be told, the clearest first."""


def _answer(step: Step, slot: Slot, text: str) -> str:
    """What reads as an answer at the beginning of a text: all of it, or its first words."""
    last = [found.end() for found in re.finditer(r"[=≈]", text)]
    for start in (0, *last[-1:]):  # `the eigenvalues: λ = 1, 3` tells them behind its last sign
        said = text[start:].strip(" :=")
        for end in _ends(said, step):
            head = said[:end].strip(" ,;:.!")
            if head and _value(step, slot, head) is not None:
                return "" if _is_torn(said, step) else head
    return ""


def _is_torn(text: str, step: Step) -> bool:
    """Whether a sentence goes on to name another choice: `spam or ham`."""
    if step.choices is None or step.answer is not AnswerKind.CHOICE or is_decision(step.choices):
        return False
    return not alone_in(text, step.choices)


def _ends(text: str, step: Step) -> Iterator[int]:
    """Where the answer may end: at the end, before a remark, behind each of the first words."""
    yield len(text)
    for sign in re.finditer(r"[.;!]\s|\s[(]|,\s|\s(?:since|because|as|with|for)\b", text):
        yield sign.start()
    if step.answer is AnswerKind.CHOICE:
        words = list(WORD.finditer(text))[:MOST_WORDS]
        yield from (word.end() for word in reversed(words))


def _value(step: Step, slot: Slot, text: str) -> tuple[float, ...] | None:
    """What a text is as an answer of the step; None where it is none."""
    try:
        read = READERS[step.answer](text, step, slot).value
    except GraderError:
        return None
    return tuple(float(x) for x in read.ravel())


def _tables(step: Step, slot: Slot, blocks: Sequence[Block]) -> Iterator[Told]:
    """The tables that have the step's columns, or else its size."""
    assert step.table is not None
    known = {folded(name) for name in step.table.columns}
    for block in blocks:
        rows = _words_in(block)
        text = "\n".join(" | ".join(cell or "-" for cell in row) for row in rows)
        if rows and _has_cells(text, step, slot):
            is_named = sum(folded(cell) in known for cell in rows[0]) >= min(2, len(known))
            lines = frozenset(row.line for row in block.rows)
            yield Told(text=text, place=block.place, is_sure=is_named, lines=lines)


def _words_in(block: Block) -> list[list[str]]:
    """The cells of a table as texts; nothing for another block."""
    if block.kind is not Kind.TABLE:
        return []
    return [
        [words_alone(" ".join(p.text for p in cell)).strip() for cell in row.cells]
        for row in block.rows
    ]


def _has_cells(text: str, step: Step, slot: Slot) -> bool:
    """Whether a text reads as the step's table, with something in it."""
    try:
        return any(entry.text and not entry.is_none for entry in table(text, step, slot).entries)
    except GraderError:
        return False


def _told(text: str, place: Place, is_sure: bool) -> Told:
    return Told(text=text, place=place, is_sure=is_sure, lines=frozenset({place.line}))
