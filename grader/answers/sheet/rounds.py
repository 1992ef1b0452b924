"""The same name stated several times for different steps: which round of the work each is of.

`U` stands below `Iteration 1`, `Iteration 2` and `Iteration 3`, and the rubric asks for U, U_2 and
U_3. What could tell the rounds apart is supposed in turn: each word that counts in headings and
before values, and how often the name was stated before. What agrees best with the values of all
names together is believed, so that one wrong value decides nothing; what it says of a name is then
known for each of its statements. A round that the rubric does not ask for answers nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from grader import record
from grader.answers.sheet.evidence import VALUES, WEIGHTS, Evidence, Weighed
from grader.answers.sheet.likeness import SAME, likeness
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import AskedStep, How
from grader.answers.sheet.sides import Side, called
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.step_words import STEM
from grader.answers.sheet.surroundings import marks
from grader.answers.sheet.telling import value_side
from grader.model import Array

_FIGURE = re.compile(r"_?\d+")
_SHIFTS = (0, -1, 1)
_TOLD = 3.0
"""What it is worth that the rubric counts with the same word."""
_SHIFTED, _COUNTED = 8.0, 0.5
"""What speaks against counting from elsewhere, and against counting the statements themselves."""
MAX_LABEL = 40
"""Characters of what a value is called; what is longer is a formula."""
_ANSWERED = 0.6
"""What it is worth that one more step of a series is answered."""
LEAST = 1.5
"""How much values must agree for a name of the student's own to stand for a series of steps."""
_AGREEING = (*VALUES, Evidence.NUMBERS, Evidence.MEANING)

UNASKED = "-"
"""The name of what stands in a round of which nothing is asked."""
Series = Mapping[int, str]


@record(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A statement of a value under a name. agrees: how far its value is each step's."""

    at: int
    label: str
    marks: Mapping[str, int]
    value: Array
    agrees: Mapping[str, float]


@record(frozen=True, slots=True, kw_only=True)
class Round:
    """What is known of a statement by its round: its step, "" where none is asked for.

    is_named: whether it bears the name of the step but for the round.
    """

    step: str
    is_named: bool

    def read(self, label: Side) -> Side:
        """The name of such a statement as it reads in its round."""
        if self.is_named or not self.step:
            return replace(label, name=self.step or UNASKED, how=How.ALIAS)
        return replace(label, name="")


def sighting(
    at: int, statement: Statement, found: Weighed | None, reading: Reading
) -> Sighting | None:
    """A statement as one of a name that may come again; None of what has no name or value.

    found: its steps, where they are known already.
    """
    sides = [reading.side(text) for text in statement.chain.members]
    label = _label(sides[0])
    side = value_side(sides)
    value = sides[side].value if side > 0 else None
    if not label or value is None or statement.asks:
        return None
    agrees = {
        one.step: sum(WEIGHTS[e] * one.evidence.get(e, 0.0) for e in _AGREEING)
        for one in (found.candidates if found else ())
    }
    return Sighting(at=at, label=label, marks=statement.marks, value=value, agrees=agrees)


def _label(side: Side) -> str:
    """What a side calls a value: its name, or the text of what is no number, `D(C_1, A)`, and of
    `AUC` where that is a name of the step auc1."""
    name = called(side.tree, side.text)
    is_numbered = _FIGURE.search(name) and not _FIGURE.search(side.text)
    if name and not is_numbered and "(" not in side.text:
        return name
    is_short = side.value is None and len(side.text) <= MAX_LABEL
    return "".join(side.text.split()) if is_short else ""


@record(frozen=True, slots=True)
class _Count:
    """One way to count rounds: by a word, or by the statements of a name (""), from a number on."""

    word: str
    shift: int
    series: Mapping[str, Series]
    is_told: bool = False


class Rounds:
    """The rounds of one question, as its sightings tell them."""

    def __init__(self, sightings: Sequence[Sighting], reading: Reading) -> None:
        self._labels: dict[str, list[Sighting]] = defaultdict(list)
        ordered = sorted(sightings, key=lambda one: one.at)
        self._order = [one.at for one in ordered]
        for one in ordered:
            self._labels[one.label].append(one)
        self._starts = {label: _starts(own) for label, own in self._labels.items()}
        self._stands_for: dict[str, _Named] = {}
        counts = list(self._counts(reading))
        best = max(counts, key=self._worth, default=None)
        if best is not None:
            self._count = best
            self._stands_for = {
                one.label: one
                for one in self._read(best)
                if (one.is_named and best.is_told) or one.is_borne_out
            }

    def of(self, one: Sighting) -> Round | None:
        """What the round of a statement tells; None where its name is of no series.

        Outside of all rounds stands a remark, where every round that is asked for has its value.
        """
        named = self._stands_for.get(one.label)
        index = self._index(self._count, one) if named else None
        if named is None or (index is None and not named.is_complete):
            return None
        if index is None:
            return Round(step="", is_named=True)
        return Round(step=named.series.get(index, ""), is_named=named.is_named)

    def _counts(self, reading: Reading) -> Iterator[_Count]:
        """All ways to count that the sheet offers."""
        own = _by_figures(reading.asked.steps)
        numbers: dict[str, set[int]] = defaultdict(set)
        for sightings in self._labels.values():
            for one in sightings:
                for word, number in one.marks.items():
                    numbers[word].add(number)
        for word in (word for word, seen in numbers.items() if len(seen) > 1):
            told = _by_word(reading.asked.steps, word)
            if told:
                yield _Count(word, 0, told, is_told=True)
            elif own:
                yield from (_Count(word, shift, own) for shift in _SHIFTS)
        if own:
            yield from (_Count("", shift, own) for shift in _SHIFTS)

    def _index(self, count: _Count, one: Sighting) -> int | None:
        if count.word:
            number = one.marks.get(count.word)
            return None if number is None else number + count.shift
        return bisect_right(self._starts.get(one.label, []), one.at) + count.shift

    def _worth(self, count: _Count) -> float:
        against = _SHIFTED * (count.shift != 0) + _COUNTED * (not count.word)
        read = [one for one in self._read(count) if one.much > 0.0]
        agreed = sum(one.much + _ANSWERED * len(one.rounds & one.series.keys()) for one in read)
        return agreed + _TOLD * count.is_told - against

    def _is_apart(self, own: Sequence[Sighting]) -> bool:
        """Whether other statements stand between all those of one name."""
        places = [self._order.index(one.at) for one in own]
        return all(after - before > 1 for before, after in pairwise(places))

    def _read(self, count: _Count) -> Iterator[_Named]:
        """The series that each name stands for best, and how far its values agree with that."""
        for label, own in self._labels.items():
            numbered = [(self._index(count, one), one) for one in own]
            known = [(index, one) for index, one in numbered if index is not None]
            if len({index for index, _ in known}) < 2 - count.is_told:
                continue
            named = [s for base, s in count.series.items() if likeness(label, base) >= SAME]
            free = () if _FIGURE.search(label) else count.series.values()
            found = [
                _Named(label, one, bool(named), known, self._is_apart(own)) for one in named or free
            ]
            yield from [max(found, key=lambda one: one.much)] if found else ()


@record(frozen=True, slots=True)
class _Named:
    """A name with the series of steps that it may stand for. known: its statements with the rounds
    that they are of. is_apart: whether others stand between them."""

    label: str
    series: Series
    is_named: bool
    known: Sequence[tuple[int, Sighting]]
    is_apart: bool

    @property
    def rounds(self) -> frozenset[int]:
        return frozenset(index for index, _ in self.known)

    @property
    def is_complete(self) -> bool:
        """Whether each step of the series is stated in its own round, under its own name."""
        return self.is_named and self.series.keys() <= self.rounds

    @property
    def much(self) -> float:
        """How much more values agree with the steps of their rounds than with any others."""
        return sum(self._agreed(index, one) for index, one in self.known)

    @property
    def is_borne_out(self) -> bool:
        """Whether the values of half of the rounds and more agree; of one alone where other work
        stands between: what is stated twice in a row is corrected."""
        agreed = {index for index, one in self.known if self._agreed(index, one) > 0.0}
        is_most = 2 * len(agreed) >= len(self.rounds & self.series.keys())
        return self.much >= LEAST and is_most and (len(agreed) > 1 or self.is_apart)

    def _agreed(self, index: int, one: Sighting) -> float:
        step = self.series.get(index, "")
        others = (much for other, much in one.agrees.items() if other != step)
        return one.agrees.get(step, 0.0) - max(others, default=0.0)


def _starts(own: Sequence[Sighting]) -> list[int]:
    """Where the rounds of a name begin: a value that is stated again is none of its own."""
    found: list[int] = []
    before: Array | None = None
    for one in own:
        if before is None or not same_number(one.value, before):
            found.append(one.at)
        before = one.value
    return found


def _by_figures(steps: Sequence[AskedStep]) -> Mapping[str, Series]:
    """The series of steps whose names differ in one figure, or in having none."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for step in steps:
        for figure in _FIGURE.finditer(step.name):
            base = f"{step.name[: figure.start()]}{step.name[figure.end() :]}"
            found[base][int(figure.group().lstrip("_"))] = step.name
    for step in steps:
        if step.name in found:
            found[step.name].setdefault(min(found[step.name]) - 1, step.name)
    return {base: series for base, series in found.items() if len(series) > 1}


def _by_word(steps: Sequence[AskedStep], word: str) -> Mapping[str, Series]:
    """The series of steps whose labels count with a word, `(iteration 2)`; none where one number
    alone is counted."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for step in steps:
        for said, number in marks([step.label]).items():
            if said[:STEM] == word[:STEM]:
                base = re.sub(rf"_?{number}$", "", step.name)
                found[base][number] = step.name
    numbers = {number for series in found.values() for number in series}
    return found if len(numbers) > 1 else {}
