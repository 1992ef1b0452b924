"""A step as a function of the nearest answers that it rests on."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.agreement.tolerance_as_written import Box
from grader.graph import Graph, Rule
from grader.model import Array

Stated = tuple[Array, Box]
"""What a student wrote for a step, and the box of what it stands for."""


class Function:
    """What the last of some rules gives when some of the values that they rest on are moved."""

    def __init__(self, rules: Sequence[Rule], values: Mapping[str, Array]) -> None:
        self.rules = rules
        self.values: dict[str, Any] = {name: _unboxed(value) for name, value in values.items()}

    def __call__(self, moved: Mapping[str, Any]) -> Any:
        """The value, an array or a number; None where there is no finite one."""
        seen = {**self.values, **moved}
        result: Any = None
        for rule in self.rules:
            inputs = [seen[argument] for argument in rule.arguments]
            try:
                result = rule.function(*inputs)
                if not isinstance(result, float):
                    result = _unboxed(np.asarray(result, dtype=np.float64))
            except Exception:  # a rule is foreign code: whatever it raises, it has no value here
                return None
            is_number = isinstance(result, float)
            is_finite = math.isfinite(result) if is_number else np.isfinite(result).all()
            if not is_finite and not rule.means(result, inputs):
                return None
            seen[rule.name] = result
        return result


def step_function(
    graph: Graph, parameters: Mapping[str, Array], answers: Mapping[str, Stated], name: str
) -> tuple[Function, list[str]]:
    """The step as a function of the nearest answers it rests on, and their names."""
    own = graph.rules[name]
    nearest, needed = graph.nearest(own, answers)
    rules = [graph.rules[step] for step in graph.order if step in needed and step != name]
    values = {source: answers[source][0] for source in nearest}
    # its own rule last, for another rule may rest on what stands after it
    return Function([*rules, own], {**parameters, **values}), nearest


def _unboxed(value: Array) -> Any:
    """The number in an array without axes; any other array as it is."""
    return value[()] if value.ndim == 0 else value
