"""Tree to LaTeX that reads back as the same tree."""

from grader.mathlang.names import MARKS, base_and_figures, derivative_parts
from grader.mathlang.printer import POWER, Printer
from grader.mathlang.symbols import GREEK_NAMES
from grader.mathlang.tree import Call, Entry, List, Name, Number, Power, Product, Transpose, Tree

_ACCENTS = frozenset("hat bar tilde dot ddot check".split())
_OWN = frozenset(
    "sin cos tan sec csc cot arcsin arccos arctan sinh cosh tanh coth exp log max min det".split()
)
_SIGNS = {"@": " \\times ", "·": " \\cdot ", "*": " * ", "⊙": " \\odot ", "/": " / "}
_RELATIONS = {"<=": "\\leq", ">=": "\\geq", "!=": "\\neq"}


def latex(tree: Tree) -> str:
    """The tree in LaTeX, without dollars; `parse` gives the same tree again."""
    return _Latex().text(tree)


def latex_name(name: str) -> str:
    """A canonical name in LaTeX: `y1_hat` -> `\\hat{y}_{1}`, `dL_dw3` -> a fraction of ∂."""
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
        if tree.signs == ("/",):
            top, bottom = (self.text(operand) for operand in tree.operands)
            if not top.startswith(("d", "\\text{d", "\\partial")):
                return f"\\frac{{{top}}}{{{bottom}}}"
        return super().product(tree)

    def sign(self, sign: str, left: Tree, right: Tree) -> str:
        side_by_side = isinstance(left, (Number, Name)) and isinstance(right, (Name, Call, Power))
        if sign == "@" and side_by_side and not self.text(right, POWER).startswith(
            ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "\\left(", ".")
        ):
            one = isinstance(left, Number) or not self.name(left).startswith("\\text")  # type: ignore[arg-type]
            if one:
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
        if len(rows) != len(tree.items) or any(isinstance(x, List) for row in rows for x in row):
            return super().listed(tree)
        body = " \\\\ ".join(" & ".join(self.text(entry) for entry in row) for row in rows)
        return f"\\begin{{pmatrix}} {body} \\end{{pmatrix}}"

    def entry(self, tree: Entry) -> str:
        return f"\\left({self.text(tree.base)}\\right)_{self.indices(tree)}"
