"""Numbers with their units, `14.3 km/h`, as the numbers that they are in the unit of their step."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from grader import record
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
from grader.words import with_unit

Scale = tuple[float, float]
"""What one of a unit is in another, and what none of it is."""
_MARGIN = re.compile(r"±|\\pm\b|\+\s*/?\s*-")
_IMAGINARY = re.compile(r"(?<![\w.])(?:\d+\.?|\d*\.\d+)\s?([ij])(?!\w)")
"""A number with the imaginary unit, `12j`, which is no joule where none is asked for."""
_PRODUCT = re.compile(r"[*/·×^]|\\(?:cdot|times|frac|div)\b")
_LONE = re.compile(rf"\s*[-+]?[^\s{MARKS}]+[{MARKS}]\s*")


@record(frozen=True, slots=True, kw_only=True, eq=False)
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
    _refuse_imaginary(clean, units, wanted)
    is_single = step.answer is AnswerKind.NUMBER and (expected is None or expected.ndim == 0)
    parts = _together(said, units, wanted) if is_single else None
    if parts is not None:
        return parts
    number = _number(re.sub(f"[{MARKS}]", " ", said), step, slot, marked, text)
    return _in_unit_of_step(number, units, wanted, expected, said)


def _refuse_imaginary(text: str, units: Sequence[Unit], wanted: Unit) -> None:
    """Raises UnreadableError for `12j ohm`: what is in joules alone is no imaginary number."""
    found = _IMAGINARY.search(text)
    if found and not (units and all(_conversion(unit, wanted) for unit in units)):
        raise UnreadableError(
            f'"{short(found[0])}" may be an imaginary part, and a real value is asked for here;'
            f" write it without {found[1]}"
        )


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
            f" the number and its unit alone, such as {with_unit('1.5', step.unit)}"
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


def _conversion(unit: Unit, wanted: Unit) -> Scale | None:
    found = conversion(unit, wanted)
    return None if found is None else (found.scale, found.offset)


def _in_unit_of_step(
    number: WrittenMatrix, units: Sequence[Unit], wanted: Unit, expected: Array | None, said: str
) -> Measured:
    """A number that was read without its units, in the unit of the step."""
    if not units:
        return Measured(number=_as_share(number, wanted, expected), fit=UnitFit.MISSING)
    if len(units) > 1 and number.value.size == 1 and _PRODUCT.search(said):
        raise _several(units)  # `3 kg * 2 m/s` is a calculation with units, which is not worked out
    known = [_conversion(unit, wanted) for unit in units]
    if None in known:
        other = units[known.index(None)]
        counted = _converted(number, [(other.count / wanted.count, 0.0)])
        return Measured(number=counted, fit=UnitFit.OTHER, unit=other.text)
    own = next((unit for unit in units if unit.readings[0]), None)
    return Measured(
        number=_converted(number, _each(number, units, [one for one in known if one], said)),
        fit=UnitFit.FITS if own else UnitFit.MISSING,
        unit=own.text if own else "",
    )


def _each(
    number: WrittenMatrix, units: Sequence[Unit], known: list[Scale], said: str
) -> list[Scale]:
    """What belongs to each entry: its own unit, or the one that stands behind them all."""
    if len(set(known)) == 1:
        return known[:1]
    if len(known) == len(number.entries) and not _MARGIN.search(said):
        return known
    raise _several(units)


def _converted(number: WrittenMatrix, each: list[Scale]) -> WrittenMatrix:
    """The entries converted, each by its own scale and offset or all by one."""
    pairs = each if len(each) == len(number.entries) else each[:1] * len(number.entries)
    entries = zip(number.entries, pairs, strict=True)
    return _matrix([entry.converted(*pair) for entry, pair in entries], number)


def _several(units: Sequence[Unit]) -> UnreadableError:
    told = ", ".join(dict.fromkeys(unit.text for unit in units))
    return UnreadableError(
        f"several units are given ({short(told)}); write the result with one unit behind it"
    )


def _as_share(number: WrittenMatrix, wanted: Unit, expected: Array | None) -> WrittenMatrix:
    """Bare numbers for per cent: 0.125 is 12.5 %, where that is nearer to what is expected."""
    if wanted.readings[0] != (("%", 1),) or expected is None:
        return number
    other = _converted(number, [(100.0, 0.0)])
    return other if _distance(other, expected) < _distance(number, expected) else number


def _distance(number: WrittenMatrix, expected: Array) -> float:
    """How far numbers are from others, in powers of ten, all together."""
    own, true = np.ravel(number.value), np.ravel(expected)
    if own.size != true.size or not (own.all() and true.all()):
        return 0.0
    return float(np.abs(np.log10(np.abs(own)) - np.log10(np.abs(true))).sum())


def _matrix(entries: Sequence[Written], like: WrittenMatrix) -> WrittenMatrix:
    value = np.array([entry.value for entry in entries], dtype=np.float64)
    value = value.reshape(like.value.shape)
    value.setflags(write=False)
    return WrittenMatrix(value, tuple(entries))
