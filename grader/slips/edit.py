"""One slip as a change of a rule at one place."""

from grader import record
from grader.mathlang.tree import (
    Number,
    Product,
    Sum,
    Tree,
    children,
    free_names,
    with_children,
)
from grader.slips.kinds_told import Kind

Path = tuple[int, ...]
ZERO, ONE, TWO = Number(0.0), Number(1.0), Number(2.0)


@record(frozen=True, slots=True, eq=False)
class Edit:
    """A rule with one slip in it.

    path: the way from the rule's root to the change, by places among children. new: what stands
    there instead; a factor that is left out is a 1, a term a 0. part: what the slip concerns,
    `h2` where that factor is missing; None for the whole. other: a further word that the kind
    needs, such as the name put in place of another. weight: how likely it is beside the other
    edits of its kind.
    """

    kind: Kind
    path: Path
    new: Tree
    part: Tree | None = None
    other: str = ""
    weight: float = 1.0


def replaced(tree: Tree, path: Path, new: Tree) -> Tree:
    """A tree with another one at the end of a path."""
    if not path:
        return new
    parts = children(tree)
    place = path[0]
    changed = (*parts[:place], replaced(parts[place], path[1:], new), *parts[place + 1 :])
    if isinstance(tree, Product):
        return Product(changed, tree.signs)
    if isinstance(tree, Sum):
        return Sum(changed, tree.signs)
    return with_children(tree, changed)


def complement(tree: Tree) -> Tree | None:
    """What is taken from 1: `a` of `1 - a`, else None."""
    if isinstance(tree, Sum) and tree.signs == ("-",) and tree.operands[0] == ONE:
        return tree.operands[1]
    return None


def has_entries(tree: Tree, arrays: frozenset[str]) -> bool:
    """Whether a factor is a matrix or a vector, as far as its names say."""
    return not arrays.isdisjoint(free_names(tree))
