"""How much of an answer its entries earn, each by how right it is as it was written."""

import math
from collections import Counter

import numpy as np

from grader.agreement import FAIR, GOOD, OPEN, AsWritten
from grader.marking.beside import Entries
from grader.marking.entry_shares import membership, of_half_line, of_tuples
from grader.model import Array
from grader.question import AnswerKind, Step


def earned(step: Step, wanted: Array, entries: Entries) -> tuple[float, float]:
    """The credit of some entries, and the share of them that are right as far as they go.

    What wants nothing but figures is worth what a slip is: who shows the value must not earn less
    than who shows another. Where an entry is off, those that one number in every place would make
    right do not count.
    """
    worth = [_worth(step, entry) for entry in entries]
    if len(worth) == 1 and step.answer is AnswerKind.NUMBER:
        return worth[0], float(worth[0] > 0)
    together = _of_parts_together(step, wanted, worth)
    if together is not None:
        return together
    share = sum(value > 0 for value in worth) / len(worth)
    # a vector up to a factor or a constant has no entry that is right by itself
    is_whole = not step.up_to.isdisjoint(OPEN)
    by_entries = step.policy.entries_share and not is_whole
    if min(worth) > 0 or not by_entries:
        return (sum(worth) / len(worth) if by_entries else min(worth)), share
    if step.answer is AnswerKind.INTERVAL and np.isinf(wanted).any():
        return of_half_line(wanted, worth), share
    # to leave a cell empty takes no work
    free = max(_alike(wanted), int(np.isnan(wanted).sum()))
    if free == len(worth):
        return 0.0, share
    return max(0.0, (sum(worth) - free) / (len(worth) - free)), share


def _of_parts_together(step: Step, wanted: Array, worth: list[float]) -> tuple[float, float] | None:
    """What entries earn that are no answers by themselves: parts of complex numbers and of tuples,
    and whether words belong to a set. None of all others."""
    is_set = step.answer is AnswerKind.SET
    if step.is_complex and not step.policy.entries_share and not is_set:
        return min(worth), of_tuples(worth, 2)[1]
    if step.is_complex or (is_set and wanted.ndim > 1):
        return of_tuples(worth, wanted.shape[-1])
    return membership(wanted, worth) if is_set and step.has_words else None


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
