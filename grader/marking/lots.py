"""What earns something by chance in boxes that were filled by lot.

One number of the box after box that is filled blindly follows from the others sooner or later, or
is what some slip gives. Who works shows it by figures, or by some answer that is right.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader.marking.case import Case
from grader.marking.said import digits_said
from grader.model import Lapse, Mark, Verdict

GUESSES_EACH = 2
"""So many answers are wrong for each that earns something where boxes are filled by lot: the bots
of benchmarks/gaming.py. An honest early slip leaves one wrong and the others following."""
SHORT = 2
"""Digits that a guess has; a value that was worked out has more, or stands beside a right one."""
IN_PART = (None, Lapse.TOO_FEW_FIGURES, Lapse.IN_THE_OTHERS)
"""What a mark's slip says where some entries are right, or all as far as they go."""


def guessed(case: Case, marks: Mapping[str, Mark], refused: Collection[str]) -> list[str]:
    """The steps that earn something where most answers are wrong and none shows work.

    refused: the steps whose credit took no work by another reason; they count as wrong. A right
    answer in figures enough is never among them: nobody could defend that.
    """
    credited = [
        name
        for name, mark in marks.items()
        if name in case.values and name not in refused and (mark.credit or mark.follows_own)
    ]
    wrong = [name for name, mark in marks.items() if _is_wrong(case, mark) or name in refused]
    earned = [marks[name] for name in credited]
    worth = sum(mark.credit if _is_by_entries(mark) else 1.0 for mark in earned)
    if len(wrong) < GUESSES_EACH * worth or _shows_work(case, marks, credited):
        return []
    asked = {step.name for step in case.steps.values() if step.policy.unless_trivial}
    hits = [name for name in credited if name in asked or not marks[name].follows_own]
    return [name for name in hits if _is_chance(case, marks[name])]


def _is_wrong(case: Case, mark: Mark) -> bool:
    return case.has_answer(mark.step) and mark.verdict is Verdict.INCORRECT and not mark.credit


def _shows_work(case: Case, marks: Mapping[str, Mark], credited: Collection[str]) -> bool:
    """Whether right answers say more together than the first digit of each, met by chance."""
    right = [name for name in credited if marks[name].verdict is Verdict.CORRECT]
    beyond = sum(max(0, sum(digits_said(case, name)) - 1) for name in right)
    return beyond >= SHORT


def _is_chance(case: Case, mark: Mark) -> bool:
    """Whether an answer says no more than may be met by lot: of a matrix in part each entry."""
    if mark.verdict is Verdict.CORRECT and mark.slip is None:
        return False
    digits = digits_said(case, mark.step)
    return (max(digits, default=0) if _is_by_entries(mark) else sum(digits)) <= SHORT


def _is_by_entries(mark: Mark) -> bool:
    return 0 < mark.share < 1 and mark.slip in IN_PART
