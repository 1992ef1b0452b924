"""The sheets of a submission, read for the questions of an assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count

from grader.answers.budget import Budget
from grader.answers.files import MAX_SHEET_BYTES, HandedIn, listed, shown, suffix
from grader.answers.sheet import Asked, AskedStep, How, Sheet, SheetFile, read_sheet
from grader.answers.sheet.formats import MAX_BYTES as MAX_TEXT_BYTES
from grader.errors import NothingFoundError
from grader.model import Answer, Answers
from grader.question import AnswerKind, Assignment, Question
from grader.words import first_of

MAX_NOTES = 20
MAX_TOLD = 3
"""Notes on files that go into the one sentence where nothing was found."""
HOW = {
    How.NAME: "by its name",
    How.DERIVATIVE: "as a derivative",
    How.ALIAS: "by another name for it",
    How.USUAL: "by what it is often called",
    How.DEFINITION: "by your own definition",
    How.MEANING: "by what stands on its left",
    How.ENTRIES: "entry by entry",
    How.PROSE: "in a sentence",
    How.VALUE: "by its value",
}


def sheet_of(
    files: Sequence[SheetFile], assignment: Assignment, budget: Budget | None = None
) -> Sheet:
    """What sheets say for an assignment. Raises SubmissionError where none can be read."""
    return read_sheet(files, [_asked(question) for question in assignment.questions], budget)


def with_sheets(
    handed: HandedIn,
    sheets: Sequence[str],
    assignment: Assignment,
    template: Answers | None,
    budget: Budget,
) -> Answers:
    """The template's answers, and for the steps it leaves blank those of the sheets.

    Raises SubmissionError where no sheet can be read, or, without a template, nothing is found.
    """
    files = [
        SheetFile(name=shown(name), load=partial(handed.data, name, _most(name))) for name in sheets
    ]
    sheet = sheet_of(files, assignment, budget)
    found = dict(template.by_step) if template else {}
    added = 0
    for one in sheet.answers:
        step = (one.question, one.step)
        if step not in found or found[step].is_blank:
            added += 1
            found[step] = Answer(
                text=one.text,
                where=str(one.place),
                how=HOW[one.how],
                is_unsure=not one.sure,
                tree=one.tree,
                label=one.label,
                chain=one.chain,
            )
    source = listed(sheets)
    searched = tuple(name for name in map(shown, sheets) if name not in sheet.unread)
    if not sheet.answers and template is None and not sheet.failed:
        files_told = first_of([shown(name) for name in sheets])
        raise NothingFoundError(
            f"Nothing in {files_told} could be recognised as an answer. Name each value as the"
            " homework does (y = 0.59), under its question, or fill in the template answers.yaml."
            + "".join(f" {note}" for note in sheet.notes[:MAX_TOLD]),
            searched,
            sheet.unread,
        )
    notes = [*(template.notes if template else ()), *_some(sheet.notes)]
    if template is not None and added:
        steps = "1 step" if added == 1 else f"{added} steps"
        notes.append(f"{steps} that {template.source} leaves blank were taken from {source}.")
    notes += _left_over(sheet)
    return Answers(
        by_step=found,
        source=template.source if template else source,
        notes=tuple(notes),
        broken=template.broken if template else None,
        unread=sheet.unread,
        failed=sheet.failed,
        details=(*(template.details if template else ()), *sheet.details),
        sheets=searched,
        unplaced=_unplaced(sheet, assignment),
    )


def _unplaced(sheet: Sheet, assignment: Assignment) -> Mapping[str, int]:
    """How many statements found no step, by question; those of no question count for each."""
    of = Counter(one.question for one in sheet.unplaced)
    return {q.key: of[q.key] + of[""] for q in assignment.questions}


def _some(notes: Sequence[str]) -> list[str]:
    """The notes, or so many of them that a page still shows the marks."""
    more = len(notes) - MAX_NOTES
    return [*notes[:MAX_NOTES], *([f"{more} more like these."] if more > 0 else [])]


def _most(name: str) -> int:
    """Bytes that are read of a sheet, by what its name says."""
    return MAX_SHEET_BYTES if suffix(name) == ".pdf" else MAX_TEXT_BYTES


def _left_over(sheet: Sheet) -> list[str]:
    """Numbers that looked like answers and could not be placed, with their lines."""
    shown = [f"{one.place}: {one.text} was not used: {one.reason}" for one in sheet.unplaced]
    more = len(shown) - MAX_NOTES
    return shown[:MAX_NOTES] + ([f"{more} more like these."] if more > 0 else [])


def _asked(question: Question) -> Asked:
    symbols = question.graph.parameters - set(question.parameters)
    sizes = _sizes(question)
    return Asked(
        key=question.key,
        graph=question.graph,
        steps=tuple(
            AskedStep(
                name=step.name,
                label=step.label,
                aliases=question.notation.get(step.name, ()),
                is_formula=step.answer is AnswerKind.FORMULA,
            )
            for step in question.steps
            if step.answer is not AnswerKind.REVIEW
        ),
        title=question.title,
        parameters=question.parameters,
        symbols={
            name: tuple(sizes[n] if isinstance(n, str) else n for n in question.shapes[name])
            for name in sorted(symbols)
        },
        notation={other: name for name, others in question.notation.items() for other in others},
    )


def _sizes(question: Question) -> Mapping[str, int]:
    """A number for each named size, all different."""
    names = sorted({n for shape in question.shapes.values() for n in shape if isinstance(n, str)})
    return dict(zip(names, count(2), strict=False))
