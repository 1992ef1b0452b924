"""What an expression means: which step is the same function of the givens.

A question's givens are drawn at random a few times, and an expression that has the value of one
step at every draw is that step. Where that finds nothing, labels of 0 and 1 and whole numbers
keep their given values, for work that uses them (`-log(y)` where the label is 1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from grader.agreement import fitted
from grader.answers.sheet.records import Asked
from grader.answers.sheet.trees import READ, Trees
from grader.errors import NoValueError
from grader.graph import evaluate as solved
from grader.graph import graph_of
from grader.mathlang import BUILT_IN, Draws, Tree, evaluate, free_names
from grader.mathlang.tree import Power, Product, walk
from grader.model import Array, NoValue

Draw: TypeAlias = dict[str, Array]
DRAWS = 2
RTOL = 1e-7
MAX_TREES = 1_000
"""Trees of which it is remembered what they mean: a long sheet's, and what classes repeat."""
_UNKNOWN = ""


class Meanings:
    """The draws of one question, and the values of everything at them.

    truth: all values for the givens themselves, as far as there are any. trees: those of the
    sheet's texts. names: all that an expression may hold.
    """

    def __init__(self, asked: Asked, trees: Trees | None = None) -> None:
        self.asked = asked
        self.trees = trees or READ
        self.truth = self._truth()
        self.free = [self._draw(seed, frozenset()) for seed in range(DRAWS)]
        held = frozenset(name for name, value in asked.parameters.items() if _is_label(value))
        partly = held and len(held) < len(asked.parameters)
        self.held = [self._draw(seed, held) for seed in range(DRAWS)] if partly else []
        self.matrices = {n for draw in (*self.free, self.truth) for n, v in draw.items() if v.ndim}
        self.names = BUILT_IN.union(*self.free, *self.held)
        self._cache: dict[Tree, str | None] = {}
        self._same: dict[str, list[str]] = {}

    def _truth(self) -> Draw:
        parameters = {name: np.asarray(v, float) for name, v in self.asked.parameters.items()}
        if self.asked.symbols:
            return {**parameters, **_without_symbols(self.asked, parameters)}
        return self._solved(parameters)

    def _draw(self, seed: int, held: frozenset[str]) -> Draw:
        generator = Draws(seed + 7)
        drawn: Draw = {}
        shapes = {name: np.shape(value) for name, value in self.asked.parameters.items()}
        for name, shape in {**shapes, **self.asked.symbols}.items():
            if name in held:
                drawn[name] = np.asarray(self.asked.parameters[name], float)
            else:
                size = generator.uniform(0.3, 1.7, shape)
                drawn[name] = np.asarray(size * generator.choice([-1.0, 1.0], shape))
        return self._solved(drawn)

    def _solved(self, parameters: Draw) -> Draw:
        values = solved(self.asked.graph, parameters).items()
        return {**parameters, **{n: v for n, v in values if not isinstance(v, NoValue)}}

    def step(self, tree: Tree) -> str | None:
        """The step, or the given, whose value a tree has at every draw; None if there is none."""
        found = self._cache.get(tree, _UNKNOWN)
        if found == _UNKNOWN:
            if len(self._cache) > MAX_TREES:
                self._cache.clear()
            found = self._cache[tree] = self._step(tree)
        return found

    def same(self, step: str) -> list[str]:
        """The steps that are the same function of the givens as one, itself among them."""
        if step not in self._same:
            self._same[step] = [
                name
                for name in self.asked.graph.rules
                if name == step
                or all({step, name} <= d.keys() and agrees(d[step], d[name]) for d in self.free)
            ]
        return self._same[step]

    def _step(self, tree: Tree) -> str | None:
        if not free_names(tree) <= self.names:
            return None
        stars = _readings(tree) if self.matrices else ("matrix",)
        for draws in (self.free, self.held):
            for star in stars if draws else ():
                found = _common(tree, draws, star)
                if found is not None and self._is_true(tree, found, star):
                    return found
        return None

    def _is_true(self, tree: Tree, name: str, star: str) -> bool:
        """Whether a tree has the value of a name at the givens themselves, where there are any: two
        draws do not tell a value from its size."""
        if name not in self.truth or not free_names(tree) <= self.truth.keys() | BUILT_IN:
            return True
        value = value_at(tree, self.truth, star)
        return value is None or agrees(value, self.truth[name])


def _without_symbols(asked: Asked, parameters: Draw) -> Draw:
    """The values that rest on no symbol: on nothing, as the largest value of a function does, or
    on numbers alone, as most of a question does where one of its answers is a formula."""
    graph = asked.graph
    known = [
        rule for name, rule in graph.rules.items() if graph.under(name).isdisjoint(asked.symbols)
    ]
    values = solved(graph_of(known, tuple(parameters)), parameters).items()
    return {name: value for name, value in values if not isinstance(value, NoValue)}


def value_at(tree: Tree, values: Mapping[str, Array], star: str = "matrix") -> Array | None:
    """The value of a tree; None where it has none."""
    try:
        found = np.asarray(evaluate(tree, values, star=star))
    except NoValueError:
        return None
    return found if np.isfinite(found).all() else None


def agrees(value: Array, other: Array, rtol: float = RTOL) -> bool:
    """Whether two values have the same entries; axes of a single entry do not count."""
    value = fitted(value, other.shape)
    if value.shape != other.shape:
        return False
    scale = max(float(np.abs(other).max(initial=0.0)), 1e-12)
    return bool((np.abs(value - other) <= rtol * scale).all())


def _readings(tree: Tree) -> tuple[str, ...]:
    stars = any((isinstance(p, Product) and "*" in p.signs) or isinstance(p, Power)
                for p in walk(tree))  # fmt: skip
    return ("matrix", "elementwise") if stars else ("matrix",)


def _common(tree: Tree, draws: Sequence[Draw], star: str) -> str | None:
    """The name whose value a tree has at every draw."""
    first = value_at(tree, draws[0], star)
    if first is None:
        return None
    names = [name for name, value in draws[0].items() if _may_agree(first, value)]
    for draw in draws[1:] if names else ():
        value = value_at(tree, draw, star)
        if value is None:
            return None
        names = [name for name in names if name in draw and agrees(value, draw[name])]
    return next((name for name in names if agrees(first, draws[0][name])), None)


def _may_agree(value: Array, other: Array) -> bool:
    """A quick look at the first entries, which decides most cases."""
    if value.size != other.size:
        return False
    first, second = value.item(0), other.item(0)
    return bool(abs(first - second) <= RTOL * max(1.0, abs(second)))


def _is_label(value: Array) -> bool:
    """Whether a given is a label, or whole numbers that a calculation may simplify by."""
    flat = np.asarray(value, float).ravel()
    return bool(np.isin(flat, (0.0, 1.0)).all()) or (flat.size == 1 and flat[0] == round(flat[0]))
