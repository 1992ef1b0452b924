"""Which rubric a command means."""

from __future__ import annotations

from pathlib import Path

from grader.errors import UsageError

RUBRICS = Path("rubrics")
PROJECT = Path(__file__).resolve().parent.parent.parent


def rubric_files() -> list[Path]:
    """The rubrics of the project, as paths to show: the homework first, then the examples."""
    folder = RUBRICS if RUBRICS.is_dir() else PROJECT / RUBRICS
    return [*sorted(folder.glob("*.yaml")), *sorted(folder.glob("examples/*.yaml"))]


def rubric_file(name: str | Path | None) -> Path:
    """The rubric that a name means: a path, a name in rubrics/, or the only one that is no example.

    Raises UsageError that lists the choices.
    """
    known = rubric_files()
    if name is None:
        own = [path for path in known if path.parent.name != "examples"]
        if len(own) == 1:
            return own[0]
        raise UsageError(f"which rubric? name one of {_listed(known)}")
    path = Path(name)
    if path.is_file():
        return path
    for choice in known:
        if str(name) in (choice.name, choice.stem):
            return choice
    raise UsageError(f"there is no rubric {name}; there are {_listed(known)}")


def _listed(paths: list[Path]) -> str:
    return ", ".join(map(str, paths)) or "none in rubrics/"
