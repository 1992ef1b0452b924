"""A number or matrix against the truth, and against what follows from earlier answers."""

from __future__ import annotations

from grader.compare import comparison
from grader.marking.outcome import Outcome, in_part, right
from grader.model import Array, NoValue, Value, Verdict
from grader.question import Step


def number_outcome(
    answer: Array, solution: Array, followed: Value, step: Step, rests_on: tuple[str, ...]
) -> Outcome:
    """The better of two comparisons: with the true value, and with what the rule gives from the
    student's own earlier answers, of which `rests_on` are not right.

    Where all earlier answers are right, following them differs from the truth by rounding alone,
    and the step is correct.
    """
    true = comparison(answer, solution, step.tolerance)
    if true.is_right:
        return right()
    if isinstance(followed, NoValue):
        return in_part(true.share, reason=followed.reason if rests_on else None)
    own = comparison(answer, followed, step.tolerance)
    if not rests_on:
        return right() if own.is_right else in_part(max(true.share, own.share))
    credit = own.share * step.follow_through
    if own.share == 0 or credit < true.share:
        return in_part(true.share)
    verdict = Verdict.FOLLOWS if own.is_right else Verdict.PARTIAL
    return Outcome(verdict=verdict, credit=credit, share=own.share, follows_own=True)
