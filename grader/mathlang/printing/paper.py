"""Tree to text as people write it on paper: to be read by a person, never to be parsed again.

The product of the language is `@`, because names may be matrices; on paper factors simply stand
side by side, whatever they are, and an @ between single numbers looks like a riddle.
"""

from grader.mathlang.names import derivative_parts
from grader.mathlang.printing.printer import PRODUCT, Printer
from grader.mathlang.tree import Entry, IndexSum, Name, Number, Tree

_SYMBOLS = {"sigmoid": "σ", "dsigmoid": "σ'", "dtanh": "tanh'", "drelu": "relu'", "log": "ln"}
_NAMES = {"infinity": "∞", "pi": "π"}
_SUMS = {"sum": "Σ", "prod": "Π"}
_APART = tuple("0123456789.[-")
"""What a factor must not begin with to stand behind another without a sign."""


def on_paper(tree: Tree) -> str:
    """The tree as a person would write it in a line: `2 (y - y_hat) w3 σ'(z2)`, `1/4`."""
    return _Paper().text(tree)


class _Paper(Printer):
    def sign(self, sign: str, left: Tree, right: Tree, factor: str) -> str:
        if sign == "/" and all(isinstance(part, Number | Name) for part in (left, right)):
            return "/"
        if sign == "@":
            return " · " if factor.startswith(_APART) else " "
        return f" {sign} "

    def name(self, tree: Name) -> str:
        parts = derivative_parts(tree.name)
        return f"∂{parts[0]}/∂{parts[1]}" if parts else _NAMES.get(tree.name, tree.name)

    def function(self, name: str) -> str:
        name = super().function(name)
        return _SYMBOLS.get(name, name)

    def entry(self, tree: Entry) -> str:
        base = self.base(tree.base)
        indices = [self.text(index) for index in tree.indices]
        apart = "" if all(len(index) == 1 for index in indices) else ","
        return f"({base})_{apart.join(indices)}" if "/" in base else f"{base}_{apart.join(indices)}"

    def index_sum(self, tree: IndexSum) -> str:
        low = "" if tree.low is None else f"={self.text(tree.low)}"
        high = "" if tree.high is None else f"..{self.text(tree.high)}"
        sign = _SUMS.get(tree.kind, tree.kind)
        return f"{sign}_{tree.letter}{low}{high} {self.text(tree.body, PRODUCT)}"
