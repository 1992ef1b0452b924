"""Conventions of a question that a student may hold: the loss with or without 1/2, N or N - 1.

Each says what some rules are for those who hold it. A question as it is under some conventions is a
question like any other, in which the rules of the others are known mistakes: who holds two at once
mixes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from grader.graph import Rule, evaluate, graph_of
from grader.mathlang import evaluate as tree_value
from grader.mathlang.tree import names_in_order, substituted
from grader.question.built_once import once
from grader.question.question_records import Assignment, Convention, Misconception, Question, Step


@once
def under(question: Question, held: frozenset[str]) -> Question:
    """The question as it is for a student who holds some of its conventions.

    held: names of the question's conventions, of which no two give a rule for the same value
    """
    chosen = [one for one in question.conventions if one.name in held]
    rules = dict(question.graph.rules)
    for one in chosen:
        rules |= {rule.name: rule for rule in one.rules}
    graph = graph_of(rules.values(), question.graph.parameters)
    return replace(
        question,
        graph=graph,
        solution=MappingProxyType(evaluate(graph, question.parameters)),
        steps=tuple(
            replace(step, misconceptions=(*step.misconceptions, *_mixed(question, step, held)))
            for step in question.steps
        ),
        held=tuple(one.label for one in chosen),
    )


def in_each(assignment: Assignment) -> Iterator[Assignment]:
    """The assignment as it is for students who hold one of its conventions, for each of them."""
    for name in dict.fromkeys(one.name for q in assignment.questions for one in q.conventions):
        questions = [
            under(q, frozenset({name} & {one.name for one in q.conventions}))
            for q in assignment.questions
        ]
        yield replace(assignment, questions=tuple(questions))


def together(question: Question, held: Collection[str]) -> bool:
    """Whether no two of some conventions give a rule for the same value of a question."""
    names = [rule.name for one in question.conventions if one.name in held for rule in one.rules]
    return len(names) == len(set(names))


def _mixed(question: Question, step: Step, held: frozenset[str]) -> Iterator[Misconception]:
    """The rules of a step that belong to other conventions than those that are held."""
    for one in question.conventions:
        is_held = one.name in held
        rule = _own(question, step) if is_held else _rule_under(question, step, one)
        if rule is None or (is_held and _rule_under(question, step, one) is None):
            continue
        words = f"this is not with {one.label}" if is_held else f"this is with {one.label}"
        other = "is" if is_held else "is not"
        yield Misconception(
            name=f"convention {one.name}",
            rule=rule,
            credit=step.policy.slip_credit,
            feedback=f"{words}, and the rest of your work {other}: hold one convention throughout",
        )


def _own(question: Question, step: Step) -> Rule | None:
    return question.graph.rules.get(step.name)


def _rule_under(question: Question, step: Step, one: Convention) -> Rule | None:
    """A step's rule under a convention that changes it, or a value that nobody is asked for."""
    own = {rule.name: rule for rule in one.rules}
    if step.name in own:
        return own[step.name]
    rule = question.graph.rules.get(step.name)
    asked = {other.name for other in question.steps}
    changed = {name: other.tree for name, other in own.items() if name not in asked and other.tree}
    if rule is None or rule.tree is None or not changed.keys() & set(rule.arguments):
        return None
    tree = substituted(rule.tree, changed)
    names = tuple(name for name in names_in_order(tree) if name in _known(question))
    return Rule(
        name=step.name,
        arguments=names,
        function=partial(_at, tree, names),
        description=rule.description,
        tree=tree,
        beyond=rule.beyond,
    )


def _known(question: Question) -> Collection[str]:
    return {*question.graph.rules, *question.graph.parameters}


def _at(tree: object, names: tuple[str, ...], *values: object) -> object:
    return tree_value(tree, dict(zip(names, values, strict=True)))  # type: ignore[arg-type]
