"""Equations as answers, `2x + 3y = 6`: what they say is the difference of their sides.

Two equations say the same where one difference is a constant multiple of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from grader.errors import GraderError, UnreadableError
from grader.mathlang import (
    BUILT_IN,
    Tree,
    Vocabulary,
    free_names,
    known_function,
    parse,
    parse_relation,
    unstarred,
)
from grader.mathlang.tree import Call, Comparison, Sum, walk
from grader.question.formulas import Formula
from grader.question.meant_names import with_base_e
from grader.question.student_formulas import not_usable

_NAMED = re.compile(r"(?P<name>[^=:<>]{1,80}?)\s*(?::(?!=)|\bis\b)\s*(?P<rest>.+)", re.DOTALL)
_NEXT = re.compile(r"⇒|⇔|=>|\\(?:Rightarrow|iff|implies|Leftrightarrow)\b|;|\n|,\s*so\b|\bthus\b")
_SIGN = re.compile(r"(?<![<>!=:])=+(?![=>])")
_SOLVED = re.compile(r"[\s$]*\\?[^\W\d_]+(?:_\{?\w+\}?)?\s*(?:=|≈|\\approx)[^=a-zA-Z]*")
"""One symbol and numbers: what comes out of an equation, `λ = 4.56, 2.44`."""
_NO_SIGN = "an equation has an equals sign; write both sides of it, as in a + b = c"


def student_equation(
    text: str,
    vocabulary: Vocabulary,
    symbols: Collection[str],
    is_name: Callable[[str], bool] = lambda _: False,
) -> Formula:
    """The equation that an answer says, as the difference of its sides.

    Of a chain count the first side in the step's symbols and the last, `det(A - λI) = λ² - 1 = 0`;
    of several equations one after the other, the last that does not only say what comes out.
    is_name: whether words before a colon are only what the step is called. Raises
    UnreadableError, a sentence for the student.
    """
    bare = unstarred(text).strip().strip("$").strip().rstrip(".")
    named = _NAMED.fullmatch(bare)
    if named and is_name(named["name"].strip()):
        bare = named["rest"]
    parts = [part for part in _NEXT.split(bare) if part.strip()]
    while len(parts) > 1 and is_solved(parts[-1]):
        parts.pop()
    return _equation(parts[-1].strip() if parts else bare, vocabulary, tuple(symbols))


def is_solved(text: str) -> bool:
    """Whether an equation only gives a symbol its numbers."""
    return _SOLVED.fullmatch(text) is not None


def sides(tree: Tree) -> tuple[Tree, Tree] | None:
    """The two sides of an equation that is kept as their difference; None for another tree."""
    if isinstance(tree, Sum) and tree.signs == ("-",):
        return tree.operands[0], tree.operands[1]
    return None


def equation_text(tree: Tree, written: Callable[[Tree], str]) -> str:
    """An equation as text, `2 x = 6`; written: what prints one side."""
    found = sides(tree)
    return " = ".join(map(written, found)) if found else f"{written(tree)} = 0"


@lru_cache(maxsize=4_096)
def _equation(text: str, vocabulary: Vocabulary, symbols: tuple[str, ...]) -> Formula:
    """Kept, for many students write the same equation."""
    known = tuple(vocabulary.names or ())
    members = [with_base_e(member, known) for member in _members(text, vocabulary)]
    if len(members) < 2:
        _refuse_inequality(members[0])
        raise UnreadableError(_NO_SIGN)
    for member in members:
        _refuse_inequality(member)
    usable = [member for member in members[:-1] if not _unknown(member, symbols)]
    for member in (members[-1], *(() if usable else members[:1])):
        for name in _unknown(member, symbols):
            raise UnreadableError(not_usable(name, vocabulary, symbols))
    return Formula(tree=Sum((usable[0], members[-1]), ("-",)))


def _members(text: str, vocabulary: Vocabulary) -> tuple[Tree, ...]:
    """The sides of an equation; of a chain whose beginning does not read, the last two."""
    text = text.replace("==", "=")
    try:
        return parse_relation(text, vocabulary).members
    except GraderError:
        parts = _SIGN.split(text)
        if len(parts) < 3:
            raise
        try:
            return tuple(parse(part, vocabulary) for part in parts[-2:])
        except GraderError:
            pass
        raise


def _refuse_inequality(tree: Tree) -> None:
    if any(isinstance(part, Comparison) for part in walk(tree)):
        raise UnreadableError("an equation is asked for, with =, and this is an inequality")


def _unknown(tree: Tree, symbols: Collection[str]) -> list[str]:
    """The names and functions of a side that may not stand there, `p` of `p(λ) = λ² - 1 = 0`."""
    called = {part.function for part in walk(tree) if isinstance(part, Call)}
    names = {name for name in called if known_function(name) is None} | free_names(tree)
    return sorted(n for n in names if n not in symbols and n not in BUILT_IN)
