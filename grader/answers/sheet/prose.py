"""Finds mathematics in prose: `so the loss is L = 0.52`, `$z_1$ is about $0.16$`, `z1: 0.1575`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.sheet.chains import chains
from grader.answers.sheet.events import Chain, Event, Words
from grader.answers.sheet.prose_tokens import (
    ENGLISH,
    SAID,
    Clause,
    IsName,
    Lines,
    Token,
    clauses,
    equation_for,
    is_mathematical,
    text_with_marks,
)
from grader.answers.sheet.records import Piece

MAX_PIECES = 2_000
_VALUE = re.compile(rf"{NUMBER}%?")
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
    text = SAID.sub(lambda said: equation_for(said, is_name), text)
    lines = Lines(pieces[0].line if pieces else 1, text, marked)
    found: list[Event] = []
    for clause in clauses(text):
        found += _clause_events(clause, marked, lines, is_name)
    return found


def _clause_events(
    clause: Clause, marked: dict[str, Piece], lines: Lines, is_name: IsName
) -> Iterator[Event]:
    """Chains written in a clause, and its words."""
    tokens, text = clause.tokens, clause.text
    at = 0
    words_from = tokens[0].start
    runs = dict(_runs(tokens, is_name))
    while at < len(tokens):
        token = tokens[at]
        start, end = at, runs.get(at, at)
        if end > start:
            first, last = tokens[start], tokens[end - 1]
            lead = text[words_from : first.start]
            if lead.strip():
                yield Words(_without_marks(lead, marked), lines.at(words_from))
            yield from _chains(text[first.start : last.end], marked, lines.at(first.start), lead)
            words_from, at = last.end, end
        elif token.kind == "math":
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


def _runs(tokens: Sequence[Token], is_name: IsName) -> Iterator[tuple[int, int]]:
    """The runs of mathematics around relation signs: where each begins and ends."""
    end = 0
    for place, token in enumerate(tokens):
        if token.kind != "relation" or place < end:
            continue
        start = place
        while start > end and _joins_left(tokens, start, is_name):
            start -= 1
        end = place + 1
        while end < len(tokens) and _joins_right(tokens, end, is_name):
            end += 1
        yield start, end


def _joins_left(tokens: Sequence[Token], start: int, is_name: IsName) -> bool:
    """Whether the token before `start` belongs to the left side of a relation."""
    token, after = tokens[start - 1], tokens[start]
    if token.kind in ("operator", "number", "relation"):
        return True
    adjacent = after.kind == "relation"
    if token.kind == "group":
        return True
    if token.kind == "math":
        return adjacent or after.kind in ("operator", "number", "group")
    if token.kind == "word":
        if is_mathematical(token.text, is_name):
            single = token.text in ENGLISH and not (adjacent or after.kind == "operator")
            spaced = after.start > token.end
            word_name = len(token.text) > 3 and token.text.isalpha() and spaced
            return not single and not (word_name and not adjacent and after.kind != "operator")
        return adjacent or (after.kind == "group" and after.start == token.end)
    return False


def _joins_right(tokens: Sequence[Token], end: int, is_name: IsName) -> bool:
    """Whether the token at `end` still belongs to the right side of a relation."""
    token, before = tokens[end], tokens[end - 1]
    if token.kind in ("relation", "number", "operator"):
        return True
    if token.kind == "group":
        inner = token.text[1:-1]
        called = before.kind == "word" and before.end == token.start
        return token.text[0] != "(" or called or not _is_remark(inner, is_name)
    if token.kind == "math":
        return before.kind in ("relation", "operator", "number", "group", "math")
    if token.kind == "word":
        if _begins_anew(tokens, end):
            return False
        if before.kind == "number" and token.text.isalpha() and len(token.text) > 1:
            return is_mathematical(token.text, is_name) and token.start == before.end
        after = tokens[end + 1] if end + 1 < len(tokens) else None
        if token.text in ENGLISH:
            closed = after is None or after.kind in ("relation", "operator")
            return before.kind in ("relation", "operator") or (before.kind == "group" and closed)
        joined = before.kind in ("relation", "operator") and after is not None
        called = after is not None and after.kind == "group" and after.start == token.end
        return is_mathematical(token.text, is_name) or (
            joined and (called or (after is not None and after.kind in ("relation", "operator")))
        )
    return False


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word here is the label of another chain, as in `z1 = 0.16 h1 = 0.54`."""
    end = at + 1 + tokens[at].text.endswith(("_", "^"))
    while end < len(tokens) and tokens[end].text in ("_", "^", "'"):
        end += 1 if tokens[end].text == "'" else 2
    if at < 2 or end >= len(tokens) or tokens[end].kind != "relation":
        return False
    number, sign = tokens[at - 1], tokens[at - 2]
    whole = sign.kind == "relation" or (
        sign.text in "-+" and at > 2 and tokens[at - 3].kind == "relation"
    )
    return number.kind == "number" and whole and tokens[at].start > number.end


def _is_remark(inner: str, is_name: IsName) -> bool:
    """Whether what stands in parentheses behind a value is prose: `(approximately)`."""
    words = [word.replace(".", "").strip(",:;") for word in inner.split()]
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return any(not is_name(word) for word in letters) and 2 * len(letters) >= len(words)


def _chains(text: str, marked: dict[str, Piece], line: int, lead: str) -> Iterator[Event]:
    """The chains of a run, its marks replaced by the mathematics they stand for."""
    written = re.sub("[\ue000-\uf7ff]", lambda m: f" {marked[m.group()].text} ", text)
    written = re.sub(r"(?<=[\w)])\s*:(?=\s)(?!=)", " = ", written, count=1)
    lead = _without_marks(lead, marked)
    for event in chains(written, line):
        yield replace(event, lead=lead) if isinstance(event, Chain) else event
        lead = ""


def _equated(
    clause: Clause, at: int, marked: dict[str, Piece], lead: str
) -> tuple[int, list[Event]]:
    """A piece of mathematics with the value that a verb gives it (`$z_1$ is 0.16`), and its end."""
    tokens, text = clause.tokens, clause.text
    token = tokens[at]
    piece = marked[token.text]
    own = [replace(e, lead=_without_marks(lead, marked)) if isinstance(e, Chain) else e
           for e in chains(piece.text, piece.line)]  # fmt: skip
    copula = _COPULA.match(text, token.end)
    if len(own) != 1 or not isinstance(own[0], Chain) or len(own[0].members) > 1 or not copula:
        return at + 1, own
    if own[0].continues or own[0].is_open:
        return at + 1, own
    value = _VALUE.match(text, copula.end())
    end = at + 1
    while end < len(tokens) and tokens[end].start < copula.end():
        end += 1
    if value and not text[value.end() : value.end() + 1].isalpha():
        while end < len(tokens) and tokens[end].start < value.end():
            end += 1
        members = (*own[0].members, value.group().strip())
    elif end < len(tokens) and tokens[end].kind == "math" and tokens[end].start == copula.end():
        other = chains(marked[tokens[end].text].text, marked[tokens[end].text].line)
        if len(other) != 1 or not isinstance(other[0], Chain) or other[0].continues:
            return at + 1, own
        end += 1
        members = (*own[0].members, *other[0].members)
    else:
        return at + 1, own
    line = own[0].line
    return end, [replace(own[0], members=members, lines=(line,) * len(members), is_prose=True)]


def _without_marks(text: str, marked: dict[str, Piece]) -> str:
    return re.sub("[\ue000-\uf7ff]", lambda m: f" {marked[m.group()].text} ", text)
