"""How well statements fit the questions that they may be in: by names, formulas and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from grader import record
from grader.answers.sheet.around import Context
from grader.answers.sheet.candidates import weighed_in
from grader.answers.sheet.evidence import Evidence, Weighed
from grader.answers.sheet.literals import same_number, written_places
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import figures, telling, value_side
from grader.answers.sheet.where import Section
from grader.model import Array

MOST = 4.0
"""What a statement says for its question at most: one alone is no ground to pass to another."""
UNASKED = 0.2
"""What a statement about a value that a question uses and does not ask for says for it."""
_AGREES = 2.0
"""What it is worth that a value is right there, or made of that question's numbers: names alone are
the same in every part."""
_VALUES = (Evidence.VALUE, Evidence.FOLLOWS, Evidence.NUMBERS)
_GIVEN = 3.0
"""What it is worth that a given stands beside its value."""
_ENTRY = 1.5
"""What it is worth that a number is an entry of a vector or a matrix that is asked for."""
_BORNE_OUT, _BY_VALUE = 1.0, 1.8
"""How much its value must tell for a statement to belong where no label puts it: two figures, and
three where nothing else speaks for it; halves and fifths are everywhere."""
_HALF, _COARSE = 0.501, 2
"""Of its last figure a number is rounded up by no more than a half; figures that are few."""
_LAST_FIGURE = 11.0
"""How far apart a value and itself rounded or cut off are at most, as a share, in units of the
last figure."""


@record(frozen=True, slots=True)
class Fit:
    """What a statement says for a question: the step that it states there, and its worth."""

    worth: float = 0.0
    step: str = ""
    is_borne_out: bool = False


class Fitting:
    """How well the statements of each section fit each question.

    Elsewhere than a label says only what has a value of that question is weighed, and that only
    where all of it together may be worth what it costs: most sections are as they are labelled.
    """

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        self.truths = {key: _Truths(reading) for key, reading in readings.items()}

    def of(self, section: Section, statements: Sequence[Statement]) -> list[dict[str, Fit]]:
        """For each statement of a section how well it fits each question."""
        at_home = self.readings[next(iter((*section.candidates, *self.readings)))]
        values = [_value(one, at_home) for one in statements]
        fits = _Fits(statements, values, self.readings, self.truths)
        found = {
            key: [n for n, value in enumerate(values) if self.truths[key].at(value)]
            for key in section.costs.keys() - section.candidates
        }
        is_told = len(section.candidates) == 1
        every = range(len(statements))
        fits.weigh(
            section.candidates, {n for at in found.values() for n in at} if is_told else every
        )
        for key, at in found.items():
            if sum(MOST + _AGREES - fits.best(n) for n in at) > section.costs[key]:
                fits.weigh(section.candidates, every)
                fits.weigh((key,), at, is_open=False)
                fits.name(key)
        return fits.found


class _Fits:
    """The fits of one section's statements, each weighed once."""

    def __init__(
        self,
        statements: Sequence[Statement],
        values: Sequence[Side | None],
        readings: Mapping[str, Reading],
        truths: Mapping[str, _Truths],
    ) -> None:
        self.statements = statements
        self.values = values
        self.readings = readings
        self.truths = truths
        self.found: list[dict[str, Fit]] = [{} for _ in statements]

    def best(self, n: int) -> float:
        return max((fit.worth for fit in self.found[n].values()), default=0.0)

    def weigh(self, keys: Sequence[str], at: Iterable[int], is_open: bool = True) -> None:
        """Weigh statements in questions, in their order: what one states the next may follow."""
        for n in sorted(at):
            for key in keys:
                if key not in self.found[n] and not self.statements[n].is_row:
                    fit = _fit(self.statements[n], self.readings[key], is_open)
                    self.found[n][key] = fit if fit.worth > 0.0 else self._entry(n, key) or fit

    def _entry(self, n: int, key: str) -> Fit | None:
        """The fit of a number that is an entry of what a question asks for."""
        side = self.values[n]
        if side is None or telling(side) < _BY_VALUE:
            return None
        name = self.truths[key].at(side)
        return Fit(_ENTRY, name, is_borne_out=True) if name else None

    def name(self, key: str) -> None:
        """What is left in a question: the steps of it that statements name."""
        for n, one in enumerate(self.statements):
            self.found[n].setdefault(key, _named(one, self.readings[key]))


def _value(statement: Statement, reading: Reading) -> Side | None:
    """The side that gives a statement's value, where that has figures enough to tell anything."""
    sides = [reading.side(text) for text in statement.chain.members]
    at = -1 if statement.is_row else value_side(sides)
    return sides[at] if at >= 0 and telling(sides[at]) >= _BORNE_OUT else None


class _Truths:
    """The values of a question's steps and their entries, for a quick look."""

    def __init__(self, reading: Reading) -> None:
        truth = reading.meanings.truth
        known = {s.name: truth[s.name] for s in reading.asked.steps if s.name in truth}
        entries = [(name, n, one) for name, v in known.items() for n, one in enumerate(v.ravel())]
        self.names = [f"{name} {n}" for name, n, _ in entries]
        self.numbers = np.array([one for _, _, one in entries])
        self.arrays = {name: value for name, value in known.items() if value.size > 1}

    def at(self, side: Side | None) -> str:
        """The step, or its entry, that a value may be, in as many figures as it is written with;
        nothing if it is none."""
        if side is None or side.value is None:
            return ""
        if side.value.size > 1:
            value = side.value
            return next((name for name, one in self.arrays.items() if same_number(value, one)), "")
        near = _LAST_FIGURE * 10.0 ** -figures(side.text) * np.abs(self.numbers)
        at = np.flatnonzero(np.abs(self.numbers - side.value.item()) <= near)
        return self.names[at[0]] if at.size else ""


def _fit(statement: Statement, reading: Reading, is_open: bool) -> Fit:
    """How well a statement fits a question: the odds of its likeliest step there."""
    found = weighed_in(statement, reading, Context())
    best = found.best
    if best is None:
        return Fit(_of_given(found, reading))
    number = found.sides[best.value].value if best.value >= 0 else None
    told = min(max(best.score, 0.0), MOST)
    if number is not None:
        agrees = min(max(best.evidence.get(one, 0.0) for one in _VALUES), 1.0)
        truth = reading.meanings.truth.get(best.step)
        told += 0.0 if _is_off(found.sides[best.value].text, number, truth) else _AGREES * agrees
        if is_open:
            reading.state(best.step, number)
    if reading.asked.step(best.step) is None:
        told = UNASKED
    step = best.step if best.value >= 0 else ""
    enough = _BY_VALUE if best.is_by_value else _BORNE_OUT
    return Fit(told, step, best.evidence.get(Evidence.VALUE, 0.0) >= enough)


def _is_off(text: str, number: Array, truth: Array | None) -> bool:
    """Whether a number of few figures is a step's only if errors on the way are allowed for, 2.7
    for 2.63: enough where it stands, too little to say where it stands."""
    if truth is None or number.size * truth.size != 1 or figures(text) > _COARSE:
        return False
    places = written_places(text)
    is_up = abs(number.item()) - abs(truth.item()) > _HALF * 10.0 ** -(places or 0)
    return places is not None and is_up


def _named(statement: Statement, reading: Reading) -> Fit:
    """A statement whose value a question does not have: the step of it that it names. One without
    a value says nothing either way."""
    members = statement.chain.members
    if statement.is_row or reading.side(members[-1]).value is None:
        return Fit(is_borne_out=True)
    first = reading.side(members[0])
    return Fit(step=first.name if reading.asked.step(first.name) is not None else "")


def _of_given(found: Weighed, reading: Reading) -> float:
    """What a statement about a value that the question gives says for that question."""
    label = found.sides[0]
    truth = reading.given(label.name) if label.name else None
    if truth is None:
        return 0.0 if reading.is_given(label.name) else -0.1
    stated = [side.value for side in found.sides if side.value is not None]
    return _GIVEN if stated and same_number(stated[-1], truth, is_exact=True) else 0.0
