"""What YAML 1.1 takes a plain scalar for, without its surprises: 012 is not 10, 1:30 is not 90."""

from __future__ import annotations

import re
from typing import Any

import yaml

from grader.yamltext import Scalar


class TrapText(str):
    """A plain scalar that YAML 1.1 reads as a number in a surprising way (012, 1:30, 0x1F)."""

    __slots__ = ()


_resolver = yaml.resolver.Resolver()
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")


def typed(scalar: Scalar) -> Any:
    """The value of a scalar as YAML 1.1 takes it, except for its surprising numbers."""
    text = scalar.text
    if not scalar.plain:
        return text
    tag = _resolver.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]  # type: ignore[no-untyped-call]
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


def number_hint(given: Any) -> str:
    """What to write in place of something that is not a number."""
    if isinstance(given, str):
        try:
            value = float(given.replace("_", ""))
        except ValueError:
            return "; write a number"
        mantissa, exponent, power = given.lower().partition("e")
        if exponent and not isinstance(given, TrapText):
            mantissa = mantissa if "." in mantissa else mantissa + ".0"
            sign = power if power[:1] in "+-" else "+" + power
            return f"; write {mantissa}e{sign}"
        return f"; write {value:g}"
    return "; write a number"
