"""What stands out in the figures of a class, a sentence each: what is read first."""

from __future__ import annotations

import math
from collections.abc import Iterator

from grader.cohort.report.report_records import ClassFigures, StepFigures
from grader.cohort.report.spreads import LOW
from grader.words import counted, listed

COMMON = 0.05
"""A share of the class from which on an error is worth a sentence."""
EASY = 0.95


def highlights(figures: ClassFigures) -> Iterator[str]:
    """The sentences for those who have a minute."""
    asked = [step for step in figures.steps if step.mean is not None]
    if not asked:
        return
    yield from _first_errors(max(asked, key=lambda step: step.first_share))
    hardest = min(asked, key=lambda step: step.mean or 0.0)
    if (hardest.mean or 0.0) < EASY:
        yield f"The least is earned at {_named(hardest)}: {percent(hardest.mean)} of its points."
    yield from _slips(asked)
    yield from _discrimination(asked)
    beyond = sum(step.beyond for step in asked)
    if beyond:
        yield (
            f"{counted(beyond, 'wrong answer')} {'is' if beyond == 1 else 'are'} less than twice as"
            " far from the expected value as the tolerance allows."
        )
    waiting = len(figures.people) - figures.not_graded
    if waiting:
        yield f"Something was left to people in {counted(waiting, 'submission')}."


def percent(share: float | None) -> str:
    """A share as people read it: 25 %, and a dash where there is none."""
    return "–" if share is None else f"{100 * share:.0f} %"


def chance(count: int) -> float:
    """By about how much a correlation over so many submissions is other than 0 by chance alone."""
    return 1 / math.sqrt(count) if count else 1.0


def flag(step: StepFigures) -> str:
    """What a step's discrimination asks to look at; "" where all is well or nothing is known."""
    if step.discrimination is None or step.discrimination >= LOW:
        return ""
    if step.discrimination < 0:
        return "negative"
    return "" if (step.mean or 0.0) > EASY else "low"


def _named(step: StepFigures) -> str:
    return step.id if step.called == step.step else f"{step.id} ({step.called})"


def _first_errors(step: StepFigures) -> Iterator[str]:
    if step.first_share < COMMON:
        return
    follows = (
        f"; {counted(step.carried, 'later step')} of theirs still follow" if step.carried else ""
    )
    yield (
        f"Most often it first goes wrong in {_named(step)}: for {step.first} of {step.count}"
        f" submissions, {percent(step.first_share)}{follows}."
    )


def _slips(steps: list[StepFigures]) -> Iterator[str]:
    found = [(slip.count, step, slip) for step in steps for slip in step.slips[:1]]
    if not found:
        return
    count, step, slip = max(found, key=lambda one: one[0])
    if count > 1 and count >= COMMON * step.count:
        yield f"The commonest slip: {slip.text}, in {_named(step)}, {count} times."


def _discrimination(steps: list[StepFigures]) -> Iterator[str]:
    odd = [step.id for step in steps if (step.discrimination or 0.0) < -2 * chance(step.count)]
    if odd:
        yield (
            f"Look at {listed(odd)}: those who earn less there earn more elsewhere, as happens"
            " where a key is wrong or a question is misread."
        )
