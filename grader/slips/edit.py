"""One slip as a change of a rule."""

from dataclasses import dataclass

from grader.mathlang.tree import Name, Number, Product, Sum, Tree, free_names


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """A rule with one slip in it.

    kind: one of `kinds.KINDS`. tree: the rule as it would be.
    part: what the slip concerns, `h2` where that factor is missing; None for the whole.
    other: a further word that the kind needs, such as the name put in place of another.
    """

    kind: str
    tree: Tree
    part: Tree | None = None
    other: str = ""


def complement(tree: Tree) -> Tree | None:
    """What is taken from 1: `a` of `1 - a`, else None."""
    if isinstance(tree, Sum) and tree.signs == ("-",) and tree.operands[0] == Number(1.0):
        return tree.operands[1]
    return None


def without(product: Product, *places: int) -> Tree:
    """A product with factors left out; nothing left is 1, and so is what a lone `/` divides."""
    kept = [place for place in range(len(product.operands)) if place not in places]
    operands = [product.operands[place] for place in kept]
    signs = [("", *product.signs)[place] for place in kept]
    if not operands:
        return Number(1.0)
    if signs[0] == "/":
        operands, signs = [Number(1.0), *operands], ["", *signs]
    return operands[0] if len(operands) == 1 else Product(tuple(operands), tuple(signs[1:]))


def has_entries(tree: Tree, arrays: frozenset[str]) -> bool:
    """Whether a factor is a matrix or a vector, as far as its names say."""
    if isinstance(tree, Name):
        return tree.name in arrays
    if isinstance(tree, Number):
        return False
    return not arrays.isdisjoint(free_names(tree))
