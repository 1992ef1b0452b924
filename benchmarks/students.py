"""Simulated students who work by hand: habits of writing, one error at most, then faithful work.

A student takes the lines of `by_hand` one after the other, each with the numbers that are carried
from the lines before, and writes every value down. What is right for the student's own numbers
is worked out here too, also for all numbers that those written can stand for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from by_hand import TARGETS
from fair_questions import Posed
from hand_writing import Habit, drawn_habit, exchanged_digits, written
from human_errors import Surroundings, errors
from working import NoWayOnError, Values, lines_of, truths, value_of

TRIES = 40
"""How many numbers are tried that those written can stand for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One error: its step, its kind, and the line as the student then has it.

    The kinds "digits_exchanged", "point_moved" and "sign_lost" are slips of the pen, "blunder" is
    a number from nowhere; they have no line of their own.
    """

    step: str
    kind: str
    line: ast.expr | None = None


@dataclass(slots=True, kw_only=True)
class Work:
    """What one student did, by step in the question's own names.

    texts: what is written. own: the value that this is, exact: before it was written, and reach: of
    its last place. right: what
    the step's line gives from the student's earlier numbers; low and high: from all that these
    can stand for. blank: steps left out, with the reason. alike: the kinds of error that write the
    same as the student's at its step.
    """

    posed: Posed
    habit: Habit
    error: Error | None
    lines: Mapping[str, ast.expr] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    own: Values = field(default_factory=dict)
    reach: Values = field(default_factory=dict)
    right: Values = field(default_factory=dict)
    exact: Values = field(default_factory=dict)
    low: Values = field(default_factory=dict)
    high: Values = field(default_factory=dict)
    blank: dict[str, str] = field(default_factory=dict)
    alike: frozenset[str] = frozenset()


@cache
def possible_errors(posed: Posed) -> Mapping[str, Mapping[str, tuple[ast.expr, ...]]]:
    """Step -> kind -> lines with such an error that give another value than the truth."""
    true = truths(posed)
    rows = lines_of(posed.homework, posed.key)
    lines = {name: ways[0] for name, asked, ways in rows if asked}
    shapes = {name: np.shape(value) for name, value in true.items()}
    labels = frozenset(
        name for name, kind in TARGETS.items()
        if name in true and (kind == "one_hot" or (kind == "label" and true[name] in (0, 1)))
    )  # fmt: skip
    found: dict[str, dict[str, list[ast.expr]]] = {}
    before: Values = dict(posed.parameters)
    for name, asked, ways in rows:
        for way in ways if asked else ():
            around = Surroundings(
                step=name, lines={**lines, name: way}, shapes=shapes, labels=labels
            )
            for kind, line in errors(around):
                if _is_another_value(line, before, true[name]):
                    found.setdefault(name, {}).setdefault(kind, []).append(line)
        before[name] = true[name]
    return {step: {k: tuple(v) for k, v in kinds.items()} for step, kinds in found.items()}


def _is_another_value(line: ast.expr, before: Mapping[str, Any], true: Any) -> bool:
    """Whether a line can be worked out from what stands before it, to something wrong."""
    try:
        value = value_of(line, before)
    except NoWayOnError:
        return False
    return value.shape != np.shape(true) or not np.allclose(value, true, 1e-9, 1e-12)


PEN = ("digits_exchanged", "point_moved", "sign_lost")


def drawn_error(posed: Posed, random: np.random.Generator) -> Error | None:
    """No error for a third of the students, a blunder for a few, else one of some kind."""
    fate = random.random()
    steps = [name for name, asked, _ in lines_of(posed.homework, posed.key) if asked]
    step = steps[random.integers(len(steps))]
    if fate < 0.35:
        return None
    if fate < 0.47:
        return Error(step=step, kind="blunder")
    if fate < 0.57:
        return Error(step=step, kind=PEN[random.integers(len(PEN))])
    kinds = possible_errors(posed).get(step)
    if not kinds:
        return Error(step=step, kind=PEN[random.integers(len(PEN))])
    kind = sorted(kinds)[random.integers(len(kinds))]
    lines = kinds[kind]
    return Error(step=step, kind=kind, line=lines[random.integers(len(lines))])


def worked(
    posed: Posed, random: np.random.Generator, habits: Mapping[str, Any] = {}, **given: Error | None
) -> Work:
    """The work of one student, with a habit and perhaps an error.

    habits: what of the habit is not left to chance. error: the error, if it is not.
    """
    habit, error = drawn_habit(random), drawn_error(posed, random)
    habit, error = replace(habit, **habits), given.get("error", error)
    work = Work(posed=posed, habit=habit, error=error)
    exact: Values = dict(posed.parameters)
    lines = {}
    for name, asked, ways in lines_of(posed.homework, posed.key):
        line = lines[name] = ways[random.integers(len(ways))]
        if not asked:
            exact[name] = value_of(line, exact)
            continue
        carried = _carried(work, exact, random)
        try:
            _take(work, name, line, carried, exact, random)
        except NoWayOnError as reason:
            work.blank[name] = str(reason)
    work.lines, work.exact = lines, exact
    return work


def _carried(work: Work, exact: Values, random: np.random.Generator) -> Values:
    """The numbers that a student goes on with: those written, or those in the calculator."""
    carries = work.habit.carries
    written_ones = {
        name: value
        for name, value in work.own.items()
        if carries == "written" or (carries == "mixed" and random.random() < 0.5)
    }
    return {**exact, **written_ones}


def _take(
    work: Work, name: str, line: ast.expr, carried: Values, exact: Values,
    random: np.random.Generator,
) -> None:  # fmt: skip
    """Works one line out and writes its value down. Raises NoWayOnError."""
    names = {node.id for node in ast.walk(line) if isinstance(node, ast.Name)}
    missing = sorted(names & set(work.blank))
    if missing:
        raise NoWayOnError("an earlier step was left out")
    right = value = value_of(line, carried)
    error = work.error if work.error is not None and work.error.step == name else None
    if error is not None and error.line is not None:
        value = value_of(error.line, carried)
    elif error is not None and error.kind == "blunder":
        value = _blunder(np.asarray(right), random)
    text, own, reach = written(value, work.habit)
    if error is not None and error.kind in PEN:
        text, own = _pen_slip(error.kind, own, work.habit, random)
        value = own
    work.texts[name], work.own[name], work.reach[name] = text, own, reach
    exact[name] = value
    work.right[name] = right
    if error is not None:
        work.alike = _alike(work, name, carried)
    work.low[name], work.high[name] = _bounds(work, line, carried, names, right, random)


def _alike(work: Work, name: str, carried: Values) -> frozenset[str]:
    """The kinds of error whose values, as written, are the student's."""
    own, reach = work.own[name], np.maximum(work.reach[name], 1e-9)
    found = set()
    for kind, lines in possible_errors(work.posed).get(name, {}).items():
        for line in lines:
            try:
                value = value_of(line, carried)
            except NoWayOnError:
                continue
            if value.shape == own.shape and bool((np.abs(value - own) <= reach).all()):
                found.add(kind)
    return frozenset(found)


def _blunder(right: Any, random: np.random.Generator) -> Any:
    """Numbers from nowhere, of a size that such a step may have."""
    size = max(0.1, float(np.abs(right).mean()))
    return random.normal(size=right.shape) * size * 10 ** random.uniform(-0.7, 0.7)


def _pen_slip(kind: str, own: Any, habit: Habit, random: np.random.Generator) -> tuple[str, Any]:
    """What is written where the pen slips in one entry, and what it then is."""
    entries = np.array(own, dtype=float)
    flat = entries.reshape(-1)
    place = int(random.integers(flat.size))
    if kind == "digits_exchanged":
        # in a decimal: the slip is written as one below, and 4/25 with its digits exchanged is none
        entry = written(flat[place], replace(habit, notation="plain"))[0]
        other = exchanged_digits(entry, random)
        flat[place] = flat[place] if other is None else _read(other)
    elif kind == "point_moved":
        flat[place] *= 10.0 if random.random() < 0.5 else 0.1
    else:
        flat[place] *= -1
    exactly = Habit(layout=habit.layout, decimals=None)
    return written(entries, exactly)[0], entries


def _read(text: str) -> float:
    base, _, exponent = text.partition("*10^")
    above, _, below = base.partition("/")
    return float(above) / float(below or 1) * 10.0 ** int(exponent or 0)


def _bounds(
    work: Work, line: ast.expr, carried: Values, names: set[str], right: Any,
    random: np.random.Generator,
) -> tuple[Any, Any]:  # fmt: skip
    """The smallest and largest values of a line for numbers that those written can stand for."""
    low = high = np.asarray(right, dtype=float)
    rests_on = sorted(names & set(work.own))
    for i in range(TRIES if rests_on else 0):
        values = dict(carried)
        for name in rests_on:
            side = random.choice((-1.0, 1.0), np.shape(work.own[name])) if i % 2 else None
            values[name] = _stands_for(work, name, random, side)
        try:
            value = value_of(line, values)
        except NoWayOnError:
            continue
        if value.shape == low.shape:
            low, high = np.minimum(low, value), np.maximum(high, value)
    return low, high


def _stands_for(work: Work, name: str, random: np.random.Generator, side: Any) -> Any:
    """Numbers that what is written can stand for: at random, or each at one of its ends."""
    own, reach = np.asarray(work.own[name]), work.reach[name]
    if work.habit.cuts:
        share = random.random(own.shape) if side is None else (side + 1) / 2
        return own + np.sign(own) * reach * share
    share = random.uniform(-0.5, 0.5, own.shape) if side is None else side / 2
    return own + reach * share


def simulated(posed: tuple[Posed, ...], students: int, seed: int) -> Iterator[Work]:
    """The work of so many students, the questions in turn."""
    random = np.random.default_rng(seed)
    for i in range(students):
        yield worked(posed[i % len(posed)], random)
