"""Extreme values as prose tells them: `at x = 0 it reaches its largest value, 0.25`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.alphabet import plain
from grader.answers.sheet.question_reading import Reading

MAXIMA = ("max", "maximum", "max_value", "sup")
PLACES = ("argmax", "x_max", "at_max", "where_max")
INFIMA = ("inf", "infimum", "min", "minimum", "limit")
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
    rf"(?:value(?:\s+of)?|maximum|minimum|infimum|supremum|is|of|=|equals|to|→|->|\\to|\\rightarrow|approaches|reaches|towards?|:)\s*\$?\s*"
    rf"(?P<value>{_NUMBER})(?![\w.]*\w)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|;|\bwhile\b|\bwhereas\b|\bbut\b|\n\s*\n", re.IGNORECASE)
_TENDS = re.compile(r"\b(?:tends|goes|converges|decays|approaches|drops|falls)\b", re.IGNORECASE)
_INFINITE = re.compile(r"infty|∞|infinity")


def extrema(text: str, reading: Reading) -> Iterator[tuple[str, str, int]]:
    """Steps about extreme values, each with the value told and the line within the text."""
    largest, place, smallest = (_first(names, reading) for names in (MAXIMA, PLACES, INFIMA))
    if not (largest or smallest):
        return
    text = plain(text)
    for sentence in _sentences(text):
        line = text.count("\n", 0, text.find(sentence))
        for kind, value in _told(sentence):
            step = {"largest": largest, "place": place, "smallest": smallest}[kind]
            if step:
                yield step, value, line


def _first(names: tuple[str, ...], reading: Reading) -> str:
    return next((n for n in names if reading.asked.step(n) is not None), "")


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if sentence and sentence.strip():
            yield sentence


def _told(sentence: str) -> Iterator[tuple[str, str]]:
    """What a sentence tells: the largest value, its place, the smallest value."""
    limit = _LIMIT.search(sentence)
    if limit:
        yield "smallest", limit["value"].strip()
        sentence = sentence[: limit.start()] + sentence[limit.end() :]
    at = _AT.search(sentence)
    conditions = list(_CONDITION.finditer(sentence))
    finite = [c for c in conditions if not _INFINITE.search(c["value"])]
    infinite = [c for c in conditions if _INFINITE.search(c["value"])]
    values = _values(sentence, conditions)
    if at and not _INFINITE.search(at["at"]):
        yield "largest", at["value"].strip()
        yield "place", at["at"].strip()
        return
    if _LARGEST.search(sentence) and not (infinite and not finite):
        if values:
            yield "largest", values[0]
        if finite:
            yield "place", finite[0]["value"].strip()
    elif (infinite or _SMALLEST.search(sentence) or _TENDS.search(sentence)) and values:
        yield "smallest", values[-1]
    tells_both = (infinite and finite) or _SMALLEST.search(sentence)
    if _LARGEST.search(sentence) and tells_both and len(values) > 1:
        yield "smallest", values[-1]


def _values(sentence: str, conditions: list[re.Match[str]]) -> list[str]:
    """The numbers told as values, in order; those of conditions are left out."""
    taken = [condition.span("value") for condition in conditions]
    found = []
    for match in _VALUE.finditer(sentence):
        start, end = match.span("value")
        if not any(a < end and start < b for a, b in taken):
            found.append(match["value"].strip())
    return found
