"""A submission folder -> marks: finds the answer file, reads it and marks it."""

from __future__ import annotations

import traceback
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from grader import record
from grader.answers import (
    MAX_SHEETS,
    Budget,
    Chosen,
    HandedIn,
    chosen,
    handed_in,
    no_answers,
    sheets_among,
)
from grader.errors import NothingFoundError, SubmissionError, UnreadableFileError
from grader.marking import marks, unmarked
from grader.model import Answers, Mark, Verdict
from grader.question import Assignment
from grader.words import escaped


@record(frozen=True, slots=True, kw_only=True)
class Marked:
    """The marks of a submission; `note` (Markdown) where the file as a whole was not readable.

    details: for staff only, of what we failed to read.
    """

    marks: tuple[Mark, ...]
    answers: Answers | None = None
    note: str | None = None
    details: tuple[str, ...] = ()


def marked(
    assignment: Assignment,
    folder: Path,
    ignored: Collection[str] = (),
    budget: Budget | None = None,
) -> Marked:
    """The marks of what a folder holds; file names in `ignored` are no part of the submission.

    budget: what reading the files may take together.
    """
    return marked_files(assignment, handed_in(folder, ignored), budget)


def marked_files(
    assignment: Assignment,
    handed: HandedIn,
    budget: Budget | None = None,
    only: Collection[str] | None = None,
) -> Marked:
    """The marks of files, wherever they are kept.

    only: the questions that are marked of a filled-in template that was read without trouble.
    """
    budget = budget or Budget()
    try:
        read = _read(handed, assignment, budget)
    except SubmissionError as error:
        note = f"**{escaped(str(error))}**"
        return Marked(marks=_of_nothing(assignment, error), note=note, details=error.details)
    wanted = assignment if only is None else _among(assignment, read, only)
    found = Marked(marks=marks(wanted, read), answers=read, details=read.details)
    if not read.sheets or not any(question.conventions for question in assignment.questions):
        return found
    return _read_under(handed, assignment, budget, found)


def _among(assignment: Assignment, read: Answers, only: Collection[str]) -> Assignment:
    """The assignment with some questions alone, where the others have no part in their marks."""
    if read.sheets or read.broken or read.failed or read.unread:
        return assignment
    return replace(assignment, questions=tuple(q for q in assignment.questions if q.key in only))


def _read_under(
    handed: HandedIn, assignment: Assignment, budget: Budget, plainly: Marked
) -> Marked:
    """The marks of sheets that are read as those of students who hold the conventions that help.

    Values and formulas tell where a statement belongs, and in another convention they are others.
    Each question may have its own, so that they are taken one after the other. A failure to read
    them so costs nothing of what was read before.
    """
    from grader.question import all_under, one_more  # costs what most need not pay

    best, held = plainly, frozenset[str]()
    while _earned(best) < assignment.points:
        before = best
        for more in one_more(assignment, held):
            try:
                read = _read(handed, all_under(assignment, more), budget)
            except SubmissionError:
                continue
            found = Marked(marks=marks(assignment, read), answers=read, details=read.details)
            if _earned(found) > _earned(best):
                best, taken = found, more
        if best is before:
            break
        held = taken
    return best


def _earned(one: Marked) -> float:
    return sum(mark.earned for mark in one.marks)


def _of_nothing(assignment: Assignment, error: SubmissionError) -> tuple[Mark, ...]:
    """The marks where nothing was read, by why that is."""
    if isinstance(error, UnreadableFileError):
        return unmarked(assignment, Verdict.UNREADABLE, str(error))
    if isinstance(error, NothingFoundError):
        searched = Answers(by_step={}, sheets=error.sheets, unread=error.unread)
        return marks(assignment, searched)
    return unmarked(assignment, Verdict.MISSING)


def _read(handed: HandedIn, assignment: Assignment, budget: Budget) -> Answers:
    """The template counts first; sheets are read only where there is something left to find.

    What cannot be read costs nothing of what another file gives.
    """
    found = chosen(handed, assignment.asked())
    sheets = sheets_among(found.others)
    template = found.template
    if template is not None:
        template = replace(
            template,
            notes=(*template.notes, *found.notes),
            details=(*template.details, *found.details),
        )
        if not sheets or not _has_blanks(template, assignment):
            return template
    elif not sheets:
        raise found.failure or found.problem or no_answers(handed)
    try:
        return _from_sheets(handed, sheets, assignment, template, found, budget)
    except SubmissionError as error:
        if template is None:
            raise (found.failure or found.problem or error) from None
        notes, details = (*template.notes, str(error)), (*template.details, *error.details)
        return replace(template, notes=notes, details=details, unread=sheets)
    except Exception:  # our own failure with the sheets must not cost the template
        if template is None:
            raise
        details = (*template.details, traceback.format_exc())
        return replace(template, failed=sheets, details=details)


def _from_sheets(
    handed: HandedIn,
    sheets: tuple[str, ...],
    assignment: Assignment,
    template: Answers | None,
    found: Chosen,
    budget: Budget,
) -> Answers:
    from grader.answers import with_sheets

    is_cut = len(sheets) > MAX_SHEETS or handed.is_cut
    cut = f"Only {MAX_SHEETS} of your files were read. Hand in fewer."
    try:
        read = with_sheets(handed, sheets[:MAX_SHEETS], assignment, template, budget)
    except NothingFoundError as error:
        raise (error.and_said(cut) if is_cut else error) from None
    except SubmissionError as error:
        raise type(error)(f"{error} {cut}" if is_cut else str(error), *error.details) from None
    notes = read.notes if template else (*found.notes, *read.notes)
    if template is None and found.problem and str(found.problem) not in notes:
        notes = (str(found.problem), *notes)
    notes += (cut,) if is_cut else ()
    details = read.details if template else (*found.details, *read.details)
    return replace(read, notes=notes, details=details)


def _has_blanks(template: Answers, assignment: Assignment) -> bool:
    asked = ((key, step) for key, steps in assignment.asked().items() for step in steps)
    found = template.by_step
    return any(step not in found or found[step].is_blank for step in asked)
