"""Is anything of a step's own work left when a slip is made in its rule?"""

from grader.mathlang.tree import (
    Entry,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    Tree,
    free_names,
    rebuilt,
)
from grader.slips.context import Context
from grader.slips.edit import ONE, ZERO, Edit, replaced
from grader.slips.flat import flattened


def copied(rule: Tree, edit: Edit, context: Context) -> Tree | None:
    """What an edit leaves where it drops the whole rule: an input, a line above, a constant.

    Such an answer shows no work of the step: a form filled with copies would earn as much. None
    where some work is left, and for an edit of a rule that is a mere name itself.
    """
    left = remains(replaced(rule, edit.path, edit.new))
    if not free_names(left):
        return left if free_names(rule) else None
    if _is_bare(left):
        return None if _is_bare(rule) and not isinstance(left, Name) else left
    for line in context.lines:
        definition = context.definitions.get(line)
        if definition is not None and flattened(definition) == left:
            return Name(line)
    return None


def remains(tree: Tree) -> Tree:
    """A tree without the factors 1, the terms 0 and the powers 1 that edits leave behind."""
    return flattened(rebuilt(tree, _tidied))


def _tidied(tree: Tree) -> Tree:
    if isinstance(tree, Product):
        return _without(tree, ONE, "/")
    if isinstance(tree, Sum):
        return _without(tree, ZERO, "-")
    if isinstance(tree, Power) and tree.exponent == ONE:
        return tree.base
    return tree


def _without(tree: Product | Sum, nothing: Tree, turning: str) -> Tree:
    """A chain without the operands that change nothing; a first one that is turned stays so."""
    signs = ("", *tree.signs)
    kept = [(s, x) for s, x in zip(signs, tree.operands, strict=True) if x != nothing]
    if not kept:
        return nothing
    if kept[0][0] == turning:
        if isinstance(tree, Product):
            kept.insert(0, ("", ONE))
        else:
            kept[0] = ("", Negative(kept[0][1]))
    if len(kept) == 1:
        return kept[0][1]
    return type(tree)(tuple(x for _, x in kept), tuple(s for s, _ in kept[1:]))


def _is_bare(tree: Tree) -> bool:
    """Whether a tree is one value as it was given, at most turned over."""
    if isinstance(tree, (Negative, Transpose)):
        return _is_bare(tree.operand)
    if isinstance(tree, Entry):
        return isinstance(tree.base, Name) and not any(isinstance(i, Number) for i in tree.indices)
    return isinstance(tree, (Name, Number))
