"""A rubric as a validated model: its questions, and what in them comes round after round.

The models of steps, and of how they are marked, are those of `schema`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from grader.rubric.draw_keys import DRAWN, DrawKeys, kind_of_given
from grader.rubric.plain_values import is_number, is_reference
from grader.rubric.schema import MarkingKeys, StepKeys, Strict
from grader.rubric.schema_tests import QuestionTestKeys, RubricTestKeys
from grader.rubric.schema_values import (
    Expected,
    FormulaText,
    Given,
    Numbers,
    holds_complex,
    key,
    mistake,
    numbers,
)
from grader.rubric.shorthands import SHARING, rounds_of

TAKEN = ("e", "pi", "T", "I")
"""Letters that formulas use: `e^{-x}`, `X^T`."""
STEP, FORMULA = "as a step", "as a formula"
"""What the validation library calls the two things that a step of a round may be."""


def _points_by_round(given: Any) -> Any:
    """Points for each round, one number after the other, by round, or for all together."""
    amounts = [given]
    if isinstance(given, list | dict) and given:
        amounts = list(given.values()) if isinstance(given, dict) else given
    if not all(is_number(one) and one > 0 for one in amounts):
        written = "1 for each round, [1, 2, 2] for one after the other or {all: 6} for all together"
        raise mistake("in_words", f"points belong here: {written}")
    return given


def _kind_of_start(given: Any) -> str:
    """Whether a first value is a formula, a draw or numbers."""
    kind = kind_of_given(given)
    return FORMULA if isinstance(given, str) and kind != DRAWN else kind


StartValue = Annotated[
    Annotated[DrawKeys, Tag(DRAWN)]
    | Annotated[Numbers, Tag("(numbers)")]
    | Annotated[str, Tag(FORMULA)],
    Discriminator(_kind_of_start),
]
RoundPoints = Annotated[
    Any,
    BeforeValidator(_points_by_round),
    WithJsonSchema({"type": ["number", "array", "object"]}),
]


class RepeatStepKeys(StepKeys):
    """A step that is asked for in every round; `x_k`, `x_{k-1}` and `{k}` are filled in."""

    points: RoundPoints | None = key(
        "Points for each round; [1, 2, 2] one after the other, {all: 6} for all together, or"
        " {1: 1, 4: 2} where some rounds are not asked for."
    )
    expected: Expected | None = key(
        "The values you computed yourself, by round: {1: 2.1, 2: 2.0946}."
    )

    @model_validator(mode="after")
    def _points_fit(self) -> RepeatStepKeys:
        """Points may stand beside all steps of a round, which is looked at there."""
        return self

    @field_validator("expected", mode="before")
    @classmethod
    def _expected_fits(cls, given: Any, info: ValidationInfo) -> Any:
        """What was computed by round; what stands there for a round is as for any other step."""
        for one in given.values() if isinstance(given, dict) else [given]:
            if one is not None and info.data.get("choices") is None:
                numbers(one)
        return given


def _is_text(given: Any) -> str:
    """Which of the two a step of a round is; other things are said to be no step."""
    return FORMULA if isinstance(given, str) or is_number(given) else STEP


RepeatStep = Annotated[
    Annotated[RepeatStepKeys, Tag(STEP)] | Annotated[FormulaText, Tag(FORMULA)],
    Discriminator(_is_text),
]


class RepeatKeys(Strict):
    """Steps that are asked for round after round: every key but these counts rounds, k: 1..4."""

    model_config = ConfigDict(extra="allow")

    start: dict[str, StartValue] | None = key(
        "What the first round begins with: x_0: 2, a number, a matrix or a formula."
    )
    definitions: dict[str, FormulaText] | None = key(
        "Values of each round that nobody is asked for: g_k: X^T (X w_{k-1} - y)."
    )
    notation: dict[str, list[str]] | None = key("Other spellings of names: V_{k,s}: ['V_{k}(s)'].")
    points: RoundPoints | None = key(
        "Points for each step without its own; {all: 6} for all of these in all rounds together."
    )
    steps: dict[str, RepeatStep] = Field(
        min_length=1,
        description="The steps of a round, x_k: {points: 1, formula: x_{k-1} / 2}, or the formula"
        " alone.",
    )

    @model_validator(mode="after")
    def _counts_rounds(self) -> RepeatKeys:
        indices = self.model_extra or {}
        for name, given in indices.items():
            if name in TAKEN:
                message = f"{name} means something in formulas; count by another letter, k: 1..4"
                raise mistake("in_words", message)
            if not name.isidentifier() or "_" in name:
                message = f"'{name}' cannot count rounds; write a letter, k: 1..4"
                raise mistake("in_words", message)
            if rounds_of(given) is None:
                message = f"{name} needs the rounds it counts; write {name}: 1..4"
                raise mistake("in_words", f"{message}, or a list of numbers or words")
        if not indices:
            raise mistake("in_words", "it does not say how often; write k: 1..4")
        return self

    @model_validator(mode="after")
    def _has_points(self) -> RepeatKeys:
        for name, step in self.steps.items() if self.points is None else ():
            if not isinstance(step, RepeatStepKeys) or (
                step.points is None and step.answer != "review"
            ):
                message = f"{name} has no points; write points: 1 in it, or here for every step"
                raise mistake("in_words", message)
        return self


def _table_here(given: Any) -> Any:
    """A table by its rows or its columns; what is wrong with its cells is told elsewhere."""
    by_rows = isinstance(given, list) and all(isinstance(row, dict) for row in given)
    lists = given.values() if isinstance(given, dict) else [None]
    by_columns = isinstance(given, dict) and all(isinstance(one, list) for one in lists)
    is_file = isinstance(given, dict) and set(given) == {"csv"} and isinstance(given["csv"], str)
    if not (given and (by_rows or by_columns or is_file)):
        example = "[{wind: weak, play: no}], or {csv: weather.csv}"
        raise mistake("in_words", f"a table belongs here: a list of rows, {example}")
    return given


def _given_here(given: Any) -> Any:
    """The parameters of a question without what other questions give; that is checked here."""
    if not isinstance(given, dict):
        return given
    sources, only = given.get("from"), given.get("only")
    for one in sources if isinstance(sources, list) else [sources] * ("from" in given):
        if not isinstance(one, str) and not is_number(one):
            raise mistake("in_words", "from names a question, or a list of them; write from: 2b")
    if "only" in given and not (isinstance(only, list) and all(isinstance(n, str) for n in only)):
        raise mistake("in_words", "only is a list of names; write only: [W, x]")
    return {n: v for n, v in given.items() if n not in SHARING and not is_reference(v)}


class QuestionKeys(MarkingKeys):
    """One question: its solver, the numbers it was given, and its steps."""

    title: str = Field(description="What the student reads as the question's heading.")
    part: str | None = key(
        "How the assignment numbers the question, where its key does not: 'Problem 2 (b)'."
    )
    solver: str | None = key("The solver that computes the values: linear_layer, …")
    variant: str | None = key("The solver's variant, if it has several.")
    numbers: Literal["real", "complex"] | None = key(
        "Whether the question's formulas are over complex numbers, in which i and j are the"
        " imaginary unit: abs, arg, conj, re, im, polar_deg, roots, fft. (real)"
    )
    parameters: Annotated[dict[str, Given] | None, BeforeValidator(_given_here)] = key(
        "The given values, by name; or how each student's own are drawn. from: 2b takes those of"
        " another question, only: [W, x] some of them, and h1: 2b.h1 goes on with the student's own"
        " answer there."
    )
    constraints: list[FormulaText] | None = key(
        "What must hold of the numbers that are drawn: z1 != 0, max(h) < 0.95."
    )
    dimensions: dict[str, list[str | int]] | None = key(
        "Shapes of symbols, by names of sizes: W: [m, d]."
    )
    domains: dict[str, Any] | None = key(
        "Where symbols are drawn when formulas are compared: x: [-3, 3]."
    )
    notation: dict[str, list[str]] | None = key("Other spellings of names: loss: [L, J].")
    conventions: dict[str, dict[str, FormulaText]] | None = key(
        "Conventions that students may hold, each with the formulas that hold then:"
        " half: {loss: error^2 / 2, called: the factor 1/2}."
    )
    definitions: dict[str, FormulaText] | None = key(
        "Values that steps rest on and nobody is asked for, as formulas."
    )
    data: Annotated[list[dict[str, Any]] | dict[str, Any] | None, BeforeValidator(_table_here)] = (
        key(
            "A table: rows, [{wind: weak, play: no}, …], columns, {wind: [weak, …]}, or"
            " {csv: weather.csv}, a file beside the rubric. Formulas count in it."
        )
    )
    functions: dict[str, FormulaText] | None = key(
        "Functions of the question's own, for its formulas: f(x): x^3 - 2x - 5; f' is known then."
    )
    repeat: RepeatKeys = key(
        "Steps that come round after round: {k: 1..4, start: {x_0: 2}, steps: {x_k: …}}."
    )
    steps: dict[str, StepKeys] = key("The steps that earn points, by their name.", min_length=1)
    tests: list[QuestionTestKeys] | None = key(
        "Answers, and what must become of them: [{answers: {y: 0.41}, expect: {y: partial}}]."
    )

    @model_validator(mode="after")
    def _complex_fits(self) -> QuestionKeys:
        """Complex numbers stand only where the question has them."""
        given = {f"parameters.{n}": value for n, value in (self.parameters or {}).items()}
        given |= {f"steps.{n}.expected": step.expected for n, step in (self.steps or {}).items()}
        odd = next((name for name, value in given.items() if holds_complex(value)), "")
        if odd and self.numbers != "complex":
            raise mistake("in_words", f"{odd} is a complex number; write numbers: complex here")
        return self


class RubricKeys(MarkingKeys):
    """A rubric: one assignment with its questions."""

    title: str = Field(description="The assignment's name.")
    total_points: float | None = key("What all points should add up to; lint compares.", gt=0)
    students: Literal["email", "sid"] | None = key(
        "What students with numbers of their own are known by: email (the default) or sid."
    )
    questions: dict[str, QuestionKeys] = Field(
        min_length=1, description="The questions by their key, such as 1b."
    )
    tests: list[RubricTestKeys] | None = key(
        "Answers to several questions, and what must become of them; lint runs them."
    )


def count_misfits(data: Any) -> int:
    """In how many places plain values are not as a rubric has them."""
    try:
        RubricKeys.model_validate(data)
    except ValidationError as invalid:
        return invalid.error_count()
    return 0
