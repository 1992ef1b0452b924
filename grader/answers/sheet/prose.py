"""Finds mathematics in prose: `so the loss is L = 0.52`, `$z_1$ is about $0.16$`, `z1: 0.1575`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.alphabet.numeral_patterns import NUMBER
from grader.alphabet.relations import RELATION
from grader.answers.document.blocks import Piece
from grader.answers.sheet.chains import chains
from grader.answers.sheet.events import Chain, Event, Words
from grader.answers.sheet.phrases import ANSWER
from grader.answers.sheet.prose_runs import runs_of
from grader.answers.sheet.prose_tokens import (
    SAID,
    Clause,
    IsName,
    Kind,
    Lines,
    clauses,
    equation_for,
    text_with_marks,
)

MAX_PIECES = 2_000
_DASHED = re.compile(
    rf"\A(\s*[^\W\d](?:(?!\s[\d.])[^\n:=≈+*/()-]){{0,60}}?)(?:\s+(?:—|--?)\s+|\s{{2,}}|\t|\s*\.{{3,}}\s*)"
    rf"((?:\d+,\d+|{NUMBER})%?)(?=\s*\.?\s*\Z)"
)
"""A block that is a name, a gap and a number, as a line of an account is: a dash is no sign of a
difference there, for none stands alone."""

_REMARKED = re.compile(
    r"(?m)^[ \t]*\(([^()=\d\ue000-\uf7ff]{3,80}\s[^()=\d\ue000-\uf7ff]{2,80})\)[ \t]+"
    rf"(?=\S{{1,20}}\s*(?:{RELATION}))"
)
"""Words in parentheses before a statement, `(oops, turned round)  b = 0.2`: no function of b."""
_HEADED = re.compile(rf"\A\s*(?:{ANSWER})\s*[:=]\s*(?=[^\W\d][^\n:=≈]{{2,60}}[:=])", re.IGNORECASE)
"""The word that heads an answer which is named as well, `Answer = the first centre: [4, 4]`."""

_SAID_AGAIN = re.compile(
    r"(?<=\w)\s*\(\s*(?:or|oder|ou|i\.\s?e\.,?|that\s+is,?|also)\s+[-+]?\d[^()]{0,20}[^\W\d][^()]{0,20}\)"
)
"""A value once more in another unit, `3.44e-3 s^-1 (or 0.207 min^-1)`."""


def events(pieces: Sequence[Piece], is_name: IsName) -> list[Event]:
    """The chains and words of one block, in order.

    is_name: whether a word is a name or a function of some question.
    """
    text, marked = text_with_marks(pieces[:MAX_PIECES])
    text = _DASHED.sub(r"\1 = \2", _SAID_AGAIN.sub("", _HEADED.sub("", text)))
    text = _REMARKED.sub(r"\1: ", text)
    text = SAID.sub(lambda said: equation_for(said, is_name), text)
    lines = Lines(pieces[0].line if pieces else 1, text, marked)
    found: list[Event] = []
    for clause in clauses(text):
        label = _label_before(clause, found)
        here = list(_clause_events(clause, marked, lines, is_name))
        if label and here and isinstance(here[0], Chain) and not here[0].lead.strip():
            here[0] = replace(here[0], lead=label)
        found += here
    return found


def _label_before(clause: Clause, found: Sequence[Event]) -> str:
    """The words that a colon puts before a clause, `95% CI: $24.3 \\pm 1.65$`."""
    last = found[-1] if found else None
    before = clause.text[: clause.tokens[0].start].rstrip()
    return last.text if isinstance(last, Words) and before.endswith(":") else ""


def _clause_events(
    clause: Clause, marked: dict[str, Piece], lines: Lines, is_name: IsName
) -> Iterator[Event]:
    """Chains written in a clause, and its words."""
    tokens, text = clause.tokens, clause.text
    words_from = tokens[0].start
    for start, end in runs_of(tokens, is_name):
        first, last = tokens[start], tokens[end - 1]
        lead = text[words_from : first.start]
        if lead.strip():
            yield Words(_without_marks(lead, marked), lines.at(words_from))
        if last.kind is Kind.RELATION and end < len(tokens):
            words_from = first.start  # a naming in words, `n = the net input`
        else:
            yield from _chains(text[first.start : last.end], marked, lines.at(first.start), lead)
            words_from = last.end
    rest = text[words_from : tokens[-1].end]
    if rest.strip():
        yield Words(_without_marks(rest, marked), lines.at(words_from))


def _chains(text: str, marked: dict[str, Piece], line: int, lead: str) -> Iterator[Event]:
    """The chains of a run, its marks replaced by the mathematics they stand for."""
    signs = re.sub(r"(?<=[\w)\ue000-\uf7ff])\s*:(?=\s)", " = ", text, count=1)
    written = _without_marks(signs, marked)
    lead = _without_marks(lead, marked)
    yield from (replace(e, lead=lead) if isinstance(e, Chain) else e for e in chains(written, line))


def _without_marks(text: str, marked: dict[str, Piece]) -> str:
    return re.sub("[\ue000-\uf7ff]", lambda m: f" {marked[m.group()].text} ", text)
