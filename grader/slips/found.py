"""What was the slip? The change of a rule that gives just what a student wrote.

A value explains an answer when it lies within the range that was written and is apart from what
would be right by more than that range is wide. Of several explanations stand, in this order,

1. those from the values as they are, before those that need the student's values rounded;
2. slips in the working, before slips of writing down (entries or digits exchanged);
3. of two that are the same function (`without the factor 2`, `half`), the one that says more;
4. parts that no step answered rightly has: who wrote σ'(z2) rightly in one gradient hardly
   forgot it in the next;
5. common kinds before rare ones (`kinds.KINDS`), where their values really differ.

If more than one is left and they read differently, neither is named.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from grader.errors import NoValueError
from grader.mathlang.evaluate import evaluate
from grader.mathlang.tree import Tree, free_names
from grader.slips.attempt import Attempt
from grader.slips.edit import Edit
from grader.slips.edits import Neighbourhood
from grader.slips.evaluation import Array, Evaluation, Values
from grader.slips.search import Explanation, Search
from grader.slips.weighing import distinct, standing
from grader.slips.words import Slip, ambiguous, slip_in_words

SAME_FUNCTION = 1e-7
"""The share by which two formulas may differ at a point and still be one function."""


def slip_of(
    near: Neighbourhood, attempt: Attempt, sound: Sequence[Tree] = (), strictly: bool = False
) -> Slip | None:
    """The slip that explains a wrong answer; None if none does, or if the answer is right.

    near: the step's rule with its neighbours. sound: the rules of steps that were answered
    rightly. strictly: only slips that give the answer from the values as they are.
    The slip is `ambiguous` where several explain the answer equally well.
    """
    with np.errstate(all="ignore"):
        search = Search(near.rule, attempt, near.names)
        if not search.is_open:
            return None
        found = search.explanations(near.edits)
        written = [] if found else search.written()
        if written:
            return _one_of(written)
        found = found or ([] if strictly else search.rounded())
        return _told(found, near, attempt.given[0], sound)


def misconceptions_of(
    rule: Tree,
    attempt: Attempt,
    candidates: Sequence[tuple[str, Tree]],
    strictly: bool = False,
) -> tuple[str, ...]:
    """The names of those known wrong formulas that explain a wrong answer, in their order.

    They are tried as found slips are; a caller lets them stand before any found slip.
    """
    edits = [Edit(name, (), tree) for name, tree in candidates]
    names = free_names(rule).union(*(free_names(tree) for _, tree in candidates))
    with np.errstate(all="ignore"):
        search = Search(rule, attempt, names)
        if not search.is_open:
            return ()
        found = search.explanations(edits) or ([] if strictly else search.rounded())
    return tuple(dict.fromkeys(one.edit.kind for one in found))


def formula_slip(
    near: Neighbourhood,
    student: Tree,
    points: Sequence[Mapping[str, Array]],
    *,
    star: str = "elementwise",
    sound: Sequence[Tree] = (),
) -> Slip | None:
    """The slip in a formula: the neighbour of the rule that is the same function.

    points: values of all names, the earlier steps included, at a few random places; of several
        shapes where the question names dimensions. star: how the student's `*` is read.
    None if no neighbour agrees everywhere, if the rule itself does, or if the student's formula
    has no value somewhere.
    """
    with np.errstate(all="ignore"):
        sources = [Evaluation(values) for values in points]
        try:
            wanted = [np.asarray(evaluate(student, values, star=star)) for values in points]
        except NoValueError:
            return None
        if not points or _agrees(near.rule, Edit("", (), near.rule), sources, wanted):
            return None
        found = [
            Explanation(edit, wanted[0])
            for edit in near.edits
            if _agrees(near.rule, edit, sources, wanted)
        ]
        return _told(found, near, points[0], sound)


def _agrees(rule: Tree, edit: Edit, sources: Sequence[Evaluation], wanted: Sequence[Array]) -> bool:
    for source, want in zip(sources, wanted, strict=True):
        value = source.result(rule, edit.path, edit.new)
        if value is None or not _is_same(value, want):
            return False
    return True


def possible_slips(near: Neighbourhood, values: Values) -> list[tuple[Slip, Array]]:
    """Every slip that would be recognised, with the value it gives, for a TA.

    Those that give what is right, or no value, are left out; so is the second of two that are
    the same function. Where two read alike, `place` tells them apart.
    """
    with np.errstate(all="ignore"):
        source = Evaluation(values)
        right = source.result(near.rule)
        found = []
        for edit in near.edits:
            value = source.result(near.rule, edit.path, edit.new)
            if value is not None and not (right is not None and _is_same(value, right)):
                found.append(Explanation(edit, value))
        kept = distinct(found, near.rule, values)
    return [(slip_in_words(one.edit, near.context), one.value) for one in kept]


def _is_same(value: Array, right: Array) -> bool:
    if value.ndim == right.ndim == 0:
        return abs(float(value) - float(right)) <= SAME_FUNCTION * abs(float(right))
    return value.shape == right.shape and bool(
        np.all(np.abs(value - right) <= SAME_FUNCTION * np.max(np.abs(right), initial=0.0))
    )


def _told(
    found: list[Explanation], near: Neighbourhood, values: Values, sound: Sequence[Tree]
) -> Slip | None:
    if not found:
        return None
    kept = standing(found, near.rule, values, sound)
    return _one_of([slip_in_words(one.edit, near.context) for one in kept])


def _one_of(slips: Sequence[Slip]) -> Slip:
    """The slip, if all read alike; else that there are several."""
    if len({slip.words for slip in slips}) == 1:
        return slips[0]
    return ambiguous(frozenset(slip.kind for slip in slips))
