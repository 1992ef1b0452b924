"""One value taken for another: another layer's weight, an activation for its pre-activation."""

from collections.abc import Iterator

from grader.mathlang.tree import Name, Tree, children, with_children
from grader.slips.context import Context
from grader.slips.edit import Edit

Path = tuple[int, ...]


def exchanges(rule: Tree, context: Context) -> Iterator[Edit]:
    """The rule with one of its names taken for another, wherever it stands."""
    places: dict[str, list[Path]] = {}
    for name, path in _names(rule, ()):
        places.setdefault(name, []).append(path)
    for name, paths in places.items():
        for kind, other in _taken_for(name, context):
            path, new = paths[0], Name(other)
            if len(paths) > 1:
                yield Edit(kind, (), _renamed(rule, name, new), Name(name), other)
            else:
                yield Edit(kind, path, new, Name(name), other)


def _taken_for(name: str, context: Context) -> Iterator[tuple[str, str]]:
    """What a name may be taken for, each with the kind of that slip."""
    for other in context.others(name):
        yield "other_layer", other
    before = context.pre_activation(name)
    if before:
        yield "before_activation", before[1]
    for other in context.activations(name):
        yield "after_activation", other


def _names(tree: Tree, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(tree, Name):
        yield tree.name, path
        return
    for place, child in enumerate(children(tree)):
        yield from _names(child, (*path, place))


def _renamed(tree: Tree, name: str, other: Tree) -> Tree:
    """The tree with a name replaced; what does not hold it stays the very same tree."""
    if isinstance(tree, Name):
        return other if tree.name == name else tree
    parts = children(tree)
    changed = tuple(_renamed(part, name, other) for part in parts)
    same = all(new is old for new, old in zip(changed, parts, strict=True))
    return tree if same else with_children(tree, changed)
