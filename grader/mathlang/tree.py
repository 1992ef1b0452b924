"""The syntax tree: what a formula says, without how it was spelled.

Chains of one strength (`a + b - c`, `2 w x / y`) are one node with many operands, read from left
to right, so that trees stay flat and an edit of one factor is an edit of one tuple.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from functools import cache
from itertools import islice
from operator import attrgetter, is_
from typing import Any, ClassVar, TypeAlias

from grader import record


@cache
def _getter(names: tuple[str, ...]) -> Callable[[object], object]:
    """Takes what a node with these fields says: all of them but for where it stood."""
    names = names[:-1] if names[-1:] == ("position",) else names
    return attrgetter(*names) if names else lambda _: ()


class _Node:
    """What all nodes share: two are equal when they say the same, wherever they stood.

    BELOW: the fields that hold the trees below. _hash, _names: kept, for a tree never changes.
    """

    __slots__ = ("_hash", "_names")
    _hash: int
    _names: tuple[str, ...]
    __match_args__: ClassVar[tuple[str, ...]] = ()
    BELOW: ClassVar[tuple[str, ...]] = ()

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        said = _getter(self.__match_args__)
        return said(self) == said(other)

    def __hash__(self) -> int:
        if not hasattr(self, "_hash"):
            said = _getter(self.__match_args__)(self)
            object.__setattr__(self, "_hash", hash((type(self), said)))
        return self._hash

    def __repr__(self) -> str:
        said = [f"{n}={getattr(self, n)!r}" for n in self.__match_args__ if n != "position"]
        return f"{type(self).__name__}({', '.join(said)})"


@record(frozen=True, slots=True, eq=False, repr=False)
class Number(_Node):
    """A number as its value."""

    value: float


@record(frozen=True, slots=True, eq=False, repr=False)
class Name(_Node):
    """A value by its canonical name."""

    name: str
    position: int = field(default=0, compare=False)


NOTHING = Name("None")
"""What a keyword says to leave its default, `axis=None`."""


@record(frozen=True, slots=True, eq=False, repr=False)
class _Single(_Node):
    """A node over one operand."""

    BELOW = ("operand",)
    operand: "Tree"


@record(frozen=True, slots=True, eq=False, repr=False)
class _Joined(_Node):
    """Operands joined by one fewer signs."""

    BELOW = ("operands",)
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


@record(frozen=True, slots=True, eq=False, repr=False)
class Power(_Node):
    """The base to the exponent; a matrix to the power -1 is its inverse."""

    BELOW = ("base", "exponent")
    base: "Tree"
    exponent: "Tree"


@record(frozen=True, slots=True, eq=False, repr=False)
class Call(_Node):
    """A function of arguments; with one prime, its derivative."""

    BELOW = ("arguments",)
    function: str
    arguments: "tuple[Tree, ...]"
    keywords: "tuple[tuple[str, Tree], ...]" = ()
    primes: int = 0
    position: int = field(default=0, compare=False)


@record(frozen=True, slots=True, eq=False, repr=False)
class List(_Node):
    """Values in a row; a matrix is a list of its rows."""

    BELOW = ("items",)
    items: "tuple[Tree, ...]"


@record(frozen=True, slots=True, eq=False, repr=False)
class Entry(_Node):
    """An entry by indices counted from 1, `W_{12}` or `X_{jk}`."""

    BELOW = ("base", "indices")
    base: "Tree"
    indices: "tuple[Tree, ...]"


@record(frozen=True, slots=True, eq=False, repr=False)
class Slice(_Node):
    """A part of one axis, counted from 0: `1:`, `:`, `0:4:2`."""

    BELOW = ("start", "stop", "step")
    start: "Tree | None"
    stop: "Tree | None"
    step: "Tree | None" = None


@record(frozen=True, slots=True, eq=False, repr=False)
class Subscript(_Node):
    """Entries, rows and slices counted from 0 as in numpy, `W[1:, 0]`."""

    BELOW = ("base", "items")
    base: "Tree"
    items: "tuple[Tree, ...]"


@record(frozen=True, slots=True, eq=False, repr=False)
class IndexSum(_Node):
    """The sum (or product) of a body over an index: by its bounds, or by the shapes if None."""

    BELOW = ("low", "high", "body")
    kind: str
    letter: str
    low: "Tree | None"
    high: "Tree | None"
    body: "Tree"


Tree: TypeAlias = (
    Number | Name | Negative | Transpose | Sum | Product | Power | Comparison | Call | List
    | Entry | Slice | Subscript | IndexSum
)  # fmt: skip


@record(frozen=True, slots=True, eq=False, repr=False)
class Chain(_Node):
    """Members joined by relations (`=`, `≈`, `:=`, `←`, `≡`): `a = b = c` as it was written."""

    members: tuple[Tree, ...]
    signs: tuple[str, ...] = ()


def children(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly below, in the order `with_children` takes them."""
    if isinstance(tree, Call):
        return (*tree.arguments, *(value for _, value in tree.keywords))
    found: list[Tree] = []
    for name in tree.BELOW:
        part = getattr(tree, name)
        if type(part) is tuple:
            found += part
        elif part is not None:
            found.append(part)
    return tuple(found)


def with_children(tree: Tree, parts: tuple[Tree, ...]) -> Tree:
    """The same node over other children, as many as `children` gives."""
    if all(map(is_, parts, children(tree))):
        return tree
    remaining = iter(parts)
    changed: dict[str, Any] = {}
    for name in tree.BELOW:
        part = getattr(tree, name)
        several = type(part) is tuple
        changed[name] = tuple(islice(remaining, len(part))) if several else part and next(remaining)
    if isinstance(tree, Call):
        changed["keywords"] = tuple((name, next(remaining)) for name, _ in tree.keywords)
    return replace(tree, **changed)


def walk(tree: Tree) -> Iterator[Tree]:
    """Every tree within a tree, itself first, parents before their children."""
    waiting = [tree]
    while waiting:
        yield (here := waiting.pop())
        waiting.extend(reversed(children(here)))


def rebuilt(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with `change` applied to every node, children first."""
    return change(with_children(tree, tuple(rebuilt(child, change) for child in children(tree))))


def free_names(tree: Tree) -> frozenset[str]:
    """The names a tree needs values for: all but those bound by a sum over an index.

    Index letters that stand free in entries (`Y_{ik}`) count as indices, not as names; so do the
    constants `e`, `pi` and `infinity` count as names here, for a caller may give them a value.
    """
    return frozenset(names_in_order(tree))


def names_in_order(tree: Tree) -> tuple[str, ...]:
    """The same names in the order in which they are first used, which no spelling changes."""
    if not hasattr(tree, "_names"):
        found: dict[str, None] = {}
        _take_names(tree, frozenset(), found)
        object.__setattr__(tree, "_names", tuple(found))
    return tree._names


def _take_names(tree: Tree, bound: frozenset[str], found: dict[str, None]) -> None:
    if isinstance(tree, Name):
        if tree.name not in bound and tree != NOTHING:
            found[tree.name] = None
    elif isinstance(tree, IndexSum):
        *bounds, body = children(tree)
        for part in bounds:
            _take_names(part, bound, found)
        _take_names(body, bound | {tree.letter}, found)
    elif isinstance(tree, Entry):
        _take_names(tree.base, bound, found)
        for index in (one for one in tree.indices if not isinstance(one, Name)):
            _take_names(index, bound.union(letters_in(index)), found)
    else:
        for child in children(tree):
            _take_names(child, bound, found)


def letters_in(index: Tree) -> tuple[str, ...]:
    """The single-letter names within an index such as `k + 1`: they are indices."""
    return tuple(p.name for p in walk(index) if isinstance(p, Name) and len(p.name) == 1)


def substituted(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    """The tree with trees put in for names; index letters bound by a sum are left alone."""
    if isinstance(tree, Name):
        return values.get(tree.name, tree)
    if isinstance(tree, IndexSum):
        values = {name: value for name, value in values.items() if name != tree.letter}
    if isinstance(tree, Entry):
        return Entry(substituted(tree.base, values), tree.indices)
    return with_children(tree, tuple(substituted(child, values) for child in children(tree)))
