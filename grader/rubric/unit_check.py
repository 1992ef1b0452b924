"""Are the units of a rubric's steps units?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import PydanticCustomError

from grader.errors import Problem
from grader.mathlang import is_known_unit, like_units, unit_of, unknown_words
from grader.question import Question, as_word
from grader.rubric.plain_values import RubricSource

_NO_LIBRARY = (
    "units need pint, which is not installed here; run bash setup.sh, or write"
    " pip install 'stepgrader[units]'"
)


def unit_text(given: Any) -> Any:
    """The text of a unit, as far as its spelling goes; its words are looked up by lint."""
    if given is None:
        return given
    text = as_word(given)
    read = unit_of(text) if isinstance(given, str) else None
    if read is None or not read.readings[0]:
        message = f"{text} is no unit that can be read; write unit: m/s"
        raise PydanticCustomError("unit", "{message}", {"message": message})
    return given


def unit_problems(source: RubricSource, question: Question) -> Iterator[Problem]:
    """Units with words that nobody measures in, each with what may have been meant."""
    for step in question.steps:
        if step.unit:
            message = _said_of(step.unit)
            if message:
                path = ("questions", question.key, "steps", step.name, "unit")
                yield source.problem(path, message)


def _said_of(text: str) -> str:
    unit = unit_of(text)
    if unit is None:
        return ""  # its shape is wrong, which is told elsewhere
    try:
        if is_known_unit(unit):
            return ""
    except ModuleNotFoundError:
        return _NO_LIBRARY
    word = unknown_words(unit)[0]
    near = like_units(word)
    hint = f"; did you mean {near[0]}?" if near else "; write one such as m/s, N, kWh, % or EUR"
    return f"{word} is no unit that is known{hint}"
