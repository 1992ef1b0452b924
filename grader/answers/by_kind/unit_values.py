"""Numbers with their units, `14.3 km/h`, as the numbers that they are in the unit of their step.

Each unit behind a number gives way to a mark, a character that no text has, so that what reads
values, names before them and remarks behind them reads as it always does; the marks say afterwards
which number had which unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.alphabet import plain
from grader.alphabet.numeral_patterns import DECIMAL, EXPONENT, RAISED_FIGURE, TIMES_TEN
from grader.answers.by_kind.kind_readers import READERS
from grader.answers.files import short
from grader.answers.remarks import MARKS, bare_value
from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import UnreadableError
from grader.mathlang import (
    Unit,
    Written,
    WrittenMatrix,
    conversion,
    is_known_unit,
    known_function,
    parse_number,
    unit_of,
    units_at,
    unprinted,
    unstarred,
)
from grader.model import Array, UnitFit
from grader.question import AnswerKind, Step

MAX_UNITS = 400
"""Numbers with a unit of their own in one answer."""
_FIRST_MARK = 0xE000
_CURRENCY = r"(?:[A-Z]{0,2}\\?[$€£¥]|\b(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|INR|CNY)\b)"
_BEFORE = re.compile(
    rf"(?P<unit>{_CURRENCY})\s*(?P<number>[-+]?\s*(?:\d|\.\d)[\d,]*(?:\.\d+)?)"
    r"(?:\s*(?P<count>[kKmMbB]|bn|mn)(?![a-zA-Z]))?"
)
"""A currency stands before its number, $1,250.00 and $1.2M."""
_COUNTED = re.compile(rf"(?<=\d)\s*(?P<count>[kKmMbB]|bn|mn)\s*(?P<unit>{_CURRENCY})")
_COUNTS = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion"}
_ANCHOR = re.compile(
    rf"(?<![\w.])(?:\d[\d,]*(?:\.\d*)?|{DECIMAL})(?:{EXPONENT}|{TIMES_TEN})?(?:\{{,\}}\d{{3}})*"
    rf"|[)\]}}{RAISED_FIGURE}π½¼¾]|\\pi(?![a-zA-Z])|\bpi\b"
)
"""What a unit may stand behind: a number, a bracket that closes, pi."""
_GAP = re.compile(r"(?:\s|~|\\[,;:! ]|\\q?quad(?![a-zA-Z]))*")
_PROSE = frozenset(
    str.split(
        "at where since if when whenever for because as with using from given note rounded and or"
        " to is are so thus hence which then but not by of on the e i pi approx approximately exact"
    )
)
"""Words behind a number that begin a remark, or belong to mathematics."""
_COMMANDS = re.compile(
    r"\\(?:SI|qty)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}\s*(?=\{)|\\num\s*\{([^{}]*)\}"
)
_PER_CENT = re.compile(r"(?<=[\d)}\s])(?:per\s?-?cent|pct)\b\.?", re.IGNORECASE)
_BESIDE_NAME = re.compile(
    r"(?<=[\w)}])\s*(?:\[\s*(?:in\s+)?([^\]\[=\d]{1,40})\]|\(\s*in\s+([^)(=\d]{1,40})\))\s*(?==|:|≈)"
)
"""A unit between a name and its value, `v [m/s] = 3`."""
_FUNCTION = re.compile(r"\s*([A-Za-z]+)\s*([\w(\\{\[])")
_MARGIN = re.compile(r"±|\\pm\b|\+\s*/?\s*-")
_PRODUCT = re.compile(r"[*/·×^]|\\(?:cdot|times|frac|div)\b")
_LONE = re.compile(rf"\s*[-+]?[^\s{MARKS}]+[{MARKS}]\s*")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """An answer in the unit of its step, how the unit fits, and the unit as it was written."""

    number: WrittenMatrix
    fit: UnitFit
    unit: str = ""


def value_with_unit(text: str, step: Step, slot: Slot, expected: Array | None) -> Measured:
    """The value that a text gives for a step with a unit, in that unit.

    A number without a unit is taken to be in the step's, and so is one with a unit that measures
    something else. Of a bare number for per cent either 12.5 or 0.125 is meant, the nearer to
    what is expected.
    Raises UnreadableError with a sentence for the student.
    """
    wanted = unit_of(step.unit)
    assert wanted is not None  # lint has read it
    marked = _Marked(wanted)
    clean = re.sub(f"[{MARKS}]", "", unstarred(unprinted(plain(text))))
    said = marked.marked(_bare_signs(clean, wanted))
    if step.answer is AnswerKind.NUMBER:
        said = bare_value(said, slot)
    units = [marked.units[ord(sign) - _FIRST_MARK] for sign in re.findall(f"[{MARKS}]", said)]
    units = units or marked.beside_name
    is_single = step.answer is AnswerKind.NUMBER and (expected is None or expected.ndim == 0)
    parts = _together(said, units, wanted) if is_single else None
    if parts is not None:
        return parts
    number = _number(re.sub(f"[{MARKS}]", " ", said), step, slot, marked, text)
    return _in_unit_of_step(number, units, wanted, expected, said)


def _number(text: str, step: Step, slot: Slot, marked: _Marked, whole: str) -> WrittenMatrix:
    try:
        if step.answer is AnswerKind.NUMBER:
            return written(text.strip(), slot)
        return READERS[step.answer](text, step, slot)
    except UnreadableError:
        if len({unit.readings[0] for unit in marked.units}) > 1:
            raise _several(marked.units) from None
        if marked.unknown is None:
            raise
        raise UnreadableError(
            f'"{short(marked.unknown)}" in "{short(whole)}" is no unit that is known here; write'
            f" the number and its unit alone, such as 1.5 {step.unit}"
        ) from None


class _Marked:
    """The units of a text, each with its mark; unknown: words behind a number that are none."""

    def __init__(self, wanted: Unit) -> None:
        self.wanted = wanted
        self.units: list[Unit] = []
        self.beside_name: list[Unit] = []
        self.unknown: str | None = None

    def marked(self, text: str) -> str:
        """The text with a mark for each unit in it."""
        text = _BESIDE_NAME.sub(self._beside_name, _BEFORE.sub(self._before, text))
        found: list[str] = []
        place = 0
        while len(self.units) < MAX_UNITS:
            anchor = _ANCHOR.search(text, place)
            if anchor is None:
                break
            gap = _GAP.match(text, anchor.end())
            start = gap.end() if gap else anchor.end()
            found.append(text[place : anchor.end()])
            place = anchor.end()
            taken = self._unit(text[start:])
            if taken is not None:
                unit, length = taken
                found.append(self._mark(unit))
                place = start + length
        return "".join(found) + text[place:]

    def _mark(self, unit: Unit) -> str:
        self.units.append(unit)
        return chr(_FIRST_MARK + len(self.units) - 1)

    def _before(self, found: re.Match[str]) -> str:
        """A currency goes behind its number, `$1.2 million` as `1.2 $ million`."""
        count = _COUNTS.get((found["count"] or "").lower(), "")
        return f"{found['number']} {count} {found['unit']}"

    def _beside_name(self, found: re.Match[str]) -> str:
        unit = unit_of(found[1] or found[2])
        if unit is None or not self._is_unit(unit):
            return found[0]
        self.beside_name = [unit]
        return ""

    def _unit(self, text: str) -> tuple[Unit, int] | None:
        """The longest unit that a text begins with, and how long it is."""
        possible = [
            (unit, end) for unit, end in units_at(_up_to_prose(text)) if _is_whole(text, end)
        ]
        if not possible or _is_function(text):
            return None
        longest, end = possible[0]
        if longest.is_like(self.wanted):
            return longest, end
        for unit, end in possible:
            if self._is_unit(unit):
                return unit, end
        self.unknown = self.unknown or longest.text
        return None

    def _is_unit(self, unit: Unit) -> bool:
        if unit.is_like(self.wanted) or not unit.readings[0]:
            return True
        return is_known_unit(unit)


def _bare_signs(text: str, wanted: Unit) -> str:
    """The text without commands round numbers and units, and without the signs of formulas.

    A dollar is money only where the step asks for money and the sign has no second one.
    """
    text = _COMMANDS.sub(lambda found: f"{found[1] or found[2]} ", text)
    text = _PER_CENT.sub("%", text)
    text = _COUNTED.sub(lambda one: f" {_COUNTS[one['count'].lower()]} {one['unit']}", text)
    is_money = any(word.endswith("$") for word, _ in wanted.readings[0])
    bare = text.replace("\\$", "")
    if not (is_money and bare.count("$") % 2):
        text = re.sub(r"(?<!\\)\$", " ", text)
    return text


def _up_to_prose(text: str) -> str:
    """The beginning of a text up to the first word that begins a remark."""
    for found in re.finditer(r"(?<![\w\\])[a-zA-Z]+", text):
        is_inch = found[0] == "in" and re.match(r"\s+[a-zA-Z]", text[found.end() :]) is None
        if found[0] in _PROSE or (found[0] == "in" and not is_inch):
            return text[: found.start()]
    return text


def _is_function(text: str) -> bool:
    """Whether a text begins with a function and its argument: `sin 3`, `max(1, 2)`; 5 min 20 s
    are minutes."""
    found = _FUNCTION.match(text)
    if found is None or known_function(found[1]) is None:
        return False
    return found[2] == "(" or found[1] not in ("min", "sec", "deg")


def _is_whole(text: str, end: int) -> bool:
    """Whether no word, power or argument of a function goes on where a unit is to end."""
    behind = text[end : end + 1]
    return not behind or not (behind.isalnum() or behind in "_^'")


def _together(said: str, units: Sequence[Unit], wanted: Unit) -> Measured | None:
    """One value in parts of several units, `1 h 20 min`; None for anything else."""
    parts = _LONE.findall(said)
    if len(parts) < 2 or "".join(parts) != said or len(parts) != len(units):
        return None
    numbers = [parse_number(re.sub(f"[{MARKS}]", "", part).strip()) for part in parts]
    known = [_conversion(unit, wanted) for unit in units]
    scales = [one[0] for one in known if one is not None and not one[1]]
    if len(scales) < len(units) or scales != sorted(set(scales), reverse=True):
        return None
    total = sum(n.value * scale for n, scale in zip(numbers, scales, strict=True)) / scales[-1]
    decimals = numbers[-1].decimals
    text = f"{total:.{max(0, decimals or 0)}f}"
    figures = len(text.replace(".", "").lstrip("-0")) or 1
    whole = Written(float(text), text, decimals, figures).converted(scales[-1])
    value = np.asarray(whole.value)
    value.setflags(write=False)
    unit = " ".join(unit.text for unit in units)
    return Measured(number=WrittenMatrix(value, (whole,)), fit=UnitFit.FITS, unit=unit)


def _conversion(unit: Unit, wanted: Unit) -> tuple[float, float] | None:
    found = conversion(unit, wanted)
    return None if found is None else (found.scale, found.offset)


def _in_unit_of_step(
    number: WrittenMatrix, units: Sequence[Unit], wanted: Unit, expected: Array | None, said: str
) -> Measured:
    known = [_conversion(unit, wanted) for unit in units]
    text = next((unit.text for unit in units if unit.readings[0]), "")
    if not units:
        return Measured(number=_as_share(number, wanted, expected), fit=UnitFit.MISSING)
    is_product = len(units) > 1 and number.value.size == 1 and _PRODUCT.search(said)
    others = [unit for unit, one in zip(units, known, strict=True) if one is None]
    if others and not is_product:
        counted = tuple(e.converted(others[0].count / wanted.count) for e in number.entries)
        return Measured(number=_matrix(counted, number), fit=UnitFit.OTHER, unit=others[0].text)
    sure = [one for one in known if one is not None]
    has_unit = any(unit.readings[0] for unit in units)
    fit = UnitFit.FITS if has_unit else UnitFit.MISSING
    if len(set(sure)) == 1 and not is_product:
        each = sure[:1] * len(number.entries)
    elif len(sure) == len(number.entries) > 1 and not _MARGIN.search(said):
        each = sure
    else:
        raise _several(units)
    pairs = zip(number.entries, each, strict=True)
    entries = tuple(entry.converted(*one) for entry, one in pairs)
    return Measured(number=_matrix(entries, number), fit=fit, unit=text)


def _several(units: Sequence[Unit]) -> UnreadableError:
    told = ", ".join(dict.fromkeys(unit.text for unit in units))
    return UnreadableError(
        f"several units are given ({short(told)}); write the result with one unit behind it"
    )


def _as_share(number: WrittenMatrix, wanted: Unit, expected: Array | None) -> WrittenMatrix:
    """Bare numbers for per cent: 0.125 is 12.5 %, where that is nearer to what is expected."""
    if wanted.readings[0] != (("%", 1),) or expected is None:
        return number
    shares = tuple(entry.converted(100.0) for entry in number.entries)
    other = _matrix(shares, number)
    return other if _distance(other, expected) < _distance(number, expected) else number


def _distance(number: WrittenMatrix, expected: Array) -> float:
    """How far numbers are from others, in powers of ten, all together."""
    own, true = np.ravel(number.value), np.ravel(expected)
    if own.size != true.size or not (own.all() and true.all()):
        return 0.0
    return float(np.abs(np.log10(np.abs(own)) - np.log10(np.abs(true))).sum())


def _matrix(entries: Iterator[Written] | Sequence[Written], like: WrittenMatrix) -> WrittenMatrix:
    kept = tuple(entries)
    value = np.array([entry.value for entry in kept], dtype=np.float64).reshape(like.value.shape)
    value.setflags(write=False)
    return WrittenMatrix(value, kept)
