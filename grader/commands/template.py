"""`grader template`: the blank answers.yaml that students fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from grader.model import NoValue, StepId
from grader.question import ONE_INTERVAL, AnswerKind, Assignment, Question, Step
from grader.words import in_words, unit_in_words, visible

_HEAD = """\
# {title}
#
# Write your value after each colon, save the file as answers.yaml and hand it in.
#   Numbers:  0.52, -1.3, 2.5e-3 or 1/4, with a decimal point. Keep the digits you have.
#   Vectors:  [1, 2]
#   Matrices: row by row, [[1, 2], [3, 4]]
#   Formulas: 2(y - ŷ) w3 σ'(z2), or LaTeX
{texts}# Leave a step empty if you have no value for it: later steps still count on their own.
"""


NO_NUMBERS: Mapping[str, Sequence[str]] = MappingProxyType({})
_BEYOND = """\
#   Infinity: inf, -inf; none where there is no value, no solution, nothing in a set or a cell
"""
_TEXTS = """\
#   Texts:    in your own words; several lines stand below, indented, after a | sign
"""


MOST_ALIGNED = 40
"""Columns behind which a comment stands where its answer ends."""
_BARE = re.compile(r"[-+]?\d[\d.]*(?:e[-+]?\d+)?|\[[-+\d.e, \[\]]*\]")
"""A number or a list of them, in which YAML sees nothing else."""


def template(
    assignment: Assignment,
    whose: str = "",
    given: Mapping[str, Sequence[str]] = NO_NUMBERS,
    filled: Mapping[StepId, str] | None = None,
) -> str:
    """The text of the template, every step with its label and shape as a comment.

    whose, given: the student whose numbers are told, and these, a line each by question.
    filled: what a submission writes into it, by question and step.
    """
    steps = [step for question in assignment.questions for step in question.steps]
    texts = _TEXTS if any(step.answer is AnswerKind.REVIEW for step in steps) else ""
    texts = (_BEYOND if any(step.words for step in steps) else "") + texts
    parts = [_HEAD.format(title=_one_line(assignment.title), texts=texts)]
    if whose:
        parts.append(f"# With the numbers of {_one_line(whose)}\n")
    for question in assignment.questions:
        lines = _question(question, given.get(question.key, ()), filled or {})
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _question(
    question: Question, given: Sequence[str], filled: Mapping[StepId, str]
) -> Iterator[str]:
    part = f"{question.part}: " if question.part else ""
    yield f"# {_one_line(part + question.title)}"
    for line in given:
        yield f"#   {_one_line(line)}"
    yield f"{_key(question.key)}:"
    heads = [f"  {_key(step.name)}:" for step in question.steps]
    values = [filled.get((question.key, step.name), "") for step in question.steps]
    lines = [_filled(*one) for one in zip(heads, values, strict=True)]
    width = max(max(map(len, heads)) + 10, min(max(map(len, lines)), MOST_ALIGNED) + 2)
    for line, step in zip(lines, question.steps, strict=True):
        hint = "".join([_one_line(step.label), answer_form(question, step)])
        yield f"{line:<{width}}# {hint}" if len(line) < width else f"{line}  # {hint}"


def _filled(head: str, text: str) -> str:
    return f"{head} {_as_yaml(text)}" if text else head


def _as_yaml(text: str) -> str:
    """An answer as it stands behind its key: numbers and lists of them as they are, all else in
    quotes."""
    return text if _BARE.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def answer_form(question: Question, step: Step) -> str:
    """What belongs behind the colon of a step, where that is not a single number, after a label."""
    unit = f"; in {_one_line(unit_in_words(step.unit))}" if step.unit else ""
    return _FORMS[step.answer](question, step) + unit


def _number(question: Question, step: Step) -> str:
    value = question.solution[step.name]
    if isinstance(value, NoValue) or value.shape == ():
        return ""
    return f"; {in_words(value.shape)}"


def _complex(question: Question, step: Step) -> str:
    value, letter = question.solution[step.name], step.unit_letter
    if isinstance(value, NoValue) or value.ndim == 1:
        return f" (a complex number: 3+4{letter} or 5∠53.13°)"
    return f"; {in_words(value.shape[:-1])}, complex numbers: [3+4{letter}, 5∠53.13°]"


def _choice(_: Question, step: Step) -> str:
    return f"; one of {_words(step)}"


def _set(question: Question, step: Step) -> str:
    value = question.solution[step.name]
    if step.is_complex:
        return f"; a set of complex numbers: {{1+2{step.unit_letter}, 1-2{step.unit_letter}}}"
    if step.choices is None and not isinstance(value, NoValue) and value.ndim > 1:
        return "; a set: {(1, 2), (3, 4)}"
    return f"; a set, any of {_words(step)}" if step.choices else "; a set: {1, 2.5, 4}"


def _sequence(_: Question, step: Step) -> str:
    of = f", of {_words(step)}" if step.choices else ": 1, 2.5, 4"
    return f"; one after the other{of}"


MOST_CELLS = 4
"""Cells of a row that the form of a table shows."""


def _table(_: Question, step: Step) -> str:
    assert step.table is not None
    rows, columns = step.table.rows, step.table.columns
    words = f"rows {', '.join(rows)} and the columns {', '.join(columns)}"
    if len(columns) == 1:
        return f"; a column {columns[0]} with the rows {', '.join(rows)}: {_row(len(rows))}"
    if len(rows) == 1:
        return f"; a row {rows[0]} with the columns {', '.join(columns)}: {_row(len(columns))}"
    row = _row(len(columns))
    dots = ", ..." if len(rows) > MOST_CELLS else ""
    return f"; a table with the {words}: [{', '.join([row] * min(len(rows), 2))}{dots}]"


def _row(count: int) -> str:
    """Cells to be filled in: [.., ..]; of many, three and dots."""
    return f"[{', '.join(['..'] * min(count, MOST_CELLS))}{', ...' if count > MOST_CELLS else ''}]"


def _interval(_: Question, step: Step) -> str:
    if not step.closed:
        return "; an interval: [1.2, 3.4] or 2.3 ± 1.1"
    several = len(step.closed) > ONE_INTERVAL
    form = "intervals: [1, 2] ∪ [3, inf)" if several else "an interval: [1, 2)"
    return f"; {form}{', or 1 ≤ x < 2; which ends belong to it counts' if step.ends_matter else ''}"


_ALONE = {"nand": "↑", "nor": "↓"}
"""Connectives that a formula may be asked for in alone, with their signs."""


def _logic(_: Question, step: Step) -> str:
    symbols = f"; a formula of logic in {', '.join(step.symbols)}"
    if step.form in _ALONE:
        return f"{symbols}, with {step.form} alone: p {_ALONE[step.form]} q or p {step.form} q"
    form = {"cnf": ", as a product of sums", "dnf": ", as a sum of products"}.get(step.form, "")
    return f"{symbols}{form}: with ∧ ∨ ¬ or & | !"


def _words(step: Step) -> str:
    return ", ".join(step.choices.words) if step.choices else ""


_FORMS: dict[AnswerKind, Callable[[Question, Step], str]] = {
    AnswerKind.NUMBER: _number,
    AnswerKind.COMPLEX: _complex,
    AnswerKind.CHOICE: _choice,
    AnswerKind.SET: _set,
    AnswerKind.SEQUENCE: _sequence,
    AnswerKind.INTERVAL: _interval,
    AnswerKind.TABLE: _table,
    AnswerKind.FORMULA: lambda _, step: f"; a formula in {', '.join(step.symbols)}",
    AnswerKind.EQUATION: lambda _, step: (
        f"; an equation in {', '.join(step.symbols)}, with both sides"
    ),
    AnswerKind.LOGIC: _logic,
    AnswerKind.REVIEW: lambda *_: " (a text in your own words)",
}
"""What belongs behind the colon, by what is asked for."""


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_]+", name) else json.dumps(name)


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
