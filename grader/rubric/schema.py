"""The shape of a rubric as a validated model, which says which keys there are: those of steps, and
of how they are marked. `schema_questions` has what stands above them.

The JSON Schema that editors use is generated from it, so every field carries its description.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from grader.errors import UnreadableError
from grader.question import expected_value
from grader.rubric.schema_values import (
    AnswerName,
    Expected,
    FormulaText,
    Share,
    UpToName,
    VisibilityName,
    Word,
    WordList,
    WordsOfNoNumber,
    key,
    listed,
    mistake,
    numbers,
)
from grader.rubric.unit_check import unit_text

_KEYS_OF_KINDS = {
    "choices": ("choice", "set", "sequence"),
    "rows": ("table",),
    "columns": ("table",),
    "up_to": ("number", "complex", "set", "sequence", "table", "formula"),
    "unit": ("number", "complex", "set", "sequence", "interval"),
    "valid": ("number", "set", "sequence"),
    "ends": ("interval",),
    "form": ("logic",),
    "literals": ("logic",),
    "spellings": ("number", "set", "sequence", "interval", "table"),
    "also": (
        *("number", "complex", "choice", "set", "sequence", "interval", "table"),
        *("formula", "equation", "logic"),
    ),
}
"""The kinds of answers that a key of a step belongs to."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class ToleranceKeys(Strict):
    """How far an answer may be off, or in how many digits it must agree."""

    rtol: float | None = key("Relative: 0.01 allows 1 % of the value.", ge=0)
    atol: float | None = key("Absolute: 0.005 allows that much.", ge=0)
    decimals: int | None = key("The expected value, rounded to so many decimals.", ge=0, le=15)
    significant_figures: int | None = key(
        "The expected value, rounded to so many figures.", ge=1, le=15
    )
    digits: Literal["at_least", "exactly", "at_most"] | None = key(
        "Whether more or fewer digits than these may be given (at_least)."
    )

    @model_validator(mode="after")
    def _is_one_kind(self) -> ToleranceKeys:
        off = [key for key in ("rtol", "atol") if getattr(self, key) is not None]
        kinds = ("decimals", "significant_figures")
        asked = [key for key in kinds if getattr(self, key) is not None]
        if len(asked) + bool(off) > 1:
            both = f"{(off or asked)[0]} and {asked[-1]}"
            message = f"{both} exclude each other here; write one of them"
            raise mistake("tolerance", message)
        if self.digits is not None and not asked:
            message = "digits belongs to decimals or significant_figures; write one of them as well"
            raise mistake("tolerance", message)
        return self


class ShowWorkKeys(Strict):
    """What a step loses when everything it rests on was left blank."""

    deduct: Share = Field(description="Share of the credit that is lost: 0.5.")
    unless: list[str] | None = key("Steps that this does not concern.")


class MisconceptionKeys(Strict):
    """A known wrong rule, with what it earns and what its students should read."""

    formula: FormulaText = Field(description="The wrong rule, as a formula.")
    credit: Share | None = key("Share of the points that it earns (default 0).")
    feedback: str = Field(description="What the student reads.")
    name: str | None = key("What extra_data calls it.")


class MarkingKeys(Strict):
    """How steps are marked: for a rubric, a question or a step, the nearest counts."""

    tolerance: ToleranceKeys | None = key(
        "Overrides the tolerance of the level above; a key left out is inherited."
    )
    follow_through: Share | None = key(
        "Share of the points for a step that follows from earlier wrong answers."
    )
    visibility: VisibilityName | None = key(
        "When students see the step. One hidden step hides their total."
    )
    truncation: Literal["accept", "reject"] | None = key(
        "Whether a value with its last digits cut off is right as written."
    )
    minimum_figures: int | None = key(
        "The fewest significant figures that earn credit (2).", ge=1, le=15
    )
    minimum_decimals: int | None = key(
        "Decimals that earn credit with fewer figures, too (one more than those: 3).", ge=0, le=15
    )
    slip_credit: Share | None = key(
        "Share of the points for an answer that one slip explains (0.5)."
    )
    entries: Literal["share", "all"] | None = key(
        "Whether a matrix earns the share of its right entries, or all or none."
    )
    follow_through_unless: Literal["trivial", "never"] | None = key(
        "trivial: an own zero that makes later values zero earns nothing there."
    )
    show_work: ShowWorkKeys | None = key(
        "What a bare result loses, with nothing it rests on handed in."
    )
    unsure: Literal["if_right", "accept", "review"] | None = key(
        "What becomes of an answer found in a sheet without certainty: marked if it is"
        " right and left to people otherwise (if_right), always marked, or always left to people."
    )
    units: Literal["required", "optional"] | None = key(
        "Whether a number needs its unit where a step has one (optional)."
    )
    unit_credit: Share | None = key(
        "Share of the points for a right number whose unit is missing though required, or measures"
        " something else (0.5)."
    )
    reveal: Literal["nothing", "reading", "expected", "solution"] | None = key(
        "What students are shown: nothing, what was read, the expected value, or the solution,"
        " worked out."
    )
    reveal_when: VisibilityName | None = key(
        "When an expected value or a worked solution is shown (after_published)."
    )


class StepKeys(MarkingKeys):
    """One step: what it is worth and how it is named."""

    points: float | None = key(
        "Points for this step; those of a step that people review are given by people.", gt=0
    )
    label: str | None = key("How a person writes the step: 'Y = WX'.")
    prompt: str | None = key(
        "How the assignment asks for the step, 'What is a_1?': a value below it answers the step."
    )
    formula: FormulaText | None = key(
        "The step's rule in the language of mathematics: W - step_size * dL_dW."
    )
    answer: AnswerName | None = key(
        "What students give: a number or matrix (the default), a complex number, which the default"
        " is too where the value is complex (complex), one of several words (choice),"
        " a set, a sequence (a path), an interval, a table, a formula, an equation, a formula of"
        " logic, or a text that people review."
    )
    choices: WordList | None = key(
        "The words among which a choice, a set or a sequence is made, [spam, ham]; with other"
        " spellings: {spam: [junk], ham: []}.",
        min_length=2,
    )
    rows: list[Word] | None = key("The names of a table's rows.", min_length=1)
    columns: WordList | None = key(
        "The names of a table's columns, [x, y]; with the words that a column may hold:"
        " {x: , cluster: [A, B]}.",
        min_length=1,
    )
    spellings: WordsOfNoNumber | None = key(
        "What else may be written where the value is no number: {none: [no root], inf: [diverges]}."
    )
    unit: Annotated[str, BeforeValidator(unit_text)] | None = key(
        "What the value is measured in: m/s, N, %, EUR. Answers in any fitting unit are converted."
    )
    also: list[FormulaText] | None = key("Formulas of other answers that are right as well.")
    up_to: Annotated[list[UpToName], BeforeValidator(listed)] | None = key(
        "What may differ from the expected value: its sign, a factor (scale), the order of its"
        " entries or rows, which label stands for which (relabelling), what is added to all of it"
        " (constant)."
    )
    symbols: list[str] | None = key(
        "What a formula answer may use; by default all that comes before it."
    )
    valid: str | None = key(
        "What must hold of any right answer, of which the formula gives one: A v = 2 v and"
        " norm(v) > 0."
    )
    ends: Literal["matter", "any"] | None = key(
        "Whether it is judged which ends of an interval belong to it: [0, 1) is then not [0, 1]."
    )
    form: Literal["cnf", "dnf", "nand", "nor"] | None = key(
        "The form in which a formula of logic is asked for: a sum of products (dnf), a product of"
        " sums (cnf), or with one connective alone (nand, nor)."
    )
    literals: int | None = key(
        "How often variables may stand in a formula of logic: p ∧ ¬q ∨ p has 3.", ge=1
    )
    routes: list[FormulaText] | None = key(
        "Other rules for the step that are faithful work as well."
    )
    misconceptions: list[MisconceptionKeys] | None = key(
        "Known wrong rules, recognised before any other slip."
    )
    gradient_of: str | None = key("The value whose gradient this step is; lint proves the rule.")
    with_respect_to: str | None = key(
        "What the gradient is taken by: a parameter or an earlier step."
    )
    expected: Expected | None = key(
        "The value you computed yourself; lint compares it with the solver's."
    )

    @model_validator(mode="after")
    def _points_fit(self) -> StepKeys:
        if self.points is None and self.answer != "review":
            raise mistake("points", "points are missing; write points: 1")
        return self

    @model_validator(mode="after")
    def _kind_fits(self) -> StepKeys:
        kind = self.answer or "number"
        for name, kinds in _KEYS_OF_KINDS.items():
            if getattr(self, name) is not None and kind not in kinds:
                choices = " or ".join(f"answer: {one}" for one in kinds)
                raise mistake(name, f"{name} belongs to {choices}; write that as well")
        return self

    @model_validator(mode="after")
    def _keys_fit(self) -> StepKeys:
        if self.valid is not None and (self.unit is not None or self.choices is not None):
            raise mistake("valid", "valid speaks of numbers; remove it, or unit and choices")
        if self.unit is not None and self.choices is not None:
            raise mistake("unit", "words have no unit; remove unit, or choices")
        if self.answer == "choice" and self.choices is None:
            raise mistake("choices", "a choice needs its words; write choices: [yes, no]")
        if self.answer == "table" and (self.rows is None or self.columns is None):
            raise mistake("rows", "a table needs its names; write rows: [a, b] and columns: [x, y]")
        return self

    @model_validator(mode="after")
    def _forms_fit(self) -> StepKeys:
        odd = {"order", "relabelling"}.intersection(self.up_to or ())
        if self.answer == "formula" and odd:
            message = f"a formula has no {min(odd)}; write up_to: constant, scale or sign"
            raise mistake("up_to", message)
        return self

    @field_validator("expected", mode="before")
    @classmethod
    def _expected_fits(cls, given: Any, info: ValidationInfo) -> Any:
        if given is None:
            return numbers(given)
        try:
            numbers(expected_value(info.data, given))
        except UnreadableError as error:
            raise mistake("expected", str(error)) from None
        return given
