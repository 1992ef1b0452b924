"""A formula of logic as a row of marks: connectives, brackets, variables, statements of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from grader.alphabet import plain
from grader.alphabet.brackets import PAIRS, closing
from grader.mathlang.logic.connectives import BOOLEAN_SIGNS, NOT, SIGNS
from grader.mathlang.math_errors import MathError

MOST = 2_000
"""Characters of one formula of logic."""
MOST_JOINTS = 120
"""Connectives and variables of one formula: by hand nobody writes more, and trees stay flat."""
_SILENT = re.compile(
    r"\\(?:left|right|big[lr]?|Big[lr]?|quad|qquad|displaystyle|ensuremath)(?![a-zA-Z])|\\[,;!: ]|\$"
)
_WORDS = re.compile(
    r"\\(?:text|textrm|textbf|textit|mathrm|mathbf|mathit|operatorname|mbox)\s*\{([^{}]*)\}"
)
_BAR = re.compile(r"\\(?:overline|bar|widebar|widehat)(?![a-zA-Z])")
_RAISED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_NAME = re.compile(
    r"\\?[^\W\d_][^\W_]*(?:_\{[^{}]{1,20}\}|_[^\W_]+)*|\d+(?:\.\d+)?|[⊤⊥]|\\(?:top|bot)(?![a-zA-Z])"
)
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
    return re.sub("([₀-₉]+)", lambda found: f"_{found[1].translate(_RAISED)}", bare)


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
def _joints(of_numbers: bool, taken: frozenset[str]) -> list[tuple[str, re.Pattern[str]]]:
    """Each connective with the pattern of all that says it."""
    found = []
    for word, signs in SIGNS.items():
        more = "" if of_numbers else BOOLEAN_SIGNS.get(word, "")
        spelled = "" if {word, word.upper()} & taken else _WORD.format(word)
        if word == "or" and "v" not in taken and not of_numbers:
            spelled = f"{spelled}|(?<=[\\s)])v(?=[\\s(])"  # people type p v q
        found.append((word, re.compile("|".join(one for one in (signs, more, spelled) if one))))
    return found


def _joint(text: str, at: int, of_numbers: bool, taken: frozenset[str]) -> Mark | None:
    for word, pattern in _joints(of_numbers, taken):
        found = pattern.match(text, at)
        if found:
            return Mark("not" if word == NOT else "joint", word, at)
    return None


def _length(text: str, mark: Mark, of_numbers: bool, taken: frozenset[str]) -> int:
    pattern = dict(_joints(of_numbers, taken))[mark.text]
    found = pattern.match(text, mark.start)
    assert found is not None
    return len(found[0])


def _marks(text: str, taken: frozenset[str]) -> Iterator[Mark]:
    """The marks of a formula of truth values alone."""
    at = 0
    while at < len(text):
        sign = text[at]
        joint, name, bar = (
            _joint(text, at, False, taken),
            _NAME.match(text, at),
            _BAR.match(text, at),
        )
        if sign.isspace():
            at += 1
        elif joint:
            yield joint
            at += _length(text, joint, False, taken)
        elif bar:
            yield Mark("bar", bar[0], at)
            at = bar.end()
        elif sign in "([{":
            yield Mark("(", sign, at)
            at += 1
        elif sign in ")]}":
            yield Mark(")", sign, at)
            at += 1
        elif sign in "'\u0304\u0305":
            yield Mark("after", sign, at)
            at += 1
        elif name:
            yield Mark("name", name[0], at)
            at = name.end()
        else:
            raise _unknown(text, at)


def _unknown(text: str, at: int) -> MathError:
    if text[at] == "^":
        return MathError("^ may be an and or an xor", text, at, "write & or xor")
    if text[at] in "-−":
        return MathError("a minus has no meaning in logic", text, at, "write ¬ or not")
    return MathError(f"{text[at]} has no meaning in a formula of logic", text, at)


def _statements(text: str, taken: frozenset[str], offset: int = 0) -> Iterator[Mark]:
    """The marks of a formula in which numbers are compared: what joins, and what is joined."""
    at = 0
    while at < len(text):
        joint = _joint(text, at, True, taken)
        if text[at].isspace():
            at += 1
        elif joint:
            yield Mark(joint.kind, joint.text, offset + at)
            at += _length(text, joint, True, taken)
        elif text[at] in "([{" and _groups(text, at, taken):
            end = at + closing(text[at:])
            yield Mark("(", text[at], offset + at)
            yield from _statements(text[at + 1 : end], taken, offset + at + 1)
            yield Mark(")", text[end], offset + end)
            at = end + 1
        else:
            end = _end_of_statement(text, at, taken)
            yield Mark("statement", text[at:end].strip(), offset + at)
            at = end


def _groups(text: str, at: int, taken: frozenset[str]) -> bool:
    """Whether the bracket here holds statements, and no numbers: `(x > 0)`, not `(x + 1) y`."""
    end = closing(text[at:])
    if end < 0:
        raise MathError(f"a closing {PAIRS[text[at]]} is missing", text, at)
    inside = text[at + 1 : at + end]
    joints = any(_joint(inside, place, True, taken) for place in range(len(inside)))
    return joints or _COMPARED.search(inside) is not None


def _end_of_statement(text: str, at: int, taken: frozenset[str]) -> int:
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if place > at and depth == 0 and _joint(text, place, True, taken):
            return place
    return len(text)
