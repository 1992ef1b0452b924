"""`grader explain`: the answer key of a rubric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from grader.commands.terminal import Terminal, literal, table
from grader.errors import UsageError
from grader.graph import Rule, did_you_mean
from grader.marking import recognised
from grader.model import NoValue
from grader.question import AnswerKind, Assignment, Question, Step
from grader.words import counted, shown, with_article, with_unit

SAMPLE = "sample numbers that no student has; --student ID tells a student's own"


def explain(
    assignment: Assignment, key: str | None, slips: bool, console: Terminal, whose: str = ""
) -> int:
    """Print every parameter and step of the questions: rule, value, points, dependencies.

    whose: the student with whose numbers it is told.
    """
    console.print(literal(f"{assignment.title}: {counted(assignment.points, 'point')}", "bold"))
    if assignment.students:
        console.print(literal(f"with {f'the numbers of {whose}' if whose else SAMPLE}", "magenta"))
    for question in chosen(assignment, key):
        console.print()
        console.print(literal(f"{question.key}  {question.title}{_part(question)}", "bold"))
        for name, value in question.parameters.items():
            told = question.value_in_words(name, value) or shown(value)
            console.print(f"  {name} = {told}{_origin(question, name)}")
        for name in sorted(question.graph.parameters - set(question.parameters)):
            console.print(f"  {name}: {_symbol(question, name)}")
        console.print(_steps(question))
        if slips:
            console.print(_slips(question))
    return 0


_WITH_SLIPS = (AnswerKind.NUMBER, AnswerKind.COMPLEX, AnswerKind.INTERVAL)


def _origin(question: Question, name: str) -> str:
    """Of which question's value a given is the student's own: " (2b.h1)"."""
    found = (
        f" ({one.question.key}.{there})"
        for one in question.carried
        for there, here in one.names.items()
        if here == name
    )
    return next(found, "")


def _part(question: Question) -> str:
    return f" ({question.part})" if question.part else ""


def _slips(question: Question) -> Table:
    """What a wrong answer will be recognised as, with the value it must have."""
    made = table("Step", "Slip", "Value")
    for step in question.steps:
        if step.answer in _WITH_SLIPS and step.valid is None:
            for words, value in recognised(question, step).items():
                short = words.removeprefix("this is what you get ")
                told = step.in_words(value) if step.is_complex else None
                made.add_row(step.name, short, told or shown(value))
    return made


def chosen(assignment: Assignment, key: str | None) -> list[Question]:
    """The question with a key, or all. Raises UsageError for a key that there is not."""
    questions = [q for q in assignment.questions if key in (None, q.key)]
    if not questions:
        keys = [q.key for q in assignment.questions]
        hint = did_you_mean(key or "", keys)
        raise UsageError(f"there is no question {key}{hint} (there are {', '.join(keys)})")
    return questions


def _symbol(question: Question, name: str) -> str:
    if question.domains.get(name) == "boolean":
        return "true or false"
    shape = question.shapes[name]
    size = f"any size {' x '.join(map(str, shape))}" if shape else "a number"
    spec = question.domains.get(name)
    return size if spec in (None, "any") else f"{size}{_drawn_from(spec)}"


def _drawn_from(spec: Any) -> str:
    """Where the numbers of a symbol lie: " from 1 to 9, whole"."""
    if isinstance(spec, Mapping):
        values = ", ".join(f"{value:g}" for value in spec.get("values") or ())
        if values:
            return f", one of {values}"
        whole = ", whole" if spec.get("integer") else ""
        return f" from {spec['low']:g} to {spec['high']:g}{whole}"
    return f" in {spec}"


def _steps(question: Question) -> Table:
    made = table("Step", "Rule", "Value", "From")
    made.add_column("Points", justify="right")
    made.add_column("Tolerance", overflow="fold")
    worth = {step.name: step for step in question.steps}
    for rule in question.graph.rules.values():
        step = worth.get(rule.name)
        made.add_row(
            rule.name,
            rule.in_words,
            _value(question, rule),
            ", ".join(rule.arguments),
            f"{step.points:g}" if step else "-",
            _tolerance(step),
        )
    for step in question.steps:
        if step.answer is AnswerKind.REVIEW:
            made.add_row(
                step.name, step.label, "read by people", "", f"{step.people_points:g}", "-"
            )
    return made


def _value(question: Question, rule: Rule) -> str:
    step = next((step for step in question.steps if step.name == rule.name), None)
    if any(name not in question.parameters for name in _roots(question, rule)):
        return with_article(step.answer.in_words if step and step.answer.is_formula else "formula")
    value = question.solution[rule.name]
    words = None if isinstance(value, NoValue) else question.value_in_words(rule.name, value)
    text = shown(value) if words is None else words
    return text if step is None else with_unit(text, step.unit)


def _roots(question: Question, rule: Rule) -> set[str]:
    """The parameters that a rule rests on, near or far."""
    rules = [rule, *(question.graph.rules[name] for name in question.graph.ancestors(rule.name))]
    return {a for one in rules for a in one.arguments if a in question.graph.parameters}


_SAME = {
    "formula": "same function",
    "equation": "same up to a factor",
    "logical formula": "same truth table",
}
"""What makes two answers in symbols one."""


def _tolerance(step: Step | None) -> str:
    if step is None:
        return "-"
    if step.answer.is_formula:
        return _SAME[step.answer.in_words]
    if step.has_words:
        return "the same words"
    if step.valid is not None:
        return "any that is valid"
    if step.digits is not None:
        return f"{step.digits.form.replace('_', ' ')} {step.digits.in_words}"
    return f"rtol {step.tolerance.rtol:g}, atol {step.tolerance.atol:g}"
