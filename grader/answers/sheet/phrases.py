"""Words for values: `the gradient with respect to w3`, `a loss of`, `the prediction`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from grader.alphabet.numeral_patterns import GROUPED, NUMBER, ROOT, SIGN
from grader.answers.document.blocks import Piece
from grader.mathlang import derivative_parts

_BY = r"(?:w\.?\s?r\.?\s?t\.?|with\s+respect\s+to|for|of|by|at|to)"
_GRADIENT = re.compile(
    r"\b(?:(?:gradients?|derivatives?|slope|partial)\b"
    rf"(?:\s+of\s+(?:the\s+)?(?:loss|cost|error|L|J|E))?(?:\s+{_BY})?"
    rf"|(?:that|the\s+one)\s+{_BY})"
    r"\s*(?:the\s+)?(?:weights?\s+)?(?:matrix\s+)?"
    r"\$?\\?(?P<by>[\w\\{}]*)\$?\s*(?::|,)?\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:\b(?:is|was|are|of|equals?|to|gives|becomes?|about|approximately|at|as|get|be|value|around|"
    r"reaches|with|roughly|have|has|only|just|exactly|us)|[:=≈,])\s*$",
    re.IGNORECASE,
)
_FACTOR = rf"(?:\d{{0,6}}\s?{ROOT}|\d{{1,12}}(?:\.\d{{1,12}})?|\.\d{{1,12}})"
_FRACTION = (
    rf"{SIGN}(?:\\frac\s?\{{\s?{_FACTOR}\s?\}}\s?\{{\s?{_FACTOR}\s?\}}"
    rf"|{_FACTOR}\s?/\s?{_FACTOR}|\d{{0,6}}\s?{ROOT})"
)
"""`1/4`, `\\frac{1}{\\sqrt{13}}`, `2√3`: a value that is left to be worked out is one."""
_PAIR = rf"[\[(]\s?{NUMBER}\s?[,;]\s?{NUMBER}\s?[\])]"
_NUMBER = re.compile(
    rf"(?<![\w.])(?:{_PAIR}|{_FRACTION}|{SIGN}{GROUPED}|{SIGN}\d+,\d+(?![\d,])|{NUMBER}(?!,\d))"
    r"(?![\w.]*\w)(?!\s?[/^]\s?[\w\\(])%?"
)
_COUNTED = re.compile(r"\s+((?:[^\W\d_]{4,}(?:\s+|-|(?!\w))){1,3})")
"""What a whole number counts: the long words behind it, up to a short one or a sign."""
_SINCE = re.compile(r"[,;.:]|\d|\band\b")
"""What parts the words of one count from those of another."""
_WORKED_OUT = re.compile(r"[.,]\d\d")
"""Two decimals, or thousands: whatever verb goes before in whatever language, it is a value."""
MAX_TOLD = 12
"""Numbers of one paragraph that are taken as values: prose is no table."""
MAX_WORDS = 12
MAX_LENGTH = 300
"""Characters of those words: every number of a line asks for the words before it."""
ANSWER = (
    r"(?:(?:my|the|final|our)\s+)?(?:answer|ans|result|solution|sol|value|antwort|lösung|ergebnis"
    r"|réponse|respuesta|resultado|risposta)s?"
)
"""What a value alone is headed by: `The answer: 0.82`."""
VERBS = (
    r"what(?:'s|\s+is|\s+are)?|how\s+(?:large|many|much)|compute|calculate|find|give|state|determine"
    r"|evaluate|write|report|enter|fill|berechnen?|bestimmen?|was\s+ist|wie\s+gro(?:ß|ss)|geben?"
    r"|calcule[rz]?|calcular?|donne[rz]?|quelle?\s+est|cu[aá]l\s+es|qual\s+é|trova"
)
"""What a question begins with that asks for a value, in the languages of sheets; a pattern."""


def speaks_of_gradient(lead: str) -> bool:
    """Whether the words before a name make it the one that something is differentiated by."""
    found = _GRADIENT.search(_tail(lead))
    return found is not None and not found["by"]


def _tail(words: str) -> str:
    """The last words of what may be a whole page without an end."""
    return " ".join(words[-MAX_LENGTH:].split()[-MAX_WORDS:])


def gradients_by(name: str, rules: Iterable[str]) -> list[str]:
    """The steps that are derivatives by a named value."""
    return [rule for rule in rules if (derivative_parts(rule) or ("", ""))[1] == name]


class ToldNumber(NamedTuple):
    """A number that prose tells, with its words. counts: whether what it counts stands behind it
    and no verb before it says that it is a value, `6 false negatives`."""

    text: str
    words: str
    counts: bool = False


def is_numeral(pieces: Sequence[Piece]) -> bool:
    """Whether plain text is one number, a fraction or a pair of numbers, and no word."""
    text = "".join(piece.text for piece in pieces).strip(" \t*_")
    return not any(piece.is_math for piece in pieces) and _NUMBER.fullmatch(text) is not None


def told_numbers(text: str) -> Iterator[ToldNumber]:
    """The numbers that prose tells as values, each with the words before it, and those behind a
    whole number that counts them."""
    told = (_told(found, text) for found in _NUMBER.finditer(text))
    yield from islice((one for one in told if one is not None), MAX_TOLD)


def _told(found: re.Match[str], text: str) -> ToldNumber | None:
    number, words = found.group().strip(), _tail(text[: found.start()])
    behind = _COUNTED.match(text, found.end()) if number.isdecimal() else None
    counted = behind[1] if behind else ""
    if _VERB.search(words) or _WORKED_OUT.search(number):
        return ToldNumber(number, f"{_VERB.sub('', words)} {counted}".rstrip())
    if counted:
        return ToldNumber(number, f"{_SINCE.split(words)[-1]} {counted}", counts=True)
    return None
