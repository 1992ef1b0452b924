"""What an answer's unit makes of its verdict: it is missing, of another kind, off by its prefix."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from grader.answers import short
from grader.marking.guessing import is_guessed
from grader.marking.judgement import Judgement
from grader.marking.outcome import Outcome, best, slipped
from grader.marking.read_answer import Reading
from grader.mathlang import WrittenMatrix
from grader.model import Lapse, UnitFit, Verdict
from grader.question import Step
from grader.words import unit_in_words

_PREFIXES = (1e3, 1e6, 1e9, 1e12, 1e2)
"""Powers of ten between units with prefixes: milli, kilo; centi where nothing else is at hand."""
_TIMES = (60.0, 3600.0, 3.6)
"""Between units that are no powers of ten of each other: minutes and seconds, km/h and m/s."""
ZERO_CELSIUS = 273.15
_FIGURES = (Lapse.TOO_FEW_FIGURES, Lapse.TOO_MANY_FIGURES)
MIN_FIGURES = 2
"""Fewer figures are met by too many powers of ten to say which was meant."""
_TEMPERATURE = re.compile(r"\s*(?:K|°C|degC|kelvin|celsius|degree_?Celsius)\s*", re.IGNORECASE)


def in_its_unit(judgement: Judgement, found: Outcome) -> Outcome:
    """The outcome of a number in the unit of its step, with what its own unit makes of it.

    A right number without a unit that is due, or with one that measures something else, earns the
    share that the rubric gives. The right figures with a wrong power of ten earn what a slip does.
    """
    step, read = judgement.step, judgement.read
    if read.number is None or found.verdict is Verdict.FAULT:
        return found
    is_told = found.is_misconception or found.slip in _FIGURES
    if is_told or (found.credit > 0 and (found.is_right or not found.slip)):
        return without_unit(step, read, found)
    other = _in_another_unit(judgement)
    if other is None:
        return without_unit(step, read, found)
    return replace(best([other, found]), slip=other.slip, slip_words=other.slip_words)


def without_unit(step: Step, read: Reading, found: Outcome) -> Outcome:
    """An outcome with what is left of its credit where the unit is not as it should be."""
    is_due = read.fit is UnitFit.MISSING and step.policy.unit_required
    if not found.credit or not (is_due or read.fit is UnitFit.OTHER):
        return found
    if is_due:
        slip = Lapse.NO_UNIT
        words = f"the unit is missing: write {unit_in_words(step.unit)} behind it"
    else:
        slip = Lapse.OTHER_UNIT
        own = short(read.unit)
        words = f"the unit {own} measures something else than {unit_in_words(step.unit)}"
    credit = found.credit * step.policy.unit_credit
    if not found.is_right:  # what else is wrong stands first
        both = "; ".join(filter(None, (found.slip_words, words)))
        return replace(found, credit=credit, slip=found.slip or slip, slip_words=both)
    return replace(
        found,
        verdict=Verdict.PARTIAL if credit else Verdict.INCORRECT,
        credit=credit,
        slip=slip,
        slip_words=words,
    )


def _in_another_unit(judgement: Judgement) -> Outcome | None:
    """The slip of a wrong number that is right in a unit with another prefix, or unconverted."""
    step, number = judgement.step, judgement.read.number
    assert number is not None
    is_lucky = is_guessed(judgement.case.question, step.name) or not _has_figures(number)
    if is_lucky or not np.isfinite(number.value).all():
        return None
    credit = step.policy.slip_credit
    unit = short(judgement.read.unit or step.unit)
    for factors, words in (
        (_PREFIXES, f"right figures, but not in {unit}: check the prefix and the power of ten"),
        (_TIMES, f"right but for a conversion between units, as it is in {unit}: convert it"),
    ):
        for factor in factors:
            for by in (factor, 1 / factor):
                if judgement.is_right_as(_times(number, by)):
                    return slipped(credit, Lapse.UNIT_SCALE, words)
    if _TEMPERATURE.fullmatch(step.unit):
        for by in (ZERO_CELSIUS, -ZERO_CELSIUS):
            if judgement.is_right_as(_times(number, 1.0, by)):
                words = "degrees Celsius and kelvin are 273.15 apart: convert the temperature"
                return slipped(credit, Lapse.UNIT_SCALE, words)
    return None


def _has_figures(number: WrittenMatrix) -> bool:
    return any(
        entry.figures is None or (entry.value and entry.figures >= MIN_FIGURES)
        for entry in number.entries
    )


def _times(number: WrittenMatrix, scale: float, offset: float = 0.0) -> WrittenMatrix:
    entries = tuple(entry.converted(scale, offset) for entry in number.entries)
    value = np.array([entry.value for entry in entries]).reshape(number.value.shape)
    return WrittenMatrix(value, entries)
