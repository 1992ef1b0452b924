"""What surrounds a rule: the names that can be taken for one another, and how they are shown."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from grader.graph import Graph
from grader.mathlang.names import base_and_figures
from grader.mathlang.tree import Call, Name, Tree

ACTIVATIONS = frozenset({"sigmoid", "tanh", "relu", "leaky_relu", "softmax", "softplus", "elu"})
"""The functions that turn a pre-activation into an activation."""
SLOPES = {"dsigmoid": "sigmoid", "dtanh": "tanh", "drelu": "relu", "dleaky_relu": "leaky_relu"}
"""The derivatives that have a name of their own."""
_INPUTS = ("x", "X")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """The question as seen from one of its steps.

    names: parameters and steps that do not rest on the step; a student may take one for another.
    definitions: the rules of some of them, so that `h1 (1 - h1)` is known to be σ'(z1).
    arrays: the names whose values have entries; only these are transposed.
    labels: what the question calls a name, where it does not use the name itself.
    """

    names: frozenset[str] = frozenset()
    definitions: Mapping[str, Tree] = field(default_factory=dict)
    arrays: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)

    def pre_activation(self, name: str) -> tuple[str, str] | None:
        """The activation function of a name and what it is taken of, both by name."""
        rule = self.definitions.get(name)
        if isinstance(rule, Call) and rule.function in ACTIVATIONS and len(rule.arguments) == 1:
            inner = rule.arguments[0]
            return (rule.function, inner.name) if isinstance(inner, Name) else None
        return None

    def others(self, name: str) -> list[str]:
        """The names of other layers: they differ by their number (`w1` and `w2`).

        For an activation the input of the network is one, too, and the other way round.
        """
        base, figures = base_and_figures(name)
        if name in _INPUTS:
            return sorted(other for other in self.names if self.pre_activation(other))
        if not figures:
            return []
        found = sorted(other for other in self.names if other != name and _is_like(other, base))
        if self.pre_activation(name):
            found += [other for other in _INPUTS if other in self.names]
        return found

    def activations(self, name: str) -> list[str]:
        """The names defined as an activation of a name."""
        found = (other for other in self.names if (self.pre_activation(other) or "")[1:] == (name,))
        return sorted(found)


def _is_like(name: str, base: str) -> bool:
    other, figures = base_and_figures(name)
    return other == base and bool(figures)


def context_of(
    graph: Graph,
    name: str,
    formula: Callable[[str], Tree | None],
    arrays: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
) -> Context:
    """The context of the step `name` of a graph.

    formula: the formula of a step by name, None if it has none; asked for few steps.
    """
    names = (frozenset(graph.rules) | graph.parameters) - _resting_on(graph, name)
    near = _near(graph, name, names)
    found = {other: formula(other) for other in near}
    return Context(
        names=names,
        definitions={other: rule for other, rule in found.items() if rule is not None},
        arrays=frozenset(arrays),
        labels=labels or {},
    )


def _resting_on(graph: Graph, name: str) -> set[str]:
    """A step and all that rest on it, near or far."""
    found = {name}
    for other in graph.order:
        if not found.isdisjoint(graph.rules[other].arguments):
            found.add(other)
    return found


def _near(graph: Graph, name: str, names: Iterable[str]) -> set[str]:
    """The steps that a rule takes, and those that are a function of one value it takes."""
    inputs = graph.rules[name].arguments
    return {
        other
        for other in names
        if other in graph.rules and (other in inputs or graph.rules[other].arguments[1:] == ())
    }
