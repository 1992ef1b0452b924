"""The numbers of one question drawn again and again, until they can be asked of a student.

Numbers can be asked where every answer has a value, every constraint of the rubric holds, and no
two answers are so near that the one would pass for the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader import record
from grader.errors import GraderError, RubricError
from grader.graph import Rule, evaluate
from grader.model import Array, NoValue, Value
from grader.question import (
    AnswerKind,
    Question,
    Step,
    question_of,
    reader_in_complex,
    rule_reader,
)
from grader.rubric.draws.spec import Draw, draw_of, is_draw
from grader.rubric.draws.urn import Urn

Keys = Mapping[str, Any]
MOST_ALIKE = 0.25
"""Answers that are alike in a larger share of draws cannot be told apart by drawing again."""
NEAR = 0.002
"""Answers that differ by less than this share are alike whatever the tolerance is: people write
three figures."""

NOTHING: Mapping[str, Array] = MappingProxyType({})


@record(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why numbers cannot be asked: the step without a value, the constraint, or the two steps."""

    step: str = ""
    reason: str = ""
    constraint: int | None = None
    alike: tuple[str, str] | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """The numbers of one question for one student. unfit: what is wrong with the best of them.

    numbers: plain values by parameter. attempt: how often they were drawn before. parameters: all
    that the question is given with them.
    """

    numbers: Mapping[str, Any]
    parameters: Mapping[str, Array]
    solution: Mapping[str, Value]
    attempt: int
    unfit: Unfit | None = None

    @property
    def is_usable(self) -> bool:
        return self.unfit is None or self.unfit.alike is not None


@record(kw_only=True, eq=False)
class QuestionDraws:
    """A question whose numbers are drawn; `question` has those of the sample's first draw.

    constraints: by their place in the rubric.
    """

    question: Question
    draws: Mapping[str, Draw]
    constraints: Mapping[int, Rule]
    often_alike: Mapping[tuple[str, str], float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        graph = self.question.graph
        symbols = graph.parameters - self.question.parameters.keys()
        asked = [s for s in self.question.steps if s.answer.has_value and s.name in graph.rules]
        needed = {s.name for s in asked}.union(*(graph.ancestors(s.name) for s in asked))
        self._needed = [n for n in graph.order if n in needed and not symbols & graph.under(n)]
        self._numbers = [step for step in asked if step.answer is AnswerKind.NUMBER]
        self._groups: tuple[_Group, ...] = ()

    def learn(self, usable: Sequence[Drawn]) -> None:
        """Find out from draws that can be asked which answers are often alike."""
        self._groups = tuple(_groups(self._numbers, usable[0].solution))
        counts = Counter(pair for found in usable for pair in self.alike(found.solution))
        self.often_alike = {pair: count / len(usable) for pair, count in counts.items()}

    def attempt(self, urn: Urn, attempt: int, elsewhere: Mapping[str, Array] = NOTHING) -> Drawn:
        """The numbers of one attempt, and what is wrong with them.

        elsewhere: what the question carries on from others, of this student and attempt.
        """
        numbers = self._plain(urn, attempt)
        given = {name: np.array(value, dtype=np.float64) for name, value in numbers.items()}
        parameters = {**self.question.parameters, **elsewhere, **given}
        solution = evaluate(self.question.graph, parameters)
        unfit = self._unfit(parameters, solution)
        if unfit is None:
            pairs = (pair for pair in self.alike(solution) if not self._is_often(pair))
            pair = next(pairs, None)
            unfit = None if pair is None else Unfit(alike=pair)
        return Drawn(
            numbers=numbers, parameters=parameters, solution=solution, attempt=attempt, unfit=unfit
        )

    def alike(self, solution: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
        """The pairs of answers of which one would pass for the other."""
        for names, reach, share, pairs in self._groups:
            found = [np.ravel(np.asarray(solution[name])) for name in names]
            if len({value.size for value in found}) > 1:
                continue  # sizes that are drawn: what differs in size is not alike
            values = np.stack(found)
            size = np.maximum(np.abs(values)[:, None], np.abs(values)[None])
            off = np.abs(values[:, None] - values[None])
            near = (off <= reach[..., None] + share[..., None] * size).all(axis=-1)
            for one, other in np.argwhere(near & pairs):
                yield names[one], names[other]

    def _plain(self, urn: Urn, attempt: int) -> dict[str, Any]:
        key = self.question.key
        return {n: d.value(partial(urn.below, key, n, attempt)) for n, d in self.draws.items()}

    def _unfit(
        self, parameters: Mapping[str, Array], solution: Mapping[str, Value]
    ) -> Unfit | None:
        """What keeps numbers from being asked, but for answers that are alike."""
        for name in self._needed:
            value = solution[name]
            if isinstance(value, NoValue):
                return Unfit(step=name, reason=value.reason)
        values = {**parameters, **solution}
        for place, rule in self.constraints.items():
            if not holds(rule, values):
                return Unfit(constraint=place)
        return None

    def _is_often(self, pair: tuple[str, str]) -> bool:
        return self.often_alike.get(pair, 0.0) > MOST_ALIKE


def draws_of(keys: Keys) -> dict[str, Draw]:
    """The parameters of a question that are drawn. Raises RubricError for a draw that is none."""
    given = keys.get("parameters") or {}
    return {name: draw_of(value) for name, value in given.items() if is_draw(value)}


def question_draws(rubric: Keys, key: str, draws: Mapping[str, Draw]) -> QuestionDraws:
    """How the numbers of a rubric's question are drawn.

    rubric: with numbers in place of all draws. Constraints that do not read are left out, which
    lint tells. Raises GraphError as `question_of`.
    """
    question = question_of(rubric, key)
    constraints = _constraints(question, rubric["questions"][key])
    return QuestionDraws(question=question, draws=draws, constraints=constraints)


def with_parameters(
    rubric: Keys, key: str, numbers: Mapping[str, Any], draws: Mapping[str, Draw]
) -> dict[str, Any]:
    """A rubric's plain values with numbers in place of one question's draws.

    Where formulas are tried at random, what was drawn is drawn from where it is drawn for students.
    """
    keys = rubric["questions"][key]
    if not numbers:
        return {**rubric}
    drawn_from = {name: draw.domain for name, draw in draws.items() if draw.domain is not None}
    changed = {
        **keys,
        "parameters": {**keys["parameters"], **numbers},
        "domains": drawn_from | (keys.get("domains") or {}),
    }
    return {**rubric, "questions": {**rubric["questions"], key: changed}}


def holds(rule: Rule, values: Mapping[str, Value]) -> bool:
    """Whether a constraint holds, in every entry; it does not where it has no value."""
    inputs = [values.get(name) for name in rule.arguments]
    if any(value is None or isinstance(value, NoValue) for value in inputs):
        return False
    with np.errstate(all="ignore"):
        try:
            found = np.asarray(rule.function(*inputs), dtype=np.float64)
        except GraderError:
            return False
    return bool((found == 1).all())


def _constraints(question: Question, keys: Keys) -> dict[int, Rule]:
    names = [*question.graph.parameters, *question.graph.rules]
    read = rule_reader(names, keys)
    if question.complexes is not None:
        read = reader_in_complex(read, question.complexes)
    found = {}
    for place, text in enumerate(keys.get("constraints") or ()):
        try:
            found[place] = read("constraint", str(text))
        except RubricError:
            continue
    return found


_Group = tuple[tuple[str, ...], Array, Array, NDArray[np.bool_]]
"""Steps whose answers have one shape, how far two of them may be apart and still be alike (that
much, and that share of the larger), and the pairs of them, each once."""


def _groups(steps: list[Step], solution: Mapping[str, Value]) -> Iterator[_Group]:
    by_shape: dict[tuple[int, ...], list[Step]] = {}
    for step in steps:
        value = solution[step.name]
        if not isinstance(value, NoValue):
            by_shape.setdefault(value.shape, []).append(step)
    for alike in by_shape.values():
        reach = np.array([_reach(step)[0] for step in alike])
        share = np.array([_reach(step)[1] for step in alike])
        yield (
            tuple(step.name for step in alike),
            np.maximum(reach[:, None], reach[None]),
            np.maximum(share[:, None], share[None]),
            np.triu(np.ones((len(alike), len(alike)), dtype=np.bool_), 1),
        )


def _reach(step: Step) -> tuple[float, float]:
    """How far off a step's answer may be: that much, and that share of it."""
    digits = step.digits
    if digits is None:
        return step.tolerance.atol, max(step.tolerance.rtol, NEAR)
    if digits.kind == "decimals":
        return float(10.0**-digits.count), NEAR
    return 0.0, max(float(10.0 ** (1 - digits.count)), NEAR)
