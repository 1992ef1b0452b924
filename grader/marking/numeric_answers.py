"""A number or matrix against the truth, and against what follows from earlier answers."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from grader import record
from grader.agreement import (
    GOOD,
    AsWritten,
    Range,
    better,
    worst,
)
from grader.marking.beside import Entries, beside_own, beside_truth, is_far_off
from grader.marking.entry_credit import earned
from grader.marking.outcome import Outcome, best, in_part, right
from grader.mathlang import WrittenMatrix
from grader.model import Array, Lapse, NoValue, Route, RouteKind, Tolerance, Value, Verdict
from grader.question import Step

_FIGURES = {
    AsWritten.VAGUE: (Lapse.TOO_FEW_FIGURES, "right as far as it goes, but"),
    AsWritten.EMPTY: (Lapse.TOO_FEW_FIGURES, "a zero leaves open what the number is:"),
    AsWritten.LONG: (Lapse.TOO_MANY_FIGURES, "right, but with more digits than asked:"),
    AsWritten.COARSE: (Lapse.TOO_FEW_FIGURES, "right, but"),
}
"""What is said of an answer that is wanting in its figures alone, by its worst entry."""


_NOTHING = in_part(0.0, 0.0)


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Followed:
    """What one rule gives from the student's own earlier answers: its name, and the range.

    rests_on: those of these answers that are not right; without any the rule gives the truth, or,
    where it rests on right answers that are other than the key's, what is right beside these.
    """

    route: Route
    range: Range | NoValue
    rests_on: tuple[str, ...] = ()
    is_other: bool = False


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
    truth = beside_truth(step, written, solution, tolerance)
    if truth is None:
        return _of_other_shape(step, written, solution, followed, tolerance)
    if all(entry in GOOD for entry in truth):
        return by_truth(step, solution, truth)
    found, reasons = list[Outcome](), list[str]()
    for one in followed:
        if isinstance(one.range, NoValue) and one.rests_on:
            reasons.append(one.range.reason)
        outcome = by_route(step, written, solution, truth, one, tolerance)
        if outcome is not None:
            found.append(outcome)
            if outcome.is_right:
                break
    found.append(by_truth(step, solution, truth, reasons[0] if reasons else None))
    most = best(found)
    # where a rule of ours broke, the answer may well have followed
    broken = None if most.is_right else next((o for o in found if o.verdict is Verdict.FAULT), None)
    return broken or most


def right_as_written(
    step: Step, written: WrittenMatrix, solution: Array, tolerance: Tolerance
) -> Outcome | None:
    """What a number earns that is right beside the truth alone; None for any other."""
    found = beside_truth(step, written, solution, tolerance)
    if found is None or not all(entry in GOOD for entry in found):
        return None
    return by_truth(step, solution, found)


def is_true(step: Step, written: WrittenMatrix, solution: Array) -> bool:
    """Whether a number is right beside the true value alone, within the tolerance."""
    return right_as_written(step, written, solution, step.tolerance) is not None


def follows_outcome(step: Step, written: WrittenMatrix, followed: Followed) -> Outcome | None:
    """What an answer earns by following alone, where the true value is not known; else None."""
    if isinstance(followed.range, NoValue):
        return None
    own = beside_own(step, written, followed.range, step.tolerance)
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
        truth = beside_truth(step, written, solution, step.tolerance)
    if not isinstance(followed, NoValue):
        own = beside_own(step, written, followed, step.tolerance)
    return tuple(map(better, truth or off, own or off))


def by_route(
    step: Step,
    written: WrittenMatrix,
    solution: Array,
    truth: Entries,
    followed: Followed,
    tolerance: Tolerance,
) -> Outcome | None:
    """What following one route earns; None where it has no value of the answer's shape."""
    found = followed.range
    if isinstance(found, NoValue):
        fault = found.fault
        return None if fault is None else Outcome(verdict=Verdict.FAULT, detail=fault)
    if followed.rests_on and is_far_off(step, written, found, tolerance):
        return _NOTHING
    own = beside_own(step, written, telling(followed, found, solution), tolerance)
    if own is None:
        return None
    if followed.rests_on:
        return _by_own(step, followed, found.centre, own)
    is_another = followed.is_other or followed.route.kind is RouteKind.ALSO
    if is_another:  # and not a rounding of the first
        return by_truth(step, found.centre, own)
    return by_truth(step, solution, tuple(map(better, truth, own)))


def _of_other_shape(
    step: Step,
    written: WrittenMatrix,
    solution: Array,
    followed: Iterable[Followed],
    tolerance: Tolerance,
) -> Outcome:
    """What an answer earns that has not the shape of the expected one: another may be right."""
    others = [one for one in followed if one.route.kind is RouteKind.ALSO] if step.also else []
    found = [by_route(step, written, solution, (), one, tolerance) for one in others]
    return best([*filter(None, found), _wrong_shape(written, solution)])


def telling(followed: Followed, found: Range, solution: Array) -> Range:
    """The range that a route gives, or, where wrong answers make it so wide that it says nothing,
    what the numbers give as typed.

    The softmax of own scores of 100, which may stand for 95 to 110, is anything from 0 to 1, and
    what is divided by an own 0.00 is anything at all: no answer there would be off.
    """
    if not followed.rests_on:
        return found
    if solution.ndim == found.centre.ndim == 0:
        low, high, centre = float(found.low), float(found.high), float(found.centre)
        if high - low <= max(abs(centre), abs(float(solution))):
            return found
    sizes = [np.abs(one).max(initial=0.0) for one in (found.centre, solution)]
    with np.errstate(invalid="ignore"):  # between infinity and infinity lies nothing
        if np.max(found.high - found.low, initial=0.0) <= max(sizes):
            return found
    return replace(found, low=found.centre, high=found.centre)


def by_truth(step: Step, solution: Array, entries: Entries, reason: str | None = None) -> Outcome:
    """What an answer earns beside the true value, its entries being worth so much there."""
    credit, share = earned(step, solution, entries)
    return _told(step, entries, right() if credit == 1 else in_part(credit, share, reason))


def _by_own(step: Step, followed: Followed, own: Array, entries: Entries) -> Outcome:
    credit, share = earned(step, own, entries)
    if credit == 0:
        nothing = _NOTHING if share == 0 else in_part(0.0, share)
        return _told(step, entries, nothing)
    found = Outcome(
        verdict=Verdict.FOLLOWS if credit == 1 else Verdict.PARTIAL,
        credit=credit * step.follow_through,
        share=share,
        route=followed.route,
        rests_on=followed.rests_on,
    )
    return _told(step, entries, found)


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
