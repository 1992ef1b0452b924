"""Keys that say where a sheet answers what: a question's `part`, a step's `prompt`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.answers import paths
from grader.errors import Problem
from grader.question import Assignment, Question
from grader.rubric import RubricSource


def sheet_key_problems(assignment: Assignment, source: RubricSource) -> Iterator[Problem]:
    """Parts that do not read or are two questions' at once, and prompts of two steps."""
    yield from _part_problems(assignment.questions, source)
    for question in assignment.questions:
        yield from _prompt_problems(question, source)


def _part_problems(questions: Sequence[Question], source: RubricSource) -> Iterator[Problem]:
    keys, parts = [q.key for q in questions], [q.part for q in questions]
    numbers = [tuple(n.value for n in path) for path in paths(keys, parts)]
    own = [tuple(n.value for n in path) for path in paths([""] * len(keys), parts)]
    for at, question in enumerate(questions):
        if not question.part:
            continue
        here = ("questions", question.key, "part")
        if not own[at]:
            message = f"{question.part!r} has no number to find it by; write 'Problem 2 (b)'"
            yield source.problem(here, message)
            continue
        for other, number in zip(questions, numbers, strict=True):
            if other is not question and number and _is_within(numbers[at], number):
                message = (
                    f"{question.part!r} is where question {other.key} is looked for as well; give"
                    " each question its own part"
                )
                yield source.problem(here, message)
                break


def _is_within(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether one number holds the other: `2` holds `2 (b)`, and each itself."""
    length = min(len(one), len(other))
    return tuple(one[:length]) == tuple(other[:length])


def _prompt_problems(question: Question, source: RubricSource) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for step in question.steps:
        prompt = " ".join(step.prompt.split()).casefold()
        if prompt and prompt in seen:
            message = f"{seen[prompt]} is asked for in the same words; say what tells them apart"
            path = ("questions", question.key, "steps", step.name, "prompt")
            yield source.problem(path, message)
        seen.setdefault(prompt, step.name)
