"""Numerals as patterns, for texts in canonical characters; none of them has a group."""

import re

DECIMAL = r"(?:\d+\.?\d*|\.\d+)"
"""Figures with or without a point: `0.5`, `.5`, `5.`, `12`."""
EXPONENT = r"[eE][-+]?\d+"
SIGN = r"[-+]?\s*"
RAISED_FIGURE = "⁰¹²³⁴⁵⁶⁷⁸⁹"
POWER_OF_TEN = (
    rf"10\s*(?:(?:\^|\*\*)\s*(?:\{{\s*[-+]?\s*\d+\s*\}}|\(\s*[-+]?\s*\d+\s*\)|[-+]?\d+)"
    rf"|[⁻⁺]?[{RAISED_FIGURE}]+)"
)
CROSS = re.compile(rf"(?<=[\d.)}}])\s*[xX]\s*(?={POWER_OF_TEN})")
"""The letter x between a number and a power of ten: a cross."""
TIMES_TEN = rf"\s*(?:[×*·xX]|\\times(?![a-zA-Z])|\\cdot(?![a-zA-Z]))\s*{POWER_OF_TEN}"
NUMBER = rf"[-+]?\s?{DECIMAL}(?:{EXPONENT}|{TIMES_TEN})?"
"""A number in any dress but thousands marks."""
GROUPED = r"[1-9]\d{0,2}(?:(?:,|\{,\})\d{3})+(?!\d)(?:\.\d*)?"
"""Figures with commas as thousands marks, `16,287.26`."""

_RADICAND = r"\d{1,9}(?:\.\d{1,9})?"
ROOT = rf"(?:\\sqrt\s?\{{{_RADICAND}\}}|√\s?(?:{_RADICAND}|\({_RADICAND}\))|sqrt\({_RADICAND}\))"
"""The root of a number, left as it is."""


def with_crosses(text: str) -> str:
    """The text with × for every letter x before a power of ten, `3 x 10^-5`."""
    return CROSS.sub(" × ", text) if "x" in text or "X" in text else text


def ungrouped(text: str) -> str:
    """A numeral without its thousands marks."""
    return text.replace("{,}", "").replace(",", "")
