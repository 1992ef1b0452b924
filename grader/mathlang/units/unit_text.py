"""The text of a unit to its factors: `m/s`, `m s^-1`, `\\frac{\\text{m}}{\\text{s}}`, `N per m`.

Only the spelling is read here, so that a unit written as the rubric writes it costs no more than
this; what the words mean is known to `unit_conversion`. A product behind a slash may belong below
it or not, `J/kg K`: such a text has two readings, and what fits is chosen later.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from grader import record
from grader.alphabet import plain
from grader.alphabet.latex_commands import FONTS
from grader.alphabet.numeral_patterns import RAISED_FIGURE
from grader.mathlang.units.unit_grammar import Factors, Token, UnitReader

MAX_LENGTH = 160
"""Characters of a unit with all its dress; the longest of use, W/(m^2 K) set in LaTeX, has half."""
_PREFIXES = (
    "quecto ronto yocto zepto atto femto pico nano micro milli centi deci deca hecto kilo mega giga"
    " tera peta exa zetta yotta ronna quetta"
).replace(" ", "|")
_COMMANDS = (
    "metre|meter|second|gram|kilogram|ampere|kelvin|mole|candela|newton|joule|watt|volt|pascal|hertz"
    "|ohm|coulomb|farad|henry|tesla|weber|siemens|litre|liter|hour|minute|day|bar|electronvolt"
    "|degreeCelsius|celsius|radian|steradian|becquerel|gray|sievert|lumen|lux|tonne|angstrom|percent"
)
_TOKEN = re.compile(
    rf"(?P<space>(?:\s|~|\\[,;:!> ]|\\(?:q?quad|space|left|right)(?![a-zA-Z]))+)"
    rf"|(?P<frac>\\(?:[dtc]?frac|nicefrac|sfrac)(?![a-zA-Z]))"
    rf"|(?P<font>\\(?:{'|'.join(sorted(FONTS | {'unit', 'si', 'mathnormal'}))})(?![a-zA-Z]))"
    rf"|(?P<degree>(?:\^\s*(?:\{{\s*\\circ\s*\}}|\\circ(?![a-zA-Z]))|\\degree(?![a-zA-Z])|°)"
    rf"(?:(?:\s|\\,)?(?:\\[a-z]+\s*\{{\s*)?(?P<scale>[CFK])(?![a-zA-Z])\}}?)?|℃"
    rf"|\bdeg(?:rees?|\.)?\s+(?:[Cc]elsius|[Ff]ahrenheit|[CF])(?![a-zA-Z]))"
    rf"|(?P<times>\\cdotp?(?![a-zA-Z])|\\times(?![a-zA-Z])|\*(?!\*)|[·×]|\.(?=[a-zA-ZµΩ]))"
    rf"|(?P<per>/|\\per(?![a-zA-Z])|\bper\b|\\slash(?![a-zA-Z]))"
    rf"|(?P<power>\^|\*\*)"
    rf"|(?P<raised>[⁺⁻]?[{RAISED_FIGURE}]+)"
    rf"|(?P<open>[({{\[])|(?P<close>[)}}\]])"
    rf"|(?P<shape>\\?\b(?:square|cubic|sq\.?)(?![a-zA-Z])|\\(?:square|cubic))"
    rf"|(?P<shaped>\\?(?:squared|cubed)(?![a-zA-Z]))"
    rf"|(?P<command>(?:\\(?:{_PREFIXES})\s*)?\\(?:{_COMMANDS})(?![a-zA-Z]))"
    rf"|(?P<letter>(?:[a-zA-Z]?\\(?:Omega|mu|upmu|textmu|textmicro)(?![a-zA-Z])\s*)"
    rf"(?:\\(?:mathrm|text|textrm)\s*\{{[a-zA-Z]+\}}|[a-zA-Z]*))"
    rf"|(?P<word>[A-Z]{{0,2}}[a-z]?\\?[$€£¥]|\\?%|‰|[a-zA-ZµμΩÅΔ]+(?:_?[a-zA-Z]+)*)"
    rf"|(?P<figures>[-+]?\d+)"
)
_LETTERS = (
    (re.compile(r"\\(?:mu|upmu|textmu|textmicro)\s*"), "µ"),
    (re.compile(r"\\Omega\s*"), "Ω"),
)
_LAST = ("word", "close", "figures", "raised")
COUNTS = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mio": 1e6, "Mio": 1e6, "mn": 1e6,
    "millions": 1e6, "billion": 1e9, "bn": 1e9, "mrd": 1e9, "Mrd": 1e9, "trillion": 1e12,
    "dozen": 12.0,
}  # fmt: skip
"""Words for numbers that stand between a number and its unit."""
_SAME = {
    "μ": "µ", "\\$": "$", "\\%": "%", "USD": "$", "dollar": "$", "US$": "$", "EUR": "€",
    "euro": "€", "GBP": "£", "percent": "%", "pct": "%", "degreeCelsius": "°C",
    "celsius": "°C", "degC": "°C", "degF": "°F", "deg": "°", "Ohm": "Ω", "ohm": "Ω",
}  # fmt: skip
"""Spellings that are one without a look at what they mean."""


@record(frozen=True, slots=True)
class Unit:
    """A unit as it was written.

    readings: its factors, in the ways in which the text can be read, the plainest first.
    count: the number that its words say, 1e6 of `million EUR`.
    text: as written.
    """

    readings: tuple[Factors, ...]
    count: float
    text: str

    def is_like(self, other: Unit) -> bool:
        """Whether two units are the same words with the same powers."""
        return self.readings[0] == other.readings[0]


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit | None:
    """The unit that a whole text writes; None for what is no unit as it is written."""
    text = plain(text).strip()
    if text.count("$") == 2 and len(text) > 2 and text[0] == text[-1] == "$":
        text = text[1:-1]
    tokens = _tokens(text)
    if not tokens or tokens[-1].end < len(text):
        return None
    return _unit(tokens, text)


def units_at(text: str) -> list[tuple[Unit, int]]:
    """The units that a text may begin with and where each ends, the longest first.

    `m/s at first` may begin with `m/s at first`, `m/s at`, `m/s` and `m`; which of these are units
    is not known here.
    """
    tokens = _tokens(text[:MAX_LENGTH])
    found: list[tuple[Unit, int]] = []
    for count in range(len(tokens), 0, -1):
        if tokens[count - 1].kind in ("space", "times", "per", "power", "open", "font", "frac"):
            continue
        end = tokens[count - 1].end
        unit = _unit(tokens[:count], text[:end].strip())
        if unit is not None:
            found.append((unit, end))
    return found


def _tokens(text: str) -> list[Token]:
    """The tokens that a text begins with, up to what no unit has in it."""
    found: list[Token] = []
    place = 0
    while place < len(text) and place <= MAX_LENGTH:
        one = _TOKEN.match(text, place)
        if one is None:
            break
        kind = str(one.lastgroup)
        said = one[0]
        if kind == "degree":
            kind, said = "word", _degree(said, one["scale"])
        elif kind in ("command", "letter", "word"):
            kind, said = "word", _word(said)
        if kind == "open" and said == "(" and _ends_unit(found):
            break  # `mA (milliamps)`: a remark, and no factor
        found.append(Token(kind, said, one.end()))
        place = one.end()
    return found


def _ends_unit(found: Sequence[Token]) -> bool:
    """Whether what was read so far is a unit with a blank behind it."""
    return len(found) > 1 and found[-1].kind == "space" and found[-2].kind in _LAST


def _degree(said: str, scale: str | None) -> str:
    """°, °C or °F."""
    if said == "℃":
        return "°C"
    named = said.split()[-1][:1].upper() if said.startswith("deg") else ""
    return f"°{scale or named}"


def _word(said: str) -> str:
    for pattern, letter in _LETTERS:
        said = pattern.sub(letter, said)
    if said not in ("\\%", "\\$"):
        said = re.sub(r"\\\s*|\s", "", said)
    said = re.sub(r"(?:mathrm|text|textrm)\{([a-zA-Z]+)\}", r"\1", said).replace("μ", "µ")
    return _SAME.get(said, said)


def _unit(tokens: Sequence[Token], text: str) -> Unit | None:
    """The unit that tokens make, with both readings where there are two."""
    if len(text) > MAX_LENGTH:
        return None
    bare = [token for token in tokens if token.kind != "space"]
    counts = [number for number in map(_count, bare) if number]
    count = math.prod(counts)
    bare = [token for token in bare if not _count(token)]
    if not bare and counts:
        return Unit(((),), count, text)
    readings: list[Factors] = []
    for is_all_below in (False, True):
        reader = UnitReader(bare, is_all_below)
        factors = reader.product()
        if factors is None or reader.place < len(reader.tokens):
            return None
        found = _sorted(factors)
        if found not in readings:
            readings.append(found)
    return Unit(tuple(readings), count, text) if readings[0] else None


def _count(token: Token) -> float | None:
    """The number that a word says; its short forms in their own letters alone, mN is none."""
    whole = token.said.casefold() if len(token.said) > len("Mio") else token.said
    return COUNTS.get(whole) if token.kind == "word" else None


def _sorted(factors: Sequence[tuple[str, int]]) -> Factors:
    powers: dict[str, int] = {}
    for word, power in factors:
        powers[word] = powers.get(word, 0) + power
    return tuple(sorted((word, power) for word, power in powers.items() if power))
