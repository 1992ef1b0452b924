"""Tree to LaTeX that reads back as the same tree."""

from grader.alphabet import GREEK_NAMES
from grader.mathlang.names import MARKS, base_and_figures, canonical, derivative_parts
from grader.mathlang.printing.printer import Printer
from grader.mathlang.tree import (
    Call,
    Entry,
    List,
    Name,
    Number,
    Power,
    Product,
    Transpose,
    Tree,
    children,
)

_ACCENTS = frozenset(str.split("hat bar tilde dot ddot check"))
_OWN = frozenset(
    str.split(
        "sin cos tan sec csc cot arcsin arccos arctan sinh cosh tanh coth exp log max min det"
    )
)
_SIGNS = {"@": " \\times ", "·": " \\cdot ", "*": " * ", "⊙": " \\odot ", "/": " / "}
_RELATIONS = {"<=": "\\leq", ">=": "\\geq", "!=": "\\neq"}


_APART = (*"0123456789.", "\\left(")
"""What a factor must not begin with to stand behind another without a sign."""


def latex(tree: Tree) -> str:
    """The tree in LaTeX, without dollars; `parse` gives the same tree again."""
    return _Latex().text(tree)


def latex_name(name: str) -> str:
    """A canonical name in LaTeX: `y1_hat` -> `\\hat{y}_{1}`, `dL_dw3` -> a fraction of ∂."""
    name = canonical(name)
    parts = derivative_parts(name)
    if parts:
        of, by = (latex_name(part) for part in parts)
        return f"\\frac{{\\partial {of}}}{{\\partial {by}}}"
    base, *labels = name.split("_")
    letter, figures = base_and_figures(base)
    marks = [label for label in labels if label in MARKS]
    words = [label for label in labels if label not in MARKS]
    simple = letter in GREEK_NAMES or len(letter) == 1
    if name == "infinity":
        return "\\infty"
    if not simple or len(marks) > 1 or len(words) + bool(figures) > 1 or name == "d":
        return _spelled_out(name)
    symbol = f"\\{letter}" if letter in GREEK_NAMES else letter
    raised = ""
    if marks:
        if marks[0] in _ACCENTS:
            symbol = f"\\{marks[0]}{{{symbol}}}"
        elif marks[0] in ("plus", "star"):
            raised = f"^{{{'+' if marks[0] == 'plus' else '*'}}}"
        else:
            return _spelled_out(name)
    below = figures or (f"\\text{{{words[0]}}}" if words else "")
    return symbol + (f"_{{{below}}}" if below else "") + raised


def _spelled_out(name: str) -> str:
    return f"\\text{{{name}}}".replace("_", "\\_")


class _Latex(Printer):
    """Writes trees in LaTeX."""

    opening, closing = "\\left(", "\\right)"

    def name(self, tree: Name) -> str:
        return latex_name(tree.name)

    def transpose(self, tree: Transpose) -> str:
        return f"{self.base(tree.operand)}^{{T}}"

    def product(self, tree: Product) -> str:
        if tree.signs == ("/",) and not _begins_with_d(tree.operands[0]):
            top, bottom = (self.text(operand) for operand in tree.operands)
            return f"\\frac{{{top}}}{{{bottom}}}"
        return super().product(tree)

    def sign(self, sign: str, left: Tree, right: Tree, factor: str) -> str:
        symbol = isinstance(left, Name) and not self.name(left).startswith("\\text")
        side_by_side = isinstance(right, (Name, Call, Power)) and not factor.startswith(_APART)
        if sign == "@" and side_by_side and (symbol or isinstance(left, Number)):
            return " "
        return _SIGNS[sign]

    def power(self, tree: Power) -> str:
        return f"{self.powered(tree.base)}^{{{self.text(tree.exponent)}}}"

    def relation(self, sign: str) -> str:
        return _RELATIONS.get(sign, sign)

    def function(self, name: str) -> str:
        if name == "sigmoid":
            return "\\sigma"
        return f"\\{name}" if name in _OWN else f"\\operatorname{{{name}}}".replace("_", "\\_")

    def call(self, tree: Call) -> str:
        alone = len(tree.arguments) == 1 and not tree.keywords and not tree.primes
        if alone and tree.function == "sqrt":
            return f"\\sqrt{{{self.arguments(tree)}}}"
        marks = "'" * tree.primes
        return f"{self.function(tree.function)}{marks}\\left({self.arguments(tree)}\\right)"

    def powered(self, tree: Tree) -> str:
        if isinstance(tree, Call) and tree.function == "sqrt":
            return f"{self.opening}{self.text(tree)}{self.closing}"
        return super().powered(tree)

    def listed(self, tree: List) -> str:
        rows = [item.items for item in tree.items if isinstance(item, List)]
        if len(rows) != len(tree.items):
            return super().listed(tree)
        if any(isinstance(entry, List) for row in rows for entry in row):
            return self.brackets(tree)
        body = " \\\\ ".join(" & ".join(self.text(entry) for entry in row) for row in rows)
        return f"\\begin{{pmatrix}} {body} \\end{{pmatrix}}"

    def brackets(self, tree: Tree) -> str:
        """An array of more than two axes, brackets in brackets."""
        if isinstance(tree, List):
            return f"[{', '.join(self.brackets(item) for item in tree.items)}]"
        return self.text(tree)

    def entry(self, tree: Entry) -> str:
        return f"\\left({self.text(tree.base)}\\right)_{self.indices(tree)}"


def _begins_with_d(tree: Tree) -> bool:
    """Whether a numerator begins with the letter d and would read as a differential."""
    while parts := children(tree):
        if isinstance(tree, Call):
            return tree.function.startswith("d")
        tree = parts[0]
    return isinstance(tree, Name) and tree.name.startswith("d")
