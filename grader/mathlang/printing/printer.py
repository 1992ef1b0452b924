"""Tree to plain text that reads back as the same tree."""

import math
from collections.abc import Callable
from typing import Any

from grader.mathlang import tree as nodes
from grader.mathlang.known_functions import COMPLEX
from grader.mathlang.tree import Tree

COMPARISON, SUM, PRODUCT, POWER, VALUE = range(5)
"""How tightly a text holds together, from loose to tight."""


UNSEEN = frozenset(f"{COMPLEX}{name}" for name in ("number", "pair", "real", "wide", "i", "j"))
"""What turns pairs into complex numbers and back, which nobody writes; units are names."""


def seen(tree: Tree) -> Tree:
    """A tree without what turns pairs into complex numbers and back around it."""
    while isinstance(tree, nodes.Call) and tree.function in UNSEEN:
        if not tree.arguments:
            return nodes.Name(tree.function.removeprefix(COMPLEX))
        tree = tree.arguments[0]
    return tree


def printed(tree: Tree) -> str:
    """The tree as plain text; `parse` gives the same tree again."""
    return Printer().text(tree)


def number(value: float) -> str:
    """A number, no longer than it must be."""
    if math.isnan(value):
        return "none"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


class Printer:
    """Writes trees as plain text; what LaTeX writes in another way is a method of its own."""

    opening, closing = "(", ")"

    def text(self, tree: Tree, least: int = COMPARISON) -> str:
        """The text of a tree, in parentheses if it holds together less tightly than `least`."""
        tree = seen(tree)
        method, level = self.rules()[type(tree)]
        written = method(tree)
        return f"{self.opening}{written}{self.closing}" if level < least else written

    def rules(self) -> dict[type, tuple[Callable[[Any], str], int]]:
        """Node -> how to write it, and how tightly the result holds together."""
        return {
            nodes.Number: (lambda tree: number(tree.value), VALUE),
            nodes.Name: (self.name, VALUE),
            nodes.Negative: (self.negative, SUM),
            nodes.Transpose: (self.transpose, VALUE),
            nodes.Sum: (self.sum, SUM),
            nodes.Product: (self.product, PRODUCT),
            nodes.Power: (self.power, POWER),
            nodes.Comparison: (self.comparison, COMPARISON),
            nodes.Call: (self.call, VALUE),
            nodes.List: (self.listed, VALUE),
            nodes.Entry: (self.entry, VALUE),
            nodes.Slice: (self.sliced, VALUE),
            nodes.Subscript: (self.subscript, VALUE),
            nodes.IndexSum: (self.index_sum, SUM),
        }

    def name(self, tree: nodes.Name) -> str:
        return tree.name

    def negative(self, tree: nodes.Negative) -> str:
        return f"-{self.text(tree.operand, PRODUCT)}"

    def transpose(self, tree: nodes.Transpose) -> str:
        return f"{self.base(tree.operand)}^T"

    def base(self, tree: Tree) -> str:
        """What something is hung on: a name alone, all else in parentheses."""
        tree = seen(tree)
        if isinstance(tree, nodes.Name):
            return self.name(tree)
        return f"{self.opening}{self.text(tree)}{self.closing}"

    def sum(self, tree: nodes.Sum) -> str:
        first, *rest = tree.operands
        negative = isinstance(first, nodes.Negative)
        parts = [self.text(first, SUM if negative else PRODUCT)]
        for sign, operand in zip(tree.signs, rest, strict=True):
            parts.append(f"{sign} {self.text(operand, PRODUCT)}")
        return " ".join(parts)

    def product(self, tree: nodes.Product) -> str:
        written = self.text(tree.operands[0], POWER)
        left = tree.operands[0]
        for sign, operand in zip(tree.signs, tree.operands[1:], strict=True):
            factor = self.text(operand, POWER)
            written += self.sign(sign, left, operand, factor) + factor
            left = tree if sign in "*⊙" and isinstance(operand, nodes.Number) else operand
        return written

    def sign(self, sign: str, left: Tree, right: Tree, _: str) -> str:
        """The sign of a product with the space around it; the last is the text of the right."""
        if (
            sign == "@"
            and isinstance(left, nodes.Number)
            and isinstance(right, (nodes.Name, nodes.Call))
        ):
            return " "
        return f" {sign} "

    def power(self, tree: nodes.Power) -> str:
        exponent = tree.exponent
        plain = isinstance(exponent, nodes.Number) or (
            isinstance(exponent, nodes.Name) and exponent.name != "T"
        )
        raised = self.text(exponent) if plain else f"({self.text(exponent)})"
        return f"{self.powered(tree.base)}^{raised}"

    def powered(self, tree: Tree) -> str:
        """The base of a power."""
        tree = seen(tree)
        if isinstance(tree, (nodes.Name, nodes.Number, nodes.Call)):
            return self.text(tree)
        return f"{self.opening}{self.text(tree)}{self.closing}"

    def comparison(self, tree: nodes.Comparison) -> str:
        first, *rest = tree.operands
        parts = [self.text(first, SUM)]
        for sign, operand in zip(tree.signs, rest, strict=True):
            parts.append(f"{self.relation(sign)} {self.text(operand, SUM)}")
        return " ".join(parts)

    def relation(self, sign: str) -> str:
        return sign

    def call(self, tree: nodes.Call) -> str:
        return f"{self.function(tree.function)}{chr(39) * tree.primes}({self.arguments(tree)})"

    def function(self, name: str) -> str:
        return name.removeprefix(COMPLEX)

    def arguments(self, tree: nodes.Call) -> str:
        values = [self.text(argument) for argument in tree.arguments]
        return ", ".join(values + [f"{name}={self.text(value)}" for name, value in tree.keywords])

    def listed(self, tree: nodes.List) -> str:
        items = ", ".join(self.text(item) for item in tree.items)
        alone = len(tree.items) == 1 and not isinstance(tree.items[0], nodes.List)
        return f"[{items},]" if alone else f"[{items}]"

    def entry(self, tree: nodes.Entry) -> str:
        return f"({self.text(tree.base)})_{self.indices(tree)}"

    def indices(self, tree: nodes.Entry) -> str:
        """The indices in braces; a number of several figures alone needs parentheses."""
        written = [self.text(index) for index in tree.indices]
        if len(written) == 1 and len(written[0]) > 1:
            return f"{{({written[0]})}}"
        return f"{{{','.join(written)}}}"

    def sliced(self, tree: nodes.Slice) -> str:
        parts = ["" if part is None else self.text(part) for part in (tree.start, tree.stop)]
        return ":".join(parts) + ("" if tree.step is None else f":{self.text(tree.step)}")

    def subscript(self, tree: nodes.Subscript) -> str:
        return f"{self.base(tree.base)}[{', '.join(self.text(item) for item in tree.items)}]"

    def index_sum(self, tree: nodes.IndexSum) -> str:
        low = "" if tree.low is None else f"={self.text(tree.low)}"
        high = "" if tree.high is None else f"^{{{self.text(tree.high)}}}"
        return f"\\{tree.kind}_{{{tree.letter}{low}}}{high} {self.text(tree.body, PRODUCT)}"
