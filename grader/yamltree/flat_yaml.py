"""The tree of a template as nearly everybody fills it in, without a parser for all of YAML.

Questions and steps on lines of their own, with values of one line: what is plain in its most
ordinary form, a text in quotes, rows of numbers. What such lines mean in YAML is not in doubt;
whatever else stands in a file sends the whole of it to the parser, which takes five times as long.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from grader.yamltree.nodes import Mapping, Node, Scalar, Sequence

MAX_LENGTH, MAX_LINE = 50_000, 400
"""Characters of a text, which then has fewer values than a tree may have, and of a line in it."""
MAX_KEPT = 4_096
"""Lines of which it is remembered what they say: a class fills in the same ones in few ways."""
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_ROW = rf"\[(?: *{_NUMBER} *(?:,(?! *\])|(?=\])))+\]"
_LINE = re.compile(
    r"(?P<indent> *)(?:(?P<key>[^\W_]\w{0,60})|(?P<mark>[\"'])(?P<quoted>\w{1,60})(?P=mark)):"
    r"(?: +(?:"
    r"(?P<plain>(?:[^\W_]|[\\(]|-(?=[^\W_]|\.\d))[^:#]*?)"
    r"|'(?P<single>[^']*)'"
    r'|"(?P<double>[^"\\]*)"'
    r"|(?P<listed>\[[-+.\deE, \[\]]*\])"
    r"))? *(?: #.*)?"
)
_BESIDE = re.compile(r" *(?:#.*)?")
_ENTRY = re.compile(_NUMBER)
_EACH = re.compile(_ROW)
_ROWS = re.compile(rf"\[(?: *{_ROW} *(?:,(?! *\])|(?=\])))+\]")


def flat_tree(text: str) -> Mapping | None:
    """The tree of a text of questions with their steps; None where the parser has to look."""
    if len(text) > MAX_LENGTH or not text.replace("\n", "").isprintable():
        return None
    questions: list[tuple[Scalar, list[tuple[Scalar, Node]]]] = []
    indent = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = _line(line, number) if len(line) <= MAX_LINE else None
        if found is None:
            if _BESIDE.fullmatch(line):
                continue
            return None
        depth, key, value = found
        if depth == 0:
            if value is not None:
                return None
            questions.append((key, []))
            continue
        if not questions or (questions[-1][1] and depth != indent):
            return None
        indent = depth
        if isinstance(value, _Unknown):
            return None
        questions[-1][1].append((key, Scalar("", number) if value is None else value))
    if not questions:
        return None
    entries = tuple([(key, _steps(key, steps)) for key, steps in questions])
    return Mapping(entries, questions[0][0].line)


class _Unknown(Enum):
    """Stands for a value that only the parser can tell."""

    UNKNOWN = "unknown"


@lru_cache(maxsize=MAX_KEPT)
def _line(line: str, number: int) -> tuple[int, Scalar, Node | _Unknown | None] | None:
    """How far a line is indented, its key and its value, None where nothing is behind the key.

    None for a line of another form.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    is_alone = found.lastgroup in ("key", "quoted")
    value = None if is_alone else _value(found, number) or _Unknown.UNKNOWN
    return len(found["indent"]), _key(found, number), value


def _steps(question: Scalar, steps: list[tuple[Scalar, Node]]) -> Node:
    if not steps:
        return Scalar("", question.line)
    return Mapping(tuple(steps), steps[0][0].line)


def _key(found: re.Match[str], line: int) -> Scalar:
    if found["key"] is not None:
        return Scalar(found["key"], line)
    return _quoted(found["quoted"], line, found["mark"])


def _quoted(text: str, line: int, mark: str) -> Scalar:
    return Scalar(text, line, False, text if mark == '"' else "")


def _value(found: re.Match[str], line: int) -> Node | None:
    kind = found.lastgroup
    if kind == "plain":
        return Scalar(found["plain"], line)
    if kind == "single" or kind == "double":
        return _quoted(found[kind], line, '"' if kind == "double" else "'")
    return _listed(found["listed"], line)


def _listed(text: str, line: int) -> Sequence | None:
    """A row of numbers, or rows in a list; None for anything else in brackets."""
    if _EACH.fullmatch(text):
        return _row(text, line)
    if _ROWS.fullmatch(text):
        return Sequence(tuple([_row(row, line) for row in _EACH.findall(text)]), line)
    return None


def _row(text: str, line: int) -> Sequence:
    return Sequence(tuple([Scalar(one, line) for one in _ENTRY.findall(text)]), line)
