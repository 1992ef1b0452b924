"""The two ends of an interval, in the ways that people write one: `[1.2, 3.4]`, `2.3 ± 1.1`."""

from __future__ import annotations

import re

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
_LINE = re.compile(
    r"ℝ|R|\\mathbb\s*\{?\s*R\s*\}?|\\R|(?:all|every|any)?\s*(?:the\s+)?reals?(?:\s+(?:numbers?|line))?"
)
_SET_OF = re.compile(
    r"\\?\{\s*(?P<name>[A-Za-z])\s*(?:[|:∣]|\\mid\b|∈[^|:∣]+[|:∣])(?P<rest>.+?)\\?\}"
)
_IN = re.compile(r"[A-Za-z]\s*(?:∈|\\in\b)\s*(?P<rest>.+)", re.DOTALL)
_DRESS = re.compile(r"\\(?:left|right|,|;|!|:|quad|big[lr]?|Big[lr]?)(?![a-zA-Z])\s*|\$")


def interval(text: str, _: Step, slot: Slot) -> WrittenMatrix:
    """The ends of the interval that a text gives. Shapes: (2)

    Raises UnreadableError with a sentence for the student.
    """
    bare = _DRESS.sub(" ", plain(text)).strip().rstrip(".")
    named = _NAMED.fullmatch(bare)
    if named and slot.is_named(named["name"]):
        bare = named["rest"].strip()
    inner = _SET_OF.fullmatch(bare) or _IN.fullmatch(bare)
    bare = inner["rest"].strip() if inner else bare
    if _LINE.fullmatch(bare):
        return _matrix(_NOWHERE[0], _NOWHERE[1])
    for form in _HALF_LINES:
        found = form.fullmatch(bare)
        ends = _ends(found, slot) if found else None
        if ends is not None:
            return ends
    for said in (bare, bare.replace("]", ")").strip("() ") if bare.startswith("(") else bare):
        for form in _FORMS:
            found = form.fullmatch(said)
            ends = _ends(found, slot) if found else None
            if ends is not None:
                return ends
    raise UnreadableError(
        f'"{short(text)}" is no interval that can be read; write [1.2, 3.4], 2.3 ± 1.1 or [3, inf)'
    )


def _ends(found: re.Match[str], slot: Slot) -> WrittenMatrix | None:
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
    return _matrix(low, high)


def _matrix(low: Written, high: Written) -> WrittenMatrix:
    value = np.array([low.value, high.value])
    value.setflags(write=False)
    return WrittenMatrix(value, (low, high))


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
