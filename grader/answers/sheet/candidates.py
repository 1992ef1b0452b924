"""The steps that a statement may be about in one question, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from grader.agreement import fitted
from grader.answers.sheet.around import Context
from grader.answers.sheet.evidence import VALUES, Candidate, Evidence, Weighed, weighed
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.records import How
from grader.answers.sheet.speaking import Said
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.telling import in_unit_of, telling, telling_as, telling_size

_NEW = ("_new", "_next", "_plus", "_updated")
_SPEAKING = (
    Evidence.NAME, Evidence.USUAL, Evidence.LIKE, Evidence.LEARNED, Evidence.RENEWED,
    Evidence.POINT, Evidence.MEANING, Evidence.NUMBERS, Evidence.WORDS, Evidence.PART,
    Evidence.PLACE, *VALUES,
)  # fmt: skip
"""Evidence for a step: what has none of it is no candidate."""
FAINT = 0.3
"""Evidence that is no more than this does not keep a number from being one of many loose ones."""

ON_THE_WAY = 0.6
"""What its part tells of a statement that others of that part follow, as a share."""


def weighed_in(statement: Statement, reading: Reading, context: Context) -> Weighed:
    """The steps of a question that a statement may be about, weighed against each other."""
    sides = tuple(reading.side(text) for text in statement.chain.members)
    if context.round is not None:
        sides = (context.round.read(sides[0]), *sides[1:])
        context = replace(context, learned={context.round.step: 1.0})
    found = _Weighing(statement, reading, sides, context)
    return weighed(sides, [] if found.restates else list(found.candidates()))


class _Weighing(Said):
    """What a statement says as evidence for each of the steps."""

    def _spoken_for(self) -> Iterator[str]:
        """The steps that anything speaks for, in the order of the question."""
        found = {*self.named, *self.meant, *self.composed, *self.words, *self.alike}
        found |= {*self.places, *self.matching, *self.partly, *self.carried}
        found |= {*self.context.learned, self.statement.about, *self.part}
        if self.label is not None:
            found |= {self.label.name + end for end in _NEW}
        yield from (name for name in self.reading.rules if name in found)

    def candidates(self) -> Iterator[Candidate]:
        """The steps for which anything speaks."""
        for name in self._spoken_for():
            evidence = {one: amount for one, amount in self._of(name) if amount}
            speaking = [one for one in _SPEAKING if one in evidence]
            if _is_loose(evidence):
                is_part = Evidence.PART in evidence
                evidence[Evidence.LUCK] = (
                    self.context.luck_of_part if is_part else self.context.luck
                )
                if name in self.context.company:
                    evidence[Evidence.COMPANY] = self.context.company[name]
            if speaking:
                yield Candidate(
                    step=name,
                    value=self._side(name),
                    how=self._how(name),
                    evidence={Evidence.BIAS: 1.0, **evidence},
                )

    def _how(self, name: str) -> How:
        """How a name or a formula makes a step known."""
        side = self.named.get(name)
        if side is not None:
            return How.ALIAS if side.how is How.USUAL else side.how
        return How.DEFINITION if self.sides[0].is_own_name else How.MEANING

    def _side(self, name: str) -> int:
        """The side that answers a step: its number, or the last formula for one."""
        step = self.reading.asked.step(name)
        if step is None or not step.is_formula:
            return in_unit_of(self.reading.meanings.truth.get(name), self.sides, self.value)
        if self.statement.asks:
            return -1
        formulas = [at for at, side in enumerate(self.sides) if at and side.is_symbolic]
        if not formulas or (self._is_constant(name) and self.value >= 0):
            return self.value if self.value > 0 else -1
        return formulas[-1]

    def _is_constant(self, name: str) -> bool:
        return not self.reading.asked.graph.rules[name].arguments

    def _of(self, name: str) -> Iterator[tuple[Evidence, float]]:
        """All evidence for and against one step."""
        yield from self._of_names(name)
        if self.meant:
            yield (Evidence.MEANING if name in self.meant else Evidence.OTHER_MEANING), 1.0
        elif self.composed:
            yield (Evidence.NUMBERS if name in self.composed else Evidence.OTHER_NUMBERS), 1.0
        yield from self._of_words(name)
        yield Evidence.POINT, float(name in self.places)
        yield from self._of_value(name)
        yield from self._of_order(name)
        yield Evidence.ASKS, float(self.statement.asks)
        much = 1.0 if self.statement.ends else ON_THE_WAY
        yield Evidence.PART, much * (name in self.part) / max(len(self.part), 1)
        is_elsewhere = bool(self.part) and name in self.reading.wording.parts
        yield Evidence.OTHER_PART, float(is_elsewhere and name not in self.part)
        yield Evidence.PLACE, float(self.statement.about == name)

    def _of_words(self, name: str) -> Iterator[tuple[Evidence, float]]:
        """What the words before it say, and the headings and labels above."""
        own, above = self.words.get(name, 0.0), self.above.get(name, 0.0)
        yield Evidence.WORDS, own
        if name not in self.places:  # words about what is largest are about where as well
            yield Evidence.OTHER_WORDS, max(self.words.values(), default=0.0) - own
        yield Evidence.ABOVE, above
        yield Evidence.OTHER_ABOVE, max(self.above.values(), default=0.0) - above
        if len(self.sides) == 1 and not self.is_put_in:
            is_told = own >= max(1.0, *self.words.values()) if own else False
            is_told = is_told and not self.statement.counts
            if is_told or self.number is None or self.number.size == 1:
                yield (Evidence.TOLD if is_told else Evidence.PROSE), 1.0

    def _of_names(self, name: str) -> Iterator[tuple[Evidence, float]]:
        learned = self.context.learned
        other = sum(share for step, share in learned.items() if step != name)
        side = self.named.get(name)
        if side is not None:
            is_first = side is self.label
            how = Evidence.USUAL if side.how is How.USUAL else Evidence.NAME
            yield how, (1.0 if is_first else 0.7) * max(1.0 - other, 0.0)
        else:
            yield from self._of_other_names(name, learned.get(name, 0.0))
            yield Evidence.LEARNED, learned.get(name, 0.0)
        yield Evidence.OTHER_LEARNED, other

    def _of_other_names(self, name: str, learned: float) -> Iterator[tuple[Evidence, float]]:
        label = self.label
        if label is None and self.alike:
            own = self.alike.get(name, 0.0)
            yield Evidence.LIKE, own
            yield Evidence.OTHER_LIKE, max(self.alike.values()) - own
        if label is None or self.is_below or name in self.places:
            return
        doubt = 1.0 - learned
        is_given = self.reading.is_given(label.name)
        if is_given and name in {label.name + end for end in _NEW}:
            yield Evidence.RENEWED, 1.0
        elif is_given:
            yield Evidence.GIVEN, doubt * (not self.reading.wording.has(name, label.text))
        elif label.how is How.USUAL:
            yield Evidence.OTHER_USUAL, doubt
        else:
            yield Evidence.OTHER_NAME, doubt

    def _of_value(self, name: str) -> Iterator[tuple[Evidence, float]]:
        step = self.reading.asked.step(name)
        if step is not None and step.is_formula and not self._is_constant(name):
            yield Evidence.SHAPE, float(self._side(name) == self.value)
        if self.number is None:
            return
        truth = self.reading.meanings.truth.get(name)
        if truth is not None and fitted(self.number, truth.shape).shape != truth.shape:
            yield Evidence.SHAPE, 1.0
            return
        amount = telling(self.sides[self.value])
        yield Evidence.PARTLY, self.partly.get(name, 0.0)
        yield Evidence.CARRIED, self.carried.get(name, 0.0)
        if name in self.matching:
            how = self.matching[name]
            yield how, self._telling(name, how) * telling_size(self.number)
        elif any(one is not Evidence.SLIP for one in self.matching.values()):
            yield Evidence.OTHER_VALUE, amount

    def _telling(self, name: str, how: Evidence) -> float:
        """How much its value tells that a statement is about a step."""
        side = self.sides[self.value]
        is_true = how is Evidence.VALUE
        return telling_as(side, self.reading.truths[name]) if is_true else telling(side)

    def _of_order(self, name: str) -> Iterator[tuple[Evidence, float]]:
        order = self.reading.order
        if name not in order:
            return
        before = order.get(self.context.last, -1)
        yield Evidence.NEXT, float(order[name] == before + 1)
        yield Evidence.BACK, float(order[name] < before)


def _is_loose(evidence: Mapping[Evidence, float]) -> bool:
    """Whether nothing but its value, and the part that it stands in, tells a number's step."""
    said = [one for one in _SPEAKING if one not in VALUES and evidence.get(one, 0.0) > FAINT]
    return not said or (said == [Evidence.PART] and any(one in evidence for one in VALUES))
