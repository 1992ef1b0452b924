"""A question's records: its steps, its conventions, its rules in one checked graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Any

import numpy as np

from grader import record
from grader.agreement import Digits, UpTo
from grader.graph import Graph, Rule, evaluate
from grader.mathlang import Vocabulary
from grader.model import Array, NoValue, Tolerance, Value, Visibility
from grader.question.answer_kinds import AnswerKind, Choices, TableNames
from grader.question.carried import OF, Carried
from grader.question.formulas import imaginary_units, vocabulary_of
from grader.question.policy import Policy
from grader.question.step_labels import called
from grader.question.values_in_words import entry_names, in_words

ONE_INTERVAL = 2
"""Ends of one interval; more are those of several."""
MAX_REMEMBERED = 64
"""Points whose values are kept: formulas are compared at fewer."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Misconception:
    """A known wrong rule for a step: what it earns, and what its students should read.

    of_convention: whether it is the rule of a convention that the rest of the work does not hold.
    """

    name: str
    rule: Rule
    credit: float
    feedback: str
    of_convention: bool = False


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Convention:
    """Rules that hold for students of one convention; `label` is what it is called in a sentence,
    "the loss with 1/2"."""

    name: str
    label: str
    rules: tuple[Rule, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """What one step is worth and asks for.

    digits: in how many digits an answer must agree, where that is asked in place of a tolerance.
    symbols: what a formula answer may use. routes: other rules that are faithful work as well.
    also: rules of other answers that are right. up_to: what may differ from the expected value.
    choices: the words among which one, some or a sequence is asked for. table: its names.
    expected: the TA's own number, for lint alone.
    gradient_of, with_respect_to: what the step's rule must be the derivative of, for lint alone.
    unit: what its value is measured in. words: what may be written for infinity and for `none`,
    folded, with the value of each.
    prompt: how the assignment asks for it. people_points: what people give for a text; `points` are
    those that are given here.
    valid: what must hold of any answer that is right, of which the rule gives one.
    is_unordered: of a set of pairs, whether (1, 2) is (2, 1) as well, as an edge is.
    closed, ends_matter: of an interval, or several, whether each end belongs to it, and whether
    that is asked.
    unit_letter: of complex numbers, what the imaginary unit is called, i or j.
    form, literals: of a formula of logic, the form that is asked for, cnf or dnf, and how often
    variables may stand in it.
    """

    name: str
    label: str
    points: float
    tolerance: Tolerance
    follow_through: float
    visibility: Visibility
    answer: AnswerKind = AnswerKind.NUMBER
    digits: Digits | None = None
    symbols: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    routes: tuple[Rule, ...] = ()
    also: tuple[Rule, ...] = ()
    up_to: frozenset[UpTo] = frozenset()
    choices: Choices | None = None
    table: TableNames | None = None
    misconceptions: tuple[Misconception, ...] = ()
    expected: Array | None = None
    gradient_of: str | None = None
    with_respect_to: str | None = None
    prompt: str = ""
    unit: str = ""
    words: Mapping[str, float] = field(default_factory=dict)
    people_points: float = 0.0
    form: str = ""
    literals: int = 0
    valid: Rule | None = None
    is_unordered: bool = False
    closed: tuple[bool, ...] = ()
    ends_matter: bool = False
    unit_letter: str = ""

    @property
    def is_complex(self) -> bool:
        """Whether its values are complex numbers, pairs in their last axis."""
        return bool(self.unit_letter) and self.answer.has_value

    @property
    def has_words(self) -> bool:
        """Whether the answer is made of the words of a list, which nobody rounds."""
        return self.choices is not None

    @property
    def is_told_in_words(self) -> bool:
        """Whether a sheet tells the answer in words, in a table of names or in an equation, and
        not as a number or a formula."""
        is_no_number = self.answer is AnswerKind.TABLE or self.is_complex
        return self.has_words or is_no_number or self.answer.is_statement

    @property
    def is_told_in_parts(self) -> bool:
        """Whether an answer is more than a number, a vector or a matrix as formulas write them."""
        is_number = self.answer is AnswerKind.NUMBER
        return self.answer.is_statement or (self.answer.has_value and not is_number)

    @property
    def has_equal_forms(self) -> bool:
        """Whether what is right may be written in several forms, or in more or fewer parts."""
        return bool(self.up_to) or self.has_any_length

    @property
    def has_any_length(self) -> bool:
        """Whether an answer may have more or fewer parts than the expected one."""
        return self.answer.has_any_length or len(self.closed) > ONE_INTERVAL

    @property
    def entry_names(self) -> tuple[str, ...]:
        """What to call each entry of an answer in a sentence; nothing where they are counted."""
        if len(self.closed) > ONE_INTERVAL:
            return ()
        return entry_names(self.answer, self.choices, self.table)

    def in_words(self, value: Array) -> str | None:
        """A value of the step as its kind is written, `spam`; None for plain numbers."""
        if self.closed and np.shape(value) == (len(self.closed),):
            from grader.question.interval_words import interval_in_words  # few steps need it

            return interval_in_words(value, self.closed)
        if self.is_complex:
            from grader.question.complex_words import complex_in_words  # few questions need it

            return complex_in_words(value, self.unit_letter, self.answer)
        return in_words(self.answer, value, self.choices, self.table)


@record(frozen=True, kw_only=True, eq=False)
class Question:
    """A checked graph with its parameters, its steps in the rubric's order and their solution.

    Parameters without a number are symbols: `dimensions` names their shapes (`W: (m, d)`) and
    `domains` where they are drawn when formulas are compared. `part` is how the assignment numbers
    it, where that is said. `conventions` are those that students may hold, and `held` the labels of
    those that these rules are for. `carried` are the questions whose values it goes on with; in its
    form for marking, `beside` are their steps and `calls` what these are called (see `joined`).
    `complexes` are the values that are complex, pairs in their last axis; None where the question
    knows real numbers alone.
    `built` is what was built for it alone: see `once`.
    """

    key: str
    title: str
    graph: Graph
    parameters: Mapping[str, Array]
    steps: tuple[Step, ...]
    solution: Mapping[str, Value]
    dimensions: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    domains: Mapping[str, Any] = field(default_factory=dict)
    notation: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    part: str = ""
    conventions: tuple[Convention, ...] = ()
    held: tuple[str, ...] = ()
    carried: tuple[Carried[Question], ...] = ()
    beside: tuple[Step, ...] = ()
    calls: Mapping[str, str] = field(default_factory=dict)
    complexes: frozenset[str] | None = None
    built: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def points(self) -> float:
        return sum(step.points for step in self.steps)

    @property
    def worked_out_elsewhere(self) -> dict[str, str]:
        """The givens that are answers to other questions, and what these are called."""
        return {name: words for one in self.carried for name, words in one.worked_out().items()}

    @property
    def has_symbols(self) -> bool:
        """Whether some parameter has no number, so that formulas are asked of it."""
        return any(name not in self.parameters for name in self.graph.parameters)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that a formula of a student's may use, and which of them are matrices."""
        names = [n for n in (*self.graph.parameters, *self.graph.rules) if OF not in n]
        shapes = {name: len(shape) for name, shape in self.shapes.items()}
        shapes |= {n: v.ndim for n, v in self.solution.items() if not isinstance(v, NoValue)}
        shapes |= {n: shapes[n] - 1 for n in self.complexes or () if n in shapes}
        matrices = [name for name in names if shapes.get(name, 1) > 0]
        if self.complexes is None:
            return vocabulary_of(names, self.notation, matrices)
        units = list(imaginary_units(names))
        return vocabulary_of([*names, *units], self.notation, matrices, is_complex=True)

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What to call each step in a sentence for a student."""
        return called({step.name: step.label for step in self.steps}) | dict(self.calls)

    def value_in_words(self, name: str, value: Array) -> str | None:
        """A value of the question by its name, as its step or a complex one is written."""
        step = next((step for step in self.steps if step.name == name), None)
        if step is not None:
            return step.in_words(value)
        if name not in (self.complexes or ()):
            return None
        from grader.question.complex_words import complex_in_words  # few questions need it

        return complex_in_words(value, self.unit_letter)

    @property
    def unit_letter(self) -> str:
        """What the imaginary unit is called, i or j."""
        return next((step.unit_letter for step in self.steps if step.unit_letter), "j")

    @property
    def shapes(self) -> dict[str, tuple[str | int, ...]]:
        """The shape of every parameter: as named, or as the number that is given has it."""
        given = {name: value.shape for name, value in self.parameters.items()}
        return dict.fromkeys(self.graph.givens, ()) | given | dict(self.dimensions)

    def values_at(self, point: Mapping[str, Any]) -> dict[str, Any]:
        """All values of the question where its parameters are as in `point`.

        Steps without a value there are left out. The points that formulas are compared at are
        always the same ones, so the latest are remembered.
        """
        given = {name: np.asarray(value, dtype=np.float64) for name, value in point.items()}
        key = tuple((name, value.shape, value.tobytes()) for name, value in given.items())
        found = self._remembered.get(key)
        if found is None:
            solved = evaluate(self.graph, given)
            found = given | {n: v for n, v in solved.items() if not isinstance(v, NoValue)}
            if len(self._remembered) < MAX_REMEMBERED:
                self._remembered[key] = found
        return dict(found)

    @cached_property
    def _remembered(self) -> dict[Any, dict[str, Any]]:
        return {}


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """A rubric joined with its rules.

    students: what students are known by, email or sid, where each has numbers of their own.
    """

    title: str
    questions: tuple[Question, ...]
    total_points: float | None
    students: str = ""

    @property
    def points(self) -> float:
        return sum(question.points for question in self.questions)

    @property
    def people_points(self) -> float:
        """The points that people give, on the platform, for texts that they read."""
        return sum(step.people_points for q in self.questions for step in q.steps)

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Question key -> the names of its steps."""
        return {q.key: tuple([step.name for step in q.steps]) for q in self.questions}
