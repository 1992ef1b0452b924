"""One complex number as a person writes it: its parts, and how precisely each was written.

`3 + 4i`, `3 + j4`, `5∠53.13°`, `5 e^{j0.927}`, `5 (cos 0.927 + i sin 0.927)`; what is none of these
forms is an expression, which has a value and no precision.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader import record
from grader.alphabet.characters import plain
from grader.errors import NoValueError
from grader.mathlang.complexes.complex_patterns import (
    ANGLE,
    ANY_UNIT,
    CIRCLE,
    CIS,
    DEGREES,
    DRESS,
    EXPONENT,
    PARTS,
    POLAR,
    RADIANS,
    TIMES,
    UNIT_DRESS,
    WITHIN,
)
from grader.mathlang.complexes.complex_trees import IMAGINARY_LETTERS, in_complex, unit_apart
from grader.mathlang.evaluation.evaluate import evaluate
from grader.mathlang.evaluation.scope import CONSTANTS
from grader.mathlang.math_errors import MathError
from grader.mathlang.parser.grammar import parse
from grader.mathlang.parser.vocabulary import Vocabulary
from grader.mathlang.tree import Comparison, List, Name, walk
from grader.mathlang.written.written_number import Written, parse_number

MAX_TEXT = 1_000
"""Characters of one complex number."""
_NAMES = Vocabulary(names=IMAGINARY_LETTERS, is_complex=True)
_ONE = Written(1.0, "1")
_TURNS = {"°": 360.0, "rad": 2 * math.pi}


@record(frozen=True, slots=True, kw_only=True)
class Polar:
    """How a number was written by its modulus and its angle.

    angle: in its own unit. turn: what of that unit is a whole turn, 360 or 2π. is_bare: whether no
    unit was written. part: which part of the number it stands for, 0 the real one.
    """

    modulus: Written
    angle: Written
    turn: float
    is_bare: bool = False
    part: int = 0

    @property
    def radians(self) -> float:
        return self.angle.value * 2 * math.pi / self.turn

    @property
    def value(self) -> complex:
        return complex(self.modulus.value * np.exp(1j * self.radians))


Parts = tuple[Written, Written]
"""The real and the imaginary part of a number, as they were written."""


def complex_numbers(text: str) -> list[float]:
    """The parts of the number that a text writes. Raises MathError for what is none."""
    return [part.value for part in written_parts(text)]


def written_parts(text: str, true: Sequence[float] | None = None) -> Parts:
    """The parts of the complex number that a text writes, with the precision of each.

    true: what is expected, by which an angle without a unit is told to be in degrees or radians.
    Raises MathError for what is no complex number.
    """
    bare = bare_complex(text) if len(text) <= MAX_TEXT else ""
    if not bare:
        raise MathError("no complex number is written", text, 0, "write 3+4i, or 5∠53.13°")
    polar = _polar(bare)
    if polar is not None:
        return _of_polar(_turned(polar, true), text)
    parts = PARTS.fullmatch(bare)
    if parts is not None:
        found = _by_parts(parts, text)
        if found is not None:
            return found
    value = _computed(bare, text)
    return Written(value.real, text), Written(value.imag, text)


def in_single_blanks(text: str) -> str:
    """A text with single blanks and line breaks: many in a row would cost every pattern time."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def bare_complex(text: str) -> str:
    """A text with the signs of complex numbers in one spelling each: ∠, °, rad, i and j."""
    text = in_single_blanks(text)
    text = UNIT_DRESS.sub(_plain_unit, text)
    text = plain(text)
    text = DRESS.sub(" ", text)
    text = RADIANS.sub("rad", DEGREES.sub("°", text))
    text = ANGLE.sub("∠", text).strip().rstrip(".")
    return _without_brackets(text)


def _plain_unit(found: re.Match[str]) -> str:
    return found["unit"] or found["dotless"] or {"ⅈ": "i", "ⅉ": "j"}[found["double"]]


def _without_brackets(text: str) -> str:
    """A text without one pair of brackets round all of it."""
    while text[:1] in "([{" and text[-1:] in ")]}" and _is_one_pair(text):
        text = text[1:-1].strip()
    return text


def _is_one_pair(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0:
            return place == len(text) - 1
    return False


def _of_expressions(text: str) -> Polar | None:
    """A number whose modulus or angle is an expression, `√2∠45°`."""
    modulus, sign, angle = text.partition("∠")
    if not sign or "∠" in angle or ANY_UNIT.search(_no_commands(modulus)):
        return None
    unit = next((one for one in _TURNS if angle.rstrip(" )").endswith(one)), "")
    bare = _without_brackets(angle.strip()).removesuffix(unit)
    try:
        return Polar(
            modulus=parse_number(modulus),
            angle=parse_number(bare),
            turn=_TURNS[unit or "°"],
            is_bare=not unit,
        )
    except MathError:
        return None


def _polar(text: str) -> Polar | None:
    """A text that writes a modulus and an angle; None for any other."""
    for pattern, bare_unit in ((POLAR, ""), (EXPONENT, "rad"), (CIRCLE, "rad"), (CIS, "rad")):
        found = pattern.fullmatch(text)
        if found is not None:
            return _of_match(found, bare_unit)
    return _of_expressions(text)


def _of_match(found: re.Match[str], bare_unit: str) -> Polar | None:
    groups = found.groupdict()
    angle = _numeral(groups["angle"] or groups["before"])
    again = groups.get("again")
    if again is not None and _numeral(again).value != angle.value:
        return None
    if groups.get("sign") == "-":
        angle = replace(angle, value=-angle.value)
    unit = groups.get("unit") or groups.get("outer") or bare_unit
    modulus = _numeral(groups["modulus"]) if groups["modulus"] else _ONE
    return Polar(
        modulus=modulus,
        angle=angle,
        turn=_TURNS[unit or "°"],
        is_bare=not unit or (unit == "rad" and not groups.get("unit")),
    )


def _turned(polar: Polar, true: Sequence[float] | None) -> Polar:
    """A number whose angle has no unit, in the one that is nearer to what is expected.

    Behind ∠ stand degrees or radians; in an exponent and in a cosine radians alone.
    """
    if not polar.is_bare or polar.turn != _TURNS["°"] or true is None:
        return polar
    other = replace(polar, turn=_TURNS["rad"])
    wanted = complex(*true)
    return min((polar, other), key=lambda one: abs(one.value - wanted))


def _of_polar(polar: Polar, text: str) -> Parts:
    value = polar.value
    size = abs(value)
    parts = (0.0 if abs(part) < 1e-15 * size else part for part in (value.real, value.imag))
    real, imaginary = (
        Written(part, text, polar=replace(polar, part=place)) for place, part in enumerate(parts)
    )
    return real, imaginary


def in_other_unit(parts: Parts, scale: float) -> Parts:
    """The parts of a number that was written in a unit of which one is so much in another."""
    real, imaginary = (_converted(part, scale) for part in parts)
    return real, imaginary


def _converted(part: Written, scale: float) -> Written:
    found = part.converted(scale)
    if part.polar is None:
        return found
    polar = replace(part.polar, modulus=part.polar.modulus.converted(scale))
    return Written(found.value, part.text, polar=polar)


def _numeral(text: str) -> Written:
    return parse_number("".join(text.split()))


def _by_parts(found: re.Match[str], text: str) -> Parts | None:
    """A number by its parts; of one alone the other is zero, to the same place."""
    terms = [term for term in (found["first"], found["second"]) if term]
    real = [term for term in terms if not ANY_UNIT.search(_no_commands(term))]
    imaginary = [term for term in terms if term not in real]
    if len(real) > 1 or len(imaginary) > 1:
        return None
    a = _numeral(real[0]) if real else None
    b = _imaginary(imaginary[0]) if imaginary else None
    return a or _nothing(b, text), b or _nothing(a, text)


def _no_commands(term: str) -> str:
    return re.sub(r"\\[a-zA-Z]+", "", term)


def _nothing(beside: Written | None, text: str) -> Written:
    """The part that is not written, zero as exactly as the other part is."""
    assert beside is not None
    return Written(0.0, text, beside.decimals, None if beside.decimals is None else 1)


def _imaginary(term: str) -> Written:
    """The imaginary part that a term writes: 4 of `4j` and of `j4`, 1 of `j`."""
    rest = re.sub(rf"{TIMES}(?<![a-zA-Z\\])[ij](?![a-zA-Z]){TIMES}", "", term)
    bare = "".join(rest.split())
    if bare in ("", "+", "-"):
        return Written(-1.0 if bare == "-" else 1.0, term)
    return _numeral(bare if bare.lstrip("+-")[:1] != "/" else bare.replace("/", "1/", 1))


def _computed(bare: str, text: str) -> complex:
    """The value of an expression; of its names i and j alone are known."""
    expression = WITHIN.sub(_called, bare)
    expression = re.sub(r"°", " (pi/180) ", expression).replace("rad", " ")
    try:
        tree = parse(unit_apart(expression), _NAMES, MAX_TEXT)
    except MathError as error:
        hint = error.hint or "write 3+4i, or 5∠53.13°"
        raise MathError(error.problem, text, 0, hint) from None
    if isinstance(tree, Comparison | List):
        raise MathError("this is no single number", text, 0, "write 3+4i, or 5∠53.13°")
    unknown = next((n for n in map(_unknown, walk(tree)) if n), "")
    if unknown:
        raise MathError(f"{unknown} is not a number", text, 0, "write the value")
    try:
        with np.errstate(all="ignore"):
            found = np.asarray(evaluate(in_complex(tree, (), True, IMAGINARY_LETTERS), {}))
    except NoValueError as problem:
        raise MathError(str(problem), text, 0) from None
    if found.shape != (2,) or not np.isfinite(found).all():
        raise MathError("this has no finite value", text, 0)
    return complex(*found.tolist())


def _called(found: re.Match[str]) -> str:
    """A number by its angle within an expression, as a function gives it."""
    function = "polar" if found["unit"] == "rad" else "polar_deg"
    return f"{function}({found['modulus']}, {found['angle']})"


def _unknown(part: object) -> str:
    is_name = isinstance(part, Name) and part.name not in (*CONSTANTS, *IMAGINARY_LETTERS)
    return part.name if is_name and isinstance(part, Name) else ""
