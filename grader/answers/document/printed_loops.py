"""Loops over what the code itself lists, `for name, v in [("z1", z1), ("h1", h1)]`, round by
round."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader import record

MAX_ROUNDS = 100
Elements = Sequence[ast.expr]


@record(frozen=True, slots=True, kw_only=True)
class Bound:
    """What names stand for at a place of the code.

    lists: the lists and the like that names were set to once. values: what the names of a loop are
    in one round of it. moving: names that are set again in each round.
    """

    lists: Mapping[str, ast.expr]
    values: Mapping[str, ast.expr]
    moving: frozenset[str] = frozenset()

    @classmethod
    def of(cls, body: Sequence[ast.stmt]) -> Bound:
        """What the statements of a cell set names to, each once."""
        lists: dict[str, ast.expr] = {}
        again: set[str] = set()
        for statement in body:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
                if isinstance(target, ast.Name):
                    again |= {target.id} & lists.keys()
                    lists[target.id] = statement.value
        kept = {
            name: value for name, value in lists.items()
            if name not in again and isinstance(value, (ast.List, ast.Tuple, ast.Dict))
        }  # fmt: skip
        return cls(lists=kept, values={})

    def put_in(self, value: ast.expr) -> ast.expr:
        """What a name of a loop stands for; anything else as it is."""
        return self.values.get(value.id, value) if isinstance(value, ast.Name) else value

    def moves(self, value: ast.expr) -> bool:
        """Whether an expression is another thing in each round, so that its name says nothing."""
        names = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
        return bool(names & (self.moving | self.values.keys()))


def rounds(loop: ast.For, bound: Bound) -> list[Bound] | None:
    """What names stand for in each round of a loop; None where that cannot be said."""
    elements = _elements(loop.iter, bound)
    if elements is None or len(elements) > MAX_ROUNDS or loop.orelse:
        return None
    moving = bound.moving | {
        part.id for statement in loop.body for part in ast.walk(statement)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }  # fmt: skip
    found: list[Bound] = []
    for element in elements:
        values = _unpacked(loop.target, element)
        if values is None:
            return None
        found.append(replace(bound, values={**bound.values, **values}, moving=moving))
    return found


def _elements(value: ast.expr, bound: Bound) -> Elements | None:
    """What a loop goes through, where the code lists it."""
    if isinstance(value, ast.Name):
        value = bound.lists.get(value.id, value)
    if isinstance(value, (ast.List, ast.Tuple)):
        return value.elts
    if not isinstance(value, ast.Call):
        return None
    called = value.func
    if isinstance(called, ast.Attribute) and called.attr == "items":
        owner = called.value
        table = bound.lists.get(owner.id) if isinstance(owner, ast.Name) else owner
        if isinstance(table, ast.Dict):
            pairs = zip(table.keys, table.values, strict=True)
            return [ast.Tuple([key, one], ast.Load()) for key, one in pairs if key is not None]
    name = called.id if isinstance(called, ast.Name) else ""
    return _counted(name, value.args, bound)


def _counted(name: str, given: Elements, bound: Bound) -> Elements | None:
    """What `range`, `enumerate` and `zip` go through."""
    if name == "range":
        return _numbers(given)
    if name not in ("enumerate", "zip"):
        return None
    known = [part for part in (_elements(one, bound) for one in given) if part is not None]
    if len(known) != len(given) or not known:
        return None
    if name == "enumerate":
        known = [[ast.Constant(number) for number in range(len(known[0]))], known[0]]
    return [ast.Tuple(list(row), ast.Load()) for row in zip(*known, strict=False)]


def _numbers(given: Elements) -> Elements | None:
    """What `range` counts, from one constant to another."""
    ends = [part.value for part in given if isinstance(part, ast.Constant)]
    whole = [end for end in ends if isinstance(end, int) and abs(end) <= MAX_ROUNDS]
    if len(whole) != len(given) or len(whole) not in (1, 2):
        return None
    return [ast.Constant(number) for number in range(*whole)]


def _unpacked(target: ast.expr, element: ast.expr) -> dict[str, ast.expr] | None:
    """The names of a loop with what they stand for."""
    if isinstance(target, ast.Name):
        return {target.id: element}
    if not (isinstance(target, ast.Tuple) and isinstance(element, (ast.Tuple, ast.List))):
        return None
    if len(target.elts) != len(element.elts):
        return None
    found: dict[str, ast.expr] = {}
    for part, inner in zip(target.elts, element.elts, strict=True):
        values = _unpacked(part, inner)
        if values is None:
            return None
        found |= values
    return found
