"""Where units stand in a text: each behind a number gives way to a mark, and is kept.

A mark is a character that no text has, so that what reads values, names before them and remarks
behind them reads as it always does; the marks say afterwards which number had which unit.
"""

from __future__ import annotations

import re

from grader.alphabet.numeral_patterns import DECIMAL, EXPONENT, RAISED_FIGURE, TIMES_TEN
from grader.answers.remarks import MARKS
from grader.mathlang import Unit, is_known_unit, known_function, unit_of, units_at

MAX_UNITS = 400
"""Numbers with a unit of their own in one answer."""
MAX_REACH = 200
"""Characters behind a number in which its unit may stand."""
_FIRST_MARK = 0xE000
_CURRENCY = r"(?:[A-Z]{0,2}\\?[$€£¥]|\b(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|INR|CNY)\b)"
_BEFORE = re.compile(
    rf"(?P<unit>{_CURRENCY})\s*(?P<number>[-+]?\s*(?:\d|\.\d)[\d,]*(?:\.\d+)?)"
    r"(?:\s*(?P<count>[kKmMbB]|bn|mn)(?![a-zA-Z]))?"
)
"""A currency stands before its number, $1,250.00 and $1.2M."""
_COUNTED = re.compile(rf"(?<=\d)\s*(?P<count>[kKmMbB]|bn|mn)\s*(?P<unit>{_CURRENCY})")
_COUNTS = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion"}
_ANCHOR = re.compile(
    rf"(?<![\w.])(?:\d[\d,]*(?:\.\d*)?|{DECIMAL})(?:{EXPONENT}|{TIMES_TEN})?(?:\{{,\}}\d{{3}})*"
    rf"|[)\]}}{RAISED_FIGURE}π½¼¾]|\\pi(?![a-zA-Z])|\bpi\b"
)
"""What a unit may stand behind: a number, a bracket that closes, pi."""
_GAP = re.compile(r"(?:\s|~|\\[,;:! ]|\\q?quad(?![a-zA-Z]))*")
_PROSE = frozenset(
    str.split(
        "at where since if when whenever for because as with using from given note rounded and or"
        " to is are so thus hence which then but not by of on the e i pi approx approximately exact"
    )
)
"""Words behind a number that begin a remark, or belong to mathematics."""
_COMMANDS = re.compile(
    r"\\(?:SI|qty)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}\s*(?=\{)|\\num\s*\{([^{}]*)\}"
)
_PER_CENT = re.compile(r"(?<=[\d)}\s])(?:per\s?-?cent|pct)\b\.?", re.IGNORECASE)
_BESIDE_NAME = re.compile(
    r"(?<=[\w)}])\s*(?:\[\s*(?:in\s+)?([^\]\[=\d]{1,40})\]|\(\s*in\s+([^)(=\d]{1,40})\))\s*(?==|:|≈)"
)
"""A unit between a name and its value, `v [m/s] = 3`."""
_FUNCTION = re.compile(r"\s*([A-Za-z]+)\s*([\w(\\{\[])")


class UnitMarks:
    """The units of a text, each with its mark; unknown: words behind a number that are none."""

    def __init__(self, wanted: Unit) -> None:
        self.wanted = wanted
        self.units: list[Unit] = []
        self.beside_name: list[Unit] = []
        self.unknown: str | None = None

    def marked(self, text: str) -> str:
        """The text with a mark for each unit in it."""
        text = _BESIDE_NAME.sub(self._beside_name, currency_behind(text))
        found: list[str] = []
        place = 0
        while len(self.units) < MAX_UNITS:
            anchor = _ANCHOR.search(text, place)
            if anchor is None:
                break
            gap = _GAP.match(text, anchor.end())
            start = gap.end() if gap else anchor.end()
            found.append(text[place : anchor.end()])
            place = anchor.end()
            taken = self.unit_before(text[start : start + MAX_REACH])
            if taken is not None:
                unit, length = taken
                found.append(self._mark(unit))
                place = start + length + self._said_again(text[start + length :][:MAX_REACH])
        return "".join(found) + text[place:]

    def _said_again(self, text: str) -> int:
        """How long a unit in brackets is that says once more which it is, `mA (milliamps)`."""
        found = re.match(r"\s*\(([^()]{1,40})\)", text)
        unit = unit_of(found[1]) if found else None
        return found.end() if found and unit is not None and self._is_unit(unit) else 0

    def behind(self, text: str) -> list[Unit]:
        """The units whose marks stand in a text, in order."""
        return [self.units[ord(sign) - _FIRST_MARK] for sign in re.findall(f"[{MARKS}]", text)]

    def _mark(self, unit: Unit) -> str:
        self.units.append(unit)
        return chr(_FIRST_MARK + len(self.units) - 1)

    def _beside_name(self, found: re.Match[str]) -> str:
        unit = unit_of(found[1] or found[2])
        if unit is None or not self._is_unit(unit):
            return found[0]
        self.beside_name = [unit]
        return ""

    def unit_before(self, text: str) -> tuple[Unit, int] | None:
        """The longest unit that a text behind a number begins with, and how long it is."""
        led = re.match(r"in\s+(?=[a-zA-Z\\])", text)  # `0.0532 in A`
        if led is not None:
            taken = self.unit_before(text[led.end() :])
            return None if taken is None else (taken[0], led.end() + taken[1])
        possible = [
            (unit, end) for unit, end in units_at(_up_to_prose(text)) if _is_whole(text, end)
        ]
        if not possible or _is_function(text):
            return None
        longest, end = possible[0]
        if longest.is_like(self.wanted):
            return longest, end
        for unit, end in possible:
            if self._is_unit(unit):
                return unit, end
        self.unknown = self.unknown or longest.text
        return None

    def _is_unit(self, unit: Unit) -> bool:
        if unit.is_like(self.wanted) or not unit.readings[0]:
            return True
        return is_known_unit(unit)


def currency_behind(text: str) -> str:
    """A text with each currency behind its number, `$1.2 million` as `1.2 $ million`."""
    return _BEFORE.sub(
        lambda found: (
            f"{found['number']} {_COUNTS.get((found['count'] or '').lower(), '')} {found['unit']}"
        ),
        text,
    )


def bare_signs(text: str, wanted: Unit) -> str:
    """The text without commands round numbers and units, and without the signs of formulas.

    A dollar is money only where the step asks for money and the sign has no second one.
    """
    text = _COMMANDS.sub(lambda found: f"{found[1] or found[2]} ", text)
    text = _PER_CENT.sub("%", text)
    text = _COUNTED.sub(lambda one: f" {_COUNTS[one['count'].lower()]} {one['unit']}", text)
    is_money = any(word.endswith("$") for word, _ in wanted.readings[0])
    bare = text.replace("\\$", "")
    if not (is_money and bare.count("$") % 2):
        text = re.sub(r"(?<!\\)\$", " ", text)
    return text


def _up_to_prose(text: str) -> str:
    """The beginning of a text up to the first word that begins a remark."""
    for found in re.finditer(r"(?<![\w\\])[a-zA-Z]+", text):
        is_inch = found[0] == "in" and re.match(r"\s+[a-zA-Z]", text[found.end() :]) is None
        if found[0] in _PROSE or (found[0] == "in" and not is_inch):
            return text[: found.start()]
    return text


def _is_function(text: str) -> bool:
    """Whether a text begins with a function and its argument: `sin 3`, `max(1, 2)`; 5 min 20 s
    are minutes."""
    found = _FUNCTION.match(text)
    if found is None or known_function(found[1]) is None:
        return False
    return found[2] == "(" or found[1] not in ("min", "sec", "deg")


def _is_whole(text: str, end: int) -> bool:
    """Whether no word, power or argument of a function goes on where a unit is to end."""
    behind = text[end : end + 1]
    return not behind or not (behind.isalnum() or behind in "_^'")
