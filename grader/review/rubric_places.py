"""Where a rubric says what holds for a step: at the step, at its question, or for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader import record
from grader.rubric import Path, RubricSource

_LEVELS = ("for this step", "for its question", "for the whole rubric")


@record(frozen=True, slots=True, kw_only=True)
class Said:
    """What a rubric says under a key for a step, and where; `where` is empty where it says nothing
    and the default holds."""

    key: str
    value: Any
    where: str = ""
    level: str = "by default"


def step_place(source: RubricSource, question: str, step: str) -> str:
    """The file and the line of a step, `hw3.yaml:41`."""
    return _where(source, ("questions", question, "steps", step))


def said_for(source: RubricSource, question: str, step: str, key: str, default: Any = None) -> Said:
    """What the nearest level says under a key, `slip_credit` or `tolerance.rtol`."""
    *outer, last = key.split(".")
    for place, keys, level in _levels(source, question, step):
        for name in outer:
            keys = keys.get(name) or {}
        if keys.get(last) is not None:
            where = _where(source, (*place, *outer, last))
            return Said(key=key, value=keys[last], where=where, level=level)
    return Said(key=key, value=default)


def _levels(
    source: RubricSource, question: str, step: str
) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """The step, its question and the rubric: the path, the keys and the words of each."""
    paths: tuple[tuple[str, ...], ...] = (
        ("questions", question, "steps", step), ("questions", question), (),
    )  # fmt: skip
    for path, level in zip(paths, _LEVELS, strict=True):
        yield path, source.mapping(*path), level


def _where(source: RubricSource, path: Path) -> str:
    line = source.problem(path, "").line
    return f"{source.file}:{line}" if line else source.file
