"""Can the formulas of logic that a rubric asks for be judged, and has its own the form it asks?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod

from grader.errors import Problem
from grader.mathlang import domain
from grader.question import AnswerKind, Question, Step
from grader.rubric.plain_values import Path, RubricSource


def logic_problems(source: RubricSource, question: Question) -> Iterator[Problem]:
    """What is wrong with the steps of a question that ask for a formula of logic."""
    for step in question.steps:
        if step.answer is AnswerKind.LOGIC:
            path: Path = ("questions", question.key, "steps", step.name)
            for key, message in (*_of_variables(question, step), *_of_form(question, step)):
                yield source.problem((*path, key), message)
            form = _form_said(step.label)
            if form and not step.form:
                message = f"its label asks for a form; write form: {form}, or any other is right"
                yield source.problem(path, message, is_warning=True)


_SAID = (
    (
        "nand",
        re.compile(r"\b(?:only|just) (?:\w+ )?nand\b|\bnand(?: gates?)? (?:alone|only)\b", re.I),
    ),
    ("nor", re.compile(r"\b(?:only|just) (?:\w+ )?nor\b|\bnor(?: gates?)? (?:alone|only)\b", re.I)),
    ("dnf", re.compile(r"\b(?:as|in) (?:an? )?(?:sum of products|dnf)\b", re.I)),
    ("cnf", re.compile(r"\b(?:as|in) (?:an? )?(?:product of sums|cnf)\b", re.I)),
)
"""How labels ask for a form."""


def _form_said(label: str) -> str:
    """The form that a label asks for, "p ∨ q with nand alone"; "" for none."""
    return next((form for form, words in _SAID if words.search(label)), "")


def _of_variables(question: Question, step: Step) -> Iterator[tuple[str, str]]:
    from grader.question import MOST_ROWS, values_of

    is_open = [name for name in step.symbols if name not in question.parameters]
    given = [name for name in is_open if name in question.graph.givens]
    if not given:
        yield "formula", "it has no variables; name them, symbols: [p, q]"
    for name in given:
        where = domain(question.domains.get(name, "boolean"))
        if not where.values and not where.whole:
            message = f"{name} is neither true or false nor a whole number; write domains:"
            yield "symbols", f"{message} {{{name}: boolean}} or {{{name}: integer}}"
    rows = prod(len(values_of(question.domains.get(name, "boolean"))) for name in given)
    if rows > MOST_ROWS:
        yield "symbols", f"its truth table has {rows} rows; up to {MOST_ROWS} are tried"


def _of_form(question: Question, step: Step) -> Iterator[tuple[str, str]]:
    from grader.mathlang import LogicForm, has_form, literal_count

    tree = question.graph.rules[step.name].tree
    if tree is None:
        return
    if step.form and not has_form(tree, LogicForm(step.form)):
        form = LogicForm(step.form).in_words
        yield "formula", f"it is not in the form that is asked for, {form}; write it so"
    if step.literals and literal_count(tree) > step.literals:
        count = literal_count(tree)
        yield "literals", f"its own formula has {count}; write one that has {step.literals}"
