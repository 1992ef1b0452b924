"""A submission folder -> marks: finds the answer file, reads it and marks it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from grader.answers.files import answer_file
from grader.answers.template import answers
from grader.errors import SubmissionError, UnreadableFileError
from grader.markdown import escaped
from grader.marking import marks, unmarked
from grader.model import Answers, Mark, Verdict
from grader.question import Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The marks of a submission; `note` (Markdown) where the file as a whole was not readable."""

    marks: tuple[Mark, ...]
    answers: Answers | None = None
    note: str | None = None


def marked(assignment: Assignment, folder: Path, ignored: Collection[str] = ()) -> Marked:
    """The marks of what a folder holds; file names in `ignored` are no part of the submission."""
    try:
        read = answers(answer_file(folder, ignored), assignment.asked())
    except SubmissionError as error:
        note = f"**{escaped(str(error))}**"
        if isinstance(error, UnreadableFileError):
            return Marked(marks=unmarked(assignment, Verdict.UNREADABLE, str(error)), note=note)
        return Marked(marks=unmarked(assignment, Verdict.MISSING), note=note)
    return Marked(marks=marks(assignment, read), answers=read)
