"""The sheets of a submission, read for the questions of an assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from grader.answers.budget import Budget
from grader.answers.document import SheetFile
from grader.answers.document.formats import MAX_BYTES as MAX_TEXT_BYTES
from grader.answers.files import (
    MAX_SHEET_BYTES,
    WITH_PICTURES,
    HandedIn,
    listed,
    shown,
    suffix,
)
from grader.answers.sheet import Asked, AskedStep, How, Sheet, SheetAnswer, read_sheet
from grader.errors import NothingFoundError
from grader.model import Answer, Answers
from grader.question import AnswerKind, Assignment, Question, Step, once
from grader.words import first_of

if TYPE_CHECKING:
    from grader.answers.by_kind.on_sheets import Told
    from grader.answers.document.blocks import Block

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
    How.PROSE: "in a sentence",
    How.PUT_IN: "in a formula that it is put into",
    How.VALUE: "by its value",
}


def sheet_of(
    files: Sequence[SheetFile],
    assignment: Assignment,
    budget: Budget | None = None,
    *,
    explains: bool = False,
) -> Sheet:
    """What sheets say for an assignment; explains: with all that was weighed.

    Raises SubmissionError where none can be read.
    """
    asked = [asked_of(question) for question in assignment.questions]
    sheet = read_sheet(files, asked, budget, explains=explains)
    return _with_words(assignment, sheet)


def _with_words(assignment: Assignment, sheet: Sheet) -> Sheet:
    """A sheet with the answers that no single number tells: words, tables, sets, intervals."""
    asked = [*_asked_in_parts(assignment, sheet)]
    if not asked:
        return sheet
    answers = {(one.question, one.step): one for one in sheet.answers}
    used: set[tuple[str, int]] = set()
    for question, step in asked:
        found = _told(question, step, sheet.blocks.get(question.key, ()))
        is_weaker = step.answer is AnswerKind.INTERVAL and found is not None and not found.is_sure
        if found is not None and not (is_weaker and (question.key, step.name) in answers):
            used |= {(found.place.file, line) for line in found.lines}
            answers[question.key, step.name] = SheetAnswer(
                question=question.key,
                step=step.name,
                text=found.text,
                place=found.place,
                how=How.PROSE,
                sure=found.is_sure,
            )
    left = tuple(u for u in sheet.unplaced if (u.place.file, u.place.line) not in used)
    return replace(sheet, answers=tuple(answers.values()), unplaced=left)


def _asked_in_parts(assignment: Assignment, sheet: Sheet) -> Iterator[tuple[Question, Step]]:
    given = {(one.question, one.step) for one in sheet.answers if one.sure}
    for question in assignment.questions:
        for step in question.steps:
            if step.is_told_in_parts and (question.key, step.name) not in given:
                yield question, step


def _told(question: Question, step: Step, blocks: Sequence[Block]) -> Told | None:
    """What blocks tell for a step, by its kind of answer; numbers need not pay for its imports."""
    if step.answer.is_statement:
        from grader.answers.by_kind.statements_on_sheets import told_statement

        return told_statement(question, step, blocks)
    if step.is_complex:
        from grader.answers.by_kind.complex_on_sheets import told_complex

        return told_complex(question, step, blocks)
    from grader.answers.by_kind.on_sheets import told

    return told(question, step, blocks)


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
    names = [shown(name) for name in sheets]
    files = [
        SheetFile(name=told, load=partial(handed.data, name, _most(name)))
        for name, told in zip(sheets, names, strict=True)
    ]
    sheet = sheet_of(files, assignment, budget)
    searched = tuple(name for name in names if name not in sheet.unread)
    if not sheet.answers and template is None and not sheet.failed:
        raise _nothing_found(names, searched, sheet)
    left = [f"{one.place}: {one.text} was not used: {one.reason}" for one in sheet.unplaced]
    read = Answers(
        by_step={(one.question, one.step): _answer(one) for one in sheet.answers},
        source=listed(sheets),
        notes=(*_some(sheet.notes), *_some(left)),
        unread=sheet.unread,
        failed=sheet.failed,
        details=sheet.details,
        sheets=searched,
        unplaced=_unplaced(sheet, assignment),
    )
    return _filled_up(template, read, _some(sheet.notes)) if template else read


def _filled_up(template: Answers, read: Answers, told: Sequence[str]) -> Answers:
    """A template with the answers of sheets where it is blank; told: the notes of the sheets."""
    blank = {
        step: answer
        for step, answer in read.by_step.items()
        if step not in template.by_step or template.by_step[step].is_blank
    }
    notes = [*template.notes, *told]
    if blank:
        steps = "1 step" if len(blank) == 1 else f"{len(blank)} steps"
        notes.append(f"{steps} that {template.source} leaves blank were taken from {read.source}.")
    return replace(
        read,
        by_step={**template.by_step, **blank},
        source=template.source,
        notes=(*notes, *read.notes[len(told) :]),
        broken=template.broken,
        details=(*template.details, *read.details),
    )


def _answer(one: SheetAnswer) -> Answer:
    return Answer(
        text=one.text,
        where=str(one.place),
        how=HOW[one.how],
        is_unsure=not one.sure,
        tree=one.tree,
        label=one.label,
        chain=one.chain,
    )


def _nothing_found(
    names: Sequence[str], searched: tuple[str, ...], sheet: Sheet
) -> NothingFoundError:
    return NothingFoundError(
        f"Nothing in {first_of(names)} could be recognised as an answer. Name each value as the"
        " homework does (y = 0.59), under its question, or fill in the template answers.yaml."
        + "".join(f" {note}" for note in sheet.notes[:MAX_TOLD]),
        searched,
        sheet.unread,
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
    return MAX_SHEET_BYTES if suffix(name) in WITH_PICTURES else MAX_TEXT_BYTES


@once
def asked_of(question: Question) -> Asked:
    """A question, as far as the reader of a sheet needs to know it."""
    symbols = question.graph.parameters - set(question.parameters)
    sizes = _sizes(question)
    return Asked(
        key=question.key,
        graph=question.graph,
        steps=tuple(
            AskedStep(
                name=step.name,
                label=step.label,
                aliases=_names(question, step),
                is_formula=step.answer is AnswerKind.FORMULA,
                phrases=(step.prompt,) if step.prompt else (),
                unit=step.unit,
            )
            for step in question.steps
            if step.answer is not AnswerKind.REVIEW and not step.is_told_in_words
        ),
        title=question.title,
        part=question.part,
        parameters=question.parameters,
        symbols={
            name: tuple(sizes[n] if isinstance(n, str) else n for n in question.shapes[name])
            for name in sorted(symbols)
        },
        notation={other: name for name, others in question.notation.items() for other in others},
    )


def _names(question: Question, step: Step) -> tuple[str, ...]:
    """Other names of a step: those of the rubric's notation, and the one that it is asked by."""
    from grader.answers.sheet.asking import name_in

    asked = name_in(step.prompt) if step.prompt else ""
    return (*question.notation.get(step.name, ()), *([asked] if asked else []))


def _sizes(question: Question) -> Mapping[str, int]:
    """A number for each named size, all different."""
    names = sorted({n for shape in question.shapes.values() for n in shape if isinstance(n, str)})
    return dict(zip(names, count(2), strict=False))
