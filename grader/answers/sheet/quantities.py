"""Takes off what stands beside a number and is not of its value: units, currencies, errors.

No list of units: a unit is letters, products, quotients and powers of them, behind a numeral and
before what can follow a value. It is one where it is no name of a question or of the student's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import count

from grader import record
from grader.alphabet.characters import DASH, GREEK_NAMES
from grader.alphabet.numeral_patterns import DECIMAL, EXPONENT, RAISED_FIGURE, TIMES_TEN
from grader.alphabet.relations import RELATION
from grader.answers.congruences import with_mod
from grader.answers.document.blocks import Piece
from grader.answers.sheet.chains import CONNECTING
from grader.answers.sheet.lists import out_of_angles
from grader.mathlang import CONSTANTS, known_function

_FIGURES = r"(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})"
_NUMBER = (
    rf"(?<![\w.^])(?<![_^]\{{){_FIGURES}(?:{EXPONENT}|{TIMES_TEN})?"
    r"(?![\d.]|[eE][-+]?\d)"
)
_GAP = r"(?:\s|~|\\[,;:! ]|\\space(?![a-zA-Z]))*"
_FONT = r"\\(?:math(?:rm|sf|bf|it)|text(?:rm|bf|it|sf)?|mbox|operatorname|unit|si|rm)"
_RAISED = r"\^\s?(?:\{\s*[-+]?\d\s*\}|[-+]?\d)"
_POWER = rf"(?:{_RAISED}|⁻?[{RAISED_FIGURE}]|[23](?![\d.]))?"
_LETTERS = r"[°µΩ]?[A-Za-zµΩ]{1,12}"
_FACTOR = (
    rf"(?:{_FONT}\s*\{{(?:[^{{}}=\d_^]|{_RAISED}){{1,30}}\}}|\"[^\"=\d]{{1,30}}\"|°[A-Z]?|[€$£]"
    rf"|\^\s?(?:\{{\s*\\circ\s*\}}|\\circ)\s*(?:{_FONT}\s*\{{\s*[CFK]\s*\}}|[CFK])(?![a-z])"
    rf"|\\(?:Omega|mu|degree|circ)(?![a-zA-Z])|{_LETTERS}(?![A-Za-z_(\[']|\s?\()){_POWER}"
)
_SIGN_BETWEEN = rf"{_GAP}(?:/|·|\*|\\cdot(?![a-z])){_GAP}"
_RESIDUE = re.compile(
    r"(?:=|≡|\\equiv(?![a-zA-Z]))(?:[-+−*·×/^(){}\d ]|\\(?:cdot|times)\b){1,60}?"
    r"(?:\(\s*mod\s*\d{1,9}\s*\)|\\pmod\s*(?:\d|\{\d{1,9}\})|\\?b?mod\b\s*(?:\d{1,9}|\{\d{1,9}\}))"
)
"""What is counted by so much, `= 33 mod 26`, `≡ 7 (mod 26)`."""
_OPENINGS = count()


def _unit(between: str) -> str:
    """The pattern of a unit, of factors that something stands between, as it is or in brackets."""
    factors = rf"{_FACTOR}|\({_FACTOR}(?:{between}{_FACTOR})?\)"
    joined = rf"{_FACTOR}(?:{between}(?:{factors})){{0,3}}"
    quotient = _enclosed(r"\\[dt]?frac\s*\{\s*", joined, rf"\s*\}}\s*\{{\s*(?:{joined})\s*\}}")
    closing = rf"\s*(?:\\right)?\s?(?:\]|\)(?={_GAP}(?:$|[\n.,;])))"  # not `8 (orders) + 3`
    return _enclosed(r"(?:\\left)?\s?[\[(]\s*", rf"(?:1\s?/\s?)?{quotient}", closing)


def _enclosed(before: str, pattern: str, behind: str) -> str:
    """A pattern as it is, or with something before it and then something behind it as well; it is
    written once: these patterns are long, and making them takes most of the module's time."""
    opening = f"opening{next(_OPENINGS)}"
    return rf"(?:(?P<{opening}>{before})?(?:{pattern})(?({opening}){behind}))"


_BETWEEN = rf"(?:{_SIGN_BETWEEN}|{_GAP})"
_UNIT = _unit(_BETWEEN)
_END = (
    rf"(?={_GAP}(?:$|[\n.,;:!?)\]}}&*·×/+±|{DASH}]|\\\\|\\(?:cdot|times|right|q?quad|end|text)(?![a-z])"
    rf"|{RELATION}|\s[A-Za-z(]))"
)
_BEFORE = rf"(?<!\\\\\[)(?P<number>{_NUMBER})(?P<gap>{_GAP})"
_MEASURED = re.compile(rf"{_BEFORE}(?P<unit>{_UNIT}){_END}")
_IN_PROSE = rf"(?:{_SIGN_BETWEEN}|\s(?=[A-Za-z]{{1,3}}[\^⁻²³])|(?<=[{RAISED_FIGURE}]))"
"""A blank in prose parts words, `11.77 J as computed`, but for `kg m² s⁻²`."""
_MEASURED_IN_PROSE = re.compile(rf"{_BEFORE}(?P<unit>{_unit(_IN_PROSE)}){_END}")


@cache
def _unit_alone() -> re.Pattern[str]:
    """The pattern of a unit without a number; most sheets have none, and it takes long to make."""
    return re.compile(rf"{_GAP}(?P<unit>{_UNIT}){_GAP}")


_SPACE = re.compile(r"[\s~]+")
_WORD = re.compile(r"(?<![\\A-Za-zµΩ])[A-Za-zµΩ]+")
_INDEXED = re.compile(r"(?<![\\A-Za-zµΩ])(([A-Za-zµΩ]+)\d?)")
_DERIVATIVE = re.compile(r"d[A-Za-z]{1,4}\s?/\s?d[A-Za-z]")
_SIGNS = re.compile(rf"[/·*^\\⁻{RAISED_FIGURE}]")
_TIMES = re.compile(r"[·*]|\\cdot")  # `N·m`: who multiplies names has defined them all,
_NEGATIVE_POWER = re.compile(rf"\^\s?\{{?\s?[{DASH}]|⁻")  # and writes no power of -1, `m s^{{-1}}`
_DRESSED = re.compile(rf"{_FONT}|[€$£°\[\"]|\\frac")
_AROUND = re.compile(
    rf"\(\s*({_NUMBER}\s*(?:±|\\pm(?![a-zA-Z])|\+\s?/\s?-)\s*{_NUMBER})\s*\)(?!\s*[/*·×^])"
)
"""Parentheses that keep a value and its margin together in front of a unit."""
_LOWERED = re.compile(
    rf"(?<![\w.^{{])({_FIGURES})_(?:\{{(?:[A-Za-z/]{{1,8}}|\\[ld]?dots|{_FONT}\s*\{{[^{{}}]{{1,12}}\}})\s*\}}"
    rf"|{_FONT}\s*\{{[^{{}}]{{1,12}}\}}|[A-Za-z](?![A-Za-z]))"
)
"""`0.2_{s}`, `2.48_\\text{3sf}`: figures have no index; a page sets its units a little lower, and
a hand says there how it rounds."""
_CURRENCY = re.compile(r"(?:\\[$]|[$€£])(?=\s?[-+]?\d)")
_LEFT_OUT = re.compile(r"(?<=\d)(\.\d*)\s*(?:\\[ld]?dots(?![a-zA-Z])|…|\.{3})(?!\s*[,\d])")
"""`0.55\\dots`: figures that were left out, and no entries."""
_TOUCHED = re.compile(r"(\\(?![dt]?frac|sqrt)[a-zA-Z]+)(?=\d)")
"""A command that a number touches, `\\approx37`: a letter before figures is a name elsewhere."""
_IN_DEGREES = re.compile(
    rf"((?:{RELATION})\s*[-+]?\s*{_FIGURES})\s*\^\s?(?:\{{\s*\\circ\s*\}}|\\circ(?![a-zA-Z]))"
    rf"(?={_GAP}(?:$|[\n.,;)&]|\\\\|{RELATION}))"
)
"""An angle that a statement comes to; within a function degrees say what its argument is."""
_PERCENT = re.compile(rf"(?<=\d){_GAP}(?=\\?%)")
_BESIDE_A_NAME = re.compile(
    r"(?<=[\w)}])\s+(?:\[\s*(?:in\s+)?(?P<unit>[^\n=]{1,80}?)\s*\]|\(\s*in\s+(?P<told>[^\n=]{1,80}?)\s*\))"
    rf"(?=\s*(?:{RELATION}|:|$))"
)
"""Brackets between a name and its value, and what may be a unit in them."""
_NAMED = re.compile(
    rf"(?<![\w\\/])(?<![\d{RAISED_FIGURE}]\s)(?<!\\space )([A-Za-z])"
    rf"(?=\s*(?:\(\w\))?\s*(?:{RELATION}))"
    r"|\(\s*([A-Za-z])\s*\)"
)
_AT_END = re.compile(rf"{_GAP}(?:$|[\n.,;:)]|{RELATION})|\s\(")
_CONVERTED = re.compile(
    rf"\s*(?:{RELATION})\s*(?:{_NUMBER}{_GAP}{_LETTERS}|[A-Za-z]+(?:_\{{?\w+\}}?)?)\s*(?:$|[\n.,;)])"
)
"""Behind the unit in `x = 0.2 m = 20 cm`: its value in another unit; or a name, `0.42 A = I`."""
_IS_LAST = re.compile(rf"{_GAP}(?:$|[\n.,;:)])|{_CONVERTED.pattern}")
"""What stands behind a unit that ends a value: a name stands there as a factor of a last term."""
_LISTED = re.compile(
    rf"(?P<list>[\[(]\s*[-+]?{_FIGURES}(?:\s*[,;]\s*[-+]?{_FIGURES}){{1,30}}\s*[\])]){_GAP}"
    rf"(?P<unit>{_FONT}\s*\{{[^{{}}=\d]{{1,20}}\}}{_POWER}|{_LETTERS}(?:\s?/\s?{_LETTERS}{_POWER})?)"
    r"(?=\s*(?:$|[\n.;]))"
)
"""A unit behind a list of numbers, `[3.2, 4.1] N`."""
_BOX = rf"\\(?:boxed|f(?:rame)?box)\s*\{{\s*[-+]?{DECIMAL}\s*\}}"
_IN_BOX = re.compile(rf"[-+]?{DECIMAL}")
_BOXES = re.compile(rf"(?:{_BOX}\s*){{2,}}")
"""Numbers in boxes side by side: the entries of a vector, `\\boxed{{0.09}}\\boxed{{0.24}}`."""
LONGEST_TERM = 24
"""Characters of a number in a sum, with the sign behind it."""
_BARE_BEHIND = re.compile(rf"\s*[+{DASH}]\s*{DECIMAL}\s*(?:$|[\n,;)+{DASH}]|{RELATION})")
_BARE_BEFORE = re.compile(rf"(?:^|[\s=(]){DECIMAL}\s*[+{DASH}]\s*\Z")
_BETWEEN_VALUES = ("-", "+", "*", "/", "·", "×")
TWICE = 2
"""How often what may be a name has to end a value to be a unit: V = 12 V."""


@record(frozen=True, slots=True)
class Known:
    """What words stand for in a section: names of any kind, and units."""

    is_name: Callable[[str], bool]
    units: frozenset[str] = frozenset()

    def names(self, unit: str, gap: str) -> list[str]:
        """The names in what stands behind a number: `2DK` without a gap is a product of two."""
        words = _INDEXED.findall(re.sub(_FONT, "", unit))
        return [one for one, word in words if self.is_name(one) or self._is_product(word, gap)]

    def _is_product(self, word: str, gap: str) -> bool:
        return self.is_name(word) or (not gap and all(map(self.is_name, word)))


def known_in(texts: Sequence[str], is_name: Callable[[str], bool]) -> Known:
    """The names of a section, the student's single letters among them, and its units, by what
    stands around them. A letter may be both: V = 12 V."""
    own = frozenset(
        found[found.lastindex or 0] for text in texts for found in _NAMED.finditer(text)
    )
    known = Known(lambda word: word in own or is_name(word))
    ends = [found for text in texts for found in _MEASURED.finditer(text) if _ends_value(found)]
    counts = Counter(_SPACE.sub("", found["unit"]) for found in ends)
    named = {_SPACE.sub("", one["unit"]) for one in ends if known.names(one["unit"], one["gap"])}
    units = (unit for unit, count in counts.items() if count >= TWICE or unit not in named)
    return replace(known, units=frozenset(units))


def _ends_value(found: re.Match[str]) -> bool:
    """Whether a number with a unit is a value, and no last term or factor."""
    before = found.string[max(found.start() - 2, 0) : found.start()].rstrip()
    return (
        not before.endswith(_BETWEEN_VALUES)
        and _IS_LAST.match(found.string, found.end()) is not None
    )


def bare(pieces: Sequence[Piece], known: Known, is_alone: bool = False) -> tuple[Piece, ...]:
    """The pieces of a block with bare numbers.

    is_alone: whether a value stands by itself here,
    as in a cell, so that words behind it are no prose.
    """
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1].text.rstrip() if found else ""
        if piece.is_math and before[-1:].isdigit():
            unit = _unit_alone().fullmatch(piece.text)
            if unit and unit["unit"][0] == "\\":
                continue
        text = _bare(piece.text, piece.is_math or is_alone, known)
        found.append(piece if text == piece.text else replace(piece, text=text))
    return tuple(found)


def _bare(text: str, is_math: bool, known: Known) -> str:
    if not any(sign.isdigit() for sign in text) and "[" not in text and "(in" not in text:
        return text
    if "mod" in text:
        text = _RESIDUE.sub(lambda found: with_mod(found[0], str.isdigit), text)
    text = _BOXES.sub(_as_vector, text) if text.count("box") > 1 else text
    text = out_of_angles(_IN_DEGREES.sub(r"\1", text))
    text = _LEFT_OUT.sub(r"\1", _TOUCHED.sub(r"\1 ", text) if is_math else text)
    text = _PERCENT.sub("", _CURRENCY.sub("", _LOWERED.sub(r"\1", text)))
    text = _BESIDE_A_NAME.sub(_without_brackets, _AROUND.sub(r"\1", text))
    text = _LISTED.sub(lambda found: _list_alone(found, known), text)
    measured = _MEASURED if is_math else _MEASURED_IN_PROSE
    return measured.sub(lambda found: _without_unit(found, is_math, known), text)


def _as_vector(found: re.Match[str]) -> str:
    return f"[{', '.join(_IN_BOX.findall(found[0]))}]"


def _without_brackets(found: re.Match[str]) -> str:
    return "" if _unit_alone().fullmatch(found["unit"] or found["told"]) else found[0]


def _list_alone(found: re.Match[str], known: Known) -> str:
    is_name = bool(known.names(found["unit"], " ")) and not _DRESSED.search(found["unit"])
    return found[0] if is_name else found["list"]


def _without_unit(found: re.Match[str], is_math: bool, known: Known) -> str:
    """The number alone, where what stands behind it can be no factor of it."""
    unit, behind = found["unit"], found.string[found.end() : found.end() + 12]
    words = _WORD.findall(re.sub(_FONT, "", unit))
    if any(_is_constant(word, behind) for word in words) or _DERIVATIVE.match(unit):
        return found[0]
    if CONNECTING.intersection(word.lower() for word in words):
        return found[0]  # `\\text{ and }` between two statements
    if len(unit.strip()) == 1 and _is_beside_bare_term(found):
        return found[0]  # `y = 2.4 - 0.03x`: metres would stand behind 2.4 as well
    is_unit = _SPACE.sub("", unit) in known.units and _AT_END.match(found.string, found.end())
    if not is_unit and _is_other(found, is_math):
        return found[0]
    if is_unit or not _may_be_factors(found, known, words):
        return found["number"] + "\n" * found[0].count("\n")
    return found[0]


def _is_beside_bare_term(found: re.Match[str]) -> bool:
    """Whether a number with a letter stands in a sum beside a number without."""
    before = found.string[max(found.start() - LONGEST_TERM, 0) : found.start()]
    behind = _BARE_BEHIND.match(found.string, found.end())
    return behind is not None or _BARE_BEFORE.search(before) is not None


def _may_be_factors(found: re.Match[str], known: Known, words: Sequence[str]) -> bool:
    """Whether names stand behind the number that a statement before does not tell, and nothing
    shows that they are units: a font of their own, or more letters that are no names."""
    unit, before = found["unit"], found.string[: found.start()]
    names = [name for name in known.names(unit, found["gap"]) if not _is_told(name, before)]
    is_set = _DRESSED.search(unit) is not None and bool(found["gap"] or len(names) < len(words))
    is_undefined = any(len(one) == 1 and not known.is_name(one) for one in words)
    is_quotient = "/" in unit or _NEGATIVE_POWER.search(unit)
    is_none = is_quotient or (is_undefined and _TIMES.search(unit))
    return bool(names) and not is_set and len(words) - len(names) <= (0 if is_none else len(names))


def _is_other(found: re.Match[str], is_math: bool) -> bool:
    """Whether what stands behind a number is a word of prose, or begins the next statement."""
    unit, behind = found["unit"], found.string[found.end() : found.end() + 12]
    if not is_math and _is_prose(unit, behind):
        return True
    if not re.match(rf"\s*(?:{RELATION})", behind):
        return False  # `z = 0.16 h = 0.54`
    is_set = _SIGNS.search(unit) or _DRESSED.search(unit)
    return not is_set and not _CONVERTED.match(found.string, found.end())


def _is_told(word: str, before: str) -> bool:
    """Whether the statement before says what a letter is equal to, `V = 0.3 · 24 = 7.2 V`: the
    letter behind its own value is a unit."""
    return re.search(rf"(?:^|[\n,;.:])\s*{word}\s*(?:{RELATION})[^\n,;]*\Z", before) is not None


def _is_prose(unit: str, behind: str) -> bool:
    """Whether letters in prose may be words, `0.75 is ..`, as they are but before a sign."""
    is_word = len(unit) > 1 and unit.isalpha()
    return is_word and re.match(rf"\s*[)}}*·×/+{DASH}]", behind) is None


def _is_constant(word: str, behind: str) -> bool:
    """Whether a word is a number of mathematics, or a function that an argument follows; `sec` and
    `min` before nothing are seconds and minutes."""
    is_function = known_function(word) is not None and bool(re.match(r"\s*[\w(\\{\[]", behind))
    return word in CONSTANTS or word in GREEK_NAMES or is_function
