"""The text of one answer, read as its step's kind has it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.agreement import fitted
from grader.answers.by_kind.interval_ends import interval
from grader.answers.by_kind.several_parts import sequence, set_of
from grader.answers.by_kind.table_rows import table
from grader.answers.by_kind.word_answers import alone, beyond_numbers, chosen
from grader.answers.slots import Slot
from grader.errors import UnreadableError
from grader.mathlang import WrittenMatrix
from grader.question import AnswerKind, Step, with_infinity

Reader = Callable[[str, Step, Slot], WrittenMatrix]

READERS: dict[AnswerKind, Reader] = {
    AnswerKind.CHOICE: chosen,
    AnswerKind.SET: set_of,
    AnswerKind.SEQUENCE: sequence,
    AnswerKind.INTERVAL: interval,
    AnswerKind.TABLE: table,
}
"""What reads each kind that is neither a plain number nor a formula."""


def value_of_kind(
    text: str, step: Step, slot: Slot, shape: tuple[int, ...] | None = None
) -> WrittenMatrix:
    """The value that a text gives for a step of these kinds.

    Shapes: a choice (), a set of choices (n of them), other sets and sequences (parts), a set of
    tuples (parts, k), an interval (2), a table (rows, columns)
    shape: that of the expected value, where it has one
    Raises UnreadableError with a sentence for the student.
    """
    if step.answer is AnswerKind.INTERVAL:
        beyond = beyond_numbers(text, step, slot)
        if beyond is not None:
            return alone(beyond)
    read = READERS[step.answer](with_infinity(text, step.words), step, slot)
    if shape is None or step.has_any_length:
        return _of_tuples(read, shape[1]) if shape is not None and len(shape) > 1 else read
    return WrittenMatrix(fitted(np.asarray(read.value), shape), read.entries)


def _of_tuples(read: WrittenMatrix, width: int) -> WrittenMatrix:
    """A set of tuples, of which one alone needs no brackets of the set, `(1, 2)`.

    Shapes: (parts, width)
    """
    size = read.value.size
    if read.value.ndim == 1 and size in (0, width) and not any(e.is_none for e in read.entries):
        return WrittenMatrix(read.value.reshape(-1, width), read.entries)
    if read.value.shape[1:] == (width,) or any(entry.is_none for entry in read.entries):
        return read
    form = ", ".join(str(number) for number in range(1, width + 1))
    raise UnreadableError(f"tuples of {width} numbers are asked for; write them as ({form})")
