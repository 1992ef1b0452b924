"""Lists of numbers in sentences: `the probabilities are 0.3, 0.5 and 0.2`, `rain 0.3, sun 0.7`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.alphabet.numeral_patterns import NUMBER

_NUMERAL = rf"(?<![\w.,)])(?:{NUMBER})(?![\w(]|[.,]\d)"
_BETWEEN = r"[^\S\n]*(?:[,;]|\s[^\W\d_]{1,3}(?=\s))[^\S\n]*(?:[^\W\d_]+\s+){0,3}"
"""A sign or a short word, and a name: of numbers on lines of their own each stands for itself."""
_LIST = re.compile(rf"{_NUMERAL}(?:{_BETWEEN}{_NUMERAL}){{1,23}}")
_EACH = re.compile(_NUMERAL)
MAX_LISTS = 12
"""Lists of one paragraph."""
MAX_TEXT = 2_000
"""Characters of a paragraph that are looked through."""


def is_number(text: str) -> bool:
    return _EACH.fullmatch(text.strip()) is not None


def number_lists(text: str) -> Iterator[tuple[list[str], int, int]]:
    """The lists of numbers in a text, each with where it begins and ends."""
    for count, found in enumerate(_LIST.finditer(text[:MAX_TEXT])):
        if count == MAX_LISTS:
            return
        yield [one.strip() for one in _EACH.findall(found[0])], found.start(), found.end()
