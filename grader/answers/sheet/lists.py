"""Lists of numbers: those of a paragraph, `sun 0.3 and rain 0.7`, and vectors without brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.alphabet.numeral_patterns import GROUPED, NUMBER, ROOT, ungrouped

_NUMERAL = re.compile(
    rf"(?<![\w.,)/])(?:[-+]?{GROUPED}|[-+]?\d{{0,3}}\s?{ROOT}|{NUMBER}(?:\s?/\s?{NUMBER})?)(?:\s?\\?%)?(?![\w(/]|[.,]\d)"
)
_BETWEEN = re.compile(r"[,;]|\b(?:and|und|et|y|e)\b")
_LESS = r"\s*(?:<=?|≤|\\(?:leq?(?:slant)?|lt)(?![a-zA-Z]))\s*"
_BOUNDED = re.compile(
    rf"(\A|[,;&\n]|\\\\)\s*({NUMBER}){_LESS}\\?[^\W\d][\w{{}}]*{_LESS}({NUMBER})(?=\s*(?:\Z|[,;.&\n]|\\\\))"
)
"""`5.61 < μ < 6.39` states an interval."""
_LISTED = re.compile(rf"\s*{NUMBER}(?:\s*,\s*{NUMBER}){{2,23}}[\s.]*")
"""Numbers and nothing else, `$3, 2, 1$`: the words before them say of what they are the entries."""
_ANGLES = re.compile(
    r"((?:\A|[=\[(,|&\n])\s*)(?:\\left\s*)?(?:\\langle|[⟨<])\s*([-+\d.eE/,\s]*,[-+\d.eE/,\s]*)"
    r"(?:\\right\s*)?(?:\\rangle|[⟩>])"
)
"""Numbers between angles where a value begins: a vector, and no inequality."""
MAX_NUMBERS = 24
"""Numbers of one paragraph that are looked at."""
MAX_TEXT = 2_000
"""Characters of a paragraph that are looked through."""


def is_number(text: str) -> bool:
    return _NUMERAL.fullmatch(text.strip()) is not None


def numbers(text: str) -> list[str]:
    """The numbers of a text in order."""
    found = (one.strip() for one in _NUMERAL.findall(text[:MAX_TEXT]))
    return [ungrouped(one) for one in found][:MAX_NUMBERS]


def listed(text: str) -> Sequence[str]:
    """The numbers of a text that is a list of numbers and nothing else; none of any other."""
    return () if _BETWEEN.sub("", _NUMERAL.sub("", text)).strip() else numbers(text)


def in_brackets(text: str) -> str:
    """A formula with brackets round the vectors that stand in it without."""
    if _LISTED.fullmatch(text):
        return f"[{text.strip(' .')}]"
    return out_of_angles(_BOUNDED.sub(r"\1 [\2, \3]", text))


def out_of_angles(text: str) -> str:
    """A text with brackets for the angles round numbers, `<0.4, 0.6>`."""
    return _ANGLES.sub(r"\1[\2]", text)
