"""Submissions on a TA's disk, and what a sample says it must earn."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader import record
from grader.cohort import EXPECTED, submissions
from grader.errors import RubricError, UsageError
from grader.model import Mark
from grader.rubric import RubricSource, read_source

_CREDIT = "credit: a mapping of questions to credits from 0 to 1 belongs here"


@record(frozen=True, slots=True, kw_only=True)
class Story:
    """A submission, with the credit that it must earn where it says so.

    `path` is its folder, or its only file. `student` is whose it is, where numbers are drawn.
    `credit` maps a question to one credit for all its
    steps that have points, or to credits by step.
    """

    name: str
    path: Path
    rubric: str | None = None
    credit: dict[str, Any] | None = None
    student: str | None = None


def stories(paths: Sequence[Path]) -> list[Story]:
    """The submissions that paths mean: each a submission, or a folder of submissions."""
    found = [_story(path) for given in paths for path in submissions(given, EXPECTED)]
    if not found:
        raise UsageError(f"no submission was found in {', '.join(map(str, paths))}")
    return found


@contextmanager
def as_folder(path: Path) -> Iterator[Path]:
    """A submission's folder; a single file gets one of its own, for its neighbours do not count."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(path, Path(folder) / path.name)
        yield Path(folder)


def differences(story: Story, marks: Sequence[Mark]) -> list[str]:
    """Where the marks are not what the story says, a line each.

    A step without points, such as a text for people, need not be named.
    """
    if story.credit is None:
        return []
    lines = []
    steps = {mark.id for mark in marks}
    told = dict(_told(story.credit, marks))
    for mark in marks:
        if mark.id not in told:
            if mark.points:
                lines.append(f"{mark.id}: {EXPECTED} says nothing of this step")
        elif abs(mark.credit - told[mark.id]) > 1e-4:
            lines.append(f"{mark.id}: credit {mark.credit:.4g}, expected {told[mark.id]:.4g}")
    lines += [f"{name}: {EXPECTED} names it, the rubric does not" for name in set(told) - steps]
    return lines


def _story(path: Path) -> Story:
    name = path.resolve().name
    file = path / EXPECTED
    if not file.is_file():
        return Story(name=name, path=path)
    try:
        source = read_source(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text") from None
    except RubricError as error:
        raise UsageError(str(error)) from None
    return Story(
        name=name,
        path=path,
        rubric=_named(source, "rubric", "the name of a rubric"),
        credit=_credit(source),
        student=_named(source, "student", "an e-mail or a student id, in quotes,"),
    )


def _named(source: RubricSource, key: str, what: str) -> str | None:
    found = source.data.get(key)
    if found is not None and not isinstance(found, str):
        raise UsageError(f"{_where(source, key)}: {key}: {what} belongs here")
    return found


def _credit(source: RubricSource) -> dict[str, Any]:
    """The credit of a story, every share a number from 0 to 1."""
    credit = source.data.get("credit")
    if not isinstance(credit, dict):
        raise UsageError(f"{_where(source, 'credit')}: {_CREDIT}")
    for question, given in credit.items():
        shares = given if isinstance(given, dict) else {None: given}
        for step, share in shares.items():
            if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
                path = ("credit", question) if step is None else ("credit", question, step)
                raise UsageError(
                    f"{_where(source, *path)}: {'.'.join(path)}: {share!r} is no credit; write a"
                    " share from 0 to 1"
                )
    return credit


def _where(source: RubricSource, *path: str) -> str:
    line = source.problem(path, "").line
    return f"{source.file}:{line}" if line else source.file


def _told(credit: dict[str, Any], marks: Sequence[Mark]) -> Iterator[tuple[str, float]]:
    for question, given in credit.items():
        if isinstance(given, dict):
            for step, share in given.items():
                yield f"{question}.{step}", float(share)
        else:
            for mark in marks:
                if mark.question == question and mark.points:
                    yield mark.id, float(given)
