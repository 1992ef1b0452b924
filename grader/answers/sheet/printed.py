"""What a program printed: values with the names it printed them under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.alphabet import plain
from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.document.blocks import Piece
from grader.answers.sheet.events import Chain, Event, Words
from grader.answers.sheet.prose import events
from grader.answers.sheet.prose_tokens import IsName
from grader.mathlang import unprinted

_NAMED = re.compile(
    rf"(?P<name>[A-Za-z_∂∇][\w∂/^'.₀-₉\u0302]*(?:\([^()]*\))?)\s+(?P<value>{NUMBER}|\[.*\])\s*$",
    re.DOTALL,
)
_PAIR = re.compile(
    rf"['\"](?P<name>[A-Za-z_∂∇][\w∂/^'. ]*?)['\"]\s*[:,]\s*(?P<value>{NUMBER}|\[[^'\"]*\])",
    re.DOTALL,
)

_WRAPPED = re.compile(r"(?<=[\d.,])[ \t]*\n\s*(?=[-+\d.])")
"""The end of a line within one row of a printed array: rows end with a bracket."""


def printed_events(pieces: Sequence[Piece], is_name: IsName) -> Iterator[Event]:
    """The chains that printed lines make: `z1 = 0.16`, `z1: 0.16`, `z1 0.16`, `{'z1': 0.16}`."""
    text = "".join(piece.text for piece in pieces)
    line = pieces[0].line if pieces else 1
    bare = _WRAPPED.sub(" ", unprinted(plain(text)))
    pairs = list(_PAIR.finditer(bare))
    if pairs:
        for pair in pairs:
            yield Chain((pair["name"], pair["value"]), (line, line))
        return
    found = list(events((Piece(bare, line),), is_name))
    if any(isinstance(event, Chain) for event in found):
        yield from found
        return
    named = _NAMED.search(bare)
    if named:
        lead = bare[: named.start()]
        yield Chain((named["name"], named["value"].strip()), (line, line), lead=lead)
    else:
        yield Words(bare, line)
