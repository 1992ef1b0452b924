"""Right answers that are what their rule takes, as it was, beside wrong answers that change it.

A step of descent may be so small that the old weight is the new one in the figures written. Whose
own gradient leads there worked it out; beside any other, or one put in, the old weight was copied.
"""

from collections.abc import Mapping, Set

import numpy as np

from grader.agreement import GOOD
from grader.marking.case import Case
from grader.marking.numeric_answers import standing
from grader.model import Array, Mark, NoValue, Verdict

SAME = 1e-9
"""The share by which the true value may differ from what it is made of and still be that."""


def left_as_it_was(case: Case, marks: Mapping[str, Mark], put_in: Set[str]) -> list[str]:
    """The right steps that took no work but that of copying.

    put_in: the answers before them that took no work, from which nothing follows.
    """
    beside = [m for m in marks.values() if m.verdict is Verdict.CORRECT and m.rests_on]
    return [
        mark.step
        for mark in beside
        if _is_as_it_was(case, mark.step)
        and not (put_in.isdisjoint(mark.inputs) and _follows(case, mark.step))
    ]


def _is_as_it_was(case: Case, name: str) -> bool:
    """Whether an answer is a given or an own answer that its rule takes, and the truth is not."""
    value, true = case.values.get(name), case.question.solution.get(name)
    if value is None or true is None or isinstance(true, NoValue):
        return False
    given, taken = case.question.parameters, case.question.graph.rules[name].arguments
    known = (given.get(one, case.values.get(one)) for one in taken)
    return any(
        one is not None and np.array_equal(one, value) and not _are_same(one, true) for one in known
    )


def _are_same(one: Array, true: Array) -> bool:
    return np.shape(one) == np.shape(true) and np.allclose(one, true, rtol=SAME, atol=0.0)


def _follows(case: Case, name: str) -> bool:
    """Whether an answer is what its rule gives from the answers before it."""
    step, number = case.steps[name], case.readings[name].number
    if number is None:
        return False
    unknown = NoValue(reason="")
    return all(one in GOOD for one in standing(step, number, unknown, case.by_rule(step)))
