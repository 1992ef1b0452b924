"""A formula of logic as a row of marks: connectives, brackets, variables, statements of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from grader.alphabet import plain
from grader.alphabet.brackets import OPENING, PAIRS, closing
from grader.alphabet.characters import SCRIPTS
from grader.mathlang.logic.connectives import BOOLEAN_SIGNS, NOT, OR, SIGNS
from grader.mathlang.math_errors import MathError

MOST = 2_000
"""Characters of one formula of logic."""
MOST_JOINTS = 120
"""Connectives and variables of one formula: by hand nobody writes more, and trees stay flat."""
_SILENT = re.compile(
    r"\\(?:left|right|big[lr]?|Big[lr]?|quad|qquad|displaystyle|ensuremath)(?![a-zA-Z])"
    r"|\\[,;!: ]|\$"
)
_WORDS = re.compile(
    r"\\(?:text|textrm|textbf|textit|mathrm|mathbf|mathit|operatorname|mbox)\s*\{([^{}]*)\}"
)
_OTHERS = (
    r"(?P<space>\s+)|(?P<bar>\\(?:overline|bar|widebar)(?![a-zA-Z]))|(?P<open>[(\[{])"
    r"|(?P<close>[)\]}])|(?P<after>['\u0304\u0305])"
    r"|(?P<name>\\?[^\W\d_][^\W_]*(?:_\{[^{}]{1,20}\}|_[^\W_]+)*|\d+(?:\.\d+)?|[⊤⊥])|(?P<other>.)"
)
"""What else stands in a formula of truth values, each a group by its kind."""
_BRACKETS = {"open": "(", "close": ")"}
_COMPARED = re.compile(r"<=|>=|!=|==|[<>=≤≥≠]|\\(?:leq?|geq?|neq?|lt|gt)(?![a-zA-Z])")
_WORD = r"(?<![\w\\])(?i:{})(?!\w)"


class Mark(NamedTuple):
    """One mark of a formula of logic.

    kind: "joint" (a connective, by its word), "not", "after" (a prime, which negates what stands
    before it), "bar" (a negation of the group behind it), "(" and ")", "name", "statement" (of
    numbers, `x + 1 > y`), "end".
    """

    kind: str
    text: str
    start: int


def cleaned(text: str) -> str:
    """A text in plain characters, without what only says how it looks."""
    bare = _WORDS.sub(r" \1 ", _with_bars_apart(plain(text)))
    bare = _SILENT.sub(" ", bare).replace("\\{", "(").replace("\\}", ")").replace("^\\prime", "'")
    bare = bare.replace("^{\\prime}", "'").replace("^'", "'").replace("\\prime", "'")
    return re.sub("[₀-₉]+", lambda found: "_" + "".join(SCRIPTS[c][1:] for c in found[0]), bare)


def _with_bars_apart(text: str) -> str:
    """A letter with a bar, `Ā`, as the letter and the bar behind it."""
    if text.isascii():
        return text
    parts = ((sign, normalize("NFD", sign)) for sign in text)
    return "".join(apart if apart[1:] in ("\u0304", "\u0305") else sign for sign, apart in parts)


def marks_of(text: str, of_numbers: bool, taken: frozenset[str]) -> list[Mark]:
    """The marks of a text that is `cleaned`, the last of kind "end".

    of_numbers: whether statements of numbers stand in it, so that + and · are theirs. taken:
    names, which are no words of logic. Errors: MathError at the first character without a meaning.
    """
    if len(text) > MOST:
        raise MathError(f"the formula has more than {MOST} characters", text, MOST)
    found = list(_statements(text, taken) if of_numbers else _marks(text, taken))
    if len(found) > 2 * MOST_JOINTS:
        raise MathError("the formula is too long", text, found[2 * MOST_JOINTS].start)
    return [*found, Mark("end", "", len(text))]


@cache
def _joints(of_numbers: bool, taken: frozenset[str]) -> str:
    """The pattern of all connectives, each a group that has its name."""
    found = []
    for word, signs in SIGNS.items():
        spelled = [signs] if of_numbers else [signs, *BOOLEAN_SIGNS.get(word, ())]
        if taken.isdisjoint({word, word.upper()}):
            spelled.append(_WORD.format(word))
        if word == OR and "v" not in taken and not of_numbers:
            spelled.append(r"(?<=[\s)])v(?=[\s(])")  # people type p v q
        found.append(f"(?P<{word}>{'|'.join(spelled)})")
    return "|".join(found)


@cache
def _pattern(of_numbers: bool, taken: frozenset[str]) -> re.Pattern[str]:
    return re.compile(_joints(of_numbers, taken))


@cache
def _all_marks(taken: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"{_joints(False, taken)}|{_OTHERS}")


def _marks(text: str, taken: frozenset[str]) -> Iterator[Mark]:
    """The marks of a formula of truth values alone."""
    for found in _all_marks(taken).finditer(text):
        kind = found.lastgroup or ""
        if kind == "other":
            raise _unknown(text, found.start())
        if kind in SIGNS:
            yield Mark("not" if kind == NOT else "joint", kind, found.start())
        elif kind != "space":
            yield Mark(_BRACKETS.get(kind, kind), found[0], found.start())


def _unknown(text: str, at: int) -> MathError:
    if text[at] == "^":
        return MathError("^ may be an and or an xor", text, at, "write & or xor")
    if text[at] == "-":
        return MathError("a minus has no meaning in logic", text, at, "write ¬ or not")
    return MathError(f"{text[at]} has no meaning in a formula of logic", text, at)


def _statements(text: str, taken: frozenset[str], offset: int = 0) -> Iterator[Mark]:
    """The marks of a formula in which numbers are compared: what joins, and what is joined."""
    pattern, at = _pattern(True, taken), 0
    while at < len(text):
        joint = pattern.match(text, at)
        if text[at].isspace():
            at += 1
        elif joint:
            word = joint.lastgroup or ""
            yield Mark("not" if word == NOT else "joint", word, offset + at)
            at = joint.end()
        elif text[at] in PAIRS and _groups(text, at, pattern):
            end = at + closing(text[at:])
            yield Mark("(", text[at], offset + at)
            yield from _statements(text[at + 1 : end], taken, offset + at + 1)
            yield Mark(")", text[end], offset + end)
            at = end + 1
        else:
            end = _end_of_statement(text, at, pattern)
            yield Mark("statement", text[at:end].strip(), offset + at)
            at = end


def _groups(text: str, at: int, joints: re.Pattern[str]) -> bool:
    """Whether the bracket here holds statements, and no numbers: `(x > 0)`, not `(x + 1) y`."""
    end = closing(text[at:])
    if end < 0:
        raise MathError(f"a closing {PAIRS[text[at]]} is missing", text, at)
    inside = text[at + 1 : at + end]
    return joints.search(inside) is not None or _COMPARED.search(inside) is not None


def _end_of_statement(text: str, at: int, joints: re.Pattern[str]) -> int:
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] in PAIRS) - (text[place] in OPENING)
        if place > at and depth == 0 and joints.match(text, place):
            return place
    return len(text)
