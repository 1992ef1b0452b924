"""What is to be said of the files that a sheet is read from, to the student and to staff."""

from __future__ import annotations

import traceback
from dataclasses import field

from grader import record
from grader.errors import SubmissionError

_TOO_LONG = (
    "Your file {} takes too long to read and was left out. Hand in the answers only, or the"
    " template."
)
_CUT = "{} takes too long to read; the end of it was left out. Hand in the answers only."


@record(slots=True)
class Told:
    """What is to be said of the files, to the student and to staff, as it is found."""

    problems: list[SubmissionError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    def refuse(self, name: str, problem: SubmissionError) -> None:
        self.unread.append(name)
        self.problems.append(problem)
        self.details += [f"{name}: {detail}" for detail in problem.details]

    def cut(self, name: str, is_begun: bool) -> None:
        """A file that takes too long, of which perhaps the beginning was read."""
        if is_begun:
            self.notes.append(_CUT.format(name))
        else:
            self.refuse(name, SubmissionError(_TOO_LONG.format(name)))

    def fail(self, name: str) -> None:
        """A failure of ours in a file, in which perhaps some was read."""
        self.details.append(f"{name} could not be read:\n{traceback.format_exc()}")
        if name not in self.failed:
            self.failed.append(name)
            self.notes.append(
                f"{name} could not be read in full because the autograder failed. That is not your"
                " mistake; the course staff will see it."
            )
