"""What a student is handed out: the sheet with their own numbers, in Markdown and in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from grader.commands.latex_text import latex_array, latex_name, latex_text
from grader.commands.template import answer_form
from grader.graph import evaluate
from grader.model import Array, NoValue
from grader.question import AnswerKind, Assignment, Question, Step
from grader.rubric import OwnNumbers
from grader.words import counted, escaped, nested, visible

OWN = "These are your own numbers: nobody else has them, and only answers to them are right."
_LATEX = r"""\documentclass[11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
\fi
\usepackage{amsmath,amssymb}
\usepackage[margin=2.5cm]{geometry}
\setlength{\parindent}{0pt}
\begin{document}
"""


def with_own(assignment: Assignment, sheet: OwnNumbers) -> Assignment:
    """An assignment with a student's numbers and what they give."""
    made: dict[str, Question] = {}
    return replace(assignment, questions=tuple(_own(q, sheet, made) for q in assignment.questions))


def _own(question: Question, sheet: OwnNumbers, made: dict[str, Question]) -> Question:
    """A question with a student's numbers, and with those that it carries on from others."""
    if question.key not in made:
        carried = tuple(
            replace(one, question=_own(one.question, sheet, made)) for one in question.carried
        )
        elsewhere = {name: value for one in carried for name, value in one.values().items()}
        given = {**question.parameters, **elsewhere}
        made[question.key] = _drawn(replace(question, carried=carried, parameters=given), sheet)
    return made[question.key]


def _drawn(question: Question, sheet: OwnNumbers) -> Question:
    own = sheet.numbers.get(question.key, {})
    arrays = {name: np.array(own[name], dtype=np.float64) for name in own}
    known = question.parameters.keys()
    parameters = {**question.parameters, **{n: a for n, a in arrays.items() if n in known}}
    return replace(question, parameters=parameters, solution=evaluate(question.graph, parameters))


def given_lines(assignment: Assignment) -> dict[str, list[str]]:
    """What each question gives, a line for each parameter: w = 0.42."""
    return {
        question.key: [
            f"{name} = {_told(question, name, value)}" for name, value in _given(question)
        ]
        + [f"{name}: your own {words}" for name, words in question.worked_out_elsewhere.items()]
        for question in assignment.questions
    }


def _given(question: Question) -> list[tuple[str, Array]]:
    """What a sheet tells: not what students are to work out in another question."""
    hidden = question.worked_out_elsewhere
    return [(name, value) for name, value in question.parameters.items() if name not in hidden]


def about(sheet: OwnNumbers) -> str:
    """Whose sheet it is, in a line."""
    who = sheet.student
    parts = dict.fromkeys(filter(None, (who.name, who.email, who.sid)))
    return ", ".join(" ".join(visible(part).split()) for part in parts)


def markdown(assignment: Assignment, sheet: OwnNumbers, group: str = "") -> str:
    """A student's sheet in Markdown. assignment: with the student's numbers."""
    return "\n".join(_markdown_lines(assignment, sheet, group)) + "\n"


def _markdown_lines(assignment: Assignment, sheet: OwnNumbers, group: str) -> Iterator[str]:
    yield f"# {_inline(assignment.title)}"
    yield ""
    yield f"**{escaped(about(sheet))}**. {OWN}{f' {group}' if group else ''}"
    for question in assignment.questions:
        yield from ("", f"## {_inline(_heading(question))}", "")
        if question.parameters:
            yield from ("Given:", "")
            for name, value in _given(question):
                yield f"- `{name} = {_told(question, name, value)}`"
            for name, words in question.worked_out_elsewhere.items():
                yield f"- `{name}`: your own {_inline(words)}"
            yield ""
        yield from ("Asked:", "")
        for place, step in enumerate(question.steps, 1):
            yield f"{place}. {_inline(_asking(question, step))}{_worth(step)}"


def _inline(text: str) -> str:
    """A title or label in Markdown; formulas between dollar signs stay as they are."""
    line = " ".join(visible(text).split())
    return line if "$" in line else escaped(line)


def latex(assignment: Assignment, sheet: OwnNumbers, group: str = "") -> str:
    """A student's sheet as a LaTeX document. assignment: with the student's numbers."""
    return _LATEX + "\n".join(_latex_lines(assignment, sheet, group)) + "\n\\end{document}\n"


def _latex_lines(assignment: Assignment, sheet: OwnNumbers, group: str) -> Iterator[str]:
    yield rf"\section*{{{latex_text(assignment.title)}}}"
    yield rf"\textbf{{{latex_text(about(sheet))}}}. {latex_text(f'{OWN} {group}')}"
    for question in assignment.questions:
        yield rf"\subsection*{{{latex_text(_heading(question))}}}"
        given = [
            rf"${latex_name(name)} = {_in_latex(question, name, value)}$"
            for name, value in _given(question)
        ]
        given += [
            rf"${latex_name(name)}$: your own {latex_text(words)}"
            for name, words in question.worked_out_elsewhere.items()
        ]
        if given:
            yield f"Given: {', '.join(given)}."
        yield r"\begin{enumerate}"
        for step in question.steps:
            yield rf"  \item {latex_text(_asking(question, step))}{_worth(step)}"
        yield r"\end{enumerate}"


def _heading(question: Question) -> str:
    return f"{question.part or question.key}: {question.title}"


def _asking(question: Question, step: Step) -> str:
    return (step.prompt or step.label) + answer_form(question, step)


def _worth(step: Step) -> str:
    worth = step.points or step.people_points
    return f" ({counted(worth, 'point')})" if worth else ""


def number(value: float) -> str:
    """A given number as a rubric would write it: 0.42, 3, -0.5; never 3.0."""
    text = np.format_float_positional(value + 0.0, trim="-")
    return text if re.fullmatch(r"-?[0-9.]{1,16}", text) else repr(float(value))


def _told(question: Question, name: str, value: Array) -> str:
    told = question.value_in_words(name, value)  # of complex numbers
    return told or nested(value, map(number, np.ravel(value)))


def _in_latex(question: Question, name: str, value: Array) -> str:
    return question.value_in_words(name, value) or latex_array(value, number)


def key_rows(assignment: Assignment, sheet: OwnNumbers) -> Iterator[tuple[str, ...]]:
    """The answer key of a student, a row for each step. assignment: with their numbers."""
    who = sheet.student
    for question in assignment.questions:
        for step in question.steps:
            yield (
                who.email, who.sid, who.name, question.key, step.name, step.label,
                f"{step.points or step.people_points:g}", _answer(question, step),
            )  # fmt: skip


KEY_HEAD = ("email", "sid", "name", "question", "step", "label", "points", "value")


def _answer(question: Question, step: Step) -> str:
    if step.answer is AnswerKind.REVIEW:
        return ""
    if step.answer.is_formula:
        return question.graph.rules[step.name].in_words
    value = question.solution[step.name]
    words = None if isinstance(value, NoValue) else step.in_words(value)
    if words is not None:
        return words
    return nested(np.asarray(value), map(_figures, np.ravel(np.asarray(value))))


def _figures(value: float) -> str:
    return f"{value + 0.0:.10g}"


def group_line(assignment: Assignment) -> str:
    """Whose numbers count for a group, in a sentence."""
    by = "e-mail" if assignment.students == "email" else "student id"
    return (
        f"If you hand in as a group, the numbers of the member count whose {by} comes first in the"
        " alphabet."
    )
