"""Equations that are laid out in an array, in cases or a matrix become rows of equations."""

from __future__ import annotations

import re
from dataclasses import field

from grader import record
from grader.alphabet.latex_commands import ALIGNED, CASES, MATRICES
from grader.alphabet.relations import RELATION

_LAYING = CASES | MATRICES
_TOKEN = re.compile(
    r"\\begin\s*\{(?P<begin>[a-zA-Z]+)\*?\}(?P<columns>(?:\s*\[[a-z]\])?\s*\{[^{}]*\})?"
    rf"|\\end\s*\{{(?P<end>[a-zA-Z]+)\*?\}}|(?P<row>\\\\)|(?P<cell>&)|(?P<equal>{RELATION})"
    r"|\\[a-zA-Z]+|\\.|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)
_FENCE = re.compile(r"(?:\\left\s*)?(?:\\\{|\\lbrace(?![a-zA-Z])|\\left\s*[.|\[(])\s*$")
_CLOSING = re.compile(r"\s*\\right\s*(?:\\\}|\\rbrace(?![a-zA-Z])|[.|\])])")
_EQUATED = re.compile(rf"(?:{RELATION})[\s&{{]*$")
_EMPTY_OPTION = re.compile(r"(\\begin\s*\{[a-zA-Z]*matrix\*?\})\s*(?:\{\s*\}|\[\s*[a-z]?\s*\])")
_EMPTY = re.compile(r"(?<![\^_}a-zA-Z])\{\s*\}")


@record(slots=True)
class _Open:
    """An open environment: where it begins, and how many of its rows hold a relation, in their
    first cell or wherever."""

    name: str
    start: int
    inner: int
    rows: int = 1
    cell: int = 0
    braces: int = 0
    stated: set[int] = field(default_factory=set)
    first: set[int] = field(default_factory=set)


def without_empty(text: str) -> str:
    """The formula without groups and options of matrices that hold nothing."""
    return _EMPTY.sub(" ", _EMPTY_OPTION.sub(r"\1", text))


def unlaid(text: str) -> str:
    """The formula with `aligned` for each environment whose rows are equations."""
    if "\\begin" not in text:
        return text
    opened: list[_Open] = []
    changes: list[tuple[int, int, str]] = []
    for token in _TOKEN.finditer(text):
        here = opened[-1] if opened else None
        if token["begin"]:
            opened.append(_Open(token["begin"], token.start(), token.end()))
        elif token["end"] and here is not None:
            opened.pop()
            if here.name == token["end"] and _states(here, text, token.start()):
                changes += _changes(here, text, token)
        elif here is not None:
            _take(here, token)
    for start, end, put_in in sorted(changes, reverse=True):
        text = text[:start] + put_in + "\n" * text.count("\n", start, end) + text[end:]
    return text


def _take(here: _Open, token: re.Match[str]) -> None:
    kind = token.lastgroup
    if kind in ("open", "close"):
        here.braces += 1 if kind == "open" else -1
    elif here.braces > 0:
        return
    elif kind == "row":
        here.rows, here.cell = here.rows + 1, 0
    elif kind == "cell":
        here.cell += 1
    elif kind == "equal":
        here.stated.add(here.rows)
        if here.cell == 0 or token.string[: token.start()].rstrip()[-1:] == "&":
            here.first.add(here.rows)


def _states(here: _Open, text: str, end: int) -> bool:
    """Whether the rows of an environment are equations: it is no value itself, and most rows hold
    a relation. A row of cases may hold one in its condition."""
    if here.name in ALIGNED:
        return _FENCE.search(text[: here.start]) is not None and not _is_value(here, text)
    if here.name not in _LAYING or _is_value(here, text):
        return False
    rows = here.rows - (not text[here.inner : end].rsplit("\\\\", 1)[-1].strip(" \n&{}"))
    stated = here.first if here.name in CASES else here.stated
    return 1 in stated and 2 * len(stated) > rows


def _is_value(here: _Open, text: str) -> bool:
    """Whether a relation stands in front of an environment, which is a side of it then."""
    return _EQUATED.search(_FENCE.sub("", text[: here.start])) is not None


def _changes(here: _Open, text: str, end: re.Match[str]) -> list[tuple[int, int, str]]:
    """What is put in for the two ends of the environment and the fence around it."""
    fence = _FENCE.search(text[: here.start])
    closing = _CLOSING.match(text, end.end()) if fence else None
    start = fence.start() if fence else here.start
    after = closing.end() if closing else end.end()
    begin = (start, here.inner, "\\begin{aligned}")
    return [begin, (end.start(), after, "\\end{aligned}")]
