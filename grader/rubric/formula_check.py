"""What may be wrong with a rubric's formula that reads: slips that a TA makes while writing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from grader.errors import GraderError
from grader.mathlang import (
    CONSTANTS,
    MathError,
    Signs,
    Tree,
    Vocabulary,
    canonical,
    compound,
    evaluate,
    known_function,
    nearest,
    parse,
    printed,
)
from grader.mathlang.tree import (
    Call,
    Comparison,
    Entry,
    IndexSum,
    Name,
    Negative,
    Product,
    Sum,
    Transpose,
    children,
    walk,
)
from grader.ops import FUNCTIONS


def unknown_function(tree: Tree, vocabulary: Vocabulary) -> str | None:
    """What to say of the first function in a formula that there is not, or None."""
    for call in walk(tree):
        if isinstance(call, Call) and vocabulary.function(call.function) is None:
            near = nearest(call.function, sorted(FUNCTIONS))
            hint = f"; did you mean {near}?" if near else ""
            return f"{call.function} is not a function known here{hint}"
    return None


def double_spellings(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ and are one name wherever mathematics is read: w1 and w_1."""
    first: dict[str, str] = {}
    for name in dict.fromkeys(names):
        other = first.setdefault(canonical(name), name)
        if other != name:
            yield other, name


def unreadable_name(name: str, vocabulary: Vocabulary) -> str | None:
    """What to say of a name that no formula can use as it is spelled, or None: h_{t-1}, z 1."""
    if name.isidentifier() and name.isascii():
        return None
    tree = _tree(name, vocabulary)
    if isinstance(tree, Name) and tree.name == name:
        return None
    if isinstance(tree, Name):
        return f"name it {tree.name}; formulas and answers may spell it {name} all the same"
    plain = _plain_name(name)
    example = f"; write {plain}" if plain else ", and begins with a letter, as x1 does"
    return f"a name is made of the letters a to z, digits and _{example}"


def _plain_name(name: str) -> str:
    """A name in plain letters that is near one with others: groesse for größe; "" if none is."""
    spelt = name.translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    plain = re.sub(r"\W+", "_", bare).strip("_")
    return plain if plain.isidentifier() and plain != name else ""


_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "æ": "ae"})
"""Letters whose plain spelling is not that of the letter without its mark."""


def _tree(text: str, vocabulary: Vocabulary | None = None) -> Tree | None:
    try:
        return parse(text, vocabulary) if vocabulary else parse(text)
    except MathError:
        return None


class Spellings:
    """The other spellings of a question's names, one after the other: does each have its effect?"""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = Vocabulary(names=tuple(names))
        self.owners: dict[str, str] = {}
        self.compounds: dict[Signs, str] = {}

    def said_of(self, name: str, other: str) -> tuple[str, bool] | None:
        """What to say of a spelling of a name, and whether that is only a warning."""
        tree = _tree(other)
        signs = () if isinstance(tree, Name) else compound(other)
        if signs:
            return self._said_of_compound(name, other, signs)
        if tree is None:
            return (
                f"'{other}' cannot be read ({_error(other)}); write a name, such as y_true",
                False,
            )
        if not isinstance(tree, Name):
            return f"'{other}' reads as a formula; write a name, such as y_true", False
        if known_function(name) is not None:
            return None
        if _tree(other, self.names) == Name(name):
            return f"{other} reads as {name} without it; leave it out", True
        kind = "a constant" if tree.name in CONSTANTS else "a function"
        if tree.name in CONSTANTS or known_function(other) is not None:
            return f"{other} is {kind}, which no formula could then use; choose another", False
        owner = self.names.known(tree.name) or self.owners.setdefault(tree.name, name)
        if owner == name:
            self.compounds.setdefault(compound(other), name)
            return None
        is_name = self.names.known(tree.name) is not None
        if compound(other) and not is_name:  # its arguments tell it apart, `Q(A, stay)`
            return self._said_of_compound(name, other, compound(other))
        taken = f"{other} is another value" if is_name else f"{other} already stands for {owner}"
        return f"{taken}; choose another", False

    def _said_of_compound(self, name: str, other: str, signs: Signs) -> tuple[str, bool] | None:
        """What to say of a spelling such as `R^2` or `P(A | B)`: is it no formula here?"""
        tree = _tree(other, self.names)
        if tree == Name(name):
            return f"{other} reads as {name} without it; leave it out", True
        if self.names.explains(other):
            return f"'{other}' reads as a formula of this question's values; choose another", False
        owner = self.compounds.setdefault(signs, name)
        if owner != name:
            return f"{other} already stands for {owner}; choose another", False
        return None

    def is_readable(self, other: str) -> bool:
        """Whether a spelling reads as mathematics at all."""
        return _tree(other) is not None or bool(compound(other))


def _error(text: str) -> str:
    try:
        parse(text)
    except MathError as error:
        return str(error)
    return ""


def vectors_side_by_side(tree: Tree, values: Mapping[str, Any]) -> str | None:
    """What to say of two vectors side by side, neither transposed, or None.

    On paper that may be their dot product, the products of their entries, or a matrix.
    """
    for product in _outside_of_sums(tree):
        if not isinstance(product, Product):
            continue
        for i, sign in enumerate(product.signs):
            before, factor = product.operands[: i + 1], product.operands[i + 1]
            if sign != "@" or any(isinstance(part, Transpose) for part in (*before, factor)):
                continue
            left = Product(before, product.signs[:i]) if i else before[0]
            if _is_vector(left, values) and _is_vector(factor, values):
                a, b = _as_factor(before[-1]), _as_factor(factor)
                return (
                    f"{a} and {b} are vectors side by side; write {a} · {b} for their dot product,"
                    f" {a} ⊙ {b} for the products of their entries or {a} {b}^T for a matrix"
                )
    return None


def _outside_of_sums(tree: Tree) -> Iterator[Tree]:
    """Every tree within a tree, but for what has indices: there each factor is one entry."""
    if isinstance(tree, IndexSum | Entry):
        return
    yield tree
    for child in children(tree):
        yield from _outside_of_sums(child)


def _as_factor(tree: Tree) -> str:
    text = printed(tree)
    return f"({text})" if isinstance(tree, Comparison | Negative | Sum) else text


def _is_vector(tree: Tree, values: Mapping[str, Any]) -> bool:
    if any(isinstance(part, Entry) for part in walk(tree)):
        return False
    try:
        return np.ndim(evaluate(tree, values)) == 1
    except GraderError:  # it has no value here, which is told elsewhere
        return False
