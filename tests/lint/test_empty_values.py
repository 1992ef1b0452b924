"""A rubric that is half written: lint has words for every value that still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import RubricErrors
from grader.review.checks import rubric_problems
from tests.answer_kinds import RUBRIC as KINDS
from tests.lint.test_hostile_rubrics import RUBRIC as MANY_KEYS

OTHERS = """
title: T
tolerance: {rtol: 0.01, atol: 0.001}
questions:
  "1":
    title: Q
    parameters: {x: [1.5, -2, 0.3], W: [[1, 0], [2, 1]]}
    domains: {n: {low: 1, high: 6, integer: true}, b: boolean, k: {values: [1, 2, 4]}, c: any}
    definitions: {most: max(x)}
    steps:
      v: {label: v, points: 2, up_to: [sign, scale], formula: "[1, 1]", also: ["[2, 1]"]}
      w: {label: w, points: 1, formula: W v, valid: w = W v, visibility: visible}
      d: {points: 1, formula: most, tolerance: {decimals: 2}, routes: ["x[0]"], unit: m}
      i: {points: 1, answer: interval, formula: "[1, 2]"}
      l: {points: 1, answer: logic, symbols: [n], formula: n > 2}
      a: {points: 1, answer: logic, symbols: [b], formula: not b, form: cnf, literals: 3}
      f: {points: 1, answer: formula, symbols: [c], formula: c v}
      t:
        points: 2
        answer: table
        rows: [p, q]
        columns: {state: [A, B], TD error: , new value: }
        formula: "[[0, 1, 2], [1, 2, 3]]"
        misconceptions: [{formula: "[[0, 1, 2], [1, 2, 4]]", feedback: No., credit: 0.5}]
"""
EMPTY = (None, "", [], {})
Path = tuple[Any, ...]


def paths(node: Any, at: Path = ()) -> Iterator[Path]:
    """Every place of plain values where a value stands."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*at, key))


def emptied(node: Any, path: Path, empty: Any) -> Any:
    """Plain values with an empty one in a place."""
    if not path:
        return empty
    found = dict(node) if isinstance(node, dict) else list(node)
    found[path[0]] = emptied(node[path[0]], path[1:], empty)
    return found


@lru_cache
def rubrics() -> list[Any]:
    """The rubrics, each with one of its questions alone."""
    wholes = map(yaml.safe_load, (KINDS.replace("?", ""), MANY_KEYS, OTHERS))
    return [{**one, "questions": {k: q}} for one in wholes for k, q in one["questions"].items()]


@st.composite
def half_written(draw: st.DrawFn) -> str:
    rubric = draw(st.sampled_from(rubrics()))
    found = emptied(
        rubric, draw(st.sampled_from(list(paths(rubric)))), draw(st.sampled_from(EMPTY))
    )
    return yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=1000)


def linted(text: str) -> None:
    """Lint says what it finds, and one of that is an error where the rubric is of no use."""
    try:
        usable, problems = rubric_problems(text, "r.yaml")
    except RubricErrors as error:
        usable, problems = None, error.problems
    assert usable is not None or any(not problem.is_warning for problem in problems)


@settings(max_examples=40, deadline=None)
@given(half_written())
def test_no_value_that_is_left_empty_is_more_than_lint_can_say(text: str) -> None:
    linted(text)


@pytest.mark.parametrize(
    "key, empty",
    [
        (("steps", "t", "columns"), None),
        (("steps", "t", "rows"), None),
        (("steps", "t", "misconceptions", 0, "credit"), None),
        (("domains", "n", "low"), None),
        (("domains", "k", "values"), None),
    ],
)
def test_what_once_was_more_than_it_could_say(key: Path, empty: Any) -> None:
    rubric = rubrics()[-1]
    linted(yaml.safe_dump(emptied(rubric, ("questions", "1", *key), empty)))


@pytest.mark.parametrize(
    "columns",
    [
        "{state: [A, B], TD error: , new value: }",
        "{TD error: , state: [A, B], new value: }",
        "{V(s): , TD error: , state of it: [A, B]}",
    ],
)
def test_columns_of_several_words_are_read_in_any_order(columns: str) -> None:
    text = OTHERS.replace("{state: [A, B], TD error: , new value: }", columns)
    text = text.replace("[[0, 1, 2], [1, 2, 3]]", "[[0, 1, 1], [1, 0, 0]]")
    text = text.replace("[[0, 1, 2], [1, 2, 4]]", "[[0, 1, 1], [1, 1, 0]]")
    usable, _ = rubric_problems(text, "r.yaml")
    assert usable is not None
    table = next(step.table for q in usable.questions for step in q.steps if step.name == "t")
    assert table is not None
    assert len(table.columns) == 3
    assert [len(one.words) for one in table.choices.values()] == [2]
