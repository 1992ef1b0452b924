"""What is known around a statement when it is weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import field

from grader import record
from grader.answers.sheet.carrying import Stated
from grader.answers.sheet.conventions import Votes
from grader.answers.sheet.rounds import Round


@record(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known around a statement.

    last: the step that was stated before it in its question. learned: what its name stands for
    elsewhere. luck: how likely numbers fit by luck in its question; luck_of_part: and in its part.
    company: how much stands beside it for each step whose value it is. later: the numbers that are
    stated behind it. named: the steps of its question that are stated with their values under their
    own names. round: what the round of the work that it stands in tells of it.
    """

    last: str = ""
    learned: Votes = field(default_factory=dict)
    luck: float = 0.0
    luck_of_part: float = 0.0
    company: Mapping[str, float] = field(default_factory=dict)
    later: Sequence[Stated] = ()
    named: Set[str] = frozenset()
    round: Round | None = None
