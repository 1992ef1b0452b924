"""A number or matrix against the truth, and against what follows from earlier answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from grader.digits import follows_to_digits, to_digits
from grader.marking.outcome import Outcome, best, in_part, right
from grader.mathlang import WrittenMatrix
from grader.model import (
    TOO_FEW_FIGURES,
    TOO_MANY_FIGURES,
    Array,
    NoValue,
    Tolerance,
    Verdict,
)
from grader.precision import GOOD, AsWritten, as_written, better
from grader.propagation import Range, follows
from grader.question import Step

Entries = tuple[AsWritten, ...]
_FIGURES = {
    AsWritten.VAGUE: (TOO_FEW_FIGURES, "right as far as it goes, but give {asked}"),
    AsWritten.LONG: (TOO_MANY_FIGURES, "right, but with more digits than asked: give {asked}"),
    AsWritten.COARSE: (TOO_FEW_FIGURES, "right, but give {asked}"),
}
"""What is said of an answer that is wanting in its figures alone, by its worst entry."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Followed:
    """What one rule gives from the student's own earlier answers: its name, and the range."""

    route: str
    range: Range | NoValue


def number_outcome(
    step: Step,
    written: WrittenMatrix,
    solution: Array,
    followed: Iterable[Followed],
    rests_on: Sequence[str],
    tolerance: Tolerance,
) -> Outcome:
    """The best of what the truth and each route of following earn, before slips are looked for.

    Where all earlier answers are right, following them differs from the truth by rounding alone,
    and the step is correct. Routes are taken one by one until one earns everything.
    """
    truth = _beside_truth(step, written, solution, tolerance)
    if truth is None:
        return _wrong_shape(written, solution)
    if all(entry in GOOD for entry in truth):
        return _by_truth(step, solution, truth)
    return best(_outcomes(step, written, solution, truth, followed, rests_on, tolerance))


def _outcomes(
    step: Step,
    written: WrittenMatrix,
    solution: Array,
    truth: Entries,
    followed: Iterable[Followed],
    rests_on: Sequence[str],
    tolerance: Tolerance,
) -> Iterator[Outcome]:
    reasons = []
    for one in followed if rests_on else islice(followed, 1):
        if isinstance(one.range, NoValue):
            reasons.append(one.range.reason)
            continue
        own = _beside_own(step, written, one.range, tolerance)
        if own is None:
            continue
        if not rests_on:
            yield _by_truth(step, solution, tuple(map(better, truth, own)))
        else:
            found = _by_own(step, one.range.centre, own, one.route)
            yield found
            if found.share == 1:
                break
    yield _by_truth(step, solution, truth, reasons[0] if reasons and rests_on else None)


def _beside_truth(
    step: Step, written: WrittenMatrix, solution: Array, tolerance: Tolerance
) -> Entries | None:
    if step.digits is not None:
        return to_digits(written, solution, step.digits)
    return as_written(written, solution, tolerance, step.policy.precision)


def _beside_own(
    step: Step, written: WrittenMatrix, own: Range, tolerance: Tolerance
) -> Entries | None:
    if step.digits is not None:
        return follows_to_digits(written, own.low, own.high, step.digits)
    return follows(written, own, tolerance, step.policy.precision)


def _by_truth(step: Step, solution: Array, entries: Entries, reason: str | None = None) -> Outcome:
    share = _share(step, solution, entries)
    return _told(step, entries, right() if share == 1 else in_part(share, reason))


def _by_own(step: Step, own: Array, entries: Entries, route: str) -> Outcome:
    share = _share(step, own, entries)
    if share == 0:
        return _told(step, entries, in_part(0.0))
    verdict = Verdict.FOLLOWS if share == 1 else Verdict.PARTIAL
    credit = share * step.follow_through
    return _told(step, entries, Outcome(verdict=verdict, credit=credit, share=share, route=route))


def _share(step: Step, wanted: Array, entries: Entries) -> float:
    """The share of right entries, beyond those that one number in every place would make right."""
    good = sum(entry in GOOD for entry in entries)
    if good == len(entries):
        return 1.0
    free = _alike(wanted)
    share = max(0.0, (good - free) / (len(entries) - free))
    return share if step.policy.entries_share else 0.0


def _alike(wanted: Array) -> int:
    """How many entries are one and the same number, if more than one is: zeros, most of all."""
    most = int(np.unique(wanted, return_counts=True)[1].max(initial=0))
    return most if 1 < most < wanted.size else 0


def _told(step: Step, entries: Entries, outcome: Outcome) -> Outcome:
    """The outcome with the entries that are off, and what is wanting in the figures alone."""
    if 0 < outcome.share < 1:
        off = tuple(place for place, entry in enumerate(entries) if entry not in GOOD)
        outcome = replace(outcome, off=off)
    worst = max(entries, key=tuple(AsWritten).index)
    if worst not in _FIGURES:
        return outcome
    slip, words = _FIGURES[worst]
    return replace(outcome, slip=slip, slip_words=words.format(asked=_asked(step)))


def _asked(step: Step) -> str:
    """How many digits an answer should have."""
    if step.digits is None:
        return f"at least {step.policy.precision.minimum_figures} significant figures"
    least = {"at_least": "at least ", "exactly": "", "at_most": "at most "}[step.digits.form]
    return f"{least}{step.digits.in_words}"


def _wrong_shape(written: WrittenMatrix, solution: Array) -> Outcome:
    value = written.value
    if value.ndim == 2 and value.T.shape == solution.shape and np.allclose(value.T, solution, 0.02):
        return Outcome(verdict=Verdict.INCORRECT, slip="transposed")
    return Outcome(verdict=Verdict.INCORRECT, slip="shape")
