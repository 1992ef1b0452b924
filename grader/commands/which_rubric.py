"""Which rubric a command means."""

from __future__ import annotations

import zipfile
from pathlib import Path

from grader.commands.project import PROJECT
from grader.errors import UsageError
from grader.graph import did_you_mean
from grader.rubric import DECISIONS, holds_decisions, rubrics_in

RUBRICS = Path("rubrics")


def rubric_files() -> list[Path]:
    """The rubrics of the project, as paths to show: the homework first, then the examples."""
    folder = RUBRICS if RUBRICS.is_dir() else PROJECT / RUBRICS
    return [*rubrics_in(folder), *rubrics_in(folder, "examples/*.yaml")]


def every_rubric() -> list[Path]:
    """The rubrics that a command takes where none is named. Raises UsageError if there are none."""
    found = rubric_files()
    if not found:
        raise UsageError("there is no folder rubrics/ with rubrics (*.yaml) here; name a rubric")
    return found


def rubric_file(name: str | Path | None) -> Path:
    """The rubric that a name means: a path, a name in rubrics/, or the only one that is no example.

    Raises UsageError that lists the choices.
    """
    known = rubric_files()
    if name is None:
        return _only(known)
    path = Path(name)
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a rubric in it{_such_as(path)}")
    if path.is_file():
        if zipfile.is_zipfile(path):
            raise UsageError(f"{path} is a zip file; name the rubric itself, a .yaml file")
        return rubric_meant(path)
    for choice in known:
        if str(name) in _names(choice):
            return choice
    hint = did_you_mean(str(name), [choice.stem for choice in known])
    raise UsageError(f"there is no rubric {name}{hint or ';'} there are {_listed(known)}")


def rubric_meant(path: Path) -> Path:
    """The rubric whose decisions a file holds; every other file is meant itself."""
    if not holds_decisions(path):
        return path
    named = path.with_name(path.name.removesuffix(f".{DECISIONS}") + ".yaml")
    found = rubrics_in(path.parent) if path.name == DECISIONS else [named]
    if len(found) != 1 or not found[0].is_file():
        raise UsageError(
            f"{path} holds decisions, and it is not clear of which rubric; call it after one beside"
            f" it, such as hw3.{DECISIONS}"
        )
    return found[0]


def name_of(path: Path) -> str:
    """What a rubric is named by in a sample: its name in rubrics/, or its path."""
    known = {choice.resolve() for choice in rubric_files()}
    return path.stem if path.resolve() in known else str(path)


def _only(known: list[Path]) -> Path:
    """The one rubric that is no example, so that with a single homework none need be named."""
    own = [path for path in known if path.parent.name != "examples"]
    if len(own) == 1:
        return own[0]
    if own:
        names = " or ".join(f"--rubric {path.stem}" for path in own)
        raise UsageError(
            f"rubrics/ holds {len(own)} rubrics: say which one, {names} (a sample can name its own:"
            f" rubric: {own[0].stem} in its expected.yaml)"
        )
    raise UsageError(f"which rubric? name one with --rubric; there are {_listed(known)}")


def _names(path: Path) -> tuple[str, ...]:
    """What a rubric in rubrics/ goes by: hw3, hw3.yaml, and examples/attention for an example."""
    inner = (f"{path.parent.name}/{path.stem}", f"{path.parent.name}/{path.name}")
    return (path.name, path.stem, *inner)


def _such_as(folder: Path) -> str:
    inside = rubrics_in(folder)
    return f", such as {inside[0]}" if inside else "; it holds none (*.yaml)"


def _listed(paths: list[Path]) -> str:
    return ", ".join(map(str, paths)) or "none in rubrics/"
