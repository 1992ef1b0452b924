"""A class as it was graded into a folder: by which rubric, whose, and what became of each step."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader import record
from grader.cohort.graded_records import Graded
from grader.cohort.journal import Journal
from grader.cohort.rubric_files import RubricFiles
from grader.errors import UsageError
from grader.question import Assignment
from grader.rubric import load_assignment

INDEX = "class.json"
RUBRIC = "rubric"


@record(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """A folder that `grader grade` wrote.

    rubric: the copy that was graded by, with its tables and its key beside it. names: of the
    submissions, in the order of the class.
    """

    folder: Path
    assignment: Assignment
    rubric: Path
    names: Sequence[str]

    def graded(self) -> Iterator[Graded]:
        """What was graded, in the order of the class, one at a time; `results` is left empty."""
        return Journal(folder=self.folder).graded(self.names)

    def results_of(self, name: str) -> Path:
        """Where the results.json of a submission is."""
        return Journal(folder=self.folder).results_of(name)


def remember_class(folder: Path, rubric: RubricFiles, names: Sequence[str]) -> None:
    """Keep by which rubric a class is graded, and who belongs to it: of an earlier grading into the
    same folder, another rubric's tables and those who have left are no part of it any more."""
    kept = folder / RUBRIC
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.iterdir():
        if old.name not in rubric.contents and old.is_file():
            old.unlink()
    rubric.unpacked(kept)
    index = {"rubric": rubric.name, "submissions": list(names)}
    (folder / INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def graded_class(folder: Path) -> GradedClass:
    """Open a folder that `grader grade` wrote. Raises UsageError for what is none."""
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        names, rubric = index["submissions"], folder / RUBRIC / index["rubric"]
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            f"{folder} is no folder that `grader grade` wrote into: it holds no {INDEX} that can be"
            " read"
        ) from None
    return GradedClass(
        folder=folder, assignment=load_assignment(rubric), rubric=rubric, names=names
    )
