"""Conventions of a question that a student may hold: the loss with or without 1/2, N or N - 1.

Each says what some rules are for those who hold it. A question as it is under some conventions is a
question like any other, in which the rules of the others are known mistakes: who holds two at once
mixes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from types import MappingProxyType

import numpy as np

from grader.errors import NoValueError
from grader.graph import Rule, evaluate, graph_of
from grader.mathlang import Tree
from grader.mathlang.tree import substituted
from grader.model import Array, Value
from grader.question.built_once import once
from grader.question.question_records import Assignment, Misconception, Question, Step

CHANGES = 2
"""Conventions by which a line may differ from those that are held, and be called a mixture."""
RTOL = 1e-9


@once
def under(question: Question, held: frozenset[str]) -> Question:
    """The question as it is for a student who holds some of its conventions.

    held: names of conventions, of which no two give a rule for the same value. Those that it goes
    on with are as they are under the same.
    """
    concerned = conventions_of(question)
    if not concerned:
        return question
    if not held <= concerned:
        return under(question, held & concerned)
    chosen = [one for one in question.conventions if one.name in held]
    rules = dict(question.graph.rules)
    for one in chosen:
        rules |= {rule.name: rule for rule in one.rules}
    graph = graph_of(rules.values(), question.graph.parameters)
    carried = tuple(replace(one, question=under(one.question, held)) for one in question.carried)
    parameters = dict(question.parameters)
    for other in carried:
        parameters |= other.values()
    solution = evaluate(graph, parameters)
    return replace(
        question,
        graph=graph,
        parameters=MappingProxyType(parameters),
        solution=MappingProxyType(solution),
        steps=tuple(
            replace(step, misconceptions=(*step.misconceptions, *_mixed(question, step, held)))
            for step in (_routes(step, solution, parameters) for step in question.steps)
        ),
        held=tuple(one.label for one in chosen),
        carried=carried,
    )


@once
def conventions_of(question: Question) -> frozenset[str]:
    """The conventions that change a question, or one that it goes on with."""
    found = {one.name for one in question.conventions}
    return frozenset(found).union(*(conventions_of(one.question) for one in question.carried))


def one_more(assignment: Assignment, held: frozenset[str]) -> Iterator[frozenset[str]]:
    """What may be held beside some conventions, one at a time."""
    for name in dict.fromkeys(one.name for q in assignment.questions for one in q.conventions):
        more = held | {name}
        if name not in held and all(together(q, more) for q in assignment.questions):
            yield more


def all_under(assignment: Assignment, held: frozenset[str]) -> Assignment:
    """The assignment as it is for students who hold some conventions in all that name them."""
    return replace(assignment, questions=tuple(under(q, held) for q in assignment.questions))


def together(question: Question, held: Collection[str]) -> bool:
    """Whether no two of some conventions give a rule for the same value of a question."""
    names = [rule.name for one in question.conventions if one.name in held for rule in one.rules]
    return len(names) == len(set(names))


def _mixed(question: Question, step: Step, held: frozenset[str]) -> Iterator[Misconception]:
    """The rules of a step for those who hold other conventions, as far as they are others."""
    known = {tuple(_parts(question, step, held))}
    for other in _others(question, held):
        parts = tuple(_parts(question, step, other))
        if parts and parts not in known:
            known.add(parts)
            yield Misconception(
                name=f"convention {' and '.join(sorted(held ^ other))}",
                rule=_in_one(parts),
                credit=step.policy.slip_credit,
                feedback=f"{_words(question, held, other)}: hold one convention throughout",
                of_convention=True,
            )


def _others(question: Question, held: frozenset[str]) -> Iterator[frozenset[str]]:
    """What else may be held, what differs least first.

    More than two changes are no mixture of conventions that anybody writes into one line.
    """
    names = [one.name for one in question.conventions]
    for count in range(1, CHANGES + 1):
        for changed in combinations(names, count):
            other = held ^ frozenset(changed)
            if together(question, other):
                yield other


def _words(question: Question, held: frozenset[str], other: frozenset[str]) -> str:
    """What a line says of which conventions, and what the rest says of them."""
    with_it = [one.label for one in question.conventions if one.name in other - held]
    without = [one.label for one in question.conventions if one.name in held - other]
    if with_it and not without:
        return f"this is with {' and '.join(with_it)}, and the rest of your work is not"
    if without and not with_it:
        return f"this is not with {' and '.join(without)}, and the rest of your work is"
    return (
        f"this is with {' and '.join(with_it)} and not with {' and '.join(without)}, unlike the"
        " rest of your work"
    )


def _rule(question: Question, name: str, held: Collection[str]) -> Rule | None:
    """The rule of a value for those who hold some conventions; None for what is given."""
    for one in question.conventions:
        own = next((rule for rule in one.rules if rule.name == name), None)
        if own is not None and one.name in held:
            return own
    return question.graph.rules.get(name)


def _parts(question: Question, step: Step, held: frozenset[str]) -> Iterator[Rule]:
    """The rules by which a step is worked out from what students write and are given: its own
    behind those of the values that nobody is asked for, each behind what it rests on.
    """
    asked = {one.name for one in question.steps}
    found: dict[str, Rule] = {}

    def visit(name: str) -> None:
        rule = _rule(question, name, held)
        if rule is None or name in found:
            return
        for argument in rule.arguments:
            if argument not in asked:
                visit(argument)
        found[name] = rule

    visit(step.name)
    yield from found.values()


def _in_one(parts: Sequence[Rule]) -> Rule:
    """The last of some rules, those before it worked out within."""
    inner = {rule.name for rule in parts[:-1]}
    outer = dict.fromkeys(n for rule in parts for n in rule.arguments if n not in inner)
    return replace(
        parts[-1],
        arguments=tuple(outer),
        function=partial(_worked_out, parts, tuple(outer)),
        tree=_tree(parts),
        beyond=tuple(dict.fromkeys(one for rule in parts for one in rule.beyond)),
    )


def _worked_out(parts: Sequence[Rule], names: Sequence[str], *values: Array) -> Array:
    known = dict(zip(names, values, strict=True))
    for rule in parts:
        known[rule.name] = rule.function(*(known[name] for name in rule.arguments))
    return known[parts[-1].name]


def _tree(parts: Sequence[Rule]) -> Tree | None:
    """The formula of the last of some rules, those before it written out."""
    tree: Tree | None = parts[-1].tree
    for rule in reversed(parts[:-1]):
        if tree is None or rule.tree is None:
            return None
        tree = substituted(tree, {rule.name: rule.tree})
    return tree


def _routes(step: Step, solution: Mapping[str, Value], given: Mapping[str, Array]) -> Step:
    """A step with those of its routes that lead to its value under the conventions held.

    A route that holds a factor of the rubric's own rules is another convention's here.
    """
    if not step.routes:
        return step
    return replace(
        step, routes=tuple(one for one in step.routes if _leads_there(one, solution, given))
    )


def _leads_there(route: Rule, solution: Mapping[str, Value], given: Mapping[str, Array]) -> bool:
    known = {**given, **solution}
    values = [known.get(name) for name in route.arguments]
    wanted = solution.get(route.name)
    if not isinstance(wanted, np.ndarray) or not all(isinstance(v, np.ndarray) for v in values):
        return True  # symbols: nothing is known of it
    try:
        found = np.asarray(route.function(*values))
    except NoValueError:
        return False
    return found.shape == wanted.shape and bool(np.allclose(found, wanted, RTOL, RTOL))
