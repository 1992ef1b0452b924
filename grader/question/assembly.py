"""Joins a rubric's questions with their rules into checked graphs: what marking works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.agreement import KINDS as DIGIT_KINDS
from grader.agreement import Digits, Form
from grader.graph import Graph, Rule, evaluate, graph_of, needed_parameters
from grader.mathlang import Vocabulary, counted
from grader.model import Array, NoValue, Tolerance, Value, Visibility
from grader.question.carried import OF, Carried, by_question
from grader.question.formulas import RuleReader, rule_reader, vocabulary_of
from grader.question.policy import Policy, nearest, policy_of
from grader.question.step_labels import called
from grader.solvers import solver_rules

Keys = Mapping[str, Any]
MAX_REMEMBERED = 64


class AnswerKind(str, Enum):
    """What a step asks for: a value, or a formula in the question's symbols."""

    NUMBER = "number"
    FORMULA = "formula"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Misconception:
    """A known wrong rule for a step: what it earns, and what its students should read."""

    name: str
    rule: Rule
    credit: float
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """What one step is worth and asks for.

    digits: in how many digits an answer must agree, where that is asked in place of a tolerance.
    symbols: what a formula answer may use. routes: other rules that are faithful work as well.
    expected: the TA's own number, for lint alone.
    gradient_of, with_respect_to: what the step's rule must be the derivative of, for lint alone.
    prompt: how the assignment asks for it.
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
    misconceptions: tuple[Misconception, ...] = ()
    expected: Array | None = None
    gradient_of: str | None = None
    with_respect_to: str | None = None
    prompt: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Question:
    """A checked graph with its parameters, its steps in the rubric's order and their solution.

    Parameters without a number are symbols: `dimensions` names their shapes (`W: (m, d)`) and
    `domains` where they are drawn when formulas are compared. `part` is how the assignment numbers
    it, where that is said. `built` is what was built for it alone: see `once`. `carried` are the
    questions whose values it goes on with; in its form for marking, `beside` are their steps and
    `calls` what these are called (see `joined`).
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
    carried: tuple[Carried[Question], ...] = ()
    beside: tuple[Step, ...] = ()
    calls: Mapping[str, str] = field(default_factory=dict)
    built: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def points(self) -> float:
        return sum(step.points for step in self.steps)

    @property
    def has_symbols(self) -> bool:
        """Whether some parameter has no number, so that formulas are asked of it."""
        return len(self.parameters) < len(self.graph.parameters)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that a formula of a student's may use, and which of them are matrices."""
        names = [n for n in (*self.graph.parameters, *self.graph.rules) if OF not in n]
        shapes = {name: len(shape) for name, shape in self.shapes.items()}
        shapes |= {n: v.ndim for n, v in self.solution.items() if not isinstance(v, NoValue)}
        matrices = [name for name in names if shapes.get(name, 1) > 0]
        return vocabulary_of(names, self.notation, matrices)

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What to call each step in a sentence for a student."""
        return called({step.name: step.label for step in self.steps}) | dict(self.calls)

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """A rubric joined with its rules."""

    title: str
    questions: tuple[Question, ...]
    total_points: float | None

    @property
    def points(self) -> float:
        return sum(question.points for question in self.questions)

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Question key -> the names of its steps."""
        return {q.key: tuple([step.name for step in q.steps]) for q in self.questions}


def question_rules(keys: Keys) -> tuple[Rule, ...]:
    """The rules of a question: its solver's, then those written as formulas.

    Raises RubricError for an unknown solver and for a formula that does not read.
    """
    rules: tuple[Rule, ...] = ()
    if keys.get("solver"):
        rules = solver_rules(keys["solver"], keys.get("variant"))
    texts = formula_texts(keys)
    if not texts:
        return rules
    read = rule_reader(known_names(keys, rules), keys.get("dimensions"), keys.get("notation"))
    return (*rules, *(read(name, text) for name, text in texts.items()))


def known_names(keys: Keys, rules: Sequence[Rule]) -> tuple[str, ...]:
    """Every name that a formula of the question may use."""
    solved = [rule.name for rule in rules]
    names = [*given_names(keys), *needed_parameters(rules), *solved, *formula_texts(keys)]
    return tuple(dict.fromkeys(names))


def formula_texts(keys: Keys) -> dict[str, str]:
    """The formulas of a question by the name they define: definitions first, then steps."""
    defined = {name: str(text) for name, text in (keys.get("definitions") or {}).items()}
    steps = (keys.get("steps") or {}).items()
    return defined | {n: str(step["formula"]) for n, step in steps if "formula" in (step or {})}


def given_names(keys: Keys) -> tuple[str, ...]:
    """The parameters of a question: those with a number, and those that are symbols."""
    parts = (keys.get(part) or {} for part in ("parameters", "carried", "dimensions", "domains"))
    return tuple(dict.fromkeys(name for part in parts for name in part))


def question_of(rubric: Keys, key: str, known: Mapping[str, Question] | None = None) -> Question:
    """The question of a rubric's plain values, which have been checked.

    known: questions that were made already, for those that go on with their values.
    """
    keys = rubric["questions"][key]
    carried = tuple(
        Carried(question=(known or {}).get(other) or question_of(rubric, other), names=names)
        for other, names in by_question(keys.get("carried") or {}).items()
    )
    parameters = {n: _array(value) for n, value in (keys.get("parameters") or {}).items()}
    parameters |= {name: value for one in carried for name, value in one.values().items()}
    graph = graph_of(question_rules(keys), given_names(keys))
    dimensions = {n: tuple(shape) for n, shape in (keys.get("dimensions") or {}).items()}
    names = [*graph.parameters, *graph.rules]
    read = rule_reader(names, keys.get("dimensions"), keys.get("notation"))
    return Question(
        key=key,
        title=keys["title"],
        graph=graph,
        parameters=MappingProxyType(parameters),
        steps=tuple(
            _step((step or {}, keys, rubric), name, graph, read)
            for name, step in keys["steps"].items()
        ),
        solution=MappingProxyType(evaluate(graph, parameters)),
        dimensions=MappingProxyType(dimensions),
        domains=MappingProxyType(_counts(graph) | (keys.get("domains") or {})),
        notation=MappingProxyType({n: tuple(o) for n, o in (keys.get("notation") or {}).items()}),
        part=keys.get("part") or "",
        carried=carried,
    )


def _counts(graph: Graph) -> dict[str, Any]:
    """The givens that a rule takes factorials or binomial coefficients of, drawn as they count."""
    trees = (rule.tree for rule in graph.rules.values() if rule.tree is not None)
    found = {name for tree in trees for name in counted(tree)}
    return dict.fromkeys(sorted(found & set(graph.parameters)), "count")


def _step(levels: tuple[Keys, ...], name: str, graph: Graph, read: RuleReader) -> Step:
    """A step from its keys, those of its question and those of the rubric, nearest first."""
    step = levels[0]
    policy = policy_of(levels)
    tolerance, digits = _tolerance(levels, policy.precision.truncation)
    expected = step.get("expected")
    symbols = step.get("symbols") or (*sorted(graph.parameters), *graph.usable_for(name))
    return Step(
        name=name,
        label=step.get("label") or name,
        points=float(step.get("points") or 0.0),
        tolerance=tolerance,
        follow_through=nearest(levels, "follow_through", 1.0),
        visibility=Visibility(nearest(levels, "visibility", "visible")),
        answer=AnswerKind(step.get("answer") or "number"),
        digits=digits,
        symbols=tuple(symbols),
        policy=policy,
        routes=tuple(read(name, str(text)) for text in step.get("routes") or ()),
        misconceptions=_misconceptions(step, read),
        expected=None if expected is None else _array(expected),
        gradient_of=step.get("gradient_of"),
        with_respect_to=step.get("with_respect_to"),
        prompt=step.get("prompt") or "",
    )


def _tolerance(levels: tuple[Keys, ...], truncation: bool) -> tuple[Tolerance, Digits | None]:
    """How far an answer may be off, or in how many digits it must agree: the nearest level says."""
    given = [level["tolerance"] for level in levels if level.get("tolerance")]
    for kind in DIGIT_KINDS:
        if given and given[0].get(kind) is not None:
            form: Form = given[0].get("digits") or "at_least"
            count = given[0][kind]
            return Tolerance(), Digits(kind=kind, count=count, form=form, truncation=truncation)
    return Tolerance(rtol=nearest(given, "rtol", 0.0), atol=nearest(given, "atol", 0.0)), None


def _misconceptions(step: Keys, read: RuleReader) -> tuple[Misconception, ...]:
    return tuple(
        Misconception(
            name=given.get("name") or f"misconception {place}",
            rule=read(f"misconception_{place}", str(given["formula"])),
            credit=float(given.get("credit", 0.0)),
            feedback=given["feedback"],
        )
        for place, given in enumerate(step.get("misconceptions") or (), 1)
    )


def _array(given: Any) -> Array:
    array = np.array(given, dtype=np.float64)
    array.flags.writeable = False
    return array
