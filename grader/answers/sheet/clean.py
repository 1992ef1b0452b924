"""Takes out of a formula what is only dress: boxes, colours, braces below, labels, spacing."""

from __future__ import annotations

import re

from grader.alphabet import brackets
from grader.alphabet.latex_commands import BRACES, CROSSED, DRESS, DROPPED, DROPPED_FIRST
from grader.alphabet.numeral_patterns import ungrouped
from grader.alphabet.relations import RELATION
from grader.answers.sheet.layouts import unlaid, without_empty
from grader.answers.sheet.loose_groups import loosened

_KEEP_INSIDE = DRESS | {"pmb"}
_WRAPPED = re.compile(
    r"\\(" + "|".join(sorted(map(re.escape, _KEEP_INSIDE | BRACES | DROPPED | DROPPED_FIRST),
                             key=len, reverse=True)) + r")(?![a-zA-Z])\s*(?=\{|\[)"
)  # fmt: skip
_IN_BOLD = re.compile(
    rf"\\(?:boldsymbol|bm|math(?:bf|rm|it|sf))\s*\{{(?P<inner>(?:[^{{}}]|\{{[^{{}}]*\}}){{0,200}}?(?:{RELATION})"
    r"(?:[^{}]|\{[^{}]*\}){0,200})\}"
)
"""A whole statement in a font of its own, `\\boldsymbol{h = 2.31}`."""
_NEARLY_EQUAL = re.compile(
    r"\{\s*=\s*\}|\\(?:doteq|triangleq|overset|stackrel|def)\b(?!\s*\{)\s*=?"
)
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:\{,\}\d{3})+(?!\d)")
_ANOTHER = re.compile(r"(?:\s|~|\\[,;:! ]|\\q?quad)*(?:$|[\d.,;&]|\\\\)")
"""What stands behind a value that is struck out: another one, or the end."""
MAX_ROUNDS = 200


def cleaned(text: str) -> str:
    """The formula without its dress; line breaks stay, so that lines can be counted."""
    if "\\" not in text and "&" not in text and "{" not in text:
        return text
    text = _IN_BOLD.sub(r" \g<inner> ", text)
    for _ in range(MAX_ROUNDS):
        found = _WRAPPED.search(text)
        if found is None:
            break
        text = _undressed(text, found)
    text = _THOUSANDS.sub(lambda found: ungrouped(found[0]), text)
    return unlaid(loosened(_NEARLY_EQUAL.sub("=", without_empty(text))))


def _undressed(text: str, found: re.Match[str]) -> str:
    """The text without the command that was found."""
    name = found[1]
    start, end = found.end(), _group_end(text, found.end())
    inner = text[start + 1 : end - 1]
    rest = text[end:]
    if name in DROPPED:
        return text[: found.start()] + "\n" * inner.count("\n") + " " + rest
    if name in CROSSED and _is_whole(text[: found.start()], inner, rest):
        return text[: found.start()] + " " + rest
    if name in DROPPED_FIRST:
        return text[: found.start()] + " " + rest
    if name in BRACES:
        script = re.match(r"\s*[_^]\s*(?=\{|\S)", rest)
        if script:
            command = re.compile(r"\\[a-zA-Z]+\s*").match(rest, script.end())
            after = _group_end(rest, command.end() if command else script.end())
            rest = rest[after:]
    return f"{text[: found.start()]} {inner} {rest}"


def _is_whole(before: str, inner: str, rest: str) -> bool:
    """Whether what is struck out is a statement or a value, and no factor that cancels."""
    is_side = re.search(rf"(?:^|{RELATION}|&|\\\\)\s*$", before) is not None
    return bool(re.search(RELATION, inner)) or (is_side and bool(_ANOTHER.match(rest)))


def _group_end(text: str, start: int) -> int:
    """Where the group that opens at a place ends, past its closing sign."""
    opening = text[start : start + 1]
    if opening not in ("{", "["):
        return min(start + 1, len(text))
    return min(brackets.end(text, start) + 1, len(text))
