"""What a change of a rubric can touch: the questions that may be marked otherwise after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader import record
from grader.cohort.graded_folder import GradedClass
from grader.cohort.rubric_files import RubricFiles, decisions_name, rubric_with_files
from grader.question import Assignment, Question
from grader.rubric import load_assignment, rubric_values

Keys = frozenset[str]
"""Questions by their keys."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class ReadRubric:
    """A rubric as it was read: its plain values, its assignment, its files."""

    values: Mapping[str, Any]
    assignment: Assignment
    files: RubricFiles


def read_rubric(path: Path) -> ReadRubric:
    """A rubric with all that is needed to compare it. Raises RubricErrors for one that is wrong."""
    assignment = load_assignment(path)
    return ReadRubric(
        values=rubric_values(path), assignment=assignment, files=rubric_with_files(path)
    )


def rubric_of(folder: GradedClass) -> ReadRubric:
    """The rubric that a folder was graded by."""
    return ReadRubric(
        values=rubric_values(folder.rubric),
        assignment=folder.assignment,
        files=rubric_with_files(folder.rubric),
    )


def touched_questions(before: ReadRubric, after: ReadRubric) -> Keys:
    """The questions of the new rubric in which a filled-in template may be marked otherwise.

    A question is what stands in the rubric for it, and for those whose values it carries on. All
    are touched where more than questions changed, where other steps are asked for, and where
    marks of one question depend on others: by conventions, or by numbers that each student has.
    """
    questions = after.assignment.questions
    if not _is_about_questions(before, after):
        return frozenset(question.key for question in questions)
    changed = {key for key, text in _texts(after).items() if _texts(before)[key] != text}
    return frozenset(q.key for q in questions if not changed.isdisjoint({q.key, *_carried_from(q)}))


def _is_about_questions(before: ReadRubric, after: ReadRubric) -> bool:
    """Whether two rubrics differ in nothing but what stands in single questions."""
    sides = (before, after)
    is_apart = not any(
        side.assignment.students or any(q.conventions for q in side.assignment.questions)
        for side in sides
    )
    beside = [(_for_all(side), _files(side.files), side.files.decisions) for side in sides]
    asked = [list(side.assignment.asked().items()) for side in sides]
    return is_apart and beside[0] == beside[1] and asked[0] == asked[1]


def _for_all(rubric: ReadRubric) -> str:
    """What holds for the whole rubric; as text, for True and 1 are equal and say other things."""
    return repr({key: value for key, value in rubric.values.items() if key != "questions"})


def _texts(rubric: ReadRubric) -> dict[str, str]:
    return {key: repr(value) for key, value in rubric.values["questions"].items()}


def _files(rubric: RubricFiles) -> dict[str, bytes]:
    own = (rubric.name, decisions_name(rubric.name))
    return {name: data for name, data in rubric.contents.items() if name not in own}


def _carried_from(question: Question) -> Iterator[str]:
    for one in question.carried:
        yield one.question.key
        yield from _carried_from(one.question)
