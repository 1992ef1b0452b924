"""A value within a product: `2 [matrix] [matrix]` states dL/dY where dL/dW is dL/dY times X^T."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.answers.sheet.literals import named
from grader.answers.sheet.meaning import value_at
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side, symbols
from grader.mathlang.tree import Name, Product
from grader.model import Array

_MATRIX_END = re.compile(
    r"\\end\{(?:[pbvB]?matrix|array|smallmatrix)\}(?:\s*\\right\s*[\])])?(?:\s*\^\s*\{?(?:\\top|T)\}?)?"
    r"|\](?!\s*[,\]])(?:\s*\^\s*\{?(?:\\top|T)\}?|\.T)?"
)


@dataclass(frozen=True, slots=True)
class Inner:
    """A factor that is the value of a step: its text and the number."""

    step: str
    text: str
    value: Array
    side: int


def inner_values(name: str, sides: Sequence[Side], reading: Reading) -> Iterator[Inner]:
    """The steps, not stated otherwise, whose value is the front of a product of matrices.

    name: the step that the sides are about.
    """
    waiting = [
        step.name
        for step in reading.asked.steps
        if step.name in reading.asked.graph.ancestors(name)
        and step.name not in reading.values.by_step
    ]
    for at, side in enumerate(sides):
        if not waiting or side.value is None or side.is_plain or side.value.ndim == 0:
            continue
        for front, rest in _cuts(side.text):
            inner = _inner(front, rest, waiting, name, reading)
            if inner is not None:
                yield Inner(inner, front, _value(front, reading), at)
                waiting.remove(inner)
                break


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    for end in _MATRIX_END.finditer(text):
        front, rest = text[: end.end()].strip(), text[end.end() :].strip()
        if rest and rest[0] not in "+-,)":
            yield front, rest.lstrip("*·× ").removeprefix("\\cdot").removeprefix("\\times")


def _inner(front: str, rest: str, waiting: list[str], step: str, reading: Reading) -> str | None:
    first, second = reading.tree(front), reading.tree(rest)
    if first is None or second is None or symbols(first):
        return None
    value = value_at(first, {})
    if value is None:
        return None
    for name in waiting:
        truth = reading.meanings.truth.get(name)
        if truth is None or truth.shape != value.shape:
            continue
        for candidate in named(Product((Name(name), second), ("@",)), reading.values.known):
            if reading.meanings.step(candidate) == step:
                return name
    return None


def _value(front: str, reading: Reading) -> Array:
    side: Side = reading.side(front)
    return side.value if side.value is not None else np.zeros(())
