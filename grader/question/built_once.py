"""What depends on the question alone is built once per question, not per submission.

What depends on a few texts beside it as well is kept for the latest of them: a class writes the
same again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

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


class Memory(Generic[Built]):
    """The latest results of something that always gives the same for the same key.

    The oldest are forgotten, so that a class of any size needs no more room. Threads may share it.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[Hashable, Built] = {}

    def get(self, key: Hashable) -> Built | None:
        return self._kept.get(key)

    def keep(self, key: Hashable, result: Built) -> Built:
        with suppress(StopIteration, KeyError, RuntimeError):  # another thread was there first
            while len(self._kept) >= self.most:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = result
        return result


@once
def memory_of(_question: Question, _what: str, most: int) -> Memory[Any]:
    """The memory that a question has for one kind of result; it ends with the question."""
    return Memory(most)
