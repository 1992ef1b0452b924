"""The shape of a rubric as a validated model: the one place that says which keys there are.

The JSON Schema that editors use is generated from it, so every field carries its description.
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import numpy as np
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

MAX_DIMENSIONS = 4
MAX_ENTRIES = 100_000

_NUMBERS_REF = {"$ref": "#/$defs/Numbers"}
_NUMBERS_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "array", "items": _NUMBERS_REF, "minItems": 1}]
}


def _numbers(given: Any) -> Any:
    """A number, or nested lists of numbers whose rows have one length.

    What is wrong with others is worked out from the value itself, by `rubric_numbers`.
    """
    if not _are_numbers(given):
        raise PydanticCustomError("numbers", "numbers belong here")
    return given


def _are_numbers(given: Any) -> bool:
    if not _has_numbers_alone(given):
        return False
    try:
        array = np.array(given, dtype=np.float64)
    except ValueError:
        return False
    is_small = array.ndim <= MAX_DIMENSIONS and 0 < array.size <= MAX_ENTRIES
    return is_small and bool(np.isfinite(array).all())


def _has_numbers_alone(given: Any) -> bool:
    if isinstance(given, list):
        return all(map(_has_numbers_alone, given))
    return isinstance(given, int | float) and not isinstance(given, bool)


def _formula(given: Any) -> Any:
    """Text or a number; anything else is one mistake, and not one for each of the two."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise PydanticCustomError("formula_type", "a formula belongs here")
    return given


def _custom(kind: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": message})


Numbers = Annotated[Any, BeforeValidator(_numbers), WithJsonSchema({"format": "numbers"})]
VisibilityName = Literal["visible", "hidden", "after_due_date", "after_published"]
FormulaText = Annotated[str | float, BeforeValidator(_formula)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class ToleranceKeys(_Strict):
    """How far an answer may be off, or in how many digits it must agree."""

    rtol: float | None = Field(None, ge=0, description="Relative: 0.01 allows 1 % of the value.")
    atol: float | None = Field(None, ge=0, description="Absolute: 0.005 allows that much.")
    decimals: int | None = Field(
        None, ge=0, le=15, description="The expected value, rounded to so many decimals."
    )
    significant_figures: int | None = Field(
        None, ge=1, le=15, description="The expected value, rounded to so many figures."
    )
    digits: Literal["at_least", "exactly", "at_most"] | None = Field(
        None, description="Whether more or fewer digits than these may be given (at_least)."
    )

    @model_validator(mode="after")
    def _is_one_kind(self) -> ToleranceKeys:
        off = [key for key in ("rtol", "atol") if getattr(self, key) is not None]
        kinds = ("decimals", "significant_figures")
        asked = [key for key in kinds if getattr(self, key) is not None]
        if len(asked) + bool(off) > 1:
            both = f"{(off or asked)[0]} and {asked[-1]}"
            message = f"{both} exclude each other here; write one of them"
            raise _custom("tolerance", message)
        if self.digits is not None and not asked:
            message = "digits belongs to decimals or significant_figures; write one of them as well"
            raise _custom("tolerance", message)
        return self


class ShowWorkKeys(_Strict):
    """What a step loses when everything it rests on was left blank."""

    deduct: Share = Field(description="Share of the credit that is lost: 0.5.")
    unless: list[str] | None = Field(None, description="Steps that this does not concern.")


class MisconceptionKeys(_Strict):
    """A known wrong rule, with what it earns and what its students should read."""

    formula: FormulaText = Field(description="The wrong rule, as a formula.")
    credit: Share | None = Field(None, description="Share of the points that it earns (default 0).")
    feedback: str = Field(description="What the student reads.")
    name: str | None = Field(None, description="What extra_data calls it.")


class _Defaults(_Strict):
    tolerance: ToleranceKeys | None = Field(
        None, description="Overrides the tolerance of the level above; a key left out is inherited."
    )
    follow_through: Share | None = Field(
        None, description="Share of the points for a step that follows from earlier wrong answers."
    )
    visibility: VisibilityName | None = Field(
        None, description="When students see the step. One hidden step hides their total."
    )
    truncation: Literal["accept", "reject"] | None = Field(
        None, description="Whether a value with its last digits cut off is right as written."
    )
    minimum_figures: int | None = Field(
        None, ge=1, le=15, description="The fewest significant figures that earn credit (2)."
    )
    minimum_decimals: int | None = Field(
        None,
        ge=0,
        le=15,
        description="Decimals that earn credit with fewer figures, too (one more than those: 3).",
    )
    slip_credit: Share | None = Field(
        None, description="Share of the points for an answer that one slip explains (0.5)."
    )
    entries: Literal["share", "all"] | None = Field(
        None, description="Whether a matrix earns the share of its right entries, or all or none."
    )
    follow_through_unless: Literal["trivial", "never"] | None = Field(
        None, description="trivial: an own zero that makes later values zero earns nothing there."
    )
    show_work: ShowWorkKeys | None = Field(
        None, description="What a bare result loses, with nothing it rests on handed in."
    )
    unsure: Literal["if_right", "accept", "review"] | None = Field(
        None,
        description="What becomes of an answer found in a sheet without certainty: marked if it is"
        " right and left to people otherwise (if_right), always marked, or always left to people.",
    )
    reveal: Literal["nothing", "reading", "expected"] | None = Field(
        None, description="What students are shown: nothing, what was read, or the expected value."
    )
    reveal_when: VisibilityName | None = Field(
        None, description="When an expected value is shown (after_published)."
    )


class StepKeys(_Defaults):
    """One step: what it is worth and how it is named."""

    points: float | None = Field(
        None, gt=0, description="Points for this step; none for a step that people review."
    )
    label: str | None = Field(None, description="How a person writes the step: 'Y = WX'.")
    formula: FormulaText | None = Field(
        None, description="The step's rule in the language of mathematics: W - step_size * dL_dW."
    )
    answer: Literal["number", "formula", "review"] | None = Field(
        None,
        description="What students give: a number or matrix (the default), a formula, or a text"
        " that people review.",
    )
    symbols: list[str] | None = Field(
        None, description="What a formula answer may use; by default all that comes before it."
    )
    routes: list[FormulaText] | None = Field(
        None, description="Other rules for the step that are faithful work as well."
    )
    misconceptions: list[MisconceptionKeys] | None = Field(
        None, description="Known wrong rules, recognised before any other slip."
    )
    gradient_of: str | None = Field(
        None, description="The value whose gradient this step is; lint proves the rule."
    )
    with_respect_to: str | None = Field(
        None, description="What the gradient is taken by: a parameter or an earlier step."
    )
    expected: Numbers | None = Field(
        None, description="The value you computed yourself; lint compares it with the solver's."
    )

    @model_validator(mode="after")
    def _points_fit(self) -> StepKeys:
        if self.points is None and self.answer != "review":
            raise _custom("points", "points are missing; write points: 1")
        if self.points is not None and self.answer == "review":
            raise _custom("points", "a step that people review has no points; remove points")
        return self


class QuestionKeys(_Defaults):
    """One question: its solver, the numbers it was given, and its steps."""

    title: str = Field(description="What the student reads as the question's heading.")
    solver: str | None = Field(
        None, description="The solver that computes the values: linear_layer, …"
    )
    variant: str | None = Field(None, description="The solver's variant, if it has several.")
    parameters: dict[str, Numbers] | None = Field(None, description="The given values, by name.")
    dimensions: dict[str, list[str | int]] | None = Field(
        None, description="Shapes of symbols, by names of sizes: W: [m, d]."
    )
    domains: dict[str, Any] | None = Field(
        None, description="Where symbols are drawn when formulas are compared: x: [-3, 3]."
    )
    notation: dict[str, list[str]] | None = Field(
        None, description="Other spellings of names: loss: [L, J]."
    )
    definitions: dict[str, FormulaText] | None = Field(
        None, description="Values that steps rest on and nobody is asked for, as formulas."
    )
    steps: dict[str, StepKeys] = Field(
        min_length=1, description="The steps that earn points, by their name."
    )


class RubricKeys(_Defaults):
    """A rubric: one assignment with its questions."""

    title: str = Field(description="The assignment's name.")
    total_points: float | None = Field(
        None, gt=0, description="What all points should add up to; lint compares."
    )
    questions: dict[str, QuestionKeys] = Field(
        min_length=1, description="The questions by their key, such as 1b."
    )


def count_misfits(data: Any) -> int:
    """In how many places plain values are not as a rubric has them."""
    try:
        RubricKeys.model_validate(data)
    except ValidationError as invalid:
        return invalid.error_count()
    return 0


_PARTS: dict[str, type[BaseModel]] = {
    "tolerance": ToleranceKeys,
    "show_work": ShowWorkKeys,
    "misconceptions": MisconceptionKeys,
}


def homes_of(name: str) -> tuple[str, ...]:
    """The places that know a key: `tolerance`, `a step`, `a question`."""
    homes: dict[str, type[BaseModel]] = {
        "tolerance": ToleranceKeys,
        "show_work": ShowWorkKeys,
        "a step": StepKeys,
        "a question": QuestionKeys,
        "the rubric": RubricKeys,
        "a misconception": MisconceptionKeys,
    }
    return tuple(home for home, model in homes.items() if name in model.model_fields)


def fields_at(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that are known at a path of a rubric."""
    model: type[BaseModel] = RubricKeys
    for part in path:
        if part == "questions":
            model = QuestionKeys
        elif part == "steps":
            model = StepKeys
        elif part in _PARTS:
            model = _PARTS[str(part)]
    return tuple(model.model_fields)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a rubric, for editors."""
    schema: dict[str, Any] = _with_references(RubricKeys.model_json_schema())
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["$defs"]["Numbers"] = _NUMBERS_SCHEMA
    return schema


def _with_references(schema: Any) -> Any:
    """The schema with a reference wherever numbers belong: their own schema contains itself."""
    if isinstance(schema, dict):
        if schema.get("format") == "numbers":
            return _NUMBERS_REF
        return {key: _with_references(value) for key, value in schema.items()}
    return [_with_references(item) for item in schema] if isinstance(schema, list) else schema


_MODELS: tuple[type[BaseModel], ...] = (
    RubricKeys,
    QuestionKeys,
    StepKeys,
    ToleranceKeys,
    ShowWorkKeys,
    MisconceptionKeys,
)


@cache
def all_keys() -> frozenset[str]:
    """Every key that a rubric knows, at whatever place."""
    return frozenset(name for model in _MODELS for name in model.model_fields)


@cache
def marking_keys() -> frozenset[str]:
    """The keys that say how steps are marked, for a rubric, a question or a step."""
    return frozenset(_Defaults.model_fields)


@cache
def text_keys() -> frozenset[str]:
    """The keys whose value is one text: labels, formulas, titles, names."""
    fields = [(name, f.annotation) for model in _MODELS for name, f in model.model_fields.items()]
    return frozenset(name for name, annotation in fields if _leaves(annotation) & {str} == {str})


def _leaves(annotation: Any) -> set[Any]:
    """The types that an annotation allows, itself where it is no union."""
    if get_origin(annotation) in (Union, UnionType):
        return {leaf for part in get_args(annotation) for leaf in _leaves(part)}
    if get_origin(annotation) is Annotated:
        return _leaves(get_args(annotation)[0])
    return {annotation}
