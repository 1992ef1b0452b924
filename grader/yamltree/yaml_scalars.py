"""What YAML 1.1 takes a plain scalar for, without its surprises: 012 is not 10, 1:30 is not 90."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from grader.yamltree.nodes import Scalar


class TrapText(str):
    """A plain scalar that YAML 1.1 reads as a number in a surprising way (012, 1:30, 0x1F)."""

    __slots__ = ()


_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,299})")


def typed(scalar: Scalar) -> Any:
    """The value of a scalar as YAML 1.1 takes it, except for its surprising numbers."""
    text = scalar.text
    if not scalar.plain:
        return text
    tag = _tag(text)
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() in ("true", "yes", "on")
    if tag == "int":
        return int(text) if _INTEGER.fullmatch(text) else TrapText(text)
    if tag == "float":
        return TrapText(text) if ":" in text or "_" in text else _float(text)
    return text


def _float(text: str) -> float:
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


def _tag(text: str) -> str:
    """The library's name for what a plain scalar is: null, bool, int, float, str, timestamp."""
    scalar_node, resolver = _library()
    tag: str = resolver.resolve(scalar_node, text, (True, False))
    return tag.rpartition(":")[2]


@cache
def _library() -> tuple[Any, Any]:
    """Imported here, as a run with a rubric that was read before has no use for it."""
    import yaml

    return yaml.ScalarNode, yaml.resolver.Resolver()
