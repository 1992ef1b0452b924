"""A question's values as a graph: each step is a rule whose argument names are what it rests on.

To solve is to evaluate every rule in order; to follow a student through is to evaluate again
with the student's own values as overrides.
"""

from __future__ import annotations

import inspect
import itertools
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any

import numpy as np

from grader import record
from grader.errors import GraphError, NoValueError
from grader.model import Array, NoValue, Value


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """How one step is computed: a function and the names of the values it takes, in order.

    tree: the syntax tree of a rule that was written as a formula, else None. beyond: the
    numbers that are none which the formula names and means, infinity and nan for `none`.
    """

    name: str
    arguments: tuple[str, ...]
    function: Callable[..., Any]
    description: str = ""
    tree: Any = None
    beyond: tuple[float, ...] = ()

    def means(self, result: Any, inputs: Iterable[Any]) -> bool:
        """Whether a result with entries that are not finite is what the rule says.

        Infinity and `none` are values where a formula writes them, or where it rests on one; a
        quotient by 0 and a logarithm that has no value say nothing.
        """
        named = [self.beyond, *inputs]
        return all(
            any(kind(one).any() for one in named)
            for kind in (np.isinf, np.isnan)
            if kind(result).any()
        )

    @property
    def in_words(self) -> str:
        """The first sentence of the description: what a person says of the step."""
        return self.description.strip().split("\n\n")[0].replace("\n", " ")


@record(frozen=True, kw_only=True, eq=False)
class Graph:
    """Checked rules: `rules` as they were defined, `order` so that every rule has its inputs.

    `givens` are the parameters as the rules first use them: what is drawn at random for them must
    not depend on how they are spelled.
    """

    rules: Mapping[str, Rule]
    parameters: frozenset[str]
    order: tuple[str, ...]
    givens: tuple[str, ...]

    def place(self, name: str) -> int:
        """Where a step stands in the order of evaluation; a name without a rule stands last."""
        return self.order.index(name) if name in self.rules else len(self.order)

    def ancestors(self, name: str) -> frozenset[str]:
        """Every step that the step `name` rests on, near or far."""
        return self._ancestors.get(name, frozenset())

    def under(self, name: str) -> frozenset[str]:
        """Every value that the step `name` rests on, steps and others."""
        steps = {name, *self.ancestors(name)} & self.rules.keys()
        return frozenset(one for step in steps for one in self.rules[step].arguments)

    @cached_property
    def _ancestors(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for name in self.order:
            inputs = [a for a in self.rules[name].arguments if a in self.rules]
            found[name] = frozenset(inputs).union(*(found[a] for a in inputs))
        return found

    def resting_on(self, name: str) -> tuple[str, ...]:
        """The steps whose rules take the value `name`."""
        return tuple(step for step, rule in self.rules.items() if name in rule.arguments)

    def nearest(self, rule: Rule, known: Collection[str]) -> tuple[list[str], set[str]]:
        """The nearest known steps that a rule rests on, and the unknown ones on the way to them."""
        found, passed = dict[str, None](), set[str]()
        waiting = [*reversed(rule.arguments)]
        while waiting:
            name = waiting.pop()
            if name in known:
                found[name] = None
            elif name in self.rules and name not in passed:
                passed.add(name)
                waiting += reversed(self.rules[name].arguments)
        return list(found), passed

    def with_rule(self, name: str, rule: Rule) -> Graph:
        """The graph with another rule for one of its steps."""
        return replace(self, rules={**self.rules, name: replace(rule, name=name)})

    def usable_for(self, name: str) -> tuple[str, ...]:
        """The steps that stand before the step `name` and do not rest on it."""
        before = itertools.takewhile(lambda other: other != name, self.rules)
        return tuple(other for other in before if name not in self.ancestors(other))


def rule_of(function: Callable[..., Any]) -> Rule:
    """The rule that a plain function is: its name, its argument names, its docstring."""
    return Rule(
        name=function.__name__,
        arguments=tuple(inspect.signature(function).parameters),
        function=function,
        description=inspect.getdoc(function) or "",
    )


def needed_parameters(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The names that rules take and no rule gives, in order of first use."""
    rules = tuple(rules)
    given = {rule.name for rule in rules}
    names = dict.fromkeys(a for rule in rules for a in rule.arguments if a not in given)
    return tuple(names)


def graph_of(rules: Iterable[Rule], parameters: Collection[str]) -> Graph:
    """The checked graph of rules over parameters.

    Raises GraphError for a name defined twice, an unknown name and a cycle, each with its path.
    """
    by_name: dict[str, Rule] = {}
    for rule in rules:
        if rule.name in by_name or rule.name in parameters:
            raise GraphError(f"{rule.name} is defined twice")
        by_name[rule.name] = rule
    for rule in by_name.values():
        for argument in rule.arguments:
            if argument not in by_name and argument not in parameters:
                hint = did_you_mean(argument, [*by_name, *parameters])
                raise GraphError(f"{rule.name} rests on {argument}, which nothing defines{hint}")
    dependencies = {
        rule.name: [a for a in rule.arguments if a in by_name] for rule in by_name.values()
    }
    try:
        order = tuple(TopologicalSorter(dependencies).static_order())
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise GraphError(f"these steps rest on each other in a circle: {circle}") from None
    used = [name for name in needed_parameters(by_name.values()) if name in parameters]
    return Graph(
        rules=MappingProxyType(by_name),
        parameters=frozenset(parameters),
        order=order,
        givens=tuple(dict.fromkeys([*used, *parameters])),
    )


def evaluate(
    graph: Graph,
    parameters: Mapping[str, Array],
    overrides: Mapping[str, Array] | None = None,
    known: Mapping[str, Array] | None = None,
) -> dict[str, Value]:
    """What each rule gives, where later rules see `overrides` in place of earlier results.

    known: what some rules give, where that was computed before.
    The value of an overridden step is still what its own rule gives, so it can be compared with
    the override. A parameter that is not given is a symbol without a value. A rule without a
    finite value gives NoValue, and so do the rules that need it; one that breaks gives NoValue
    with its fault.
    """
    overrides, known = overrides or {}, known or {}
    seen: dict[str, Value] = {
        name: NoValue(reason=f"{name} is a symbol without a number") for name in graph.parameters
    }
    seen.update(parameters)
    given: dict[str, Value] = {}
    with np.errstate(all="ignore"):
        for name in graph.order:
            given[name] = known[name] if name in known else _value(graph.rules[name], seen)
            seen[name] = overrides.get(name, given[name])
    return given


def _value(rule: Rule, seen: Mapping[str, Value]) -> Value:
    inputs = [seen[argument] for argument in rule.arguments]
    for argument, value in zip(rule.arguments, inputs, strict=True):
        if isinstance(value, NoValue):
            reason = f"{argument} has no value here: {value.reason}"
            return NoValue(reason=reason, fault=value.fault)
    try:
        result = np.asarray(rule.function(*inputs), dtype=np.float64)
    except NoValueError as error:
        return NoValue(reason=str(error))
    except Exception as error:  # a rule is foreign code: what else it raises is a fault of ours
        reason = f"the rule for {rule.name} failed ({type(error).__name__}: {error})"
        return NoValue(reason=reason, fault=traceback.format_exc())
    if not np.isfinite(result).all() and not rule.means(result, inputs):
        return NoValue(reason=f"{rule.name} is not a finite number for these values")
    result.flags.writeable = False
    return result


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The words "; did you mean X?" for the nearest known name, or nothing."""
    meant = near(name, known)
    return f"; did you mean {meant}?" if meant else ""


def near(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest to one that is not known, "" if none is near."""
    import difflib  # needed only where something is wrong

    names = list(known)
    alike = [other for other in names if other.lower() == name.lower()]
    return next(iter(alike or difflib.get_close_matches(name, names, n=1, cutoff=0.6)), "")
