"""A whole class graded into a folder: what has not changed is not graded again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from grader import record
from grader.cohort.class_tables import write_tables
from grader.cohort.engine import TIMEOUT, Engine, grade_all
from grader.cohort.found_submissions import Submission, by_name
from grader.cohort.graded_folder import remember_class
from grader.cohort.graded_records import Graded, Task
from grader.cohort.journal import Journal, key_of
from grader.cohort.rubric_files import RubricFiles
from grader.question import Assignment

Told = Callable[[int, int], None]
"""Told as work goes on: how many submissions are done, and how many of these were done before."""


@record(frozen=True, slots=True, kw_only=True)
class ClassGraded:
    """What became of a class: how many were graded now, how many before, and who needs a person."""

    total: int
    graded_now: int
    needing: Sequence[Graded]


def grade_class(
    submissions: Sequence[Submission],
    assignment: Assignment,
    rubric: RubricFiles,
    engine: Engine,
    out: Path,
    told: Told = lambda _done, _before: None,
    timeout: float = TIMEOUT,
) -> ClassGraded:
    """Grade a class into a folder: results.json of each, marks.csv and steps.csv of all.

    Stopped at any time, it goes on where it stopped when it is called again.
    """
    journal = Journal(folder=out)
    known = journal.known()
    keys: dict[str, str] = {}
    done = 0

    def tasks() -> Iterator[Task]:
        nonlocal done
        for one in submissions:
            task = Task(name=one.name, students=one.students, files=one.files())
            key = key_of(rubric, task)
            if known.get(one.name) == key:
                done += 1
                told(done, done - len(keys))
            else:
                keys[one.name] = key
                yield task

    with journal.writing() as writer:
        remember_class(out, rubric, [one.name for one in submissions])
        for graded in grade_all(engine, rubric, tasks(), timeout):
            writer.write(keys[graded.name], graded)
            done += 1
            told(done, len(submissions) - len(keys))
    named: Mapping[str, Submission] = by_name(submissions)
    needing = write_tables(out, assignment, named, journal.graded(named))
    return ClassGraded(total=len(submissions), graded_now=len(keys), needing=needing)
