"""Text to tree: formulas of logic in the spellings that people use.

From loose to tight: iff; implies, from right to left; or and nor; xor; and and nand, side by side
as well; not, before what it negates, as a prime behind it or as a bar above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.mathlang.logic.connectives import AND, IMPLIES, LEVELS, NAND, joined_by, negated
from grader.mathlang.logic.logic_marks import Mark, cleaned, marks_of
from grader.mathlang.math_errors import MathError
from grader.mathlang.names import canonical
from grader.mathlang.parser.grammar import parse
from grader.mathlang.parser.vocabulary import Vocabulary
from grader.mathlang.tree import Comparison, Name, Number, Tree

MAX_DEPTH = 40
"""How deep negations and brackets may nest."""
_VALUES = {
    "1": 1.0, "0": 0.0, "true": 1.0, "false": 0.0, "⊤": 1.0, "⊥": 0.0, "\\top": 1.0, "\\bot": 0.0,
    "T": 1.0, "F": 0.0, "True": 1.0, "False": 0.0, "TRUE": 1.0, "FALSE": 0.0,
}  # fmt: skip
_OPERANDS = ("name", "statement", "not", "bar", "(")
_EQUAL = re.compile(r"(?P<given>,\s*(?P<word>[A-Za-z]\w*)\s*)?(?<![<>!=:])=(?![=>])")
"""A sign that compares, or gives a function an argument by its keyword, `sum(v, axis=0)`."""


def parse_logic(text: str, vocabulary: Vocabulary, numbers: Collection[str] = ()) -> Tree:
    """The tree of a formula of logic, in arithmetic of 1 and 0.

    numbers: the names that stand for numbers, of which statements are made, `x + 1 > y`.
    Errors: MathError, at the first character that does not fit.
    """
    names = frozenset(vocabulary.names or ())
    bare = cleaned(text)
    if not bare.strip():
        raise MathError("nothing is written", text, 0, "write a formula of logic")
    reader = _Reader(bare, marks_of(bare, bool(numbers), names), vocabulary)
    tree = reader.joined()
    if reader.here.kind != "end":
        raise reader.unexpected()
    return tree


class _Reader:
    """The marks of one formula, and the place reached in them."""

    def __init__(self, text: str, marks: list[Mark], vocabulary: Vocabulary) -> None:
        self.text, self.marks, self.at, self.depth = text, marks, 0, 0
        self.vocabulary = vocabulary

    @property
    def here(self) -> Mark:
        return self.marks[self.at]

    def error(self, problem: str, hint: str = "") -> MathError:
        return MathError(problem, self.text, self.here.start, hint)

    def unexpected(self) -> MathError:
        here = self.here
        if here.kind == ")":
            return self.error(f"this {here.text} closes nothing", "an opening bracket is missing")
        if here.kind == "end":
            return self.error("the formula ends where something was expected")
        return self.error(f"{here.text} was not expected here")

    def joined(self, level: int = 0) -> Tree:
        """What the connectives of a level, and of tighter ones, join."""
        if level == len(LEVELS):
            return self.negated()
        self.deeper(level == 0)
        left = self.joined(level + 1)
        while (word := self._joint(level)) is not None:
            self.deeper(word == IMPLIES)
            right = self.joined(level if word == IMPLIES else level + 1)
            self.depth -= word == IMPLIES
            left = joined_by(word, left, right)
            if word == NAND and self._joint(level) == NAND:
                raise self.error("three joined by nand", "put parentheses around two of them")
        self.depth -= level == 0
        return left

    def _joint(self, level: int) -> str | None:
        """The connective here, if it is one of a level; moves past it."""
        here = self.here
        if here.kind == "joint" and here.text in LEVELS[level]:
            self.at += 1
            return here.text
        return AND if AND in LEVELS[level] and here.kind in _OPERANDS else None

    def deeper(self, is_deeper: bool) -> None:
        self.depth += is_deeper
        if self.depth > MAX_DEPTH:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels")

    def negated(self) -> Tree:
        """A value with the negations before and behind it."""
        count = 0
        while self.here.kind == "not":
            count, self.at = count + 1, self.at + 1
            if count > MAX_DEPTH:
                raise self.error("too many negations")
        tree = self.value()
        tree = self.primed(tree)
        for _ in range(count):
            tree = negated(tree)
        return tree

    def primed(self, tree: Tree) -> Tree:
        """A value with the primes behind it, of which two are none."""
        count = 0
        while self.here.kind == "after":
            count, self.at = count + 1, self.at + 1
        return negated(tree) if count % 2 else tree

    def value(self) -> Tree:
        here = self.here
        if here.kind == "(":
            return self.group()
        if here.kind == "bar":
            self.at += 1
            self.deeper(True)
            tree = negated(self.value())
            self.depth -= 1
            return tree
        if here.kind not in ("name", "statement"):
            raise self.unexpected()
        self.at += 1
        return self.variables(here) if here.kind == "name" else self.statement(here)

    def group(self) -> Tree:
        opened = self.here
        self.at += 1
        tree = self.joined()
        if self.here.kind != ")":
            if self.here.kind == "end":
                raise MathError("a closing bracket is missing", self.text, opened.start)
            raise self.unexpected()
        self.at += 1
        return tree

    def variables(self, mark: Mark) -> Tree:
        """A name, a truth value, or names run together, `AB'`: the prime is of the last alone."""
        found = self.names(mark.text)
        if found is None:
            problem = f"{mark.text.strip()} is no variable of this formula"
            raise MathError(problem, self.text, mark.start, f"write {self.known}")
        *others, last = found
        last = self.primed(last)
        for other in reversed(others):
            last = joined_by(AND, other, last)
        return last

    def names(self, word: str) -> list[Tree] | None:
        bare = word.lstrip("\\").replace("{", "").replace("}", "")
        known = self.known_name(bare)
        if known is not None:
            return [Name(known)]
        value = _VALUES.get(word)
        if value is not None:
            return [Number(value)]
        for spelled in (bare, bare.upper(), bare.lower()):
            pieces = self.vocabulary.pieces(spelled) or ()
            names = [self.vocabulary.known(canonical(piece)) for piece in pieces]
            if names and all(names):
                return [Name(name) for name in names if name]
        return None

    def known_name(self, word: str) -> str | None:
        """The name that a word is; in other letters, `P` for p, where only one is meant."""
        exact = self.vocabulary.known(canonical(word))
        if exact is not None:
            return exact
        alike = [n for n in self.vocabulary.names or () if n.casefold() == word.casefold()]
        return alike[0] if len(alike) == 1 else None

    @property
    def known(self) -> str:
        return ", ".join(self.vocabulary.names or ())

    def compared(self, found: re.Match[str]) -> str:
        """A sign as one that compares, but for that of a keyword."""
        is_keyword = found["word"] and self.known_name(found["word"]) is None
        return found[0] if is_keyword else f"{found['given'] or ''}=="

    def statement(self, mark: Mark) -> Tree:
        """A statement of numbers, `x + 1 > y`, `x = 2`; or one that is true or false."""
        value = _VALUES.get(mark.text.strip("() "))
        if value is not None and self.known_name(mark.text) is None:
            return Number(value)
        tree = parse(_EQUAL.sub(self.compared, mark.text), self.vocabulary)
        if not isinstance(tree, Comparison | Name):
            problem = f"{mark.text} says nothing that is true or false"
            raise MathError(problem, self.text, mark.start, "compare it, as in x > 0")
        return tree
