"""What a text states, piece by piece: chains of equals signs, and the words between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

MAX_MEMBERS = 48
"""Members of one chain; of a longer one the middle is left out."""


@dataclass(frozen=True, slots=True)
class Words:
    """Prose between chains."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Members that relations join.

    continues: whether it begins with a relation, and so goes on with the chain before it.
    is_open: whether it ends with one. line: of its first member. lines: of each member.
    is_prose: whether words, not signs, say that the members are equal.
    lead: the prose before it in the same sentence.
    """

    members: tuple[str, ...]
    lines: tuple[int, ...]
    continues: bool = False
    is_open: bool = False
    is_prose: bool = False
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


def connected(events: Sequence[Event]) -> Iterator[Event]:
    """Events with chains that continue the one before put together."""
    last: Chain | None = None
    for event in events:
        if isinstance(event, Chain):
            if last is not None and (event.continues or last.is_open):
                last = last.joined(event)
                continue
            if last is not None:
                yield last
            last = event
        else:
            if last is not None and not last.is_open:
                yield last
                last = None
            yield event
    if last is not None:
        yield last
