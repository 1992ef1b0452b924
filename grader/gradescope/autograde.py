"""The platform's door: folders, deadline, fallback and atomic write.

Whatever happens, results/results.json is a valid file that tells the truth: a failure of ours is
called ours, and its details go to standard output, which the platform shows to staff alone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from grader.gradescope.json_text import as_json

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT_ROOT = "/autograder"
DEFAULT_TIMEOUT = 600.0
SHARE_OF_TIMEOUT = 0.8

CRASHED = (
    "**The autograder failed.** This is our fault, not yours: your submission is stored and has"
    " not been judged. The course staff can see what happened and will run it again."
)
OUT_OF_TIME = (
    "**The autograder ran out of time.** Your submission is stored and has not been judged. If it"
    " is much longer than the template, shorten it; otherwise the course staff will run it again."
)
NOT_STORED = (
    "**Graded, but the steps could not be stored.** This is our fault: tell the course staff."
)
STOPPED = (
    "**The autograder was stopped before it had finished.** Your submission is stored and has not"
    " been judged. Hand it in again, or ask the course staff to run it again."
)


def main(arguments: list[str]) -> int:
    """`grader autograde [--check]`: grade the one submission under AUTOGRADER_ROOT.

    With --check, only load the rubric, as setup.sh does so that a broken upload fails there.
    """
    if arguments == ["--check"]:
        return check()
    if arguments:
        print("usage: grader autograde [--check]", file=sys.stderr)
        return 2
    root = Path(os.environ.get("AUTOGRADER_ROOT") or DEFAULT_ROOT)
    write = _writer(root / "results" / "results.json")
    _guard(write)
    started = time.monotonic()
    try:
        graded = grade(root / "submission", started)
        as_json(graded)
    except BaseException:  # the last resort: whatever failed, the student gets a truthful note
        graded = bare_note(CRASHED)
        _tell_staff("The autograder failed:", traceback.format_exc())
    _disarm()
    write(graded)
    return 0


def grade(submission: Path, started: float) -> dict[str, Any]:
    """The results of a submission folder under the bundled rubric."""
    from grader.answers import Budget
    from grader.gradescope.checked_rubrics import checked_values
    from grader.gradescope.results_json import results
    from grader.gradescope.submission import marked
    from grader.model import Verdict
    from grader.rubric import assignment_of, decisions_of, load_assignment

    path = rubric_path()
    values = checked_values(path)
    assignment = load_assignment(path) if values is None else assignment_of(values, path)
    whose = None
    if assignment.students:
        from grader.gradescope.whose import METADATA, own_assignment, submitters

        own = own_assignment(assignment, path, submitters(submission.parent / METADATA))
        if own.unknown:
            _tell_staff("Not judged, for nobody's numbers were found:", own.unknown)
            return bare_note(own.note)
        assignment, whose = own.assignment, own.note
    outcome = marked(assignment, submission, budget=Budget.of_timeout(_timeout()))
    decisions = decisions_of(path, assignment)
    if decisions is not None:
        from grader.gradescope.decided_marks import decided_on_platform

        outcome = decided_on_platform(outcome, assignment, decisions, submission.parent)
    for detail in outcome.details:
        _tell_staff("A file could not be read in full:", detail)
    for mark in outcome.marks:
        if mark.verdict is Verdict.REVIEW:
            _tell_staff(f"For manual review, {mark.id} ({mark.label}):", mark.read or "")
        if mark.detail:
            _tell_staff(f"{mark.id} could not be marked:", mark.detail)
    seconds = time.monotonic() - started
    notes = (whose, outcome.note)
    return results(outcome.marks, outcome.answers, notes=notes, seconds=seconds)


def rubric_path() -> Path:
    """The rubric to grade by: GRADER_RUBRIC, or the only one in rubrics/.

    Raises UsageError where that is not clear.
    """
    from grader.errors import UsageError
    from grader.rubric import rubrics_in

    named = os.environ.get("GRADER_RUBRIC")
    if named:
        return Path(named)
    found = rubrics_in(PROJECT / "rubrics")
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise UsageError(
            f"rubrics/ should hold one rubric, and it holds {names}: set GRADER_RUBRIC to the file"
            " to grade by, or upload a zip made with `grader bundle`"
        )
    return found[0]


def check() -> int:
    """Load everything that grading needs; 0 if it is usable, 1 with the reason if not."""
    from grader.errors import GraderError
    from grader.gradescope import (
        results_json,  # noqa: F401
        submission,  # noqa: F401
    )
    from grader.gradescope.checked_rubrics import remember_checked
    from grader.rubric import decisions_of, load_assignment, rubrics_in
    from grader.words import counted

    named = os.environ.get("GRADER_RUBRIC")
    paths = [Path(named)] if named else rubrics_in(PROJECT / "rubrics", "**/*.yaml")
    if not paths:
        print("rubrics/ holds no rubric (*.yaml)", file=sys.stderr)
        return 1
    failed = 0
    for path in paths:
        try:
            assignment = load_assignment(path)
            if assignment.students and _is_platform():
                _try_numbers(path)
            decisions_of(path, assignment)
        except GraderError as error:
            print(error, file=sys.stderr)
            failed = 1
        else:
            remember_checked(path)
            print(f"{path.name}: {assignment.title}, {counted(assignment.points, 'point')}: ready")
    return failed or _is_unclear()


def _is_unclear() -> int:
    """1, with the reason, where a build on the platform has not one rubric to grade by.

    Anywhere else several are a TA's project, whose commands are told which one is meant.
    """
    from grader.errors import UsageError

    try:
        rubric_path()
    except UsageError as error:
        print(error, file=sys.stderr)
        return int(_is_platform())
    return 0


def _is_platform() -> bool:
    return Path(DEFAULT_ROOT) in PROJECT.parents


def _try_numbers(path: Path) -> None:
    """See that students' own numbers can be told. Raises RubricError where they cannot."""
    from grader.rubric import number_source, rubric_values

    number_source(rubric_values(path), path)


def bare_note(text: str) -> dict[str, Any]:
    """Results with a note and nothing else, made without anything that could fail again."""
    return {
        "score": 0.0,
        "output": text,
        "output_format": "md",
        "stdout_visibility": "hidden",
        "tests": [],
    }


def _tell_staff(heading: str, text: str = "") -> None:
    """Print a line of ours with a text below it; what cannot be printed must not stop grading."""
    with contextlib.suppress(Exception):
        from grader.gradescope.staff_log import told

        print("\n".join(told(heading, text)), flush=True)


def _writer(path: Path) -> Callable[[dict[str, Any]], None]:
    """Writes results whole, by a rename; on a full disk less of them, and then where they stand."""

    def write(graded: dict[str, Any]) -> None:
        try:
            _replace(path, as_json(graded))
        except OSError:
            _tell_staff("The results could not be stored in full:", traceback.format_exc())
            short = as_json(_shortened(graded))
            try:
                _replace(path, short)
            except OSError:
                _overwrite(path, short)

    return write


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="ascii")
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def _overwrite(path: Path, text: str) -> None:
    """Write over what stands there, whose room on the disk is ours already."""
    with contextlib.suppress(OSError), open(path, "r+b") as file:
        file.write(text.encode("ascii"))
        file.flush()
        file.truncate()


def _shortened(graded: dict[str, Any]) -> dict[str, Any]:
    """The score and a note alone, short enough for what run_autograder has put there before."""
    if not graded.get("tests"):
        return graded
    return {**bare_note(NOT_STORED), "score": graded.get("score", 0.0)}


def _guard(write: Callable[[dict[str, Any]], None]) -> None:
    """Leave a note when time runs out or the platform stops us.

    The handler ends the process itself: an exception could be swallowed by whatever runs.
    """

    def stop(note: str) -> Callable[[int, FrameType | None], NoReturn]:
        def handle(_signal: int, frame: FrameType | None) -> NoReturn:
            write(bare_note(note))
            _tell_staff(note, "".join(traceback.format_stack(frame)))
            os._exit(0)

        return handle

    signal.signal(signal.SIGALRM, stop(OUT_OF_TIME))
    signal.signal(signal.SIGTERM, stop(STOPPED))
    signal.setitimer(signal.ITIMER_REAL, _deadline())


def _disarm() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _deadline() -> float:
    """Seconds from now: 80 % of the platform's timeout."""
    return _timeout() * SHARE_OF_TIMEOUT


def _timeout() -> float:
    """TIMEOUT_SECONDS where that is a sensible number."""
    try:
        timeout = float(os.environ.get("TIMEOUT_SECONDS", ""))
    except ValueError:
        timeout = DEFAULT_TIMEOUT
    return timeout if 0 < timeout < 1e6 else DEFAULT_TIMEOUT
