"""Every table over the members of an enumeration has a row for each of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import Enum

import pytest

import grader

IN_PART = {
    ("grader.words.verdicts", "WHOLE"),
    ("grader.marking.numeric_answers", "_FIGURES"),
    ("grader.marking.wrongs_tried", "_EXPLAINED"),
    ("grader.review.earned_by", "_SHAPES"),
    ("grader.answers.by_kind.kind_readers", "READERS"),
    ("grader.answers.by_kind.on_sheets", "READERS"),
}
"""Tables that are asked whether they hold a member, for what is so of few."""


def tables() -> Iterator[tuple[str, str, Mapping[Enum, object]]]:
    """The mappings of all modules whose keys are members of an enumeration."""
    for found in pkgutil.walk_packages(grader.__path__, "grader."):
        if found.name != "grader.__main__":
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                is_mapping = isinstance(value, Mapping) and bool(value)
                if is_mapping and all(isinstance(key, Enum) for key in value):
                    yield found.name, name, value


TABLES = [table for table in tables() if table[:2] not in IN_PART]


def test_the_tables_of_verdicts_are_among_them():
    names = {name for _, name, _ in TABLES}
    assert {"HEADLINES", "_EXPLANATIONS", "COLOURS"} <= names


@pytest.mark.parametrize("module, name, table", TABLES, ids=lambda value: str(value)[:40])
def test_a_table_over_an_enumeration_is_total(module, name, table):
    kinds = {type(key) for key in table}
    assert len(kinds) == 1
    assert set(table) == set(kinds.pop()), f"{module}.{name} lacks members"
