"""The entries of an answer side by side with what they were compared with, as people read them."""

from __future__ import annotations

import numpy as np

from grader import record
from grader.agreement import GOOD, Nearness, Range
from grader.marking import Trial, Way
from grader.mathlang import WrittenMatrix
from grader.model import Array, NoValue
from grader.question import AnswerKind, Step
from grader.review.step_account import Account, OwnAnswer
from grader.words import number, shown, with_unit

SHARE = 1e-9
"""Two ends of a range that differ by less are one value."""


@record(frozen=True, slots=True, kw_only=True)
class ComparedEntry:
    """One entry: what it is called, what was written, what is right, and by how much it is off.

    own: what follows from own answers, or what another way that was taken gives.
    """

    name: str
    written: str
    true: str
    own: str
    near: Nearness

    @property
    def is_right(self) -> bool:
        return self.near.worth in GOOD


def compared_entries(account: Account) -> list[ComparedEntry]:
    """The entries of an answer of several, in the order in which they were compared."""
    taken, truth = account.decisive, _truth(account)
    read = account.judgement.read.number
    if taken is None or read is None or len(taken.near) < 2:
        return []
    own = account.followed if taken.way is Way.TRUTH else taken
    if own is not None and len(own.near) != len(taken.near):
        own = None
    return [
        ComparedEntry(
            name=_name(account, place, len(taken.near)),
            written=_written(account.step, place, read),
            true=_given_by(truth, account.step, place),
            own=_given_by(own, account.step, place),
            near=near,
        )
        for place, near in enumerate(taken.near)
    ]


def _written(step: Step, place: int, read: WrittenMatrix) -> str:
    if place >= read.value.size:
        return "(nothing)"
    return _word(step, place, float(np.ravel(read.value)[place])) or read.entries[place].text


def _given_by(trial: Trial | None, step: Step, place: int) -> str:
    """What a way to the step gives for one entry; nothing where it gives fewer."""
    if trial is None or place >= len(trial.near):
        return ""
    return _ends(step, place, trial.near[place])


def in_range(step: Step, right: Range) -> str:
    """A range in words: the value, or from which to which it reaches; of several the middle."""
    with np.errstate(invalid="ignore"):
        is_point = np.all(np.abs(right.high - right.low) <= SHARE * np.abs(right.centre))
    if is_point or step.has_words or np.size(right.centre) == 0:
        return _value(step, right.centre)
    if right.centre.ndim:
        return f"around {_value(step, right.centre)}"
    return with_unit(f"{float(right.low):.6g} to {float(right.high):.6g}", step.unit)


def true_value(account: Account) -> str:
    """The true value of a step as its kind is written, or why there is none."""
    if isinstance(account.true, NoValue) or account.true is None:
        return shown(account.true) if account.true is not None else ""
    return _value(account.step, account.true)


def own_words(account: Account, one: OwnAnswer) -> str:
    """An earlier answer, what it stands for, and whether it is right: `z1 = 0.25 (incorrect)`."""
    verdict = "" if one.mark is None else f" ({one.mark.verdict.value})"
    label = f"{one.name} = {one.text}{verdict}"
    steps = account.judgement.case.steps
    if one.stated is None or steps[one.name].has_words or one.stated[0].ndim:
        return label
    box = one.stated[1]
    low, high = (f"{float(end):.6g}" for end in (box.low, box.high))
    return label if low == high else f"{label}, carried on as {low} to {high}"


def _truth(account: Account) -> Trial | None:
    return next((trial for trial in account.routes if trial.way is Way.TRUTH), None)


def _value(step: Step, value: Array) -> str:
    words = step.in_words(value) if np.isfinite(value).all() else None
    return with_unit(words or shown(value), step.unit)


def _ends(step: Step, place: int, near: Nearness) -> str:
    word = _word(step, place, near.low)
    if word is not None:
        return word
    if near.low == near.high or near.high - near.low <= SHARE * abs(near.low):
        return number(near.low)
    return f"{near.low:.6g} to {near.high:.6g}"


def _word(step: Step, place: int, value: float) -> str | None:
    """An entry in the words of its list; None for a number."""
    if step.answer is AnswerKind.SET and step.has_words:
        return "yes" if value else "no"
    choices = step.choices
    if step.table is not None:
        columns = step.table.columns
        choices = step.table.choices.get(columns[place % len(columns)])
    return None if choices is None or not np.isfinite(value) else choices.word(value)


def _name(account: Account, place: int, count: int) -> str:
    if account.step.is_complex:
        of = f" of number {place // 2 + 1}" if count > 2 else ""
        return f"{('real', 'imaginary')[place % 2]} part{of}"
    names = account.step.entry_names
    if len(names) == count:
        return names[place]
    shape = account.mark.shape or ()
    if len(shape) == 2 and np.prod(shape) == count:
        row, column = divmod(place, shape[1])
        return f"row {row + 1}, column {column + 1}"
    return f"entry {place + 1}"
