"""Several names given their values at once: `P, R = 0.75, 0.9`, `[P, R]^T = [0.75, 0.9]^T`."""

from __future__ import annotations

import re

from grader.alphabet.relations import RELATION

_NAME = r"\\?[^\W\d]\w{0,12}(?:_\{\w{1,5}\}|\^\{?\(?\w{1,3}\)?\}?|')?"
_NUMBER = r"[-+]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][-+]?\d{1,3})?%?(?![\w.^(\[])"
_BETWEEN = r"\s*(?:,|\\,|;)(?:\s|\\[,;: ])*"
_TRANSPOSED = r"(?:\^\{?(?:T|\\top|⊤)\}?|ᵀ|⊤)?"
_CLOSED = rf"(?:\\right\s?)?[)\]]{_TRANSPOSED}"
_PARALLEL = re.compile(
    rf"(?<![\w\]),}}'\\])(?P<open>(?:\\left\s?)?[(\[]\s*)?(?P<names>{_NAME}(?:{_BETWEEN}{_NAME}){{1,7}})\s*"
    rf"(?(open){_CLOSED}\s*)(?P<sign>{RELATION})\s*(?(open)(?:\\left\s?)?[(\[]\s*)"
    rf"(?P<values>{_NUMBER}(?:{_BETWEEN}{_NUMBER}){{1,7}})\s*(?(open){_CLOSED})"
)


def one_by_one(text: str) -> str:
    """The text with each name beside its own value, where there are as many of both."""
    if "," not in text and ";" not in text:
        return text
    return _PARALLEL.sub(_spread, text)


def _spread(found: re.Match[str]) -> str:
    names = re.split(_BETWEEN, found["names"])
    values = re.split(_BETWEEN, found["values"])
    if len(names) != len(values):
        return found[0]
    pairs = zip(names, values, strict=True)
    lines = "\n" * found[0].count("\n")
    return ", ".join(f"{name.strip()} = {value.strip()}" for name, value in pairs) + lines
