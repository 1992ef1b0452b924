"""What one step's answer says: a value, a formula, or the sentence why it could not be read."""

import re
import traceback
from collections.abc import Callable
from dataclasses import field
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np

from grader import record
from grader.agreement import fitted
from grader.errors import UnreadableError
from grader.marking.read_numbers import closed_in, number_in, size_names, slot
from grader.mathlang import WrittenMatrix
from grader.model import Answer, Answers, UnitFit
from grader.question import (
    AnswerKind,
    Formula,
    Memory,
    Question,
    Step,
    memory_of,
    sheet_formula,
    student_formula,
)
from grader.words import first_of

_OTHERWISE = re.compile(r"mod|[|OΘ]|[Tt]heta|[Bb]ig|[=≈].+[=≈]|growth", re.DOTALL)
"""What is in texts that people write in a way of their own, `7 mod 26`: few others have it."""
NOT_REACHED = "the file could not be read as far as this step (see the top of this page)"
_BLANK = Answer(text="")
MAX_KEPT = 4_096
"""Readings that a question keeps: a class writes few values, and each in few ways."""
LONGEST = 300
"""Characters of an answer that is worth keeping; who writes more writes what nobody else does."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One step's answer with what was read from it; all are None for a missing answer.

    fault: the details, for staff, of a failure of ours while reading it. lost: of a missing
    answer, that a file could not be read in which it may stand. fit, unit: how the unit of a
    number goes with that of its step, where that has one, and the unit as it was written.
    closed: whether each end of an interval belongs to it, where it is said. made: what was made of
    it, whatever else was answered: see `once_read`.
    """

    answer: Answer
    number: WrittenMatrix | None = None
    formula: Formula | None = None
    problem: str | None = None
    fault: str | None = None
    lost: str | None = None
    fit: UnitFit = UnitFit.FITS
    unit: str = ""
    closed: tuple[bool | None, ...] = ()
    made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)


NOTHING = Reading(answer=_BLANK)
"""What is read of a step that nothing was handed in for, where no file of it failed."""


Given = ParamSpec("Given")
Made = TypeVar("Made")


_NOT_YET: Any = object()


def once_read(
    make: Callable[Concatenate[Reading, Given], Made],
) -> Callable[Concatenate[Reading, Given], Made]:
    """A function of a reading, its step and little else, whose results the reading keeps."""

    def kept(read: Reading, /, *given: Given.args, **named: Given.kwargs) -> Made:
        key = (make, given)
        found: Made = read.made.get(key, _NOT_YET)
        if found is _NOT_YET:
            found = read.made[key] = make(read, *given, **named)
        return found

    update_wrapper(kept, make)
    return kept


def readings(question: Question, answers: Answers) -> dict[str, Reading]:
    """What the student says for each step of a question."""
    given = answers.by_step
    is_complete = not (answers.broken or answers.failed or answers.unread)
    read = _as_before if is_complete and not answers.sheets else _reading
    return {
        step.name: NOTHING
        if is_complete and (question.key, step.name) not in given
        else read(question, step, answers)
        for step in question.steps
    }


def _as_before(question: Question, step: Step, answers: Answers) -> Reading:
    """What a template says for a step, read once for all who write the same in the same line."""
    answer = answers.by_step[question.key, step.name]
    is_own = step.answer is AnswerKind.REVIEW or answer.tree is not None
    if is_own or len(answer.text) > LONGEST:
        return _reading(question, step, answers)
    memory: Memory[Reading] = memory_of(question, "readings", MAX_KEPT)
    found = memory.get((step, answer))
    if found is None:
        found = _reading(question, step, answers)
        if found.fault is None:  # our own failure may be one of this moment
            memory.keep((step, answer), found)
    return found


def _reading(question: Question, step: Step, answers: Answers) -> Reading:
    """What the student says for a step, read as what the step asks for."""
    answer = answers.by_step.get((question.key, step.name), _BLANK)
    if step.answer is AnswerKind.REVIEW:
        not_reached = NOT_REACHED if answer.is_blank and answers.broken else None
        return Reading(answer=answer, problem=not_reached)
    if answer.problem is not None:
        return Reading(answer=answer, problem=answer.problem)
    if answer.is_blank and answers.failed:
        return Reading(
            answer=answer, fault=f"not found, and we failed on {first_of(answers.failed)}"
        )
    if answer.is_blank:
        return Reading(answer=answer, problem=answers.broken and NOT_REACHED, lost=_lost(answers))
    try:
        text = _usual(question, step, answer.text)
        if step.answer is AnswerKind.FORMULA:
            return Reading(answer=answer, formula=_formula(question, step, answer, text))
        if step.answer.is_formula:
            return Reading(answer=answer, formula=_statement(question, step, text))
        if step.is_complex or step.unit:
            return _with_unit(question, step, answer, text)
        number = number_in(question, step, text)
        return Reading(answer=answer, number=number, closed=closed_in(question, step, text))
    except UnreadableError as error:
        return Reading(answer=answer, problem=str(error))
    except Exception:  # our own failure to read one answer must not cost the others
        return Reading(answer=answer, fault=traceback.format_exc())


def _usual(question: Question, step: Step, text: str) -> str:
    """A text as its kind reads it, where people write it in a way of its own."""
    is_no_choice = step.choices is not None and step.choices.place(text) is None
    of_residues = step.answer is AnswerKind.SET and "mod" in step.label
    if not (is_no_choice or of_residues or _OTHERWISE.search(text)):
        return text
    from grader.marking.other_writings import in_usual_writing  # few answers need it

    return in_usual_writing(question, step, text, slot(question, step))


def _formula(question: Question, step: Step, answer: Answer, text: str) -> Formula:
    """The formula of an answer; a constant that may be left open is none of its symbols."""
    symbols: tuple[str, ...] = step.symbols
    letters: tuple[str, ...] = ()
    if step.up_to:
        from grader.marking.formula_forms import constants  # costs what others need not pay

        letters = constants(step, tuple(question.vocabulary.names or ()))
        symbols = (*symbols, *letters)
    if question.complexes is not None:
        return _complex_formula(question, answer, text, symbols)
    read = _said(question, answer, text, symbols)
    if letters:
        from grader.marking.formula_forms import without_constants

        read = without_constants(step, read, letters)
    return read


def _complex_formula(
    question: Question, answer: Answer, text: str, symbols: tuple[str, ...]
) -> Formula:
    """A formula over complex numbers, in which i and j stand beside the symbols."""
    from grader.mathlang import IMAGINARY_LETTERS, unit_apart
    from grader.question import formula_in_complex  # costs what real questions need not pay

    known = (*question.graph.parameters, *question.graph.rules)
    may_use = (*symbols, *IMAGINARY_LETTERS)
    read = _said(question, answer, unit_apart(text, known), may_use)
    return formula_in_complex(read, question.complexes or (), known)


def _said(question: Question, answer: Answer, text: str, symbols: tuple[str, ...]) -> Formula:
    """The formula that a sheet's tree is, or that a text writes, which may name sizes as well."""
    if answer.tree is not None:
        return sheet_formula(answer.tree, answer.label, question.vocabulary, symbols)
    return student_formula(text, question.vocabulary, (*symbols, *size_names(question)))


def _statement(question: Question, step: Step, text: str) -> Formula:
    """The equation of an answer, or its formula of logic."""
    from grader.question import student_statement  # costs what formulas need not pay

    return student_statement(question, step, text, slot(question, step).is_named)


def _with_unit(question: Question, step: Step, answer: Answer, text: str) -> Reading:
    """Complex numbers, or a number with its unit, in the unit of their step where it has one."""
    if step.is_complex:  # either costs what numbers need not pay
        from grader.answers import complex_value as value
    else:
        from grader.answers import value_with_unit as value

    solution = question.solution.get(step.name)
    true = solution if isinstance(solution, np.ndarray) else None
    read = value(text, step, slot(question, step), true)
    number = read.number
    if true is not None and not step.has_any_length:
        number = WrittenMatrix(fitted(number.value, true.shape), number.entries)
    return Reading(answer=answer, number=number, fit=read.fit, unit=read.unit)


def _lost(answers: Answers) -> str | None:
    """Where an answer may stand that was not found: it is missing, but perhaps not left out."""
    if not answers.unread:
        return None
    own = "one of your files" if len(answers.unread) == 1 else "some of your files"
    return f"{own} could not be read (see the top of this page)"
