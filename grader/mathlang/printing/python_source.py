"""Tree to the source of a solver function: `def dL_dW(dL_dY, X): return dL_dY @ X.T`."""

import ast
import builtins
import keyword
import math
import re
from collections.abc import Callable, Iterable, Mapping
from textwrap import dedent
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from grader.errors import NoValueError
from grader.mathlang import tree as nodes
from grader.mathlang.evaluation.evaluate import Evaluator
from grader.mathlang.evaluation.indices import free_indices
from grader.mathlang.evaluation.products import Row
from grader.mathlang.evaluation.scope import BUILT_IN, CONSTANTS, UNIT
from grader.mathlang.known_functions import known_function, slope
from grader.mathlang.parser.vocabulary import named
from grader.mathlang.printing.printer import POWER, SUM, VALUE, Printer, printed
from grader.mathlang.printing.printer import number as plain_number
from grader.mathlang.tree import NOTHING, Tree, free_names, walk
from grader.ops import FUNCTIONS

_BUILTINS = frozenset(dir(builtins))
"""What Python has without an import: an operation of that name is called as `ops.sum`."""
_CONSTANTS = {"pi": "np.pi", "e": "np.e"}


def as_python(name: str, tree: Tree, values: Mapping[str, ArrayLike]) -> str:
    """The source of a function that computes a formula; its arguments are the names it uses.

    values: by name, with the shapes that the formula is for; they decide whether a product is
        `*`, `@` or `outer`.
    Errors: NoValueError if the formula has no value for these values.
    """
    names = [name, *_in_order(tree, values)]
    own, *arguments = map(_identifier, names)
    body = _Python(values).whole(tree)
    words = [one for one in names if keyword.iskeyword(one)]
    told = "".join(f"; {one}_ stands for {one}, a word of Python itself" for one in words)
    lines = [
        f"def {own}({', '.join(arguments)}):",
        f'    """The value of {printed(tree)}{told}."""'.replace("\\", "\\\\"),
        f"    return {body}",
    ]
    return "\n".join(lines) + "\n"


def python_imports(sources: Iterable[str]) -> str:
    """The imports that functions written by `as_python` need: of what they use, and no more."""
    trees = [part for source in sources for part in ast.walk(ast.parse(dedent(source)))]
    used = {part.id for part in trees if isinstance(part, ast.Name)}
    called = {
        part.func.id
        for part in trees
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
    }
    names = ", ".join(sorted((called & set(FUNCTIONS)) - _BUILTINS))
    own = ["from grader import ops\n"] if "ops" in used else []
    own += [f"from grader.ops import {names}\n"] if names else []
    groups = [["import numpy as np\n"] if "np" in used else [], own]
    return "\n".join("".join(group) for group in groups if group)


def _in_order(tree: Tree, values: Mapping[str, ArrayLike]) -> list[str]:
    """The names a formula needs, as they appear."""
    free = {name for name in free_names(tree) if name in values or name not in BUILT_IN}
    seen = [part.name for part in walk(tree) if isinstance(part, nodes.Name)]
    return [name for name in dict.fromkeys(seen) if name in free]


def _identifier(name: str) -> str:
    """A name as Python takes it; one that is a word of Python itself gets an underscore."""
    own = name if name.isidentifier() else re.sub(r"\W+", "_", named(name)).strip("_")
    return f"{own}_" if keyword.iskeyword(own) else own


def _is_plain(tree: Tree) -> bool:
    """Whether a whole number stands in a formula as it is, or several in a list."""
    if isinstance(tree, nodes.List):
        return all(_is_plain(item) for item in tree.items)
    inner = tree.operand if isinstance(tree, nodes.Negative) else tree
    return isinstance(inner, nodes.Number) and inner.value == int(inner.value)


def _function(tree: nodes.Call) -> str:
    name = known_function(tree.function) or tree.function
    derivative = slope(name) if tree.primes else None
    if derivative is not None:
        return derivative.__name__
    return f"ops.{name}" if name in _BUILTINS else name


class _Python(Printer):
    """Writes trees as Python; Python's strengths of signs are those of the language."""

    def __init__(self, values: Mapping[str, ArrayLike]) -> None:
        self.evaluator = Evaluator(values, False)
        self.values = values
        self.letters: set[str] = set()

    def rules(self) -> dict[type, tuple[Callable[[Any], str], int]]:
        def number(tree: nodes.Number) -> str:
            return "np.nan" if math.isnan(tree.value) else plain_number(tree.value)

        return super().rules() | {nodes.Number: (number, VALUE)}

    def whole(self, tree: Tree) -> str:
        """A formula; its free indices become loops over the axes of an array."""
        free = [letter for letter in free_indices(tree) if letter not in self.values]
        self.letters.update(free)
        body = self.text(tree)
        for letter in reversed(free):
            body = f"[{body} for {letter} in range(1, {self._size(tree, letter)} + 1)]"
        return f"np.array({body})" if free else body

    def _size(self, tree: Tree, letter: str) -> str:
        for part in walk(tree):
            if not isinstance(part, nodes.Entry):
                continue
            for place, index in enumerate(part.indices):
                if isinstance(index, nodes.Name) and index.name == letter:
                    return f"{self.base(part.base)}.shape[{place}]"
        raise NoValueError(f"nothing tells how far the index {letter} runs")

    def _value(self, tree: Tree) -> Any:
        """The value of a part, to see its shape; numbers alone stand among indices."""
        if self.letters:
            return np.float64(1.0)
        with np.errstate(all="ignore"):
            return self.evaluator.value(tree)

    def name(self, tree: nodes.Name) -> str:
        if tree == NOTHING:
            return "None"
        own = tree.name in self.values or tree.name in self.letters
        if tree.name == UNIT and not own:
            raise NoValueError("I has no size of its own in Python; write identity(n)")
        if tree.name in CONSTANTS and not own:
            return _CONSTANTS.get(tree.name, "np.inf")
        return _identifier(tree.name)

    def transpose(self, tree: nodes.Transpose) -> str:
        inner = self._value(tree.operand)
        lying = inner.ndim < 2 or isinstance(inner, Row)
        return self.base(tree.operand) if lying else f"{self.base(tree.operand)}.T"

    def product(self, tree: nodes.Product) -> str:
        first = tree.operands[0]
        written, left, level = self.text(first, POWER), self._value(first), tree.operands[:1]
        for place, sign in enumerate(tree.signs, 1):
            operand = tree.operands[place]
            right = self._value(operand)
            written = self._joined(sign, written, left, operand, right)
            level = tree.operands[: place + 1]
            left = self._value(nodes.Product(level, tree.signs[:place]))
        return written

    def _joined(self, sign: str, written: str, left: Any, operand: Tree, right: Any) -> str:
        """One more factor behind what is written."""
        factor = self.text(operand, POWER)
        if sign == "/":
            return f"{written} / {factor}"
        if sign in "*⊙" or left.ndim == 0 or right.ndim == 0:
            return f"{written} * {factor}"
        if isinstance(right, Row) and left.ndim == 1:
            return f"outer({written}, {self.text(operand)})"
        columns = left.ndim == 2 and left.shape == right.shape and 1 in left.shape
        if sign == "·" and columns and left.shape != (1, 1):
            return f"np.sum({written} * {factor})"
        return f"{written} @ {factor}"

    def power(self, tree: nodes.Power) -> str:
        if isinstance(tree.base, nodes.Name) and tree.base.name == "e" and "e" not in self.values:
            return f"exp({self.text(tree.exponent)})"
        base = self._value(tree.base)
        if base.ndim == 2 and tree.exponent in (
            nodes.Negative(nodes.Number(1.0)),
            nodes.Number(-1.0),
        ):
            return f"inv({self.text(tree.base)})"
        exponent = tree.exponent
        plain = isinstance(exponent, (nodes.Number, nodes.Name))
        raised = self.text(exponent) if plain else f"({self.text(exponent)})"
        return f"{self.powered(tree.base)} ** {raised}"

    def comparison(self, tree: nodes.Comparison) -> str:
        parts = [self.text(operand, SUM) for operand in tree.operands]
        pairs = zip(parts, tree.signs, parts[1:], strict=False)
        return " * ".join(f"np.float64({left} {sign} {right})" for left, sign, right in pairs)

    def call(self, tree: nodes.Call) -> str:
        return f"{_function(tree)}({self.arguments(tree)})"

    def listed(self, tree: nodes.List) -> str:
        return f"np.array({self._brackets(tree)})"

    def _brackets(self, tree: Tree) -> str:
        if isinstance(tree, nodes.List):
            return f"[{', '.join(self._brackets(item) for item in tree.items)}]"
        return self.text(tree)

    def entry(self, tree: nodes.Entry) -> str:
        kept, self.letters = self.letters, set()
        base = self.base(tree.base)
        self.letters = kept
        places = ", ".join(self._from_zero(index) for index in tree.indices)
        return f"{base}[{places}]"

    def _from_zero(self, index: Tree) -> str:
        if isinstance(index, nodes.Number):
            return str(int(index.value) - 1)
        return f"{self.text(index, SUM)} - 1"

    def subscript(self, tree: nodes.Subscript) -> str:
        base = self.base(tree.base)
        if len(tree.items) == 1 and isinstance(tree.items[0], nodes.Comparison):
            mask = self.text(tree.items[0])
            if self._value(tree.base).ndim and self._value(tree.items[0]).ndim:
                return f"{base}[{mask} != 0]"
            return f"({base} * {mask})"
        return f"{base}[{', '.join(map(self._place, tree.items))}]"

    def _place(self, tree: Tree) -> str:
        """A part of a subscript; values are whole numbers there, and Python has to be told so."""
        if isinstance(tree, nodes.Slice):
            parts = [tree.start, tree.stop, *([tree.step] if tree.step is not None else ())]
            return ":".join("" if part is None else self._whole(part) for part in parts)
        if _is_plain(tree) or self._value(tree).ndim == 0:
            return self._whole(tree)
        if isinstance(tree, nodes.Comparison):
            return f"np.flatnonzero({self.text(tree)})"
        return f"np.asarray({self.text(tree)}, int)"

    def _whole(self, tree: Tree) -> str:
        """A whole number as Python takes it for a place or a bound."""
        return self.text(tree) if _is_plain(tree) else f"int({self.text(tree)})"

    def index_sum(self, tree: nodes.IndexSum) -> str:
        low = "1" if tree.low is None else self._whole(tree.low)
        high = self._size(tree.body, tree.letter) if tree.high is None else self._whole(tree.high)
        added = tree.letter in self.letters
        self.letters.add(tree.letter)
        body = self.text(tree.body)
        if not added:
            self.letters.discard(tree.letter)
        outer = "sum" if tree.kind == "sum" else "np.prod"
        loop = f"[{body} for {tree.letter} in range({low}, {high} + 1)]"
        return f"np.{outer.removeprefix('np.')}({loop})"
