"""Which statement answers which step: all statements of a sheet are weighed, twice.

The first reading of the sheet learns the student's names and definitions; the second weighs every
statement with what was learned. Of the statements about one step the best told counts, and among
equals the last; one that loses its step may be about another.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from grader.answers.document.blocks import Place
from grader.answers.files import short
from grader.answers.sheet.around import Context
from grader.answers.sheet.candidates import weighed_in
from grader.answers.sheet.claims import (
    SURE,
    Claim,
    Heard,
    StepKey,
    agree,
    chosen,
    doubted,
    first_claims,
    is_certain,
    is_torn,
    next_claims,
)
from grader.answers.sheet.components import wholes
from grader.answers.sheet.conventions import own_name
from grader.answers.sheet.definitions import learn
from grader.answers.sheet.elsewhere import is_of_another
from grader.answers.sheet.evidence import Evidence, Weighed
from grader.answers.sheet.extrema import extrema
from grader.answers.sheet.put_in import put_in
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import How, SheetAnswer, Unplaced
from grader.answers.sheet.rounds import Sighting, sighting
from grader.answers.sheet.sides import symbols
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.surveying import Survey
from grader.answers.sheet.trees import without_comma
from grader.answers.sheet.tried_givens import TriedGivens
from grader.answers.sheet.writings import written

MAX_UNPLACED = 60
MAX_NOTES = 40


class Placing:
    """What the statements of a sheet are about, for all its questions."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        self.learned = Survey()
        self.heard: list[Heard] = []
        self.last: dict[str, str] = {}
        self.answers: dict[StepKey, SheetAnswer] = {}
        self.entries: list[tuple[int, StepKey, Statement]] = []
        self.unplaced: list[Unplaced] = []
        self.notes: list[str] = []
        self.parts: dict[int, tuple[int, ...]] = {}
        self.taken: dict[StepKey, Claim] = {}
        self.tried = TriedGivens()

    def survey(self, statement: Statement, key: str, number: int) -> None:
        """Learn from a statement what its names stand for; nothing is placed."""
        if not statement.is_row:
            found = self._weigh(statement, key, Context(last=self.last.get(key, "")))
            part = self.readings[key].wording.part(statement.under)
            one_of = self._sighting(statement, key, number, found)
            self.learned.hear(number, key, part, found, one_of)

    def settle(self) -> None:
        """What was learned is known from here on, and the sheet is read from its beginning."""
        self.last.clear()
        self.learned.settle(self.readings)

    def take(self, statement: Statement, key: str, number: int) -> None:
        """Weigh a statement with all that was learned."""
        if statement.is_row:
            return
        reading = self.readings[key]
        side = reading.side(statement.chain.members[0])
        if side.entry and side.name in reading.rules:
            self.entries.append((number, (key, side.name), statement))
            learn([reading.side(text) for text in statement.chain.members], reading)
            return
        name = own_name(Weighed(sides=(side,)))
        learned = self.learned.conventions.stands_for(name, number) if name else {}
        last, part = self.last.get(key, ""), reading.wording.part(statement.under)
        luck, luck_of_part = (math.log1p(self.learned.loose(key, of) / 2) for of in ("", part))
        later = [one for one in self.learned.numbers[key] if one.at > number]
        told = self.learned.round(key, self._sighting(statement, key, number))
        context = Context(
            last=last, learned=learned, luck=luck, later=later, named=self.learned.named[key],
            luck_of_part=luck_of_part, company=self.learned.company.get(number, {}), round=told,
        )  # fmt: skip
        found, is_tried = (
            self._weigh(statement, key, context),
            self.tried.hear(statement, key, reading),
        )
        self.heard.append(
            Heard(number=number, statement=statement, key=key, weighed=found, is_tried=is_tried)
        )

    def _sighting(
        self, statement: Statement, key: str, number: int, found: Weighed | None = None
    ) -> Sighting | None:
        at = self.parts[number][0] if number < 0 else number
        return sighting(at, statement, found, self.readings[key])

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
                last -= 1
                self.parts[last] = whole.parts
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
        waiting = [claim for heard in self.heard for claim in first_claims(heard)]
        lost = self._choose(waiting, taken)
        parts = self._parts(taken)
        silent = (
            heard
            for heard in self.heard
            if heard.weighed.best is None and heard.number not in parts
        )
        again = [*(one.heard for one in lost), *silent]
        self._choose([claim for one in again for claim in next_claims(one, taken)], taken)
        taken.update([*put_in(self.heard, taken, self.readings)])
        self._leave(taken)
        for step, claim in taken.items():
            self._answer(step, claim)
        self._doubt()

    def _doubt(self) -> None:
        """What rests on a value that may be among those left over, or that is uncertain and not the
        true one, is not certain.

        It may follow from what could not be read, and then it is right.
        """
        left = {one.question for one in self.unplaced if not one.step}
        begun = {(one.question, one.step) for one in self.unplaced}
        for (key, name), answer in self.answers.items():
            reading = self.readings[key]
            inputs = reading.asked.graph.ancestors(name) & reading.order.keys()
            if any(self._is_doubtful((key, n), key in left or (key, n) in begun) for n in inputs):
                self.answers[key, name] = replace(answer, sure=False)

    def _is_doubtful(self, step: StepKey, may_be_left: bool) -> bool:
        answer, claim = self.answers.get(step), self.taken.get(step)
        if answer is None:
            return may_be_left
        return not answer.sure and claim is not None and not claim.fits

    def _choose(self, claims: Sequence[Claim], taken: dict[StepKey, Claim]) -> list[Claim]:
        """Give each step the best told claim; those that lost with another value."""
        groups: dict[StepKey, list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.heard.key, claim.candidate.step].append(claim)
        lost: list[Claim] = []
        for step, group in groups.items():
            best, rivals = chosen(group)
            taken[step] = doubted(best, group)
            lost += [c for c in group if c is not best and (is_torn(c) or not agree(c, best))]
            if rivals:
                self._tell_rival(step, rivals[-1], best)
                taken[step] = replace(best, share=min(best.share, SURE / 2))
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
        text = written(claim.heard.weighed.sides[at].text)
        return without_comma(text) if claim.fits else text, claim.heard.statement.place_of(at)

    def _answer(self, step: StepKey, claim: Claim) -> None:
        """The answer that a claim makes; one that is only begun makes none."""
        key, name = step
        reading, heard, found = self.readings[key], claim.heard, claim.candidate
        asked = reading.asked.step(name)
        if asked is None:
            return
        if claim.is_begun:
            if Evidence.NAME in found.evidence:
                self._begin(
                    step, heard.statement, "begun, but no value is given that could be read"
                )
            return
        side = heard.weighed.sides[found.value]
        tree = reading.expanded(side.tree) if asked.is_formula and side.tree is not None else None
        text, place = self._written(claim)
        self.answers[step] = SheetAnswer(
            question=key,
            step=name,
            text=text,
            place=place,
            how=found.recognised,
            sure=claim.share >= SURE and is_certain(claim) and self._is_clear(claim, reading),
            label=heard.statement.chain.members[0],
            chain=heard.statement.chain.members,
            tree=tree,
        )

    def _is_clear(self, claim: Claim, reading: Reading) -> bool:
        """Whether a number is one that the student worked out, or fits; or a formula is right, or
        has no names but those of its question: one of the student's own may stand for another value
        than we think."""
        side = claim.heard.weighed.sides[claim.candidate.value]
        if not reading.asked.symbols or side.tree is None:
            return claim.fits or (claim.is_worked_out and not is_of_another(claim, self.readings))
        known = all(reading.has(n) for n in symbols(side.tree))
        return known or Evidence.MEANING in claim.candidate.evidence

    def _begin(self, step: StepKey, statement: Statement, reason: str) -> None:
        """Say of a step why a statement of it does not count."""
        if not statement.asks:
            last = len(statement.chain.members) - 1
            self.unplaced.append(
                Unplaced(
                    text=written(statement.chain.members[last]),
                    place=statement.place_of(last),
                    reason=reason,
                    question=step[0],
                    step=step[1],
                )
            )

    def _parts(self, taken: Mapping[StepKey, Claim]) -> set[int]:
        """The statements that answer as entries of a whole."""
        return {part for claim in taken.values() for part in self.parts.get(claim.heard.number, ())}

    def _leave(self, taken: Mapping[StepKey, Claim]) -> None:
        """List the statements with a value of which nobody knows what they are about."""
        used = {claim.heard.number for claim in taken.values()}
        parts = self._parts(taken)
        for heard in self.heard:
            is_used = heard.number < 0 or heard.number in used | parts
            at = 0 if is_used or heard.weighed.best is not None else heard.unnamed
            if at and len(self.unplaced) < MAX_UNPLACED:
                statement = heard.statement
                label = short(statement.chain.members[0])
                self.unplaced.append(
                    Unplaced(
                        text=written(statement.chain.members[at]),
                        place=statement.place_of(at),
                        reason=f"it is not clear which step {label} is",
                        question=heard.key,
                    )
                )

        for step, alone in {
            step: one for number, step, one in self.entries if number not in parts
        }.items():
            self._begin(step, alone, "entries of it are stated, but not all")

    def extremes(self, key: str, text: str, place: Place) -> None:
        """Where and how large a function is largest and smallest, as a paragraph tells it."""
        reading = self.readings[key]
        for step, value, line in extrema(text, reading):
            if (key, step) not in self.answers:
                self.answers[key, step] = SheetAnswer(
                    question=key, step=step, text=value, how=How.PROSE, sure=False,
                    place=replace(place, line=place.line + line),
                )  # fmt: skip
