"""The file of decisions beside a rubric, written to without touching what stands there."""

from __future__ import annotations

import os
import shutil
from dataclasses import field
from datetime import date
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml

from grader import record
from grader.cohort import GradedClass
from grader.commands.which_rubric import rubric_file
from grader.errors import RubricErrors, UsageError
from grader.question import Assignment
from grader.review import equal_answers_twice
from grader.rubric import (
    DECISIONS,
    Decision,
    Decisions,
    decisions_in,
    decisions_of,
    decisions_path,
    load_assignment,
    unfit_decisions,
)

_BEGINNING = """\
# What people decided of single answers: it stands above what the grader says. The reason is what
# students read; docs/class.md says how decisions are written.
"""


@record(slots=True, kw_only=True)
class OverridesFile:
    """The decisions of one rubric on disk. Every decision is there as soon as it is made."""

    path: Path
    assignment: Assignment
    written: list[tuple[bytes, bytes]] = field(default_factory=list)

    def decisions(self) -> Decisions:
        """What stands there now. Raises RubricErrors where something is wrong with it."""
        text = self._bytes().decode("utf-8")
        return decisions_in(text, str(self.path))

    def add(self, decision: Decision) -> None:
        """Write one more at the end. Raises UsageError where it cannot stand there."""
        before = self._bytes()
        text = before.decode("utf-8")
        made = with_entry(text, decision)
        self._look_at(text, made, decision)
        self._replace(made.encode("utf-8"))
        self.written.append((before, made.encode("utf-8")))

    def take_back(self) -> bool:
        """Take back what was written last; False where somebody has changed the file since."""
        if not self.written or self.written[-1][1] != self._bytes():
            return False
        self._replace(self.written.pop()[0])
        return True

    def _look_at(self, text: str, made: str, decision: Decision) -> None:
        """Raise UsageError unless the file then says what it said, and the new decision."""
        try:
            before, after = (decisions_in(one, str(self.path)) for one in (text, made))
        except RubricErrors as error:
            raise UsageError(f"{self.path} cannot be added to: {error}") from None
        if after.every[:-1] != before.every or len(after.every) != len(before.every) + 1:
            raise UsageError(
                f"{self.path} is not written as a list with a dash before each decision, so it"
                f" cannot be added to; write yourself:\n{entry_text(decision)}"
            )
        problems = [*unfit_decisions(after, self.assignment)]
        problems = problems or [*equal_answers_twice(after, self.assignment)]
        if problems:
            raise UsageError(f"nothing was decided: {problems[0].message}")

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""

    def _replace(self, data: bytes) -> None:
        """Write the file whole, by a rename; where it is a link, what it points to."""
        path = self.path.resolve()
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_bytes(data)
        if path.exists():
            shutil.copymode(path, draft)
        os.replace(draft, path)


def overrides_file(rubric: Path, assignment: Assignment) -> OverridesFile:
    """The file of decisions of a rubric, whether it is there or not.

    Raises RubricErrors where it is there and something is wrong with it.
    """
    decisions_of(rubric, assignment)
    path = decisions_path(rubric) or rubric.with_suffix(f".{DECISIONS}")
    return OverridesFile(path=path, assignment=assignment)


def file_of_class(done: GradedClass, rubric: str | None) -> OverridesFile:
    """The decisions of the rubric that a class was graded by. Raises UsageError where it is not
    known which file that was."""
    try:
        path = rubric_file(rubric or done.rubric.name)
    except UsageError as error:
        if rubric:
            raise
        raise UsageError(
            f"{done.rubric.name}, by which {done.folder} was graded, is not here; name it with"
            f" --rubric ({error})"
        ) from None
    return overrides_file(path, load_assignment(path))


def with_entry(text: str, decision: Decision) -> str:
    """A file's text with one more decision at its end, indented and with lines as the others."""
    newline = "\r\n" if "\r\n" in text else "\n"
    entry = entry_text(decision)
    if not text.strip():
        return f"{_BEGINNING}{entry}"
    first = next((line for line in text.splitlines() if line.lstrip().startswith("- ")), "")
    entry = indent(entry, first[: len(first) - len(first.lstrip())]).replace("\n", newline)
    return f"{text}{'' if text.endswith(newline) else newline}{entry}"


def entry_text(decision: Decision) -> str:
    """One decision as the file has it."""
    students: Any = list(decision.students)
    given = {
        "step": decision.id,
        "student": students[0] if len(students) == 1 else students or None,
        "wrote": decision.wrote,
        "credit": _short(decision.credit),
        "points": _short(decision.points),
        "reason": decision.reason,
        "by": decision.by or None,
        "date": date.fromisoformat(decision.date) if decision.date else None,
    }
    kept = {key: value for key, value in given.items() if value is not None}
    return yaml.dump([kept], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def _short(number: float | None) -> float | None:
    """2 in place of 2.0."""
    return int(number) if number is not None and float(number).is_integer() else number


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as a block, as a person would."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
