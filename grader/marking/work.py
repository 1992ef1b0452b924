"""Which follow-through was earned by work: an answer that took none earns nothing for following.

A student who fills every box with `0.0`, copies the line above or leaves the weights as they were
is followed step by step by any rule: what stands in the next box is what the rule gives. An honest
student whose ReLU died writes the same zeros. What tells the two apart is where a zero came from:
the honest one was given by a rule from values that say something, the other was put in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from functools import cached_property

import numpy as np

from grader import record
from grader.marking.case import Case
from grader.marking.guessing import is_guessed
from grader.marking.left_as_it_was import left_as_it_was
from grader.marking.lots import IN_PART, guessed
from grader.marking.outcome import RIGHT
from grader.marking.refused_inputs import only_beside
from grader.marking.said import Key, is_filled, key_of, value_key
from grader.model import BY_TRUTH, Array, Lapse, Mark, NoValue, Verdict
from grader.question import Question, once

NEGLIGIBLE = 1e-3
"""A value of one figure that is smaller than this share of the true one says no more than a zero:
`1e-20`, `0.0001` in every box. Held by the bots of tests/marking/test_work.py."""
FILLED_EACH = 4
"""So many wrong boxes hold a number for each that it happens to be right in: then it was put in
everywhere. A question on one function may well ask three times for what is 0 or 1/4."""
ALONE_EACH = 2
"""The same where the question has no other number at all: nobody worked, and left but one."""
_WRONG = (Verdict.INCORRECT, Verdict.PARTIAL, Verdict.REVIEW)  # from a sheet, not certain
_FILLED = "the same number in every place earns nothing where it happens to be right"
_CONSTANT = "a number or a single symbol is no formula for this step"
_REPEATED = (
    "the same number in one box after another earns nothing where it happens to be nearly right"
)
_EVERYWHERE = "the same number in one box after another earns nothing where it happens to be right"
_GIVEN = "this is what stood there before, as it was; what happens to be right in it earns nothing"
_GUESSED = (
    "so few figures may be met by chance, and nothing else in this question shows how it was found"
)
_BESIDE = "it is right only beside answers that earned nothing"


def with_work(case: Case, marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """The marks of a question without the credit that took no work."""
    work = _Work(case, marks)
    refused: dict[str, str | None] = {**dict.fromkeys(work.unearned), **work.by_luck}
    refused |= dict.fromkeys(guessed(case, marks, refused), _GUESSED)
    refused |= dict.fromkeys(only_beside(case, marks, refused), _BESIDE)
    return {n: _refused(m, refused[n]) if n in refused else m for n, m in marks.items()}


def _refused(mark: Mark, words: str | None) -> Mark:
    return replace(
        mark,
        verdict=Verdict.INCORRECT,
        credit=0.0,
        share=0.0,
        route=BY_TRUTH,
        slip=Lapse.TRIVIAL,
        slip_words=words,
        deducted=0.0,
    )


@once
def _keys_of_givens(question: Question) -> frozenset[Key]:
    symbols = {("name", name) for name in question.graph.parameters}
    return frozenset({value_key(value) for value in question.parameters.values()} | symbols)


@record(frozen=True, eq=False)
class _Work:
    """One question's answers with their marks, as far as work is concerned."""

    case: Case
    marks: Mapping[str, Mark]
    _known: dict[str, Key] = field(default_factory=dict, init=False)

    @cached_property
    def unearned(self) -> frozenset[str]:
        """The steps whose credit for following rests on values that were put in."""
        followed = [name for name in self.case.question.graph.order if self._follows(name)]
        if not followed:
            return frozenset()
        zeros, copies = self._put_in, self._repeated
        found = self._resting_on(followed, zeros, self._is_left_over)
        found |= self._resting_on(followed, set(self._flat), self._is_flat_again)
        if self._is_filling:
            found |= self._resting_on(followed, copies, self._is_copied)
        return frozenset(found)

    @cached_property
    def by_luck(self) -> dict[str, str]:
        """The steps that are right in part without any work, with what is said of each."""
        in_part = {n: m for n, m in self.marks.items() if m.verdict is Verdict.PARTIAL}
        values = {n: self._luck(n, m) for n, m in in_part.items() if n in self.case.values}
        formulas = {n: _CONSTANT for n in in_part if self._is_constant_formula(n)}
        put_in = self._put_in | self.unearned | self._flat.keys()
        right = dict.fromkeys(left_as_it_was(self.case, self.marks, put_in), _GIVEN)
        right |= dict.fromkeys(self._right_everywhere, _EVERYWHERE)
        return right | formulas | {name: words for name, words in values.items() if words}

    @property
    def _right_everywhere(self) -> list[str]:
        """The right answers whose number stands in so many wrong boxes that it shows nothing."""
        right = [n for n, m in self.marks.items() if m.verdict is Verdict.CORRECT]
        keys = {name: self._key(name) for name in right if self.case.has_answer(name)}
        wrong = Counter(self._key(name) for name in (*self._wrong, *self._misshapen))
        times = Counter(keys.values())
        each = ALONE_EACH if len({*wrong, *times}) == 1 else FILLED_EACH
        least = {key: max(FILLED_EACH, each * count) for key, count in times.items()}
        return [name for name, key in keys.items() if wrong[key] >= least[key]]

    @property
    def _misshapen(self) -> list[str]:
        """The numbers of another shape than their steps': a bare one where a matrix belongs."""
        others = (name for name in self.marks if not self.case.has_answer(name))
        return [name for name in others if self.case.answered(name) is not None]

    def _is_constant_formula(self, name: str) -> bool:
        """Whether a formula is a mere number or a symbol of the question: what no rule is."""
        return name in self.case.formulas and self._key(name)[0] in ("number", "name")

    def _luck(self, name: str, mark: Mark) -> str | None:
        """Why a value that is right in part is no work, or None if it is.

        What the rubric itself knows as a mistake is worth what it says.
        """
        if mark.is_misconception:
            return None
        key = self._key(name)
        if mark.slip in IN_PART and key[0] == "number" and self.case.values[name].size > 1:
            return _FILLED
        if key in self._taken(name) | self._keys(mark.inputs) | self._given_matrices:
            return _GIVEN if mark.slip in IN_PART else mark.slip_words or _GIVEN
        return _REPEATED if self._is_filling and key in self._keys(self._repeated) else None

    @cached_property
    def _is_filling(self) -> bool:
        """Whether the same few values stand in more boxes than were worked out."""
        copies = self._repeated
        return len(copies) > 1 and len(copies) >= self._worked(copies)

    def _follows(self, name: str) -> bool:
        mark = self.marks.get(name)
        step = self.case.steps.get(name)
        if mark is None or step is None or not step.policy.unless_trivial:
            return False
        return mark.follows_own and mark.credit > 0

    def _resting_on(
        self, followed: Iterable[str], put_in: set[str], is_cheap: Callable[[str, set[str]], bool]
    ) -> set[str]:
        """Those of the followed steps, in order, that are no more than what was put in before."""
        found: set[str] = set()
        for name in followed:
            causes = (put_in | found).intersection(self.marks[name].inputs)
            if causes and is_cheap(name, causes):
                found.add(name)
        return found

    @cached_property
    def _put_in(self) -> set[str]:
        """The wrong answers that stand for nothing but zero, or are a matrix of the question's.

        A prediction that is the target entry by entry was copied from it; a single number may meet
        the target by an honest slip, and then the difference vanishes honestly.
        """
        return {
            name
            for name in self._wrong
            if self._is_nothing(name) or self._key(name) in self._given_matrices
        }

    @cached_property
    def _given_matrices(self) -> set[Key]:
        return {key for key in self._givens if key[0] == "matrix"}

    @cached_property
    def _repeated(self) -> set[str]:
        """The wrong answers that are a given, the same as another, or one number in every place."""
        keys = {name: self._key(name) for name in self._wrong}
        times = Counter(keys.values())
        return {
            name
            for name, key in keys.items()
            if key in self._givens or times[key] > 1 or is_filled(self.case, name)
        }

    def _worked(self, copies: set[str]) -> int:
        """How many right answers are neither zeros, nor givens, nor what was put in elsewhere."""
        cheap = self._givens | self._keys(copies)
        right = (name for name, mark in self.marks.items() if mark.verdict in RIGHT)
        return sum(
            self.case.has_answer(name)
            and not self._is_nothing(name)
            and self._key(name) not in cheap
            for name in right
        )

    def _is_left_over(self, name: str, causes: set[str]) -> bool:
        """Whether an answer is what a zero before it leaves: a zero, or a given as it was, perhaps
        through a line before it that was no more."""
        key = self._key(name)
        is_left_again = key in self._given_matrices & self._keys(causes)
        return self._is_nothing(name) or key in self._taken(name) or is_left_again

    def _is_flat_again(self, name: str, causes: set[str]) -> bool:
        """Whether an answer is a matrix of the question as it was, beside a gate put to 1, or the
        number again that stands in every place of so many answers, the one before among them."""
        key = self._key(name)
        if key[0] == "matrix":
            return key in self._taken(name)
        alike = [n for n in self.case.values if is_filled(self.case, n) and self._key(n) == key]
        return len(alike) >= FILLED_EACH and key in self._keys(causes)

    @cached_property
    def _flat(self) -> dict[str, Key]:
        """The wrong answers that are one number in every place, no zero and no mask or label."""
        question = self.case.question
        filled = [n for n in self._wrong if is_filled(self.case, n) and not self._is_nothing(n)]
        return {name: self._key(name) for name in filled if not is_guessed(question, name)}

    def _is_copied(self, name: str, causes: set[str]) -> bool:
        """Whether an answer beside a filling is a copy as well, or the zero that copies leave."""
        key = self._key(name)
        copied = self._taken(name) | self._keys(causes)
        return key in copied or self._is_nothing(name) or is_filled(self.case, name)

    def _taken(self, name: str) -> set[Key]:
        """The givens that a step's rule takes itself, `W` of `W - step_size dL_dW`."""
        arguments = self.case.question.graph.rules[name].arguments
        values = (self._given_value(argument) for argument in arguments)
        taken = {value_key(value) for value in values if value is not None}
        return taken | {("name", argument) for argument in arguments}

    def _given_value(self, name: str) -> Array | None:
        """The value of a given, or of a name for one that nobody is asked for: `w_0 = w_start`."""
        question = self.case.question
        if name in question.parameters:
            return np.asarray(question.parameters[name])
        rule = question.graph.rules.get(name)
        if rule is None or name in self.case.steps:
            return None
        if question.graph.nearest(rule, self.case.steps)[0]:
            return None
        value = question.solution.get(name)
        return None if value is None or isinstance(value, NoValue) else value

    @cached_property
    def _wrong(self) -> tuple[str, ...]:
        return tuple(
            name
            for name, mark in self.marks.items()
            if mark.verdict in _WRONG and self.case.has_answer(name)
        )

    @cached_property
    def _givens(self) -> frozenset[Key]:
        return _keys_of_givens(self.case.question)

    def _keys(self, names: Iterable[str]) -> set[Key]:
        return {self._key(name) for name in names}

    def _key(self, name: str) -> Key:
        if name not in self._known:
            self._known[name] = key_of(self.case, name)
        return self._known[name]

    def _is_nothing(self, name: str) -> bool:
        """Whether an answer stands for no more than zeros beside what the step is worth."""
        if name in self.case.formulas:
            return self._key(name) == value_key(np.zeros(()))
        if name not in self.case.values or self.case.steps[name].has_words:
            return False
        value, box = self.case.stated[name]
        loosest = box.loosest or box
        if ((loosest.low <= 0) & (loosest.high >= 0)).all():
            return True
        number, solution = self.case.readings[name].number, self.case.question.solution[name]
        if number is None or any((entry.figures or 0) > 1 for entry in number.entries):
            return False
        scale = 0.0 if isinstance(solution, NoValue) else np.max(np.abs(solution), initial=0.0)
        return bool(np.max(np.abs(value), initial=0.0) <= NEGLIGIBLE * scale)
