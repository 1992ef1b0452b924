"""Tolerances tried out: what right but rounded work would lose, and which wrong values would pass.

The students are simulated on the question's own parameters: their method is right, and they
write every step with so many digits, rounded or cut off (see `habits`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import product

import numpy as np
from numpy.typing import NDArray

from grader import record
from grader.agreement import AsWritten, agreeing, are_one, magnitude, worst
from grader.marking import standings
from grader.model import Array, NoValue, Tolerance
from grader.question import AnswerKind, Question, Step
from grader.review.findings import entry
from grader.review.rounding_habits import HABITS, Carrying, student
from grader.words import listed

NEAR = 0.01
"""A slip that changes a value by less than this share is lost in rounding anyway."""
MAX_LISTED = 4
"""So many slips that pass are named; the advice is the same for all."""
PLAIN_SLIPS: Mapping[str, Callable[[Array], Array]] = {
    "0": lambda value: 0 * value,
    "the wrong sign": lambda value: -value,
    "half of it": lambda value: value / 2,
    "twice as much": lambda value: 2 * value,
}
Slips = Mapping[str, Mapping[str, Array]]
"""Step name -> what the slip is, in words -> the value that it gives."""
_Outcome = tuple[str, AsWritten, float]
"""A student's habit, what one answer is worth, and how far it lies from the true value."""
Outcomes = Mapping[str, list[_Outcome]]


class WeaknessKind(str, Enum):
    """What is wrong: slips pass, right work is refused, or too few digits are kept."""

    LETS_THROUGH = "lets_through"
    REFUSES = "refuses"
    VAGUE = "vague"


@record(frozen=True, slots=True, kw_only=True)
class Weakness:
    """What is wrong with one step's tolerance or precision, in words that say what to write.

    share: of the simulated students, how many are concerned; of the slips tried, how many pass.
    """

    step: str
    kind: WeaknessKind
    share: float
    message: str


def tolerance_findings(question: Question, slips: Slips | None = None) -> tuple[Weakness, ...]:
    """What the tolerances of a question's steps let pass and what they refuse, step by step.

    Steps that ask for a formula or for words have no tolerance, and of any valid answer there is no
    expected one, so nothing is said of them.
    """
    slips = slips or {}
    steps = [step for step in question.steps if _has_tolerance(question, step)]
    rounding = [step for step in steps if step.digits is None]
    outcomes = _outcomes(question, rounding) if rounding else {}
    found: list[Weakness] = []
    for step in steps:
        true = question.solution.get(step.name)
        if true is not None and not isinstance(true, NoValue):
            found += _passing(question.key, step, true, slips.get(step.name, {}))
            found += _losing(question.key, step, true, outcomes.get(step.name, []))
    return tuple(found)


def _has_tolerance(question: Question, step: Step) -> bool:
    if step.answer is not AnswerKind.NUMBER or step.valid is not None:
        return False
    true = question.solution.get(step.name)
    # infinity, and that there is none, have no tolerance either
    return true is None or isinstance(true, NoValue) or bool(np.isfinite(true).all())


def _outcomes(question: Question, steps: Sequence[Step]) -> Outcomes:
    may_cut = all(step.policy.precision.truncation for step in steps)
    found: dict[str, list[_Outcome]] = {step.name: [] for step in steps}
    # also what rests on the cells of a table, or on the ends of an interval, rests on an answer
    asked = [step for step in question.steps if step.answer.has_value]
    for habit, cut, carries in product(HABITS, {False, may_cut}, Carrying):
        written = student(question.graph, question.parameters, habit, cut=cut, carries=carries)
        stated = {step.name: written[step.name] for step in asked if step.name in written}
        for name, entries in standings(question, stated).items():
            if name not in found:
                continue
            drift = np.max(np.abs(stated[name].value - np.asarray(question.solution[name])))
            found[name].append((habit.words, worst(entries), float(drift)))
    return found


def _losing(key: str, step: Step, true: Array, outcomes: list[_Outcome]) -> Iterator[Weakness]:
    """What students whose method is right would lose by their rounding."""
    where, least = f"{key}.{step.name}", step.policy.precision.minimum_figures
    refused = [outcome for outcome in outcomes if outcome[1] is AsWritten.OFF]
    if refused:
        share = len(refused) / len(outcomes)
        atol = _plain(2 * max(drift for _, _, drift in refused))
        message = (
            f"{where} is refused in {share:.0%} of right work (with {_habits(refused)}): it rests"
            f" on steps that are not asked for; ask for them, or write atol: {atol}"
        )
        yield Weakness(step=step.name, kind=WeaknessKind.REFUSES, share=share, message=message)
    vague = [outcome for outcome in outcomes if outcome[1] in (AsWritten.VAGUE, AsWritten.EMPTY)]
    if vague:
        share = len(vague) / len(outcomes)
        _, value = _smallest(true, true != 0)
        message = (
            f"{where} = {value:.3g} keeps fewer than {least} significant figures in {share:.0%} of"
            f" right work (with {_habits(vague)}); ask for {least} significant figures in its label"
        )
        yield Weakness(step=step.name, kind=WeaknessKind.VAGUE, share=share, message=message)


def _habits(outcomes: list[_Outcome]) -> str:
    return _some(list(dict.fromkeys(words for words, _, _ in outcomes)))


def _passing(key: str, step: Step, true: Array, slips: Mapping[str, Array]) -> Iterator[Weakness]:
    """Wrong values that lie within the tolerance, and a tolerance that keeps them out."""
    tried = {words: plain(true) for words, plain in PLAIN_SLIPS.items()}
    passing = {words: _passes(value, true, step) for words, value in tried.items()}
    for words, slip in slips.items():
        if slip.shape == true.shape and _is_right(slip, true, step).all():
            passing[words] = np.abs(slip - true) > NEAR * np.abs(true)
    tried |= slips
    passing = {words: found for words, found in passing.items() if found.any()}
    if not passing:
        return
    place, value = _smallest(true, np.any(list(passing.values()), axis=0))
    at_place = [tried[words][place] for words, found in passing.items() if found[place]]
    gap = min(abs(float(wrong) - value) for wrong in at_place)
    blamed, instead = _narrower(step.tolerance, value, gap)
    if step.digits is not None:
        blamed, instead = f"{step.digits.kind}: {step.digits.count}", _more_digits(value, gap)
    yield Weakness(
        step=step.name,
        kind=WeaknessKind.LETS_THROUGH,
        share=len(passing) / len(tried),
        message=f"{blamed} lets {_some(list(passing))} pass for"
        f" {key}.{step.name}{entry(place)} = {value:.3g}; write {instead}",
    )


def _passes(value: Array, true: Array, step: Step) -> NDArray[np.bool_]:
    """The entries at which a wrong value would be taken for the true one."""
    return np.asarray((value != true) & _is_right(value, true, step))


def _is_right(value: Array, true: Array, step: Step) -> NDArray[np.bool_]:
    """The entries that a step's tolerance, or the digits it asks for, do not tell apart."""
    if step.digits is not None:
        return are_one(value, true, step.digits)
    right = agreeing(value, true, step.tolerance)
    return np.asarray(False) if right is None else right


def _more_digits(value: float, gap: float) -> str:
    """How many figures keep a value at such a distance out; at least two."""
    figures = magnitude(value) - magnitude(gap) + 2 if value else 2
    return f"significant_figures: {max(2, figures)}"


def _smallest(true: Array, where: NDArray[np.bool_]) -> tuple[tuple[int, ...], float]:
    """The place and value of the smallest of some entries: it suffers first."""
    sizes = np.where(where, np.abs(true), np.inf)
    place = tuple(int(i) for i in np.unravel_index(int(sizes.argmin()), true.shape))
    return place, float(true[place])


def _narrower(tolerance: Tolerance, value: float, gap: float) -> tuple[str, str]:
    """Which part of a tolerance lets a value at such a distance pass, and what to write instead.

    A good atol is half a unit of the second figure of the value, and no more than a quarter of
    the distance.
    """
    relative = tolerance.rtol * abs(value)
    atol = _plain(min(0.05 * 10.0 ** magnitude(value or gap), gap / 4))
    rtol = _plain(min(0.02, gap / 4 / abs(value))) if value else "0"
    if tolerance.atol >= gap > relative:
        return f"atol {_plain(tolerance.atol)}", f"atol: {atol}"
    if relative >= gap > tolerance.atol:
        return f"rtol {_plain(tolerance.rtol)}", f"rtol: {rtol}"
    both = f"rtol {_plain(tolerance.rtol)} with atol {_plain(tolerance.atol)}"
    return both, f"rtol: {rtol} and atol: {atol}"


def _plain(value: float) -> str:
    """A number of one figure, never larger, as YAML reads it: 0.00005, not 5e-05."""
    if value == 0:
        return "0"
    unit = 10.0 ** magnitude(value)
    return np.format_float_positional(
        int(value / unit * (1 + 1e-9)) * unit, 3, fractional=False, trim="-"
    )


def _some(words: list[str]) -> str:
    if len(words) > MAX_LISTED + 1:
        words = [*words[:MAX_LISTED], f"{len(words) - MAX_LISTED} other slips"]
    return listed(words)
