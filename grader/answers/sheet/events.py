"""What a text states, piece by piece: chains of equals signs, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from grader import record
from grader.alphabet.numeral_patterns import NUMBER

_NUMERAL = re.compile(rf"\s*{NUMBER}\s*")
_TOLD_AT_END = re.compile(rf"(?<=[^\W\d_])(?:\s+|\s*:\s*){NUMBER}\s*$")
LEAST_LISTED = 3
"""Numbers behind one equals sign that are a vector: of two, one may be a remark."""
MAX_MEMBERS = 48
"""Members of one chain; of a longer one the middle is left out."""


@record(frozen=True, slots=True)
class Words:
    """Prose between chains."""

    text: str
    line: int


@record(frozen=True, slots=True)
class Chain:
    """Members that relations join.

    continues: whether it begins with a relation, and so goes on with the chain before it.
    is_open: whether it ends with one. line: of its first member. lines: of each member.
    lead: the prose before it in the same sentence.
    """

    members: tuple[str, ...]
    lines: tuple[int, ...]
    continues: bool = False
    is_open: bool = False
    lead: str = ""

    @property
    def line(self) -> int:
        return self.lines[0]

    def joined(self, other: Chain) -> Chain:
        """This chain with another that continues it."""
        return replace(
            self,
            members=shortened(self.members + other.members),
            lines=shortened(self.lines + other.lines),
            is_open=other.is_open,
        )


Event = Words | Chain


_Any = TypeVar("_Any")


def shortened(parts: tuple[_Any, ...]) -> tuple[_Any, ...]:
    """The first and the last of many parts."""
    if len(parts) <= MAX_MEMBERS:
        return parts
    return parts[: MAX_MEMBERS // 2] + parts[-MAX_MEMBERS // 2 :]


def listed(events: Iterable[Event]) -> list[Event]:
    """Events with the bare numbers behind a value put together with it, as a vector.

    `x_hat = -0.945, 0.189, 1.323` is cut at its commas as any text is; three numbers and more are
    the entries of what stands before them, a name or words: `the residuals are 0.3, -0.5, 0.2`.
    """
    found: list[Event] = []
    entries: list[str] = []
    for event in (*events, None):
        number = _lone_number(event)
        last = found[-1] if found else None
        if number and last is not None and (entries or _value_at_end(last)):
            entries = [*(entries or [_value_at_end(last)]), number]
            continue
        if len(entries) >= LEAST_LISTED and last is not None:
            found[-1] = _with_vector(last, f"[{', '.join(entries)}]")
        else:
            found += [Words(text, last.line) for text in entries[1:] if last is not None]
        entries = []
        if event is not None:
            found.append(event)
    return found


def _value_at_end(event: Event) -> str:
    """The number that a chain comes to, or that words end with."""
    if isinstance(event, Chain):
        value = event.members[-1] if len(event.members) > 1 else ""
        return value if _NUMERAL.fullmatch(value) else ""
    told = _TOLD_AT_END.search(event.text)
    return told[0].strip() if told else ""


def _with_vector(event: Event, vector: str) -> Event:
    if isinstance(event, Chain):
        return replace(event, members=(*event.members[:-1], vector))
    words = _TOLD_AT_END.sub("", event.text)
    return Chain((vector,), (event.line,), lead=words)


def _lone_number(event: Event | None) -> str:
    """The number that an event is and nothing else, `and` before it left out."""
    if isinstance(event, Chain):
        text = event.members[0] if len(event.members) == 1 and not event.continues else ""
    else:
        text = event.text if event is not None else ""
    bare = re.sub(r"^(?:and|und|et|y|e)\s+", "", text.strip(" .,;"))
    return bare if _NUMERAL.fullmatch(bare) else ""
