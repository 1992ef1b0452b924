"""One student's answers to one question, with what each step may be if they are followed."""

from __future__ import annotations

import traceback
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from grader.graph import Graph, Rule
from grader.jumps import other_sides
from grader.marking.numbers import Followed
from grader.marking.reading import reading
from grader.model import Answers, Array, NoValue
from grader.precision import Box, Rounding, box
from grader.propagation import Range, Stated, carried, followed_range
from grader.question import AnswerKind, Question, Step

CUT = 0.25
"""The share of a number by which cutting digits off may move it before it is another: who writes
1.5 may go on with 2, as nobody rounds worse, but not with 1: four ohms times 1.5 amperes are not
4 volts. Held by tests/marking/test_figures.py."""


class Case:
    """The readings of a question's answers, and the values that were stated.

    `values` holds the answers that later steps can be followed from: those of the right shape,
    and those of steps of which we have no value to compare them with.
    """

    def __init__(self, question: Question, answers: Answers) -> None:
        self.question = question
        self.sheets = answers.sheets
        self.unplaced = answers.unplaced.get(question.key, 0)
        self.shown_elsewhere = frozenset(
            step
            for (key, step), answer in answers.by_step.items()
            if key != question.key and not answer.is_blank
        )
        self.readings = {step.name: reading(question, step, answers) for step in question.steps}
        self.formulas = {n: read.formula for n, read in self.readings.items() if read.formula}
        self.values: dict[str, Array] = {}
        self._other_ranges: dict[Rule, Range | NoValue] = {}
        self.steps = {step.name: step for step in question.steps}
        for step in question.steps:
            number = self.readings[step.name].number
            solution = question.solution.get(step.name)
            if number is None or solution is None or not np.isfinite(number.value).all():
                continue
            if isinstance(solution, NoValue) or number.shape == solution.shape:
                self.values[step.name] = number.value

    @cached_property
    def stated(self) -> dict[str, Stated]:
        """The values that were stated, each with the box of what it stands for."""
        found = {name: self.answered(name) for name in self.values}
        return {name: stated for name, stated in found.items() if stated is not None}

    def answered(self, name: str) -> Stated | None:
        """The finite value of an answer in any shape, with its box; None if there is none."""
        number = self.readings[name].number
        if number is None or not np.isfinite(number.value).all():
            return None
        return number.value, box(number, self.steps[name].policy.precision)

    def followed(
        self, step: Step, wrong: Collection[str], slipped: Collection[str]
    ) -> Iterator[Followed]:
        """What the step's rule, then each other route, gives from the answers before it.

        wrong: the answers that are not right. slipped: those that follow from nothing. A route on
        whose way nothing is wrong gives what the rule gives where that is so for both.
        """
        own = self._among(wrong, step, self.question.graph.rules[step.name])
        yield Followed(route="own", range=self._ranges[step.name], rests_on=own)
        routes = [(f"route {place}", route) for place, route in enumerate(step.routes, 1)]
        if slipped:
            from grader.marking.routes import derived_routes  # costs what right work need not pay

            derived = derived_routes(self.question, step.name, slipped)
            routes += [("other slope", route) for route in derived]
        for name, route in routes:
            rests_on = self._among(wrong, step, route)
            if own or rests_on:
                followed = self._by_route(step.name, route)
                yield Followed(route=name, range=followed, rests_on=rests_on)

    def by_rule(self, step: Step) -> Range | NoValue:
        """What the step's own rule gives from the answers before it."""
        return self._ranges[step.name]

    def _among(self, wrong: Collection[str], step: Step, rule: Rule) -> tuple[str, ...]:
        return tuple(name for name in self.stated_inputs(step, rule) if name in wrong)

    def followed_rounded(
        self, step: Step, habits: Iterable[Rounding], rests_on: tuple[str, ...]
    ) -> Iterator[Followed]:
        """What the step's rule gives if earlier answers were carried on in fewer figures.

        One for each habit of rounding that changes an answer; the others stand for what they may
        be as they were typed. What cutting would make another number (1 of 1.5) stays as it is.
        """
        sources = {name: self.values[name] for name in self.stated_inputs(step)}
        for habit in habits:
            rounded = {name: _carried_by(habit, value) for name, value in sources.items()}
            changed = {n: v for n, v in rounded.items() if (v != sources[n]).any()}
            if changed:
                points = {name: (v, Box(low=v, high=v)) for name, v in changed.items()}
                stated = {**self._narrowed, **points}
                found = self._range(self.question.graph, stated, step.name)
                yield Followed(route="own", range=found, rests_on=rests_on)

    def followed_at_jumps(self, step: Step, rests_on: tuple[str, ...]) -> Iterator[Followed]:
        """What the step's rule gives on the other side of a tie that the answers are on."""
        question = self.question
        found = other_sides(question.graph, question.parameters, self._narrowed, step.name)
        for value in found:
            point = Range(low=value, high=value, centre=value)
            yield Followed(route="own", range=point, rests_on=rests_on)

    def _by_route(self, name: str, route: Rule) -> Range | NoValue:
        if route not in self._other_ranges:
            graph = _with_rule(self.question.graph, name, route)
            self._other_ranges[route] = self._range(graph, self._narrowed, name)
        return self._other_ranges[route]

    def _range(self, graph: Graph, stated: Mapping[str, Stated], name: str) -> Range | NoValue:
        """The range of one step; a failure of ours in it is that step's alone."""
        try:
            return followed_range(graph, self.question.parameters, stated, name)
        except Exception:
            return NoValue(reason=f"{name} could not be followed", fault=traceback.format_exc())

    def stated_inputs(self, step: Step, rule: Rule | None = None) -> tuple[str, ...]:
        """The nearest answers of the student that a step rests on, through unstated steps.

        rule: another rule for the step than its own.
        """
        rules = self.question.graph.rules
        stated = self.formulas if step.answer is AnswerKind.FORMULA else self.values
        found: dict[str, None] = {}
        passed: set[str] = set()
        waiting = [*reversed((rule or rules[step.name]).arguments)]
        while waiting:
            argument = waiting.pop()
            if argument in stated:
                found[argument] = None
            elif argument in rules and argument not in passed:
                passed.add(argument)
                waiting += reversed(rules[argument].arguments)
        return tuple(found)

    @cached_property
    def _narrowed(self) -> dict[str, Stated]:
        """The stated answers with the ranges narrowed to what can have been carried on."""
        return self._walked[0]

    @cached_property
    def _ranges(self) -> dict[str, Range | NoValue]:
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[dict[str, Stated], dict[str, Range | NoValue]]:
        question, narrowed = self.question, dict(self.stated)
        ranges: dict[str, Range | NoValue] = {}
        for name in self._asked_in_order():
            here = self._range(question.graph, narrowed, name)
            ranges[name] = here
            if name in narrowed and not isinstance(here, NoValue):
                tolerance = self.steps[name].tolerance
                narrowed[name] = carried(narrowed[name], here, question.solution[name], tolerance)
        return narrowed, ranges

    def _asked_in_order(self) -> Sequence[str]:
        kinds = {name: step.answer for name, step in self.steps.items()}
        return [n for n in self.question.graph.order if kinds.get(n) is AnswerKind.NUMBER]


def _carried_by(habit: Rounding, value: Array) -> Array:
    found = habit.of(value)
    is_near = np.abs(found - value) <= CUT * np.abs(value)
    return np.where(is_near, found, value) if habit.cut else found


def _with_rule(graph: Graph, name: str, rule: Rule) -> Graph:
    """The graph with another rule for one of its steps."""
    rules = {**graph.rules, name: replace(rule, name=name)}
    return replace(graph, rules=MappingProxyType(rules))
