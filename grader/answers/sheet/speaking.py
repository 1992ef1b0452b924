"""What one statement says, by its sides, its words and where it stands, before it is weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.answers.sheet.around import Context
from grader.answers.sheet.carrying import carried
from grader.answers.sheet.conventions import TELLING
from grader.answers.sheet.evidence import Evidence
from grader.answers.sheet.likeness import alike
from grader.answers.sheet.literals import same_number
from grader.answers.sheet.matching import matching
from grader.answers.sheet.phrases import gradients_by, speaks_of_gradient
from grader.answers.sheet.points import places, values_at_points
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import Side
from grader.answers.sheet.statements import Statement
from grader.answers.sheet.step_words import MOST_OF_WORDS, symbol_words
from grader.answers.sheet.telling import telling, telling_entries, value_side
from grader.mathlang import derivative_parts
from grader.mathlang.tree import Name, Sum, walk


class Said:
    """What a statement's sides and words say, for all steps of a question at once.

    value: the side that holds its value, or -1. label: the side that names what it is about. named,
    meant, composed, alike, words, part, places, matching, partly, carried: the steps that names,
    formulas, numbers, likeness, words, the part, points and the value itself speak for.
    """

    def __init__(
        self, statement: Statement, reading: Reading, sides: tuple[Side, ...], context: Context
    ) -> None:
        self.statement = statement
        self.reading = reading
        self.sides = sides
        self.context = context
        truth = reading.meanings.truth
        self.value = value_side(sides, [truth[name] for name in reading.rules if name in truth])
        self.number = sides[self.value].value if self.value >= 0 else None
        self.label = self._label()
        self.is_below = self._is_below(statement.chain.lead)
        below = self.label.name if self.label and self.is_below else ""
        self.by = next(iter(gradients_by(below, reading.rules)), "") if below else ""
        self.named = self._named()
        self.meant, self.composed = self._meant()
        self.composed += values_at_points(sides, reading)
        self.places = frozenset(places(sides, reading))
        self.alike = {} if self.label is not None else alike(sides[0], reading)
        self.words = self._words()
        self.above = reading.wording.above(statement.above)
        self.part = self._part()
        self.matching = self._matching()
        self.partly = self._partly()
        self.carried = self._carried()

    def _label(self) -> Side | None:
        """The side that names what the statement is about, first or behind what is no name."""
        label = next((side for side in self.sides if side.name), None)
        if label is None or label is self.sides[0] or self.value == 0:
            return label
        return label if self.reading.is_given(label.name) else None

    def _is_below(self, lead: str) -> bool:
        """Whether the label is what something is differentiated by: `the gradient by w3 is 0.2`."""
        label = self.label
        is_name = label is not None and not derivative_parts(label.name)
        return is_name and speaks_of_gradient(lead) and not (label and self._restates(label))

    def _named(self) -> dict[str, Side]:
        """The values that sides name and are nothing else, first the one on the left."""
        if self.is_below:
            return {}
        found: dict[str, Side] = {}
        for side in self.sides:
            if side.name and (side is self.label or self.label is not None):
                found.setdefault(side.name, side)
        return found

    def _part(self) -> Sequence[str]:
        """The steps of the part that it stands in; of a number alone the one that a question asks
        for, where that is all."""
        steps = self.reading.asked.steps
        only = [step.name for step in steps] if self.statement.is_alone and len(steps) == 1 else []
        return self.reading.wording.asked_under(self.statement.under) or only

    @property
    def restates(self) -> bool:
        """Whether a given stands beside its own value, or alone."""
        label = self.label
        if label is None:
            return self._is_lone_given()
        if not self.reading.is_given(label.name):
            return False
        if self.is_below or self.meant or self.places:
            return False
        if self.number is None or self.reading.given(label.name) is None:
            return not any(name in self.reading.rules for name in self.named)
        return self._restates(label)

    def _restates(self, label: Side) -> bool:
        """Whether a given stands beside its own value."""
        truth, number = self.reading.given(label.name), self.number
        return truth is not None and number is not None and same_number(number, truth, True)

    def _is_lone_given(self) -> bool:
        """Whether a number in prose is a given's, and no step's: the question is told again."""
        number, is_alone = self.number, len(self.sides) == 1 and not self.is_put_in
        if not is_alone or number is None or number.ndim or self.matching:
            return False
        truth = self.reading.meanings.truth
        return any(same_number(number, truth[one], True) for one in self.reading.asked.parameters)

    @property
    def is_put_in(self) -> bool:
        """Whether its place says what a value is for, as that behind a question does."""
        one = self.statement
        return bool(one.asked or one.about or one.is_alone)

    def _meant(self) -> tuple[list[str], list[str]]:
        """The steps that formulas mean, and those that are made of the same numbers."""
        formulas: list[str] = []
        numbers: list[str] = []
        for side in self.sides:
            if (side.name and not side.entry) or self._is_learned(side):
                continue
            step, is_composed = self.reading.meaning(side)
            if step is not None and step in self.reading.rules:
                found = numbers if is_composed else formulas
                found += self.reading.meanings.same(step)
        return formulas, numbers

    def _is_learned(self, side: Side) -> bool:
        """Whether a side is a name of which other statements tell what it stands for."""
        return isinstance(side.tree, Name) and side.tree.name in self.reading.learned

    def _words(self) -> Mapping[str, float]:
        """How much the words before the statement, or those on its left, speak for each step."""
        label = "" if self._is_compound() else symbol_words(self.sides[0].text)
        lead = f"{self.statement.asked} {self.statement.chain.lead}"
        found = self.reading.wording.amounts(f"{lead} {label}")
        return {**found, self.by: MOST_OF_WORDS} if self.by else found

    def _is_compound(self) -> bool:
        """Whether a derivative or a sum stands on the left: its words name its parts, not the
        whole."""
        tree = self.sides[0].tree
        is_derivative = isinstance(tree, Name) and derivative_parts(tree.name) is not None
        return is_derivative or (tree is not None and any(isinstance(p, Sum) for p in walk(tree)))

    def _matching(self) -> Mapping[str, Evidence]:
        """The steps whose value the number is: but what is named as one step is not another's for
        its value where that one stands under its own name: of V = K one is V, and wrong."""
        found = matching(self.sides[self.value], self.reading) if self.value >= 0 else {}
        if self.label is None or self.label.name not in self.reading.rules:
            return found
        others = self.context.named - {self.label.name}
        return {name: how for name, how in found.items() if name not in others}

    def _partly(self) -> dict[str, float]:
        """How much most of the entries tell, where they are a step's, true or as it follows."""
        if self.number is None:
            return {}
        known = (self.reading.meanings.truth, self.reading.values.followed)
        return telling_entries(self.number, known, self.reading.rules.keys() - self.matching.keys())

    def _carried(self) -> Mapping[str, float]:
        """How far later numbers follow from this one where it is a step's own wrong value."""
        is_known = self.label is not None or any(
            one is not Evidence.SLIP for one in self.matching.values()
        )
        if self.number is None or is_known or telling(self.sides[self.value]) < TELLING:
            return {}
        return carried(self.number, self.context.later, self.reading)
