"""Extreme values as prose tells them: `at x = 0 it reaches its largest value, 0.25`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from grader.alphabet import plain
from grader.answers.sheet.question_reading import Reading


class Extreme(str, Enum):
    """What may be told of a function: its largest value, the place of that, its smallest value."""

    LARGEST = "largest"
    PLACE = "place"
    SMALLEST = "smallest"


_NAMES = {
    Extreme.LARGEST: ("max", "maximum", "max_value", "sup"),
    Extreme.PLACE: ("argmax", "x_max", "at_max", "where_max"),
    Extreme.SMALLEST: ("inf", "infimum", "min", "minimum", "limit"),
}
"""What the steps are called that ask for them."""
_INFINITY = r"\\?infty|∞|infinity"
_RATIO = r"\\[dt]?frac\s*\{?\d+\}?\s*\{?\d+\}?|\d+\s*/\s*\d+"
_NUMBER = rf"[-+]?\s*(?:{_INFINITY}|{_RATIO}|\d*\.\d+|\d+)"
_SIGN = r"(?:\\pm|±|\+/-|[-+])?\s*"
_TO = r"(?:=|\\to|\\rightarrow|→|->|\\longrightarrow|approaches|goes\s+to|tends\s+to|is)"
_CONDITION = re.compile(
    rf"(?:\b(?:at|when|as|where|while|if|for|with)\b[^.;=→]{{0,24}}?)?(?<![\w(_{{])(?P<name>[a-z])\s*{_TO}\s*"
    rf"(?P<value>{_SIGN}(?:{_NUMBER}))",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    rf"\\lim_\{{\s*[a-z]\s*(?:\\to|\\rightarrow|→)\s*(?P<to>{_SIGN}(?:{_NUMBER}))\s*\}}"
    rf"[^=]{{0,60}}=\s*(?P<value>{_NUMBER})"
)
_AT = re.compile(
    rf"[\w)}}]'\s*(?:\\left)?\(\s*(?P<at>{_SIGN}{_NUMBER})\s*(?:\\right)?\)\s*(?:=|≈|\\to|→)"
    rf"[^,;.]*?(?P<value>{_NUMBER})(?=\s*(?:$|[.,;$]|\\|[a-z]))"
)
_LARGEST = re.compile(
    r"max(?:im)|\\?max\b|largest|highest|greatest|biggest|peak|supremum", re.IGNORECASE
)
_SMALLEST = re.compile(
    r"min(?:im)|\\?min\b|smallest|lowest|least|infimum|inf\b|never reach|asymptot", re.IGNORECASE
)
_VALUE = re.compile(
    rf"(?:value(?:\s+of)?|max|min|maximum|minimum|infimum|supremum|is|of|=|equals|to|→|->|\\to|\\rightarrow|approaches|reaches|towards?|:)\s*\$?\s*"
    rf"(?P<value>{_NUMBER})(?![\w.]*\w)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|;|\bwhile\b|\bwhereas\b|\bbut\b|\n\s*\n", re.IGNORECASE)
_TENDS = re.compile(r"\b(?:tends|goes|converges|decays|approaches|drops|falls)\b", re.IGNORECASE)
_INFINITE = re.compile(r"infty|∞|infinity")


def extrema(text: str, reading: Reading) -> Iterator[tuple[str, str, int]]:
    """Steps about extreme values, each with the value told and the line within the text."""
    steps = {kind: _first(names, reading) for kind, names in _NAMES.items()}
    if not (steps[Extreme.LARGEST] or steps[Extreme.SMALLEST]):
        return
    text = plain(text)
    for sentence in filter(str.strip, filter(None, _SENTENCE.split(text))):
        line = text.count("\n", 0, text.find(sentence))
        yield from ((steps[kind], value, line) for kind, value in _told(sentence) if steps[kind])


def _first(names: tuple[str, ...], reading: Reading) -> str:
    """The step of one of these names, where it is a constant: what a function comes to."""
    found = (n for n in names if reading.asked.step(n) is not None)
    return next((n for n in found if not reading.asked.graph.rules[n].arguments), "")


def _told(sentence: str) -> Iterator[tuple[Extreme, str]]:
    """What a sentence tells: in a formula of a limit or of a derivative, or in words."""
    limit = _LIMIT.search(sentence)
    if limit:
        yield Extreme.SMALLEST, limit["value"].strip()
        sentence = sentence[: limit.start()] + sentence[limit.end() :]
    at = _AT.search(sentence)
    if at and not _INFINITE.search(at["at"]):
        yield Extreme.LARGEST, at["value"].strip()
        yield Extreme.PLACE, at["at"].strip()
    else:
        yield from _told_in_words(sentence)


def _told_in_words(sentence: str) -> Iterator[tuple[Extreme, str]]:
    conditions = list(_CONDITION.finditer(sentence))
    values = _values(sentence, conditions)
    places = [c["value"].strip() for c in conditions if not _INFINITE.search(c["value"])]
    is_far = len(places) < len(conditions)
    tells_smallest = is_far or _SMALLEST.search(sentence) is not None
    if _LARGEST.search(sentence) and (places or not is_far):
        yield from ((Extreme.LARGEST, value) for value in values[:1])
        yield from ((Extreme.PLACE, place) for place in places[:1])
        values = values[1:]
        tends = False
    else:
        tends = _TENDS.search(sentence) is not None
    if values and (tells_smallest or tends):
        yield Extreme.SMALLEST, values[-1]


def _values(sentence: str, conditions: list[re.Match[str]]) -> list[str]:
    """The numbers told as values, in order; those of conditions are left out."""
    taken = [condition.span("value") for condition in conditions]
    found = []
    for match in _VALUE.finditer(sentence):
        start, end = match.span("value")
        if not any(a < end and start < b for a, b in taken):
            found.append(match["value"].strip())
    return found
