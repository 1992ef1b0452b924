"""Finds mathematics in prose: `so the loss is L = 0.52`, `$z_1$ is about $0.16$`, `z1: 0.1575`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.document.blocks import Piece
from grader.answers.sheet.chains import chains
from grader.answers.sheet.events import Chain, Event, Words
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
_VALUE = re.compile(rf"{NUMBER}%?")
_DASHED = re.compile(
    rf"\A(\s*[^\W\d](?:(?!\s[\d.])[^\n:=≈+*/()-]){{0,60}}?)(?:\s+(?:—|--?)\s+|\s{{2,}}|\t|\s*\.{{3,}}\s*)"
    rf"((?:\d+,\d+|{NUMBER})%?)(?=\s*\.?\s*\Z)"
)
"""A block that is a name, a gap and a number, as a line of an account is: a dash is no sign of a
difference there, for none stands alone."""
_COPULA = re.compile(
    r"\s*(?:,?\s*(?:which|that)\s+)?(?:is|was|are|equals?|becomes?|gives|comes\s+(?:out\s+)?to|"
    r"evaluates\s+to|turns\s+out\s+(?:to\s+be|as)|works\s+out\s+(?:to|as)|computes\s+to)"
    r"(?:\s+(?:about|approximately|roughly|around|equal|to|now|just|exactly|then|simply|be|only))*"
    r"\s*[:=]?\s*",
    re.IGNORECASE,
)


def events(pieces: Sequence[Piece], is_name: IsName) -> list[Event]:
    """The chains and words of one block, in order.

    is_name: whether a word is a name or a function of some question.
    """
    text, marked = text_with_marks(pieces[:MAX_PIECES])
    text = _DASHED.sub(r"\1 = \2", text)
    text = SAID.sub(lambda said: equation_for(said, is_name), text)
    lines = Lines(pieces[0].line if pieces else 1, text, marked)
    found: list[Event] = []
    for clause in clauses(text):
        label = _label_before(clause, found)
        first, *rest = _clause_events(clause, marked, lines, is_name)
        if label and isinstance(first, Chain) and not first.lead.strip():
            first = replace(first, lead=label)
        found += [first, *rest]
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
    at = 0
    words_from = tokens[0].start
    runs = dict(runs_of(tokens, is_name))
    while at < len(tokens):
        token = tokens[at]
        start, end = at, runs.get(at, at)
        if end > start:
            first, last = tokens[start], tokens[end - 1]
            lead = text[words_from : first.start]
            if lead.strip():
                yield Words(_without_marks(lead, marked), lines.at(words_from))
            if last.kind is Kind.RELATION and end < len(tokens):
                words_from = first.start  # a naming in words, `n = the net input`
            else:
                yield from _chains(
                    text[first.start : last.end], marked, lines.at(first.start), lead
                )
                words_from = last.end
            at = end
        elif token.kind is Kind.MATH:
            lead = text[words_from : token.start]
            if lead.strip():
                yield Words(_without_marks(lead, marked), lines.at(words_from))
            end, made = _equated(clause, at, marked, lead)
            yield from made
            words_from, at = tokens[end - 1].end, end
        else:
            at += 1
    rest = text[words_from : tokens[-1].end]
    if rest.strip():
        yield Words(_without_marks(rest, marked), lines.at(words_from))


def _chains(text: str, marked: dict[str, Piece], line: int, lead: str) -> Iterator[Event]:
    """The chains of a run, its marks replaced by the mathematics they stand for."""
    written = re.sub(r"(?<=[\w)])\s*:(?=\s)(?!=)", " = ", _without_marks(text, marked), count=1)
    found = chains(written, line)
    yield from (*_led(found[:1], _without_marks(lead, marked)), *found[1:])


def _led(events: Sequence[Event], lead: str) -> list[Event]:
    """The events with the prose before them in each chain."""
    return [replace(e, lead=lead) if isinstance(e, Chain) else e for e in events]


def _equated(
    clause: Clause, at: int, marked: dict[str, Piece], lead: str
) -> tuple[int, list[Event]]:
    """A piece of mathematics with the value that a verb gives it (`$z_1$ is 0.16`), and its end."""
    piece = marked[clause.tokens[at].text]
    own = _led(chains(piece.text, piece.line), _without_marks(lead, marked))
    copula = _COPULA.match(clause.text, clause.tokens[at].end)
    label = own[0] if len(own) == 1 else None
    if copula is None or not isinstance(label, Chain) or not _is_label(label):
        return at + 1, own
    members, stop = _told(clause, copula.end(), marked)
    if not members:
        return at + 1, own
    end = next((n for n, t in enumerate(clause.tokens) if t.start >= stop), len(clause.tokens))
    members = (*label.members, *members)
    lines = (label.line,) * len(members)
    return end, [replace(label, members=members, lines=lines)]


def _is_label(chain: Chain) -> bool:
    return len(chain.members) == 1 and not chain.continues and not chain.is_open


def _told(clause: Clause, place: int, marked: dict[str, Piece]) -> tuple[tuple[str, ...], int]:
    """The value at a place of a text, a number or mathematics, and where it ends."""
    value = _VALUE.match(clause.text, place)
    if value and not clause.text[value.end() : value.end() + 1].isalpha():
        return (value.group().strip(),), value.end()
    token = next((token for token in clause.tokens if token.start == place), None)
    if token is None or token.kind is not Kind.MATH:
        return (), place
    found = chains(marked[token.text].text, marked[token.text].line)
    chain = found[0] if len(found) == 1 else None
    if not isinstance(chain, Chain) or chain.continues:
        return (), place
    return chain.members, token.end


def _without_marks(text: str, marked: dict[str, Piece]) -> str:
    return re.sub("[\ue000-\uf7ff]", lambda m: f" {marked[m.group()].text} ", text)
