"""Slips in sums, signs and transposes."""

from collections.abc import Iterator

from grader.mathlang.tree import Negative, Number, Sum, Transpose
from grader.slips.context import Context
from grader.slips.edit import ZERO, Edit

Path = tuple[int, ...]


def sum_edits(tree: Sum, path: Path, _: Context) -> Iterator[Edit]:
    """The neighbours of a sum: a sign turned, a term left out."""
    for place, sign in enumerate(tree.signs, 1):
        term = tree.operands[place]
        kind = "plus_for_minus" if sign == "-" else "minus_for_plus"
        yield Edit(kind, (*path, place), Negative(term), term)
    for place, term in enumerate(tree.operands):
        yield Edit("missing_term", (*path, place), ZERO, term)


def negative_edits(tree: Negative, path: Path, _: Context) -> Iterator[Edit]:
    """The minus sign left out; of the whole it is told as the other sign."""
    if path and not isinstance(tree.operand, Number):
        yield Edit("missing_minus", path, tree.operand, tree.operand)


def transpose_edits(tree: Transpose, path: Path, _: Context) -> Iterator[Edit]:
    """The transpose left out."""
    yield Edit("missing_transpose", path, tree.operand, tree)
