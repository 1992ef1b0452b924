"""A value in the words of its step: `spam`, `{A, C}`, a table cell by cell."""

from __future__ import annotations

import re

import numpy as np

from grader.model import Array
from grader.question.answer_kinds import NONE, AnswerKind, Choices, TableNames

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_PARTING = re.compile(r"[,;|&\[\](){}]")


def entry_names(
    kind: AnswerKind, choices: Choices | None, table: TableNames | None
) -> tuple[str, ...]:
    """What to call each entry of an answer, row after row; nothing where they are counted."""
    if kind is AnswerKind.INTERVAL:
        return ("the lower end", "the upper end")
    if kind is AnswerKind.SET and choices is not None:
        return tuple(f"whether {word} belongs" for word in choices.words)
    if kind is AnswerKind.TABLE and table is not None:
        return tuple(f"{row}, {column}" for row in table.rows for column in table.columns)
    return ()


def in_words(
    kind: AnswerKind, value: Array, choices: Choices | None, table: TableNames | None
) -> str | None:
    """A value as the step asks for it, `spam`, `{A, C}`, `A, B, A`; None for plain numbers.

    Shapes: as the kind has them
    """
    flat = np.ravel(value)
    if _is_none(kind, flat):
        return NONE
    if table is not None and np.shape(value) == (len(table.rows), len(table.columns)):
        return _table_in_words(value, table)
    if kind is AnswerKind.SET:
        return _set_in_words(value, choices)
    if choices is not None and kind is AnswerKind.CHOICE and flat.size == 1:
        return choices.word(float(flat[0]))
    if choices is not None and kind is AnswerKind.SEQUENCE:
        return ", ".join(choices.word(float(x)) for x in flat)
    return None


def _set_in_words(value: Array, choices: Choices | None) -> str | None:
    if choices is not None and np.size(value) == len(choices.words):
        flat = np.ravel(value)
        inside = [word for word, belongs in zip(choices.words, flat, strict=True) if belongs == 1]
        return "{" + ", ".join(inside) + "}"
    if np.ndim(value) > 1:
        return "{" + ", ".join(f"({', '.join(map(_plain, row))})" for row in value) + "}"
    return None


def _is_none(kind: AnswerKind, flat: Array) -> bool:
    """Whether a value says that there is none; of a table that is said cell by cell."""
    return kind is not AnswerKind.TABLE and flat.size > 0 and bool(np.isnan(flat).all())


def _table_in_words(value: Array, table: TableNames) -> str:
    kinds = [table.choices.get(name) for name in table.columns]
    rows = (map(_cell, row, kinds) for row in value)
    return "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"


def _cell(value: float, choices: Choices | None) -> str:
    if np.isnan(value):
        return "-"
    return _as_cell(choices.word(float(value))) if choices else _plain(value)


def _as_cell(word: str) -> str:
    """A word as a cell among others: in quotes where a comma in it would part it."""
    bare = _IN_BRACKETS.sub("", word)
    return f'"{word}"' if _PARTING.search(bare) else word


def _plain(value: float) -> str:
    return f"{value + 0.0:.8g}"
