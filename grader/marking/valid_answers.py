"""Answers of which many are right: any for which what the rubric says holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any

import numpy as np

from grader import record
from grader.errors import NoValueError
from grader.graph import evaluate
from grader.marking.case import Case
from grader.marking.outcome import Basis, Outcome, right
from grader.marking.rule_routes import true_values
from grader.mathlang import Tree, WrittenMatrix, logic_parts, negand
from grader.mathlang import evaluate as evaluated
from grader.mathlang.tree import Comparison
from grader.model import Array, Lapse, NoValue, Verdict
from grader.question import Question, Step

NOISE = 1e-9
"""The share of the sides of an equation by which float noise may part them."""
VAGUE = 0.05
"""The share of its sides that the digits of an answer may leave open in an equation: with fewer,
nearly anything would hold."""
NEAR = 1e-3
"""The share by which an entry is moved to see what hangs on it."""
BENT = 0.5
"""The share by which twice a move may be no twice the change where nothing jumps."""
Values = Mapping[str, Any]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class _At:
    """All values, one of their entries being a little off; `own` is the value that it belongs to.

    rounds: 1 where it is off by half a unit of its last digit. times: what makes of the move the
    size of the entry.
    """

    own: Array = field(default_factory=lambda: np.zeros(()))
    values: Values = field(default_factory=dict)
    rounds: float = 0.0
    times: float = 0.0


def valid_outcome(case: Case, step: Step, number: WrittenMatrix, basis: Basis) -> Outcome:
    """Whether what the rubric says holds of an answer, or with the student's own earlier ones.

    basis: those this step rests on that are not the key's.
    """
    solution = np.asarray(case.question.solution[step.name])
    if number.value.shape != solution.shape and not step.has_any_length:
        return Outcome(verdict=Verdict.INCORRECT, slip=Lapse.SHAPE)
    if is_valid(step, number, true_values(case.question)):
        return right()
    if basis.is_own and is_valid(step, number, _own_values(case), _written_before(case, step)):
        return basis.followed(step.follow_through)
    return Outcome(verdict=Verdict.INCORRECT)


def is_valid(
    step: Step,
    number: WrittenMatrix,
    values: Values,
    before: Mapping[str, WrittenMatrix] | None = None,
) -> bool:
    """Whether what the rubric says of a step holds of a value.

    values: of all other names. before: those of them that were written, rounded as they may be.
    """
    assert step.valid is not None
    assert step.valid.tree is not None
    known = {**values, step.name: np.asarray(number.value, dtype=np.float64)}
    at = [_At(values=known)]
    at += [replace(one, values={**known, step.name: one.own}) for one in _moved(number)]
    for name, other in (before or {}).items():
        moved = (one for one in _moved(other) if one.rounds)
        at += [replace(one, values={**known, name: one.own}, times=0.0) for one in moved]
    try:
        with np.errstate(all="ignore"):
            return _holds(step.valid.tree, at, step)
    except NoValueError:
        return False


def _own_values(case: Case) -> dict[str, Any]:
    question: Question = case.question
    solved = evaluate(question.graph, question.parameters, case.values)
    known = {name: value for name, value in solved.items() if not isinstance(value, NoValue)}
    return {**question.parameters, **known, **case.values}


def _written_before(case: Case, step: Step) -> dict[str, WrittenMatrix]:
    """The own answers that a condition names, as they were written."""
    named = step.valid.arguments if step.valid is not None else ()
    read = {name: case.readings[name].number for name in named if name in case.values}
    return {name: one for name, one in read.items() if one is not None and name != step.name}


def _moved(number: WrittenMatrix) -> Iterator[_At]:
    """What a value is where one of its entries is a little off, for each of them, and twice as
    much."""
    value = np.asarray(number.value, dtype=np.float64)
    entries = number.entries if len(number.entries) == value.size else ()
    for place, entry in enumerate(entries):
        is_rounded = entry.decimals is not None and entry.decimals > 0
        size = abs(float(value.flat[place]))
        by = 0.5 * 10.0 ** -(entry.decimals or 0) if is_rounded else NEAR * (size or 1.0)
        for times in (1, 2):
            other = value.copy()
            other.flat[place] += times * by
            yield _At(own=other, rounds=float(is_rounded), times=size / by)


def _holds(tree: Tree, points: list[_At], step: Step) -> bool:
    """Whether a condition holds at the first of some points; the others say what rounding moves."""
    joined, inside = logic_parts(tree), negand(tree)
    if inside is not None:
        return not _holds(inside, points, step)
    if joined is not None:
        word, left, right_side = joined
        first, second = _holds(left, points, step), _holds(right_side, points, step)
        return {
            "and": first and second, "or": first or second, "implies": not first or second,
            "iff": first == second, "xor": first != second,
        }[word]  # fmt: skip
    if isinstance(tree, Comparison) and "==" in tree.signs:
        pairs = zip(tree.operands[:-1], tree.signs, tree.operands[1:], strict=True)
        return all(_compares(*pair, points, step) for pair in pairs)
    return bool(np.all(np.asarray(evaluated(tree, points[0].values)) > 0.5))


def _compares(left: Tree, sign: str, right_side: Tree, points: list[_At], step: Step) -> bool:
    if sign != "==":
        found = evaluated(Comparison((left, right_side), (sign,)), points[0].values)
        return bool(np.all(np.asarray(found) > 0.5))
    here = [np.asarray(evaluated(one, points[0].values)) for one in (left, right_side)]
    sides = [here, *(_sides(left, right_side, at, here) for at in points[1:])]
    apart = [np.asarray(a - b) for a, b in sides]
    moved = [_slope(apart[0], *pair) for pair in zip(apart[1::2], apart[2::2], strict=True)]
    terms = sum((m * at.times for m, at in zip(moved, points[1::2], strict=True)), np.zeros(()))
    size = max(float(np.abs(one).max(initial=0.0)) for one in (*sides[0], terms))
    rounds = (m * at.rounds for m, at in zip(moved, points[1::2], strict=True))
    rounding = sum(rounds, np.zeros(()))
    if np.max(rounding, initial=0.0) > VAGUE * size:
        rounding = np.zeros(())
    allowed = rounding + max(step.tolerance.rtol, NOISE) * size + step.tolerance.atol
    return bool(np.all(np.abs(apart[0]) <= allowed))


def _sides(left: Tree, right_side: Tree, at: _At, here: list[Array]) -> list[Array]:
    """Both sides of an equation where an answer is a little off; as they are where that has no
    value, as no row of A[k] stands between two."""
    try:
        return [np.asarray(evaluated(one, at.values)) for one in (left, right_side)]
    except NoValueError:
        return here


def _slope(here: Array, once: Array, twice: Array) -> Array:
    """By how much a move changes a value; nothing where it jumps, as a rank does: there twice the
    move is no twice the change."""
    first, second = np.abs(once - here), np.abs(twice - here)
    is_smooth = np.abs(second - 2 * first) <= BENT * first
    return np.asarray(np.where(is_smooth, first, 0.0))
