"""Answers in symbols, by their kind: their text read, and their trees as text."""

from __future__ import annotations

from collections.abc import Callable

from grader.mathlang import Tree
from grader.question.answer_kinds import AnswerKind
from grader.question.equations import equation_text, student_equation
from grader.question.formulas import Formula
from grader.question.question_records import Question, Step


def student_statement(
    question: Question, step: Step, text: str, is_name: Callable[[str], bool]
) -> Formula:
    """What an answer says that is an equation, or a formula of logic.

    is_name: whether words before a colon are only what the step is called. Raises
    UnreadableError, a sentence for the student.
    """
    if step.answer is AnswerKind.LOGIC:
        from grader.question.logic_formulas import student_logic  # costs what others need not pay

        return student_logic(question, step, text, is_name)
    return student_equation(text, question.vocabulary, step.symbols, is_name)


def formula_text(kind: AnswerKind, tree: Tree, written: Callable[[Tree], str]) -> str:
    """The tree of an answer as its kind is written; written: what prints mathematics."""
    if kind is AnswerKind.EQUATION:
        return equation_text(tree, written)
    if kind is AnswerKind.LOGIC:
        from grader.mathlang import logic_on_paper  # costs what others need not pay

        return logic_on_paper(tree, written)
    return written(tree)
