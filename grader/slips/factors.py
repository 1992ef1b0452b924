"""Slips in a product: factors left out or doubled, derivatives forgotten, matrices misplaced."""

from collections.abc import Iterator

from grader.mathlang.tree import Call, Name, Number, Product, Sum, Transpose, Tree
from grader.slips.context import Context
from grader.slips.edit import Edit, complement, has_entries, without

_MATRIX = ("@", "·")


def factor_edits(tree: Product, context: Context) -> Iterator[Edit]:
    """The neighbours of a product by one slip with its factors."""
    pairs = _slope_pairs(tree)
    for inner, outer in pairs:
        yield from _slope_edits(tree, inner, outer, context)
    of_pairs = {place for pair in pairs for place in pair}
    for place, factor in enumerate(tree.operands):
        divides = place > 0 and tree.signs[place - 1] == "/"
        if place not in of_pairs:
            kind = "missing_divisor" if divides else "missing_factor"
            yield Edit(kind, without(tree, place), factor)
        if divides:
            signs = (*tree.signs[: place - 1], "*", *tree.signs[place:])
            yield Edit("times_for_divided", Product(tree.operands, signs), factor)
    arrays = tuple(has_entries(factor, context.arrays) for factor in tree.operands)
    yield from _doubled(tree, arrays)
    if any(arrays):
        yield from _matrix_edits(tree, arrays)


def _slope_pairs(tree: Product) -> list[tuple[int, int]]:
    """The places of `a` and `1 - a` among the factors: together the derivative of a sigmoid."""
    found = []
    for outer, factor in enumerate(tree.operands):
        inner = complement(factor)
        if inner is None or inner not in tree.operands:
            continue
        found.append((tree.operands.index(inner), outer))
    return found


def _slope_edits(tree: Product, inner: int, outer: int, context: Context) -> Iterator[Edit]:
    """Slips with σ'(z) written as `a (1 - a)`."""
    activation = tree.operands[inner]
    slope = Product((activation, tree.operands[outer]), ("*",))
    yield Edit("missing_derivative", without(tree, inner, outer), slope)
    yield Edit("value_for_derivative", without(tree, outer), slope)
    yield Edit("complement_for_derivative", without(tree, inner), slope)
    operands = list(tree.operands)
    operands[inner] = Call("dsigmoid", (activation,))
    del operands[outer]
    signs = [*tree.signs]
    del signs[outer - 1]
    swapped = Product(tuple(operands), tuple(signs)) if signs else operands[0]
    if outer > 0:
        yield Edit("derivative_of_value", swapped, slope)
    if isinstance(activation, Name) and (before := context.pre_activation(activation.name)):
        operands = list(tree.operands)
        operands[inner] = Name(before[1])
        operands[outer] = Sum((Number(1.0), Name(before[1])), ("-",))
        yield Edit("before_activation", Product(tuple(operands), tree.signs), activation, before[1])


def _doubled(tree: Product, arrays: tuple[bool, ...]) -> Iterator[Edit]:
    """A factor taken twice; a matrix only where it is multiplied entry by entry."""
    signs = ("", *tree.signs)
    for place, factor in enumerate(tree.operands):
        beside = signs[place : place + 2] if place else signs[1:2]
        if isinstance(factor, Number) or (arrays[place] and any(s in _MATRIX for s in beside)):
            continue
        sign = "/" if signs[place] == "/" else "*"
        operands = (*tree.operands[: place + 1], factor, *tree.operands[place + 1 :])
        repeated = (*tree.signs[:place], sign, *tree.signs[place:])
        kind = "doubled_divisor" if sign == "/" else "doubled_factor"
        yield Edit(kind, Product(operands, repeated), factor)


def _matrix_edits(tree: Product, arrays: tuple[bool, ...]) -> Iterator[Edit]:
    """A transpose too many, the other order, entry by entry for the matrix product."""
    operands = tree.operands
    for place, sign in enumerate(tree.signs):
        if sign not in _MATRIX or not (arrays[place] and arrays[place + 1]):
            continue
        for here in (place, place + 1):
            if not isinstance(operands[here], Transpose) and not (here == place and place):
                turned = Transpose(operands[here])
                changed = (*operands[:here], turned, *operands[here + 1 :])
                yield Edit("extra_transpose", Product(changed, tree.signs), operands[here])
        pair = (operands[place + 1], operands[place])
        swapped = (*operands[:place], *pair, *operands[place + 2 :])
        yield Edit("other_order", Product(swapped, tree.signs), _both(pair))
        signs = (*tree.signs[:place], "⊙", *tree.signs[place + 1 :])
        yield Edit("by_entries", Product(operands, signs), _both(pair))
    yield from _as_matrices(tree, arrays)


def _as_matrices(tree: Product, arrays: tuple[bool, ...]) -> Iterator[Edit]:
    """The matrix product where entry by entry belongs."""
    for place, sign in enumerate(tree.signs):
        if sign in ("*", "⊙") and arrays[place] and arrays[place + 1]:
            signs = (*tree.signs[:place], "@", *tree.signs[place + 1 :])
            pair = tree.operands[place : place + 2]
            yield Edit("as_matrices", Product(tree.operands, signs), _both(pair))


def _both(pair: tuple[Tree, ...]) -> Tree:
    return Product(pair, ("@",))
