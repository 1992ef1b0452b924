"""One side of an equation as it is read: its tree, its value, the name it is."""

from __future__ import annotations

import re
from functools import lru_cache

from grader import record
from grader.alphabet import brackets
from grader.answers.sheet.meaning import value_at
from grader.answers.sheet.records import How
from grader.answers.sheet.trees import tree_of
from grader.mathlang import CONSTANTS, Tree, Vocabulary, free_names
from grader.mathlang.tree import Call, List, Name, Negative, Number, Power, Product, walk
from grader.model import Array

_NUMBERS = re.compile(r"[\d\s+\-*/(),.\[\]]*", re.ASCII)
_NO_NAMES = Vocabulary(names=())
MAX_KEPT = 300
"""Characters of a side of numbers that is remembered."""


@record(frozen=True, slots=True, kw_only=True)
class Side:
    """One member of a chain as read in one question.

    tree: None where it could not be read. value: of a side that holds no names.
    is_plain: whether it is a number or a matrix of numbers and nothing is left to compute.
    name: the value it names, if it is a name alone, and how it names it.
    entry: the indices, if it names a single entry.
    """

    text: str
    tree: Tree | None = None
    value: Array | None = None
    is_plain: bool = False
    name: str = ""
    how: How = How.NAME
    entry: tuple[int, ...] = ()

    @property
    def is_own_name(self) -> bool:
        """Whether it is a name of the student's own."""
        return isinstance(self.tree, Name) and not self.name

    @property
    def is_symbolic(self) -> bool:
        return self.tree is not None and self.value is None and bool(symbols(self.tree))


def of_numbers(text: str) -> Side | None:
    """A side of nothing but numbers, which reads the same in all questions; None of any other."""
    return _of_numbers(text) if len(text) <= MAX_KEPT and _NUMBERS.fullmatch(text) else None


@lru_cache(maxsize=2048)
def _of_numbers(text: str) -> Side:
    tree = tree_of(text, _NO_NAMES)
    value = value_at(tree, {}) if tree is not None else None
    plain = value is not None and tree is not None and is_plain(tree)
    return Side(text=text, tree=tree, value=value, is_plain=plain)


def called(tree: Tree | None, text: str) -> str:
    """The name that a text is, `w`, or `X 2` with its index behind a blank, or that of a change,
    `\\Delta w`; "" of others."""
    if not isinstance(tree, Product) or tree.signs != ("@",) or "(" in text:
        return tree.name if isinstance(tree, Name) else ""
    first, last = tree.operands
    if first == Name("Delta"):
        return f"Delta_{last.name}" if isinstance(last, Name) else ""
    if isinstance(first, Name) and isinstance(last, Number) and last.value % 1 == 0:
        return f"{first.name}_{last.value:.0f}"
    return ""


def in_brackets(text: str) -> tuple[str, str]:
    """What stands before brackets and in them, of `L(y, t)`; nothing of a product."""
    opening = text.find("(")
    bare = text.rstrip()
    if opening <= 0 or not bare.endswith(")") or not closes_last(bare, opening):
        return "", ""
    inner = bare[opening + 1 : -1].removesuffix("\\right")
    if any(sign in inner for sign in "*+^/") or " - " in inner or "1-" in inner:
        return "", ""
    return bare[:opening].removesuffix("\\left").strip(), inner


def symbols(tree: Tree) -> frozenset[str]:
    """The names in a tree that are no constants."""
    return free_names(tree) - CONSTANTS.keys()


def is_plain(tree: Tree) -> bool:
    """Whether a tree is a number or a matrix of numbers; its entries may be quotients or
    roots, or in per cent."""
    if isinstance(tree, Number) or _is_with_power_of_ten(tree):
        return True
    if isinstance(tree, Negative):
        return is_plain(tree.operand) and not isinstance(tree.operand, List)
    return isinstance(tree, List) and all(is_plain(item) or is_exact(item) for item in tree.items)


def _is_with_power_of_ten(tree: Tree) -> bool:
    """Whether a tree is one number as science writes it, `2.16 × 10^{-4}`."""
    if not isinstance(tree, Product) or len(tree.operands) != 2 or "/" in tree.signs:
        return False
    front, power = tree.operands
    if not isinstance(front, Number) or not isinstance(power, Power):
        return False
    by = power.exponent.operand if isinstance(power.exponent, Negative) else power.exponent
    return power.base == Number(10.0) and isinstance(by, Number) and by.value % 1 == 0


def is_exact(tree: Tree | None) -> bool:
    """Whether a tree is a value that is left as a quotient or with a root, `1/4`, `2 √3`."""
    if isinstance(tree, Negative):
        return is_exact(tree.operand)
    parts = tree.operands if isinstance(tree, Product) and "*" not in tree.signs else (tree,)
    roots = [one for one in parts if isinstance(one, Call) and one.function == "sqrt"]
    are_numbers = all(isinstance(one.arguments[0], Number) for one in roots)
    others = [one for one in parts if one not in roots]
    is_left = bool(roots) or (isinstance(tree, Product) and tree.signs == ("/",))
    return is_left and are_numbers and all(isinstance(one, Number) for one in others)


def has_numbers(tree: Tree) -> bool:
    return any(isinstance(part, (Number, List)) for part in walk(tree))


def closes_last(text: str, opening: int) -> bool:
    """Whether the parenthesis that opens at a place closes with the end of the text."""
    return brackets.end(text, opening) == len(text) - 1
