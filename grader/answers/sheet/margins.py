"""Values with a margin, `24.3 ± 2.13 · 0.775 = 24.3 ± 1.65`: the value, and what stands beside it.

The value of such a side is the number before the sign; behind it a half-width or an error is worked
out, which a rubric may ask for on its own. The words before it are about the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.alphabet import brackets
from grader.alphabet.numeral_patterns import NUMBER
from grader.answers.sheet.events import Chain

_SIGN = re.compile(r"±|\\pm(?![a-zA-Z])|\+\s?/\s?-")
_NUMERAL = re.compile(NUMBER)
_FENCE = re.compile(r"\\(?:left|right)\s*(?=[()])")


def apart(chain: Chain) -> Iterator[Chain]:
    """The chain without margins, and the chain that they make; a chain without any as it is."""
    parts = [_parts(member) for member in chain.members]
    if not any(margin for _, margin in parts):
        yield chain
        return
    yield replace(chain, members=tuple(value for value, _ in parts))
    told = [(margin, line) for (_, margin), line in zip(parts, chain.lines, strict=True) if margin]
    yield Chain(tuple(margin for margin, _ in told), tuple(line for _, line in told))


def _parts(member: str) -> tuple[str, str]:
    """The value of a side and its margin, "" where it has none: `-1 ± 2` may be two solutions."""
    text = _FENCE.sub("", member).strip()
    if text[:1] == "(" and brackets.end(text, 0) == len(text) - 1:
        text = text[1:-1]
    sides = _SIGN.split(text)
    value, margin = sides[0].strip(), sides[-1].strip()
    if len(sides) != 2 or not _NUMERAL.fullmatch(value) or not margin:
        return member, ""
    is_error = not _NUMERAL.fullmatch(margin) or abs(_number(margin)) < abs(_number(value))
    return (value, margin) if is_error else (member, "")


def _number(text: str) -> float:
    try:
        return float(text.replace(" ", ""))
    except ValueError:
        return 0.0
