"""Grades submissions wherever this runs: on this machine or another, in a process of many tasks.

The rubric travels with every batch and is loaded once in each process. Whatever happens with one
submission stays with it.
"""

from __future__ import annotations

import signal
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import FrameType

from grader.answers import Budget
from grader.cohort.graded_records import Graded, StepRow, Task
from grader.cohort.rubric_files import RubricFiles, engine_digest
from grader.errors import GraderError
from grader.gradescope import (
    CRASHED,
    OUT_OF_TIME,
    SHARE_OF_TIMEOUT,
    Marked,
    Own,
    as_json,
    bare_note,
    marked_files,
    own_assignment,
    results_text,
    with_decisions,
)
from grader.model import Mark, Verdict
from grader.question import Assignment, Memory
from grader.rubric import Decisions, decisions_of, load_assignment

MAX_READ = 1_000
"""Characters of an answer that a table keeps."""
MAX_RUBRICS = 4
"""Rubrics that a process keeps loaded: two that are compared, and those of another run."""

MAX_ROWS = 4_096
_ROWS: Memory[tuple[Mark, StepRow]] = Memory(MAX_ROWS)
"""Rows of the latest marks, each beside its mark, whose identity is its own while it is kept."""


class OutOfTimeError(BaseException):
    """A submission takes longer than the platform would wait; nothing on the way may catch it."""


def graded(
    rubric: RubricFiles,
    tasks: Sequence[Task],
    timeout: float,
    only: frozenset[str] | None = None,
) -> list[Graded]:
    """Grade submissions by a rubric that was found right. timeout: seconds that each may take.

    only: the questions whose rows are wanted, without results; of a submission that is more than
    a filled-in template, where one question bears on another, all rows are given.
    Raises GraderError where nothing can be graded here at all.
    """
    if rubric.engine != engine_digest():
        raise GraderError(
            "this worker has another version of stepgrader than the machine that asks it; install"
            " the same one on both, or results would depend on who computed them"
        )
    _loaded(rubric)
    return [_graded_one(rubric, task, timeout, only) for task in tasks]


def _graded_one(
    rubric: RubricFiles, task: Task, timeout: float, only: frozenset[str] | None
) -> Graded:
    started = time.perf_counter()
    try:
        with _deadline(timeout * SHARE_OF_TIMEOUT):
            made = _graded(rubric, task, timeout, only)
    except OutOfTimeError:
        made = not_graded(task, OUT_OF_TIME, f"it took longer than {timeout:g} s")
    except Exception as error:  # one submission must not stop the class
        trouble = f"the grader failed: {type(error).__name__}: {error}"
        made = not_graded(task, CRASHED, trouble, traceback.format_exc())
    return replace(made, students=task.students, seconds=time.perf_counter() - started)


def not_graded(task: Task, note: str, trouble: str, *details: str) -> Graded:
    """A submission of which nothing was judged, with what its student reads."""
    return Graded(
        name=task.name,
        results=as_json(bare_note(note)),
        students=task.students,
        trouble=trouble,
        details=details,
    )


@lru_cache(maxsize=MAX_RUBRICS)
def _loaded(rubric: RubricFiles) -> tuple[Assignment, Decisions | None]:
    """The assignment of a rubric, and what people decided of its answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = rubric.unpacked(Path(folder))
        assignment = load_assignment(path, checked=True)
        return assignment, decisions_of(path, assignment)


def _own(rubric: RubricFiles, task: Task) -> Own:
    """The assignment with a submission's own numbers, where the rubric draws some.

    Its files are laid down for as long as that takes: a worker that is killed leaves none behind.
    """
    assignment, _ = _loaded(rubric)
    if not assignment.students:
        return Own(assignment=assignment, note="")
    with tempfile.TemporaryDirectory() as folder:
        return own_assignment(assignment, rubric.unpacked(Path(folder)), task.students)


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Stop what runs after so many seconds, where a signal can: in the main thread of a process.

    In a thread, as on a cluster's workers, the budgets of reading and of slips are the only bound.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _graded(rubric: RubricFiles, task: Task, timeout: float, only: frozenset[str] | None) -> Graded:
    own = _own(rubric, task)
    if own.unknown:
        return not_graded(task, own.note, own.unknown)
    outcome = marked_files(own.assignment, task.files, Budget.of_timeout(timeout), only)
    _, decisions = _loaded(rubric)
    if decisions is not None:
        outcome = with_decisions(outcome, own.assignment, decisions, task.students, task.name)
    text = ""
    if only is None:
        text = results_text(outcome.marks, outcome.answers, notes=(own.note, outcome.note))
    faults = [f"{mark.id}: {mark.detail}" for mark in outcome.marks if mark.detail]
    return Graded(
        name=task.name,
        results=text,
        steps=tuple([_row_of(mark) for mark in outcome.marks]),
        notes=_notes(outcome),
        details=(*outcome.details, *faults),
    )


def _notes(outcome: Marked) -> tuple[str, ...]:
    if outcome.note:
        return (outcome.note,)
    return outcome.answers.notes if outcome.answers else ()


def _row_of(mark: Mark) -> StepRow:
    """The row of a mark, made once for one that many have: marks live as long as they are kept."""
    kept = _ROWS.get(id(mark))
    if kept is None:
        kept = _ROWS.keep(id(mark), (mark, _row(mark)))
    return kept[1]


def _row(mark: Mark) -> StepRow:
    most = None if mark.verdict is Verdict.REVIEW else MAX_READ
    line = f"line {mark.line}" if mark.line else ""
    return StepRow(
        question=mark.question,
        step=mark.step,
        label=mark.label,
        points=mark.points,
        verdict=mark.verdict,
        credit=mark.credit,
        earned=mark.earned,
        slip=str.__str__(mark.slip or ""),
        slip_words=mark.slip_words or "",
        route=mark.route.in_words if mark.credit and not mark.decision else "",
        read=(mark.read or "")[:most],
        where=mark.where or line,
        how=mark.how or "",
        is_unsure=mark.is_unsure,
        rests_on=mark.rests_on,
        conventions=mark.conventions,
        people_points=mark.people_points,
        decision=mark.decision.reason if mark.decision else "",
    )
