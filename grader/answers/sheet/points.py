"""What a sheet tells of a function at a point: `\\sigma'(0) = 1/4`, and the point, `x = 0`.

A question about a formula asks for such values as constants: the largest value, where it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from grader.answers.sheet.likeness import likeness
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import AskedStep
from grader.answers.sheet.sides import Side
from grader.mathlang.tree import Call, Name, Number, with_children

_WORD = re.compile(r"[^\W\d_]+")


def values_at_points(sides: Sequence[Side], reading: Reading) -> Iterator[str]:
    """The constants that an asked formula has where the left side takes it, `\\sigma'(0)`."""
    tree = sides[0].tree
    if not isinstance(tree, Call) or len(tree.arguments) != 1 or sides[0].value is None:
        return
    if not isinstance(tree.arguments[0], Number):
        return
    for symbol in reading.asked.symbols:
        step = reading.asked.step(reading.step(with_children(tree, (Name(symbol),))) or "")
        if step is not None and step.is_formula:
            yield from (
                one.name
                for one in _constants(reading)
                if not _is_place(one, symbol)
                and np.allclose(sides[0].value, reading.meanings.truth[one.name])
            )


def places(sides: Sequence[Side], reading: Reading) -> Iterator[str]:
    """The constants that ask where something is, where a side is the symbol and another a number:
    `x = 0`, `x^* = 0`."""
    tree = sides[0].tree
    if len(sides) < 2 or not isinstance(tree, Name) or all(one.value is None for one in sides):
        return
    for symbol in reading.asked.symbols:
        if likeness(tree.name, symbol):
            yield from (one.name for one in _constants(reading) if _is_place(one, symbol))


def _constants(reading: Reading) -> Iterator[AskedStep]:
    rules = reading.asked.graph.rules
    yield from (s for s in reading.asked.steps if not s.is_formula and not rules[s.name].arguments)


def _is_place(step: AskedStep, symbol: str) -> bool:
    """Whether the words of a step speak of the symbol: `the x at which it is largest`."""
    return symbol in _WORD.findall(step.label) or step.name.startswith(("arg", f"{symbol}_"))
