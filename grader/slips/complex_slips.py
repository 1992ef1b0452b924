"""Slips with complex numbers: the conjugate for the number, degrees for radians, a part for all."""

from collections.abc import Iterator

from grader.mathlang import COMPLEX, UNSEEN
from grader.mathlang.tree import Call, Negative, Number, Product, Tree
from grader.slips.edit import Edit, Path
from grader.slips.kinds_told import Kind

PAIR = f"{COMPLEX}pair"
_TURNED = {"arg": "arg_deg", "polar": "polar_deg", "cis": "cis_deg"}
_OTHER_TURN = {
    f"{COMPLEX}{one}": f"{COMPLEX}{other}"
    for pair in _TURNED.items()
    for one, other in (pair, pair[::-1])
}
"""A function of an angle -> the same with the angle in the other unit."""


def complex_call_edits(tree: Call, path: Path) -> Iterator[Edit]:
    """The neighbours of a function of complex numbers: without it, of the other unit."""
    if tree.function in UNSEEN:
        return
    if tree.function in _OTHER_TURN:
        there = Call(_OTHER_TURN[tree.function], tree.arguments, tree.keywords)
        yield Edit(Kind.ANGLE_UNIT, path, there, tree)
    if tree.function == _of("conj"):
        yield Edit(Kind.NOT_CONJUGATED, path, tree.arguments[0], tree)
    elif len(tree.arguments) == 1 and tree.function != _of("abs"):
        yield Edit(Kind.MISSING_FUNCTION, path, tree.arguments[0], tree)
    if tree.function == _of("exp"):
        there = Call(tree.function, (Negative(tree.arguments[0]),))
        yield Edit(Kind.INNER_SIGN, path, there, tree)
    if tree.function == _of("parallel"):
        whole = Call(_of("sum"), (_listed(tree.arguments),))
        yield Edit(Kind.IN_SERIES, path, whole, tree)


def complex_edits(rule: Tree) -> Iterator[Edit]:
    """The neighbours of a rule as a whole that gives a complex number."""
    if not isinstance(rule, Call) or rule.function != PAIR:
        return
    value = rule.arguments[0]
    conjugate, size = Call(_of("conj"), (value,)), Call(_of("abs"), (value,))
    yield Edit(Kind.CONJUGATE, (0,), conjugate)
    yield Edit(Kind.REAL_SIGN, (0,), Negative(conjugate))
    yield Edit(Kind.PARTS_SWAPPED, (0,), Product((Call(_of("i"), ()), conjugate), ("*",)))
    yield Edit(Kind.MODULUS_ALONE, (0,), size)
    yield Edit(Kind.PART_ALONE, (0,), Call(_of("re"), (value,)))
    for turned, angle in (("polar", "arg_deg"), ("polar_deg", "arg")):
        there = Call(_of(turned), (size, Call(_of(angle), (value,))))
        yield Edit(Kind.ANGLE_UNIT, (0,), there)


def _of(name: str) -> str:
    return f"{COMPLEX}{name}"


def _listed(arguments: tuple[Tree, ...]) -> Tree:
    from grader.mathlang.tree import List

    return List(arguments) if arguments else Number(0.0)
