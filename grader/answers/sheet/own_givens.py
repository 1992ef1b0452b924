"""Which givens a student's own names stand for: by their values, or by what formulas prove.

`c = 0.78` is the only given that is 0.78. `-2 (T - out) h` is the gradient that is asked if T is
the target, and with no other given for T. So names of which nothing is known are tried with the
givens of the question; what steps are called must be told, by a number or a formula of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from grader.answers.sheet.conventions import own_name
from grader.answers.sheet.evidence import Weighed
from grader.answers.sheet.likeness import LEAST, likeness
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side, symbols
from grader.mathlang import Tree, derivative_parts
from grader.mathlang.tree import Name, substituted
from grader.model import Array

MAX_TRIED = 150
"""Readings of one formula that are tried, enough for five names among five givens."""
MAX_FORMULAS = 30
"""Formulas of one question that are tried."""
Meant = Mapping[str, str]


def given_in(found: Weighed, readings: Iterable[Reading]) -> str:
    """The given of which a name of the student's own has the value, if it can be no other's."""
    name, *values = found.sides
    value = values[0].value if len(values) == 1 and values[0].is_plain else None
    if not name.is_own_name or value is None:
        return ""
    like = {_given_like(own_name(found), value, reading) for reading in readings} - {""}
    return like.pop() if len(like) == 1 else ""


def _given_like(name: str, value: Array, reading: Reading) -> str:
    """The given that has a value which no step has, nor another given; and no other is as like the
    name, as beta_1 and beta_2 are like beta."""
    givens = reading.asked.parameters
    if reading.truths.same(value):
        return ""
    like = [given for given, one in givens.items() if same_number(value, one, True)]
    if len(like) != 1:
        return ""
    least = max(likeness(name, like[0]), LEAST)
    is_other = any(likeness(name, one) >= least for one in givens.keys() - {like[0]})
    return "" if is_other else like[0]


def prove(statements: Sequence[Weighed], reading: Reading) -> None:
    """Learn what names stand for from the formulas of a question in symbols, as far as all of its
    formulas agree; what one proves the next builds on."""
    formulas = [one for one in statements if len(one.sides) > 1][:MAX_FORMULAS]
    asked = {step.name for step in reading.asked.steps if step.is_formula}
    while asked and reading.asked.symbols and (found := _agreed(formulas, asked, reading)):
        reading.learned.update(found)
        reading.forget()


def _agreed(formulas: Sequence[Weighed], asked: set[str], reading: Reading) -> Meant:
    said: dict[str, set[str]] = defaultdict(set)
    for one in formulas:
        label = reading.side(one.sides[0].text)
        for side in one.sides[1:]:
            ways = _ways(label, reading.side(side.text), asked, reading)
            for name, given in ways[0].items() if len(ways) == 1 else ():
                said[name].add(given)
    return {name: min(givens) for name, givens in said.items() if len(givens) == 1}


def _ways(label: Side, side: Side, asked: set[str], reading: Reading) -> list[Meant]:
    """What names stand for in each reading by which a formula is what its label says."""
    if side.tree is None or not side.is_symbolic or isinstance(side.tree, Name):
        return []
    tree = reading.expanded(side.tree)
    return [
        meant
        for step, told in _targets(label, asked, reading).items()
        for meant in _readings(tree, told, step, reading)
        if reading.meanings.step(_read(tree, meant)) == step
    ]


def _targets(label: Side, asked: set[str], reading: Reading) -> dict[str, Meant]:
    """The steps that a label may be, each with what its name stands for then: a derivative by a
    name that nobody knows may be by any given."""
    if label.name:
        return {label.name: {}} if label.name in asked else {}
    parts = derivative_parts(label.tree.name) if isinstance(label.tree, Name) else None
    if parts is None or parts[1] in reading.meanings.names:
        return {}
    by = {step: (derivative_parts(step) or ("", ""))[1] for step in asked}
    return {step: {parts[1]: given} for step, given in by.items() if reading.is_given(given)}


def _readings(tree: Tree, told: Meant, step: str, reading: Reading) -> Iterator[Meant]:
    """What is told and, for the other names of a tree that nobody knows, the givens that a step
    rests on and that the tree does not hold yet."""
    unknown = sorted(symbols(tree) - reading.meanings.names - told.keys())
    left = reading.asked.graph.under(step) - symbols(tree) - {*told.values()}
    givens = sorted(name for name in left if reading.is_given(name))
    if (unknown or told) and math.perm(len(givens), len(unknown)) <= MAX_TRIED:
        for one in permutations(givens, len(unknown)):
            yield {**told, **dict(zip(unknown, one, strict=True))}


def _read(tree: Tree, meant: Meant) -> Tree:
    return substituted(tree, {old: Name(new) for old, new in meant.items()})
