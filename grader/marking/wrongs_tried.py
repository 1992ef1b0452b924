"""The misconceptions and slips that were tried on a wrong number, with how near each came."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader import record
from grader.agreement import AsWritten, Nearness, Range
from grader.marking.guessing import is_guessed
from grader.marking.judgement import Judgement
from grader.marking.outcome import Outcome
from grader.marking.rule_routes import neighbourhoods, true_values
from grader.marking.slip_verdict import (
    WrongNumber,
    at_truth,
    attempts,
    explanation,
    gives,
    rule_value,
    rules_of,
)
from grader.marking.trial import Trial, Way, nearest_first
from grader.mathlang import WrittenMatrix
from grader.model import Array, Lapse
from grader.question import Misconception, Step
from grader.slips import (
    Attempt,
    Bounds,
    Neighbourhood,
    TriedSlips,
    misconceptions_of,
    slip_of,
    slips_tried,
)

_STARTS = "this is what you get "
_EXPLAINED = {
    Lapse.TOO_FEW_FIGURES: "the number is right as far as it goes",
    Lapse.TOO_MANY_FIGURES: "the number is right, in more figures than were asked for",
    Lapse.NOT_SUMMED: "these are the terms of a sum that was not taken",
    Lapse.NO_UNIT: "the number is right",
    Lapse.OTHER_UNIT: "the number is right",
    Lapse.UNIT_SCALE: "the number is right in another unit",
}
_RIGHT = "the answer is right"
_ZERO = "a zero is explained by nothing: it is what is left when anything is zero"
_GUESSED = "so few values are possible that a guess hits what some slip gives"
_NO_FORMULA = "the rule is no formula in which a slip could be looked for"
_BEYOND = "infinity and none are explained by the rubric's misconceptions alone"
_VAGUE = "in so few figures that others give the answer as well, none counts"
_UNREAD = "there is no number that a slip could give"


@record(frozen=True, slots=True, kw_only=True)
class SlipTrials:
    """What was tried, what explains the answer first; and why nothing was, or no slip."""

    trials: tuple[Trial, ...] = ()
    reason: str = ""


def slip_trials(judgement: Judgement, judged: Outcome) -> SlipTrials:
    """What was tried on a number that became what was judged."""
    number, wrong = judgement.read.number, judgement.as_wrong()
    strictly = judgement.tolerance != judgement.step.tolerance
    if judged.is_right and not strictly:
        return SlipTrials(reason=_RIGHT)
    if judged.slip in _EXPLAINED and isinstance(judged.slip, Lapse):
        return SlipTrials(reason=_EXPLAINED[judged.slip])
    if number is not None and judgement.is_beyond(number):
        return SlipTrials(trials=tuple(_beyond(judgement, number, judged)), reason=_BEYOND)
    if wrong is None:
        return SlipTrials(reason=_UNREAD)
    off = judged.off if judged.slip == Lapse.IN_THE_OTHERS else ()
    tries = attempts(wrong, off)[:2]
    if not tries:
        return SlipTrials(reason=_ZERO)
    found = [one for one in tries if explanation(wrong, one, strictly) is not None]
    told = _of_attempt(wrong, next(iter(found), tries[-1]), strictly, judged)
    is_refused = bool(found) and not judged.slip and not told.reason
    return replace(told, reason=_VAGUE) if is_refused else told


def _of_attempt(
    wrong: WrongNumber, attempt: Attempt, strictly: bool, judged: Outcome
) -> SlipTrials:
    question, step = wrong.question, wrong.step
    routes = [*neighbourhoods(question, step, wrong.slipped)]
    known = list(_misconceptions(wrong, routes, attempt, strictly, judged))
    if not routes or is_guessed(question, step.name):
        return SlipTrials(trials=nearest_first(known), reason=_GUESSED if routes else _NO_FORMULA)
    sound = rules_of(question, wrong.sound)

    def is_named(near: Neighbourhood) -> bool:
        slip = slip_of(near, attempt, sound, strictly, at_truth(question, near))
        return slip is not None and slip.words == judged.slip_words

    near = next(filter(is_named, routes), routes[0])
    tried = slips_tried(near, attempt, sound, strictly, at_truth(question, near))
    trials = [*known, *_slips(step, attempt, tried, judged)]
    return SlipTrials(trials=nearest_first(trials))


def _slips(step: Step, attempt: Attempt, tried: TriedSlips, judged: Outcome) -> Iterator[Trial]:
    total = tried.by_chance + sum(one.weight for one in tried.slips)
    for one in tried.slips:
        right = None if one.value is None else _around(one.value, one.room)
        yield Trial(
            way=Way.SLIP,
            name=one.slip.words.removeprefix(_STARTS),
            right=right,
            near=() if right is None else _near(attempt.value, right, tried.low, tried.high),
            credit=0.0 if one.slip.is_copy else step.policy.slip_credit,
            explains=one.weight > 0,
            share=one.weight / total if total else 0.0,
            is_taken=one.weight > 0 and one.slip.words == judged.slip_words,
        )


def _misconceptions(
    wrong: WrongNumber,
    routes: Sequence[Neighbourhood],
    attempt: Attempt,
    strictly: bool,
    judged: Outcome,
) -> Iterator[Trial]:
    """The rubric's own wrong rules, those of other conventions among them."""
    rubrics = [m for m in wrong.step.misconceptions if not (strictly and m.of_convention)]
    among = sorted(rubrics, key=lambda one: -one.credit)  # the kindest counts
    known = [(one, one.rule.tree) for one in among]
    found = {
        one.name
        for near in routes
        for one in (misconceptions_of(near.rule, attempt, known, strictly) if known else ())
    }
    box: Bounds = attempt.box
    for one in among:
        value = _nearest(one, attempt)
        right = None if value is None else _around(value)
        near = () if right is None else _near(attempt.value, right, box.low, box.high)
        yield _as_trial(one, right, near, found, judged)


def _as_trial(
    one: Misconception,
    right: Range | None,
    near: tuple[Nearness, ...],
    found: Collection[str],
    judged: Outcome,
) -> Trial:
    explains = one.name in found
    return Trial(
        way=Way.CONVENTION if one.of_convention else Way.MISCONCEPTION,
        name=one.name,
        rule=one.rule.in_words,
        right=right,
        near=near,
        credit=one.credit,
        explains=explains,
        share=float(explains),  # the rubric's own word, before any slip
        is_taken=explains and judged.is_misconception and judged.slip == one.name,
    )


def _nearest(one: Misconception, attempt: Attempt) -> Array | None:
    """What a wrong rule gives for the true values or for the own ones, the nearer."""
    givens = [given for given in attempt.given if all(n in given for n in one.rule.arguments)]
    values = [value for given in givens if (value := rule_value(one.rule, given)) is not None]
    fitting = [value for value in values if value.shape == attempt.value.shape]
    far = [float(np.max(np.abs(value - attempt.value), initial=0.0)) for value in fitting]
    return fitting[int(np.argmin(far))] if fitting else next(iter(values), None)


def _beyond(judgement: Judgement, number: WrittenMatrix, judged: Outcome) -> Iterator[Trial]:
    """The misconceptions beside an answer where infinity or `none` is said, or right."""
    values: dict[str, Any] = true_values(judgement.case.question)
    for one in judgement.step.misconceptions:
        value = rule_value(one.rule, values)
        right = None if value is None else _around(value)
        is_it = value is not None and gives(judgement.step, value, number)
        yield _as_trial(one, right, (), [one.name] * is_it, judged)


def _around(value: Array, room: Array | float = 0.0) -> Range:
    value = np.asarray(value)
    return Range(low=value - room, high=value + room, centre=value)


def _near(answer: Array, right: Range, low: Array, high: Array) -> tuple[Nearness, ...]:
    """How near each entry is to what a slip gives; those that need no explanation are within.

    low, high: the range that the answer stands for.
    """
    if np.shape(right.centre) != answer.shape and np.size(right.centre) != 1:
        return ()
    ends = (np.broadcast_to(one, answer.shape) for one in (right.low, right.high, low, high))
    return tuple(
        _of_entry(*map(float, entry))
        for entry in zip(answer.flat, *(one.flat for one in ends), strict=True)
    )


def _of_entry(value: float, low: float, high: float, down: float, up: float) -> Nearness:
    distance = max(low - value, value - high, 0.0) if np.isfinite(down) else 0.0
    sides = [up - value] * (value < low) + [value - down] * (value > high)
    allowed = max(sides or [up - value, value - down])
    worth = AsWritten.RIGHT if distance <= allowed else AsWritten.OFF
    return Nearness(low=low, high=high, distance=distance, allowed=allowed, worth=worth)
