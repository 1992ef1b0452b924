"""The folder that a class's grading writes: what is done stays done, whatever happens later.

Every submission's results.json is written as soon as it is there, and then a line in the journal,
with what its results were made of. A submission whose journal line says the same of its files, its
people, the rubric and the grader is not graded again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from grader import record
from grader.cohort.decisions_about import decided_for
from grader.cohort.graded_records import Graded, StepRow, Task
from grader.cohort.rubric_files import RubricFiles, digest_of
from grader.errors import UsageError
from grader.model import Verdict
from grader.rubric import Student

JOURNAL = "graded.jsonl"
RESULTS = "results"
MOST_BYTES = 200
"""Of a name, which disks take up to 255 of."""


def key_of(rubric: RubricFiles, task: Task) -> str:
    """What the results of a submission depend on, as one short text.

    Of the decisions of people those count that are about its students, or about all.
    """
    files = task.files
    parts = [rubric.undecided, rubric.engine, task.name, str(files.is_cut)]
    parts += [text for one in task.students for text in (one.email, one.sid, one.name)]
    parts += decided_for(rubric, task)
    sized = (f"{name} {files.size(name)}" for name in files.names)
    return digest_of((*parts, *sized, *(files.contents.get(name, b"") for name in files.names)))


@record(frozen=True, slots=True, kw_only=True)
class _Line:
    key: str
    offset: int


@record(frozen=True, slots=True, kw_only=True)
class Journal:
    """A folder with results: one at a time is written, and each is there for good."""

    folder: Path

    def known(self) -> Mapping[str, str]:
        """The key of everything that was graded before, by the submission's name."""
        return {name: line.key for name, line in self._lines().items()}

    def graded(self, names: Iterable[str]) -> Iterator[Graded]:
        """What was graded, in the order of the names, one at a time; `results` is left empty."""
        lines = self._lines()
        with suppress(FileNotFoundError), open(self.folder / JOURNAL, "rb") as file:
            for name in names:
                if name in lines:
                    file.seek(lines[name].offset)
                    yield _read(json.loads(file.readline()))

    def _lines(self) -> Mapping[str, _Line]:
        """Where the last line of each submission is. What is broken, as by a crash, is no line."""
        found: dict[str, _Line] = {}
        offset = 0
        with suppress(FileNotFoundError), open(self.folder / JOURNAL, "rb") as file:
            for text in file:
                with suppress(ValueError, KeyError, TypeError):
                    line = json.loads(text)
                    found[line["name"]] = _Line(key=line["key"], offset=offset)
                offset += len(text)
        return {name: one for name, one in found.items() if self.results_of(name).is_file()}

    def results_of(self, name: str) -> Path:
        """Where the results.json of a submission is."""
        return self.folder / RESULTS / _safe(name) / "results.json"

    @contextmanager
    def writing(self) -> Iterator[_Writer]:
        """A writer to the folder, which is made where it is not there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with open(self.folder / JOURNAL, "a+", encoding="utf-8") as file:
                _end_line(file)
                yield _Writer(journal=self, file=file)
        except NotADirectoryError:
            raise UsageError(f"{self.folder} is no folder; name one to write into") from None


@record(frozen=True, slots=True, kw_only=True)
class _Writer:
    journal: Journal
    file: IO[str]

    def write(self, key: str, graded: Graded) -> None:
        """Keep one submission's results: first the results, then that they are there."""
        path = self.journal.results_of(graded.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(".results.json")
        draft.write_text(graded.results, encoding="ascii")
        os.replace(draft, path)
        self.file.write(json.dumps(_plain(key, graded), ensure_ascii=True) + "\n")
        self.file.flush()


def _end_line(file: IO[str]) -> None:
    """Begin a new line after one that a crash cut off, or the next would be lost with it."""
    file.seek(0, os.SEEK_END)
    end = file.tell()
    if end:
        file.seek(end - 1)
        if file.read(1) != "\n":
            file.write("\n")


def _plain(key: str, graded: Graded) -> dict[str, Any]:
    return {"key": key, **{k: v for k, v in asdict(graded).items() if k != "results"}}


def _read(line: dict[str, Any]) -> Graded:
    return Graded(
        name=line["name"],
        results="",
        students=tuple(Student(**student) for student in line["students"]),
        steps=tuple(map(_step, line["steps"])),
        trouble=line["trouble"],
        notes=tuple(line["notes"]),
        details=tuple(line["details"]),
        seconds=line["seconds"],
    )


def _step(plain: dict[str, Any]) -> StepRow:
    tuples = {name: tuple(plain[name]) for name in ("rests_on", "conventions")}
    return StepRow(**{**plain, **tuples, "verdict": Verdict(plain["verdict"])})


def _safe(name: str) -> str:
    """A submission's name as the name of a folder; one that a zip gave and no disk takes has a
    number of its own in place of it."""
    is_usual = name not in ("", ".", "..") and not set(name) & set("/\\:\0")
    return name if is_usual and len(name.encode()) <= MOST_BYTES else f"named-{digest_of([name])}"
