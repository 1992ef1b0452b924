"""Answers in symbols, by their kind: their text read, and their trees as text."""

from __future__ import annotations

from collections.abc import Callable, Collection

from grader.mathlang import Tree, Vocabulary
from grader.question.answer_kinds import AnswerKind
from grader.question.equations import equation_text, student_equation
from grader.question.formulas import Formula, student_formula


def student_statement(
    kind: AnswerKind,
    text: str,
    vocabulary: Vocabulary,
    symbols: Collection[str],
    is_name: Callable[[str], bool],
) -> Formula:
    """What an answer says that is written in symbols.

    is_name: whether words before a colon are only what the step is called. Raises
    UnreadableError, a sentence for the student.
    """
    if kind is AnswerKind.EQUATION:
        return student_equation(text, vocabulary, symbols, is_name)
    return student_formula(text, vocabulary, symbols)


def formula_text(kind: AnswerKind, tree: Tree, written: Callable[[Tree], str]) -> str:
    """The tree of an answer as its kind is written; written: what prints mathematics."""
    return equation_text(tree, written) if kind is AnswerKind.EQUATION else written(tree)
