"""Equations and formulas of logic that a sheet states: "the line is y = 2x + 1".

One counts for certain where it stands behind the step's name or label, or in a sentence that is
about the step; any other that reads in the step's symbols is left to people unless it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from grader.answers.by_kind.on_sheets import SHARE, Told, is_called, words_of
from grader.answers.document.blocks import Block, Place
from grader.answers.slots import Slot
from grader.errors import GraderError
from grader.mathlang import free_names
from grader.mathlang.tree import Name, Number
from grader.question import AnswerKind, Question, Step, is_solved, student_statement

MOST_TRIED = 25
"""Places of a sentence at which a statement is looked for."""
MOST_IN_NAME = 8
"""Words before a sign that may be what the step is called."""
MOST_TEXTS = 100
"""Sentences and formulas of a question that are tried: a sheet may be a book."""
LONGEST = 400
"""Characters of one of them."""
_EQUALS = re.compile(r"=")
_JOINT = re.compile(
    r"[∧∨¬⊕→↔⇒⇔&|+·*'!~]|\\[a-zA-Z]|(?<!\w)(?:and|or|not|xor|iff)(?!\w)|[A-Z]{2}|[A-Z] [A-Z]\b",
    re.I,
)
"""What stands in every equation, and in every formula of logic."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n|\s+\\\\\s*")
_START = re.compile(r"(?<![\w\\^_{])(?=[\w\\(¬!~{-])")
_END = re.compile(r"[,;.]\s|[,;.]$|\s(?:is|are|which|where|so|because|since|as|and we|by)\b")
_SIGN = r"\s*(?::(?!=)|\b(?:is|as|be|becomes)\b|=|≡)\s*"
_NAME = re.compile(rf"(?P<name>[^:=]{{1,80}}?){_SIGN}$")
_OWN_NAME = re.compile(rf"(?P<name>[^:=]{{1,80}}?){_SIGN}(?=\S)")


def told_statement(question: Question, step: Step, blocks: Sequence[Block]) -> Told | None:
    """What the blocks of a question state for a step that asks for an equation or for logic."""
    slot = Slot(step=step.name, label=step.label, names=lambda: question.vocabulary)
    wanted = words_of(step.label)
    found: tuple[int, Told] | None = None
    marks = _EQUALS if step.answer is AnswerKind.EQUATION else _JOINT
    told = (one for one in _texts(blocks) if marks.search(one[1]))
    for lead, text, place, is_math in islice(told, MOST_TEXTS):
        for before, said in _candidates(text, is_math):
            if _reads(question, step, slot, said, is_math):
                near = before if before.strip() else lead
                rank = 2 if _begins_with_name(slot, said) else _rank(slot, wanted, near, text)
                rank = -1 if is_solved(said) and rank < 2 else rank
                one = Told(text=said, place=place, is_sure=rank > 0, lines=frozenset({place.line}))
                found = max(found or (rank, one), (rank, one), key=lambda pair: pair[0])
                if found[0] == rank:  # of several that are told as well, the last counts
                    found = (rank, one)
                break
    return found and found[1]


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[str, str, Place, bool]]:
    """Sentences and formulas, each with the sentence before it, its place, whether it is set as
    mathematics."""
    lead = ""
    for block in blocks:
        for piece in () if block.is_prompt else block.pieces:
            if piece.is_math:
                yield lead, piece.text[:LONGEST], block.place, True
                continue
            for sentence in _SENTENCE.split(piece.text):
                if sentence.strip():
                    yield lead, sentence[:LONGEST], block.place, False
                    lead = sentence


def _candidates(text: str, is_math: bool) -> Iterator[tuple[str, str]]:
    """The parts of a text that may be a statement, the longest first, with what stands before."""
    if is_math:
        yield "", text.strip()
    starts = [0, *(found.start() for found in _START.finditer(text) if found.start())]
    for start in starts[:MOST_TRIED]:
        rest = text[start:]
        for end in (len(rest), *(found.start() for found in _END.finditer(rest))):
            if rest[:end].strip():
                yield text[:start], rest[:end].strip(" .")


def _reads(question: Question, step: Step, slot: Slot, text: str, is_math: bool) -> bool:
    """Whether a text is a statement in the step's symbols, with at least one of them."""
    try:
        tree = student_statement(question, step, text, slot.is_named).tree
    except GraderError:
        return False
    is_single = isinstance(tree, Name | Number)  # "a" is an article as well
    return not (is_single and not is_math) and bool(free_names(tree) & set(step.symbols))


def _begins_with_name(slot: Slot, text: str) -> bool:
    """Whether a statement begins with what the step is called, `f = AB`."""
    named = _OWN_NAME.match(text)
    return named is not None and is_called(named["name"].strip(), slot)


def _rank(slot: Slot, wanted: frozenset[str], before: str, text: str) -> int:
    """How a statement is told: 2 behind the step's name, 1 in a sentence about it, 0 elsewhere."""
    named = _NAME.search(before.strip())
    words = named["name"].split()[-MOST_IN_NAME:] if named else []
    if any(is_called(" ".join(words[start:]), slot) for start in range(len(words))):
        return 2
    said = words_of(f"{before} {text}")
    return int(bool(wanted) and len(wanted & said) >= SHARE * len(wanted))
