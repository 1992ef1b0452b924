"""A submission folder -> marks: finds the answer file, reads it and marks it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from grader.answers.files import HandedIn, handed_in
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
        read = _read(handed_in(folder, ignored), assignment)
    except SubmissionError as error:
        note = f"**{escaped(str(error))}**"
        if isinstance(error, UnreadableFileError):
            return Marked(marks=unmarked(assignment, Verdict.UNREADABLE, str(error)), note=note)
        return Marked(marks=unmarked(assignment, Verdict.MISSING), note=note)
    return Marked(marks=marks(assignment, read), answers=read)


def _read(handed: HandedIn, assignment: Assignment) -> Answers:
    """The template counts first; sheets are read only where there is something left to find."""
    template = None
    if handed.template is not None:
        template = answers(handed.template, assignment.asked())
        if not handed.sheets or template.broken or not _has_blanks(template, assignment):
            return template
    from grader.sheets import with_sheets  # costs imports that a template does not need

    return with_sheets(handed, assignment, template)


def _has_blanks(template: Answers, assignment: Assignment) -> bool:
    asked = ((key, step) for key, steps in assignment.asked().items() for step in steps)
    found = template.by_step
    return any(step not in found or found[step].is_blank for step in asked)
