"""A number or matrix against the truth, and against what follows from earlier answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.agreement import (
    FAIR,
    GOOD,
    AsWritten,
    Range,
    as_written,
    better,
    follows,
    to_digits,
    unless_jumped,
    worst,
)
from grader.marking.outcome import Outcome, best, in_part, right
from grader.mathlang import WrittenMatrix
from grader.model import Array, Lapse, NoValue, Route, Tolerance, Value, Verdict
from grader.question import Step

Entries = tuple[AsWritten, ...]
_FIGURES = {
    AsWritten.VAGUE: (Lapse.TOO_FEW_FIGURES, "right as far as it goes, but"),
    AsWritten.EMPTY: (Lapse.TOO_FEW_FIGURES, "a zero leaves open what the number is:"),
    AsWritten.LONG: (Lapse.TOO_MANY_FIGURES, "right, but with more digits than asked:"),
    AsWritten.COARSE: (Lapse.TOO_FEW_FIGURES, "right, but"),
}
"""What is said of an answer that is wanting in its figures alone, by its worst entry."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Followed:
    """What one rule gives from the student's own earlier answers: its name, and the range.

    rests_on: those of these answers that are not right; without any the rule gives the truth.
    """

    route: Route
    range: Range | NoValue
    rests_on: tuple[str, ...] = ()


def number_outcome(
    step: Step,
    written: WrittenMatrix,
    solution: Array,
    followed: Iterable[Followed],
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
    found = tuple(_outcomes(step, written, solution, truth, followed, tolerance))
    return _unless_broken(best(found), found)


def follows_outcome(step: Step, written: WrittenMatrix, followed: Followed) -> Outcome | None:
    """What an answer earns by following alone, where the true value is not known; else None."""
    if isinstance(followed.range, NoValue):
        return None
    own = _beside_own(step, written, followed.range, step.tolerance)
    if own is None or not all(entry in GOOD for entry in own):
        return None
    return _by_own(step, followed, followed.range.centre, own)


def standing(
    step: Step, written: WrittenMatrix, solution: Value, followed: Range | NoValue
) -> Entries:
    """How right each entry is beside the truth or beside what the step's rule gives, the better.

    Where no answer before it is wrong, this is what it is marked by.
    """
    off: Entries = (AsWritten.OFF,) * written.value.size
    truth = own = None
    if not isinstance(solution, NoValue):
        truth = _beside_truth(step, written, solution, step.tolerance)
    if not isinstance(followed, NoValue):
        own = _beside_own(step, written, followed, step.tolerance)
    return tuple(map(better, truth or off, own or off))


def _unless_broken(found: Outcome, outcomes: Sequence[Outcome]) -> Outcome:
    """What was found, or our fault: where a rule broke, the answer may well have followed."""
    broken = next((one for one in outcomes if one.verdict is Verdict.FAULT), None)
    return found if broken is None or found.is_right else broken


def _outcomes(
    step: Step,
    written: WrittenMatrix,
    solution: Array,
    truth: Entries,
    followed: Iterable[Followed],
    tolerance: Tolerance,
) -> Iterator[Outcome]:
    reasons = []
    for one in followed:
        if isinstance(one.range, NoValue):
            reasons += [one.range.reason] * bool(one.rests_on)
            if one.range.fault is not None:
                yield Outcome(verdict=Verdict.FAULT, detail=one.range.fault)
            continue
        telling = _telling(one.range, solution) if one.rests_on else one.range
        own = _beside_own(step, written, telling, tolerance)
        if own is None:
            continue
        if one.rests_on:
            found = _by_own(step, one, one.range.centre, own)
        else:
            found = _by_truth(step, solution, tuple(map(better, truth, own)))
        yield found
        if found.is_right:
            break
    yield _by_truth(step, solution, truth, reasons[0] if reasons else None)


def _telling(followed: Range, solution: Array) -> Range:
    """The range, or, where it is so wide that it says nothing, what the numbers give as typed.

    The softmax of own scores of 100, which may stand for 95 to 110, is anything from 0 to 1, and
    what is divided by an own 0.00 is anything at all: no answer there would be off.
    """
    sizes = [np.abs(one).max(initial=0.0) for one in (followed.centre, solution)]
    if np.max(followed.high - followed.low, initial=0.0) <= max(sizes):
        return followed
    return replace(followed, low=followed.centre, high=followed.centre)


def _beside_truth(
    step: Step, written: WrittenMatrix, solution: Array, tolerance: Tolerance
) -> Entries | None:
    if step.digits is not None:
        return to_digits(written, solution, step.digits)
    return as_written(written, solution, tolerance, step.policy.precision)


def _beside_own(
    step: Step, written: WrittenMatrix, own: Range, tolerance: Tolerance
) -> Entries | None:
    precision = step.policy.precision
    if step.digits is not None:
        found = to_digits(written, own.low, step.digits, own.high)
    else:
        found = follows(written, own, tolerance, precision)
    return found and unless_jumped(written, own, found, tolerance, precision)


def _by_truth(step: Step, solution: Array, entries: Entries, reason: str | None = None) -> Outcome:
    credit, share = _earned(step, solution, entries)
    return _told(step, entries, right() if credit == 1 else in_part(credit, share, reason))


def _by_own(step: Step, followed: Followed, own: Array, entries: Entries) -> Outcome:
    credit, share = _earned(step, own, entries)
    if credit == 0:
        return _told(step, entries, in_part(0.0, share))
    found = Outcome(
        verdict=Verdict.FOLLOWS if credit == 1 else Verdict.PARTIAL,
        credit=credit * step.follow_through,
        share=share,
        route=followed.route,
        rests_on=followed.rests_on,
    )
    return _told(step, entries, found)


def _earned(step: Step, wanted: Array, entries: Entries) -> tuple[float, float]:
    """The credit of some entries, and the share of them that are right as far as they go.

    What wants nothing but figures is worth what a slip is: who shows the value must not earn less
    than who shows another. Where an entry is off, those that one number in every place would make
    right do not count.
    """
    worth = [_worth(step, entry) for entry in entries]
    share = sum(value > 0 for value in worth) / len(worth)
    if min(worth) > 0 or not step.policy.entries_share:
        credit = sum(worth) / len(worth) if step.policy.entries_share else min(worth)
        return credit, share
    free = _alike(wanted)
    return max(0.0, (sum(worth) - free) / (len(worth) - free)), share


def _worth(step: Step, entry: AsWritten) -> float:
    if entry in GOOD:
        return 1.0
    return step.policy.slip_credit if entry in FAIR else 0.0


def _alike(wanted: Array) -> int:
    """How many entries are one and the same number, if more than one is: zeros, most of all."""
    if wanted.size < 2:
        return 0
    most = int(np.unique(wanted, return_counts=True)[1].max())
    return most if 1 < most < wanted.size else 0


def _told(step: Step, entries: Entries, outcome: Outcome) -> Outcome:
    """The outcome with the entries that are off, and what is wanting in the figures alone."""
    if 0 < outcome.share < 1:
        off = tuple(place for place, entry in enumerate(entries) if entry not in GOOD)
        outcome = replace(outcome, off=off)
    least = worst(entries)
    if least not in _FIGURES:
        return outcome
    slip, words = _FIGURES[least]
    return replace(outcome, slip=slip, slip_words=f"{words} give {_asked(step)}")


def _asked(step: Step) -> str:
    if step.digits is None:
        return f"at least {step.policy.precision.minimum_figures} significant figures"
    least = {"at_least": "at least ", "exactly": "", "at_most": "at most "}[step.digits.form]
    return f"{least}{step.digits.in_words}"


def _wrong_shape(written: WrittenMatrix, solution: Array) -> Outcome:
    value = written.value
    if value.ndim == 2 and value.T.shape == solution.shape and np.allclose(value.T, solution, 0.02):
        return Outcome(verdict=Verdict.INCORRECT, slip=Lapse.TRANSPOSED)
    return Outcome(verdict=Verdict.INCORRECT, slip=Lapse.SHAPE)
