"""Values of another question that a question goes on with, and what they are called here.

A rubric may say that `h1` of 2d is the h1 of 2b. In 2d it is a given number for everyone who reads
the question: in the template, on a sheet, in lint. Marking alone joins the two, see `joined`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from grader import record
from grader.model import Array, Value

OF = "."
"""Parts a question's key from a name of its own: `2b.z1`, which no formula can spell."""


class Solved(Protocol):
    """What is needed of a question: its key, what it is given, and the values of its rules."""

    @property
    def key(self) -> str: ...
    @property
    def parameters(self) -> Mapping[str, Array]: ...
    @property
    def solution(self) -> Mapping[str, Value]: ...
    @property
    def called(self) -> Mapping[str, str]: ...


AQuestion = TypeVar("AQuestion", bound=Solved)


@record(frozen=True, kw_only=True, eq=False)
class Carried(Generic[AQuestion]):
    """Another question whose values are carried on. names: there -> here, as the rubric says."""

    question: AQuestion
    names: Mapping[str, str]

    def called_here(self, name: str) -> str:
        """What a value of the other question is called here, where it is no given of both."""
        return self.names.get(name) or f"{self.question.key}{OF}{name}"

    def worked_out(self) -> dict[str, str]:
        """What students work out there and is carried on here, in words: `h` of 2b."""
        rules, calls = self.question.solution, self.question.called
        return {
            here: f"{calls.get(there, there)} of {self.question.key}"
            for there, here in self.names.items()
            if there in rules
        }

    def values(self, known: Mapping[str, Value] | None = None) -> dict[str, Array]:
        """What the names here stand for: the true values there, as far as they are known.

        known: other values there than those of the question, for a student with other numbers.
        """
        known = known or {**self.question.parameters, **self.question.solution}
        found = {here: known.get(there) for there, here in self.names.items()}
        return {n: v for n, v in found.items() if isinstance(v, np.ndarray)}


def by_question(carried: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The values that a question carries on, by where from: question -> {there: here}.

    carried: name here -> `2b.h1`. The same value under two names here has one of them.
    """
    found: dict[str, dict[str, str]] = {}
    for here, place in carried.items():
        key, _, there = str(place).rpartition(OF)
        found.setdefault(key, {}).setdefault(there, here)
    return found


def carried_first(questions: Mapping[str, Any], keys: Collection[str]) -> list[str]:
    """The keys of some questions, each behind those whose values it carries on.

    questions: their plain values. What would stand in a circle stands somewhere.
    """
    order: list[str] = []

    def visit(key: str, above: tuple[str, ...]) -> None:
        if key in order or key in above or key not in keys:
            return
        for other in by_question(questions[key].get("carried") or {}):
            visit(other, (*above, key))
        order.append(key)

    for key in keys:
        visit(key, ())
    return order
