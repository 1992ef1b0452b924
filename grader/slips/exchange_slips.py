"""One value taken for another: another layer's weight, an activation for its pre-activation."""

from collections.abc import Iterator

from grader.mathlang.tree import Entry, Name, Tree, children
from grader.slips.context import Context
from grader.slips.edit import Edit, Path, replaced
from grader.slips.kinds_told import Kind

IN_ONE_PLACE = 0.3
"""How much less likely a name is misread in one place of several than in all of them: the reset
gate for the update gate in one term of a GRU's new state, while the other term is right."""
MAX_PLACES = 4
"""Places of one name that are tried one by one; a bound on the search."""


def exchanges(rule: Tree, context: Context) -> Iterator[Edit]:
    """The rule with one of its names taken for another, wherever it stands or in one place."""
    places: dict[str, list[Path]] = {}
    for name, path in _names(rule, ()):
        places.setdefault(name, []).append(path)
    for name, paths in places.items():
        for kind, other, weight in _taken_for(name, context):
            if len(paths) > 1:
                everywhere = _everywhere(rule, paths, Name(other))
                yield Edit(kind, (), everywhere, Name(name), other, weight)
                weight *= IN_ONE_PLACE
            for path in paths[:MAX_PLACES]:
                yield Edit(kind, path, Name(other), Name(name), other, weight)


def _everywhere(rule: Tree, paths: list[Path], new: Tree) -> Tree:
    for path in paths:
        rule = replaced(rule, path, new)
    return rule


def _taken_for(name: str, context: Context) -> Iterator[tuple[Kind, str, float]]:
    """What a name may be taken for, each with the kind of that slip and how likely it is."""
    for other, likeness in context.others(name):
        yield Kind.OTHER_VALUE, other, likeness
    before = context.pre_activation(name)
    if before and before[1] in context.names:
        yield Kind.BEFORE_ACTIVATION, before[1], 1.0
    for other in context.activations(name):
        yield Kind.AFTER_ACTIVATION, other, 1.0


def _names(tree: Tree, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(tree, Name):
        yield tree.name, path
        return
    parts = children(tree)
    if isinstance(tree, Entry):
        parts = parts[:1]  # what stands below is an index, not a value
    for place, child in enumerate(parts):
        yield from _names(child, (*path, place))
