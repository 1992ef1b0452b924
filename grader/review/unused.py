"""Definitions that nothing rests on: left over, or a name that was spelled in another way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grader.question import Question, Step
from grader.review.findings import Finding


def findings(question: Question, definitions: Mapping[str, Any]) -> Iterator[Finding]:
    """The definitions of a question that no step, route, condition, convention or proof uses."""
    used = {name for step in question.steps for name in _named_by(step)}
    for convention in question.conventions:
        used |= {name for rule in convention.rules for name in rule.arguments}
    used = used.union(*(question.graph.ancestors(name) for name in used))
    for name in definitions:
        if name not in used and name in question.graph.rules:
            message = "nothing rests on it; remove it, or use it in a formula"
            yield Finding(path=("definitions", name), message=message)


def _named_by(step: Step) -> Iterator[str]:
    """What a step uses: itself, what it is the gradient of, the arguments of all rules beside."""
    yield from (name for name in (step.name, step.gradient_of, step.with_respect_to) if name)
    beside = [*step.routes, *step.also, *(wrong.rule for wrong in step.misconceptions)]
    beside += [step.valid] if step.valid is not None else []
    yield from (name for rule in beside for name in rule.arguments)
