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
from grader.graph import did_you_mean
from grader.mathlang import NAMED, MathError, parse, parse_matrix
from grader.rubric.quoting import TYPOGRAPHIC, plain_or_quoted
from grader.yamltree import Scalar, TrapText, typed

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
    """What is wrong with a number, or nested lists of numbers, entry by entry.

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
        place = f"entry {where}: " if where else ""
        hint = _hint(entry, is_array=True, may_be_formula=not where)
        if where and isinstance(entry, str) and hint.startswith("write ["):
            bare = hint[6:].replace("[", "").replace("]", "")
            hint = f"write {bare}, with a comma between two numbers"
        there = f"'{written}'" if written and not where else _there(entry)
        yield f"{place}{there} is not a number; {hint}"
    if bad:
        return
    try:
        array = np.array(given, dtype=np.float64)
    except ValueError:
        yield _ragged(given)
        return
    if array.size == 0:
        yield "an empty list stands here; write its numbers"
    elif not np.isfinite(array).all():
        yield "every number must be finite"
    else:
        there = f"{array.ndim} dimensions and {array.size:,} numbers"
        yield f"{there} are too many (at most 4 and 100,000)"


def single_hint(given: Any) -> str:
    """What to write in place of something that is not a single number."""
    return _hint(given, is_array=False, may_be_formula=False)


def as_yaml(given: Any) -> str:
    """Plain values on one line, as YAML reads them back."""
    if isinstance(given, list):
        return f"[{', '.join(map(as_yaml, given))}]"
    if isinstance(given, dict):
        return f"{{{', '.join(f'{key}: {as_yaml(value)}' for key, value in given.items())}}}"
    if given is None:
        return ""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, float):
        return _spelled("", given)
    return str(given) if isinstance(given, int) else plain_or_quoted(given)


def _bad_entries(given: Any, where: str) -> Iterator[tuple[str, Any]]:
    if isinstance(given, list):
        for i, item in enumerate(given):
            yield from _bad_entries(item, f"{where}[{i}]")
    elif isinstance(given, bool) or not isinstance(given, int | float):
        yield where, given


def _there(given: Any) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, dict):
        return "a mapping"
    return str(given).lower() if isinstance(given, bool) else f"'{_on_one_line(given)}'"


def _on_one_line(text: Any) -> str:
    """A text that may have many lines as a message shows it."""
    line = " ".join(str(text).split())
    return line if len(line) <= MAX_SHOWN else f"{line[:MAX_SHOWN]}…"


def _hint(given: Any, is_array: bool, may_be_formula: bool = True) -> str:
    """What to write in place of something that is not a number (is_array: nor an array)."""
    if not isinstance(given, str) or not given.strip():
        return "write a number"
    text = given.strip().strip(TYPOGRAPHIC + "\"'").strip()
    text = text.replace("\u2212", "-").replace("\u2013", "-")
    if _THOUSANDS.fullmatch(text):
        figures = re.sub(r"[ .\u00a0\u202f]", "", text)
        return f"write {_spelled(figures.replace(',', '.'))}"
    comma = _COMMA.fullmatch(text)
    if comma:
        point = _spelled(f"{comma[1]}{comma[2]}.{comma[3]}")
        is_either = len(comma[3]) == 3 and comma[2] != "0"
        return f"write {point}{f' or {comma[2]}{comma[3]}' if is_either else ''}"
    value = None if _TRAP.fullmatch(text) else _value(text)
    if value is None and text[:1] == "[":
        value = _value(f"[{text}]")
    if value is None or (value.ndim and not is_array):
        is_formula = may_be_formula and not _TRAP.fullmatch(text) and _is_mathematics(text)
        also = ", or give it as a formula under definitions" if is_formula else ""
        return f"write a number{also}"
    if value.ndim:
        return f"write {as_yaml(value.tolist())}"
    written = _spelled(text, float(value))
    is_rounded = may_be_formula and len(written) > MAX_FIGURES and _is_mathematics(text)
    is_rounded = is_rounded and not text.replace(".", "").lstrip("+-").isdigit()
    also = ", or give it as a formula under definitions" if is_rounded else ""
    return f"write {written}{also}"


def _value(text: str) -> Any:
    """The finite number or array that a text writes, or None."""
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


def _spelled(text: str, value: float | None = None) -> str:
    """A number as YAML 1.1 takes it for one, in the digits it was typed with if they can stay."""
    value = float(text) if value is None else value
    bare = re.sub(r"^\+", "", text)
    bare = re.sub(r"^(-?)\.", r"\g<1>0.", bare)
    mantissa, exponent, power = bare.lower().partition("e")
    if exponent and mantissa and power:
        mantissa = mantissa if "." in mantissa else mantissa + ".0"
        bare = f"{mantissa}e{power if power[0] in '+-' else '+' + power}"
    for spelling in (bare, f"{value:.15g}", _with_point(f"{value:.15g}")):
        found = typed(Scalar(spelling, 1)) if spelling else None
        if isinstance(found, int | float) and not isinstance(found, bool) and found == value:
            return spelling
    return _with_point(repr(value))


def _with_point(text: str) -> str:
    """A number in the form with an exponent that YAML 1.1 knows: 1.0e-05 for 1e-05."""
    mantissa, exponent, power = text.partition("e")
    if not exponent:
        return text
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{power}"


def _ragged(given: Any) -> str:
    """Which rows of a matrix are not as long as its first."""
    rows = given
    while isinstance(rows, list) and any(isinstance(row, list) for row in rows):
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


def is_trap(given: Any) -> bool:
    """Whether YAML 1.1 reads a text as a number in a surprising way (012, 1:30, 0x1F)."""
    return isinstance(given, TrapText)


def domain_hint(spec: Any) -> str:
    """What to write in place of something that is no domain."""
    text = as_yaml(spec)
    bounds = sorted(map(float, re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?", text)))
    near = [name for name in NAMED if name == text.lower()] or did_you_mean(text, NAMED)
    if near:
        return f"write {near[0]}" if isinstance(near, list) else near.removeprefix("; ")
    if len(bounds) == 2 and bounds[0] < bounds[1]:
        return f"write [{bounds[0]:g}, {bounds[1]:g}]"
    return "write [low, high], {values: [0, 1]} or a name: docs/rubric.md lists them"
