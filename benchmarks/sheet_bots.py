"""The bots of `gaming.py` that hand in sheets without knowing any rule: loose numbers alone and in
rows, givens under the steps' names, a constant for every step, many values for one step."""

from __future__ import annotations

import string
import zlib
from collections.abc import Callable, Iterator
from random import Random

import numpy as np
from bots import NUMBERS_LISTED, Bot, shape_of, shaped, written

from grader.question import Assignment, Question

LINES = {
    "alone": "{x}",
    "in sentences": "The value is {x}.",
    "under letters": "${letter} = {x}$",
    "under letters with indices": "${letter}_{{{place}}} = {x}$",
    "under one letter": "$q_{{{place}}} = {x}$",
}
ROWS = {
    "{}, {}, {}, {}, {}": "",
    "$({}, {}, {}, {}, {})$": "",
    "| {} | {} | {} | {} | {} |": "| a | b | c | d | e |\n|---|---|---|---|---|",
}
"""Rows of numbers, and what stands above them."""
HEDGES = 20
"""Values that are stated for one step."""


def _sheet(lines: Callable[[Question], Iterator[str]]) -> Callable[[Assignment], str]:
    """A sheet with such lines for every question."""
    return lambda assignment: "\n\n".join(
        line
        for question in assignment.questions
        for line in (f"# Question {question.key}", *lines(question))
    )


def _lot(*seeds: object) -> Random:
    return Random(zlib.crc32(" ".join(map(str, seeds)).encode()))


def loose(name: str, line: str, figures: int) -> Bot:
    """Two hundred numbers of so many figures under every question."""

    def lines(question: Question) -> Iterator[str]:
        lot = _lot(question.key, name, figures)
        for place in range(NUMBERS_LISTED):
            letter = string.ascii_lowercase[place % 26]
            x = f"{lot.uniform(-2, 2):.{figures}g}"
            yield line.format(x=x, letter=letter, place=place)

    title = f"{NUMBERS_LISTED} numbers of {figures} figures {name}"
    return Bot(name=title, family="sheets", sheet=_sheet(lines))


def rows(row: str, head: str, figures: int) -> Bot:
    """Two hundred numbers of so many figures in rows of five under every question."""

    def lines(question: Question) -> Iterator[str]:
        lot = _lot(question.key, row, figures)
        made = [
            row.format(*(f"{lot.uniform(-2, 2):.{figures}g}" for _ in range(5)))
            for _ in range(NUMBERS_LISTED // 5)
        ]
        yield ("\n" if head else "\n\n").join([head, *made])

    title = f"{NUMBERS_LISTED} numbers of {figures} figures in rows {row[:6]}"
    return Bot(name=title, family="sheets", sheet=_sheet(lines))


def restated(shift: int) -> Bot:
    """Every step is one of the givens, of its own shape where there is one."""

    def lines(question: Question) -> Iterator[str]:
        for place, step in enumerate(question.steps):
            values = [np.asarray(value) for value in question.parameters.values()]
            values = [v for v in values if v.shape == shape_of(question, step)] or values
            if values:
                yield f"{step.name} = {written(values[(place + shift) % len(values)])}"

    return Bot(name=f"givens as steps, {shift}", family="sheets", sheet=_sheet(lines))


def constant_sheet(text: str) -> Bot:
    """Every step by its name with the same number in every entry."""

    def lines(question: Question) -> Iterator[str]:
        return (f"{s.name} = {shaped(text, shape_of(question, s))}" for s in question.steps)

    return Bot(name=f"a sheet with {text} for every step", family="sheets", sheet=_sheet(lines))


def hedged(figures: int, join: str) -> Bot:
    """Many values for each step, below each other or in one line."""

    def lines(question: Question) -> Iterator[str]:
        lot = _lot(question.key, figures, join)
        for step in question.steps:
            values = [f"{lot.uniform(-2, 2):.{figures}g}" for _ in range(HEDGES)]
            yield f"{step.name} = " + join.format(name=step.name).join(values)

    how = "in one line" if "{name}" not in join else "below each other"
    title = f"{HEDGES} values of {figures} figures for every step {how}"
    return Bot(name=title, family="sheets", sheet=_sheet(lines))


def sheet_bots() -> Iterator[Bot]:
    """All bots that hand in sheets."""
    for figures in (2, 3, 4):
        yield from (loose(name, line, figures) for name, line in LINES.items())
        yield from (rows(row, head, figures) for row, head in ROWS.items())
        yield from (hedged(figures, join) for join in ("\n\n{name} = ", " or "))
    yield from (restated(shift) for shift in range(3))
    yield from (constant_sheet(text) for text in ("0.0", "1.0", "0.5", "-1.0", "2.5"))
