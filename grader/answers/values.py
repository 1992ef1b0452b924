"""The text of an answer to numbers: one decimal, a fraction, a list or a matrix.

Not being readable is not the same as being wrong, so whatever cannot be read with certainty is
an UnreadableError that says what was read and how to write it.
"""

from __future__ import annotations

import math
import re
from typing import NoReturn

import numpy as np

from grader.errors import UnreadableError
from grader.model import Array

MAX_LENGTH = 20_000
MAX_ENTRIES = 2_000
MAX_DEPTH = 4

_DECIMAL = r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(rf"([+-]?)\s*({_DECIMAL})(?:\s*/\s*([+-]?{_DECIMAL}))?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_MINUS_SIGNS = {ord(c): "-" for c in "\u2212\u2013\u2010\u2011\u2012\ufe63\uff0d"}
_TIDIED = _MINUS_SIGNS | {ord(c): "" for c in "\u200b\u200c\u200d\u2060\ufeff"}
_SPACES = re.compile(r"[^\S\n]+")
_NOT_NUMBERS = {"nan", "inf", "infinity", "+inf", "-inf", "-infinity", ".nan", ".inf", "-.inf", "∞"}

_Nested = float | list["_Nested"]


def value(text: str) -> Array:
    """The number, vector or matrix that a text says.

    Shapes: one number gives (), a row [1, 2] or `1 2` gives (2,), rows give (m, n)
    Raises UnreadableError with a sentence for the student.
    """
    if len(text) > MAX_LENGTH:
        raise UnreadableError(f"it is longer than {MAX_LENGTH:,} characters; write the number only")
    tidy = _SPACES.sub(" ", text.translate(_TIDIED)).strip()
    tidy = re.sub(r" ?\n\s*", "\n", tidy)
    nested = _bracketed(tidy) if tidy.startswith("[") else _rows(tidy, bracketed=False)
    array = np.array(nested, dtype=np.float64)
    array.flags.writeable = False
    return array


def _bracketed(text: str) -> _Nested:
    """A bracketed value, or bracketed rows that stand one after the other."""
    groups = _groups(text)
    return _group(text, 0) if groups == [text] else _stacked(groups, 0)


def _group(text: str, depth: int) -> _Nested:
    inner = text[1:-1].strip()
    return _stacked(_groups(inner), depth) if "[" in inner else _rows(inner, bracketed=True)


def _stacked(groups: list[str], depth: int) -> _Nested:
    if depth + 1 >= MAX_DEPTH:
        raise UnreadableError(f"its brackets are nested deeper than {MAX_DEPTH} levels")
    parts = [_group(text, depth + 1) for text in groups]
    _require_equal_sizes(parts)
    return parts


def _groups(text: str) -> list[str]:
    """The bracketed groups of `[..], [..]`, each with its brackets."""
    groups: list[str] = []
    depth = start = 0
    for i, character in enumerate(text):
        if character == "[":
            start = i if depth == 0 else start
            depth += 1
        elif character == "]":
            depth -= 1
            if depth < 0:
                raise UnreadableError("a ] has no [ before it; write a matrix as [[1, 2], [3, 4]]")
            if depth == 0:
                groups.append(text[start : i + 1])
        elif depth == 0 and character not in " ,;\n":
            raise UnreadableError(
                f'"{character}" stands between the rows; write a matrix as [[1, 2], [3, 4]]'
            )
    if depth:
        raise UnreadableError("a [ has no ] that closes it; write a matrix as [[1, 2], [3, 4]]")
    return groups


def _rows(text: str, *, bracketed: bool) -> _Nested:
    lines = [line.strip() for line in re.split(r"[;\n]", text.strip("; \n"))]
    rows = [_entries(line, bracketed=bracketed) for line in lines if line]
    if sum(map(len, rows)) > MAX_ENTRIES:
        raise UnreadableError(f"it has more than {MAX_ENTRIES:,} entries")
    if not rows:
        raise UnreadableError("it holds no number")
    if len(rows) == 1:
        single = not bracketed and len(rows[0]) == 1
        return rows[0][0] if single else list(rows[0])
    _require_equal_sizes([list(row) for row in rows])
    return [list(row) for row in rows]


def _entries(line: str, *, bracketed: bool) -> list[float]:
    words = re.sub(r"\s*/\s*", "/", line).split()
    only = len(words) == 1 and bracketed
    if not bracketed and _THOUSANDS.fullmatch(line):
        _refuse_thousands(line)
    if any(_DECIMAL_COMMA.fullmatch(word) for word in words) and not only:
        _refuse_decimal_comma(line, words)
    parts = [part.strip() for part in line.split(",")] if "," in line else _split_spaces(line)
    if len(parts) > 1 and parts[-1] == "":
        parts.pop()
    return [_number(part) for part in parts]


def _split_spaces(line: str) -> list[str]:
    """`- 1 -2 1/ 4` is three entries; the space after a first sign or around / belongs inside."""
    return re.sub(r"^([+-])\s+", r"\1", re.sub(r"\s*/\s*", "/", line)).split()


def _number(text: str) -> float:
    match = _NUMBER.fullmatch(text)
    if match is None:
        _refuse_number(text)
    sign, numerator, denominator = match.groups()
    number = float(numerator)
    if denominator is not None:
        if float(denominator) == 0:
            raise UnreadableError(f'"{_short(text)}" divides by zero')
        number /= float(denominator)
    if not math.isfinite(number):
        raise UnreadableError(f'"{_short(text)}" is too large a number')
    return -number if sign == "-" else number


def _refuse_number(text: str) -> NoReturn:
    if text == "":
        raise UnreadableError("an entry between two commas is empty")
    if text.lower() in _NOT_NUMBERS:
        raise UnreadableError(f'"{_short(text)}" is not a finite number; write a decimal like 0.52')
    raise UnreadableError(
        f'"{_short(text)}" is not a number I can read; write a decimal like 0.52, 2.5e-3 or 1/4'
    )


def _refuse_thousands(text: str) -> NoReturn:
    """Commas between thousands; one of them alone could be a decimal comma as well."""
    joined = text.replace(",", "")
    other = f" (or a decimal point, {text.replace(',', '.')})" if _DECIMAL_COMMA.match(text) else ""
    other = other if text.count(",") == 1 and "." not in text else ""
    raise UnreadableError(
        f"write a large number without commas, {joined}{other}; put several numbers in brackets"
    )


def _refuse_decimal_comma(line: str, words: list[str]) -> NoReturn:
    word = next(word for word in words if _DECIMAL_COMMA.fullmatch(word))
    if len(words) == 1 and line == word:
        raise UnreadableError(
            f"write a decimal point, {word.replace(',', '.')}"
            f" (or brackets if you mean two numbers, [{word.replace(',', ', ')}])"
        )
    raise UnreadableError(
        f'"{_short(word)}" could be one number or two; write a decimal point'
        f" ({word.replace(',', '.')}), and a space after a comma between entries"
    )


def _require_equal_sizes(parts: list[_Nested]) -> None:
    sizes = [np.shape(part) for part in parts]
    if len(set(sizes)) > 1:
        first = sizes[0][0] if sizes[0] else 1
        odd = next(i for i, size in enumerate(sizes) if size != sizes[0])
        other = sizes[odd][0] if sizes[odd] else 1
        raise UnreadableError(
            f"its rows differ in length: row 1 has {_entries_in_words(first)},"
            f" row {odd + 1} has {other}"
        )


def _entries_in_words(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
