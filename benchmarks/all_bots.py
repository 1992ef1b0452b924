"""The bots of `gaming.py`: those that copy what stands right elsewhere, and all of them by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import permutations

import numpy as np
from bots import (
    CONSTANTS,
    FORMULAS,
    NUMBERS_LISTED,
    PAIRED,
    ZEROS,
    Bot,
    bare,
    chosen,
    constant,
    drawn,
    fitted,
    formula,
    given,
    input_of,
    listing,
    old_weights,
    pair,
    symbols,
    words,
)
from numpy.typing import ArrayLike
from sheet_bots import sheet_bots

from grader.model import Array, NoValue
from grader.question import AnswerKind, Question, Step


def copied(name: str, source: Callable[[Question, int], str | None]) -> Bot:
    """Every second step is right; the others are copies of givens and of what it wrote itself: the
    right value of a box where it wrote another is no copy. One that is right is not counted."""

    def place(question: Question, step: Step) -> int:
        return [s.name for s in question.steps].index(step.name)

    def copy(question: Question, step: Step) -> Array | None:
        named = source(question, place(question, step)) or ""
        if named in question.parameters:
            return np.asarray(question.parameters[named])
        text = next((fill(question, one) for one in question.steps if one.name == named), None)
        return None if text is None else np.asarray(json.loads(text))

    def fill(question: Question, step: Step) -> str | None:
        right = question.solution.get(step.name)
        if step.answer is not AnswerKind.NUMBER or right is None or isinstance(right, NoValue):
            return None
        value = copy(question, step) if place(question, step) % 2 else np.asarray(right)
        return None if value is None else fitted(value, np.shape(right))

    def counted(question: Question, step: Step) -> bool:
        text, right = fill(question, step), question.solution.get(step.name)
        if text is None or right is None or isinstance(right, NoValue):
            return False
        return bool(place(question, step) % 2) and not _is_right(json.loads(text), right)

    return Bot(name=f"every second step right, the others {name}", family="copies", fill=fill,
               counted=counted)  # fmt: skip


def _is_right(copy: ArrayLike, right: Array) -> bool:
    """Whether a copy is the right value, as far as its figures go."""
    decimals = max(len(f"{x:g}".partition(".")[2]) for x in np.ravel(copy))
    return np.allclose(copy, right, rtol=0.01, atol=0.6 * 10.0**-decimals)


def copiers() -> Iterator[Bot]:
    """Copies of what stands right elsewhere: the line above, the first value, an input."""

    def argument(question: Question, place: int, which: int) -> str | None:
        arguments = question.graph.rules[question.steps[place].name].arguments
        return arguments[which] if -len(arguments) <= which < len(arguments) else None

    yield copied("the line above", lambda q, i: q.steps[i - 1].name)
    yield copied("the first answer", lambda q, _i: q.steps[0].name)
    for which in (0, 1, -1):
        yield copied(f"input {which} of the rule", partial(argument, which=which))


def all_bots() -> Mapping[str, Bot]:
    """Every bot that needs no hindsight, by name."""
    bots = [make(text) for text in CONSTANTS for make in (constant, bare)]
    bots += [given(index) for index in range(12)] + [input_of(place) for place in (0, 1, -1)]
    bots += copiers()
    bots += [old_weights(zero) for zero in ZEROS]
    bots += [old_weights(zero, "words") for zero in ZEROS]
    bots += [old_weights(zero, "0", output=True) for zero in ZEROS[:3]]
    bots += [words(index, elsewhere) for index in range(7) for elsewhere in (None, "0.0")]
    bots += [words(index, None, only_formulas=False) for index in range(4)]
    bots += [symbols(" "), symbols(" + "), symbols(" ", 2), symbols(" ", 1)]
    bots += [formula(text) for text in FORMULAS] + [drawn(seed) for seed in range(40)]
    bots += [chosen(seed) for seed in range(20)]
    bots += [pair(*two) for two in permutations(PAIRED, 2)]
    for low, high in ((0, 1.99), (-1, 1), (-10, 10)):
        bots.append(listing("{x}", low, high, f"{NUMBERS_LISTED} loose numbers"))
        bots.append(listing("so it is about {x}.", low, high, f"{NUMBERS_LISTED} in sentences"))
        bots.append(listing("{name} = {x}", low, high, f"{NUMBERS_LISTED} under the steps' names"))
    bots += sheet_bots()
    return {bot.name: bot for bot in bots}
