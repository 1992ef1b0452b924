"""What must hold of any right answer: does it hold of the rubric's own, and of no guess?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.marking import is_valid
from grader.mathlang import Written, WrittenMatrix
from grader.model import Array, NoValue
from grader.question import Question, Step
from grader.review.findings import Finding

GUESSES = 60
MOST = 0.2
"""The share of blind guesses that may be right: of so few numbers nobody's guess is better."""
SEED = 5
_FILLED = (
    "1 in every entry meets it, as any number may with which a box is filled; take others, such as"
    " an eigenvector [2, 1]"
)


def findings(question: Question) -> Iterator[Finding]:
    """Conditions that the rubric's own answer does not meet, or that guesses meet."""
    for step in question.steps:
        value = question.solution.get(step.name)
        if step.valid is None or value is None or isinstance(value, NoValue):
            continue
        path = ("steps", step.name, "valid")
        message = _said_of(question, step, np.asarray(value))
        if message:
            yield Finding(path=path, message=message, is_warning=False)
            continue
        guessed = _guessed(question, step, np.asarray(value))
        if guessed:  # of a single number many may be right, and that may be what is asked
            yield Finding(path=path, message=guessed, is_warning=value.ndim == 0)
        elif value.size > 1 and _holds(step, np.ones(value.shape), _known(question)):
            yield Finding(path=path, message=_FILLED)


def _said_of(question: Question, step: Step, value: Array) -> str:
    assert step.valid is not None
    names = step.valid.arguments
    if step.name not in names:
        return f"it does not name {step.name}, so it says nothing of an answer"
    later = [name for name in names if step.name in question.graph.ancestors(name)]
    if later:
        return f"{later[0]} rests on {step.name} itself; write out what it is"
    values = _known(question)
    if not _holds(step, value, values):
        return f"it does not hold of the step's own value, {step.valid.in_words}"
    if value.ndim and value.any() and _holds(step, np.zeros(value.shape), values):
        return f"zero meets it: add that there is something, such as norm({step.name}) > 0"
    return ""


def _known(question: Question) -> dict[str, Any]:
    known = {n: v for n, v in question.solution.items() if not isinstance(v, NoValue)}
    return {**question.parameters, **known}


def _guessed(question: Question, step: Step, value: Array) -> str:
    """What is to say where blind guesses meet a condition too often."""
    values = _known(question)
    random = np.random.default_rng(SEED)
    guesses = [random.integers(-3, 4, value.shape) for _ in range(GUESSES)]
    right = sum(_holds(step, np.asarray(one, dtype=np.float64), values) for one in guesses)
    if right <= MOST * GUESSES:
        return ""
    if value.ndim == 0:
        return (
            f"{right} of {GUESSES} guesses of small whole numbers meet it; give most of the points"
            " to what it rests on"
        )
    return f"{right} of {GUESSES} guesses of whole numbers meet it; ask for more"


def _holds(step: Step, value: Array, values: dict[str, Any]) -> bool:
    entries = tuple(Written(float(x), f"{x:g}") for x in np.ravel(value))
    return is_valid(step, WrittenMatrix(value, entries), values)
