"""Does a step's rule give what its kind of answer asks for: a choice, the ends of an interval?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.agreement import UpTo
from grader.errors import Problem
from grader.model import Array, NoValue
from grader.question import AnswerKind, Question, Step
from grader.rubric.plain_values import RubricSource
from grader.words import in_words, number

TUPLES = 2
"""Axes of a set of tuples, a row for each."""


def kind_problems(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Steps whose formula gives a value that no answer of their kind can be."""
    yield from _complex_elsewhere(source, question)
    for step in question.steps:
        yield from _of_its_words(source, question, step)
        yield from _of_a_place(source, question, step)
        value = question.solution.get(step.name)
        if value is None or isinstance(value, NoValue):
            continue
        array = np.asarray(value)
        if array.ndim == 0 and np.isnan(array) and step.answer in _MAY_BE_NONE and not step.choices:
            continue
        message = _SAID[step.answer](step, np.asarray(value))
        if message:
            path = ("questions", question.key, "steps", step.name, "formula")
            yield source.problem(path, message)


def _of_its_words(source: RubricSource, question: Question, step: Step) -> Iterator[Problem]:
    """Words that read as one."""
    path = ("questions", question.key, "steps", step.name)
    tables = step.table.choices if step.table is not None else {}
    named = [("choices", step.choices), *(("columns", one) for one in tables.values())]
    for key, choices in named:
        for place, word in enumerate(choices.words if choices else ()):
            other = choices.place(word) if choices else None
            if choices and other is not None and other != place:
                message = f"{choices.words[other]} and {word} are read as one word; rename one"
                yield source.problem((*path, key), message)


def _of_a_place(source: RubricSource, question: Question, step: Step) -> Iterator[Problem]:
    """A whole number in place of a choice that stands for another word than that of its place."""
    path = ("questions", question.key, "steps", step.name)
    words = step.choices.words if step.choices and step.answer is AnswerKind.CHOICE else ()
    given: Any = source.mapping(*path).get("formula")
    is_place = isinstance(given, int) and not isinstance(given, bool) and 0 <= given < len(words)
    if step.choices and is_place and "true" in words:  # of yes and no the manual says it
        said = step.choices.word(given)
        if said != words[given] and said in words:
            message = f"{given} stands for {said} here, and not for its place; write '{said}'"
            yield source.problem((*path, "formula"), message, is_warning=True)


def _complex_elsewhere(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Complex values of other questions, which a question of real numbers cannot go on with."""
    if question.complexes is not None:
        return
    for one in question.carried:
        for there, here in one.names.items():
            if there in (one.question.complexes or ()):
                message = f"{there} of {one.question.key} is complex; write numbers: complex here"
                yield source.problem(("questions", question.key, "parameters", here), message)


def _of_choice(step: Step, value: Array) -> str:
    if value.ndim:
        return f"it gives {in_words(value.shape)}, and a choice is a single number"
    return _no_words(step, value)


def _of_sequence(step: Step, value: Array) -> str:
    if value.ndim != 1:
        return f"it gives {in_words(value.shape)}, and a sequence is a vector{_one_alone(value)}"
    return _no_words(step, value)


def _one_alone(value: Array) -> str:
    """How one number is written as a vector, where it is all there is: `[2]` is the number 2."""
    return "" if value.ndim else f"; one alone is reshape({value:g}, 1)"


def _nobody(step: Step) -> str:
    assert step.choices is not None
    return f"[{', '.join('0' for _ in step.choices.words)}]"


def _of_set(step: Step, value: Array) -> str:
    if value.ndim == TUPLES and step.choices is None and value.size:
        return "tuples have no unit; remove it" if step.unit else ""
    if value.ndim != 1 and step.choices is not None and np.isnan(value).all():
        return f"a set of words has 1 or 0 for each; for the empty set write {_nobody(step)}"
    if value.ndim != 1:
        return f"it gives {in_words(value.shape)}, and a set is a vector{_one_alone(value)}"
    if step.choices is None:
        return ""
    count = len(step.choices.words)
    if value.size != count:
        return f"it gives {value.size} entries; a set of {count} choices has 1 or 0 for each"
    odd = [x for x in value if x not in (0, 1)]
    return f"it gives {number(odd[0])}; a set has 1 for what belongs, 0 for the rest" if odd else ""


def _of_interval(step: Step, value: Array) -> str:
    if step.closed and value.shape == (len(step.closed),):
        is_rising = bool((np.diff(value) >= 0).all())
        return "" if is_rising else "its ends do not rise; write what is further left first"
    if value.shape != (2,):
        return f"it gives {in_words(value.shape)}; an interval is [low, high]"
    low, high = map(float, value)
    return "" if low <= high else f"it gives {number(low)} to {number(high)}, the greater end first"


def _of_table(step: Step, value: Array) -> str:
    if step.table is None:  # which is said of the step's rows and columns
        return ""
    rows, columns = step.table.rows, step.table.columns
    if value.shape != (len(rows), len(columns)):
        belongs = in_words((len(rows), len(columns)))
        return f"it gives {in_words(value.shape)}; {belongs} belongs to these rows and columns"
    for place, name in enumerate(columns):
        choices = step.table.choices.get(name)
        odd = [x for x in value[:, place] if choices and x not in choices.values]
        if odd:
            return f"column {name} holds {number(odd[0])}, which stands for none of its words"
    return ""


def _of_complex(step: Step, value: Array) -> str:
    if not step.is_complex:
        return "its question has real numbers alone; write numbers: complex there"
    known = {UpTo.ORDER, UpTo.SIGN} if value.ndim == 1 else {UpTo.ORDER}
    loose = sorted(one.value for one in step.up_to - known)
    return f"up_to: {loose[0]} is not known for complex numbers; remove it" if loose else ""


def _no_words(step: Step, value: Array) -> str:
    if step.choices is None:
        return ""
    for x in np.ravel(value):
        if x not in step.choices.values:
            pairs = zip(step.choices.words, step.choices.values, strict=True)
            known = ", ".join(f"{number(v)} for {word}" for word, v in pairs)
            return f"it gives {number(float(x))}, which stands for no choice ({known})"
    return ""


def _of_any(*_: object) -> str:
    return ""


def _of_number(step: Step, value: Array) -> str:
    loose = sorted(one.value for one in step.up_to & {UpTo.SCALE, UpTo.CONSTANT})
    if not loose or value.size != 1:
        return ""
    return f"it gives one number, and up_to: {loose[0]} would let any number pass; remove it"


def _of_equation(*_: object) -> str:
    return "it has no unknowns; name them, symbols: [x, y]"


_MAY_BE_NONE = (AnswerKind.SET, AnswerKind.SEQUENCE, AnswerKind.INTERVAL)
"""Kinds of which there may be none: the empty set, no interval."""
_SAID: dict[AnswerKind, Callable[[Step, Array], str]] = {
    AnswerKind.NUMBER: _of_number,
    AnswerKind.COMPLEX: _of_complex,
    AnswerKind.FORMULA: _of_any,
    AnswerKind.EQUATION: _of_equation,
    AnswerKind.LOGIC: _of_any,
    AnswerKind.REVIEW: _of_any,
    AnswerKind.CHOICE: _of_choice,
    AnswerKind.SEQUENCE: _of_sequence,
    AnswerKind.SET: _of_set,
    AnswerKind.INTERVAL: _of_interval,
    AnswerKind.TABLE: _of_table,
}
