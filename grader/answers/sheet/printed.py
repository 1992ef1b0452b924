"""What a program printed: values with the names it printed them under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.answers.sheet.events import Chain, Event, Words
from grader.answers.sheet.prose import events
from grader.answers.sheet.prose_tokens import NUMBER, IsName
from grader.answers.sheet.records import Piece

_WRAPPED = re.compile(r"\b(?:np\.|numpy\.|torch\.|jnp\.)?(?:float\d+|int\d+|array|tensor|Array|"
                      r"DeviceArray|matrix)\(")  # fmt: skip
_EXTRA = re.compile(r",\s*(?:dtype|requires_grad|grad_fn|device|weak_type)\s*=\s*[\w.<>:' ]+")
_NAMED = re.compile(
    rf"(?P<name>[A-Za-z_∂∇][\w∂/^'.₀-₉\u0302]*(?:\([^()]*\))?)\s+(?P<value>{NUMBER}|\[.*\])\s*$",
    re.DOTALL,
)
_PAIR = re.compile(
    rf"['\"](?P<name>[A-Za-z_∂∇][\w∂/^'. ]*?)['\"]\s*[:,]\s*(?P<value>{NUMBER}|\[[^'\"]*\])",
    re.DOTALL,
)


def printed_events(pieces: Sequence[Piece], is_name: IsName) -> Iterator[Event]:
    """The chains that printed lines make: `z1 = 0.16`, `z1: 0.16`, `z1 0.16`, `{'z1': 0.16}`."""
    text = "".join(piece.text for piece in pieces)
    line = pieces[0].line if pieces else 1
    bare = _bare(text)
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


def _bare(text: str) -> str:
    """The printed text without the wrappings of array libraries."""
    text = _EXTRA.sub("", text)
    while True:
        found = _WRAPPED.search(text)
        if found is None:
            return text
        end = _closing(text, found.end() - 1)
        text = text[: found.start()] + text[found.end() : end] + text[end + 1 :]


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return len(text)
