"""Slips in sums, signs and transposes."""

from collections.abc import Iterator

from grader.mathlang.tree import Name, Negative, Number, Sum, Transpose, Tree, substituted, walk
from grader.slips.context import Context
from grader.slips.edit import ONE, ZERO, Edit, Path, complement
from grader.slips.kinds_told import Kind


def sum_edits(tree: Sum, path: Path, _: Context) -> Iterator[Edit]:
    """The neighbours of a sum: a sign turned, a term left out."""
    for place, sign in enumerate(tree.signs, 1):
        term = tree.operands[place]
        kind = Kind.PLUS_FOR_MINUS if sign == "-" else Kind.MINUS_FOR_PLUS
        yield Edit(kind, (*path, place), Negative(term), term)
    for place, term in enumerate(tree.operands):
        yield Edit(Kind.MISSING_TERM, (*path, place), ZERO, term)


def negative_edits(tree: Negative, path: Path, _: Context) -> Iterator[Edit]:
    """The minus sign left out; of the whole it is told as the other sign."""
    if path and not isinstance(tree.operand, Number):
        yield Edit(Kind.MISSING_MINUS, path, tree.operand, tree.operand)


def other_labels(rule: Tree, context: Context) -> Iterator[Edit]:
    """The other label: `1 - t` for a `t` that the rule takes both ways, another place for the 1."""
    parts = (complement(part) for part in walk(rule))
    for label in dict.fromkeys(part for part in parts if isinstance(part, Name)):
        other = Sum((ONE, label), ("-",))
        yield Edit(Kind.OTHER_LABEL, (), substituted(rule, {label.name: other}))
    for name in dict.fromkeys(part.name for part in walk(rule) if isinstance(part, Name)):
        for place in context.targets.get(name, ()):
            yield Edit(Kind.OTHER_LABEL, (), substituted(rule, {name: place}))


def transpose_edits(tree: Transpose, path: Path, _: Context) -> Iterator[Edit]:
    yield Edit(Kind.MISSING_TRANSPOSE, path, tree.operand, tree)
