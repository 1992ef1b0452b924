"""One number as a student wrote it: its value, and how precisely it was written.

Most answers are plain decimals, so these are read without the grammar; everything else is an
expression, whose value is taken and whose precision is unknown.
"""

import math
import re
from dataclasses import dataclass

from grader.errors import NoValueError
from grader.mathlang.errors import MathError
from grader.mathlang.evaluate import CONSTANTS, evaluate
from grader.mathlang.parser import parse
from grader.mathlang.tree import Name, Tree, walk
from grader.mathlang.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Written:
    """A number and how it was written.

    value: what it is. text: as written.
    decimals: decimal places of the last figure (`0.540`: 3, `1.2e5`: -4); None for an expression.
    figures: significant figures, final zeros included (`0.540`: 3); None for an expression.
    """

    value: float
    text: str
    decimals: int | None = None
    figures: int | None = None


MAX_PLAIN = 400
"""The longest text that is tried as a plain number; a longer one is an expression, if anything."""
_PLAIN = re.compile(r"\s*([-+−–]?)\s*(\d+(?:\.\d*)?|\.\d+)(?:[eE]([-+−]?\d{1,4}))?\s*(\\?%?)\s*")
_COMMAS = r"\s*([-+−–]?)\s*([1-9]\d{0,2}(?:(?:,|\{,\})\d{3})+(?:\.\d*)?)()\s*(\\?%?)\s*"
_THIN = r"(?:\\[,;:! ]|~|[ \u00a0\u2009\u202f])"
_SPACES = (
    rf"\s*([-+−–]?)\s*(\d{{1,3}}(?:{_THIN}\d{{3}})*(?:\.\d{{1,3}}|\.\d{{3}}(?:{_THIN}\d{{3}})*"
    rf"{_THIN}\d{{1,3}})?)(?:[eE]([-+−]?\d{{1,4}}))?\s*(\\?%?)\s*"
)
_SCIENTIFIC = (
    r"\s*([-+−–]?)\s*(\d+(?:\.\d*)?|\.\d+)\s*(?:×|\*|·|⋅|x|X|\\times|\\cdot)\s*10\s*(?:\^|\*\*)\s*"
    r"(?:\{\s*([-+−–]?\s*\d{1,4})\s*\}|\(\s*([-+−–]?\s*\d{1,4})\s*\)|([-+−–]?\d{1,4}))\s*()"
)
_DECIMAL_COMMA = r"([-+−–]?)\s*(\d+),(\d+)"
_NO_NAMES = Vocabulary(names=())
_MINUS = str.maketrans("−–", "--")


def parse_number(text: str) -> Written:
    """The number that a text writes: `0.54`, `-2.5e-3`, `1,234.5`, `50%`, `1/4`, `-\\ln(0.41)`.

    Errors: MathError for what is no number, has no finite value or is a matrix. Infinity is a
    number where it is written (`\\infty`), not where it comes out (`1/0`).
    """
    if len(text) > MAX_PLAIN:
        return Written(_value(text), text)
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return _written(text, *plain.groups())
    return _unusual(text)


def _unusual(text: str) -> Written:
    bare = text.strip().strip("$").strip()
    if not bare:
        raise MathError("nothing is written", text, 0, "write a number")
    if bare[:1] in "=≈" and bare[1:].strip():
        bare = bare[1:].strip()
    for pattern in (_PLAIN.pattern, _COMMAS, _SPACES):
        found = re.fullmatch(pattern, bare)
        if found is not None:
            return _written(text, *found.groups())
    scientific = re.fullmatch(_SCIENTIFIC, bare)
    if scientific is not None:
        sign, digits, *exponents, none = scientific.groups()
        exponent = next(exponent for exponent in exponents if exponent)
        return _written(text, sign, digits, exponent.replace(" ", ""), none)
    comma = re.fullmatch(_DECIMAL_COMMA, bare)
    if comma is not None:
        start = text.index(",")
        hint = f"write a decimal point, {comma[1]}{comma[2]}.{comma[3]}"
        raise MathError("a comma inside a number", text, start, hint)
    return Written(_value(bare or text), text)


def _written(text: str, sign: str, digits: str, exponent: str | None, percent: str) -> Written:
    """A plain decimal, with the precision that its figures say."""
    if not digits.replace(".", "").isdigit():
        digits = re.sub(r"[^0-9.]", "", digits)
    shift = int(exponent.translate(_MINUS)) if exponent else 0
    value = float(f"{digits}e{shift}") if shift else float(digits)
    if not math.isfinite(value):
        raise MathError("a number too large", text, 0)
    whole, _, decimals = digits.partition(".")
    places = len(decimals) - shift
    if percent:
        value, places = value / 100, places + 2
    figures = len((whole + decimals).lstrip("0")) or max(1, len(decimals))
    negative = sign != "" and sign != "+"
    return Written(-value if negative else value, text, places, figures)


def _value(text: str) -> float:
    """The value of an expression without names."""
    tree = parse(text, _NO_NAMES)
    unknown = next((part for part in walk(tree) if _is_unknown(part)), None)
    if isinstance(unknown, Name):
        problem = f"{unknown.name} is not a number"
        raise MathError(problem, text, unknown.position, "write the value")
    try:
        value = evaluate(tree, {}, star="matrix")
    except NoValueError as problem:
        raise MathError(str(problem), text, 0) from None
    if value.ndim:
        raise MathError(f"an array of shape {value.shape}", text, 0, "write one number")
    if not math.isfinite(value) and not (infinite(tree) and not math.isnan(value)):
        raise MathError("this has no finite value", text, 0)
    return float(value)


def _is_unknown(tree: Tree) -> bool:
    return isinstance(tree, Name) and tree.name not in CONSTANTS


def infinite(tree: Tree) -> bool:
    """Whether infinity is written in a tree."""
    return any(isinstance(part, Name) and part.name == "infinity" for part in walk(tree))
