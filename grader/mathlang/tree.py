"""The syntax tree: what a formula says, without how it was spelled.

Chains of one strength (`a + b - c`, `2 w x / y`) are one node with many operands, read from left
to right, so that trees stay flat and an edit of one factor is an edit of one tuple.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias


class _Node:
    """What all nodes share: two are equal when they say the same, wherever they stood.

    Written once here rather than generated for each class, which would slow the import down.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._said())

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._said())))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._said())
        return f"{type(self).__name__}({said})"

    def _said(self) -> tuple[str, ...]:
        names: tuple[str, ...] = getattr(self, "__match_args__", ())
        return names[:-1] if names and names[-1] == "position" else names


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Number(_Node):
    """A number as its value."""

    value: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Name(_Node):
    """A value by its canonical name."""

    name: str
    position: int = field(default=0, compare=False)


NOTHING = Name("None")
"""What a keyword says to leave its default, `axis=None`."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Single(_Node):
    """A node over one operand."""

    operand: "Tree"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Joined(_Node):
    """Operands joined by one fewer signs."""

    operands: "tuple[Tree, ...]"
    signs: tuple[str, ...]


class Negative(_Single):
    """The operand with the other sign."""

    __slots__ = ()


class Transpose(_Single):
    """The operand, rows and columns exchanged."""

    __slots__ = ()


class Sum(_Joined):
    """Operands joined by one fewer signs, each "+" or "-"."""

    __slots__ = ()


class Product(_Joined):
    """Operands joined by one fewer signs, each one of

    "@" (side by side, `\\times` or `@`: the matrix product), "·" (the same, and the dot product
    of two vectors), "*" (elementwise, or as the reader of a student's formula decides),
    "⊙" (elementwise), "/".
    """

    __slots__ = ()


class Comparison(_Joined):
    """Operands joined by `<`, `<=`, `>`, `>=`, `==` or `!=`: 1 where all hold, 0 elsewhere."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Power(_Node):
    """The base to the exponent; a matrix to the power -1 is its inverse."""

    base: "Tree"
    exponent: "Tree"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Call(_Node):
    """A function of arguments; with one prime, its derivative."""

    function: str
    arguments: "tuple[Tree, ...]"
    keywords: "tuple[tuple[str, Tree], ...]" = ()
    primes: int = 0
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class List(_Node):
    """Values in a row; a matrix is a list of its rows."""

    items: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Entry(_Node):
    """An entry by indices counted from 1, `W_{12}` or `X_{jk}`."""

    base: "Tree"
    indices: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Slice(_Node):
    """A part of one axis, counted from 0: `1:`, `:`, `0:4:2`."""

    start: "Tree | None"
    stop: "Tree | None"
    step: "Tree | None" = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Subscript(_Node):
    """Entries, rows and slices counted from 0 as in numpy, `W[1:, 0]`."""

    base: "Tree"
    items: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IndexSum(_Node):
    """The sum (or product) of a body over an index: by its bounds, or by the shapes if None."""

    kind: str
    letter: str
    low: "Tree | None"
    high: "Tree | None"
    body: "Tree"


Tree: TypeAlias = (
    Number | Name | Negative | Transpose | Sum | Product | Power | Comparison | Call | List
    | Entry | Slice | Subscript | IndexSum
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Chain(_Node):
    """Members joined by relations (`=`, `≈`, `:=`, `←`, `≡`): `a = b = c` as it was written."""

    members: tuple[Tree, ...]
    signs: tuple[str, ...] = ()


def children(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly below, in the order `with_children` takes them."""
    kind = type(tree)
    if kind is Number or kind is Name:
        return ()
    if isinstance(tree, (Sum, Product, Comparison)):
        return tree.operands
    if isinstance(tree, (Negative, Transpose)):
        return (tree.operand,)
    if isinstance(tree, Call):
        return (*tree.arguments, *(value for _, value in tree.keywords))
    if isinstance(tree, Power):
        return (tree.base, tree.exponent)
    if isinstance(tree, List):
        return tree.items
    if isinstance(tree, Entry):
        return (tree.base, *tree.indices)
    if isinstance(tree, Subscript):
        return (tree.base, *tree.items)
    if isinstance(tree, Slice):
        return tuple(part for part in (tree.start, tree.stop, tree.step) if part is not None)
    assert isinstance(tree, IndexSum)
    return tuple(part for part in (tree.low, tree.high, tree.body) if part is not None)


def with_children(tree: Tree, parts: tuple[Tree, ...]) -> Tree:
    """The same node over other children, as many as `children` gives."""
    if isinstance(tree, (Number, Name)):
        return tree
    if isinstance(tree, (Sum, Product, Comparison)):
        return replace(tree, operands=parts)
    if isinstance(tree, (Negative, Transpose)):
        return replace(tree, operand=parts[0])
    if isinstance(tree, Call):
        count = len(tree.arguments)
        names = (name for name, _ in tree.keywords)
        keywords = tuple(zip(names, parts[count:], strict=True))
        return replace(tree, arguments=parts[:count], keywords=keywords)
    if isinstance(tree, Power):
        return Power(*parts)
    if isinstance(tree, List):
        return List(parts)
    if isinstance(tree, Entry):
        return Entry(parts[0], parts[1:])
    if isinstance(tree, Subscript):
        return Subscript(parts[0], parts[1:])
    remaining = iter(parts)
    if isinstance(tree, Slice):
        old = (tree.start, tree.stop, tree.step)
        return Slice(*(part and next(remaining) for part in old))
    low, high = (part and next(remaining) for part in (tree.low, tree.high))
    return replace(tree, low=low, high=high, body=next(remaining))


def walk(tree: Tree) -> Iterator[Tree]:
    """Every tree within a tree, itself first, parents before their children."""
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(children(here)))


def rebuilt(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with `change` applied to every node, children first."""
    return change(with_children(tree, tuple(rebuilt(child, change) for child in children(tree))))


def free_names(tree: Tree) -> frozenset[str]:
    """The names a tree needs values for: all but those bound by a sum over an index.

    Index letters that stand free in entries (`Y_{ik}`) count as indices, not as names; so do the
    constants `e`, `pi` and `infinity` count as names here, for a caller may give them a value.
    """
    return frozenset(_names(tree, frozenset()))


def names_in_order(tree: Tree) -> tuple[str, ...]:
    """The same names in the order in which they are first used, which no spelling changes."""
    return tuple(dict.fromkeys(_names(tree, frozenset())))


def _names(tree: Tree, bound: frozenset[str]) -> Iterator[str]:
    if isinstance(tree, Name):
        if tree.name not in bound and tree != NOTHING:
            yield tree.name
        return
    if isinstance(tree, IndexSum):
        for bound_part in (tree.low, tree.high):
            if bound_part is not None:
                yield from _names(bound_part, bound)
        yield from _names(tree.body, bound | {tree.letter})
        return
    if isinstance(tree, Entry):
        yield from _names(tree.base, bound)
        for index in tree.indices:
            if not isinstance(index, Name):
                yield from _names(index, bound | free_letters(index))
        return
    for child in children(tree):
        yield from _names(child, bound)


def free_letters(tree: Tree) -> frozenset[str]:
    """The single-letter names within an index such as `k + 1`: they are indices."""
    return frozenset(
        part.name for part in walk(tree) if isinstance(part, Name) and len(part.name) == 1
    )


def substituted(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    """The tree with trees put in for names; index letters bound by a sum are left alone."""
    if isinstance(tree, Name):
        return values.get(tree.name, tree)
    if isinstance(tree, IndexSum):
        values = {name: value for name, value in values.items() if name != tree.letter}
    if isinstance(tree, Entry):
        return Entry(substituted(tree.base, values), tree.indices)
    return with_children(tree, tuple(substituted(child, values) for child in children(tree)))
