"""Complex numbers, vectors and sets of them, with their unit where they have one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from grader.alphabet.brackets import outside
from grader.alphabet.relations import RELATION
from grader.answers.by_kind.unit_values import Measured
from grader.answers.files import short
from grader.answers.slots import Slot
from grader.errors import UnreadableError
from grader.mathlang import (
    MathError,
    Parts,
    Written,
    WrittenMatrix,
    bare_complex,
    conversion,
    in_other_unit,
    in_single_blanks,
    is_known_unit,
    unit_of,
    unstarred,
    written_parts,
)
from grader.model import Array, UnitFit
from grader.question import AnswerKind, Step

HOW_TO_WRITE = "write 3+4i, or 5∠53.13°"
MOST_NUMBERS = 400
MOST_TAILS = 40
"""Places at which a unit may begin that are tried, the last ones."""
LONGEST = 8_000
"""Characters of an answer: a longer one is no vector by hand."""
_RELATION = re.compile(rf"\s*(?:{RELATION})\s*")
_ROWS = re.compile(r"\\begin\{\w*matrix\*?\}(?P<inner>.*)\\end\{\w*matrix\*?\}", re.DOTALL)
_APART = re.compile(r"\s*(?:[,;\n]|\\\\|&|\band\b|\bor\b)\s*")
_BLANKS = re.compile(r"(?<![-+*/·×∠(\s])\s+(?![-+*/·×∠)\s]\s)(?=[-+\d.ij(])")
_BOTH = re.compile(r"\s*(?:±|\\pm\b|\+\s*/?\s*-)\s*")
_TAIL = re.compile(r"(?<=[\d)\]}°ijd])\s*(?=[^\W\d_ij]|[%\[(])|(?<=[\d)\]}°ijd])\s+(?=\S)")
"""Where a unit may begin behind a number."""
_BEFORE_ANGLE = re.compile(r"(?<=\d)\s*(?P<unit>[^\W\d_]+)\s*(?P<angle>∠.+)")
"""A unit between a modulus and its angle, `10 V∠30°`."""
_REMARK = re.compile(r"\s*\(?\s*(?:approx\.?|approximately|rounded|about)\s*\)?\s*$", re.IGNORECASE)
_UNIT_WORDS = re.compile(r"\\(?:text|mathrm|si|unit|rm)\s*\{(?P<unit>[^{}]*)\}")


def complex_value(text: str, step: Step, slot: Slot, expected: Array | None) -> Measured:
    """The complex numbers that a text gives for a step.

    Shapes: one number (2), a vector or a set (n, 2)
    expected: the true value, where it is known: angles without a unit are told by it
    Raises UnreadableError with a sentence for the student.
    """
    if len(text) > LONGEST:
        raise UnreadableError(f"the text has {len(text)} characters; {LONGEST} are allowed")
    said = _last_member(_REMARK.sub("", unstarred(in_single_blanks(text))), slot)
    is_set = step.answer is AnswerKind.SET
    is_one = expected is not None and expected.ndim == 1 and not is_set
    said, fit, unit, scale = _without_unit(said, step)
    parts = [said] if is_one else _several(said, is_set)
    if len(parts) > MOST_NUMBERS:
        raise UnreadableError(f"more than {MOST_NUMBERS} numbers are given")
    targets = [*np.reshape(expected, (-1, 2))] if expected is not None else []
    numbers = [_read(part, targets, place, is_set) for place, part in enumerate(parts)]
    if scale != 1.0:
        numbers = [in_other_unit(number, scale) for number in numbers]
    if is_set:
        numbers = [*{(a.value, b.value): (a, b) for a, b in numbers}.values()]
    return Measured(number=_matrix(numbers, is_one), fit=fit, unit=unit)


def real_value(text: str, slot: Slot) -> WrittenMatrix | None:
    """The real number that is written as a complex one, `2+0j`; None for what writes none.

    Raises UnreadableError where the number is not real.
    """
    if len(text) > LONGEST:
        return None
    try:
        real, imaginary = written_parts(_last_member(unstarred(in_single_blanks(text)), slot))
    except UnreadableError:
        return None
    if imaginary.value:
        raise UnreadableError(f'"{short(text)}" is a complex number; a real one is asked for here')
    value = np.asarray(real.value)
    value.setflags(write=False)
    return WrittenMatrix(value, (real,))


def _read(part: str, targets: Sequence[Array], place: int, is_set: bool) -> Parts:
    """One number; of those of a set the one that is expected nearest tells its angle's unit."""
    if not is_set and place < len(targets):
        return written_parts(part, targets[place].tolist())
    if is_set and targets:
        tried = [written_parts(part, one.tolist()) for one in targets]
        pairs = zip(tried, targets, strict=True)
        return min(pairs, key=lambda pair: _apart(*pair))[0]
    return written_parts(part)


def _apart(parts: Parts, target: Array) -> float:
    return float(np.hypot(parts[0].value - target[0], parts[1].value - target[1]))


def _matrix(numbers: Sequence[Parts], is_one: bool) -> WrittenMatrix:
    entries: tuple[Written, ...] = tuple(part for number in numbers for part in number)
    value = np.array([entry.value for entry in entries], dtype=np.float64)
    value = value if is_one else value.reshape(-1, 2)
    value.setflags(write=False)
    return WrittenMatrix(value, entries)


def _last_member(text: str, slot: Slot) -> str:
    """The last member of a chain of equals signs, whose first one is the name of the value."""
    members = [member.strip() for member in _RELATION.split(text) if member.strip()]
    if not members:
        raise UnreadableError(f"no complex number is written; {HOW_TO_WRITE}")
    first = members[0]
    if len(members) > 1 and not slot.is_named(first) and not _is_number(first):
        problem = slot.problem(first, True) if slot.step else ""
        if problem and not _is_underlined(first, slot):
            raise MathError(problem, text, 0, "write the value alone")
    if len(members) > 1 and slot.is_named(members[-1]):
        members.pop()
    label, colon, rest = members[-1].partition(":")
    return rest.strip() if colon and slot.is_named(label) else members[-1]


_LINES = re.compile(r"\\(?:underline|bar|overline|vec|hat|tilde|mathbf|dot|boldsymbol)\s*\{?")


def _is_underlined(text: str, slot: Slot) -> bool:
    """Whether a text is the step's name with a line under or over it, as phasors have."""
    bare = without_lines(text)
    return bare != text and slot.is_named(bare)


def without_lines(text: str) -> str:
    """A name without a line or an arrow at it, `\\underline{Z}_1` as `Z_1`."""
    found = _LINES.search(text)
    while found:
        inner, rest = text[found.end() :], ""
        if found[0].rstrip().endswith("{"):
            head, _, rest = inner.partition("}")
            inner = head
        text = text[: found.start()] + inner + rest
        found = _LINES.search(text)
    return text


def _is_number(text: str) -> bool:
    try:
        written_parts(text)
    except MathError:
        return False
    return True


def _several(text: str, is_set: bool) -> list[str]:
    """The numbers of a vector or a set."""
    rows = _ROWS.search(text)
    inner = rows["inner"] if rows else _inside(text)
    if inner.casefold() in ("", "none", "∅", "empty"):
        return []
    parts = [part for part in _split(inner) if part.strip()]
    if len(parts) == 1 and not _BOTH.search(parts[0]):
        parts = [part for part in _BLANKS.split(parts[0]) if part.strip()]
    if is_set or len(parts) == 1:
        parts = [one for part in parts for one in _both_signs(part)]
    return [part.split("=")[-1] for part in parts]


def _inside(text: str) -> str:
    bare = text.replace("\\left", "").replace("\\right", "").replace("\\{", "{").replace("\\}", "}")
    bare = bare.strip()
    for first, last in (("{", "}"), ("[", "]"), ("(", ")")):
        if bare.startswith(first) and bare.endswith(last):
            inner = bare[1:-1]
            return inner.strip() if _APART.search(inner) or first != "(" else bare
    return bare


def _split(text: str) -> list[str]:
    places = {place for place, _ in outside(text)} | {len(text)}
    parts, begin = [], 0
    for found in _APART.finditer(text):
        at = found.start() + len(found[0]) - len(found[0].lstrip())
        if at in places:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return [*parts, text[begin:]]


def _both_signs(text: str) -> list[str]:
    """The two numbers of `-1 ± 2i`; any other text alone."""
    if not _BOTH.search(text):
        return [text]
    return [_BOTH.sub(f" {sign} ", text, count=1) for sign in "+-"]


def _without_unit(text: str, step: Step) -> tuple[str, UnitFit, str, float]:
    """A text without its unit, how that fits the step's, the unit, and what one of it is there."""
    if not step.unit:
        return _plain(text), UnitFit.FITS, "", 1.0
    wanted = unit_of(step.unit)
    assert wanted is not None  # lint has read it
    other: tuple[str, UnitFit, str, float] | None = None
    for number, tail in _tails(text):
        unit = unit_of(tail.strip("[]()")) if tail else None
        if unit is None or not is_known_unit(unit) or not _reads(number):
            continue
        found = conversion(unit, wanted)
        if found is not None:
            return number, UnitFit.FITS, tail, found.scale
        other = number, UnitFit.OTHER, tail, 1.0
    return other or (_plain(text), UnitFit.MISSING, "", 1.0)


def _tails(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a text into a number and what may be a unit behind it."""
    told = _UNIT_WORDS.sub(lambda found: f" {found['unit']} ", text).replace("\\Omega", "Ω")
    told = _BEFORE_ANGLE.sub(r"\g<angle> \g<unit>", bare_complex(told))
    for found in list(_TAIL.finditer(told))[-MOST_TAILS:]:
        yield told[: found.start()].strip(), told[found.end() :].strip(" .\\$")


def _reads(text: str) -> bool:
    return _is_number(text) or (text[:1] in "[{(" and text[-1:] in "]})")


def _plain(text: str) -> str:
    """A number without a unit set as words behind it, which nobody asked for."""
    words = _UNIT_WORDS.search(text)
    if words is None or words.end() < len(text.rstrip(" .$")) or words["unit"].strip() in "ij":
        return text
    before = text[: words.start()]
    return before if before.strip() and bare_complex(before)[-1:] not in "=+-" else text
