"""What YAML 1.1 takes a plain scalar for, without its surprises: 012 is not 10, 1:30 is not 90."""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from grader.yamltext import Scalar


class TrapText(str):
    """A plain scalar that YAML 1.1 reads as a number in a surprising way (012, 1:30, 0x1F)."""

    __slots__ = ()


_resolver = yaml.resolver.Resolver()
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,299})")


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
    try:
        value = float(given.replace("_", "")) if isinstance(given, str) else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return "; write a number"
    return f"; write {_plain_spelling(given.strip(), value)}"


def _plain_spelling(given: str, value: float) -> str:
    """The number as YAML 1.1 takes it for one: 1.0e-3 for 1e-3, 0.5 for .5, 12 for 012."""
    text = given if "e" in given.lower() else f"{value:.15g}"
    mantissa, exponent, power = text.lower().partition("e")
    if not exponent:
        return text
    mantissa = mantissa if "." in mantissa else mantissa + ".0"
    return f"{mantissa}e{power}" if power[0] in "+-" else f"{mantissa}e+{power}"
