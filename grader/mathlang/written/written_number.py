"""One number as a student wrote it: its value, and how precisely it was written.

Most answers are plain decimals, so these are read without the grammar; everything else is an
expression, whose value is taken and whose precision is unknown.
"""

import math
import re
from typing import Any

import numpy as np

from grader import record
from grader.alphabet.characters import MINUS, plain
from grader.alphabet.numeral_patterns import DECIMAL, with_crosses
from grader.errors import NoValueError
from grader.mathlang.evaluation.evaluate import evaluate
from grader.mathlang.evaluation.products import Array
from grader.mathlang.evaluation.scope import CONSTANTS
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser.grammar import parse
from grader.mathlang.parser.numeral_tokens import Numeral, numeral
from grader.mathlang.parser.tokens import MAX_LENGTH, tokens
from grader.mathlang.parser.vocabulary import Vocabulary
from grader.mathlang.tree import Comparison, Name, Negative, Number, Power, Product, Tree, walk


@record(frozen=True, slots=True)
class Written:
    """A number and how it was written.

    value: what it is. text: as written.
    decimals: decimal places of the last figure (`0.540`: 3, `1.2e5`: -4, `49/100`: 2); None for an
        expression.
    figures: significant figures, final zeros included (`0.540`: 3); None for an expression.
    scale, offset: where it was written in another unit than `value` is in, what one of that unit
        is in the unit of `value`, and what none of it is (0 degC is 273.15 K): decimals and figures
        are those of the number as it was written.
    polar: of a part of a complex number that was written by its modulus and its angle, these.
    """

    value: float
    text: str
    decimals: int | None = None
    figures: int | None = None
    scale: float = 1.0
    offset: float = 0.0
    polar: Any = None

    @property
    def is_none(self) -> bool:
        """Whether somebody wrote that there is no value; what is merely lacking is nan as well."""
        return self.text == NO_VALUE.text and math.isnan(self.value)

    @property
    def is_converted(self) -> bool:
        """Whether it was written in another unit than its value is in."""
        return self.scale != 1.0 or self.offset != 0.0

    @property
    def places(self) -> float | None:
        """Decimal places of the last figure in the unit of the value: 4 of 53.2 mA in amperes."""
        if self.decimals is None or self.scale == 1.0:
            return self.decimals
        return self.decimals - math.log10(self.scale)

    def as_typed(self, value: float | None = None) -> float:
        """The number that was written, or another value in the unit in which it was."""
        return ((self.value if value is None else value) - self.offset) / self.scale

    def unconverted(self) -> "Written":
        """The number as it was written, in its own unit."""
        number = self.as_typed()
        if self.decimals is not None:  # 1500 again, where the way back gives 1499.9999999999998
            number = round(number, self.decimals)
        return Written(number, self.text, self.decimals, self.figures)

    def converted(self, scale: float, offset: float = 0.0) -> "Written":
        """The same number, written in a unit of which one is so much in the unit of the value."""
        value = self.value * scale + offset
        return Written(
            value,
            self.text,
            self.decimals,
            self.figures,
            self.scale * scale,
            self.offset * scale + offset,
        )


NO_VALUE = Written(math.nan, "none")
"""What is written where there is no value: no solution, an empty cell."""
MAX_PLAIN = 400
"""The longest text that is tried as a plain number; a longer one is an expression, if anything."""
POWERS_OF_TEN = {10.0**power: power for power in range(1, 13)}
"""The denominators of decimals as people write them."""
_PLAIN = re.compile(
    rf"\s*([-+{MINUS}]?)\s*({DECIMAL})(?:[eE]([-+{MINUS}]?\d{{1,4}}))?\s*(\\?%?)\s*"
)
_DECIMAL_COMMA = r"([-+]?)\s*(\d+)(?:,|\{,\})(\d+)"
_EULER = r"(?<![\w.])[\d.]*\d\s*e\s*[-+]\s*\d"
_NO_NAMES = Vocabulary(names=())


def parse_number(text: str) -> Written:
    """The number that a text writes: `0.54`, `-2.5e-3`, `1,234.5`, `50%`, `1/4`, `-\\ln(0.41)`.

    Errors: MathError for what is no number, has no finite value or is a matrix. Infinity is a
    number where it is written (`\\infty`), not where it comes out (`1/0`).
    """
    if len(text) > MAX_PLAIN:
        return Written(_value(text), text)
    bare = _PLAIN.fullmatch(text)
    if bare is not None:
        return _written(text, *bare.groups())
    return _unusual(text)


def _unusual(text: str) -> Written:
    """What is no bare decimal: one in some dress, or an expression."""
    bare = with_crosses(plain(text)).strip()
    if not bare.strip("$ "):
        raise MathError("nothing is written", text, 0, "write a number")
    found = numeral(tokens(bare))
    if found is not None:
        return _decimal(text, found)
    comma = re.fullmatch(_DECIMAL_COMMA, bare.strip("$ ="))
    if comma is not None:
        start = text.find(",")
        hint = f"write a decimal point, {comma[1]}{comma[2]}.{comma[3]}"
        raise MathError("a comma inside a number", text, max(start, 0), hint)
    value = _value(bare)
    decimals = _decimals_of_fraction(bare)
    if decimals is None:
        return Written(value, text)
    figures = len(str(round(abs(value) * 10**decimals)))
    return Written(value, text, decimals, figures)


def _decimals_of_fraction(text: str) -> int | None:
    """The decimals that a whole number over a power of ten has: 49/100 is 0.49, rounded like it.

    Nobody who divides comes to a hundredth by chance: it is a decimal written as a fraction.
    """
    if "/" not in text and "frac" not in text and "over" not in text:
        return None
    tree = parse(text.strip("=≈ "), _NO_NAMES)
    while isinstance(tree, Negative):
        tree = tree.operand
    if not isinstance(tree, Product) or tree.signs != ("/",):
        return None
    above, below = (x.operand if isinstance(x, Negative) else x for x in tree.operands)
    if not isinstance(above, Number) or not above.value.is_integer() or not above.value:
        return None
    if isinstance(below, Power) and below.base == Number(10.0):
        return _power_of_ten(below.exponent)
    return POWERS_OF_TEN.get(below.value) if isinstance(below, Number) else None


def _power_of_ten(exponent: Tree) -> int | None:
    if not isinstance(exponent, Number) or exponent.value not in POWERS_OF_TEN.values():
        return None
    return int(exponent.value)


def _written(text: str, sign: str, figures: str, exponent: str | None, percent: str) -> Written:
    shift = int(plain(exponent)) if exponent else 0
    negative = sign != "" and sign != "+"
    return _decimal(text, Numeral(negative, figures, shift - 2 if percent else shift))


def _decimal(text: str, written: Numeral) -> Written:
    """A plain decimal, with the precision that its figures say."""
    negative, digits, shift = written
    value = float(f"{digits}e{shift}") if shift else float(digits)
    if not math.isfinite(value):
        raise MathError("a number too large", text, 0)
    whole, _, decimals = digits.partition(".")
    figures = len((whole + decimals).lstrip("0")) or max(1, len(decimals))
    return Written(-value if negative else value, text, len(decimals) - shift, figures)


def _value(text: str) -> float:
    """The value of an expression without names."""
    value = computed(text)
    if value.ndim:
        raise MathError(f"an array of shape {value.shape}", text, 0, "write one number")
    return float(value)


def computed(text: str, max_length: int = MAX_LENGTH) -> Array:
    """The value of an expression without names; infinite only where infinity is written.

    Errors: MathError for a name, for what can be read in two ways, for what has no finite value.
    """
    _refuse_two_readings(text)
    tree = parse(text.strip("=≈ "), _NO_NAMES, max_length)
    if isinstance(tree, Comparison):
        raise MathError("this compares values", text, 0, "write the value itself")
    unknown = next((part for part in walk(tree) if _is_unknown(part)), None)
    if isinstance(unknown, Name):
        problem = f"{unknown.name} is not a number"
        raise MathError(problem, text, unknown.position, "write the value")
    try:
        value = evaluate(tree, {}, star="matrix")
    except NoValueError as problem:
        raise MathError(str(problem), text, 0) from None
    if np.isnan(value).any() or (np.isinf(value).any() and not infinite(tree)):
        what = "an entry" if value.ndim else "this"
        raise MathError(f"{what} has no finite value", text, 0)
    return value


def _refuse_two_readings(text: str) -> None:
    """Refuse `2e - 3`: a power of ten, or Euler's number less 3?"""
    if "e" not in text:
        return
    for found in re.finditer(_EULER, text):
        if not _PLAIN.fullmatch(found[0]):
            hint = "write 1e-3 or 10^-3 for a power of ten, exp(1) for Euler's number"
            raise MathError("e can be read in two ways here", text, found.start(), hint)


def _is_unknown(tree: Tree) -> bool:
    return isinstance(tree, Name) and tree.name not in CONSTANTS


def infinite(tree: Tree) -> bool:
    """Whether infinity is written in a tree."""
    return any(isinstance(part, Name) and part.name == "infinity" for part in walk(tree))
