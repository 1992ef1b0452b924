"""Slips in sums, signs and transposes."""

from collections.abc import Iterator

from grader.mathlang.tree import Negative, Number, Sum, Transpose, Tree
from grader.slips.context import Context
from grader.slips.edit import Edit

_OTHER = {"+": "-", "-": "+"}


def sum_edits(tree: Sum, context: Context) -> Iterator[Edit]:  # noqa: ARG001 - one of a table
    """The neighbours of a sum: a sign turned, a term left out."""
    for place, sign in enumerate(tree.signs):
        signs = (*tree.signs[:place], _OTHER[sign], *tree.signs[place + 1 :])
        kind = "plus_for_minus" if sign == "-" else "minus_for_plus"
        yield Edit(kind, Sum(tree.operands, signs), tree.operands[place + 1])
    for place, term in enumerate(tree.operands):
        yield Edit("missing_term", _without_term(tree, place), term)


def _without_term(tree: Sum, place: int) -> Tree:
    operands = (*tree.operands[:place], *tree.operands[place + 1 :])
    signs = list(("+", *tree.signs))
    del signs[place]
    first = Negative(operands[0]) if signs[0] == "-" else operands[0]
    return Sum((first, *operands[1:]), tuple(signs[1:])) if len(operands) > 1 else first


def negative_edits(tree: Negative, context: Context) -> Iterator[Edit]:  # noqa: ARG001
    """The minus sign left out."""
    if not isinstance(tree.operand, Number):
        yield Edit("missing_minus", tree.operand, tree.operand)


def transpose_edits(tree: Transpose, context: Context) -> Iterator[Edit]:  # noqa: ARG001
    """The transpose left out."""
    yield Edit("missing_transpose", tree.operand, tree)
