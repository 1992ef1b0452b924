"""What is said of a value in a rubric that is no number: what stands there, and what to write.

The grader's own language reads what people type for a number (a decimal comma, 5 %, a minus from a
word processor, rows parted by semicolons); what it reads is spelled as YAML takes it for one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.errors import NoValueError
from grader.graph import near
from grader.mathlang import NAMED, MathError, parse, parse_matrix
from grader.ops import MAX_ENTRIES
from grader.rubric.plain_values import is_number
from grader.rubric.quoting import TYPOGRAPHIC, as_yaml, spelled

MAX_DIMENSIONS = 4
"""Images in a batch, with channels: no rubric gives more."""

MAX_TOLD = 3
"""Entries of one array that are told one by one; what is wrong with more is wrong with all."""
MAX_SHOWN = 60
"""Characters of a text that are repeated in a message."""
MAX_FIGURES = 12
"""A longer number is no plain one: the formula says it better."""
_COMMA = re.compile(r"([-+]?)(\d+),(\d+)")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:(?:[ \u00a0\u202f]\d{3})+|(?:\.\d{3})+(?=,))(?:,\d+)?")
"""Thousands set apart by spaces, or by points before a decimal comma: 1 000, 1.234,5."""
_TRAP = re.compile(r"0[xb].*|.*\d:\d.*|\d{4}-\d\d?-\d\d?", re.IGNORECASE | re.DOTALL)
"""Hexadecimals, times and dates: read as mathematics they would be something else."""


def number_messages(given: Any, written: str = "") -> Iterator[str]:
    """What is wrong with a number, or nested lists of numbers, entry by entry: nothing where it is
    a number or an array that a rubric may give.

    written: what stood there, where YAML took it for something else than text.
    """
    if given is None:
        yield "nothing stands here; write a number"
        return
    if isinstance(given, dict) and given and all(value is None for value in given.values()):
        yield f"{{ }} is a mapping; write {as_yaml(list(given))}"
        return
    bad = list(_bad_entries(given, ""))
    for where, entry in bad[:MAX_TOLD]:
        yield _said_of_entry(entry, where) if where else _said_of_value(entry, written)
    if not bad:
        yield from _said_of_array(given)


def single_hint(given: Any) -> str:
    """What to write in place of something that is not a single number."""
    return _hint(given, is_array=False, may_be_formula=False)


def domain_hint(spec: Any) -> str:
    """What to write in place of something that is no domain."""
    text = as_yaml(spec)
    meant = near(text, NAMED)
    if meant:
        return f"write {meant}" if meant == text.lower() else f"did you mean {meant}?"
    bounds = sorted(map(float, re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?", text)))
    if len(bounds) == 2 and bounds[0] < bounds[1]:
        return f"write [{bounds[0]:g}, {bounds[1]:g}]"
    return "write [low, high], {values: [0, 1]} or a name: docs/rubric.md lists them"


def _bad_entries(given: Any, where: str) -> Iterator[tuple[str, Any]]:
    if isinstance(given, list):
        for i, item in enumerate(given):
            yield from _bad_entries(item, f"{where}[{i}]")
    elif not is_number(given):
        yield where, given


def _said_of_value(given: Any, written: str) -> str:
    there = f"'{written}'" if written else _there(given)
    return f"{there} is not a number; {_hint(given, is_array=True, may_be_formula=True)}"


def _said_of_entry(given: Any, where: str) -> str:
    hint = _hint(given, is_array=True, may_be_formula=False)
    if hint.startswith("write ["):
        numbers = hint.removeprefix("write ").replace("[", "").replace("]", "")
        hint = f"write {numbers}, with a comma between two numbers"
    return f"entry {where}: {_there(given)} is not a number; {hint}"


def _said_of_array(given: Any) -> Iterator[str]:
    """What is wrong with an array whose entries are all numbers."""
    try:
        array = np.array(given, dtype=np.float64)
    except ValueError:
        yield _ragged(given)
        return
    if array.size == 0:
        yield "an empty list stands here; write its numbers"
    elif not np.isfinite(array).all():
        yield "every number must be finite"
    elif array.ndim > MAX_DIMENSIONS or array.size > MAX_ENTRIES:
        there = f"{array.ndim} dimensions and {array.size:,} numbers"
        yield f"{there} are too many (at most {MAX_DIMENSIONS} and {MAX_ENTRIES:,})"


def _there(given: Any) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, bool):
        return str(given).lower()
    line = " ".join(str(given).split())
    return f"'{line}'" if len(line) <= MAX_SHOWN else f"'{line[:MAX_SHOWN]}…'"


def _hint(given: Any, is_array: bool, may_be_formula: bool) -> str:
    """What to write in place of something that is not a number (is_array: nor an array)."""
    if not isinstance(given, str) or not given.strip():
        return "write a number"
    text = given.strip().strip(TYPOGRAPHIC + "\"'").strip()
    text = text.replace("\u2212", "-").replace("\u2013", "-")
    if _THOUSANDS.fullmatch(text):
        figures = re.sub(r"[ .\u00a0\u202f]", "", text)
        return f"write {spelled(figures.replace(',', '.'))}"
    comma = _COMMA.fullmatch(text)
    if comma:
        return f"write {_with_point(*comma.groups())}"
    value, also = _value(text), ""
    if may_be_formula and not _TRAP.fullmatch(text) and _is_mathematics(text):
        also = ", or give it as a formula under definitions"
    if value is None or (value.ndim and not is_array):
        return f"write a number{also}"
    if value.ndim:
        return f"write {as_yaml(value.tolist())}"
    written = spelled(text, float(value))
    is_plain = len(written) <= MAX_FIGURES or text.replace(".", "").lstrip("+-").isdigit()
    return f"write {written}{'' if is_plain else also}"


def _with_point(sign: str, whole: str, decimals: str) -> str:
    """A number with a decimal comma; with three figures behind it, it may part thousands."""
    is_either = len(decimals) == 3 and whole != "0"
    return spelled(f"{sign}{whole}.{decimals}") + (f" or {whole}{decimals}" if is_either else "")


def _value(text: str) -> Any:
    """The finite number or array that a text writes, or None."""
    found = None if _TRAP.fullmatch(text) else _read(text)
    return _read(f"[{text}]") if found is None and text[:1] == "[" else found


def _read(text: str) -> Any:
    try:
        plain = float(text.replace("_", "")) if text[:1] not in "nNiI" else math.nan
    except ValueError:
        plain = math.nan
    if math.isfinite(plain):
        return np.float64(plain)
    try:
        with np.errstate(all="ignore"):
            found = parse_matrix(text).value
    except (MathError, NoValueError):
        return None
    return found if np.isfinite(found).all() else None


def _is_mathematics(text: str) -> bool:
    try:
        parse(text)
    except MathError:
        return False
    return True


def _ragged(given: Any) -> str:
    """Which rows of a matrix are not as long as its first."""
    rows = given
    while any(isinstance(row, list) for row in rows):
        if not all(isinstance(row, list) for row in rows):
            return "some rows are lists and some are not; write every row as a list"
        counts = [len(row) for row in rows]
        for place, count in enumerate(counts):
            if count != counts[0]:
                first = f"row 0 has {_entries(counts[0])}"
                return f"{first} and row {place} has {_entries(count)}; rows have one length"
        rows = [entry for row in rows for entry in row]
    return "the rows differ in length"


def _entries(count: int) -> str:
    return f"{count} entr{'y' if count == 1 else 'ies'}"
