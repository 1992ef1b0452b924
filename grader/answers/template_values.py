"""What a node of a template says as one value: a text, a list, or braces that YAML took apart."""

from __future__ import annotations

import re

from grader import yamltree
from grader.answers.files import short


class NotOneValueError(Exception):
    """A mapping stands where a value belongs."""


def written_in(node: yamltree.Node) -> str:
    if isinstance(node, yamltree.Scalar):
        if node.is_blank:
            return ""
        return node.text if node.plain else _unescaped(node.text)
    if isinstance(node, yamltree.Mapping):
        return _braced(node)
    return "[" + ", ".join(written_in(item) for item in node.items) + "]"


def _braced(node: yamltree.Mapping) -> str:
    """A value in braces of its own, `{9 \\over 11}`, `{A, C}`: to YAML keys without values."""
    blank = (isinstance(value, yamltree.Scalar) and value.is_blank for _, value in node.entries)
    if not all(blank):
        raise NotOneValueError
    return "{" + ", ".join(key.text for key, _ in node.entries) + "}"


_ESCAPED = {
    "\a": "a", "\b": "b", "\t": "t", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", "\x85": "N",
    "\u2028": "L", "\u2029": "P",
}  # fmt: skip
_COMMAND = re.compile(
    f"([{''.join(_ESCAPED)}])(?=[A-Za-z]{{2}}|o\\b|u\\b|i\\b)|\n(?=abla\\b|u\\b|eq?\\b|ot\\b)"
)


def _unescaped(text: str) -> str:
    """A text in quotes with the commands of LaTeX that YAML took for its own escapes put back.

    "\\beta" in double quotes is a backspace and "eta"; nobody writes a backspace.
    """
    return _COMMAND.sub(lambda found: "\\" + (_ESCAPED[found[1]] if found[1] else "n"), text)


def outline(node: yamltree.Node) -> str:
    if isinstance(node, yamltree.Mapping):
        return "{" + ", ".join(short(key.text) for key, _ in node.entries[:5]) + "}"
    return "[…]"
