"""Submissions on a TA's disk, and what a sample says it must earn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import RubricError, UsageError
from grader.model import Mark
from grader.rubric import read_source

EXPECTED = "expected.yaml"
EXPORT_INDEX = "submission_metadata.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A submission folder, with the credit that it must earn where it says so.

    `credit` maps a question to one credit for all its steps or to credits by step.
    """

    name: str
    folder: Path
    rubric: str | None = None
    credit: dict[str, Any] | None = None


def stories(paths: Sequence[Path]) -> list[Story]:
    """The submissions that paths mean: each a submission, or a folder of submissions."""
    found = [story for path in paths for story in _stories(path)]
    if not found:
        raise UsageError(f"no submission was found in {', '.join(map(str, paths))}")
    return found


def differences(story: Story, marks: Sequence[Mark]) -> list[str]:
    """Where the marks are not what the story says, a line each."""
    if story.credit is None:
        return []
    lines = []
    steps = {mark.id for mark in marks}
    told = dict(_told(story.credit, marks))
    for mark in marks:
        if mark.id not in told:
            lines.append(f"{mark.id}: {EXPECTED} says nothing of this step")
        elif abs(mark.credit - told[mark.id]) > 1e-4:
            lines.append(f"{mark.id}: credit {mark.credit:.4g}, expected {told[mark.id]:.4g}")
    lines += [f"{name}: {EXPECTED} names it, the rubric does not" for name in set(told) - steps]
    return lines


def _stories(path: Path) -> Iterator[Story]:
    if not path.is_dir():
        raise UsageError(f"there is no folder {path}; name a submission's folder")
    inside = sorted(path.iterdir())
    files = [p.name for p in inside if not p.is_dir()]
    folders = [p for p in inside if p.is_dir()]
    if folders and (not files or EXPORT_INDEX in files):
        for folder in folders:
            yield _story(folder)
    else:
        yield _story(path)


def _story(folder: Path) -> Story:
    file = folder / EXPECTED
    name = folder.resolve().name
    if not file.is_file():
        return Story(name=name, folder=folder)
    try:
        data = read_source(file.read_text(encoding="utf-8"), str(file)).data
    except RubricError as error:
        raise UsageError(str(error)) from None
    credit = data.get("credit")
    if not isinstance(credit, dict):
        raise UsageError(f"{file}: credit: a mapping of questions to credits belongs here")
    return Story(name=name, folder=folder, rubric=data.get("rubric"), credit=credit)


def _told(credit: dict[str, Any], marks: Sequence[Mark]) -> Iterator[tuple[str, float]]:
    for question, given in credit.items():
        if isinstance(given, dict):
            for step, share in given.items():
                yield f"{question}.{step}", float(share)
        else:
            for mark in marks:
                if mark.question == question:
                    yield mark.id, float(given)
