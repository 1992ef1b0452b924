"""Numbers with their units, `14.3 km/h`, as the numbers that they are in the unit of their step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.alphabet import plain
from grader.answers.by_kind.kind_readers import value_of_kind
from grader.answers.by_kind.unit_marks import UnitMarks, bare_signs
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
    parse_number,
    unit_of,
    unprinted,
    unstarred,
)
from grader.model import Array, UnitFit
from grader.question import AnswerKind, Step

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
    marked = UnitMarks(wanted)
    clean = re.sub(f"[{MARKS}]", "", unstarred(unprinted(plain(text))))
    said = marked.marked(bare_signs(clean, wanted))
    if step.answer is AnswerKind.NUMBER:
        said = bare_value(said, slot)
    units = marked.behind(said) or marked.beside_name
    is_single = step.answer is AnswerKind.NUMBER and (expected is None or expected.ndim == 0)
    parts = _together(said, units, wanted) if is_single else None
    if parts is not None:
        return parts
    number = _number(re.sub(f"[{MARKS}]", " ", said), step, slot, marked, text)
    return _in_unit_of_step(number, units, wanted, expected, said)


def _number(text: str, step: Step, slot: Slot, marked: UnitMarks, whole: str) -> WrittenMatrix:
    try:
        if step.answer is AnswerKind.NUMBER:
            return written(text.strip(), slot)
        return value_of_kind(text, step, slot)
    except UnreadableError:
        if len({unit.readings[0] for unit in marked.units}) > 1:
            raise _several(marked.units) from None
        if marked.unknown is None:
            raise
        raise UnreadableError(
            f'"{short(marked.unknown)}" in "{short(whole)}" is no unit that is known here; write'
            f" the number and its unit alone, such as 1.5 {step.unit}"
        ) from None


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
