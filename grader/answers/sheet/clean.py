"""Takes out of a formula what is only dress: boxes, colours, braces below, labels, spacing."""

from __future__ import annotations

import re

from grader.alphabet import brackets
from grader.alphabet.latex_commands import BRACES, DRESS, DROPPED, DROPPED_FIRST
from grader.alphabet.numeral_patterns import ungrouped

_KEEP_INSIDE = DRESS | {"pmb"}
_WRAPPED = re.compile(
    r"\\(" + "|".join(sorted(map(re.escape, _KEEP_INSIDE | BRACES | DROPPED | DROPPED_FIRST),
                             key=len, reverse=True)) + r")(?![a-zA-Z])\s*(?=\{|\[)"
)  # fmt: skip
_NEARLY_EQUAL = re.compile(
    r"\{\s*=\s*\}|\\(?:doteq|triangleq|overset|stackrel|def)\b(?!\s*\{)\s*=?"
)
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:\{,\}\d{3})+(?!\d)")
MAX_ROUNDS = 200


def cleaned(text: str) -> str:
    """The formula without its dress; line breaks stay, so that lines can be counted."""
    if "\\" not in text and "&" not in text and "{" not in text:
        return text
    for _ in range(MAX_ROUNDS):
        found = _WRAPPED.search(text)
        if found is None:
            break
        text = _undressed(text, found)
    text = _THOUSANDS.sub(lambda found: ungrouped(found[0]), text)
    return _NEARLY_EQUAL.sub("=", text)


def _undressed(text: str, found: re.Match[str]) -> str:
    """The text without the command that was found."""
    name = found[1]
    start, end = found.end(), _group_end(text, found.end())
    inner = text[start + 1 : end - 1]
    rest = text[end:]
    if name in DROPPED:
        return text[: found.start()] + "\n" * inner.count("\n") + " " + rest
    if name in DROPPED_FIRST:
        return text[: found.start()] + " " + rest
    if name in BRACES:
        script = re.match(r"\s*[_^]\s*(?=\{|\S)", rest)
        if script:
            after = _group_end(rest, script.end())
            rest = rest[after:]
    return f"{text[: found.start()]} {inner} {rest}"


def _group_end(text: str, start: int) -> int:
    """Where the group that opens at a place ends, past its closing sign."""
    opening = text[start : start + 1]
    if opening not in ("{", "["):
        return min(start + 1, len(text))
    return min(brackets.end(text, start) + 1, len(text))
