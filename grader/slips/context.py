"""What surrounds a rule: the names that can be taken for one another, and how they are shown."""

from collections.abc import Collection, Mapping
from dataclasses import field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import record
from grader.graph import Graph
from grader.mathlang.tree import List, Name, Number, Tree
from grader.slips.roles import Roles

SLOPES = {
    "dsigmoid": "sigmoid", "dtanh": "tanh", "drelu": "relu", "dleaky_relu": "leaky_relu",
    "delu": "elu", "dgelu": "gelu", "dsilu": "silu",
}  # fmt: skip
"""The derivatives that have a name of their own."""
MAX_CLASSES = 10
"""The most classes of which each is tried for the right one."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """The question as seen from one of its steps.

    names: parameters and steps that do not rest on the step, in the question's order; a student
        may take one for another.
    lines: the steps among them that stand before it; their values may be copied.
    definitions: the rules of all steps that are formulas: `h1 (1 - h1)` is known to be σ'(z1).
    arrays: the names whose values have entries; only these are transposed.
    axes: how many axes the value of a name has, where that is known.
    counts: the names whose values are whole numbers from 2, such as a number of samples.
    targets: for a name whose value is a single 1 among zeros, that with the 1 elsewhere; for one
        whose rows are, these all with the 1 so many places further.
    """

    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    definitions: Mapping[str, Tree] = field(default_factory=dict)
    arrays: frozenset[str] = frozenset()
    axes: Mapping[str, int] = field(default_factory=dict)
    counts: frozenset[str] = frozenset()
    targets: Mapping[str, tuple[Tree, ...]] = field(default_factory=dict)
    roles: Roles = field(default_factory=Roles)

    def pre_activation(self, name: str) -> tuple[str, str] | None:
        """The activation function of a name and what it is taken of, both by name."""
        found = self.roles.activations.get(name)
        same = found is not None and self.axes.get(name, 0) == self.axes.get(found.inner, 0)
        return found if same else None

    def inside(self, value: Tree, function: str) -> str:
        """The name that a value is the given function of, if a name is defined so; else ""."""
        before = self.pre_activation(value.name) if isinstance(value, Name) else None
        return before[1] if before and before[0] == function else ""

    def others(self, name: str) -> list[tuple[str, float]]:
        """The names that play the part of a name elsewhere, each with how alike they are.

        Another layer's weight, the input of the network for an activation, a gate for a gate.
        """
        near = {before[1] for before in [self.pre_activation(name)] if before}
        near.update(self.activations(name))
        found = []
        for other in self.names:
            if other == name or other in near:
                continue
            likeness = self.roles.likeness(name, other)
            if likeness and self.axes.get(other, 0) == self.axes.get(name, 0):
                found.append((other, likeness))
        return found

    def activations(self, name: str) -> list[str]:
        """The names defined as an activation of a name."""
        return [n for n in self.names if (self.pre_activation(n) or ("", ""))[1] == name]


def context_of(
    graph: Graph,
    name: str,
    definitions: Mapping[str, Tree],
    roles: Roles,
    values: Mapping[str, ArrayLike],
    asked: Collection[str],
) -> Context:
    """The context of the step `name` of a graph.

    definitions: the rules that are formulas. values: those of all names, or any of the right
    shapes. asked: the steps that students write down: only these can be copied.
    """
    known = {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}
    axes = {name: value.ndim for name, value in known.items()}
    return Context(
        names=tuple(n for n in roles.order if n != name and name not in graph.ancestors(n)),
        lines=tuple(n for n in graph.usable_for(name) if n in asked),
        definitions=definitions,
        arrays=frozenset(name for name, count in axes.items() if count),
        axes=axes,
        counts=frozenset(name for name, value in known.items() if _is_count(value)),
        targets={name: _elsewhere(value) for name, value in known.items() if _is_target(value)},
        roles=roles,
    )


def _is_count(value: NDArray[np.float64]) -> bool:
    return value.ndim == 0 and float(value) >= 2 and float(value).is_integer()


def _is_target(value: NDArray[np.float64]) -> bool:
    """Whether a value says which of a few classes is the right one, be it for several samples."""
    if not np.isin(value, (0, 1)).all() or _classes(value) is None:
        return False
    return max(value.shape) == value.size or value.ndim == 2


def _classes(value: NDArray[np.float64]) -> int | None:
    """The axis along which there is one 1 among a few classes for each sample; None if none is."""
    for axis in reversed(range(value.ndim)):
        if 1 < value.shape[axis] <= MAX_CLASSES and (value.sum(axis=axis) == 1).all():
            return axis
    return None


def _elsewhere(value: NDArray[np.float64]) -> tuple[Tree, ...]:
    axis = _classes(value)
    assert axis is not None
    shifts = range(1, value.shape[axis])  # of several samples, the classes counted one off
    return tuple(_as_tree(np.roll(value, shift, axis=axis)) for shift in shifts)


def _as_tree(value: NDArray[np.float64]) -> Tree:
    return List(tuple(map(_as_tree, value))) if value.ndim else Number(float(value))
