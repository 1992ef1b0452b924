"""What was read of an answer, in one plain form, so that a student sees a misreading at once."""

import re
from collections.abc import Callable

import numpy as np

from grader.alphabet import plain
from grader.errors import GraderError
from grader.marking.read_answer import Reading, once_read
from grader.mathlang import Tree, Written, WrittenMatrix, on_paper, parse, printed
from grader.model import Array, UnitFit
from grader.question import AnswerKind, Formula, Step
from grader.words import nested, with_unit

FIGURES = 6
"""Significant figures of a value that was computed from what a student wrote."""
DIGITS = 17
"""Decimals that a double can tell apart; a number with more of them gets a power of ten."""
WHOLE_TURN = 360.0
"""Degrees of a whole turn: what tells an angle in them."""
LONGEST = 120
"""Characters of a formula that a person compares at a glance; a longer one helps nobody."""


@once_read
def plain_form(read: Reading, step: Step) -> str | None:
    """An answer as it was understood, or None where that is how it was written.

    `\\frac{9}{11}` is 9/11 = 0.818182, `2 0.2; 0.4 3` is [[2, 0.2], [0.4, 3]].
    """
    try:
        form = _form(read, step)
    except Exception:  # words beside an answer must not cost its marks, whatever is wrong with them
        return None
    forms = [form]
    if read.formula:
        forms.append(_in_symbols(step, read.formula, printed))
    is_new = 0 < len(form) <= LONGEST and _bare(read.answer.text) not in map(_bare, forms)
    return form if is_new else None


def _form(read: Reading, step: Step) -> str:
    if read.formula is not None:
        return _in_symbols(step, read.formula, on_paper)
    if read.number is None:
        return ""
    if step.is_complex:
        return with_unit(_complex(read.number, step), _unit(read, step))
    if read.closed:
        return _interval(read.number.value, read.closed)
    words = None if step.closed else step.in_words(read.number.value)
    if words is not None:
        return words
    value, entries = read.number.value, read.number.entries
    form = nested(value, map(_figure, entries)) if value.ndim else _alone(entries[0])
    return with_unit(form, _unit(read, step))


def _unit(read: Reading, step: Step) -> str:
    return "" if read.fit is UnitFit.OTHER else step.unit


def _complex(number: WrittenMatrix, step: Step) -> str:
    """Complex numbers by their parts; one that was written by its angle as it was, beside them."""
    from grader.question import nested_pairs  # costs what real numbers need not pay

    told = nested_pairs(number.value, map(_figure, number.entries), step.unit_letter, step.answer)
    polar = number.entries[0].polar if number.value.ndim == 1 and number.entries else None
    if polar is None:
        return told
    angle = "°" if polar.turn == WHOLE_TURN else " rad"
    return f"{_figure(polar.modulus)}∠{_figure(polar.angle)}{angle} = {told}"


def _interval(value: Array, closed: tuple[bool | None, ...]) -> str:
    """Intervals with the student's own brackets; nothing where they were not said."""
    ends = zip(closed, value, strict=True)
    if any(one is None and np.isfinite(end) for one, end in ends):
        return ""
    from grader.question import interval_in_words  # costs what others need not pay

    return interval_in_words(value, [bool(one) for one in closed])


def _in_symbols(step: Step, formula: Formula, written: Callable[[Tree], str]) -> str:
    if step.answer is AnswerKind.FORMULA:
        return written(formula.tree)
    from grader.question import formula_text  # costs what formulas need not pay

    return formula_text(step.answer, formula.tree, written)


def _bare(text: str) -> str:
    """A text without what makes no difference to a reader: spaces, signs of products, dashes."""
    return re.sub(r"[\s*@·]", "", plain(text))


def _alone(entry: Written) -> str:
    """A single number; an expression with the value that it has."""
    value = _figure(entry)
    if entry.decimals is not None:
        return value
    try:
        said = on_paper(parse(entry.text))
    except GraderError:
        return value
    return value if _bare(said) == _bare(value) else f"{said} = {value}"


def _figure(entry: Written) -> str:
    """A decimal with the digits that were written, anything else with a few figures."""
    value, decimals = entry.value, entry.decimals
    if entry.is_none:
        return "none"
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "-∞"
    if decimals is None:
        return f"{value + 0.0:.{FIGURES}g}"
    if entry.is_converted:
        rounded = float(f"{value + 0.0:.{max(entry.figures or 0, 3)}g}")
        return f"{rounded:.12g}"
    return f"{value:.{decimals}f}" if 0 <= decimals <= DIGITS else f"{value + 0.0:.12g}"
