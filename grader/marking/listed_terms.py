"""An answer that gives the terms of a sum and leaves the sum out."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.agreement import AsWritten, as_written, fitted
from grader.errors import NoValueError
from grader.marking.outcome import Outcome
from grader.mathlang import Tree, WrittenMatrix, evaluate
from grader.mathlang.tree import Call, Name, Transpose
from grader.model import Lapse, Verdict
from grader.question import Step

_JOINED = {"sum": "sum", "mean": "mean"}


def terms_outcome(
    step: Step, rule: Tree | None, written: WrittenMatrix, values: Mapping[str, Any]
) -> Outcome | None:
    """What an answer earns that has the shape of the terms which the rule adds up; else None.

    values: what the names of the rule stand for. All terms right is one slip, the sum not taken.
    """
    if not (isinstance(rule, Call) and rule.function in _JOINED and len(rule.arguments) == 1):
        return None
    try:
        terms = np.asarray(evaluate(rule.arguments[0], values))
    except NoValueError:
        return None
    number = WrittenMatrix(fitted(written.value, terms.shape), written.entries)
    entries = as_written(number, terms, step.tolerance, step.policy.precision)
    if entries is None:
        return None
    right = sum(entry is AsWritten.RIGHT for entry in entries)
    if not right:
        return None
    whole = right == len(entries)
    credit = step.policy.slip_credit if whole and not _is_given(rule.arguments[0]) else 0.0
    named = _JOINED[rule.function]
    count = "all of them" if whole else f"{right} of {len(entries)} of them"
    words = f"these are the terms ({count} right), and what is asked is their {named}: one number"
    return Outcome(
        verdict=Verdict.PARTIAL if credit else Verdict.INCORRECT,
        credit=credit,
        slip=Lapse.NOT_SUMMED,
        slip_words=words,
    )


def _is_given(terms: Tree) -> bool:
    """Whether the terms are an earlier value as it was: to copy it is no work of the step."""
    while isinstance(terms, Transpose):
        terms = terms.operand
    return isinstance(terms, Name)
