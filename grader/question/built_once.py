"""What depends on the question alone is built once per question, not per submission."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from grader.question.question_records import Question

Given = ParamSpec("Given")
Built = TypeVar("Built")


def once(
    build: Callable[Concatenate[Question, Given], Built],
) -> Callable[Concatenate[Question, Given], Built]:
    """A function of a question and of what stands in it, whose results the question keeps.

    They live as long as it does; its steps and rules bound how many there are.
    """

    def kept(question: Question, /, *given: Given.args, **named: Given.kwargs) -> Built:
        key = (build, given, tuple(named.items()))
        if key not in question.built:
            question.built[key] = build(question, *given, **named)
        found: Built = question.built[key]
        return found

    update_wrapper(kept, build)
    return kept
