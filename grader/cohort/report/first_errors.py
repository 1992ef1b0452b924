"""Where a student first goes wrong in a question, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from grader.cohort.graded_records import StepRow
from grader.model import Lapse, Verdict

_WRONG = frozenset({Verdict.PARTIAL, Verdict.INCORRECT})
_SOUND = frozenset({Lapse.TOO_FEW_FIGURES, Lapse.TOO_MANY_FIGURES, Lapse.NO_UNIT, Lapse.OTHER_UNIT})
"""What is wanting in how a right value is written: nothing goes wrong there."""


def goes_wrong_first(row: StepRow) -> bool:
    """Whether a value is wrong that rests on no wrong answer of the student's own."""
    return row.verdict in _WRONG and not row.rests_on and row.slip not in _SOUND


def descendants(rows: Sequence[StepRow]) -> Iterator[tuple[StepRow, frozenset[str]]]:
    """The marks of one question that rest on wrong answers, each with where it first went wrong."""
    by_step = {row.step: row for row in rows}
    for row in rows:
        if row.rests_on:
            yield row, frozenset(_roots(row, by_step, {row.step}))


def _roots(row: StepRow, by_step: Mapping[str, StepRow], seen: set[str]) -> Iterator[str]:
    """The steps from which a mark's wrong answers come; what another question says is none here."""
    for name in row.rests_on:
        other = by_step.get(name)
        if other is None or name in seen:
            continue
        seen.add(name)
        if other.rests_on:
            yield from _roots(other, by_step, seen)
        else:
            yield name
