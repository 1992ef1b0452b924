"""The two ends of an interval, in the ways that people write one: `[1.2, 3.4]`, `2.3 ± 1.1`."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from grader.alphabet import plain
from grader.answers.files import short
from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import GraderError, UnreadableError
from grader.mathlang import Written, WrittenMatrix
from grader.question import Step

_PLUS_MINUS = r"±|\\pm\b|\+\s*/\s*-|\+-"
_SIGNED = r"[-+]?\s*[^\s<>≤≥].*?"
_LESS = r"<=?|≤|\\leq?(?:slant)?\b|\\lt\b"
_NAMED = re.compile(
    r"(?P<name>[^=:,\[(∈±<≤]{1,80}?)\s*(?:=|:=|:|\\in\b|∈|\bis\b)\s*(?P<rest>.+)", re.DOTALL
)


def _patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.DOTALL | re.IGNORECASE) for text in texts)


_FORMS = _patterns(
    rf"(?P<centre>.+?)\s*(?:{_PLUS_MINUS})\s*(?P<reach>.+)",
    rf"[\[(\]]\s*(?P<centre>[^,;]+?)\s*(?:{_PLUS_MINUS})\s*(?P<reach>[^,;]+?)\s*[\])\[]",
    r"[\[(\]]\s*(?P<low>[^,;]+?)\s*[,;]\s*(?P<high>[^,;]+?)\s*[\])\[]",
    rf"(?P<low>{_SIGNED})\s*(?:{_LESS})\s*[^<>≤≥]+?\s*(?:{_LESS})\s*(?P<high>.+)",
    r"(?:between\s+)?(?P<low>.+?)\s+and\s+(?P<high>.+)",
    r"(?:from\s+)?(?P<low>.+?)\s+(?:to|until|\.\.\.?)\s+(?P<high>.+)",
    r"(?P<low>[-+]?[\d.]+)\s*-\s*(?P<high>[-+]?[\d.]+)",
    r"(?:lower\s*(?:end|bound|limit)?\s*[:=]?)\s*(?P<low>.+?)\s*[,;]?\s*(?:and\s+)?upper\s*(?:end|bound|limit)?\s*[:=]?\s*(?P<high>.+)",
)
"""Each with the ends, or the centre and how far it reaches."""
_VARIABLE = r"\\?[A-Za-z]\w*"
_MORE = r">=?|≥|\\geq?(?:slant)?\b|\\gt\b"
_FROM = rf"(?:{_MORE}|(?:is\s+)?(?:at\s+least|greater\s+than|more\s+than|above))"
_UNTIL = rf"(?:{_LESS}|(?:is\s+)?(?:at\s+most|less\s+than|smaller\s+than|below))"
_HALF_LINES = _patterns(
    rf"(?:{_VARIABLE}\s*)?{_FROM}\s*(?P<low>[^<>≤≥]+)",
    rf"(?:{_VARIABLE}\s*)?{_UNTIL}\s*(?P<high>[^<>≤≥]+)",
    rf"(?P<low>{_SIGNED})\s*(?:{_LESS})\s*{_VARIABLE}",
    rf"(?P<high>{_SIGNED})\s*(?:{_MORE})\s*{_VARIABLE}",
)
"""Each with the one end that it has."""
_UNION = re.compile(
    r"\s*(?:∪|∨|\\(?:cup|lor|vee)\b|\bor\b|\bunion\b|(?<=[\])\[])\s*U\s*(?=[\[(\]]))\s*"
)
"""What joins several intervals."""
_HOLE = re.compile(rf"(?:{_VARIABLE}\s*)(?:≠|!=|\\neq?\b)\s*(?P<hole>.+)", re.DOTALL)
_BOUND = re.compile(
    rf"{_LESS}|{_MORE}|at\s+(?:least|most)|(?:greater|more|less|smaller)\s+than|above|below"
)
_CLOSED = re.compile(r"[<>]=|≤|≥|\\[lg]e.*|at\s+(?:least|most)", re.DOTALL)
"""Of the signs and words that bound an interval, those after which the end belongs to it."""
_LINE = re.compile(
    r"ℝ|R|\\mathbb\s*\{?\s*R\s*\}?|\\R|(?:all|every|any)?\s*(?:the\s+)?reals?(?:\s+(?:numbers?|line))?"
)
_SET_OF = re.compile(
    r"\\?\{\s*(?P<name>[A-Za-z])\s*(?:[|:∣]|\\mid\b|∈[^|:∣]+[|:∣])(?P<rest>.+?)\\?\}"
)
_IN = re.compile(r"[A-Za-z]\s*(?:∈|\\in\b)\s*(?P<rest>.+)", re.DOTALL)
_DRESS = re.compile(r"\\(?:left|right|,|;|!|:|quad|big[lr]?|Big[lr]?)(?![a-zA-Z])\s*|\$")


class Piece(NamedTuple):
    """One interval: its ends, and whether each belongs to it, None where that is not said."""

    low: Written
    high: Written
    closed: tuple[bool | None, bool | None] = (None, None)


def interval(text: str, _: Step, slot: Slot) -> WrittenMatrix:
    """The ends of the interval that a text gives, or of several one after the other.

    Shapes: (2 n) for n intervals, from left to right
    Raises UnreadableError with a sentence for the student.
    """
    ends = [end for piece in pieces(text, slot) for end in (piece.low, piece.high)]
    value = np.array([end.value for end in ends])
    value.setflags(write=False)
    return WrittenMatrix(value, tuple(ends))


def closed_ends(text: str, slot: Slot) -> tuple[bool | None, ...]:
    """Whether each end belongs to its interval, None where a text does not say."""
    return tuple(closed for piece in pieces(text, slot) for closed in piece.closed)


def pieces(text: str, slot: Slot) -> list[Piece]:
    """The intervals that a text gives, from left to right; those that meet are one."""
    bare = _DRESS.sub(" ", plain(text)).strip().rstrip(".")
    named = _NAMED.fullmatch(bare)
    if named and slot.is_named(named["name"]):
        bare = named["rest"].strip()
    inner = _SET_OF.fullmatch(bare)
    bare = inner["rest"].strip() if inner else bare
    found: list[Piece] = []
    for part in _UNION.split(bare):
        found += _holed(part.strip(), slot) or [_piece(part.strip(), slot, text)]
    return _joined(sorted(found, key=lambda piece: (piece.low.value, piece.high.value)))


def _piece(text: str, slot: Slot, whole: str) -> Piece:
    inner = _SET_OF.fullmatch(text) or _IN.fullmatch(text)
    bare = inner["rest"].strip() if inner else text
    if _LINE.fullmatch(bare):
        return Piece(*_NOWHERE)
    for form in _HALF_LINES:
        found = form.fullmatch(bare)
        piece = _ends(found, slot) if found else None
        if piece is not None:
            return piece._replace(closed=_said(bare, "low" in form.groupindex))
    for said in (bare, bare.replace("]", ")").strip("() ") if bare.startswith("(") else bare):
        for form in _FORMS:
            found = form.fullmatch(said)
            piece = _ends(found, slot) if found else None
            if piece is not None:
                return piece._replace(closed=_brackets(bare) or _said(bare))
    raise UnreadableError(
        f'"{short(whole)}" is no interval that can be read; write [1.2, 3.4], 2.3 ± 1.1 or [3, inf)'
    )


def _holed(text: str, slot: Slot) -> list[Piece]:
    """The two half lines of all numbers but one, `x ≠ 2`; nothing for another text."""
    found = _HOLE.fullmatch(text)
    if found is None:
        return []
    hole = _number(found["hole"], slot)
    return [Piece(_NOWHERE[0], hole, (None, False)), Piece(hole, _NOWHERE[1], (False, None))]


def _joined(found: list[Piece]) -> list[Piece]:
    """Intervals from left to right; where one begins within the one before it, they are one."""
    kept: list[Piece] = []
    for piece in found:
        last = kept[-1] if kept else None
        touches = last is not None and piece.low.value == last.high.value
        both_open = touches and last is not None and not (last.closed[1] or piece.closed[0])
        if last is None or piece.low.value > last.high.value or both_open:
            kept.append(piece)
        elif piece.high.value > last.high.value:
            closed = (last.closed[0], piece.closed[1])
            kept[-1] = Piece(last.low, piece.high, closed)
    return kept


def _brackets(text: str) -> tuple[bool, bool] | None:
    """What the brackets round an interval say of its ends, `[0, 1)`, `]0, 1]`; None without."""
    if text[0] not in "[(]" or text[-1] not in "])[":
        return None
    return text[0] == "[", text[-1] == "]"


def _said(text: str, has_low: bool | None = None) -> tuple[bool | None, bool | None]:
    """What the signs or words of an inequality say of its ends.

    has_low: of an interval with one end, whether that is the lower one.
    """
    closed = [_CLOSED.fullmatch(sign[0]) is not None for sign in _BOUND.finditer(text)]
    if has_low is None:
        return (closed[0], closed[1]) if len(closed) == 2 else (None, None)
    said = closed[0] if closed else None
    return (said, None) if has_low else (None, said)


def _ends(found: re.Match[str], slot: Slot) -> Piece | None:
    """The ends that a form gives; None where what it takes for numbers are none."""
    try:
        parts = {name: _number(text, slot) for name, text in found.groupdict().items()}
    except GraderError:
        return None
    if "centre" in parts:
        low, high = _around(parts["centre"], parts["reach"])
    else:
        low, high = parts.get("low", _NOWHERE[0]), parts.get("high", _NOWHERE[1])
    if not low.value <= high.value:
        raise UnreadableError(
            f'"{short(found[0])}" is no interval; write the lower end first, as in [1.2, 3.4]'
        )
    return Piece(low, high)


_NOWHERE = (Written(-np.inf, "-∞"), Written(np.inf, "∞"))
"""The ends of what ends nowhere."""


def _number(text: str, slot: Slot) -> Written:
    read = written(text.strip(), slot)
    if read.value.ndim:
        raise UnreadableError("no single number")
    return read.entries[0]


def _around(centre: Written, reach: Written) -> tuple[Written, Written]:
    """The ends of what is written as a centre and a reach, as precise as the vaguer of them."""
    known = [part.decimals for part in (centre, reach)]
    decimals = None if None in known else min(d for d in known if d is not None)
    return (
        _end(centre.value - abs(reach.value), decimals),
        _end(centre.value + abs(reach.value), decimals),
    )


def _end(value: float, decimals: int | None) -> Written:
    if decimals is None:
        return Written(value, f"{value:g}")
    text = f"{value:.{max(0, decimals)}f}"
    figures = len(text.replace(".", "").lstrip("-0")) or 1
    return Written(float(text), text, decimals, figures)
