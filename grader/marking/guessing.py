"""Can a step's value be guessed? Labels, counts and flags have few values: one is soon hit."""

from itertools import islice

import numpy as np

from grader.graph import evaluate
from grader.model import NoValue
from grader.question import Question, once, random_points

POINTS = 24
"""Where a rule is tried. With fewer, a count of ten things may look like one of four."""
FEW = 1_000
"""Of fewer possible values a blind guess hits one that some slip gives too often."""


@once
def is_guessed(question: Question, name: str) -> bool:
    """Whether a rule gives whole numbers only, and few of them, whatever its numbers are.

    Judged by the rule's own values at random parameters, so that `argmax(s) + 1`, `sum(z > 0)`
    and `[0, 1, 1]` for a mask count, and `a + b` of whole numbers does not.
    """
    if any(step.name == name and step.has_words for step in question.steps):
        return True
    values = []
    for point in islice(random_points(question), POINTS):
        value = evaluate(question.graph, point)[name]
        if not isinstance(value, NoValue):
            values.append(np.asarray(value, dtype=np.float64))
    if len(values) < POINTS // 2 or not question.graph.rules[name].arguments:
        return False
    entries = np.concatenate([value.ravel() for value in values])
    if not np.array_equal(entries, np.round(entries)):
        return False
    size = max(value.size for value in values)
    distinct = len(np.unique(entries))
    return bool(size * np.log(distinct) < np.log(FEW))
