"""The text of a numeric answer to its value: a number, a vector, a matrix or an expression.

Not being readable is not the same as being wrong, so whatever cannot be read with certainty is
an UnreadableError that says what was read and how to write it.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from grader.mathlang import WrittenMatrix, parse_matrix, parse_number
from grader.mathlang.errors import MathError
from grader.mathlang.tokens import MAX_MATRIX_LENGTH
from grader.model import Array

_SIGN = r"[-+−–]?\s*"
_LONE = re.compile(rf"{_SIGN}\d+(,\d+)+(\.\d*)?")
_THOUSANDS = re.compile(
    rf"{_SIGN}[1-9]\d{{0,2}}(,\d{{3}})+\.\d*|{_SIGN}[1-9]\d{{0,2}}(,\d{{3}}){{2,}}"
)
_ONE_COMMA = re.compile(r"(?<![\d.,])\d+,\d+(?![\d.,])")
_BESIDE = re.compile(r"(?<!\d)\d+,\d+\s+[-+−–]?[\d.]|[\d.]\s+[-+−–]?\d+,\d+(?![\d,])")
_RELATION = re.compile(r"(?<![<>!:~])=|:=|~=|[≈≃≅≡]|\\(?:approx|simeq|equiv)(?![a-zA-Z])")
_INVISIBLE = re.compile(r"[\ufeff\u200b-\u200d\u2060]")


def value(text: str) -> Array:
    """The array that a text writes.

    Shapes: one number gives (), a list [1, 2] or `1 2` gives (2,), rows give (m, n)
    Raises UnreadableError with a sentence for the student.
    """
    return written(text).value


def written(text: str) -> WrittenMatrix:
    """The array that a text writes, with every entry as it was written.

    Of a chain of equals signs the last member counts. A comma that could be a decimal comma is
    never taken for anything else. Raises UnreadableError with a sentence for the student.
    """
    if len(text) > MAX_MATRIX_LENGTH:
        return parse_matrix(text)
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip().rstrip(",")
    text = _RELATION.split(text)[-1].strip()  # y = 0.59, or 0.351797 = 0.35
    if _THOUSANDS.fullmatch(text):
        number = parse_number(text)
        return WrittenMatrix(np.asarray(number.value), (number,))
    _refuse_decimal_commas(text)
    return parse_matrix(_tidy_brackets(text) if text.startswith("[") else text)


def _refuse_decimal_commas(text: str) -> None:
    comma = _ONE_COMMA.search(text)
    if comma is None:
        return
    word = comma.group()
    point = word.replace(",", ".")
    lone = _LONE.fullmatch(text)
    if lone:
        large = f" or {word.replace(',', '')}" if len(word.partition(",")[2]) == 3 else ""
        apart = word.replace(",", ", ")
        hint = f"write {point}{large}, with a decimal point; two numbers are [{apart}]"
        raise MathError("a comma inside a number", text, comma.start(), hint)
    if _BESIDE.search(text) if text.startswith(("[", "(")) else ", " not in text:
        hint = f"write a decimal point, {point}, and a space after a comma between entries"
        raise MathError(f"{word} could be one number or two", text, comma.start(), hint)


def _tidy_brackets(text: str) -> str:
    """Lists side by side become rows, lines inside a list too, and last commas go."""
    if "[" not in text[1:]:
        text = ";".join(line.strip() for line in text.splitlines() if line.strip())
    text = re.sub(r",(\s*\])", r"\1", text)
    groups, gaps = _groups(text)
    if gaps and all(gap.strip() in ("", ",", ";") and gap != " " * len(gap) for gap in gaps):
        return "[" + ", ".join(groups) + "]"
    return text


def _groups(text: str) -> tuple[list[str], list[str]]:
    """The outermost [..] of a text and what stands between them; the end of the text is a gap."""
    groups: list[str] = []
    gaps: list[str] = []
    depth = start = end = 0
    for place, character in enumerate(text):
        if character == "[":
            if depth == 0:
                gaps += [text[end:place]] if groups else []
                start = place
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                end = place + 1
                groups.append(text[start:end])
    return groups, gaps if end == len(text) else []
