"""The shape of a drawn parameter, as a validated model."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from grader.errors import RubricError
from grader.rubric.draws import DRAW_KINDS, draw_of


class DrawKeys(BaseModel):
    """A parameter of which every student gets a value of their own."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    draw: str = Field(
        description="Where it is drawn: uniform(0.1, 0.9), integer(2, 9), choice([1, 2, 3]), "
        "normal(20, 1.5) or permutation([1, 2, 3])."
    )
    decimals: int | None = Field(
        None, ge=0, le=10, description="Decimals of a number from uniform or normal (2)."
    )
    shape: list[Annotated[int, Field(ge=1)]] | None = Field(
        None, description="Of a vector or matrix whose entries are drawn: [2, 3]."
    )

    @model_validator(mode="after")
    def _is_a_draw(self) -> DrawKeys:
        try:
            draw_of(self.model_dump())
        except RubricError as error:
            raise PydanticCustomError("draw", "{message}", {"message": str(error)}) from None
        return self


DRAWN = "(a draw)"
"""How the places of errors are marked that lie within a draw; no rubric has such a key."""


def kind_of_given(given: Any) -> str:
    """Whether a parameter's value is meant as a draw."""
    if isinstance(given, str):
        return DRAWN if given.split("(")[0].strip() in DRAW_KINDS else "(numbers)"
    known = {*DrawKeys.model_fields, *DRAW_KINDS}
    return DRAWN if isinstance(given, dict) and not known.isdisjoint(given) else "(numbers)"
