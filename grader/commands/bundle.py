"""`grader bundle`: the zip that a TA uploads to Gradescope."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.commands.project import project_with
from grader.errors import UsageError
from grader.rubric import (
    DECISIONS,
    decisions_of,
    handout_path,
    key_path,
    load_assignment,
    number_source,
    read_source,
    rubric_text,
    rubric_values,
    table_files,
)

SCRIPTS = ("setup.sh", "run_autograder")
FILES = ("requirements.txt", "LICENSE")
PANDOC = "requirements-pandoc.txt"
UNITS = "requirements-units.txt"
LEFT_OUT = ("grader/cohort/", "grader/commands/", "grader/review/")
_MOMENT = (2020, 1, 1, 0, 0, 0)


def write_bundle(rubric: Path, output: Path, pandoc: bool = True) -> int:
    """Write the zip for a rubric and give the number of files in it.

    pandoc: whether the platform is to install what reads Word documents and their like. What knows
    units is installed where a step of the rubric has one.
    The same project and rubric make the same zip, byte for byte.
    """
    more = {PANDOC: pandoc, UNITS: _has_units(rubric)}
    entries = dict(_entries(rubric, (*FILES, *(name for name, is_so in more.items() if is_so))))
    if not output.parent.is_dir():
        raise UsageError(f"there is no folder {output.parent} to write {output.name} to")
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(entries.items()):
            archive.writestr(_info(name), data, zipfile.ZIP_DEFLATED)
    return len(entries)


def _has_units(rubric: Path) -> bool:
    assignment = load_assignment(rubric)
    return any(step.unit for question in assignment.questions for step in question.steps)


def refuse_without_key(rubric: Path) -> None:
    """Raise RubricError where a rubric draws numbers, and there is nothing to tell them by."""
    if load_assignment(rubric).students:
        number_source(rubric_values(rubric), rubric)


def _entries(rubric: Path, files: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    project = project_with((*SCRIPTS, *files))
    for name in (*SCRIPTS, *files):
        yield name, _unix(project / name)
    for path in sorted((project / "grader").rglob("*.py")):
        name = path.relative_to(project).as_posix()
        if not name.startswith(LEFT_OUT):
            yield name, _unix(path)
    yield f"rubrics/{rubric.stem}.yaml", _unix(rubric)
    for name in table_files(read_source(rubric_text(rubric), str(rubric))):
        yield f"rubrics/{name}", _unix(rubric.parent / name)
    for path in (key_path(rubric), handout_path(rubric)):  # where students have their own numbers
        if path.is_file():
            yield f"rubrics/{rubric.stem}{path.name.removeprefix(rubric.stem)}", _unix(path)
    yield from _decisions(rubric)


def _decisions(rubric: Path) -> Iterator[tuple[str, bytes]]:
    """What people decided, with students as nobody can read them off."""
    decisions = decisions_of(rubric, load_assignment(rubric))
    if decisions is not None:
        from grader.commands.hashed_decisions import hashed_text

        yield f"rubrics/{rubric.stem}.{DECISIONS}", hashed_text(decisions).encode("utf-8")


def _unix(path: Path) -> bytes:
    """A file's bytes with LF line endings, which bash on the platform needs."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_MOMENT)
    info.create_system = 3  # Unix, so that the permissions below count
    info.external_attr = (0o100755 if name in SCRIPTS else 0o100644) << 16
    return info
