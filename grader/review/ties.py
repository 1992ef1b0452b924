"""A rule that jumps where its inputs lie: argmax of two that are equal, a ReLU' at zero.

Work that is right and rounded then falls on either side, and the grader's own value is no truer.
A jump is found by moving one input a little and halving the way as long as the change stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from grader.agreement import magnitude
from grader.errors import GraderError
from grader.graph import Rule
from grader.mathlang import Draws, Tree, evaluate
from grader.mathlang.tree import Call, Comparison, rebuilt
from grader.model import Array
from grader.question import AnswerKind, Question
from grader.review.findings import Finding, value_of

MOVES = 8
"""So many moves of an input are tried: each way for two entries that tie with even odds."""
FIGURES = 3
"""What students write at the least; what they carry on is off by half a unit of the last."""
HALVINGS = 20
EXACT = 1e-7
"""The share by which given numbers are moved: students have them exactly, so only a tie counts.
Halved so often it is still far above the machine's own rounding, in which the entries of a column
that is compared with a word would change one by one."""
SHARED = 0.6
"""Where neither half of a move has this much of the change, both share it: nothing jumps."""
LEAST = 1e-6
"""A smaller change is none that a student would see, and may be the rounding of the machine."""


def findings(question: Question) -> Iterator[Finding]:
    """Steps that a small change of what they rest on changes by leaps."""
    values = question.values_at(question.parameters)
    for step in question.steps:
        rule = question.graph.rules.get(step.name)
        if step.answer is not AnswerKind.NUMBER or rule is None:
            continue
        for name in rule.arguments:
            is_computed = name in question.graph.rules
            if name in values and _jumps(rule, values, name, is_computed):
                why = f"right work that rounds {name} may fall on the other side"
                message = (
                    f"its rule jumps at the value of {name}, where"
                    f" {why if is_computed else 'either side is right work'}; choose parameters"
                    " that lie further from a tie"
                )
                yield Finding(path=("steps", step.name), message=message)
                break


def _jumps(rule: Rule, values: Mapping[str, Any], name: str, is_computed: bool) -> bool:
    """Whether some small moves of one input make the rule jump, while others leave it be.

    Where all make it jump, the rule asks whether two values are equal, and means that.
    """
    at = np.asarray(values[name], dtype=np.float64)
    rule = _with_whole_numbers_held(rule, values)
    generator = Draws(1)
    widths = _widths(at, is_computed)

    def along(move: Array) -> Callable[[float], Array | None]:
        moves = np.where(np.isfinite(at), move, 0.0)  # infinity stays where it is
        return lambda share: value_of(rule, {**values, name: at + share * moves})

    found = []
    for _ in range(MOVES):
        way = generator.choice((-1.0, 1.0), at.shape)
        value_at = along(widths * way * generator.uniform(0.3, 1, at.shape))
        start, end = value_at(0.0), value_at(1.0)
        if start is not None and end is not None and start.shape == end.shape:
            found.append(_is_leap(value_at, start, end))
    return any(found) and not all(found)


def _with_whole_numbers_held(rule: Rule, values: Mapping[str, Any]) -> Rule:
    """A rule in which whole numbers that are compared stay what they are when they are moved a
    little: whether 3 > 3 is said by the sign, and nobody has 3.0000001 grey levels."""
    if rule.tree is None:
        return rule
    tree = rebuilt(rule.tree, lambda part: _held(part, values))
    return replace(rule, tree=tree, function=lambda *given: _value(tree, rule.arguments, given))


def _value(tree: Tree, names: tuple[str, ...], given: tuple[Any, ...]) -> Any:
    return evaluate(tree, dict(zip(names, given, strict=True)))


def _held(part: Tree, values: Mapping[str, Any]) -> Tree:
    if not isinstance(part, Comparison):
        return part
    sides = [_whole(side, values) for side in part.operands]
    if not all(sides):
        return part
    return replace(part, operands=tuple(Call("round", (side,)) for side in part.operands))


def _whole(side: Tree, values: Mapping[str, Any]) -> bool:
    """Whether one side of a comparison is made of whole numbers that nothing rounds."""
    try:
        found = np.asarray(evaluate(side, values), dtype=np.float64)
    except GraderError:
        return False
    return bool((found == np.round(found)).all())


def _widths(at: Array, is_computed: bool) -> Array:
    """How far each entry may be off: half a unit of its last figure, or hardly at all."""
    is_rounded = is_computed & (at != np.round(at))
    units = [0.5 * 10.0 ** (magnitude(float(v)) - FIGURES + 1) if v else 0.0 for v in at.flat]
    exact = EXACT * np.maximum(np.abs(at), 1.0)
    return np.where(is_rounded, np.reshape(units, at.shape), exact)


def _is_leap(value_at: Callable[[float], Array | None], start: Array, end: Array) -> bool:
    """Whether the change along a move stays as large when the move is halved again and again."""
    low, high = 0.0, 1.0
    whole = _size(end - start)
    if whole <= LEAST * max(1.0, _size(start)):
        return False
    for _ in range(HALVINGS):
        between = (low + high) / 2
        middle = value_at(between)
        if middle is None:
            return False
        before, after = _size(middle - start), _size(end - middle)
        if max(before, after) < SHARED * whole:
            return False
        if before >= after:
            high, end = between, middle
        else:
            low, start = between, middle
    return True


def _size(value: Array) -> float:
    return float(np.abs(value).max(initial=0.0))
