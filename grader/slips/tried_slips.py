"""Every slip that was tried on a wrong answer, with the value it gives: for people who ask why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

import numpy as np

from grader import record
from grader.mathlang.tree import Tree
from grader.slips.attempt import Attempt, Target
from grader.slips.edit import Edit
from grader.slips.edits import Neighbourhood
from grader.slips.found import edit_values, slips_weighed, words_of_edits
from grader.slips.search import Explanation
from grader.slips.shared_evaluation import Array
from grader.slips.slip_words import Slip

_NOTHING: Mapping[Edit, Array | None] = MappingProxyType({})


@record(frozen=True, slots=True, kw_only=True, eq=False)
class TriedSlip:
    """A slip with the value it gives, the nearer one of those for the true values and the own.

    value: None for a slip of writing down, which is undone and not worked out. room: how far
    rounding of the own values may move it. weight: how likely it is, where it explains the answer.
    """

    slip: Slip
    value: Array | None
    room: Array | float = 0.0
    weight: float = 0.0


@record(frozen=True, slots=True, kw_only=True, eq=False)
class TriedSlips:
    """The slips, and the range of numbers that the answer stands for, boundless in the entries
    that need no explanation. by_chance: the weight of all that is no slip."""

    low: Array
    high: Array
    slips: Sequence[TriedSlip] = field(default=())
    by_chance: float = 0.0


def slips_tried(
    near: Neighbourhood,
    attempt: Attempt,
    sound: Sequence[Tree] = (),
    strictly: bool = False,
    at_truth: Mapping[Edit, Array | None] = _NOTHING,
) -> TriedSlips:
    """What `slip_of` tries: first the slips that explain the answer, the likeliest first."""
    target = Target(attempt)
    found = slips_weighed(near, attempt, sound, strictly, at_truth)
    if found is None:
        return TriedSlips(low=target.low, high=target.high)
    told, by_chance = found
    slips: dict[str, TriedSlip] = {}
    for slip, weight, alike in told:
        earlier = slips.get(slip.words)
        slips[slip.words] = TriedSlip(
            slip=slip,
            value=alike[0].value if alike else None,
            room=alike[0].room if alike else 0.0,
            weight=weight + (earlier.weight if earlier else 0.0),
        )
    named = {one.edit for _, _, alike in told for one in alike}
    with np.errstate(all="ignore"):
        others = list(_others(near, attempt, target, named, at_truth))
    for one in others:
        slips.setdefault(one.slip.words, one)
    ordered = sorted(slips.values(), key=lambda one: -one.weight)
    return TriedSlips(low=target.low, high=target.high, slips=ordered, by_chance=by_chance)


def _others(
    near: Neighbourhood,
    attempt: Attempt,
    target: Target,
    named: set[Edit],
    at_truth: Mapping[Edit, Array | None],
) -> Iterator[TriedSlip]:
    """The slips that do not explain the answer, the nearest first; those without a value of its
    shape are left out."""
    values = [at_truth or edit_values(near, attempt.given[0])]
    values += [edit_values(near, given) for given in attempt.given[1:]]
    nearest: dict[Edit, tuple[float, Array]] = {}
    for edit, value in (pair for one in values for pair in one.items()):
        distance = _distance(target, value)
        if value is None or distance is None or edit in named:
            continue
        if edit not in nearest or distance < nearest[edit][0]:
            nearest[edit] = distance, value
    for edit, (_, value) in sorted(nearest.items(), key=lambda pair: pair[1][0]):
        yield TriedSlip(slip=words_of_edits([Explanation(edit, value)], near), value=value)


def _distance(target: Target, value: Array | None) -> float | None:
    """How far off a value is where it must explain the answer, in units of what was written."""
    apart = None if value is None else target.distance(np.asarray(value))
    if apart is None or not np.isfinite(apart).all():
        return None
    width = np.maximum((target.high - target.low) / 2, np.finfo(np.float64).tiny)
    return float(np.max((apart / width)[target.asked], initial=0.0))
