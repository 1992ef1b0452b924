"""What the first reading of a sheet teaches: which names stand for which steps, and its numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from grader.answers.sheet.carrying import Stated
from grader.answers.sheet.company import company
from grader.answers.sheet.conventions import Conventions
from grader.answers.sheet.evidence import Evidence, Weighed
from grader.answers.sheet.literals import written_places
from grader.answers.sheet.own_givens import given_in, prove
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.rounds import Round, Rounds, Sighting
from grader.answers.sheet.telling import chance, figures, telling, value_side

LEAST_FIGURES = 2
"""Of a number that is known for a step's by its value alone."""
LEARNED = 0.6
"""The share of votes from which on a name of the student's own stands for a step."""


class Survey:
    """What was heard in the first reading.

    conventions: what names stand for. numbers: those of each question in order. named: the steps of
    each question that are stated with their values under their own names. company: how much stands
    beside a loose number that is a step's value, by statement.
    """

    def __init__(self) -> None:
        self.conventions = Conventions()
        self.numbers: dict[str, list[Stated]] = defaultdict(list)
        self._heard: list[tuple[int, str, Weighed, Sighting | None]] = []
        self._rounds: dict[str, Rounds] = {}
        self.company: dict[int, dict[str, float]] = {}
        self._loose: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._fitting: dict[str, set[str]] = defaultdict(set)
        self._beyond_luck: dict[str, float] = {}
        self.named: dict[str, set[str]] = defaultdict(set)

    def hear(
        self, number: int, key: str, part: str, found: Weighed, one_of: Sighting | None
    ) -> None:
        """Take in a statement of a question, or of a part of it, with the number that it gives."""
        self._heard.append((number, key, found, one_of))
        at = value_side(found.sides)
        value = found.sides[at].value if at >= 0 else None
        if value is not None:
            places, told = written_places(found.sides[at].text), telling(found.sides[at])
            self.numbers[key].append(Stated(at=number, value=value, places=places, telling=told))
        values = [side.text for side in found.sides if side.value is not None]
        if values and found.best is None and not found.sides[0].name:
            for of in {"", part}:
                self._loose[key, of].add(values[-1])
        if found.best is not None and found.best.is_by_value:
            self._fitting[key].add(found.best.step)
        if found.best is not None and {Evidence.NAME, Evidence.VALUE} <= found.best.evidence.keys():
            self.named[key].add(found.best.step)

    def settle(self, readings: Mapping[str, Reading]) -> None:
        """Let the readings know what names stand for, and begin again."""
        for key, reading in readings.items():
            own = [one for _, of, _, one in self._heard if of == key and one]
            self._rounds[key] = Rounds(own, reading)
            heard = [(at, found) for at, of, found, _ in self._heard if of == key and at >= 0]
            self.company |= company(heard, reading.asked)
            steps = {step.name for step in reading.asked.steps}
            by_luck = len(steps) * sum(map(_chance, self._loose[key, ""]))
            self._beyond_luck[key] = max(0.0, len(self._fitting[key] & steps) - by_luck)
        self._vote(readings)
        for key, reading in readings.items():
            self._tell(reading)
            prove([found for _, of, found, _ in self._heard if of == key], reading)

    def _vote(self, readings: Mapping[str, Reading]) -> None:
        """Let the statements that no round tells of say what their names stand for."""
        for number, key, found, one in self._heard:
            if one is not None and self.round(key, one):
                continue
            is_lucky = found.best is not None and found.best.is_by_value
            trust = 1 / (1 + self.loose(key)) if is_lucky else 1.0
            self.conventions.learn(number, found, trust, given_in(found, readings.values()))

    def _tell(self, reading: Reading) -> None:
        """Let a reading know what names stand for, and begin again."""
        for name in self.conventions.names():
            step = "" if reading.has(name) else self._stands_for(name, reading)
            if step and not reading.is_explained(name):
                reading.learned[name] = step
        reading.forget()

    def round(self, key: str, one: Sighting | None) -> Round | None:
        """What the round of a statement tells of it, if that tells anything."""
        return self._rounds[key].of(one) if one else None

    def loose(self, key: str, part: str = "") -> float:
        """How many numbers of a part of a question fit no step there; of all of it for each step
        that one fits by value alone, beyond those that so many fit by luck: where that is many, a
        fit is luck; a student's own names leave few."""
        return len(self._loose[key, part]) / (1 if part else self._beyond_luck.get(key, 0.0) + 1)

    def _stands_for(self, name: str, reading: Reading) -> str:
        """The step, or the given, that a name of the student's own stands for all over the sheet,
        or nothing."""
        votes = self.conventions.stands_for(name, -1)
        elsewhere = sum(much for step, much in votes.items() if not reading.has(step))
        here = {n: much / (1.0 - elsewhere) for n, much in votes.items() if reading.has(n)}
        best = max(here, key=lambda n: here[n], default="")
        return best if best and here[best] > LEARNED else ""


def _chance(text: str) -> float:
    """How likely a value is a step's by luck: of one figure or several entries none is known so."""
    is_numeral = written_places(text) is not None and figures(text) >= LEAST_FIGURES
    return chance(text) if is_numeral else 0.0
