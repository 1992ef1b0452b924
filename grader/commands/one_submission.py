"""One submission that a TA names: by its path, or by its name in an export."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from grader import record
from grader.answers import FilesInMemory, handed_in, in_memory
from grader.cohort import (
    EXPECTED,
    IGNORED,
    Submission,
    submissions,
    submissions_of,
    submitters_on_disk,
)
from grader.commands.explain import SAMPLE
from grader.commands.own_numbers_of import of_named, of_students
from grader.commands.stories import Story, as_folder, stories
from grader.errors import UsageError
from grader.gradescope import Own
from grader.graph import did_you_mean
from grader.question import Assignment
from grader.rubric import Student

MOST_NAMED = 4
"""Submissions that are named as an example."""


@record(frozen=True, slots=True, kw_only=True)
class OneSubmission:
    """A submission's files, whose it is, and by which rubric a sample says it is graded."""

    name: str
    files: FilesInMemory
    students: tuple[Student, ...] = ()
    rubric: str | None = None
    student: str | None = None


def one_submission(path: Path, named: str | None) -> OneSubmission:
    """The submission at a path; named: which one, where the path holds a class.

    Raises UsageError where there is none, or there are several and none is named.
    """
    if named is not None or (path.is_file() and zipfile.is_zipfile(path) and _is_zip(path)):
        return _of_class(path, named)
    found = list(submissions(path, EXPECTED))
    if len(found) > 1:
        raise _several(path, [one.name for one in found])
    return _at(found[0])


def whose(assignment: Assignment, rubric: Path, one: OneSubmission, student: str | None) -> Own:
    """The assignment with the numbers of a submission's student; a sample's where nobody is known.

    Raises UsageError where those of the student are not.
    """
    named = student or one.student
    if named is not None:
        return of_named(assignment, rubric, named)
    if not assignment.students:
        return Own(assignment=assignment, note="")
    if not one.students:
        return Own(assignment=assignment, note=f"Marked with {SAMPLE}.")
    own = of_students(assignment, rubric, one.students)
    if own.unknown:
        raise UsageError(f"{one.name}: {own.unknown}; name the student with --student ID")
    return own


def _is_zip(path: Path) -> bool:
    """Whether a file is a zip by its name too; a Word document is one inside."""
    return path.suffix.lower() in (".zip", "")


def _at(path: Path) -> OneSubmission:
    story = stories([path])[0] if (path / EXPECTED).is_file() else Story(name=path.name, path=path)
    with as_folder(path) as folder:
        files = in_memory(handed_in(folder, IGNORED))
    return OneSubmission(
        name=path.resolve().name,
        files=files,
        students=tuple(submitters_on_disk(path)),
        rubric=story.rubric,
        student=story.student,
    )


def _of_class(path: Path, named: str | None) -> OneSubmission:
    with submissions_of(path) as found:
        chosen = [one for one in found if named in (None, one.name)] or _by_person(found, named)
        if len(chosen) == 1:
            (one,) = chosen
            return OneSubmission(name=one.name, files=one.files(), students=one.students)
        names = [one.name for one in chosen or found]
    if chosen:
        raise _several(path, names)
    hint = did_you_mean(named or "", names) or ";"
    raise UsageError(f"{path} holds no submission {named}{hint} there are {_some(names)}")


def _by_person(found: Sequence[Submission], named: str | None) -> list[Submission]:
    """The submissions of somebody who is named, for a regrade request comes from a person."""
    wanted = (named or "").casefold()
    return [
        one
        for one in found
        for student in one.students
        if wanted in (student.email.casefold(), student.sid.casefold(), student.name.casefold())
    ]


def _several(path: Path, names: Sequence[str]) -> UsageError:
    return UsageError(
        f"{path} holds {len(names)} submissions: name one with --submission, such as {_some(names)}"
    )


def _some(names: Sequence[str]) -> str:
    more = ", …" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
