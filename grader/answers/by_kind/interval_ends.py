"""The two ends of an interval, in the ways that people write one: `[1.2, 3.4]`, `2.3 ± 1.1`."""

from __future__ import annotations

import re
from functools import reduce

import numpy as np

from grader.alphabet import plain
from grader.answers.by_kind.interval_conditions import (
    LESS,
    LINE,
    MORE,
    VARIABLE,
    Distance,
    distance,
    parts_of_and,
    points_left_out,
    without_bars_of,
)
from grader.answers.by_kind.interval_pieces import (
    NOWHERE,
    Piece,
    all_but,
    in_common,
    joined,
    outside,
)
from grader.answers.files import short
from grader.answers.slots import Slot
from grader.answers.step_value import written
from grader.errors import GraderError, UnreadableError
from grader.mathlang import Written, WrittenMatrix
from grader.question import Step

_PLUS_MINUS = r"±|\\pm(?![a-zA-Z])|\+\s*/\s*-|\+-"
_SIGNED = r"[-+]?\s*[^\s<>≤≥].*?"
_NAMED = re.compile(
    r"(?P<name>[^=:,\[(∈±<≤>≥≠!]{1,80}?)\s*(?:=|:=|:|\\in\b|∈|\bis\b)\s*(?P<rest>.+)", re.DOTALL
)


def _patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.DOTALL | re.IGNORECASE) for text in texts)


_FORMS = _patterns(
    rf"(?P<centre>.+?)\s*(?:{_PLUS_MINUS})\s*(?P<reach>.+)",
    rf"[\[(\]]\s*(?P<centre>[^,;]+?)\s*(?:{_PLUS_MINUS})\s*(?P<reach>[^,;]+?)\s*[\])\[]",
    r"[\[(\]]\s*(?P<low>[^,;]+?)\s*[,;]\s*(?P<high>[^,;]+?)\s*[\])\[]",
    rf"(?P<low>{_SIGNED})\s*(?:{LESS})\s*(?P<what>[^<>≤≥]+?)\s*(?:{LESS})\s*(?P<high>.+)",
    r"(?:between\s+)?(?P<low>.+?)\s+and\s+(?P<high>.+)",
    r"(?:from\s+)?(?P<low>.+?)\s+(?:to|until|\.\.\.?)\s+(?P<high>.+)",
    r"(?P<low>[-+]?[\d.]+)\s*(?:[-~∼…]|\.{2,3}|\\sim\b)\s*(?P<high>[-+]?[\d.]+)",
    r"(?:lower\s*(?:end|bound|limit)?\s*[:=]?)\s*(?P<low>.+?)\s*[,;]?\s*(?:and\s+)?upper\s*(?:end|bound|limit)?\s*[:=]?\s*(?P<high>.+)",
)
"""Each with the ends, or the centre and how far it reaches."""
_FROM = rf"(?:{MORE}|(?:is\s+)?(?:at\s+least|greater\s+than|more\s+than|above))"
_UNTIL = rf"(?:{LESS}|(?:is\s+)?(?:at\s+most|less\s+than|smaller\s+than|below))"
_HALF_LINES = _patterns(
    rf"(?:{VARIABLE}\s*)?{_FROM}\s*(?P<low>[^<>≤≥]+)",
    rf"(?:{VARIABLE}\s*)?{_UNTIL}\s*(?P<high>[^<>≤≥]+)",
    rf"(?P<low>{_SIGNED})\s*(?:{LESS})\s*{VARIABLE}",
    rf"(?P<high>{_SIGNED})\s*(?:{MORE})\s*{VARIABLE}",
)
"""Each with the one end that it has."""
_UNION = re.compile(
    r"\s*(?:∪|∨|\\(?:cup|lor|vee)\b|\bor\b|\bunion\b|(?<=[\])\[])\s*U\s*(?=[\[(\]]))\s*"
)
"""What joins several intervals."""
_DIFFERENCE = re.compile(
    r"(?P<kept>[^\\∖]*[\])\[])\s*(?:\\(?:set|smallset)minus\b|\\backslash\b|∖|\\|\bwithout\b)"
    r"\s*(?P<out>(?:\\?\{|[\[(\]]).+)",
    re.DOTALL,
)
"""An interval without another, or without some points, `(-3, 3) \\ [0, 1)`."""
_BOUND = re.compile(
    rf"{LESS}|{MORE}|at\s+(?:least|most)|(?:greater|more|less|smaller)\s+than|above|below"
)
_CLOSED = re.compile(r"[<>]=|≤|≥|\\[lg]e.*|at\s+(?:least|most)", re.DOTALL)
"""Of the signs and words that bound an interval, those after which the end belongs to it."""
_WHOLE_LINE = re.compile(LINE)
_SET_OF = re.compile(
    rf"\\?\{{\s*(?P<name>{VARIABLE})\s*(?:[|:∣]|\\mid\b|∈[^|:∣]+[|:∣])(?P<rest>.+?)\\?\}}"
)
_IN = re.compile(rf"{VARIABLE}\s*(?:∈|\\in\b)\s*(?P<rest>.+)", re.DOTALL)
_BARRED = re.compile(r"[|∣]|vert\b")
_WORDS = re.compile(rf"(?P<name>[^<>≤≥=≠∈|]{{2,80}}?)\s*(?P<rest>(?:{LESS}|{MORE}).+)", re.DOTALL)
_POWER = re.compile(r"[²³⁴^]|^\d")
_DRESS = re.compile(r"\\(?:left|right|,|;|!|:|quad|big[lr]?|Big[lr]?)(?![a-zA-Z])\s*|\$")


def interval(text: str, step: Step, slot: Slot) -> WrittenMatrix:
    """The ends of the interval that a text gives, or of several one after the other.

    Shapes: (2 n) for n intervals, from left to right
    Raises UnreadableError with a sentence for the student.
    """
    ends = [end for piece in pieces(text, slot) for end in (piece.low, piece.high)]
    if len(ends) > 2 and not step.has_any_length and _BARRED.search(plain(text)):
        raise UnreadableError(
            f'"{short(text)}" holds for negative numbers too; write (2, inf) for one interval, or'
            " (-inf, -2) ∪ (2, inf) for both"
        )
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
    bare = without_bars_of(slot.label, inner["rest"].strip() if inner else bare)
    parts = [part.strip() for part in _UNION.split(bare)]
    if len(parts) > 1 and all(map(points_left_out, parts)):
        raise UnreadableError(
            f'"{short(text)}" leaves nothing out, as each part has what the other lacks;'
            ' write "and"'
        )
    return joined([piece for part in parts for piece in _all_of(part, slot, text)])


def _all_of(text: str, slot: Slot, whole: str) -> list[Piece]:
    """What meets all the conditions of a text, `x > 0 and x ≠ 2`."""
    found = reduce(in_common, [_one_of(part, slot, whole) for part in parts_of_and(text)])
    if found:
        return found
    raise UnreadableError(
        f'no number meets all of "{short(whole)}"; write "or" where one of them is enough'
    )


def _one_of(text: str, slot: Slot, whole: str) -> list[Piece]:
    """What one condition, or one interval in brackets, leaves of the line."""
    without = _DIFFERENCE.fullmatch(text)
    if without is not None:
        kept, out = _one_of(without["kept"].strip(), slot, whole), without["out"].strip()
        points = points_left_out(f"x ∉ {out}") if out.strip("\\").startswith("{") else []
        numbers = [_number(point, slot) for point in points]
        return in_common(kept, all_but(numbers) if points else outside(_piece(out, slot, whole)))
    points = points_left_out(text)
    if points:
        return all_but([_number(point, slot) for point in points])
    far = distance(text)
    if far is None:
        return [_piece(_named_by_x(text, slot), slot, whole)]
    low, high = _either_side(far, slot)
    closed = _CLOSED.fullmatch(far.sign) is not None
    if far.is_within:
        return [Piece(low, high, (closed, closed))]
    return [Piece(NOWHERE[0], low, (None, closed)), Piece(high, NOWHERE[1], (closed, None))]


def _either_side(far: Distance, slot: Slot) -> tuple[Written, Written]:
    """The ends of what is as far from a centre as is said."""
    reach = _number(far.reach, slot)
    if reach.value < 0:
        raise UnreadableError(f"{short(far.reach)} is no distance; write one that is not negative")
    if not far.centre:
        return _end(-reach.value, reach.decimals), reach
    return _around(_number(far.centre, slot), reach)


def _named_by_x(text: str, slot: Slot) -> str:
    """A condition on what the label names in words, `the discount factor ≥ 0.5`, as one on x."""
    found = _WORDS.fullmatch(text)
    return f"x {found['rest']}" if found and slot.is_named(found["name"]) else text


def _piece(text: str, slot: Slot, whole: str) -> Piece:
    inner = _SET_OF.fullmatch(text) or _IN.fullmatch(text)
    bare = inner["rest"].strip() if inner else text
    if _WHOLE_LINE.fullmatch(bare):
        return Piece(*NOWHERE)
    for form in _HALF_LINES:
        found = form.fullmatch(bare)
        piece = _ends(found, slot) if found else None
        if piece is not None:
            return piece._replace(closed=_said(bare, "low" in form.groupindex))
    for said in (bare, bare.replace("]", ")").strip("() ") if bare.startswith("(") else bare):
        for form in _FORMS:
            found = form.fullmatch(said)
            _check_what(found, slot)
            piece = _ends(found, slot) if found else None
            if piece is not None:
                return piece._replace(closed=_brackets(bare) or _said(bare))
    raise UnreadableError(
        f'"{short(whole)}" is no interval that can be read; write [1.2, 3.4], 2.3 ± 1.1 or [3, inf)'
    )


def _check_what(found: re.Match[str] | None, slot: Slot) -> None:
    """Refuse bounds of a power or a multiple, `1 < x² < 4`, where the label asks for none."""
    what = found["what"] if found and "what" in found.re.groupindex else ""
    is_asked = not what or what in plain(slot.label) or slot.is_named(what)
    if not is_asked and _POWER.search(what):
        raise UnreadableError(f'"{short(what)}" is bounded here; write the bounds of one value')


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
        said = {name: text for name, text in found.groupdict().items() if name != "what"}
        parts = {name: _number(text, slot) for name, text in said.items()}
    except GraderError:
        return None
    if "centre" in parts:
        low, high = _around(parts["centre"], parts["reach"])
    else:
        low, high = parts.get("low", NOWHERE[0]), parts.get("high", NOWHERE[1])
    if not low.value <= high.value:
        raise UnreadableError(
            f'"{short(found[0])}" is no interval; write the lower end first, as in [1.2, 3.4]'
        )
    return Piece(low, high)


def _number(text: str, slot: Slot) -> Written:
    read = written(text.strip(), slot)
    if read.value.ndim:
        raise UnreadableError("no single number")
    return read.entries[0]


def _around(centre: Written, reach: Written) -> tuple[Written, Written]:
    """The ends of what is written as a centre and a reach, as precise as the vaguer of them."""
    known = [part.decimals for part in (centre, reach)]
    told = [d for d in known if d] or [0]  # a whole number beside decimals is exact, 10 ± 2.5
    decimals = None if None in known else min(told)
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
