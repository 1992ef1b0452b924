"""Drawn numbers tried on two hundred students: whether all can be asked, and of whom the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.model import NoValue
from grader.review.findings import Finding
from grader.rubric import (
    MAX_ATTEMPTS,
    SAMPLE_URN,
    Drawn,
    LinkedDraws,
    Path,
    QuestionDraws,
    Unfit,
    are_usable,
    linked_draws,
)
from grader.words import listed

STUDENTS = 200
MOST_ATTEMPTS = 20
"""Draws for a student: where more are needed, the ranges hardly hold what is wanted."""
LEAST_DIFFERENT = 0.5
"""Of the students, how many should have numbers that nobody else has."""
FEW = 8
"""Values of a range that is meant to give a student a number of their own."""
MOST_EQUAL = 0.6
"""Of the students, how many may have the same whole number twice: half of n rounded up and down is
one answer for every second of them, whatever is drawn."""
MAX_LISTED = 4
_MAX_UNMET = 3
"""Students for whom nothing is found, after which no more are tried."""


def findings(rubric: Mapping[str, Any]) -> Iterator[tuple[str, Finding]]:
    """What is wrong with how numbers are drawn, each with the key of its question.

    rubric: plain values of questions in which nothing else is wrong.
    """
    questions: Mapping[str, Mapping[str, Any]] = rubric["questions"]
    together = linked_draws(rubric, questions)
    drawn = {key for linked in together for key in linked.members}
    for key in questions.keys() - drawn:
        yield from ((key, one) for one in _without_draws(questions[key]))
    for linked in together:
        for key, member in linked.members.items():
            yield from ((key, one) for one in _narrow(questions[key], member))
        yield from _of_students(linked, list(_drawn(linked)))


def _without_draws(question: Mapping[str, Any]) -> Iterator[Finding]:
    if question.get("constraints"):
        message = "no parameter of this question is drawn, so nothing is drawn again"
        yield Finding(path=("constraints",), message=message, is_warning=False)


def _narrow(question: Mapping[str, Any], draws: QuestionDraws) -> Iterator[Finding]:
    """Parameters of which there are too few values."""
    given = question.get("parameters") or {}
    for name, draw in draws.draws.items():
        if draw.values == 1:
            only = draw.value(lambda _entry, _count: 0)
            message = f"every student gets {only}; widen {given[name]['draw']}"
            yield Finding(path=("parameters", name), message=message)
        elif draw.count < FEW and "uniform" in given[name]["draw"]:
            message = f"only {draw.count} values lie in this range; widen it, or give more decimals"
            yield Finding(path=("parameters", name), message=message)


def _drawn(linked: LinkedDraws) -> Iterator[Mapping[str, Drawn]]:
    unmet = 0
    for place in range(STUDENTS):
        found = linked.drawn(SAMPLE_URN.of(f"student {place}"))
        yield found
        unmet += not are_usable(found)
        if unmet == _MAX_UNMET:
            return


def _of_students(
    linked: LinkedDraws, drawn: list[Mapping[str, Drawn]]
) -> Iterator[tuple[str, Finding]]:
    unmet = sum(not are_usable(one) for one in drawn)
    if unmet:
        key, path, why = _blamed(linked)
        whom = "any student" if unmet == len(drawn) else f"one student in {len(drawn)}"
        message = f"in {MAX_ATTEMPTS:,} draws no numbers were found for {whom}: {why}"
        yield key, Finding(path=path, message=message, is_warning=False)
        return
    attempts = sum(one.attempt + 1 for found in drawn for one in _first(found)) / len(drawn)
    is_put_up_with = any(one.unfit for found in drawn for one in found.values())
    if attempts > MOST_ATTEMPTS and not is_put_up_with:
        key, path, why = _blamed(linked)
        yield (
            key,
            Finding(path=path, message=f"only one draw in {attempts:.0f} can be asked: {why}"),
        )
    for key, member in linked.members.items():
        own = [found[key] for found in drawn]
        yield from ((key, one) for one in (*_alike(member, own), *_too_few(own)))


def _first(found: Mapping[str, Drawn]) -> list[Drawn]:
    """One of questions that are drawn together, and so as often."""
    return list(found.values())[:1]


def _blamed(linked: LinkedDraws) -> tuple[str, Path, str]:
    """What most often keeps draws from being asked: its question, its place there, and why."""
    tried = (linked.attempt(SAMPLE_URN, attempt) for attempt in range(STUDENTS))
    unfit = ((key, one.unfit) for found in tried for key, one in found.items() if one.unfit)
    most = Counter(unfit).most_common(1)
    if not most:
        return next(iter(linked.members)), (), "widen the ranges"
    (key, why), _ = most[0]
    return (key, *_in_words(why))


def _in_words(unfit: Unfit) -> tuple[Path, str]:
    if unfit.constraint is not None:
        return ("constraints", unfit.constraint), "it hardly ever holds; widen the ranges"
    if unfit.alike is not None:
        first, other = unfit.alike
        why = f"{first} and {other} are often alike; widen the ranges"
        return ("steps", other), why
    return ("steps", unfit.step), f"{unfit.reason}; choose other ranges"


def _alike(draws: QuestionDraws, drawn: list[Drawn]) -> Iterator[Finding]:
    """Answers that cannot be told apart, of many students though not of all."""
    counts = Counter(pair for one in drawn for pair in draws.alike(one.solution))
    whole = _whole_answers(drawn)
    for (first, other), count in counts.items():
        same = sum(_are_equal(one, first, other) for one in drawn)
        if whole >= {first, other} and same == count <= MOST_EQUAL * len(drawn):
            continue
        if 0 < count < len(drawn):
            message = (
                f"{first} and {other} are alike within their tolerance for {count} of {len(drawn)}"
                f" students, so that one passes for the other; widen the ranges"
            )
            yield Finding(path=("steps", other), message=message)


def _whole_answers(drawn: list[Drawn]) -> set[str]:
    """The answers that are whole numbers for every student: counts, places, labels."""
    values = [(name, value) for one in drawn for name, value in one.solution.items()]
    broken = {n for n, v in values if isinstance(v, NoValue) or not (v == np.round(v)).all()}
    return {name for name, _ in values} - broken


def _are_equal(drawn: Drawn, first: str, other: str) -> bool:
    return np.array_equal(np.asarray(drawn.solution[first]), np.asarray(drawn.solution[other]))


def _too_few(drawn: list[Drawn]) -> Iterator[Finding]:
    """Ranges so narrow that students share their numbers."""
    different = {str(one.numbers) for one in drawn}
    if drawn[0].numbers and len(different) < LEAST_DIFFERENT * len(drawn):
        names = listed([*drawn[0].numbers][:MAX_LISTED])
        message = (
            f"{len(drawn)} students get only {len(different)} different sets of numbers; widen the"
            f" ranges of {names}"
        )
        yield Finding(path=("parameters",), message=message)
