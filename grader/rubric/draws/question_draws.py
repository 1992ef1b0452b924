"""The numbers of one question drawn again and again, until they can be asked of a student.

Numbers can be asked where every answer has a value, every constraint of the rubric holds, and no
two answers are so near that the one would pass for the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from grader.errors import GraderError, RubricError
from grader.graph import Rule, evaluate
from grader.model import Array, NoValue, Value
from grader.question import AnswerKind, Question, Step, question_of, rule_reader
from grader.rubric.draws.spec import Draw, draw_of, is_draw
from grader.rubric.draws.urn import SAMPLE_URN, Urn

Keys = Mapping[str, Any]
MAX_ATTEMPTS = 2_000
"""So many draws before constraints are said to be met by none; lint warns long before."""
MAX_FOR_DIFFERENCE = 300
"""So many draws before two answers that are alike are put up with."""
TRIED = 24
"""Draws by which is found out which answers are often alike whatever is drawn."""
MOST_ALIKE = 0.25
"""Answers that are alike in a larger share of draws cannot be told apart by drawing again."""
NEAR = 0.002
"""Answers that differ by less than this share are alike whatever the tolerance is: people write
three figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why numbers cannot be asked: the step without a value, the constraint, or the two steps."""

    step: str = ""
    reason: str = ""
    constraint: int | None = None
    alike: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """The numbers of one question for one student. unfit: what is wrong with the best of them.

    numbers: plain values by parameter. attempt: how often they were drawn before.
    """

    numbers: Mapping[str, Any]
    solution: Mapping[str, Value]
    attempt: int
    unfit: Unfit | None = None

    @property
    def is_usable(self) -> bool:
        return self.unfit is None or self.unfit.alike is not None


@dataclass(kw_only=True, eq=False)
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
        numbers = [step for step in asked if step.answer is AnswerKind.NUMBER]
        needed = {s.name for s in asked}.union(*(graph.ancestors(s.name) for s in asked))
        self._needed = [n for n in graph.order if n in needed and not symbols & graph.under(n)]
        self._groups: tuple[_Group, ...] = ()
        usable = self._usable_samples()
        if usable:
            self._groups = tuple(_groups(numbers, usable[0].solution))
            self.often_alike = self._found_alike(usable)

    def drawn(self, urn: Urn) -> Drawn:
        """A student's numbers: the first that can be asked, or the best there are."""
        best: Drawn | None = None
        for attempt in range(MAX_ATTEMPTS):
            found = self.attempt(urn, attempt)
            if found.unfit is None:
                return found
            if best is None or (found.is_usable and not best.is_usable):
                best = found
            if best.is_usable and attempt >= MAX_FOR_DIFFERENCE:
                break
        assert best is not None
        return best

    def attempt(self, urn: Urn, attempt: int) -> Drawn:
        """The numbers of one attempt, and what is wrong with them."""
        numbers = self._plain(urn, attempt)
        given = {name: np.array(value, dtype=np.float64) for name, value in numbers.items()}
        parameters = {**self.question.parameters, **given}
        solution = evaluate(self.question.graph, parameters)
        unfit = self._unfit(parameters, solution)
        if unfit is None:
            pairs = (pair for pair in self.alike(solution) if not self._is_often(pair))
            pair = next(pairs, None)
            unfit = None if pair is None else Unfit(alike=pair)
        return Drawn(numbers=numbers, solution=solution, attempt=attempt, unfit=unfit)

    def alike(self, solution: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
        """The pairs of answers of which one would pass for the other."""
        for names, reach, share in self._groups:
            found = [np.ravel(np.asarray(solution[name])) for name in names]
            if len({value.size for value in found}) > 1:
                continue  # sizes that are drawn: what differs in size is not alike
            values = np.stack(found)
            size = np.maximum(np.abs(values)[:, None], np.abs(values)[None])
            off = np.abs(values[:, None] - values[None])
            near = (off <= reach[..., None] + share[..., None] * size).all(axis=-1)
            for one, other in np.argwhere(np.triu(near, 1)):
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

    def _usable_samples(self) -> list[Drawn]:
        """Draws of the sample's that can be asked, but for answers that may be alike."""
        attempts = (self.attempt(SAMPLE_URN, attempt) for attempt in range(MAX_FOR_DIFFERENCE))
        return list(islice((found for found in attempts if found.is_usable), TRIED))

    def _found_alike(self, usable: list[Drawn]) -> dict[tuple[str, str], float]:
        """How often each pair of answers is alike, among draws that can be asked else."""
        counts = Counter(pair for found in usable for pair in self.alike(found.solution))
        return {pair: count / len(usable) for pair, count in counts.items()}


def question_draws(rubric: Keys, key: str) -> QuestionDraws | None:
    """How the numbers of a rubric's question are drawn; None where they are all given.

    Constraints that do not read are left out, which lint tells. Raises GraphError as
    `question_of`, and RubricError for a draw that is none.
    """
    keys = rubric["questions"][key]
    given = keys.get("parameters") or {}
    draws = {name: draw_of(value) for name, value in given.items() if is_draw(value)}
    if not draws:
        return None
    first = {n: draw.value(partial(SAMPLE_URN.below, key, n, 0)) for n, draw in draws.items()}
    question = question_of(with_parameters(rubric, key, first, draws), key)
    return QuestionDraws(question=question, draws=draws, constraints=_constraints(question, keys))


def with_parameters(
    rubric: Keys, key: str, numbers: Mapping[str, Any], draws: Mapping[str, Draw]
) -> dict[str, Any]:
    """A rubric's plain values with numbers in place of one question's draws.

    Where formulas are tried at random, what was drawn is drawn from where it is drawn for students.
    """
    keys = rubric["questions"][key]
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
    found = {}
    for place, text in enumerate(keys.get("constraints") or ()):
        try:
            found[place] = read("constraint", str(text))
        except RubricError:
            continue
    return found


_Group = tuple[tuple[str, ...], Array, Array]
"""Steps whose answers have one shape, and how far two of them may be apart and still be alike:
that much, and that share of the larger."""


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
        )


def _reach(step: Step) -> tuple[float, float]:
    """How far off a step's answer may be: that much, and that share of it."""
    digits = step.digits
    if digits is None:
        return step.tolerance.atol, max(step.tolerance.rtol, NEAR)
    if digits.kind == "decimals":
        return float(10.0**-digits.count), NEAR
    return 0.0, max(float(10.0 ** (1 - digits.count)), NEAR)
