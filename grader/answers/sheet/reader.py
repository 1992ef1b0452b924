"""The whole way: files to blocks, to sections, to statements, to answers.

A file that another process reads is begun first of all: while that works, what answers from its
blocks is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from grader.answers.budget import Budget
from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import file_read
from grader.answers.sheet.records import Asked, Sheet
from grader.answers.sheet.told import Told
from grader.answers.timelimit import TookTooLongError, time_limit
from grader.errors import SubmissionError

if TYPE_CHECKING:
    from grader.answers.sheet.answering import Answering

SECONDS_A_FILE = 6.0
"""Of the processor, to read one file: twenty full pages take less than one."""


def read_sheet(
    files: Sequence[SheetFile],
    asked: Sequence[Asked],
    budget: Budget | None = None,
    *,
    explains: bool = False,
) -> Sheet:
    """What the files of a submission say for the questions that are asked.

    explains: whether all statements are given as well, with the steps they may be about.

    Files are read in the order given; what stands later replaces what stands earlier. A file that
    cannot be read, or that we fail on, costs what it says itself and nothing else. Raises
    SubmissionError, a message for the student, where no file can be read.
    """
    told, budget = Told(), budget or Budget()

    @cache
    def answering() -> Answering:
        from grader.answers.sheet.answering import Answering

        return Answering(asked, told)

    budget.meanwhile = answering
    for file in files:
        _read(file, answering, budget, told)
    if told.problems and len(told.unread) == len(files):
        raise told.problems[0]
    return answering().sheet(explains)


def _read(file: SheetFile, answering: Callable[[], Answering], budget: Budget, told: Told) -> None:
    """Take in what one file says; nothing where it cannot be read."""
    is_begun = False
    try:
        with time_limit(min(SECONDS_A_FILE, budget.left)):
            read = file_read(file, budget)
            told.notes += read.notes
            told.details += [f"{file.name}: {detail}" for detail in read.details]
            is_begun = True
            answering().take(read.blocks, file.name)
    except SubmissionError as problem:
        told.refuse(file.name, problem)
    except TookTooLongError:
        told.cut(file.name, is_begun=is_begun and answering().has_begun)
    except Exception:  # our own failure in one file must not cost the others
        told.fail(file.name)
