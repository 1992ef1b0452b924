"""A name that usually stands for a value is the student's own once it is defined otherwise."""

from __future__ import annotations

import pytest

from grader.answers.sheet.meaning import Meanings
from grader.answers.sheet.own_names import OwnNames
from grader.answers.sheet.question_reading import Reading
from grader.mathlang import Tree
from grader.mathlang.tree import Name
from tests.sheet.test_names_of_gradients import READING


def name_of(tree: Tree | None) -> str:
    return tree.name if isinstance(tree, Name) else ""


@pytest.mark.parametrize("usual", ["E", "J", "C", "cost", "H"])
def test_a_usual_name_gives_way_to_what_is_defined_by_it(usual):
    own = OwnNames()
    reading = Reading(READING.meanings, own)
    assert name_of(reading.tree(usual)) == reading.side(usual).name == "L"
    own.trees["k"] = Name("x")
    assert name_of(reading.tree(usual)) == reading.side(usual).name == "L"
    own.trees[usual] = Name("x")
    assert name_of(reading.tree(usual)) == usual
    assert reading.side(usual).name == ""
    assert name_of(Reading(Meanings(READING.asked), OwnNames()).tree(usual)) == "L"
