"""Whether two answers in symbols say the same, whatever is right: equations up to a factor,
formulas of logic by their truth tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from grader.graph import Rule
from grader.marking.formula_answers import is_of_rule
from grader.marking.logic_answers import table_of
from grader.mathlang import Tree, evaluate
from grader.mathlang.tree import names_in_order
from grader.question import AnswerKind, Formula, Question, Step


def same_statement(question: Question, step: Step, one: Formula, other: Formula) -> bool:
    """Whether two equations, or two formulas of logic, of a step say the same."""
    if step.answer is AnswerKind.LOGIC:
        return table_of(question, step, one) == table_of(question, step, other)
    known = (*question.graph.givens, *question.graph.rules)
    names = tuple(name for name in names_in_order(other.tree) if name in known)
    function = partial(_value, other.tree, names)
    rule = Rule(name=step.name, arguments=names, function=function, tree=other.tree)
    return is_of_rule(question, step, rule, one)


def _value(tree: Tree, names: tuple[str, ...], *values: Any) -> Any:
    given: Mapping[str, Any] = dict(zip(names, values, strict=True))
    return evaluate(tree, given)
