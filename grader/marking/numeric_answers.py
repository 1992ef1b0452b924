"""A number or matrix against the truth, and against what follows from earlier answers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from grader.agreement import (
    FAIR,
    GOOD,
    AsWritten,
    Range,
    UpTo,
    as_written,
    better,
    follows,
    to_digits,
    unless_jumped,
    worst,
)
from grader.marking.entry_shares import membership, of_half_line, of_tuples
from grader.marking.equal_answers import in_equal_form, in_one_shape
from grader.marking.outcome import Outcome, best, in_part, right
from grader.mathlang import WrittenMatrix
from grader.model import Array, Lapse, NoValue, Route, RouteKind, Tolerance, Value, Verdict
from grader.question import AnswerKind, Step

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
        return _of_other_shape(step, written, solution, followed, tolerance)
    if all(entry in GOOD for entry in truth):
        return _by_truth(step, solution, truth)
    found, reasons = list[Outcome](), list[str]()
    for one in followed:
        if isinstance(one.range, NoValue) and one.rests_on:
            reasons.append(one.range.reason)
        outcome = _by_route(step, written, solution, truth, one, tolerance)
        if outcome is not None:
            found.append(outcome)
            if outcome.is_right:
                break
    found.append(_by_truth(step, solution, truth, reasons[0] if reasons else None))
    most = best(found)
    # where a rule of ours broke, the answer may well have followed
    broken = None if most.is_right else next((o for o in found if o.verdict is Verdict.FAULT), None)
    return broken or most


def is_true(step: Step, written: WrittenMatrix, solution: Array) -> bool:
    """Whether a number is right beside the true value alone, within the tolerance."""
    found = _beside_truth(step, written, solution, step.tolerance)
    return found is not None and all(entry in GOOD for entry in found)


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


def _by_route(
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
    telling = _telling(found, solution) if followed.rests_on else found
    own = _beside_own(step, written, telling, tolerance)
    if own is None:
        return None
    if followed.rests_on:
        return _by_own(step, followed, found.centre, own)
    if followed.route.kind is RouteKind.ALSO:  # another answer, not a rounding of the first
        return _by_truth(step, found.centre, own)
    return _by_truth(step, solution, tuple(map(better, truth, own)))


def _of_other_shape(
    step: Step,
    written: WrittenMatrix,
    solution: Array,
    followed: Iterable[Followed],
    tolerance: Tolerance,
) -> Outcome:
    """What an answer earns that has not the shape of the expected one: another may be right."""
    others = [one for one in followed if one.route.kind is RouteKind.ALSO] if step.also else []
    found = [_by_route(step, written, solution, (), one, tolerance) for one in others]
    return best([*filter(None, found), _wrong_shape(written, solution)])


def _telling(followed: Range, solution: Array) -> Range:
    """The range, or, where it is so wide that it says nothing, what the numbers give as typed.

    The softmax of own scores of 100, which may stand for 95 to 110, is anything from 0 to 1, and
    what is divided by an own 0.00 is anything at all: no answer there would be off.
    """
    sizes = [np.abs(one).max(initial=0.0) for one in (followed.centre, solution)]
    with np.errstate(invalid="ignore"):  # between infinity and infinity lies nothing
        if np.max(followed.high - followed.low, initial=0.0) <= max(sizes):
            return followed
    return replace(followed, low=followed.centre, high=followed.centre)


def _beside_truth(
    step: Step, written: WrittenMatrix, solution: Array, tolerance: Tolerance
) -> Entries | None:
    if step.words and step.answer is not AnswerKind.SET:
        written, (solution,) = in_one_shape(written, solution)
    if step.has_equal_forms:
        written, (solution,) = in_equal_form(step, written, solution)
    if step.digits is not None:
        return to_digits(written, solution, step.digits)
    return as_written(written, solution, tolerance, step.policy.precision)


def _beside_own(
    step: Step, written: WrittenMatrix, own: Range, tolerance: Tolerance
) -> Entries | None:
    precision = step.policy.precision
    if step.words and step.answer is not AnswerKind.SET:
        written, (centre, low, high) = in_one_shape(written, own.centre, own.low, own.high)
        own = replace(own, low=low, high=high, centre=centre)
    if step.has_equal_forms:
        written, bounds = in_equal_form(step, written, own.centre, own.low, own.high)
        ends = np.stack(bounds)
        own = Range(low=ends.min(axis=0), high=ends.max(axis=0), centre=bounds[0])
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
    if step.answer is AnswerKind.SET and wanted.ndim > 1:
        return of_tuples(worth, wanted.shape[1])
    if step.answer is AnswerKind.SET and step.has_words:
        return membership(wanted, worth)
    share = sum(value > 0 for value in worth) / len(worth)
    # a vector up to a factor or a constant has no entry that is right by itself
    is_whole = not step.up_to.isdisjoint({UpTo.SCALE, UpTo.CONSTANT})
    by_entries = step.policy.entries_share and not is_whole
    if min(worth) > 0 or not by_entries:
        return (sum(worth) / len(worth) if by_entries else min(worth)), share
    if step.answer is AnswerKind.INTERVAL and np.isinf(wanted).any():
        return of_half_line(wanted, worth), share
    # to leave a cell empty takes no work
    free = max(_alike(wanted), int(np.isnan(wanted).sum()))
    if free == len(worth):
        return 0.0, share
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
