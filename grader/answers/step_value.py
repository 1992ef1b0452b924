"""The text of a numeric answer to its value: a number, a vector, a matrix or an expression.

Not being readable is not the same as being wrong, so whatever cannot be read with certainty is
an UnreadableError that says what was read and how to write it.
"""

from __future__ import annotations

import re

import numpy as np

from grader.alphabet import plain
from grader.alphabet.numeral_patterns import GROUPED, SIGN, with_crosses
from grader.answers.remarks import bare_value
from grader.answers.slots import Slot
from grader.mathlang import (
    MAX_MATRIX_LENGTH,
    MathError,
    WrittenMatrix,
    as_sum,
    bracketed,
    numeral,
    parse_matrix,
    parse_number,
    takes_several,
    tokens,
    unprinted,
    unstarred,
)
from grader.model import Array

_LONE = re.compile(rf"{SIGN}\d+(,\d+)+(\.\d*)?")
_THOUSANDS = re.compile(rf"{SIGN}{GROUPED}")
_EUROPEAN = re.compile(rf"{SIGN}\d{{1,3}}(?:\.\d{{3}})+,\d+")
_WHOLES = re.compile(r"\(((?:[-+]?\d+,)+[-+]?\d+)\)")
"""Whole numbers in parentheses, `(120,120)`: two of them where a vector is asked for."""
_ONE_COMMA = re.compile(r"(?<![\d.,])\d+,\d+(?![\d.,])")
_BESIDE = re.compile(r"(?<!\d)\d+,\d+\s+[-+]?[\d.]|[\d.]\s+[-+]?\d+,\d+(?![\d,])")
_ANYWHERE = Slot()
_PLAIN = re.compile(r"\s*[-+]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][-+]?\d{1,4})?\s*")
_CALL = re.compile(r"\b(?P<name>[A-Za-z]\w*)\(\s*[^\s,()]+,[^\s,()]+\s*\)")
_COMMA = re.compile(r"(?<!\\),")
_LAST_PERCENT = re.compile(r"(?<=\d)(?:\s|~|\\[,;:! ])*\\?%\s*$")
_LAST_STOP = re.compile(r"(?<!\\)[,;\\]\s*$")
MAX_NUMERAL = 200
"""Characters of a number with all its dress."""


def value(text: str) -> Array:
    """The array that a text writes.

    Shapes: one number gives (), a list [1, 2] or `1 2` gives (2,), rows give (m, n)
    Raises UnreadableError with a sentence for the student.
    """
    return written(text).value


def written(text: str, slot: Slot = _ANYWHERE) -> WrittenMatrix:
    """The array that a text writes, with every entry as it was written.

    Of a chain of equals signs the last member counts; what stands before it must be the value's
    name or mathematics, and what stands behind a remark. A comma that could be a decimal comma is
    never taken for anything else. Raises UnreadableError with a sentence for the student.
    """
    if _PLAIN.fullmatch(text):
        return _one(text)
    if len(text) > MAX_MATRIX_LENGTH:
        return parse_matrix(text)
    text = bare_value(unstarred(unprinted(plain(text))), slot)
    text = bracketed(with_crosses(unstarred(text)))
    text = _LAST_STOP.sub("", text) or text
    text = _LAST_PERCENT.sub("", text) if slot.is_in_percent else text
    text = (as_sum(text) if slot.is_single else "") or text
    if _is_numeral(text, slot):
        return _one(text)
    tuple_of = None if slot.is_single else _WHOLES.fullmatch(text)
    text = f"[{tuple_of[1]}]" if tuple_of else text
    _refuse_decimal_commas(text)
    return parse_matrix(_tidy_brackets(text) if text.startswith("[") else text)


def _one(text: str) -> WrittenMatrix:
    number = parse_number(text)
    value = np.asarray(number.value)
    value.setflags(write=False)
    return WrittenMatrix(value, (number,))


def _is_numeral(text: str, slot: Slot) -> bool:
    """Whether a text is one number, thousands marks and all."""
    if len(text) > MAX_NUMERAL:
        return False
    lone = text.removesuffix(".").strip("$ ")
    if _THOUSANDS.fullmatch(lone):
        return "." in lone or lone.count(",") > 1 or "{" in lone
    if _COMMA.search(text.replace("{,}", "")):
        return False
    try:
        return numeral(tokens(text), by_blanks=slot.is_single) is not None
    except MathError:
        return False


def _refuse_decimal_commas(text: str) -> None:
    # blanks in place of what is read through, so that a message points at the right comma
    text = _CALL.sub(_without_arguments, text).replace("{,}", ",")
    european = _EUROPEAN.fullmatch(text)
    if european:
        hint = f"write {text.replace('.', '').replace(',', '.')}, with a decimal point"
        raise MathError("a comma inside a number", text, text.index(","), hint)
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


def _without_arguments(call: re.Match[str]) -> str:
    """Blanks in place of a function of several numbers; another call as it stands."""
    return " " * len(call[0]) if takes_several(call["name"]) else call[0]


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
