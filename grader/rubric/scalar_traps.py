"""Values of a rubric that YAML reads and their writer did not mean: escapes in double quotes that
were LaTeX, quotes that look like quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.rubric.plain_values import Path
from grader.rubric.quoting import as_typed, is_in_typographic_quotes, quoted
from grader.rubric.schema_lookup import text_keys
from grader.yamltree import Mapping, Node, Scalar, Sequence, typed

Found = tuple[Path, str]
"""Where a value stands, and what is said of it."""
_SIGNS = {
    "t": "a tab", "n": "a line break", "r": "a carriage return", "f": "a form feed",
    "b": "a backspace", "a": "a bell", "v": "a vertical tab", "e": "an escape character",
    "0": "a null character", "_": "a no-break space", "N": "a line break", "L": "a line break",
    "P": "a line break",
}  # fmt: skip
_COMMAND = re.compile(r"\\(?:nabla|nu|neq?|neg|not|ni|nmid|newline|n?exists)(?![a-z])")
"""Where a line break in a text of several lines was LaTeX."""
_LINES = ("feedback", "title")
"""Texts in which a line break may be meant."""


def meant_scalars(root: Node | None) -> tuple[Node | None, tuple[Found, ...]]:
    """A tree with its values as they were meant, and what is said of each that differs."""
    if root is None:
        return None, ()
    found: list[Found] = []
    return _meant(root, (), found), tuple(found)


def _meant(node: Node, path: Path, found: list[Found]) -> Node:
    if isinstance(node, Sequence):
        items = [_meant(item, (*path, place), found) for place, item in enumerate(node.items)]
        return Sequence(tuple(items), node.line)
    if isinstance(node, Mapping):
        return Mapping(tuple(_entries(node, path, found)), node.line)
    return _scalar(node, path, found, is_key=False)


def _entries(node: Mapping, path: Path, found: list[Found]) -> Iterator[tuple[Scalar, Node]]:
    for key, value in node.entries:
        own = _scalar(key, (*path, key.text), found, is_key=True)
        yield own, _meant(value, (*path, own.text), found)


def _scalar(scalar: Scalar, path: Path, found: list[Found], is_key: bool) -> Scalar:
    if scalar.plain and is_in_typographic_quotes(scalar.text):
        text, why = scalar.text[1:-1], "typographic quotes are no quotes to YAML"
    else:
        sign = _escape(scalar, str(path[-1]) if path else "")
        if not sign:
            return scalar
        text = as_typed(scalar.typed)
        why = f"a backslash in double quotes is an escape to YAML (\\{sign} is {_SIGNS[sign]})"
    key = path[-1] if path and not is_key and isinstance(path[-1], str) else ""
    here = path[:-1] if is_key else path
    is_number = key not in text_keys() and isinstance(typed(Scalar(text, 1)), int | float)
    written = text if is_number else quoted(text)
    found.append((here, f"{why}; write {f'{key}: ' if key else ''}{written}"))
    return Scalar(text, scalar.line, plain=is_number)


def _escape(scalar: Scalar, key: str) -> str:
    """The letter of the first escape in double quotes that was LaTeX, "" for none."""
    for escape in re.finditer(r"\\(.)", scalar.typed.replace("\\\\", "  "), flags=re.DOTALL):
        sign = escape[1]
        if sign == "n" and not _breaks_latex(scalar.typed, escape.start(), key):
            continue
        if sign in _SIGNS:
            return sign
    return ""


def _breaks_latex(typed: str, place: int, key: str) -> bool:
    """Whether a line break in double quotes can only have been LaTeX."""
    if _COMMAND.match(typed, place):
        return True
    is_one_line = key in text_keys() and key not in _LINES
    return is_one_line and typed[place + 2 : place + 3].isalpha()
