"""Questions whose numbers are drawn together, because some carry on what others are given.

Whatever is wrong with the numbers in one of them, all are drawn again: a value that a student
carries to another question has to be fit for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from grader import record
from grader.model import Array, Value
from grader.question import carried_first
from grader.rubric.draws.question_draws import (
    Drawn,
    Keys,
    QuestionDraws,
    draws_of,
    question_draws,
    with_parameters,
)
from grader.rubric.draws.urn import SAMPLE_URN, Urn

MAX_ATTEMPTS = 2_000
"""So many draws before constraints are said to be met by none; lint warns long before."""
MAX_FOR_DIFFERENCE = 300
"""So many draws before two answers that are alike are put up with."""
TRIED = 24
"""Draws by which is found out which answers are often alike whatever is drawn."""
Together = Mapping[str, Drawn]
"""What was drawn for each of the questions."""


@record(kw_only=True, eq=False)
class LinkedDraws:
    """Questions by their key, each behind those that it carries on."""

    members: Mapping[str, QuestionDraws]

    def __post_init__(self) -> None:
        attempts = (self.attempt(SAMPLE_URN, attempt) for attempt in range(MAX_FOR_DIFFERENCE))
        usable = list(islice((found for found in attempts if are_usable(found)), TRIED))
        for key, member in self.members.items() if usable else ():
            member.learn([found[key] for found in usable])

    def drawn(self, urn: Urn) -> Together:
        """A student's numbers: the first that can be asked, or the best there are."""
        best: Together = {}
        for attempt in range(MAX_ATTEMPTS):
            found = self.attempt(urn, attempt)
            if all(one.unfit is None for one in found.values()):
                return found
            if not best or (are_usable(found) and not are_usable(best)):
                best = found
            if attempt >= MAX_FOR_DIFFERENCE and are_usable(best):
                break
        return best

    def attempt(self, urn: Urn, attempt: int) -> Together:
        """The numbers of one attempt, and what is wrong with them."""
        found: dict[str, Drawn] = {}
        known: dict[str, Mapping[str, Value]] = {}
        for key, member in self.members.items():
            elsewhere: dict[str, Array] = {}
            for one in member.question.carried:
                elsewhere |= one.values(known.get(one.question.key))
            found[key] = member.attempt(urn, attempt, elsewhere)
            known[key] = {**found[key].parameters, **found[key].solution}
        return found


def are_usable(drawn: Together) -> bool:
    """Whether numbers can be asked, but for answers that may be alike."""
    return all(one.is_usable for one in drawn.values())


def linked_draws(rubric: Keys, among: Collection[str]) -> list[LinkedDraws]:
    """All that is drawn in some questions of a rubric, and in those that they are linked with.

    Questions are left out that neither draw nor carry on what is drawn. Raises RubricError for a
    draw that is none, GraphError as `question_of`.
    """
    return [_linked(rubric, keys) for keys in links(rubric["questions"]) if {*keys} & {*among}]


def links(questions: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The questions that are drawn together, each behind those whose values it carries on."""
    carried: dict[str, set[str]] = {}
    moving: list[str] = []
    for key in carried_first(questions, questions):
        carried[key] = {str(place).rpartition(".")[0] for place in _carried(questions[key])}
        if draws_of(questions[key]) or carried[key].intersection(moving):
            moving.append(key)
    groups: list[set[str]] = []
    for key in moving:
        joined = {key, *carried[key].intersection(moving)}
        apart = [group for group in groups if not group & joined]
        groups = [*apart, joined.union(*(group for group in groups if group & joined))]
    return (tuple(key for key in moving if key in group) for group in groups)


def _carried(keys: Keys) -> Collection[Any]:
    carried: Mapping[str, Any] = keys.get("carried") or {}
    return carried.values()


def _linked(rubric: Keys, keys: Collection[str]) -> LinkedDraws:
    """The draws of linked questions, which are made with the sample's first numbers."""
    draws = {key: draws_of(rubric["questions"][key]) for key in keys}
    full = dict(rubric)
    for key in keys:
        first = {n: d.value(partial(SAMPLE_URN.below, key, n, 0)) for n, d in draws[key].items()}
        full = with_parameters(full, key, first, draws[key])
    return LinkedDraws(members={key: question_draws(full, key, draws[key]) for key in keys})
