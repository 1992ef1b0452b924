"""The quick reading of a filled-in template is the reading of all of YAML, wherever it reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.yamltree import flat_yaml, yaml_events

USUAL = """# Homework 3

# a question
1a:
  dL_dW: dL_dY X^T   # a formula
"2b":
  z1: 0.1575
  y: -.59
  Y: [[1.5, 1.1], [1.2,-2e-3]]
  v: [ 1, 2. ]
  s: 'in my own words: #1'
  t: "the same"
  blank:      # nothing yet
  last:
3:
"""
LINES = (
    "1a:", "2b:  # c", '"2b":', "  y: 0.5", "  y:", "    y: 1", "  'z': -x", "  a: - 1",
    "  a: a: b", "  a: b #c", "  a: b#c", "  a: [1, ]", "  a: [1 2]", "  a: [[1], [2]]", "  a: |",
    "    text", "  a: 'it''s'", '  a: "\\n"', "  a: *b", "  a: &b 1", "  a: !t 1", "---", "...", "",
    "# c", "  a:b", "a: 1", "  a: (x) [y]", "  a: σ'(z2) ŷ", "  a: 1:30", "  a: ~",
    "\ta: 1", "  a: 'b' c",
)  # fmt: skip


def by_the_parser(text: str) -> object:
    """The tree as the parser gives it; None where it finds an error."""
    builder = yaml_events._Builder(text)
    try:
        for event in yaml_events._events(text):
            builder.take(event)
    except yaml_events.TextError:
        return None
    return builder.root


def test_a_template_of_the_usual_form_is_read_without_the_parser() -> None:
    found = flat_yaml.flat_tree(USUAL)
    assert found is not None
    assert found == by_the_parser(USUAL)


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
def test_what_is_read_without_the_parser_is_what_the_parser_reads(text: str) -> None:
    found = flat_yaml.flat_tree(text)
    assert found is None or found == by_the_parser(text)


@given(st.text(alphabet="ab1:#'\"[]{},-. \n\\&*!|>%@`?=\t", max_size=12))
def test_no_value_of_a_step_is_read_as_something_else(value: str) -> None:
    text = f"1a:\n  x: {value}\n  y: 2"
    found = flat_yaml.flat_tree(text)
    assert found is None or found == by_the_parser(text)


@pytest.mark.parametrize(
    "line", ["  x: " + " " * 390 + ":", "  x: [" + "1" * 380 + ",", "a" * 50_001]
)
def test_a_hostile_line_is_left_to_the_parser_at_once(line: str) -> None:
    assert flat_yaml.flat_tree(f"1a:\n{line}") is None
