"""The values that keys of a rubric may have: numbers, formulas, words, shares."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from grader.question import as_word, is_complex_text
from grader.rubric.draw_keys import DRAWN, DrawKeys, kind_of_given
from grader.rubric.not_numbers import number_messages
from grader.rubric.plain_values import is_number


def numbers(given: Any) -> Any:
    """A number, or nested lists of numbers whose rows have one length; complex ones are text."""
    if next(number_messages(_without_complex(given)), None) is not None:
        raise PydanticCustomError("numbers", "numbers belong here")
    return given


def _without_complex(given: Any) -> Any:
    """What is given with a number in place of each text that writes a complex one."""
    if isinstance(given, list):
        return [_without_complex(one) for one in given]
    return 0.0 if isinstance(given, str) and is_complex_text(given) else given


def holds_complex(given: Any) -> bool:
    """Whether a complex number stands in what is given."""
    if isinstance(given, list):
        return any(map(holds_complex, given))
    return isinstance(given, str) and is_complex_text(given)


def _formula(given: Any) -> Any:
    """Text or a number; anything else is one mistake, and not one for each of the two."""
    if not isinstance(given, str) and not is_number(given):
        raise PydanticCustomError("formula_type", "a formula belongs here")
    return given


def _spellings(given: Any) -> Any:
    """Words with their other spellings, of a list or a mapping of them."""
    if isinstance(given, dict):
        return given
    if not isinstance(given, list) or any(isinstance(one, list | dict) for one in given):
        raise mistake("words", "words belong here; write a list of them, [yes, no]")
    return {as_word(one): None for one in given}


def listed(given: Any) -> Any:
    """A list of what may stand alone."""
    return [given] if isinstance(given, str) else given


def _infinities(given: Any) -> Any:
    """Words for what is no number, by its name; `.inf` is infinity to YAML."""
    names = {float("inf"): "inf", float("-inf"): "-inf"}
    return (
        {names.get(key, key): words for key, words in given.items()}
        if isinstance(given, dict)
        else given
    )


def mistake(kind: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": message})


def key(description: str, **bounds: Any) -> Any:
    """A key that may be left out, with the words that editors show."""
    return Field(None, description=description, **bounds)


Numbers = Annotated[Any, BeforeValidator(numbers), WithJsonSchema({"format": "numbers"})]
Given = Annotated[
    Annotated[DrawKeys, Tag(DRAWN)] | Annotated[Numbers, Tag("(numbers)")],
    Discriminator(kind_of_given),
]
"""What a parameter is given as: its numbers, or how each student's own are drawn."""
VisibilityName = Literal["visible", "hidden", "after_due_date", "after_published"]
Word = str | float | bool
"""A word of a rubric's own: YAML takes yes and no for truth values, and 1 for a number."""
AnswerName = Literal[
    "number", "complex", "choice", "set", "sequence", "interval", "table", "formula", "equation",
    "logic", "review",
]  # fmt: skip
UpToName = Literal["sign", "scale", "order", "relabelling", "constant"]
Expected = Annotated[Any, WithJsonSchema({})]
"""Numbers, or a word or words of the step's choices."""
WordList = Annotated[
    dict[str, list[Word] | None],
    BeforeValidator(_spellings),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
                {"type": "object"},
            ]
        }
    ),
]
WordsOfNoNumber = Annotated[
    dict[Literal["none", "inf", "-inf"], Annotated[list[Word], BeforeValidator(listed)]],
    BeforeValidator(_infinities),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                name: {"type": "array", "items": {"type": "string"}}
                for name in ("none", "inf", "-inf")
            },
            "additionalProperties": False,
        }
    ),
]
FormulaText = Annotated[str | float, BeforeValidator(_formula)]
Share = Annotated[float, Field(ge=0, le=1)]
