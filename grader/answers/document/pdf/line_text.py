"""A line of items as text: indices and exponents, functions, white space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from grader.alphabet.characters import MINUS
from grader.alphabet.relations import IS_RELATION, RELATION, RELATIONS
from grader.answers.document.pdf.items import Item

RAISED, LOWERED = 0.12, 0.06
"""Sizes of the line that an exponent's baseline lies above its own, an index's below."""
FULL = 0.88
"""Sizes of the line from which on a sign stands on it, however it is shifted."""
COLUMN_GAP = 1.9
"""Sizes of the line from one sign to the next, between columns of equations: TeX's wide space has
two."""
QUAD, QUAD_SIGN = 0.9, "\x1f"
"""The same between two statements of a line, and what stands there for a moment."""
THIN = 0.1
"""The same between a function and its argument, `log x`; the letters of a word are nearer."""
PARAGRAPH_GAP = 0.85
"""Sizes from the foot of a line to the head of the next, where a paragraph ends."""
ROW_GAP = 0.8
"""Sizes between two entries of a row within brackets; words stand nearer."""
NUMBER_GAP = 0.4
"""The same between two numbers, which nothing else parts; a sign of operation stands nearer."""
_NUMERAL = frozenset(f"0123456789.-{MINUS}")
_ON_LINE = ("\\frac", "\\begin", "\\sum", "\\prod")
_OPENING, _CLOSING, _PRIMES = ("(", "["), (")", "]"), "′'’"
_FUNCTION = re.compile(
    r"(?<![A-Za-z\\])(sinh|cosh|tanh|sin|cos|tan|log|ln|exp|det|arg|max|min)"
    r"(?: (?=[A-Za-z](?![A-Za-z]))| ?(?=[^\W\dA-Za-z_]|\d|\\|[_^(]))"
)
_IS_FUNCTION = re.compile(r"(?<![A-Za-z\\])(?:sinh|cosh|tanh|sin|cos|tan|log|ln|exp|det)$")
_BEGINS = re.compile(rf"\s*{RELATION}")
"""A function before its argument: a sign of its own, a figure, a bracket; before a word it is
prose."""
_BINOMIAL = re.compile(r"[(\[](\\binom\{[^{}]*\}\{[^{}]*\})\s*[)\]]")
"""Brackets with a raised and a lowered sign at once: nothing hangs on a bracket that opens."""
_ALIGNED, _EMPTY_SIDE = "∧¿", re.compile(rf"^¿ ?(?={RELATION})")
"""What LibreOffice makes of Word's `&=`, by which equations stand under each other, and of a side
without anything before it."""
_NOT_EQUAL = re.compile("\u0338 ?=|= ?\u0338")
"""TeX draws a stroke and an equals sign over each other."""
_SPACES = re.compile("  +")
_GIVEN = re.compile(r"(?<=\S) \| (?=\S)")
"""A bar between two things, `P(A | B)`; in plain text it would part the cells of a table."""
_EQUATION_NUMBER = re.compile(r"\s;\s\(\d+[a-z]?\)\s*$")


class Line(NamedTuple):
    """A line of text and its baseline."""

    text: str
    base: float


def main_base(items: Sequence[Item]) -> float:
    """The baseline of the largest items."""
    if not items:
        return 0.0
    size = _main_size(items)
    return _base(items, size)


def _base(items: Sequence[Item], size: float) -> float:
    bases = sorted(item.base for item in items if item.size > FULL * size)
    return bases[len(bases) // 2]


def _main_size(items: Sequence[Item]) -> float:
    """The size of the largest items; signs of sums, which may be larger, count where alone."""
    others = [item.size for item in items if not item.is_operator]
    return max(others or [item.size for item in items])


def line_of(items: Sequence[Item]) -> str:
    """One line of items as text, indices and exponents marked, words parted by spaces."""
    ordered = sorted(items, key=lambda item: item.left)
    if not ordered:
        return ""
    size = _main_size(ordered)
    base = _base(ordered, size)
    parts: list[str] = []
    at, right = 0, ordered[0].left
    rows = _RowVectors(size)
    while at < len(ordered):
        item = ordered[at]
        if parts:
            parts.append(_between(item, item.left - right, size, parts))
        run = _script_run(ordered, at, base, size) if parts else []
        if run:
            parts = _with_scripts(parts, run, base)
            right = max(right, *(i.right for i in run))
            at += len(run)
            continue
        rows.take(item, item.left - right, parts)
        right = max(right, item.right)
        at += 1
    text = _EMPTY_SIDE.sub("", "".join(parts).replace(_ALIGNED, " = "))
    text = _NOT_EQUAL.sub("≠", text)
    text = _GIVEN.sub(_given, _BINOMIAL.sub(r"\1", _apart(text)))
    return _SPACES.sub(" ", _FUNCTION.sub(r"\\\1 ", text))


def _between(item: Item, gap: float, size: float, parts: Sequence[str]) -> str:
    """What stands between an item and the parts before it."""
    if gap > COLUMN_GAP * size:
        return " " if parts[-1] in ",;" or item.text in RELATIONS else " ; "
    if gap > QUAD * size:
        return QUAD_SIGN
    is_argument = gap > THIN * size and _IS_FUNCTION.search("".join(parts[-6:])) is not None
    return " " if gap > item.apart * size or is_argument else ""


def _apart(text: str) -> str:
    """A line, parted where two statements have room between them, `y = 1   z = 2`."""
    found, *rest = text.split(QUAD_SIGN)
    for part in rest:
        is_stated = bool(IS_RELATION.search(part)) and not _BEGINS.match(part)
        is_parted = found.rstrip().endswith((",", ";")) or not IS_RELATION.search(found)
        found += (" ; " if is_stated and not is_parted else " ") + part
    return found


def _given(bar: re.Match[str]) -> str:
    """A bar within brackets, `P(A | B)`; `|A| = 5` has others."""
    before = bar.string[: bar.start()]
    return " \\mid " if before.count("(") > before.count(")") else bar[0]


def _script_run(ordered: Sequence[Item], at: int, base: float, size: float) -> list[Item]:
    """The indices and exponents from a place on, those of indices too."""
    run: list[Item] = []
    for item in islice(ordered, at, None):
        if not _level(item, base, size):
            own = max((i.size for i in run), default=0.0)
            if not (_is_small(item, size) and item.size < FULL * own):
                break
        run.append(item)
    return run


def _is_small(item: Item, size: float) -> bool:
    return item.size < FULL * size and not item.text.startswith(_ON_LINE) and not item.is_tall


def _with_scripts(parts: list[str], run: Sequence[Item], base: float) -> list[str]:
    """The parts with a run of indices and exponents hung on the last; white space between goes."""
    above, below = _parted(run, base)
    while parts and not parts[-1].strip():
        parts.pop()
    lower, upper = line_of(below), line_of(above)
    if lower and upper and parts and parts[-1] in _OPENING:
        return [*parts, f"\\binom{{{upper}}}{{{lower}}}"]
    if lower:
        parts.append(f"_{{{lower}}}")
    primes = len(upper) - len(upper.lstrip(_PRIMES))
    upper = upper[primes:].strip()
    if primes:
        parts.append("'" * primes)
    if upper:
        parts.append("^{\\circ}" if upper == "∘" else f"^{{{upper}}}")
    return parts


def _parted(run: Sequence[Item], base: float) -> tuple[list[Item], list[Item]]:
    """A run's exponents and its indices; what hangs on one of them goes with it."""
    size = max(item.size for item in run)
    sides: tuple[list[Item], list[Item]] = ([], [])
    for item in run:
        side = sides[0] if item.base > base else sides[1]
        if item.size < FULL * size:
            holders = [i for i in (*sides[0], *sides[1]) if i.size >= item.size]
            nearest = max(holders, key=lambda i: i.right - abs(i.base - item.base), default=None)
            if nearest is not None:
                side = sides[0] if any(i is nearest for i in sides[0]) else sides[1]
        side.append(item)
    return sides


class _RowVectors:
    """Puts signs behind each other; what stands apart within brackets, as a row of a matrix."""

    def __init__(self, size: float) -> None:
        self._apart, self._between = ROW_GAP * size, NUMBER_GAP * size
        self._opened: list[tuple[int, list[int]]] = []

    def take(self, item: Item, gap: float, parts: list[str]) -> None:
        """Append an item to the parts, which stands so far behind the last."""
        if self._is_entry(item, gap, parts):
            self._opened[-1][1].append(len(parts) - 1)
        parts.append(item.text)
        if item.text in _OPENING:
            self._opened.append((len(parts) - 1, []))
        elif item.text in _CLOSING and self._opened:
            _as_row(parts, *self._opened.pop())

    def _is_entry(self, item: Item, gap: float, parts: list[str]) -> bool:
        """Whether an item within brackets stands apart from what is before it there."""
        if not self._opened or parts[-1:] not in ([" "], [QUAD_SIGN]):
            return False
        if len(parts) - 2 <= self._opened[-1][0]:
            return False
        is_numeral = parts[-2][-1:].isdigit() and item.text in _NUMERAL
        return gap > (self._between if is_numeral else self._apart)


def _as_row(parts: list[str], at: int, cuts: Sequence[int]) -> None:
    """Make what stands from a bracket on a row of a matrix, where blanks part it and no commas."""
    if cuts and all(parts[cut - 1] not in ",;" for cut in cuts):
        name = "bmatrix" if parts[at] == "[" else "pmatrix"
        for cut in cuts:
            parts[cut] = " & "
        parts[at], parts[-1] = f"\\begin{{{name}}} ", f" \\end{{{name}}}"


def _level(item: Item, base: float, size: float) -> int:
    """1 for an exponent, -1 for an index, 0 for an item on the line."""
    if item.size > FULL * size or item.text.startswith(_ON_LINE) or item.is_tall:
        return 0
    shift = item.base - base
    if shift > RAISED * size:
        return 1
    return -1 if shift < -LOWERED * size else 0


def spaced(rows: Sequence[Sequence[Item]]) -> list[Line]:
    """The lines as text, with an empty line where the distance is large or a column begins."""
    found: list[Line] = []
    before: Sequence[Item] | None = None
    for row in rows:
        text = _EQUATION_NUMBER.sub("", line_of(row)).strip()
        if not text:
            continue
        base = main_base(row)
        if before is not None:
            gap = min(i.bottom for i in before) - max(i.top for i in row)
            size = max(i.size for i in row)
            if gap > PARAGRAPH_GAP * size or base > main_base(before):
                found.append(Line("", base))
        found.append(Line(text, base))
        before = row
    return found
