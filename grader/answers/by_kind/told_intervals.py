"""Intervals within sentences and formulas: "so it is stable for 0 < K < 70", `= 65 ± 1.55`.

Of those that a question holds, one in a sentence that speaks of what the label asks counts first.
All of it is told in doubt: a right one counts, another one is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.alphabet import plain
from grader.alphabet.numeral_patterns import DECIMAL
from grader.answers.by_kind.interval_conditions import LESS, VARIABLE

_SIGNED = rf"[-+−]?\s?{DECIMAL}"
_DEGREES = r"(?:\s?(?:°|deg(?:rees?)?\b|\\degree|\^\{?\\circ\}?))"
_END = rf"{_SIGNED}{_DEGREES}?"
_TOLD = re.compile(
    rf"(?<![\w.])(?:{_END}\s*(?:{LESS})\s*{VARIABLE}\s*(?:{LESS})\s*{_END}"
    rf"|{_SIGNED}\s*(?:±|\\pm(?![a-zA-Z]))\s*{DECIMAL}"
    rf"|[\[(]\s*{_SIGNED}\s*[,;]\s*{_SIGNED}\s*[\])])"
    r"(?!\s?[\d(^*/·×]|\.\d|\s*\\(?:frac|sqrt|cdot|times))"
)
_IN_DEGREES = re.compile(r"\bdegrees?\b|°")
MOST = 500
"""Characters of a sentence that are looked at."""


def intervals_in(text: str, label: str) -> Iterator[str]:
    """The intervals that a sentence holds, one after the other, each as it is written; without the
    sign for degrees where the label asks for them."""
    is_in_degrees = _IN_DEGREES.search(label) is not None
    for found in _TOLD.finditer(plain(text)[:MOST]):
        bare = re.sub(_DEGREES, "", found[0]).strip()
        if is_in_degrees or bare == found[0].strip():
            yield bare
