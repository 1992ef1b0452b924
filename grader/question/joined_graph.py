"""A question with the rules of those that it carries values on from, in one graph for marking.

What is a given number for everyone else, `h1` of 2d that is the h1 of 2b, is a rule there, over
what 2b was given; the student's own answers to 2b stand for what they said there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from grader.graph import Rule, evaluate, graph_of
from grader.mathlang.tree import Name, substituted
from grader.model import Array
from grader.question.built_once import once
from grader.question.carried import Carried
from grader.question.question_records import Question, Step


@once
def joined(question: Question) -> Question:
    """A question with the rules of those that it carries values on from, for marking.

    Its parameters are then those of all of them, and `beside` are the steps of the others that it
    may rest on, under the names that they have here.
    """
    rules, parameters, beside, calls = list[Rule](), dict[str, Array](), list[Step](), {}
    complexes = set[str](question.complexes or ())
    for one in map(_whole, question.carried):
        names = _names(one, question)
        rules += _rules(one.question, names)
        parameters |= {names[n]: v for n, v in one.question.parameters.items() if n in names}
        complexes |= {names[n] for n in one.question.complexes or () if n in names}
        asked = (*one.question.steps, *one.question.beside)
        steps = [step for step in asked if step.name in names]
        beside += [replace(step, name=names[step.name]) for step in steps]
        called = one.question.called
        for step in steps:
            own = called[step.name]
            is_further = step.name in one.question.calls
            calls[names[step.name]] = own if is_further else f"{own} of {one.question.key}"
    given = {name: value for name, value in question.parameters.items() if name not in calls}
    given = {n: v for n, v in given.items() if n not in {rule.name for rule in rules}} | parameters
    symbols = question.graph.parameters - set(question.parameters)
    graph = graph_of((*rules, *question.graph.rules.values()), [*given, *sorted(symbols)])
    return replace(
        question,
        graph=graph,
        parameters=MappingProxyType(given),
        solution=MappingProxyType(evaluate(graph, given)),
        carried=(),
        beside=tuple(beside),
        calls=MappingProxyType(calls),
        complexes=None if question.complexes is None else frozenset(complexes),
    )


def _whole(carried: Carried[Question]) -> Carried[Question]:
    """What is carried from a question that goes on with others itself: from its joined form."""
    question = carried.question
    return replace(carried, question=joined(question)) if question.carried else carried


def _names(carried: Carried[Question], question: Question) -> dict[str, str]:
    """What each value of another question is called here, as far as the carried ones rest on it.

    What is given in both with the same numbers is one value.
    """
    graph = carried.question.graph
    carried_rules = [name for name in carried.names if name in graph.rules]
    needed = {value for name in carried_rules for value in (name, *graph.under(name))}
    return {
        value: value
        if _is_same_given(carried.question, question, value)
        else carried.called_here(value)
        for value in sorted(needed)
    }


def _is_same_given(other: Question, question: Question, name: str) -> bool:
    there, here = other.parameters.get(name), question.parameters.get(name)
    return there is not None and here is not None and np.array_equal(there, here)


def _rules(question: Question, names: Mapping[str, str]) -> Iterator[Rule]:
    """The rules of the values that have a name here, over the names here."""
    trees = {there: Name(here) for there, here in names.items()}
    for name, rule in question.graph.rules.items():
        if name in names:
            yield replace(
                rule,
                name=names[name],
                arguments=tuple(names[argument] for argument in rule.arguments),
                tree=None if rule.tree is None else substituted(rule.tree, trees),
            )
