"""A submission on a TA's disk, marked as the platform would mark it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.cohort import IGNORED, submitters_on_disk
from grader.commands.stories import as_folder
from grader.errors import UsageError
from grader.gradescope import Marked, marked
from grader.question import Assignment
from grader.rubric import Student, student_named


def marked_here(assignment: Assignment, submission: Path) -> Marked:
    """The marks of a submission's folder, or of one file; what a sample says of itself is no part.

    Raises UsageError where there is nothing at the path.
    """
    if not submission.exists():
        raise UsageError(f"there is no {submission}; name a submission's folder, or one file")
    with as_folder(submission) as folder:
        return marked(assignment, folder, ignored=IGNORED)


def people_of(submission: Path, named: str | None) -> Sequence[Student]:
    """Who handed a submission in: the student who is named, else by the metadata beside it."""
    return [student_named(named)] if named else submitters_on_disk(submission)
