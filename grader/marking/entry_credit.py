"""How much of an answer its entries earn, each by how right it is as it was written."""

import math
from collections import Counter

import numpy as np

from grader.agreement import FAIR, GOOD, AsWritten, UpTo
from grader.marking.beside import Entries
from grader.model import Array
from grader.question import AnswerKind, Step


def earned(step: Step, wanted: Array, entries: Entries) -> tuple[float, float]:
    """The credit of some entries, and the share of them that are right as far as they go.

    What wants nothing but figures is worth what a slip is: who shows the value must not earn less
    than who shows another. Where an entry is off, those that one number in every place would make
    right do not count.
    """
    worth = [_worth(step, entry) for entry in entries]
    if step.answer is AnswerKind.SET and step.has_words:
        return _membership(wanted, worth)
    share = sum(value > 0 for value in worth) / len(worth)
    # a vector up to a factor or a constant has no entry that is right by itself
    is_whole = not step.up_to.isdisjoint({UpTo.SCALE, UpTo.CONSTANT})
    by_entries = step.policy.entries_share and not is_whole
    if min(worth) > 0 or not by_entries:
        return (sum(worth) / len(worth) if by_entries else min(worth)), share
    if step.answer is AnswerKind.INTERVAL and np.isinf(wanted).any():
        return _of_half_line(wanted, worth), share
    # to leave a cell empty takes no work
    free = max(_alike(wanted), int(np.isnan(wanted).sum()))
    if free == len(worth):
        return 0.0, share
    return max(0.0, (sum(worth) - free) / (len(worth) - free)), share


def _of_half_line(wanted: Array, worth: list[float]) -> float:
    """The credit of an interval that ends nowhere: the end that is a number earns its share alone,
    infinity only beside it, for half of all who guess have it right."""
    ends = [value for value, end in zip(worth, np.ravel(wanted), strict=True) if np.isfinite(end)]
    return sum(ends) / len(worth)


def _membership(wanted: Array, worth: list[float]) -> tuple[float, float]:
    """The credit of a set of words: the share that was found of what belongs, less the share that
    was taken in of what does not.

    So all and nothing earn nothing, and neither does a guess on the whole. Where nothing belongs,
    or all, the whole set counts.
    Source: Youden 1950, sensitivity and specificity together
    """
    right = [value for value, belongs in zip(worth, wanted, strict=True) if belongs]
    others = [value for value, belongs in zip(worth, wanted, strict=True) if not belongs]
    share = sum(worth) / len(worth)
    if not right or not others:
        return float(min(worth)), share
    return max(0.0, sum(right) / len(right) + sum(others) / len(others) - 1), share


def _worth(step: Step, entry: AsWritten) -> float:
    if entry in GOOD:
        return 1.0
    return step.policy.slip_credit if entry in FAIR else 0.0


def _alike(wanted: Array) -> int:
    """How many entries are one and the same number, if more than one is: zeros, most of all."""
    if wanted.size < 2:
        return 0
    entries = [None if math.isnan(entry) else entry for entry in wanted.ravel().tolist()]
    most = max(Counter(entries).values())
    return most if 1 < most < wanted.size else 0
