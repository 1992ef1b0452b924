"""Gathers the answers of a sheet: each statement is placed, later ones replace earlier ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from grader.agreement import fitted
from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.document.blocks import Place
from grader.answers.files import short
from grader.answers.sheet.definitions import learn
from grader.answers.sheet.extrema import extrema
from grader.answers.sheet.inside import inner_values
from grader.answers.sheet.leftover import assembled, is_telling, written
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.phrases import phrase_step
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.recognition import Recognition, recognition
from grader.answers.sheet.records import AskedStep, How, SheetAnswer, Unplaced
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Remark, Statement
from grader.mathlang.tree import Name
from grader.model import Array

StepKey = tuple[str, str]
MAX_UNPLACED = 60


class Placing:
    """What has been placed so far, for all questions of a sheet."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        self.answers: dict[StepKey, SheetAnswer] = {}
        self.values: dict[StepKey, Array] = {}
        self.entries: dict[StepKey, dict[tuple[int, ...], tuple[str, Place]]] = {}
        self.begun: dict[StepKey, Unplaced] = {}
        self.waiting: list[tuple[Reading, Statement, tuple[Side, ...]]] = []
        self.unplaced: list[Unplaced] = []
        self.notes: list[str] = []

    def take(self, statement: Statement, key: str) -> None:
        """Place what a statement of a question says."""
        reading = self.readings[key]
        found = recognition(statement, reading)
        sides = found.sides if found else tuple(reading.side(t) for t in statement.chain.members)
        if found is None:
            self._set_aside(statement, sides, reading)
        elif not found.is_given:
            self._place(statement, found, reading)
        learn(sides, reading)

    def _place(self, statement: Statement, found: Recognition, reading: Reading) -> None:
        step = reading.asked.step(found.step)
        label = found.sides[0]
        if label.entry and found.step == label.name and found.value >= 0:
            self._take_entry(statement, found, reading)
            return
        if step is not None and step.is_formula:
            self._take_formula(statement, found, step, reading)
            return
        number = found.number
        if number is not None:
            if step is not None:
                self._take_number(statement, found, number, reading)
            reading.state(found.step, number)
        elif step is not None and not statement.asks:
            self._begin(statement, found, reading)
        for inner in inner_values(found, reading):
            answer = self._answer(statement, found, reading, inner.side)
            self._put(
                replace(answer, step=inner.step, text=inner.text, how=How.MEANING), inner.value
            )
            reading.state(inner.step, inner.value)

    def _answer(
        self, statement: Statement, found: Recognition, reading: Reading, side: int
    ) -> SheetAnswer:
        return SheetAnswer(
            question=reading.asked.key,
            step=found.step,
            text=written(found.sides[side].text),
            place=statement.place_of(side),
            how=found.how,
            sure=found.sure,
            label=statement.chain.members[0],
            chain=statement.chain.members,
        )

    def _take_number(
        self, statement: Statement, found: Recognition, number: Array, reading: Reading
    ) -> None:
        answer = self._answer(statement, found, reading, found.value)
        truth = reading.meanings.truth.get(found.step)
        if truth is not None and truth.ndim == 0 and number.size > 1:
            answer = replace(answer, note="a matrix stands here, where one number is asked: it is"
                                          " not stated")  # fmt: skip
        self._put(answer, number)

    def _put(self, answer: SheetAnswer, value: Array | None) -> None:
        """Take an answer in; an earlier one gives way, unless it is surer."""
        key = (answer.question, answer.step)
        before, old = self.answers.get(key), self.values.get(key)
        if before is not None and old is not None and value is not None:
            same = same_number(value, old)
            if before.sure and not answer.sure and (same or answer.how in (How.PROSE, How.VALUE)):
                return
            truth = self.readings[key[0]].meanings.truth.get(key[1])
            if _fits(old, truth) and not _fits(value, truth):
                return
            if not same and old.shape == value.shape:
                self._tell(
                    f"{answer.question}.{answer.step} is stated as {before.text} ({before.place})"
                    f" and as {answer.text} ({answer.place}); the later one counts."
                )
        self.answers[key] = answer
        if value is not None:
            self.values[key] = value

    def _tell(self, note: str) -> None:
        if len(self.notes) < 40:
            self.notes.append(note)

    def _take_formula(
        self, statement: Statement, found: Recognition, step: AskedStep, reading: Reading
    ) -> None:
        """The last side with symbols; of a constant, the number."""
        if statement.asks:
            return
        formulas = [at for at, side in enumerate(found.sides) if at and side.is_symbolic]
        is_constant = not reading.asked.graph.rules[step.name].arguments
        is_number = not formulas or (is_constant and found.value >= 0)
        at = found.value if is_number else formulas[-1]
        if at <= 0:
            return
        side = found.sides[at]
        answer = self._answer(statement, found, reading, at)
        tree = reading.expanded(side.tree) if side.tree is not None else None
        self._put(replace(answer, tree=tree), side.value)

    def _begin(self, statement: Statement, found: Recognition, reading: Reading) -> None:
        last = len(found.sides) - 1
        self.begun[reading.asked.key, found.step] = Unplaced(
            text=written(statement.chain.members[last]),
            place=statement.place_of(last),
            reason="begun, but no value is given that could be read",
            question=reading.asked.key,
            step=found.step,
        )

    def _take_entry(self, statement: Statement, found: Recognition, reading: Reading) -> None:
        key = (reading.asked.key, found.step)
        place = statement.place_of(found.value)
        text = written(found.sides[found.value].text)
        self.entries.setdefault(key, {})[found.sides[0].entry] = (text, place)
        truth = reading.meanings.truth.get(found.step)
        if truth is None or len(self.entries[key]) < truth.size:
            return
        whole = assembled(self.entries[key], truth.shape)
        if whole:
            answer = self._answer(statement, found, reading, found.value)
            value = reading.side(whole).value
            self._put(replace(answer, text=whole, how=How.ENTRIES, label=found.step), value)
            if value is not None:
                reading.state(found.step, value)

    def _set_aside(self, statement: Statement, sides: tuple[Side, ...], reading: Reading) -> None:
        """A statement that could not be placed: tried again by its value when all are read."""
        number = next((side for side in reversed(sides) if side.value is not None), None)
        if len(sides) > 1 and number is not None and not statement.asks:
            self.waiting.append((reading, statement, sides))

    def remark(self, remark: Remark, key: str) -> None:
        """Place the numbers that prose tells, `the loss comes to 0.52`."""
        reading = self.readings[key]
        for found in re.finditer(rf"(?<![\w.])(?:{NUMBER})(?![\w.]*\w)", remark.text):
            words = remark.text[: found.start()]
            step = phrase_step(words, reading.asked, reading.rules, needs_verb=True)
            if not step or reading.asked.step(step) is None:
                continue
            side = reading.side(found.group().strip())
            if side.value is None or (reading.asked.key, step) in self.answers:
                continue
            answer = SheetAnswer(
                question=key,
                step=step,
                text=side.text,
                place=remark.place,
                how=How.PROSE,
                sure=False,
            )
            self._put(answer, side.value)

    def finish(self) -> None:
        """Place what was set aside by its value, and list what is left over."""
        for reading, statement, sides in self.waiting:
            if not self._by_value(reading, statement, sides):
                self._leave(reading, statement, sides)
        for key, begun in self.begun.items():
            if key not in self.answers:
                self.unplaced.append(begun)
        for key, entries in self.entries.items():
            if key not in self.answers:
                text, place = next(iter(entries.values()))
                are = "entry is" if len(entries) == 1 else "entries are"
                reason = f"only {len(entries)} {are} stated"
                self.unplaced.append(
                    Unplaced(text=text, place=place, reason=reason, question=key[0], step=key[1])
                )

    def _by_value(self, reading: Reading, statement: Statement, sides: tuple[Side, ...]) -> bool:
        """An unknown name with a number that one unstated step alone can have."""
        value = next((at for at in range(len(sides) - 1, -1, -1) if sides[at].value is not None), 0)
        number, label = sides[value].value, sides[0]
        if value == 0 or number is None or not isinstance(label.tree, Name):
            return False
        if (label.name and label.how is not How.USUAL) or not is_telling(number):
            return False
        near = reading.only_near(number)
        if not near or (reading.asked.key, near) in self.answers:
            return False
        found = Recognition(step=near, how=How.VALUE, sides=sides, value=value, sure=False)
        self._put(self._answer(statement, found, reading, value), number)
        return True

    def _leave(self, reading: Reading, statement: Statement, sides: tuple[Side, ...]) -> None:
        at = max(at for at, side in enumerate(sides) if side.value is not None)
        label = statement.chain.members[0]
        if len(self.unplaced) < MAX_UNPLACED:
            self.unplaced.append(
                Unplaced(
                    text=written(statement.chain.members[at]),
                    place=statement.place_of(at),
                    reason=f"it is not clear which step {short(label)} is",
                    question=reading.asked.key,
                )
            )

    def extremes(self, key: str, text: str, place: Place) -> None:
        """Where and how large a function is largest and smallest, as a paragraph tells it."""
        reading = self.readings[key]
        for step, value, line in extrema(text, reading):
            answer = SheetAnswer(
                question=key, step=step, text=value, how=How.PROSE,
                place=replace(place, line=place.line + line), sure=True,
            )  # fmt: skip
            if (key, step) not in self.answers or self.answers[key, step].how is How.PROSE:
                self._put(answer, None)


def _fits(value: Array, truth: Array | None) -> bool:
    return truth is not None and fitted(value, truth.shape).shape == truth.shape
