"""A rule that jumps where its inputs lie: argmax of two that are equal, a ReLU' at zero.

Work that is right and rounded then falls on either side, and the grader's own value is no truer.
A jump is found by moving one input a little and halving the way as long as the change stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.agreement import magnitude
from grader.graph import Rule
from grader.model import Array
from grader.question import AnswerKind, Question
from grader.review.findings import Finding, given_values, rule_of, value_of

MOVES = 8
"""So many moves of an input are tried: each way for two entries that tie with even odds."""
FIGURES = 3
"""What students write at the least; what they carry on is off by half a unit of the last."""
HALVINGS = 30
EXACT = 1e-9
"""The share by which given numbers are moved: students have them exactly, so only a tie counts."""
LEAST = 1e-6
"""A smaller change is none that a student would see, and may be the rounding of the machine."""


def findings(question: Question) -> Iterator[Finding]:
    """Steps that a small change of what they rest on changes by leaps."""
    values = given_values(question)
    for step in question.steps:
        rule = rule_of(question, step)
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
    base, at = value_of(rule, values), np.asarray(values[name], dtype=np.float64)
    if base is None:
        return False
    generator = np.random.default_rng(1)
    widths = _widths(at, is_computed)
    found = []
    for _ in range(MOVES):
        way = generator.choice((-1.0, 1.0), at.shape)
        move = widths * way * generator.uniform(0.3, 1, at.shape)
        there = value_of(rule, {**values, name: at + move})
        if there is not None and there.shape == base.shape:
            found.append(_is_leap(rule, values, name, at, move))
    return any(found) and not all(found)


def _widths(at: Array, is_computed: bool) -> Array:
    """How far each entry may be off: half a unit of its last figure, or hardly at all."""
    is_rounded = is_computed & (at != np.round(at))
    units = [0.5 * 10.0 ** (magnitude(float(v)) - FIGURES + 1) if v else 0.0 for v in at.flat]
    exact = EXACT * np.maximum(np.abs(at), 1.0)
    return np.where(is_rounded, np.reshape(units, at.shape), exact)


def _is_leap(rule: Rule, values: Mapping[str, Any], name: str, at: Array, move: Array) -> bool:
    """Whether the change along a move stays as large when the move is halved again and again."""
    low, high = 0.0, 1.0
    start = _at(rule, values, name, at)
    end = _at(rule, values, name, at + move)
    if start is None or end is None:
        return False
    whole = float(np.abs(end - start).max(initial=0.0))
    if whole <= LEAST * max(1.0, float(np.abs(start).max(initial=0.0))):
        return False
    for _ in range(HALVINGS):
        between = (low + high) / 2
        middle = _at(rule, values, name, at + between * move)
        if middle is None:
            return False
        before, after = (float(np.abs(d).max(initial=0.0)) for d in (middle - start, end - middle))
        if max(before, after) < 0.6 * whole:
            return False  # the change is shared by both halves, as where nothing jumps
        if before >= after:
            high, end = between, middle
        else:
            low, start = between, middle
    return True


def _at(rule: Rule, values: Mapping[str, Any], name: str, value: Array) -> Array | None:
    return value_of(rule, {**values, name: value})
