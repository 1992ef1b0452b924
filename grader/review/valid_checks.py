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


def findings(question: Question) -> Iterator[Finding]:
    """Conditions that the rubric's own answer does not meet, or that guesses meet."""
    for step in question.steps:
        value = question.solution.get(step.name)
        if step.valid is None or value is None or isinstance(value, NoValue):
            continue
        message = _said_of(question, step, np.asarray(value))
        if message:
            yield Finding(path=("steps", step.name, "valid"), message=message, is_warning=False)


def _said_of(question: Question, step: Step, value: Array) -> str:
    assert step.valid is not None
    names = step.valid.arguments
    if step.name not in names:
        return f"it does not name {step.name}, so it says nothing of an answer"
    later = [name for name in names if step.name in question.graph.ancestors(name)]
    if later:
        return f"{later[0]} rests on {step.name} itself; write out what it is"
    known = {n: v for n, v in question.solution.items() if not isinstance(v, NoValue)}
    values: dict[str, Any] = {**question.parameters, **known}
    if not _holds(step, value, values):
        return f"it does not hold of the step's own value, {step.valid.in_words}"
    if value.any() and _holds(step, np.zeros(value.shape), values):
        return f"zero meets it: add that there is something, such as norm({step.name}) > 0"
    random = np.random.default_rng(SEED)
    guesses = [random.integers(-3, 4, value.shape) for _ in range(GUESSES)]
    right = sum(_holds(step, np.asarray(one, dtype=np.float64), values) for one in guesses)
    if right > MOST * GUESSES:
        return f"{right} of {GUESSES} guesses of whole numbers meet it; ask for more"
    return ""


def _holds(step: Step, value: Array, values: dict[str, Any]) -> bool:
    entries = tuple(Written(float(x), f"{x:g}") for x in np.ravel(value))
    return is_valid(step, WrittenMatrix(value, entries), values)
