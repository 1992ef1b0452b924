"""What earns something by chance in boxes that were filled by lot.

One number of the box after box that is filled blindly follows from the others sooner or later, or
is what some slip gives. Who works shows it by figures, or by some answer that is right.
"""

from collections.abc import Collection, Mapping, Sequence

from grader.marking.case import Case
from grader.marking.said import digits_said, key_of
from grader.model import Lapse, Mark, Verdict

GUESSES_EACH = 2
"""So many answers are wrong for each that earns something where boxes are filled by lot: the bots
of benchmarks/gaming.py. An honest early slip leaves one wrong and the others following."""
REPEATED_EACH = 1
"""The same where the answers repeat themselves: two numbers in turn follow from each other soon."""
REPEATS, EACH_TIMES = 4, 2
"""Answers repeat themselves where there are so many at least, each that often or more on the whole.
What honest work repeats it repeats rightly, or beside one wrong answer."""
SHORT = 2
"""Digits that a guess has; a value that was worked out has more, or stands beside a right one."""
IN_PART = (None, Lapse.TOO_FEW_FIGURES, Lapse.IN_THE_OTHERS)
"""What a mark's slip says where some entries are right, or all as far as they go."""


def guessed(case: Case, marks: Mapping[str, Mark], refused: Collection[str]) -> list[str]:
    """The steps that earn something where most answers are wrong and none shows work.

    refused: the steps whose credit took no work by another reason; they count as wrong. A right
    answer in figures enough is never among them: nobody could defend that.
    """
    numbers = [name for name in marks if case.answered(name) is not None]
    credited = [marks[name] for name in numbers if name not in refused and _earns(marks[name])]
    wrong = [name for name, mark in marks.items() if name in refused or _is_wrong(case, mark)]
    each = REPEATED_EACH if _repeat(case, numbers) else GUESSES_EACH
    most = each * sum(_hit(case, mark) for mark in credited)
    if len(wrong) < max(GUESSES_EACH, most) or _shows_work(case, credited):
        return []
    return _by_chance(case, credited)


def _by_chance(case: Case, credited: Sequence[Mark]) -> list[str]:
    return [mark.step for mark in credited if _is_asked(case, mark) and _is_chance(case, mark)]


def _repeat(case: Case, numbers: Sequence[str]) -> bool:
    """Whether so few different numbers stand in so many boxes; who chooses words chooses of few."""
    keys = [key_of(case, name) for name in numbers if not case.steps[name].has_words]
    return len(keys) >= max(REPEATS, EACH_TIMES * len(set(keys)))


def _earns(mark: Mark) -> bool:
    return mark.credit > 0 or mark.follows_own


def _hit(case: Case, mark: Mark) -> float:
    """How much of a hit an answer is: in part, what it earns, for many slips give many numbers; a
    right word out of a list is none, because it is hit so often that it shows nothing."""
    if case.steps[mark.step].has_words and mark.verdict is Verdict.CORRECT:
        return 0.0
    return mark.credit if mark.verdict is Verdict.PARTIAL else 1.0


def _is_asked(case: Case, mark: Mark) -> bool:
    """Whether the rubric lets a step be refused: what follows, only where trivial work may be."""
    return case.steps[mark.step].policy.unless_trivial or not mark.follows_own


def _is_wrong(case: Case, mark: Mark) -> bool:
    is_wrong = mark.verdict in (Verdict.INCORRECT, Verdict.REVIEW)  # from a sheet, not certain
    is_there = case.has_answer(mark.step) or case.answered(mark.step) is not None  # of any shape
    return is_there and is_wrong and not mark.credit


def _shows_work(case: Case, credited: Sequence[Mark]) -> bool:
    """Whether right answers say more together than the first digit of each, met by chance."""
    right = [mark.step for mark in credited if mark.verdict is Verdict.CORRECT]
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
