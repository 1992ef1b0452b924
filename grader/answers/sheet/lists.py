"""The numbers of a paragraph in a row: `sun 0.3 and rain 0.7` may be the entries of a vector."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.alphabet.numeral_patterns import NUMBER

_NUMERAL = re.compile(rf"(?<![\w.,)])(?:{NUMBER})(?![\w(]|[.,]\d)")
_BETWEEN = re.compile(r"[,;]|\b(?:and|und|et|y|e)\b")
MAX_NUMBERS = 24
"""Numbers of one paragraph that are looked at."""
MAX_TEXT = 2_000
"""Characters of a paragraph that are looked through."""


def is_number(text: str) -> bool:
    return _NUMERAL.fullmatch(text.strip()) is not None


def numbers(text: str) -> list[str]:
    """The numbers of a text in order."""
    return [one.strip() for one in _NUMERAL.findall(text[:MAX_TEXT])][:MAX_NUMBERS]


def listed(text: str) -> Sequence[str]:
    """The numbers of a text that is a list of numbers and nothing else; none of any other."""
    return () if _BETWEEN.sub("", _NUMERAL.sub("", text)).strip() else numbers(text)
