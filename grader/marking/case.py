"""One student's answers to one question, with what each step may be if they are followed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property, partial
from math import isfinite

import numpy as np

from grader import record
from grader.agreement import (
    OPEN,
    Box,
    Narrowed,
    Range,
    Stated,
    box,
    with_exact_wholes,
)
from grader.graph import Rule
from grader.marking.followed_shapes import fits
from grader.marking.numeric_answers import Followed
from grader.marking.read_answer import Reading, once_read, readings
from grader.marking.shared_ranges import (
    nearest,
    nearest_by_rule,
    shared_or_true,
    shared_range,
)
from grader.model import BY_OWN, Answers, Array, NoValue, Route, RouteKind
from grader.question import Formula, Question, Step


@record(frozen=True, kw_only=True, eq=False)
class Case:
    """The readings of a question's answers, and the values that were stated.

    `values` holds the answers that later steps can be followed from: those of a right shape,
    and those of steps of which we have no value to compare them with. `elsewhere` are the names
    of the steps that were answered in other questions alone; `sheets` and `unplaced` as in Answers.
    """

    question: Question
    readings: Mapping[str, Reading]
    elsewhere: Collection[str] = ()
    sheets: tuple[str, ...] = ()
    unplaced: int = 0
    _other_ranges: dict[Rule, Range | NoValue] = field(default_factory=dict, init=False)

    @cached_property
    def steps(self) -> dict[str, Step]:
        return {step.name: step for step in (*self.question.steps, *self.question.beside)}

    @cached_property
    def formulas(self) -> dict[str, Formula]:
        return {n: read.formula for n, read in self.readings.items() if read.formula is not None}

    @cached_property
    def values(self) -> dict[str, Array]:
        steps = self.steps
        return {n: v for n, v in self._numbers.items() if fits(self.question, steps[n], v)}

    @cached_property
    def _numbers(self) -> dict[str, Array]:
        """The finite values of answers, in any shape."""
        read = {n: one.number.value for n, one in self.readings.items() if one.number is not None}
        rules = self.question.graph.rules
        return {
            name: value
            for name, value in read.items()
            if _is_finite(value) or (rules[name].means(value, ()) and _is_said(self.readings[name]))
        }

    def box(self, name: str) -> Box:
        return _box(self.readings[name], self.steps[name])

    @cached_property
    def stated(self) -> dict[str, Stated]:
        """The values that were stated, each with the box of what it stands for."""
        return {name: (value, self.box(name)) for name, value in self.values.items()}

    def answered(self, name: str) -> Stated | None:
        """The finite value of an answer in any shape, with its box; None if there is none."""
        if name in self.values:
            return self.stated[name]
        return (self._numbers[name], self.box(name)) if name in self._numbers else None

    def has_answer(self, name: str) -> bool:
        """Whether a step has an answer that others can be followed from."""
        return name in self.values or name in self.formulas

    def stated_inputs(self, step: Step, rule: Rule | None = None) -> Sequence[str]:
        """The nearest answers of the student that a step rests on, through unstated steps.

        rule: another rule for the step than its own.
        """
        if step.valid is not None and rule is None:  # what it must meet, and not the one example
            found = nearest(self.question, step.valid, self._stated)
            return [name for name in found if name != step.name]
        rule = rule or self.question.graph.rules[step.name]
        if step.answer.is_formula:
            return nearest(self.question, rule, self._stated.union(self.formulas))
        return self._nearest.get(rule) or nearest(self.question, rule, self._stated)

    @cached_property
    def _nearest(self) -> Mapping[Rule, Sequence[str]]:
        return nearest_by_rule(self.question, self._stated)

    @cached_property
    def _stated(self) -> frozenset[str]:
        return frozenset(self.values)

    @cached_property
    def blank(self) -> frozenset[str]:
        """The steps that were left blank, here and in every other question."""
        read, elsewhere = self.readings, self.elsewhere
        return frozenset(n for n in self.steps if read[n].answer.is_blank and n not in elsewhere)

    @cached_property
    def narrowed(self) -> Narrowed:
        """The stated answers with the ranges narrowed to what can have been carried on."""
        question = self.question
        steps = self.steps.values()
        tolerances = {step.name: step.tolerance for step in steps if step.answer.has_value}
        given = (question.graph, question.parameters, question.solution)
        return Narrowed(*given, self.stated, tolerances, partial(shared_or_true, question))

    def by_rule(self, step: Step) -> Range | NoValue:
        """What the step's own rule gives from the answers before it."""
        return self.narrowed.range_of(step.name)

    def followed(
        self,
        step: Step,
        wrong: Collection[str],
        slipped: Collection[str],
        others: Collection[str] = (),
    ) -> Iterator[Followed]:
        """What the step's rule, then each other route, gives from the answers before it.

        wrong: the answers that are not right. slipped: those that follow from nothing. others:
        those that are right and not the key's. A route on whose way there is none of these gives
        what the rule gives where that is so for both.
        """
        rule = self.question.graph.rules[step.name]
        own, is_other = self._among(wrong, step, rule), bool(self._among(others, step, rule))
        yield Followed(route=BY_OWN, range=self.by_rule(step), rests_on=own, is_other=is_other)
        for place, rule in enumerate(step.also, 1):
            rests_on = self._among(wrong, step, rule)
            route = Route(kind=RouteKind.ALSO, place=place)
            yield Followed(route=route, range=self._by_other(step.name, rule), rests_on=rests_on)
        for route, rule in self._other_routes(step, slipped):
            rests_on, on_others = self._among(wrong, step, rule), self._among(others, step, rule)
            if own or is_other or rests_on or on_others:
                found = self._by_other(step.name, rule)
                yield Followed(
                    route=route, range=found, rests_on=rests_on, is_other=bool(on_others)
                )

    def _other_routes(self, step: Step, slipped: Collection[str]) -> Iterator[tuple[Route, Rule]]:
        for place, rule in enumerate(step.routes, 1):
            yield Route(kind=RouteKind.LISTED, place=place), rule
        if slipped:
            # costs what right work need not pay
            from grader.marking.rule_routes import derived_routes

            for rule in derived_routes(self.question, step.name, slipped):
                yield Route(kind=RouteKind.OTHER_SLOPE), rule

    def _among(self, wrong: Collection[str], step: Step, rule: Rule) -> tuple[str, ...]:
        return tuple(name for name in self.stated_inputs(step, rule) if name in wrong)

    def _by_other(self, name: str, rule: Rule) -> Range | NoValue:
        if rule not in self._other_ranges:
            self._other_ranges[rule] = shared_range(self.question, self.narrowed, name, rule)
        return self._other_ranges[rule]


@once_read
def _box(read: Reading, step: Step) -> Box:
    """What a number stands for; where many are right, whole numbers are not rounded."""
    assert read.number is not None
    is_one_of_many = step.valid is not None or not step.up_to.isdisjoint(OPEN)
    number = with_exact_wholes(read.number) if is_one_of_many else read.number
    return box(number, step.policy.precision)


def case_of(question: Question, answers: Answers) -> Case:
    """What a submission says for the steps of a question."""
    read, whole = dict(readings(question, answers)), question
    if question.carried:
        from grader.question import joined  # costs what few questions need

        whole = joined(question)
        beside = {step.name for step in whole.beside}
        read |= {n: one for n, one in _read_elsewhere(question, answers) if n in beside}
    return Case(
        question=whole,
        readings=read,
        elsewhere=answered_elsewhere(question, answers, read),
        sheets=answers.sheets,
        unplaced=answers.unplaced.get(question.key, 0),
    )


def answered_elsewhere(
    question: Question, answers: Answers, names: Collection[str]
) -> frozenset[str]:
    """Those of some names under which other questions have an answer and this one has none."""
    given, key = answers.by_step, question.key
    blank = {n for n in names if (key, n) not in given or given[key, n].is_blank}
    if not blank:
        return frozenset()
    others = (step for (other, step), one in given.items() if other != key and not one.is_blank)
    return frozenset(blank.intersection(others))


def _read_elsewhere(question: Question, answers: Answers) -> Iterator[tuple[str, Reading]]:
    """What the student says for the steps of the questions that this one goes on with."""
    for one in question.carried:
        there = (*readings(one.question, answers).items(), *_read_elsewhere(one.question, answers))
        for name, reading in there:
            yield one.called_here(name), reading


def _is_finite(value: Array) -> bool:
    return bool(np.isfinite(value).all()) if value.ndim else isfinite(value)


def _is_said(reading: Reading) -> bool:
    """Whether every entry was written, be it that there is none, and none is lacking."""
    assert reading.number is not None
    return all(one.is_none or not np.isnan(one.value) for one in reading.number.entries)
