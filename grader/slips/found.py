"""What was the slip? The change of a rule that gives just what a student wrote.

A value explains an answer when it lies within the range that was written. Every explanation weighs
how often its slip is made (`weighing`), less where a step answered rightly has the part concerned;
edits that are the same function (`without the factor 2`, `half of it`) are one, told by the one
that says more. Beside them stands the accident, which is the likelier the more vaguely the answer
is written. A slip is named where it outweighs all else; where slips together outweigh the accident
only, the answer is explained and nothing is named. Slips of writing down (entries or digits
exchanged) are thought of where no slip of the rule gives the answer from the values as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import numpy as np

from grader.agreement import Box
from grader.errors import NoValueError
from grader.mathlang import evaluate
from grader.mathlang.tree import Tree, free_names
from grader.slips.attempt import Attempt, Target
from grader.slips.edit import Edit
from grader.slips.edits import Neighbourhood
from grader.slips.kinds_told import Kind
from grader.slips.pen_slips import miswritten
from grader.slips.search import Explanation, Search
from grader.slips.shared_evaluation import Array, Evaluation, Values
from grader.slips.slip_words import SIGNS, SOME_SIGN, Slip, ambiguous, slip_in_words
from grader.slips.weighing import accident, distinct, weighed
from grader.slips.worth import copied

NAMED = 0.9
"""A slip is named where it is so much of all that gives the answer."""
CREDITED = 0.5
"""An answer is explained where slips are so much of all that gives it."""
RIVAL = 0.05
"""A kind of slip that is so much of all slips is among those that are meant."""
MAX_KEPT = 4_096
"""Edits of which it is remembered what they leave."""
SAME_FUNCTION = 1e-7
"""The share by which two formulas may differ at a point and still be one function."""


class Told(NamedTuple):
    """A slip in words that explains an answer, its weight, and the edits that are it; none where
    it is one of writing down."""

    slip: Slip
    weight: float
    alike: tuple[Explanation, ...] = ()


def slip_of(
    near: Neighbourhood,
    attempt: Attempt,
    sound: Sequence[Tree] = (),
    strictly: bool = False,
    at_truth: Mapping[Edit, Array | None] = MappingProxyType({}),
) -> Slip | None:
    """The slip that explains a wrong answer; None if none does, or if the answer is right.

    near: the step's rule with its neighbours. sound: the rules of steps that were answered
    rightly. strictly: only slips of the rule that give the answer from the values as they are.
    at_truth: `edit_values` for the true values, if known. The slip is `ambiguous` where several
    explain the answer equally well.
    """
    told = slips_weighed(near, attempt, sound, strictly, at_truth)
    return None if told is None else _likeliest(*told)


def slips_weighed(
    near: Neighbourhood,
    attempt: Attempt,
    sound: Sequence[Tree] = (),
    strictly: bool = False,
    at_truth: Mapping[Edit, Array | None] = MappingProxyType({}),
) -> tuple[list[Told], float] | None:
    """The slips that explain a wrong answer, and the weight of all that is no slip; None if the
    answer is right. The arguments are those of `slip_of`."""
    with np.errstate(all="ignore"):
        search = Search(near.rule, attempt, near.names, at_truth)
        if not search.is_open:
            return None
        edits = near.edits
        if strictly:  # two steps may be of one value, as an error is half the slope of its square
            edits = tuple(one for one in edits if not search.is_expected(at_truth.get(one)))
        exactly = search.explanations(edits)
        found = exactly + ([] if strictly else search.rounded(exactly))
        told = _told(found, near, search.target, attempt.given[0], sound)
        if exactly or strictly:
            return told, accident(search.target, search.right)
        ways, by_chance = _written(search)
        if found:
            by_chance = accident(search.target, search.right)
        return [*told, *ways], by_chance


def _written(search: Search) -> tuple[list[Told], float]:
    """The slips of writing down that explain an answer, and the weight of all that is no slip."""
    if search.attempt.off:  # one entry put right is no slip of the pen in the others
        return [], 0.0
    points = [Box(low=value, high=value) for value in reversed(search.right)]
    ways, by_chance = miswritten(search.target, [*search.attempt.right, *points])
    return [Told(way.slip, way.share) for way in ways], by_chance


Known = TypeVar("Known")


def misconceptions_of(
    rule: Tree,
    attempt: Attempt,
    candidates: Sequence[tuple[Known, Tree]],
    strictly: bool = False,
) -> tuple[Known, ...]:
    """Those known misconceptions, each with its wrong formula, that explain a wrong answer.

    They are tried as found slips are; a caller lets them stand before any found slip.
    """
    known = {Edit(Kind.MISCONCEPTION, (), tree): one for one, tree in candidates}
    names = free_names(rule).union(*(free_names(edit.new) for edit in known))
    with np.errstate(all="ignore"):
        search = Search(rule, attempt, names)
        if not search.is_open:
            return ()
        found = search.explanations([*known]) or ([] if strictly else search.rounded())
    return tuple(dict.fromkeys(known[one.edit] for one in found))


def formula_slip(
    near: Neighbourhood,
    student: Tree,
    points: Sequence[Mapping[str, Array]],
    *,
    sound: Sequence[Tree] = (),
    up_to_scale: bool = False,
) -> Slip | None:
    """The slip in a formula: the neighbour of the rule that is the same function.

    points: values of all names, the earlier steps included, at a few random places; of several
        shapes where the question names dimensions.
    None if no neighbour agrees everywhere, if the rule itself does, or if the student's formula
    has no value somewhere; a zero is explained by nothing, for it is left when anything is zero.
    """
    with np.errstate(all="ignore"):
        sources = [Evaluation(values) for values in points]
        try:
            wanted = [np.asarray(evaluate(student, values)) for values in points]
        except NoValueError:
            return None
        values = [source.result(near.rule) for source in sources]
        in_form = partial(_in_form, wanted) if up_to_scale else iter
        if not any(np.any(want) for want in wanted) or _are_same(in_form(values), wanted):
            return None
        found = []
        for edit in near.edits:
            values_of_edit = (source.result(near.rule, edit.path, edit.new) for source in sources)
            if _are_same(in_form(values_of_edit), wanted):
                found.append(Explanation(edit, wanted[0]))
        return _likeliest(_told(found, near, None, points[0], sound), 0.0)


def _in_form(wanted: Sequence[Array], values: Iterable[Array | None]) -> Iterator[Array | None]:
    """Values times the number that makes them what is wanted at the first place."""
    first, *others = values
    known = first is not None and first.shape == wanted[0].shape == () and bool(first)
    factor = wanted[0] / first if first is not None and known else None
    yield from (one if factor is None or one is None else one * factor for one in (first, *others))


def _are_same(values: Iterable[Array | None], wanted: Sequence[Array]) -> bool:
    pairs = zip(values, wanted, strict=True)
    return all(value is not None and _is_same(value, want) for value, want in pairs)


def edit_values(near: Neighbourhood, values: Values) -> dict[Edit, Array | None]:
    """What each slip in a rule gives for some values; None where it has no finite value."""
    source = Evaluation(values)
    with np.errstate(all="ignore"):
        return {edit: source.result(near.rule, edit.path, edit.new) for edit in near.edits}


def possible_slips(near: Neighbourhood, values: Values) -> list[tuple[Slip, Array]]:
    """Every slip that would be recognised, with the value it gives, for a TA.

    Those that give what is right, or no value, are left out; so is the second of two that are
    the same function. Where two read alike, `place` tells them apart.
    """
    with np.errstate(all="ignore"):
        right = Evaluation(values).result(near.rule)
        found = []
        for edit, value in edit_values(near, values).items():
            if value is not None and not (right is not None and _is_same(value, right)):
                found.append(Explanation(edit, value))
        kept = distinct(found, near, values) if found else []
    return [(words_of_edits(same, near), same[0].value) for same in kept]


def _is_same(value: Array, right: Array) -> bool:
    if value.ndim == right.ndim == 0:
        return abs(float(value) - float(right)) <= SAME_FUNCTION * abs(float(right))
    return value.shape == right.shape and bool(
        np.all(np.abs(value - right) <= SAME_FUNCTION * np.max(np.abs(right), initial=0.0))
    )


def _told(
    found: list[Explanation],
    near: Neighbourhood,
    target: Target | None,
    values: Values,
    sound: Sequence[Tree],
) -> list[Told]:
    """Explanations in words, with their weights."""
    kept = weighed(found, near, target, values, sound) if found else []
    return [Told(words_of_edits(one.alike, near), one.weight, one.alike) for one in kept]


def words_of_edits(alike: Sequence[Explanation], near: Neighbourhood) -> Slip:
    """Edits that are one function, told by the first; a copy if one of them is."""
    lefts = (_copied(near, one.edit) for one in alike)
    left = next((tree for tree in lefts if tree is not None), None)
    return slip_in_words(alike[0].edit, near.context, left)


@lru_cache(maxsize=MAX_KEPT)
def _copied(near: Neighbourhood, edit: Edit) -> Tree | None:
    return copied(near.rule, edit, near.context)


def _likeliest(slips: Sequence[Told], by_chance: float) -> Slip | None:
    """The slip that outweighs all else; that there are several; or none if chance is likelier."""
    by_words: dict[str, float] = {}
    for slip, weight, _ in slips:
        by_words[slip.words] = by_words.get(slip.words, 0.0) + weight
    total = sum(by_words.values())
    if not slips or total < CREDITED * (total + by_chance):
        return None
    enough = NAMED * (total + by_chance)
    best = max(by_words, key=by_words.__getitem__)
    if by_words[best] >= enough:
        return next(slip for slip, *_ in slips if slip.words == best)
    if _sum(slips, lambda slip: slip.kind in SIGNS and not slip.is_copy) >= enough:
        return SOME_SIGN
    rivals = frozenset(slip.kind for slip, weight, _ in slips if weight >= RIVAL * total)
    return ambiguous(rivals, _sum(slips, lambda slip: slip.is_copy) >= total / 2)


def _sum(slips: Sequence[Told], counts: Callable[[Slip], bool]) -> float:
    return sum(weight for slip, weight, _ in slips if counts(slip))
