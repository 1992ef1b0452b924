"""Bots of `gaming.py` that make something of the numbers at hand, but not what is asked.

Blind ones know the givens and what they wrote themselves: numbers by lot, one sum of the givens in
every box, the line above turned over or nudged. Knowing ones have every second step right and the
others made of right values in the same ways, or all right values in wrong boxes; they are judged
by the boxes that are not right. What they write may well be what a real slip gives: their share
has no target, and a slip of the rule beside right steps is not to be told from them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np
from bots import Bot, old_weight
from boxes import (
    Box,
    Change,
    above,
    box_of,
    boxes,
    first,
    fitted,
    given_inputs,
    givens,
    last,
    own_source,
    right_source,
    text_of,
)

from grader.model import Array
from grader.question import Question, Step

Fill = Callable[[Box], Array | None]


def figures(count: int, value: Array) -> Array:
    """Numbers in so many significant figures."""
    flat = [float(f"{x:.{count}g}") for x in np.ravel(value)]
    return np.reshape(np.array(flat), np.shape(value))


CHANGES: Mapping[str, Change] = {
    "as it is": lambda x: x,
    "in two figures": partial(figures, 2),
    "in three figures": partial(figures, 3),
    "one per cent more": lambda x: x * 1.01,
    "ten per cent less": lambda x: x * 0.9,
    "and 0.01": lambda x: x + 0.01,
    "and 1": lambda x: x + 1,
    "with the other sign": lambda x: -x,
    "transposed": np.transpose,
    "back to front": lambda x: np.flip(x),
    "halved": lambda x: x / 2,
    "doubled": lambda x: 2 * x,
    "by ten": lambda x: x / 10,
    "squared": lambda x: np.clip(x * x, 0, 1e100),
    "turned over": lambda x: np.divide(1.0, x, out=np.zeros_like(x), where=x != 0),
    "from one": lambda x: 1 - x,
}
"""What is done to a number at hand to look like an answer."""
TOGETHER: Mapping[str, Callable[[Array], float]] = {
    "sum": lambda x: float(np.sum(x)),
    "mean": lambda x: float(np.mean(x)),
    "product": lambda x: float(np.prod(x)),
    "greatest": lambda x: float(np.max(x)),
    "spread": lambda x: float(np.std(x)),
    "size": lambda x: float(np.sqrt(np.sum(x * x))),
}
"""One number made of several."""
SOURCES = {"the line above": above, "its first input": first, "its last input": last}
FILLERS = ("0", "1", "0.5", "0.37")
DRAWS = 12


def trying_bots() -> Iterator[Bot]:
    """All bots that try."""
    for name, together in TOGETHER.items():
        yield blind(f"the {name} of the givens", partial(_made, together, givens))
        yield blind(f"the {name} of its inputs", partial(_made, together, given_inputs))
    for name, change in CHANGES.items():
        for words, source in SOURCES.items():
            yield blind(f"{words}, {name}", partial(own_source, change=change, source=source))
            yield knowing(f"{words}, {name}", partial(right_source, change=change, source=source))
    for seed in range(DRAWS):
        for name, draw in LOTS.items():
            yield blind(f"{name} by lot, draw {seed}", partial(_drawn, seed, draw), "lots")
        yield judged(f"right values in wrong boxes, draw {seed}", partial(_permuted, seed))
    for count in (1, 2):
        for filler in FILLERS:
            yield judged(
                f"the first {count} right, then {filler}", partial(_started, count, filler)
            )
    yield blind("old weights a little off, the line above", _nudged)


def blind(name: str, fill: Fill, family: str = "tries") -> Bot:
    """A bot that fills all boxes of numbers from what a student sees and its own answers."""
    return Bot(name=name, family=family, fill=partial(_text, fill))


def knowing(name: str, fill: Fill) -> Bot:
    """Every second step right, the others made of right values."""

    def mixed(box: Box) -> Array | None:
        return fill(box) if box.place % 2 else box.right

    return judged(f"every second step right, the others {name}", mixed)


def judged(name: str, fill: Fill) -> Bot:
    """A bot that knows right values, judged by the boxes in which it has none."""

    def counted(question: Question, step: Step) -> bool:
        box = box_of(question, step)
        value = None if box is None else fill(box)
        if box is None or value is None:
            return False
        return not np.allclose(fitted(value, box), box.right, 0.01)

    return Bot(name=name, family="tries, knowing", fill=partial(_text, fill), counted=counted)


def _text(fill: Fill, question: Question, step: Step) -> str | None:
    box = box_of(question, step)
    value = None if box is None else fill(box)
    return None if box is None or value is None else text_of(value, box)


def _made(together: Callable[[Array], float], numbers: Callable[[Box], Array], box: Box) -> Array:
    return np.full(box.right.shape, together(numbers(box)))


Draw = Callable[[np.random.Generator, Box], Array]
LOTS: Mapping[str, Draw] = {
    "two figures": lambda random, box: figures(2, random.uniform(-2, 2, box.right.shape)),
    "three figures": lambda random, box: figures(3, random.uniform(-2, 2, box.right.shape)),
    "whole numbers": lambda random, box: random.integers(-9, 10, box.right.shape).astype(float),
    "entries from the givens": lambda random, box: random.choice(givens(box), box.right.shape),
}
"""What is drawn for a box, every entry by itself."""


def _drawn(seed: int, draw: Draw, box: Box) -> Array:
    place = zlib.crc32(f"{seed} {box.question.key} {box.step.name}".encode())
    return np.asarray(draw(np.random.default_rng(place), box))


def _permuted(seed: int, box: Box) -> Array:
    """A right value of another step of the same shape."""
    alike = [one for one in boxes(box.question) if one.right.shape == box.right.shape]
    order = np.random.default_rng(seed).permutation(len(alike))
    names = [one.step.name for one in alike]
    return np.asarray(alike[order[names.index(box.step.name)]].right)


def _started(count: int, filler: str, box: Box) -> Array:
    return box.right if box.place < count else np.full(box.right.shape, float(filler))


def _nudged(box: Box) -> Array:
    weight = old_weight(box.question, box.step)
    if weight is None:
        return own_source(box, lambda x: x, above)
    return weight + np.where(np.arange(weight.size).reshape(weight.shape) % 2, 0.013, -0.017)
