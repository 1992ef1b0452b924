"""Which keys a rubric knows, where each belongs and what it takes, asked of its model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from grader.rubric.draw_keys import DrawKeys
from grader.rubric.schema import (
    MarkingKeys,
    MisconceptionKeys,
    ShowWorkKeys,
    StepKeys,
    ToleranceKeys,
)
from grader.rubric.schema_questions import QuestionKeys, RepeatKeys, RubricKeys
from grader.rubric.schema_tests import QuestionTestKeys

_BELOW: Mapping[str | int | None, tuple[str, type[BaseModel]]] = {
    "tolerance": ("tolerance", ToleranceKeys),
    "show_work": ("show_work", ShowWorkKeys),
    "steps": ("a step", StepKeys),
    "repeat": ("repeat", RepeatKeys),
    "questions": ("a question", QuestionKeys),
    None: ("the rubric", RubricKeys),
    "misconceptions": ("a misconception", MisconceptionKeys),
    "tests": ("a test", QuestionTestKeys),
    "parameters": ("a drawn parameter", DrawKeys),
}
"""What stands below a key, in words and as a model; below none the rubric itself."""
_NUMBERS = {"$ref": "#/$defs/Numbers"}

_REFERENCE = {"type": "string", "pattern": r"^\S.*\.[^\W\d]\w*$"}
_NAMES = {"type": "array", "items": {"type": ["string", "number"]}}
_SHARING: Mapping[str, Any] = {
    "from": {
        "anyOf": [{"type": ["string", "number"]}, _NAMES],
        "description": "The question, or the questions, whose parameters these are: 2b.",
    },
    "only": {**_NAMES, "description": "Which of their parameters and values these are: [W, x]."},
}
"""What a question says of the parameters that others give it."""


def homes_of(name: str) -> tuple[str, ...]:
    """The places that know a key: `tolerance`, `a step`, `a question`."""
    return tuple(home for home, model in _BELOW.values() if name in model.model_fields)


def fields_at(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that are known at a path of a rubric."""
    last = next((part for part in reversed(path) if part in _BELOW), None)
    return tuple(_BELOW[last][1].model_fields)


@cache
def all_keys() -> frozenset[str]:
    """Every key that a rubric knows, at whatever place."""
    return frozenset(name for _, model in _BELOW.values() for name in model.model_fields)


@cache
def marking_keys() -> frozenset[str]:
    """The keys that say how steps are marked, for a rubric, a question or a step."""
    return frozenset(MarkingKeys.model_fields)


@cache
def text_keys() -> frozenset[str]:
    """The keys whose value is one text: labels, formulas, titles, names."""
    return frozenset(key for key, allowed in _allowed() if str in allowed)


@cache
def named_keys() -> frozenset[str]:
    """The keys whose mappings have names of the rubric's own as keys: steps, parameters."""
    mapping = [
        key for key, allowed in _allowed() if any(get_origin(one) is dict for one in allowed)
    ]
    return frozenset(mapping)


def _allowed() -> Iterator[tuple[str, set[Any]]]:
    """Every key at every place, with the types that its value may have."""
    for _, model in _BELOW.values():
        for key, field in model.model_fields.items():
            yield key, _leaves(field.annotation)


def _leaves(annotation: Any) -> set[Any]:
    """The types that an annotation allows, itself where it is no union."""
    if get_origin(annotation) in (Union, UnionType):
        return {leaf for part in get_args(annotation) for leaf in _leaves(part)}
    if get_origin(annotation) is Annotated:
        return _leaves(get_args(annotation)[0])
    return {annotation}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a rubric as its model has it; `editor_schema` makes it fit for editors."""
    schema: dict[str, Any] = _with_references(RubricKeys.model_json_schema())
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    array = {"type": "array", "items": _NUMBERS, "minItems": 1}
    schema["$defs"]["Numbers"] = {"anyOf": [{"type": "number"}, array]}
    parameters = schema["$defs"]["QuestionKeys"]["properties"]["parameters"]["anyOf"][0]
    own = parameters["additionalProperties"]
    parameters["additionalProperties"] = {"anyOf": [own, _REFERENCE]}
    parameters["properties"] = _SHARING
    return schema


def _with_references(schema: Any) -> Any:
    """The schema with a reference wherever numbers belong: their own schema contains itself."""
    if isinstance(schema, dict):
        if schema.get("format") == "numbers":
            return _NUMBERS
        return {key: _with_references(value) for key, value in schema.items()}
    return [_with_references(item) for item in schema] if isinstance(schema, list) else schema
