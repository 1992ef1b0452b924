"""The files beside a rubric that draws numbers: its key, and what was handed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from grader.errors import Problem, RubricError
from grader.rubric import (
    Handout,
    RubricSource,
    draw_of,
    is_draw,
    key_path,
    read_handout,
    read_key,
    read_source,
    rubric_text,
)


def own_file_problems(rubric: Path) -> Iterator[Problem]:
    """What is wrong with the files of a rubric in which nothing else is."""
    source = read_source(rubric_text(rubric), str(rubric))
    handout = None
    try:
        handout = read_handout(rubric, source.data.get("students") or "email")
    except RubricError as error:
        yield source.problem(("students",), str(error))
    try:
        read_key(rubric)
    except RubricError as error:
        is_there = key_path(rubric).exists()
        yield source.problem(("students",), str(error), is_warning=not is_there)
    if handout is not None:
        yield from _handout_problems(source, handout)


def _handout_problems(source: RubricSource, handout: Handout) -> Iterator[Problem]:
    """Parameters that are drawn now and were not handed out, or in another shape."""
    for key in source.mapping("questions"):
        for name, given in source.mapping("questions", key, "parameters").items():
            if not is_draw(given):
                continue
            handed = [sheet.numbers.get(key, {}).get(name) for sheet in handout.sheets]
            message = _said_of(handed, np.shape(draw_of(given).value(lambda _entry, _count: 0)))
            if message:
                yield source.problem(("questions", key, "parameters", name), message)


def _said_of(handed: list[Any], shape: tuple[int, ...]) -> str:
    lacking = sum(one is None for one in handed)
    if lacking:
        return (
            f"it is drawn, and {lacking} of {len(handed)} students were handed no value of it; give"
            " it a number, or hand out all again with grader handout --anew"
        )
    others = sum(np.shape(one) != shape for one in handed)
    return f"{others} students were handed one of another shape; restore its shape" * bool(others)
