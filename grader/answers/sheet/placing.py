"""Which statement answers which step: all statements of a sheet are weighed, twice.

The first reading of the sheet learns the student's names and definitions; the second weighs every
statement with what was learned. Of the statements about one step the best told counts, and among
equals the last; one that loses its step may be about another.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.answers.document.blocks import Place
from grader.answers.files import short
from grader.answers.sheet.candidates import Context, weighed_in
from grader.answers.sheet.components import wholes
from grader.answers.sheet.conventions import Conventions, own_name
from grader.answers.sheet.definitions import learn
from grader.answers.sheet.evidence import WEIGHTS, Candidate, Evidence, Weighed
from grader.answers.sheet.extrema import extrema
from grader.answers.sheet.inside import inner_values
from grader.answers.sheet.leftover import assembled, written
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import How, SheetAnswer, Unplaced
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Statement
from grader.model import Array

StepKey = tuple[str, str]
MAX_UNPLACED = 60
MAX_NOTES = 40
SURE = 0.9
"""The share from which on a reading is certain: of those on fitting sheets 0.5% were wrong."""
EQUAL = 1.0
"""Of scores: two statements that are told so alike count as told alike, and the later counts."""
LEARNED, RENAMED = 0.6, 0.67
"""The shares of votes from which on a name of the student's own, and one of the rubric, stands for
a step: one statement alone, at most 2/3, does not rename the rubric's h1."""
_NOT_SAID = (
    Evidence.VALUE, Evidence.FOLLOWS, Evidence.SLIP, Evidence.OTHER_VALUE, Evidence.NEXT,
    Evidence.BACK, Evidence.LUCK,
)  # fmt: skip
"""Evidence that is no word of the student's on which step is meant."""
_CERTAIN = (Evidence.NAME, Evidence.MEANING, Evidence.NUMBERS, Evidence.LEARNED)
"""Evidence without which nothing is certain: words and values may fit by luck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A statement with its question and its weighed readings there."""

    number: int
    statement: Statement
    key: str
    weighed: Weighed

    def value(self, candidate: Candidate) -> Array | None:
        return self.weighed.sides[candidate.value].value if candidate.value >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement's claim to answer a step."""

    heard: Heard
    candidate: Candidate
    share: float

    @property
    def told(self) -> float:
        """How well the statement says which step it is about, whatever its value: a student who
        names many values for a step gets the last, not the right one."""
        found = self.candidate
        return found.score - sum(WEIGHTS[e] * found.evidence.get(e, 0.0) for e in _NOT_SAID)

    @property
    def is_begun(self) -> bool:
        return self.candidate.value < 0


class Placing:
    """What the statements of a sheet are about, for all its questions."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        self.conventions = Conventions()
        self.heard: list[Heard] = []
        self.last: dict[str, str] = {}
        self.answers: dict[StepKey, SheetAnswer] = {}
        self.entries: dict[StepKey, dict[tuple[int, ...], tuple[str, Place]]] = {}
        self.unplaced: list[Unplaced] = []
        self.notes: list[str] = []
        self.surveyed: list[tuple[int, str, Weighed]] = []
        self.loose: dict[str, int] = defaultdict(int)
        self.fitting: dict[str, set[str]] = defaultdict(set)
        self.parts: set[int] = set()
        self.taken: dict[StepKey, Claim] = {}

    def survey(self, statement: Statement, key: str, number: int) -> None:
        """Learn from a statement what its names stand for; nothing is placed."""
        found = self._weigh(statement, key, Context(last=self.last.get(key, "")))
        self.surveyed.append((number, key, found))
        has_value = any(side.value is not None for side in found.sides)
        self.loose[key] += has_value and found.best is None and not found.sides[0].name
        if found.best is not None and found.best.is_by_value:
            self.fitting[key].add(found.best.step)

    def settle(self) -> None:
        """What was learned is known from here on, and the sheet is read from its beginning."""
        self.last.clear()
        for number, key, found in self.surveyed:
            is_lucky = found.best is not None and found.best.is_by_value
            self.conventions.learn(number, found, 1 / (1 + self._loose(key)) if is_lucky else 1.0)
        for reading in self.readings.values():
            for name in (*reading.rules, *self.conventions.names()):
                step = self._stands_for(name, reading)
                if name in reading.rules and step:
                    reading.renamed[name] = step
                elif step and not reading.is_given(name) and not reading.is_defined(name):
                    reading.learned[name] = step
            reading.forget()

    def _loose(self, key: str) -> float:
        """How many numbers of a question fit no step, for each step that one fits by value alone:
        where that is many, a fit is luck; a student's own names leave few."""
        return self.loose[key] / (len(self.fitting[key]) + 1)

    def _stands_for(self, name: str, reading: Reading) -> str:
        """The other step that a name stands for all over the sheet, or nothing."""
        votes = self.conventions.stands_for(name, -1)
        other = max((n for n in votes if n != name), key=lambda n: votes[n], default="")
        enough = RENAMED if name in reading.rules else LEARNED
        return other if other in reading.rules and votes[other] > enough else ""

    def take(self, statement: Statement, key: str, number: int) -> None:
        """Weigh a statement with all that was learned."""
        reading = self.readings[key]
        side = reading.side(statement.chain.members[0])
        if side.entry and side.name in reading.rules:
            self._take_entry(statement, key)
            return
        name = own_name(Weighed(sides=(side,)))
        learned = self.conventions.stands_for(name, number) if name else {}
        last, luck = self.last.get(key, ""), math.log1p(self._loose(key) / 2)
        found = self._weigh(statement, key, Context(last=last, learned=learned, luck=luck))
        self.heard.append(Heard(number=number, statement=statement, key=key, weighed=found))

    def put_together(
        self,
        said: Sequence[tuple[int, Statement, str]],
        act: Callable[[Statement, str, int], None],
    ) -> None:
        """Take in what single entries state together, numbered from -1 down."""
        self.parts.clear()
        last = 0
        for key, reading in self.readings.items():
            own = [(number, item) for number, item, of in said if of == key]
            for whole in wholes(own, reading):
                self.parts.update(whole.parts)
                last -= 1
                act(whole.statement, key, last)

    def _weigh(self, statement: Statement, key: str, context: Context) -> Weighed:
        reading = self.readings[key]
        found = weighed_in(statement, reading, context)
        best = found.best
        if best is not None:
            self.last[key] = best.step
            number = found.sides[best.value].value if best.value >= 0 else None
            if number is not None:
                reading.state(best.step, number)
        learn(found.sides, reading)
        return found

    def finish(self) -> None:
        """Give every step its statement, and list what is left over."""
        taken = self.taken
        waiting = [claim for heard in self.heard for claim in _first(heard)]
        lost = self._choose(waiting, taken)
        again = [claim for one in lost for claim in _next(one, taken)]
        self._choose(again, taken)
        self._leave(taken)
        for step, claim in taken.items():
            self._answer(step, claim)
        self._finish_entries()
        self._doubt()

    def _doubt(self) -> None:
        """What rests on a value that may be among those left over is not certain.

        It may follow from what could not be read, and then it is right.
        """
        left = {one.question for one in self.unplaced if not one.step}
        for (key, name), answer in self.answers.items():
            reading = self.readings[key]
            inputs = reading.asked.graph.ancestors(name) & reading.order.keys()
            if key in left and any((key, one) not in self.answers for one in inputs):
                self.answers[key, name] = replace(answer, sure=False)

    def _choose(self, claims: Sequence[Claim], taken: dict[StepKey, Claim]) -> list[Claim]:
        """Give each step the best told claim; those that lost with another value."""
        groups: dict[StepKey, list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.heard.key, claim.candidate.step].append(claim)
        lost: list[Claim] = []
        for step, group in groups.items():
            chosen, rivals = _chosen(group)
            taken[step] = _doubted(chosen, group)
            lost += [c for c in group if c is not chosen and not _agree(c, chosen)]
            if rivals:
                self._tell_rival(step, rivals[-1], chosen)
                taken[step] = replace(chosen, share=min(chosen.share, SURE / 2))
        return lost

    def _tell_rival(self, step: StepKey, before: Claim, chosen: Claim) -> None:
        if len(self.notes) < MAX_NOTES:
            is_later = before.heard.number < chosen.heard.number
            pair = (before, chosen) if is_later else (chosen, before)
            first, last = (self._written(claim) for claim in pair)
            self.notes.append(
                f"{'.'.join(step)} is stated as {first[0]} ({first[1]}) and as {last[0]}"
                f" ({last[1]}); the {'later' if is_later else 'earlier'} one counts."
            )

    def _written(self, claim: Claim) -> tuple[str, Place]:
        at = claim.candidate.value
        return (
            written(claim.heard.weighed.sides[at].text),
            claim.heard.statement.place_of(at),
        )

    def _answer(self, step: StepKey, claim: Claim) -> None:
        """The answer that a claim makes; one that is only begun makes none."""
        key, name = step
        reading, heard, found = self.readings[key], claim.heard, claim.candidate
        asked = reading.asked.step(name)
        if asked is None:
            return
        if claim.is_begun:
            self._begin(step, claim)
            return
        side = heard.weighed.sides[found.value]
        tree = reading.expanded(side.tree) if asked.is_formula and side.tree is not None else None
        text, place = self._written(claim)
        self._put(
            SheetAnswer(
                question=key,
                step=name,
                text=text,
                place=place,
                how=found.recognised,
                sure=claim.share >= SURE and _is_certain(found),
                label=heard.statement.chain.members[0],
                chain=heard.statement.chain.members,
                tree=tree,
                note=_shape_note(side, reading.meanings.truth.get(name)),
            )
        )
        for inner in inner_values(name, heard.weighed.sides, reading):
            place = heard.statement.place_of(inner.side)
            self._put(
                SheetAnswer(
                    question=key, step=inner.step, text=inner.text, place=place, how=How.MEANING,
                    label=heard.statement.chain.members[0], chain=heard.statement.chain.members,
                )
            )  # fmt: skip

    def _put(self, answer: SheetAnswer) -> None:
        self.answers.setdefault((answer.question, answer.step), answer)

    def _begin(self, step: StepKey, claim: Claim) -> None:
        statement = claim.heard.statement
        if Evidence.NAME in claim.candidate.evidence and not statement.asks:
            last = len(statement.chain.members) - 1
            self.unplaced.append(
                Unplaced(
                    text=written(statement.chain.members[last]),
                    place=statement.place_of(last),
                    reason="begun, but no value is given that could be read",
                    question=step[0],
                    step=step[1],
                )
            )

    def _take_entry(self, statement: Statement, key: str) -> None:
        reading = self.readings[key]
        found = weighed_in(statement, reading, Context())
        label = found.sides[0]
        at = next((n for n in range(len(found.sides) - 1, 0, -1)
                   if found.sides[n].value is not None), 0)  # fmt: skip
        if at:
            place, text = statement.place_of(at), written(found.sides[at].text)
            self.entries.setdefault((key, label.name), {})[label.entry] = (text, place)
        learn(found.sides, reading)

    def _finish_entries(self) -> None:
        for (key, name), entries in self.entries.items():
            reading = self.readings[key]
            truth = reading.meanings.truth.get(name)
            if (key, name) in self.answers or reading.asked.step(name) is None or truth is None:
                continue
            whole = assembled(entries, truth.shape) if len(entries) >= truth.size else ""
            text, place = next(iter(entries.values()))
            if whole:
                self._put(SheetAnswer(question=key, step=name, text=whole, place=place,
                                      how=How.ENTRIES, label=name))  # fmt: skip
            else:
                are = "entry is" if len(entries) == 1 else "entries are"
                self.unplaced.append(
                    Unplaced(text=text, place=place, question=key, step=name,
                             reason=f"only {len(entries)} {are} stated")
                )  # fmt: skip

    def _leave(self, taken: Mapping[StepKey, Claim]) -> None:
        """List the statements with a value of which nobody knows what they are about."""
        used = {claim.heard.number for claim in taken.values()}
        for heard in self.heard:
            statement, sides = heard.statement, heard.weighed.sides
            is_known = heard.number in used | self.parts or heard.weighed.best is not None
            at = max((n for n, side in enumerate(sides) if side.value is not None), default=0)
            if is_known or at == 0 or sides[0].name or statement.asks:
                continue
            if len(self.unplaced) < MAX_UNPLACED:
                label = short(statement.chain.members[0])
                self.unplaced.append(
                    Unplaced(
                        text=written(statement.chain.members[at]),
                        place=statement.place_of(at),
                        reason=f"it is not clear which step {label} is",
                        question=heard.key,
                    )
                )

    def extremes(self, key: str, text: str, place: Place) -> None:
        """Where and how large a function is largest and smallest, as a paragraph tells it."""
        reading = self.readings[key]
        for step, value, line in extrema(text, reading):
            if (key, step) not in self.answers:
                self.answers[key, step] = SheetAnswer(
                    question=key, step=step, text=value, how=How.PROSE, sure=False,
                    place=replace(place, line=place.line + line),
                )  # fmt: skip


def _shape_note(side: Side, truth: Array | None) -> str:
    is_more = truth is not None and side.value is not None and truth.ndim == 0 < side.value.ndim
    if is_more and side.value is not None and side.value.size > 1:
        return "a matrix stands here, where one number is asked: it is not stated"
    return ""


def _chosen(group: Sequence[Claim]) -> tuple[Claim, list[Claim]]:
    """The claim that counts for a step, and others that were told as well with other values.

    It is the last; of two values with other work between them, an iteration or a check, the one
    that fits the step.
    """
    whole = [claim for claim in group if not claim.is_begun] or list(group)
    most = max(claim.told for claim in whole)
    equals = [claim for claim in whole if claim.told >= most - EQUAL]
    chosen = equals[-1]
    others = [claim for claim in equals if not _agree(claim, chosen)]
    fitting = [claim for claim in others if _fits(claim)]
    is_one = all(_agree(claim, others[0]) for claim in others)
    if fitting and is_one and not _fits(chosen) and _are_apart(fitting[-1], chosen):
        return fitting[-1], [chosen]
    return chosen, others


def _doubted(chosen: Claim, group: Sequence[Claim]) -> Claim:
    """The claim, uncertain where its value does not fit and that of another statement does.

    `medium: 3 of 5 ... = 0.971` names what it is about, and 3 is not its value.
    """
    fitting = any(_fits(claim) and not _agree(claim, chosen) for claim in group)
    is_doubtful = fitting and not _fits(chosen)
    return replace(chosen, share=min(chosen.share, SURE / 2)) if is_doubtful else chosen


def _fits(claim: Claim) -> bool:
    return Evidence.VALUE in claim.candidate.evidence


def _are_apart(one: Claim, other: Claim) -> bool:
    """Whether other statements or a paragraph of words stand between two statements."""
    return abs(other.heard.statement.block - one.heard.statement.block) > 1


def _first(heard: Heard) -> Iterator[Claim]:
    """The claims of a statement: its likeliest step, and others that it names as well, as
    `y = z_3 = 0.38` does."""
    best = heard.weighed.best
    for candidate, share in zip(heard.weighed.candidates, heard.weighed.shares, strict=True):
        is_named = candidate.evidence.get(Evidence.NAME, 0.0) > 0.5
        if candidate is best or (best is not None and is_named and _is_named(best)):
            yield Claim(heard=heard, candidate=candidate, share=share)


def _is_certain(candidate: Candidate) -> bool:
    """Whether more than words and values say so, and the value is not just that of another step."""
    found = candidate.evidence
    return any(e in found for e in _CERTAIN) and Evidence.OTHER_VALUE not in found


def _is_named(candidate: Candidate) -> bool:
    return candidate.evidence.get(Evidence.NAME, 0.0) > 0.5


def _next(lost: Claim, taken: Mapping[StepKey, Claim]) -> Iterator[Claim]:
    """The claim of a statement that lost its step to another, where it may be about one more."""
    for candidate in lost.heard.weighed.candidates:
        is_free = (lost.heard.key, candidate.step) not in taken
        if candidate.step != lost.candidate.step and is_free and candidate.score > 0.0:
            yield Claim(heard=lost.heard, candidate=candidate, share=0.5)
            return


def _agree(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same value, or formulas, which are compared where they count."""
    first, second = (claim.heard.value(claim.candidate) for claim in (one, other))
    if first is None or second is None:
        return True
    return same_number(first, second)
