"""Slips in a product: factors left out or doubled, derivatives forgotten, matrices misplaced."""

from collections.abc import Iterator

from grader.mathlang.tree import Call, Name, Number, Product, Sum, Transpose, Tree
from grader.slips.context import Context
from grader.slips.edit import ONE, Edit, Path, complement, has_entries
from grader.slips.kinds_told import Kind

_MATRIX = ("@", "·")
_BY_ENTRIES = ("*", "⊙")


def factor_edits(tree: Product, path: Path, context: Context) -> Iterator[Edit]:
    """The neighbours of a product by one slip with its factors."""
    pairs = slope_pairs(tree)
    for inner, outer in pairs:
        yield from _slope_edits(tree, path, (inner, outer), context)
    of_pairs = {place for pair in pairs for place in pair}
    arrays = tuple(has_entries(factor, context.arrays) for factor in tree.operands)
    signs = ("", *tree.signs)
    for place, factor in enumerate(tree.operands):
        here, divides = (*path, place), signs[place] == "/"
        if place not in of_pairs:
            yield Edit(Kind.MISSING_DIVISOR if divides else Kind.MISSING_FACTOR, here, ONE, factor)
        if divides:
            yield Edit(Kind.TIMES_FOR_DIVIDED, here, Product((ONE, factor), ("/",)), factor)
            yield from _other_count(factor, here, context)
        by_matrix = arrays[place] and not _MATRIX_FREE.issuperset(signs[place : place + 2])
        if not (isinstance(factor, Number) or by_matrix):
            kind = Kind.DOUBLED_DIVISOR if divides else Kind.DOUBLED_FACTOR
            yield Edit(kind, here, Product((factor, factor), ("*",)), factor)
    if any(arrays):
        yield from _matrix_edits(tree, path, arrays)


def _other_count(divisor: Tree, here: Path, context: Context) -> Iterator[Edit]:
    """Divided by n - 1 for n, or the other way round."""
    if isinstance(divisor, Sum) and divisor.signs == ("-",) and divisor.operands[1] == ONE:
        yield Edit(Kind.ONE_MORE, here, divisor.operands[0], divisor.operands[0])
    elif _counts(divisor, context):
        yield Edit(Kind.ONE_LESS, here, Sum((divisor, ONE), ("-",)), divisor)


def _counts(tree: Tree, context: Context) -> bool:
    """Whether a divisor may be a number of samples; half of something is not divided by 1."""
    if isinstance(tree, Number):
        return tree.value > 2 and tree.value.is_integer()
    return isinstance(tree, Name) and tree.name in context.counts


_MATRIX_FREE = frozenset(("", "/", *_BY_ENTRIES))


def slope_pairs(tree: Product) -> list[tuple[int, int]]:
    """The places of `a` and `1 - a` among the factors: together the derivative of a sigmoid."""
    inner = ((complement(factor), outer) for outer, factor in enumerate(tree.operands))
    return [
        (tree.operands.index(one), outer)
        for one, outer in inner
        if one is not None and one in tree.operands
    ]


def _slope_edits(
    tree: Product, path: Path, pair: tuple[int, int], context: Context
) -> Iterator[Edit]:
    """Slips with σ'(z) written as `a (1 - a)`."""
    inner, outer = pair
    value = tree.operands[inner]
    slope = Product((value, tree.operands[outer]), ("*",))
    yield Edit(Kind.MISSING_DERIVATIVE, path, with_factors(tree, pair, (ONE, ONE)), slope)
    twice = Product((value, *slope.operands), ("*", "*"))
    yield Edit(Kind.DOUBLED_FACTOR, (*path, inner), twice, slope)
    yield Edit(Kind.VALUE_FOR_DERIVATIVE, (*path, outer), ONE, slope)
    yield Edit(Kind.COMPLEMENT_FOR_DERIVATIVE, (*path, inner), ONE, slope)
    there = Call("dsigmoid", (value,))
    yield Edit(Kind.DERIVATIVE_OF_VALUE, path, with_factors(tree, pair, (there, ONE)), slope)
    before = context.pre_activation(value.name) if isinstance(value, Name) else None
    if before:
        name = Name(before[1])
        both = (name, Sum((ONE, name), ("-",)))
        yield Edit(Kind.BEFORE_ACTIVATION, path, with_factors(tree, pair, both), value, before[1])


def with_factors(tree: Product, places: tuple[int, int], factors: tuple[Tree, Tree]) -> Product:
    operands = list(tree.operands)
    for place, factor in zip(places, factors, strict=True):
        operands[place] = factor
    return Product(tuple(operands), tree.signs)


def _matrix_edits(tree: Product, path: Path, arrays: tuple[bool, ...]) -> Iterator[Edit]:
    """A transpose too many, the other order, one kind of product for the other."""
    operands = tree.operands
    for place, sign in enumerate(tree.signs):
        if not (arrays[place] and arrays[place + 1]) or sign == "/":
            continue
        pair = (operands[place], operands[place + 1])
        if sign in _BY_ENTRIES:
            yield Edit(Kind.AS_MATRICES, path, _signed(tree, place, "@"), Product(pair, ("@",)))
            continue
        for here in (place, place + 1):
            if not isinstance(operands[here], Transpose) and (here != place or not place):
                turned = Transpose(operands[here])
                yield Edit(Kind.EXTRA_TRANSPOSE, (*path, here), turned, operands[here])
        swapped = with_factors(tree, (place, place + 1), pair[::-1])
        yield Edit(Kind.OTHER_ORDER, path, swapped, Product(pair, ("@",)))
        yield Edit(Kind.BY_ENTRIES, path, _signed(tree, place, "⊙"), Product(pair, ("@",)))


def _signed(tree: Product, place: int, sign: str) -> Product:
    return Product(tree.operands, (*tree.signs[:place], sign, *tree.signs[place + 1 :]))
