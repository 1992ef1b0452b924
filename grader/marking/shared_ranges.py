"""The ranges that follow from answers, made once for all who carried on the same numbers.

Students who agree in the steps that a step rests on agree in what follows, whatever else they
wrote, and most habits of rounding carry on the same few numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.agreement import Range, Stated, followed_range
from grader.graph import Rule
from grader.model import NoValue
from grader.question import Memory, Question, memory_of

MAX_KEPT = 1_024
"""Ranges, and answers that were stated together, of which a question keeps what they gave."""
LARGEST = 64
"""Numbers moved times numbers that follow, up to which a range is small enough to keep."""


def shared_range(
    question: Question, answers: Mapping[str, Stated], name: str, rule: Rule | None = None
) -> Range | NoValue:
    """`followed_range` of a step from some answers; rule: another rule for it than its own.

    It rests on the nearest of the answers, which are its key. What has no value is told anew, with
    its reason, and so is a failure of ours, which may be one of this moment.
    """
    sources = nearest(question, rule or question.graph.rules[name], frozenset(answers))
    memory: Memory[Range] = memory_of(question, "ranges", MAX_KEPT)
    key = (name, rule, *[_as_key(answers[source]) for source in sources])
    found = memory.get(key)
    if found is not None:
        return found
    graph = question.graph if rule is None else question.graph.with_rule(name, rule)
    made = followed_range(graph, question.parameters, answers, name)
    return memory.keep(key, made) if isinstance(made, Range) and _is_small(made) else made


def shared_or_true(question: Question, answers: Mapping[str, Stated], name: str) -> Range | NoValue:
    """The same by the step's own rule: the true value where that rests on none of the answers."""
    true = question.solution[name]
    rests_on = nearest(question, question.graph.rules[name], frozenset(answers))
    if isinstance(true, NoValue) or rests_on:
        return shared_range(question, answers, name)
    return Range(low=true, high=true, centre=true)


def nearest(question: Question, rule: Rule, stated: frozenset[str]) -> Sequence[str]:
    """The nearest stated steps of a rule; most students state the same ones, all."""
    known = nearest_by_rule(question, stated)
    if rule not in known:
        known[rule] = question.graph.nearest(rule, stated)[0]
    return known[rule]


def nearest_by_rule(question: Question, stated: frozenset[str]) -> dict[Rule, Sequence[str]]:
    """The nearest of some stated steps, as far as they were asked for; rules bound how many."""
    memory: Memory[dict[Rule, Sequence[str]]] = memory_of(question, "nearest", MAX_KEPT)
    found = memory.get(stated)
    return memory.keep(stated, {}) if found is None else found


def _as_key(stated: Stated) -> tuple[Any, ...]:
    """An answer with its box, told from every other by its numbers."""
    value, box = stated
    return (value.shape, value.tobytes(), box.low.tobytes(), box.high.tobytes())


def _is_small(found: Range) -> bool:
    moved = 0 if found.probes is None else len(found.probes.coordinates)
    return found.centre.size * max(1, moved) <= LARGEST
