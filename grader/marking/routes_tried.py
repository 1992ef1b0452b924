"""A number beside the truth and beside what each way gives, as marking compares it, none left out.

Marking stops at the first way by which an answer is right; who asks why sees the others too.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import numpy as np

from grader.agreement import Nearness, Range, how_near
from grader.graph import Rule
from grader.marking.beside import (
    Entries,
    beside_own,
    beside_truth,
    own_in_form,
    truth_in_form,
)
from grader.marking.judgement import Judgement
from grader.marking.numeric_answers import Followed, by_route, by_truth, is_true, telling
from grader.marking.outcome import Outcome
from grader.marking.trial import Trial, Way
from grader.mathlang import WrittenMatrix
from grader.model import Array, RouteKind, Tolerance
from grader.question import Step

Near = tuple[Nearness, ...]


def route_trials(judgement: Judgement, number: WrittenMatrix, judged: Outcome) -> list[Trial]:
    """The truth, then every way in the order of trying; the one that was taken is marked.

    judged: what became of the answer.
    """
    found = [_truth(judgement, number), *_ways(judgement, number)]
    taken = next((one for one in found if _is_it(one, judged)), None)
    return [replace(one, is_taken=True) if one is taken else one for one in found]


def _is_it(trial: Trial, judged: Outcome) -> bool:
    """Whether an outcome is that of a trial; where a slip is named as well, that is beside it."""
    own = trial.outcome
    if own is None or not (own.is_right or own.credit):
        return False
    same = (own.verdict, own.credit, own.route) == (judged.verdict, judged.credit, judged.route)
    return same and own.rests_on == judged.rests_on


def _truth(judgement: Judgement, number: WrittenMatrix) -> Trial:
    step, tolerance = judgement.step, judgement.tolerance
    solution = np.asarray(judgement.case.question.solution[step.name])
    point = Range(low=solution, high=solution, centre=solution)
    worths = beside_truth(step, number, solution, tolerance)
    if worths is None:
        return Trial(way=Way.TRUTH, right=point, reason=_shapes(number, solution))
    outcome = by_truth(step, solution, worths)
    near = near_truth(step, number, solution, worths, tolerance)
    return _trial(Trial(way=Way.TRUTH, right=point, near=near), outcome)


def _ways(judgement: Judgement, number: WrittenMatrix) -> Iterator[Trial]:
    """Each way to the step, and other figures of the answers before it where no way led there."""
    asked = [(_way(judgement, one), one) for one in judgement.routes]
    if not judgement.case.stated_inputs(judgement.step):  # its own rule gives the truth again
        asked = [pair for pair in asked if pair[0].way is not Way.OWN]
    found = [_by_way(judgement, number, way, one) for way, one in asked]
    yield from found
    if any(one.explains for one in found) or _is_true(judgement, number):
        return
    carried = Trial(way=Way.CARRIED, rule=_own_rule(judgement).in_words)
    habits = chain(judgement.carried_on(number), _roughly(judgement, number))
    yield from _told_once(_by_way(judgement, number, carried, one) for one in habits)


def _is_true(judgement: Judgement, number: WrittenMatrix) -> bool:
    solution = np.asarray(judgement.case.question.solution[judgement.step.name])
    return is_true(judgement.step, number, solution)


def _roughly(judgement: Judgement, number: WrittenMatrix) -> Iterator[Followed]:
    return judgement.carried_on(number, roughly=True) if number.value.any() else iter(())


def _own_rule(judgement: Judgement) -> Rule:
    return judgement.case.question.graph.rules[judgement.step.name]


def _told_once(trials: Iterator[Trial]) -> Iterator[Trial]:
    """Trials without those that give what one before them gives: many habits round alike."""
    seen = set()
    for one in trials:
        if isinstance(one.right, Range):
            key = one.right.low.tobytes(), one.right.high.tobytes()
            if key not in seen:
                seen.add(key)
                yield one


def _way(judgement: Judgement, followed: Followed) -> Trial:
    """A trial of a route, with the name and rule of it, before anything is compared."""
    step, place = judgement.step, followed.route.place
    rules = {RouteKind.ALSO: step.also, RouteKind.LISTED: step.routes}
    listed = rules.get(followed.route.kind, ())
    rule = listed[place - 1] if listed else _own_rule(judgement)
    is_derived = followed.route.kind is RouteKind.OTHER_SLOPE
    return Trial(
        way=Way(followed.route.kind.value),
        name=str(place) if place else "",
        rule="" if is_derived else rule.in_words,
    )


def _by_way(judgement: Judgement, number: WrittenMatrix, way: Trial, followed: Followed) -> Trial:
    step, tolerance = judgement.step, judgement.tolerance
    solution = np.asarray(judgement.case.question.solution[step.name])
    way = replace(way, right=followed.range, rests_on=followed.rests_on)
    if not isinstance(followed.range, Range):
        return replace(way, reason=followed.range.reason)
    own = telling(followed, followed.range, solution)
    worths = beside_own(step, number, own, tolerance)
    if worths is None:
        return replace(way, reason=_shapes(number, own.centre))
    truth = beside_truth(step, number, solution, tolerance)
    outcome = by_route(step, number, solution, truth or (), followed, tolerance)
    near = near_own(step, number, own, worths, tolerance)
    if truth and not followed.rests_on and followed.route.kind is not RouteKind.ALSO:
        beside = near_truth(step, number, solution, truth, tolerance)
        near = tuple(min(pair, key=_ratio) for pair in zip(beside, near, strict=True))
    return _trial(replace(way, near=near), outcome)


def _ratio(near: Nearness) -> float:
    return near.ratio


def _trial(trial: Trial, outcome: Outcome | None) -> Trial:
    if outcome is None:
        return trial
    return replace(trial, outcome=outcome, credit=outcome.credit, explains=outcome.is_right)


def near_truth(
    step: Step, number: WrittenMatrix, solution: Array, worths: Entries, tolerance: Tolerance
) -> Near:
    """How near each entry is to the true value. worths: what each is worth beside it."""
    number, value = truth_in_form(step, number, solution)
    point = Range(low=value, high=value, centre=value)
    return how_near(number, point, worths, tolerance, step.policy.precision, step.digits)


def near_own(
    step: Step, number: WrittenMatrix, own: Range, worths: Entries, tolerance: Tolerance
) -> Near:
    """How near each entry is to the range of what follows."""
    number, own = own_in_form(step, number, own)
    return how_near(number, own, worths, tolerance, step.policy.precision, step.digits)


def _shapes(number: WrittenMatrix, right: Array) -> str:
    own, due = (_shape(np.shape(value)) for value in (number.value, right))
    return f"{own} was written, {due} is compared"


def _shape(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) if shape else "a single number"
