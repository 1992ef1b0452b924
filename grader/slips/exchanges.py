"""One value taken for another: another layer's weight, an activation for its pre-activation."""

from collections.abc import Iterator

from grader.mathlang.tree import Name, Tree, children, walk, with_children
from grader.slips.context import Context
from grader.slips.edit import Edit


def exchanges(rule: Tree, context: Context) -> Iterator[Edit]:
    """The rule with one of its names taken for another, wherever it stands."""
    found = dict.fromkeys(part.name for part in walk(rule) if isinstance(part, Name))
    for name in found:
        for other in context.others(name):
            yield Edit("other_layer", _renamed(rule, name, Name(other)), Name(name), other)
        before = context.pre_activation(name)
        if before:
            tree = _renamed(rule, name, Name(before[1]))
            yield Edit("before_activation", tree, Name(name), before[1])
        for other in context.activations(name):
            tree = _renamed(rule, name, Name(other))
            yield Edit("after_activation", tree, Name(name), other)


def _renamed(tree: Tree, name: str, other: Tree) -> Tree:
    """The tree with a name replaced; what does not hold it stays the very same tree."""
    if isinstance(tree, Name):
        return other if tree.name == name else tree
    parts = children(tree)
    changed = tuple(_renamed(part, name, other) for part in parts)
    same = all(new is old for new, old in zip(changed, parts, strict=True))
    return tree if same else with_children(tree, changed)
