"""Ways to fill a template or a sheet without knowing anything, for `gaming.py`.

A bot sees what any student sees: the names, labels and shapes of the steps, the given numbers and
what a formula may use. Those of `all_bots.py` that copy right values
are judged by the boxes into which they copy alone.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import compress, product
from random import Random

import numpy as np

from grader.model import Array, NoValue
from grader.question import AnswerKind, Assignment, Question, Step

CONSTANTS = (
    "0", "0.0", "0.00", "0.000", "-0.0", "1", "1.0", "1.00", "-1", "-1.0", "2", "2.0", "3", "10",
    "100", "1000", "0.5", "0.50", "0.500", "-0.5", "0.1", "-0.1", "0.2", "0.3", "0.4", "0.6", "0.7",
    "0.01", "0.001", "0.0001", "1e-20", "-1e-20", "1e-300", "1e20", "0.25", "1/2", "1/3", "1/4",
    "3.3", "0.99", "-2", "-0.01", "pi", "e", "0.37", "-0.62", "4.8", "1.7",
)  # fmt: skip
PAIRED = ("0.0", "1", "0.5", "-2", "100", "-1e-20")
ZEROS = ("0", "0.0", "0.00", "0.001", "1e-20")
FORMULAS = ("0", "1", "x", "-1", "1/2", "2 x", "x^2", "1 - x", "e^x")
NUMBERS_LISTED = 200

Filling = Callable[[Question, Step], str | None]
"""What a bot writes into the box of a step; None leaves it blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A way to fill; `counted` says which boxes are the bot's own guesses (default: all)."""

    name: str
    family: str
    fill: Filling | None = None
    sheet: Callable[[Assignment], str] | None = None
    counted: Callable[[Question, Step], bool] = lambda _question, _step: True


def kind_of(question: Question, step: Step) -> str:
    """What the template says of a step: formula, number, vector or matrix."""
    if step.answer is not AnswerKind.NUMBER:
        return str(step.answer.value)
    return ("number", "vector", "matrix")[min(2, len(shape_of(question, step)))]


def shape_of(question: Question, step: Step) -> tuple[int, ...]:
    value = question.solution.get(step.name)
    return () if value is None or isinstance(value, NoValue) else np.shape(value)


def shaped(text: str, shape: tuple[int, ...]) -> str:
    """The same text in every entry: `[[0.0, 0.0], [0.0, 0.0]]`."""
    for size in reversed(shape):
        text = "[" + ", ".join([text] * size) + "]"
    return text


def written(value: Array) -> str:
    """A right value as a careful student writes it."""
    return json.dumps(np.vectorize(lambda x: float(f"{x:.4g}"))(np.asarray(value)).tolist())


def fitted(value: Array, shape: tuple[int, ...]) -> str:
    """A value in a box of some shape: as it is, or its first number in every entry."""
    return written(value) if np.shape(value) == shape else shaped(written(value.flat[0]), shape)


def constant(text: str) -> Bot:
    return Bot(name=f"{text} in every box", family=family_of(text), fill=filled(text))


def family_of(text: str) -> str:
    """One figure of a usual size may be right as far as it goes; a tiny one says nothing."""
    is_usual = re.fullmatch(r"-?(0?\.0{0,2}[1-9]|[1-9]0{0,2})", text)
    return "one-figure constants" if is_usual else "constants"


def filled(text: str) -> Filling:
    return lambda question, step: shaped(text, shape_of(question, step))


def bare(text: str) -> Bot:
    """The constant without brackets, also where a matrix belongs."""
    return Bot(name=f"a bare {text} in every box", family=family_of(text),
               fill=lambda _question, _step: text)  # fmt: skip


def given(index: int) -> Bot:
    """In every box the given so far down the list, of the box's own shape where there is one."""

    def fill(question: Question, step: Step) -> str | None:
        if step.answer is AnswerKind.FORMULA:
            return step.symbols[index % len(step.symbols)] if step.symbols else None
        shape = shape_of(question, step)
        values = list(question.parameters.values())
        alike = [value for value in values if np.shape(value) == shape] or values
        return fitted(np.asarray(alike[index % len(alike)]), shape) if alike else None

    return Bot(name=f"given number {index + 1}", family="copies", fill=fill)


def input_of(place: int) -> Bot:
    """Every step is one of the values it rests on, as far back as to a given."""

    def value(question: Question, name: str, left: int = 50) -> Array | None:
        if name in question.parameters:
            return np.asarray(question.parameters[name])
        rule = question.graph.rules.get(name)
        if rule is None or not rule.arguments or not left:
            return None
        return value(question, rule.arguments[place % len(rule.arguments)], left - 1)

    def fill(question: Question, step: Step) -> str | None:
        found = value(question, step.name)
        return None if found is None else fitted(found, shape_of(question, step))

    return Bot(name=f"its input number {place}, back to a given", family="copies", fill=fill)


def old_weight(question: Question, step: Step) -> Array | None:
    """The given that a step updates: `W` for `W_new`, by the name."""
    names = [n for n in question.parameters if step.name != n and step.name.startswith(n)]
    alike = [n for n in names if np.shape(question.parameters[n]) == shape_of(question, step)]
    return np.asarray(question.parameters[max(alike, key=len)]) if alike else None


def old_weights(zero: str, formula: str | None = None, output: bool = False) -> Bot:
    """Old weights as new ones, zeros elsewhere; perhaps words, and the target as the output."""

    def fill(question: Question, step: Step) -> str | None:
        if step.answer is AnswerKind.FORMULA:
            return restated(step)[0] if formula == "words" else formula
        old = old_weight(question, step)
        target = target_of(question, step) if output else None
        value = old if old is not None else target
        return shaped(zero, shape_of(question, step)) if value is None else written(value)

    name = f"old weights, {zero} elsewhere"
    name += ", the question's words" if formula == "words" else ""
    name += ", the target as the output" if output else ""
    return Bot(name=name, family="old weights", fill=fill)


def target_of(question: Question, step: Step) -> Array | None:
    """For what the loss compares with a given of the same shape, that given."""
    loss = question.graph.rules.get("loss")
    if loss is None or step.name not in loss.arguments:
        return None
    givens = [question.parameters[n] for n in loss.arguments if n in question.parameters]
    fits = [given for given in givens if np.shape(given) == shape_of(question, step)]
    return np.asarray(fits[0]) if fits else None


def restated(step: Step) -> list[str]:
    """The question's own words as a formula: its label, parts of it, its name."""
    parts = re.split(r"\s*(?:=|,|\bfor\b|\bby\b|:)\s*", step.label)
    found = [parts[0], step.label, *parts[1:], step.name]
    by = re.fullmatch(r"d(\w+)_d(\w+)", step.name)
    if by:
        found += [rf"\frac{{\partial {by[1]}}}{{\partial {by[2]}}}", f"d{by[1]}/d{by[2]}"]
    return [text for text in found if text]


def words(index: int, elsewhere: str | None, only_formulas: bool = True) -> Bot:
    """Words of the question in the boxes of formulas (or in all), something in the others."""

    def fill(question: Question, step: Step) -> str | None:
        if only_formulas and step.answer is not AnswerKind.FORMULA:
            return None if elsewhere is None else shaped(elsewhere, shape_of(question, step))
        said = restated(step)
        return said[index % len(said)]

    where = f" and {elsewhere}" if elsewhere is not None else ""
    where += "" if only_formulas else " in every box"
    family = "words" if elsewhere is None else "mixes"
    return Bot(name=f"words of the question, number {index + 1}{where}", family=family, fill=fill)


def symbols(join: str, only: int | None = None) -> Bot:
    """What a formula may use, joined in the order of the template."""

    def fill(_question: Question, step: Step) -> str | None:
        used = step.symbols[:only]
        return join.join(used) if step.answer is AnswerKind.FORMULA and used else None

    count = "all" if only is None else f"the first {only}"
    return Bot(name=f"{count} symbols joined by '{join}'", family="words", fill=fill)


def formula(text: str) -> Bot:
    """The same formula in every box of a formula."""

    def fill(_question: Question, step: Step) -> str | None:
        return text if step.answer is AnswerKind.FORMULA else None

    return Bot(name=f"the formula {text}", family="words", fill=fill)


def drawn(seed: int) -> Bot:
    """A constant by lot in every box, the same whenever it is asked."""

    def fill(question: Question, step: Step) -> str | None:
        box = zlib.crc32(f"{seed} {question.key} {step.name}".encode())
        return shaped(CONSTANTS[box % len(CONSTANTS)], shape_of(question, step))

    return Bot(name=f"constants by lot, draw {seed}", family="lots", fill=fill)


def chosen(seed: int) -> Bot:
    """Words by lot of every list to choose from, and nothing else."""

    def fill(question: Question, step: Step) -> str | None:
        lot = Random(f"{seed} {question.key} {step.name}")
        return words_by_lot(step, shape_of(question, step), lot)

    return Bot(name=f"words of the lists by lot, draw {seed}", family="choices", fill=fill)


def words_by_lot(step: Step, shape: tuple[int, ...], random: Random) -> str | None:
    """Words of a step's list as it asks for them: one, some, or in every place; else None."""
    if step.choices is None or step.answer is AnswerKind.TABLE:
        return None
    words = step.choices.words
    if step.answer is AnswerKind.SET:
        return _as_words(step, shape, [word for word in words if random.random() < 0.5])
    return _as_words(step, shape, [random.choice(words) for _ in range(math.prod(shape))])


def all_words(step: Step, shape: tuple[int, ...], most: int) -> list[str | None]:
    """All that `words_by_lot` may choose, each once; nothing where that is more than so many."""
    if step.choices is None or step.answer is AnswerKind.TABLE:
        return []
    words, is_set = step.choices.words, step.answer is AnswerKind.SET
    size = len(words) if is_set else math.prod(shape)
    if (2 if is_set else len(words)) ** size > most:
        return []
    if is_set:
        found = [list(compress(words, taken)) for taken in product((True, False), repeat=size)]
    else:
        found = [list(chosen) for chosen in product(words, repeat=size)]
    return [_as_words(step, shape, parts) for parts in found]


def _as_words(step: Step, shape: tuple[int, ...], parts: list[str]) -> str:
    if len(shape) == 2 and step.answer is not AnswerKind.SET:
        rows = [parts[at : at + shape[1]] for at in range(0, len(parts), shape[1])]
        return "; ".join(map(" ".join, rows))
    return ", ".join(parts)


def pair(first: str, second: str) -> Bot:
    """Two constants in turn down the boxes of a question."""

    def fill(question: Question, step: Step) -> str | None:
        place = [s.name for s in question.steps].index(step.name)
        return shaped((first, second)[place % 2], shape_of(question, step))

    return Bot(name=f"{first} and {second} in turn", family="pairs", fill=fill)


def listing(line: str, low: float, high: float, name: str) -> Bot:
    """A sheet that lists numbers between two bounds under every question."""

    def sheet(assignment: Assignment) -> str:
        numbers = [f"{x:.3g}" for x in np.linspace(low, high, NUMBERS_LISTED)]
        parts = []
        for question in assignment.questions:
            names = [step.name for step in question.steps]
            lines = [line.format(name=names[i % len(names)], x=x) for i, x in enumerate(numbers)]
            parts.append(f"# {question.key}\n\n" + "\n\n".join(lines))
        return "\n\n".join(parts)

    return Bot(name=f"{name}, {low:g} to {high:g}", family="lists", sheet=sheet)
