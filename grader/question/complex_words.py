"""Complex numbers as text for people: `3+4j`, `[1+i, 1-i]`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.model import Array
from grader.question.answer_kinds import NONE, AnswerKind

FIGURES = 8
_SWAPPED = "two entries exchanged, those at entry 1 and entry 2"
_ENTRY = re.compile(r"(?:row (?P<row>\d+), column|entry) (?P<part>[12])\b")


def in_parts(real: str, imaginary: str, letter: str) -> str:
    """A number from the texts of its parts: `3+4j`, `-2j`, `3`, `0`."""
    if _is_zero(imaginary):
        return real
    sign = "-" if imaginary.startswith("-") else ""
    size = imaginary.removeprefix("-")
    told = letter if size == "1" else f"{size}{letter}"
    return f"{sign}{told}" if _is_zero(real) else f"{real}{sign or '+'}{told}"


def _is_zero(text: str) -> bool:
    return not text.strip("-0.")


def of_parts(words: str) -> str:
    """What is said of the entries of a pair, as it is said of the parts of a number."""
    if _SWAPPED in words:
        return words.replace(_SWAPPED, "the real and the imaginary part exchanged")
    return _ENTRY.sub(_part, words)


def _part(found: re.Match[str]) -> str:
    of = f" of number {found['row']}" if found["row"] else ""
    return f"{('the real', 'the imaginary')[int(found['part']) - 1]} part{of}"


def complex_in_words(
    value: Array, letter: str, kind: AnswerKind = AnswerKind.COMPLEX
) -> str | None:
    """A complex value as it is written, numbers in brackets where it has several.

    None for what is made of no pairs, as what a slip leaves.
    """
    if np.ndim(value) == 0 or np.shape(value)[-1] != 2:
        return None
    if np.isnan(value).all():
        return NONE
    return nested_pairs(value, map(_figures, np.ravel(value)), letter, kind)


def nested_pairs(
    value: Array, figures: Iterable[str], letter: str, kind: AnswerKind = AnswerKind.COMPLEX
) -> str:
    """The same with the texts of its parts, one after the other."""
    each = iter(figures)

    def rows(part: Any) -> str:
        if np.ndim(part) == 1:
            return in_parts(next(each), next(each), letter)
        return f"[{', '.join(map(rows, part))}]"

    told = rows(value)
    return "{" + told[1:-1] + "}" if kind is AnswerKind.SET and np.ndim(value) > 1 else told


def _figures(number: float) -> str:
    return f"{number + 0.0:.{FIGURES}g}"
