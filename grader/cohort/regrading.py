"""A class graded for a comparison: its rows alone, and only those that a change can touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.cohort.engine import Engine, grade_all
from grader.cohort.found_submissions import Submission
from grader.cohort.graded_folder import GradedClass
from grader.cohort.graded_records import Graded, Task
from grader.cohort.journal import Journal, key_of
from grader.cohort.rubric_change import Keys, ReadRubric, rubric_of, touched_questions
from grader.cohort.rubric_files import RubricFiles

Known = Mapping[str, Graded]
"""What is known of submissions, by their names."""


def both_sides(
    before: GradedClass | ReadRubric,
    after: GradedClass | ReadRubric,
    submissions: Sequence[Submission],
    engine: Engine,
) -> tuple[list[Graded], list[Graded]]:
    """What two gradings give: of a folder what it holds, of a rubric what is graded now.

    Of two rubrics the questions that do not differ are marked once; where one side is a folder,
    they are not marked at all.
    """
    if isinstance(after, GradedClass):
        if isinstance(before, GradedClass):
            return [*before.graded()], [*after.graded()]
        second, first = both_sides(after, before, submissions, engine)
        return first, second
    if isinstance(before, GradedClass):
        old = rubric_of(before)
        first = [*before.graded()]
        known = _still_true(submissions, before, first, old.files)
    else:
        old, first = before, graded_rows(submissions, before, engine)
        known = {one.name: one for one in first}
    touched = touched_questions(old, after)
    return first, graded_rows(submissions, after, engine, known, touched)


def _still_true(
    submissions: Sequence[Submission],
    folder: GradedClass,
    graded: Sequence[Graded],
    rubric: RubricFiles,
) -> Known:
    """Of what was graded into a folder, what would be graded so today: of the same files, for the
    same people, by this version of the grader."""
    keys = Journal(folder=folder.folder).known()
    same = {one.name for one in submissions if keys.get(one.name) == key_of(rubric, _task(one))}
    return {one.name: one for one in graded if one.name in same}


def graded_rows(
    submissions: Sequence[Submission],
    rubric: ReadRubric,
    engine: Engine,
    known: Known | None = None,
    touched: Keys = frozenset(),
) -> list[Graded]:
    """A class by a rubric, in its order; results are left empty.

    known: what another rubric gave, from which no question differs but the touched ones. Rows of
    the others are taken from there.
    """
    before = {name: one for name, one in (known or {}).items() if not one.trouble}
    every = frozenset(question.key for question in rubric.assignment.questions)
    made = {**before}
    for only, some in ((every, _not_in(before, submissions)), (touched, _in(before, submissions))):
        if some and only:
            found = grade_all(engine, rubric.files, map(_task, some), only=only)
            made |= {one.name: _completed(one, before.get(one.name), rubric) for one in found}
    return [made[one.name] for one in submissions]


def _in(known: Known, submissions: Sequence[Submission]) -> list[Submission]:
    return [one for one in submissions if one.name in known]


def _not_in(known: Known, submissions: Sequence[Submission]) -> list[Submission]:
    return [one for one in submissions if one.name not in known]


def _completed(one: Graded, before: Graded | None, rubric: ReadRubric) -> Graded:
    """Rows made now, and those from before of the questions that were not looked at."""
    if before is None or one.trouble:
        return one
    rows = {row.id: row for row in (*before.steps, *one.steps)}
    return replace(one, steps=tuple(rows[name] for name in _ids(rubric) if name in rows))


def _ids(rubric: ReadRubric) -> Iterator[str]:
    for question in rubric.assignment.questions:
        yield from (f"{question.key}.{step.name}" for step in question.steps)


def _task(one: Submission) -> Task:
    return Task(name=one.name, students=one.students, files=one.files())
