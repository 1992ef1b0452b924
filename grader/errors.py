"""Everything that can be wrong, named by who reads the message.

A message says where, what is there and what would be right. Messages for students never hold
an expected value; messages for TAs name file and line.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader import record


class GraderError(Exception):
    """The root: a problem that a person can mend, told in a sentence or two."""


class RubricError(GraderError):
    """For the TA: a rubric, or a solver that a rubric names, is not usable as it stands."""


@record(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a rubric: where it stands, and what would be right."""

    file: str
    message: str
    path: tuple[str | int, ...] = ()
    line: int | None = None
    is_warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        path = ".".join(str(part) for part in self.path)
        message = f"warning: {self.message}" if self.is_warning else self.message
        return f"{where}: {path}: {message}" if path else f"{where}: {message}"


class RubricErrors(RubricError):  # noqa: N818 - several errors, raised as one
    """For the TA: everything wrong with a rubric at once, in the order of its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.line or 0, str(p))))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class GraphError(RubricError):
    """For the TA: steps that rest on an unknown name, or on each other in a circle."""


class SubmissionError(GraderError):
    """For the student: the submission as a whole could not be read; says what to hand in.

    details: what staff should know of it besides.
    """

    def __init__(self, message: str, *details: str) -> None:
        super().__init__(message)
        self.details = details


class NothingFoundError(SubmissionError):
    """For the student: the sheets were read, and nothing in them was recognised as an answer.

    sheets: those that were searched. unread: those that could not be read.
    """

    def __init__(self, message: str, sheets: tuple[str, ...], unread: tuple[str, ...]) -> None:
        super().__init__(message)
        self.sheets = sheets
        self.unread = unread

    def and_said(self, more: str) -> NothingFoundError:
        """The same with another sentence behind its own."""
        return NothingFoundError(f"{self} {more}", self.sheets, self.unread)


class UnreadableFileError(SubmissionError):
    """For the student: there is an answer file, but nothing in it could be read."""


class UnreadableError(GraderError):
    """For the student: one answer could not be read; says what was read and how to write it."""


class NoValueError(GraderError):
    """A rule has no value for these inputs (the log of a negative number, shapes that clash)."""


class BrokenRuleError(GraderError):
    """For staff: a rule failed otherwise than for want of a value; holds the details."""


class UsageError(GraderError):
    """For the TA: a command was called in a way it cannot serve."""
