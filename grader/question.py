"""Joins a rubric's questions with their solvers into checked graphs: what marking works on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.errors import GraderError, Problem, RubricError, RubricErrors
from grader.graph import Graph, did_you_mean, evaluate, graph_of, needed_parameters
from grader.model import Array, NoValue, Tolerance, Value, Visibility
from grader.rubric import RubricSource, read_source
from grader.solvers import solver_names, solver_rules

Keys = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """What one step is worth; `expected` is the TA's own number, for lint alone."""

    name: str
    label: str
    points: float
    tolerance: Tolerance
    follow_through: float
    visibility: Visibility
    expected: Array | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """A checked graph with its parameters, its steps in the rubric's order and their solution."""

    key: str
    title: str
    graph: Graph
    parameters: Mapping[str, Array]
    steps: tuple[Step, ...]
    solution: Mapping[str, Value]

    @property
    def points(self) -> float:
        return sum(step.points for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """A rubric joined with its solvers. `source` knows the line of every path."""

    title: str
    questions: tuple[Question, ...]
    total_points: float | None
    source: RubricSource

    @property
    def points(self) -> float:
        return sum(question.points for question in self.questions)

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Question key -> the names of its steps."""
        return {q.key: tuple(step.name for step in q.steps) for q in self.questions}


def load_assignment(path: Path, checked: bool = False) -> Assignment:
    """The assignment of a rubric file. Raises RubricErrors with everything wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"the rubric cannot be read: {reason}"
        raise RubricErrors([Problem(file=str(path), message=message)]) from None
    return read_assignment(text, str(path), checked)


def read_assignment(text: str, file: str, checked: bool = False) -> Assignment:
    """The assignment that a rubric's text makes; `file` is the name used in messages.

    `checked` says that this very text was found right before, so that nothing is checked again.
    Raises RubricErrors with everything wrong with it, in the order of its lines.
    """
    source = read_source(text, file)
    if not checked:
        _check(source)
    rubric = source.data
    questions = tuple(_question(rubric, key, keys) for key, keys in rubric["questions"].items())
    problems = [p for question in questions for p in _value_problems(source, question)]
    if problems and not checked:
        raise RubricErrors(problems)
    return Assignment(
        title=rubric["title"],
        questions=questions,
        total_points=rubric.get("total_points"),
        source=source,
    )


def _check(source: RubricSource) -> None:
    from grader.rubric_check import shape_problems  # costs an import that marking does not need

    problems = [*source.problems, *shape_problems(source)]
    for key in source.mapping("questions"):
        problems += _name_problems(source, key)
    if problems:
        raise RubricErrors(problems)


def _question(rubric: Keys, key: str, keys: Keys) -> Question:
    parameters = {name: _array(given) for name, given in keys["parameters"].items()}
    graph = graph_of(solver_rules(keys["solver"], keys.get("variant")), parameters)
    return Question(
        key=key,
        title=keys["title"],
        graph=graph,
        parameters=MappingProxyType(parameters),
        steps=tuple(_step((step, keys, rubric), name) for name, step in keys["steps"].items()),
        solution=MappingProxyType(evaluate(graph, parameters)),
    )


def _step(levels: tuple[Keys, ...], name: str) -> Step:
    """A step from its keys, those of its question and those of the rubric, nearest first."""
    step = levels[0]
    tolerances = [level.get("tolerance") or {} for level in levels]
    expected = step.get("expected")
    return Step(
        name=name,
        label=step.get("label") or name,
        points=float(step["points"]),
        tolerance=Tolerance(
            rtol=_first(tolerances, "rtol", 0.0), atol=_first(tolerances, "atol", 0.0)
        ),
        follow_through=_first(levels, "follow_through", 1.0),
        visibility=Visibility(_first(levels, "visibility", "visible")),
        expected=None if expected is None else _array(expected),
    )


def _first(levels: Sequence[Keys], key: str, default: Any) -> Any:
    return next((level[key] for level in levels if level.get(key) is not None), default)


def _array(given: Any) -> Array:
    array = np.array(given, dtype=np.float64)
    array.flags.writeable = False
    return array


def _name_problems(source: RubricSource, key: str) -> Iterator[Problem]:
    """Solvers, parameters and steps of one question that do not fit each other.

    Works on the plain values, so that these are reported beside whatever else is wrong.
    """
    question = source.mapping("questions", key)
    here = ("questions", key)
    solver, variant = question.get("solver"), question.get("variant")
    if not isinstance(solver, str) or not (variant is None or isinstance(variant, str)):
        return
    try:
        rules = solver_rules(solver, variant)
    except RubricError as error:
        at = "variant" if variant and solver in solver_names() else "solver"
        yield source.problem((*here, at), str(error))
        return
    name = f"solver {solver}" + (f" ({variant})" if variant else "")
    yield from _parameter_problems(source, here, needed_parameters(rules), name)
    steps = [rule.name for rule in rules]
    for step in source.mapping(*here, "steps"):
        if step not in steps:
            message = f"no such value in {name}{did_you_mean(step, steps)}"
            yield source.problem((*here, "steps", step), message)
    try:
        graph_of(rules, [*needed_parameters(rules)])
    except GraderError as error:
        yield source.problem((*here, "solver"), str(error))


def _value_problems(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Steps that have no value for the given parameters: nobody could ever earn their points."""
    asked = {step.name for step in question.steps}
    needed = asked.union(*(question.graph.ancestors(name) for name in asked))
    known = {**question.parameters, **question.solution}
    for name, value in question.solution.items():
        inputs = question.graph.rules[name].arguments
        is_first = not any(isinstance(known[a], NoValue) for a in inputs)
        if name in needed and isinstance(value, NoValue) and is_first:
            shapes = ", ".join(f"{a} of shape {np.shape(np.asarray(known[a]))}" for a in inputs)
            message = f"{name} has no value for these parameters ({shapes}): {value.reason}"
            yield source.problem(("questions", question.key, "parameters"), message)


def _parameter_problems(
    source: RubricSource, here: tuple[str, ...], needed: tuple[str, ...], name: str
) -> Iterator[Problem]:
    given = source.mapping(*here, "parameters")
    for parameter in given:
        if parameter not in needed:
            hint = did_you_mean(parameter, needed)
            message = f"{name} does not use it{hint} (it uses {', '.join(needed)})"
            yield source.problem((*here, "parameters", parameter), message)
    for parameter in needed:
        if parameter not in given:
            yield source.problem((*here, "parameters"), f"{name} needs {parameter}; add it here")
