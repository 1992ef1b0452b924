"""Drawn numbers tried on two hundred students: whether all can be asked, and of whom the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grader.errors import RubricError
from grader.review.findings import Finding
from grader.rubric import (
    MAX_ATTEMPTS,
    SAMPLE_URN,
    Drawn,
    QuestionDraws,
    RubricSource,
    Unfit,
    question_draws,
)
from grader.words import listed

STUDENTS = 200
MOST_ATTEMPTS = 20
"""Draws for a student: where more are needed, the ranges hardly hold what is wanted."""
LEAST_DIFFERENT = 0.5
"""Of the students, how many should have numbers that nobody else has."""
FEW = 8
"""Values of a range that is meant to give a student a number of their own."""
MAX_LISTED = 4
_MAX_UNMET = 3
"""Students for whom nothing is found, after which no more are tried."""


def findings(source: RubricSource, key: str) -> Iterator[Finding]:
    """What is wrong with how the numbers of a question are drawn."""
    given = source.mapping("questions", key, "parameters")
    try:
        draws = question_draws(source.data, key)
    except RubricError:
        return  # told where it stands
    if draws is None:
        if source.mapping("questions", key).get("constraints"):
            message = "no parameter of this question is drawn, so nothing is drawn again"
            yield Finding(path=("constraints",), message=message, is_warning=False)
        return
    for name, draw in draws.draws.items():
        if draw.values == 1:
            only = draw.value(lambda _entry, _count: 0)
            message = f"every student gets {only}; widen {given[name]['draw']}"
            yield Finding(path=("parameters", name), message=message)
        elif draw.count < FEW and "uniform" in given[name]["draw"]:
            message = f"only {draw.count} values lie in this range; widen it, or give more decimals"
            yield Finding(path=("parameters", name), message=message)
    yield from _of_students(draws, list(_drawn(draws)))


def _drawn(draws: QuestionDraws) -> Iterator[Drawn]:
    unmet = 0
    for place in range(STUDENTS):
        found = draws.drawn(SAMPLE_URN.of(f"student {place}"))
        yield found
        unmet += not found.is_usable
        if unmet == _MAX_UNMET:
            return


def _of_students(draws: QuestionDraws, drawn: list[Drawn]) -> Iterator[Finding]:
    unmet = [one for one in drawn if not one.is_usable]
    if unmet:
        path, why = _blamed(draws)
        share = (
            "any student" if len(unmet) == len(drawn) else f"{len(unmet)} of {len(drawn)} students"
        )
        message = f"in {MAX_ATTEMPTS:,} draws no numbers were found for {share}: {why}"
        yield Finding(path=path, message=message, is_warning=False)
        return
    attempts = sum(one.attempt + 1 for one in drawn) / len(drawn)
    alike = Counter(one.unfit.alike for one in drawn if one.unfit and one.unfit.alike)
    if attempts > MOST_ATTEMPTS and not alike:
        path, why = _blamed(draws)
        message = f"only one draw in {attempts:.0f} can be asked: {why}"
        yield Finding(path=path, message=message)
    yield from _alike(draws, drawn)
    yield from _too_few(drawn)


def _blamed(draws: QuestionDraws) -> tuple[tuple[str | int, ...], str]:
    """What most often keeps draws from being asked, and where it stands."""
    tried = (draws.attempt(SAMPLE_URN, attempt).unfit for attempt in range(STUDENTS))
    most = Counter(unfit for unfit in tried if unfit).most_common(1)
    return _in_words(most[0][0]) if most else ((), "widen the ranges")


def _in_words(unfit: Unfit) -> tuple[tuple[str | int, ...], str]:
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
    for (first, other), count in counts.items():
        if 0 < count < len(drawn):
            message = (
                f"{first} and {other} are alike within their tolerance for {count} of {len(drawn)}"
                f" students, so that one passes for the other; widen the ranges"
            )
            yield Finding(path=("steps", other), message=message)


def _too_few(drawn: list[Drawn]) -> Iterator[Finding]:
    """Ranges so narrow that students share their numbers."""
    different = {str(one.numbers) for one in drawn}
    if len(different) < LEAST_DIFFERENT * len(drawn):
        names = listed([*drawn[0].numbers][:MAX_LISTED])
        message = (
            f"{len(drawn)} students get only {len(different)} different sets of numbers; widen the"
            f" ranges of {names}"
        )
        yield Finding(path=("parameters",), message=message)
