"""What the brackets of an interval make of its verdict: do its ends belong to it?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from grader.marking.judgement import Judgement
from grader.marking.outcome import Outcome
from grader.model import Lapse, Verdict


def with_its_ends(judgement: Judgement, found: Outcome) -> Outcome:
    """The outcome of right ends with what is left of it where some are open that are closed, or
    the other way round. An end at infinity is neither."""
    step, read = judgement.step, judgement.read
    if not found.is_right or read.number is None or len(read.closed) != len(step.closed):
        return found
    ends = zip(read.closed, step.closed, np.ravel(read.number.value), strict=True)
    finite = [(own, asked) for own, asked, value in ends if np.isfinite(value)]
    right = [own == asked for own, asked in finite]
    wrong = right.count(False)
    if not wrong:
        return found
    share = (right.count(True) + wrong * step.policy.slip_credit) / len(right)
    credit = found.credit * share
    return replace(
        found,
        verdict=Verdict.PARTIAL if credit > 0 else Verdict.INCORRECT,
        credit=credit,
        share=0.0,  # its entries are no numbers that are off
        slip=Lapse.OPEN_END,
        slip_words=_words(wrong, len(right), any(own is None for own, _ in finite)),
    )


def _words(wrong: int, count: int, is_unsaid: bool) -> str:
    ends = "the ends are" if count > 1 else "the end is"
    if is_unsaid:
        belong = "they belong" if count > 1 else "it belongs"
        return f"{ends} right; say also whether {belong} to it, as in [1, 2) or 1 ≤ x < 2"
    if count == 1:
        return "the end is right, but whether it belongs to it is not: look at the bracket"
    which = f"{wrong} of them {'belongs' if wrong == 1 else 'belong'}"
    return f"{ends} right, but whether {which} to it is not: look at the brackets"
