"""What a student has stated so far in one question, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from grader.agreement import fitted
from grader.answers.sheet.literals import Known, KnownValues, NearValues
from grader.answers.sheet.meaning import Meanings
from grader.graph import evaluate
from grader.model import Array, NoValue


class StatedValues:
    """The values given for steps, in order, and what is computed from them as it is asked for."""

    def __init__(self, meanings: Meanings) -> None:
        self._asked, self._truth = meanings.asked, meanings.truth
        self.by_step: dict[str, list[Array]] = {}
        self._own: dict[str, Array] = {}
        self._last = {n: self._truth[n] for n in self._asked.graph.rules if n in self._truth}
        self._changed: set[str] = set()

    def state(self, step: str, value: Array) -> bool:
        """Remember what the student gives for a step; whether that is new."""
        values = self.by_step.setdefault(step, [])
        if values and np.array_equal(values[-1], value):
            return False
        values.append(value)
        self._own.pop(step, None)
        if step in self._truth:
            own = fitted(value, self._truth[step].shape)
            if own.shape == self._truth[step].shape:
                self._own[step] = own
        self._changed.add(step)
        for name in ("followed", "own", "known"):
            self.__dict__.pop(name, None)
        return True

    @cached_property
    def followed(self) -> Mapping[str, Array]:
        """What each step would be from the student's own values; the true one where it is that.
        Only what rests on a new one is computed again."""
        if self._asked.symbols:
            return {}
        graph, truth = self._asked.graph, self._truth
        given = {name: truth[name] for name in self._asked.parameters}
        is_kept = self._changed.isdisjoint
        kept = {n: v for n, v in self._last.items() if is_kept(graph.ancestors(n))}
        self._last = {
            name: kept[name] if name in kept else self._or_true(name, value)
            for name, value in evaluate(graph, given, self._own, kept).items()
            if not isinstance(value, NoValue)
        }
        self._changed.clear()
        return self._last

    def _or_true(self, name: str, value: Array) -> Array:
        truth = self._truth.get(name)
        return truth if truth is not None and np.array_equal(value, truth) else value

    @cached_property
    def own(self) -> NearValues[str]:
        """The same of those steps that are not the true ones then."""
        values = self.followed.items()
        return NearValues({n: v for n, v in values if v is not self._truth.get(n)})

    @cached_property
    def known(self) -> KnownValues:
        """The values that a number may stand for: stated ones, givens, then those that follow."""
        stated = self.by_step.items()
        found = [Known(name, value) for name, values in stated for value in reversed(values[-2:])]
        found += [Known(name, self._truth[name], True) for name in self._asked.parameters]
        found += [Known(name, value) for name, value in self.followed.items()]
        return KnownValues(found)
