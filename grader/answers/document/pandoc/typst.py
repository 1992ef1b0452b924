"""A Typst source made such that pandoc can read it by itself, and what to do where it cannot.

Templates and packages are other files, which are not there: what they define shows what it is
given.
"""

from __future__ import annotations

import re

from grader.answers.document.pandoc.list_numbers import list_number

_RULE = re.compile(r"^[ \t]*#(?:show|import|include)\b", re.MULTILINE)
"""What brings other files in or changes how things look. A rule for headings makes them words."""
_NUMBERING = re.compile(r"#set\s+heading\((?:[^()\n]*,)?\s*numbering:\s*\"([^\"\n]{1,20})\"")
_HEADING = re.compile(r"^(={1,6})(?=[ \t]+\S)", re.MULTILINE)
_COUNTED = re.compile(r"[1aAiI]")
_STYLES = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman",
           "I": "UpperRoman"}  # fmt: skip
_COLUMN = re.compile(r"\bcolumns:\s*(?:\(\s*(?:auto|\d[\d.]*[a-z%]+)\s*\)|auto\b)")
"""One column without a number, of which pandoc asks how many they are."""
_MISSING = re.compile(r"Identifier \"([\w-]{1,60})\" not found")
_METHOD = re.compile(r"does not have a method \"([\w-]{1,60})\"")
_SYMBOL = re.compile(r"#(?:math|sym)\.([a-zA-Z]+(?:\.[a-zA-Z]+)*)(?![\w(\[]);?")
"""A sign by its name in text, which pandoc does not know there, `2 #math.times 3`."""
MAX_RULE = 20_000
"""Characters that one rule may run over."""
MAX_MISSING = 32
"""Names of other files that are replaced, each at the price of another attempt."""
_SHOWN = "#let {}(..given) = given.pos().at(-1, default: [])\n"
_DERIVATIVE = "#let {0}(f, x, ..more) = $frac({1} #f, {1} #x)$\n"
_KNOWN = {"pdv": _DERIVATIVE.format("pdv", "partial"), "dv": _DERIVATIVE.format("dv", "d")}
"""The derivatives of the package physica."""
_PASSED_OVER = _SHOWN.format("highlight")
"""What pandoc knows and leaves out with all that it holds."""


def ordinary(source: str) -> str:
    """The source without rules for looks and other files, its headings numbered as it says."""
    kept: list[str] = [_PASSED_OVER]
    at = 0
    for found in _RULE.finditer(source):
        if found.start() >= at:
            kept.append(source[at : found.start()])
            at = _end(source, found.end())
    text = _SYMBOL.sub(r"$\1$", "".join([*kept, source[at:]]))
    return _numbered(_COLUMN.sub("columns: 1", text))


def defined(source: str, complaint: str) -> str | None:
    """The source with a definition of the name that pandoc misses, and without what it misses of
    that, `plot.add`; None if it complains of something else."""
    method = _METHOD.search(complaint)
    if method is not None:
        shorter = re.sub(rf"(?<=[\w)])\.{method[1]}\b(?!-)", "", source)
        return shorter if shorter != source else None
    missing = _MISSING.search(complaint)
    if missing is None:
        return None
    return _KNOWN.get(missing[1], _SHOWN.format(missing[1])) + source


def _end(source: str, start: int) -> int:
    """Where a rule ends: at the end of the line on which all its brackets are closed."""
    depth = 0
    for place in range(start, min(len(source), start + MAX_RULE)):
        sign = source[place]
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "\n" and depth <= 0:
            return place
    line = source.find("\n", start)
    return len(source) if depth <= 0 or line < 0 else line


def _numbered(source: str) -> str:
    pattern = _NUMBERING.search(source)
    if pattern is None or not _COUNTED.search(pattern[1]):
        return source
    counts: list[int] = []

    def number(found: re.Match[str]) -> str:
        level = len(found[1])
        counts[level:] = []
        counts.extend([0] * (level - len(counts)))
        counts[-1] += 1
        return f"{found[1]} {_shown(counts, pattern[1])}"

    return _HEADING.sub(number, source)


def _shown(counts: list[int], pattern: str) -> str:
    """Counts in the way of a numbering pattern such as `1.a)`, whose last sign may repeat."""
    signs = list(_COUNTED.finditer(pattern))
    shown = pattern[: signs[0].start()]
    for place, count in enumerate(counts):
        sign, after = signs[min(place, len(signs) - 1)], signs[place + 1 : place + 2]
        shown += list_number(count, _STYLES[sign[0]])
        is_last = place + 1 == len(counts)
        if after and not is_last:
            shown += pattern[sign.end() : after[0].start()]
        elif not after:
            shown += pattern[sign.end() :] or ("" if is_last else ".")
    return shown
