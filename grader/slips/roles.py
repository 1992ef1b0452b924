"""What part a name plays in a question: told by the rules that make and use it, never by letters.

An activation is a function of one earlier value. Two names play one part where rules of the same
build hold them at the same place: `w1` and `w2` in `w1 x` and `w2 h1`, and so do `x` and `h1`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import NamedTuple

from grader import record
from grader.mathlang import takes_several
from grader.mathlang.tree import (
    Call,
    Entry,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Subscript,
    Sum,
    Transpose,
    Tree,
    children,
    free_names,
    walk,
)
from grader.slips.edit import ONE

ALIKE, RELATED = 1.0, 0.15
"""How much likelier a name at the same place is taken for another than one of the same strength
somewhere else: of simulated students' exchanged names nine in ten stood at the same place."""


class Use(NamedTuple):
    """Where a rule holds a name: in what, at which place, beside what other kinds of parts."""

    where: str
    place: int
    beside: tuple[str, ...]


class Activation(NamedTuple):
    """The function by which a step is made of one earlier value; "" for one without a name."""

    function: str
    inner: str


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Roles:
    """The parts that the names of a question play.

    order: the names as the question defines them. uses: where its rules hold them.
    activations: the steps that are a function of one value. functions: those functions.
    """

    order: tuple[str, ...] = ()
    uses: Mapping[str, frozenset[Use]] = field(default_factory=dict)
    activations: Mapping[str, Activation] = field(default_factory=dict)
    functions: tuple[str, ...] = ()

    def likeness(self, name: str, other: str) -> float:
        """How readily one name is taken for another: 0 where they never play the same part."""
        one, two = (self.uses.get(n, frozenset[Use]()) for n in (name, other))
        if not one.isdisjoint(two):
            return ALIKE
        wheres = {use.where for use in one}
        return RELATED if any(use.where in wheres for use in two) else 0.0


def roles_of(steps: Iterable[str], rules: Mapping[str, Tree]) -> Roles:
    """The roles in a question. steps: in the order of the question. rules: those with formulas.

    Parameters stand in the order in which the rules use them, which no spelling changes.
    """
    uses: dict[str, set[Use]] = {}
    for rule in rules.values():
        for name, use in _uses(rule, None):
            uses.setdefault(name, set()).add(use)
    for name, rule in rules.items():
        uses.setdefault(name, set()).add(Use("step", 0, _build(rule)))
    found = ((name, activation_of(rule)) for name, rule in rules.items())
    activations = {name: made for name, made in found if made is not None}
    functions = dict.fromkeys(made.function for made in activations.values() if made.function)
    steps = dict.fromkeys(steps)
    return Roles(
        order=(*(name for name in uses if name not in steps), *steps),
        uses={name: frozenset(where) for name, where in uses.items()},
        activations=activations,
        functions=tuple(functions),
    )


def activation_of(rule: Tree) -> Activation | None:
    """The function of one value that a rule is: a call, or a formula that bends its only name.

    `2 z`, `z / sqrt(2)` and `z^T` bend nothing, so they are no activation; `max(0, z)` and
    `z / (1 + |z|)` are.
    """
    if isinstance(rule, Call) and not rule.primes and rule.arguments:
        first, *others = rule.arguments
        if isinstance(first, Name) and all(isinstance(one, (Name, Number)) for one in others):
            plain = not others or not takes_several(rule.function)
            return Activation(rule.function, first.name) if plain else None
    names = free_names(rule)
    if len(names) != 1 or isinstance(rule, Name) or not _bends(rule):
        return None
    return Activation("", next(iter(names)))


def _bends(rule: Tree) -> bool:
    return any(
        (isinstance(part, (Call, Power)) or (isinstance(part, Product) and "/" in part.signs))
        and free_names(part)
        and not isinstance(part, Name)
        for part in walk(rule)
        if not (isinstance(part, Product) and _divides_by_constants(part))
    )


def _divides_by_constants(part: Product) -> bool:
    divisors = (x for sign, x in zip(part.signs, part.operands[1:], strict=True) if sign == "/")
    return not any(free_names(x) for x in divisors)


def _unwrapped(tree: Tree) -> Tree:
    if isinstance(tree, (Subscript, Entry)):
        return _unwrapped(tree.base)
    return _unwrapped(tree.operand) if isinstance(tree, (Transpose, Negative)) else tree


def _build(tree: Tree) -> tuple[str, ...]:
    """How a tree is joined at its top: of what kinds of parts, by which function."""
    tree = _unwrapped(tree)
    parts = (type(_unwrapped(part)).__name__ for part in children(tree) if part != ONE)
    return (tree.function if isinstance(tree, Call) else type(tree).__name__, *parts)


def _uses(tree: Tree, here: Use | None) -> Iterator[tuple[str, Use]]:
    """The names of a tree with where they stand; a name alone, as in `1 - h`, stands nowhere."""
    tree = _unwrapped(tree)
    if isinstance(tree, Name):
        if here is not None:
            yield tree.name, here
    elif isinstance(tree, (Product, Sum)):
        where = "factor" if isinstance(tree, Product) else "term"
        parts: list[Tree] = [part for part in tree.operands if not isinstance(part, Number)]
        build = tuple(type(_unwrapped(part)).__name__ for part in parts)
        for place, part in enumerate(parts):
            yield from _uses(part, Use(where, place, build) if len(parts) > 1 else None)
    else:
        where = tree.function if isinstance(tree, Call) else type(tree).__name__
        for place, part in enumerate(children(tree)):
            yield from _uses(part, Use(where, place, ()))
