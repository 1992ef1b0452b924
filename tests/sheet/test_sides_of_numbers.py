"""What holds no names reads the same in every question, so it is read once."""

from __future__ import annotations

import numpy as np
import pytest

from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from grader.answers.sheet.sides import of_numbers
from tests.sheet.questions import homework

NUMBERS = ("0.25", "-(3)", "2 (3)", "0.5 * 1.2 + 3", "[1, 2; 3]", "[[1, 2], [3, 4]]", "1,234", "3/")


@pytest.mark.parametrize("text", NUMBERS)
def test_a_side_of_numbers_is_what_any_question_reads(text: str) -> None:
    kept = of_numbers(text)
    for asked in homework():
        own = Reading(Meanings(asked), OwnNames())._side(text)
        if kept is not None:
            assert (kept.tree, kept.is_plain, kept.name) == (own.tree, own.is_plain, own.name)
            assert np.array_equal(kept.value, own.value)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["w_1", "2 x", "e", "\\pi", "π", "0.5 · 2"])
def test_a_side_with_other_signs_is_none(text: str) -> None:
    assert of_numbers(text) is None
    assert of_numbers("0.5") is of_numbers("0.5")
