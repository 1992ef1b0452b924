"""The boxes that the bots of `trying_bots.py` fill, and the numbers that are at hand there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from bots import written

from grader.model import Array, NoValue
from grader.question import AnswerKind, Question, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box to be filled with a number: its step, its place among the others, the right value."""

    question: Question
    step: Step
    place: int
    right: Array


Source = Callable[[Box], str | None]
"""The name whose value is at hand for a box."""
Change = Callable[[Array], Array]


def boxes(question: Question) -> list[Box]:
    """The boxes of a question that ask for numbers."""
    found = []
    for place, step in enumerate(question.steps):
        right = question.solution.get(step.name, NoValue(reason=""))
        if step.answer is AnswerKind.NUMBER and not isinstance(right, NoValue):
            found.append(Box(question=question, step=step, place=place, right=np.asarray(right)))
    return found


def box_of(question: Question, step: Step) -> Box | None:
    """The box of a step; None where it asks for no number, or nothing is given to make one of."""
    if not question.parameters:
        return None
    return next((box for box in boxes(question) if box.step.name == step.name), None)


def text_of(value: Array, box: Box) -> str:
    """A value as it is written into a box."""
    return written(fitted(value, box))


def fitted(value: Array, box: Box) -> Array:
    """A value in the shape of a box: as it is, or its first number in every entry."""
    value = np.asarray(value, dtype=np.float64)
    fits = value.shape == box.right.shape
    return value if fits else np.full(box.right.shape, value.flat[0])


def givens(box: Box) -> Array:
    """All given numbers of a question, one after the other."""
    return np.concatenate([np.ravel(value) for value in box.question.parameters.values()])


def given_inputs(box: Box) -> Array:
    """The givens that a step's rule takes itself; all of them where it takes none."""
    given = box.question.parameters
    used = [np.ravel(given[name]) for name in _arguments(box) if name in given]
    return np.concatenate(used) if used else givens(box)


def above(box: Box) -> str | None:
    return box.question.steps[box.place - 1].name if box.place else None


def first(box: Box) -> str | None:
    return next(iter(_arguments(box)), None)


def last(box: Box) -> str | None:
    return next(reversed(_arguments(box)), None)


def _arguments(box: Box) -> tuple[str, ...]:
    return tuple(box.question.graph.rules[box.step.name].arguments)


def right_source(box: Box, change: Change, source: Source) -> Array | None:
    """The right value of a box's source, changed."""
    name = source(box) or ""
    value = box.question.parameters.get(name, box.question.solution.get(name))
    return None if value is None or isinstance(value, NoValue) else change(np.asarray(value, float))


def own_source(box: Box, change: Change, source: Source, left: int = 40) -> Array:
    """What the bot wrote for a box's source, changed once more; at the end stands a given."""
    name, given = source(box) or "", box.question.parameters
    before = [one for one in boxes(box.question) if one.step.name == name]
    if name in given or not before or not left:
        return change(np.asarray(given.get(name, next(iter(given.values()))), float))
    own = fitted(own_source(before[0], change, source, left - 1), before[0])
    return fitted(change(own), before[0])
