"""Keys of a rubric that are nearly right: told, and then read as the key that was meant, so that
what stands below them is checked as well."""

from __future__ import annotations

from typing import Any

from grader.graph import near
from grader.rubric.plain_values import Path, RubricSource
from grader.rubric.schema_lookup import fields_at, homes_of

_INNER = ("questions", "steps", "misconceptions", "tests")
"""Keys below which each entry has keys of a rubric."""
_OWN = ("tolerance", "show_work")
"""Keys below which these stand at once."""


def read_as_meant(source: RubricSource) -> None:
    """Put the keys that were meant into a rubric's plain values, and tell of each."""
    if isinstance(source.data, dict):
        source.data = _renamed(source, source.data, ())


def _renamed(source: RubricSource, given: Any, path: Path) -> Any:
    if not isinstance(given, dict):
        return given
    known = fields_at(path)
    found: dict[str, Any] = {}
    for name, value in given.items():
        meant = name
        if name not in known and " " not in name and not homes_of(name):
            free = [key for key in known if key not in given and key not in found]
            meant = near(name, free) or name
            if meant != name:
                message = f"unknown key; did you mean {meant}?"
                source.problems.append(source.problem((*path, name), message))
                _move_lines(source, (*path, name), (*path, meant))
        found[meant] = _inner(source, value, (*path, meant))
    return found


def _inner(source: RubricSource, value: Any, path: Path) -> Any:
    key = path[-1]
    if key in _OWN:
        return _renamed(source, value, path)
    if key == "repeat" and isinstance(value, dict):  # its other keys are letters that count
        return {name: _inner(source, one, (*path, name)) for name, one in value.items()}
    if key == "parameters" and isinstance(value, dict):
        return {n: _renamed(source, one, (*path, n)) for n, one in value.items()}
    if key in _INNER and isinstance(value, dict):
        return {name: _renamed(source, one, (*path, name)) for name, one in value.items()}
    if key in _INNER and isinstance(value, list):
        return [_renamed(source, one, (*path, place)) for place, one in enumerate(value)]
    return value


def _move_lines(source: RubricSource, old: Path, new: Path) -> None:
    """Let the places below a key be known by the key that was meant."""
    for place in (source.lines, source.written):
        below = [path for path in place if path[: len(old)] == old]
        for path in below:
            moved: Path = (*new, *path[len(old) :])
            place[moved] = place[path]  # type: ignore[assignment]
