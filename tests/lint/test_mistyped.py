"""Rubrics as a TA mistypes them: what is said in exact words, and that to type it mends them."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path

import pytest

from grader.commands.lint import verdict
from grader.review.checks import rubric_problems
from grader.rubric.load import read_assignment

RUBRIC = """\
title: T
tolerance: {rtol: 0.01}
questions:
  "1":
    title: Q
    parameters: {a: 2.5, b: 0.3}
    steps:
      TYPED
      z: {points: 1, formula: 2 a + b}
"""
Row = tuple[str, list[str], str]
"""A step as typed, what is said of it, and the step with what is said to type."""


def rows(text: str) -> list[Row]:
    found = []
    for block in text.split("\n\n")[1:]:
        lines = block.rstrip("\n").split("\n")
        typed = [line for line in lines if line[:2] not in ("> ", "= ")]
        messages, mended = ([x[2:] for x in lines if x.startswith(s)] for s in ("> ", "= "))
        found.append(("\n".join(typed), messages, "\n".join(mended)))
    return found


TEXT = (Path(__file__).parent / "mistyped.txt").read_text(encoding="utf-8")
MISTYPED = rows(TEXT)


@cache
def told(text: str) -> list[str]:
    """Everything that lint says of a rubric, without the file's name."""
    return [str(p).removeprefix("r.yaml:") for p in rubric_problems(text, "r.yaml")[1]]


def with_step(step: str) -> str:
    return RUBRIC.replace("TYPED", step.replace("\n", "\n      "))


def ids(row: Row) -> str:
    return row[0]


@pytest.mark.parametrize("row", MISTYPED, ids=ids)
def test_a_mistyped_step_is_told_with_what_to_type(row: Row) -> None:
    typed, messages, _ = row
    found = [line.replace("questions.1.steps.", "") for line in told(with_step(typed))]
    assert found == messages


@pytest.mark.parametrize("row", MISTYPED, ids=ids)
def test_what_is_told_to_type_mends_it(row: Row) -> None:
    """Every suggestion stands in the mended step, and nothing is wrong with that."""
    _, messages, mended = row
    assert told(with_step(mended)) == []
    for message in messages:
        for suggestion in re.findall(r"; (?:write|did you mean) ((?:[\w ]+: )?\S.*?)\??$", message):
            is_about_lines = re.match(r"\d+ spaces,|\} at the end|its formula", suggestion)
            pasted = re.sub(r"(, with a comma| \(in ').*", "", suggestion).rstrip("?")
            assert is_about_lines or pasted in mended, message


RAW_WORDS = re.compile(
    r"\b(None|Traceback|NoneType|dtype|ndarray|matmul|ValueError|TypeError|KeyError|"
    r"Input should|did not find expected|pydantic|known here: (?:\w+, ){7})|\\\\\\\\"
)


@pytest.mark.parametrize("row", MISTYPED, ids=ids)
def test_no_word_of_a_library_reaches_the_ta(row: Row) -> None:
    assert not [line for line in told(with_step(row[0])) if RAW_WORDS.search(line)]


TWO = """\
title: T
tolerance: {rtol: 0.01}
questions:
  "1":
    title: Q
    parameters: {a: 2.5, b: 0.3}
    steps:
      FIRST
      z: {points: 1, formula: 2 a + b}
  "2":
    title: R
    parameters: {a: 2.5, b: 0.3}
    steps:
      SECOND
      z: {points: 1, formula: 2 a + b}
"""
ONE_LINE = [row for row in MISTYPED if "\n" not in row[0] and row[0].startswith("y: ")]


def placed(messages: list[str], question: str, line: int) -> list[str]:
    """The messages of a row where its step stands in another question, at another line."""
    return [f"{line}: questions.{question}.steps.{one.split(': ', 1)[1]}" for one in messages]


@pytest.mark.parametrize("first", ONE_LINE[::4], ids=ids)
def test_one_mistake_hides_no_other_in_another_question(
    first: Row,
) -> None:
    for second in ONE_LINE[1::3]:
        text = TWO.replace("FIRST", first[0]).replace("SECOND", second[0])
        assert told(text) == placed(first[1], "1", 8) + placed(second[1], "2", 14), text


@pytest.mark.parametrize("first", ONE_LINE[::5], ids=ids)
def test_one_mistake_hides_no_other_in_the_same_question(
    first: Row,
) -> None:
    for second in ONE_LINE[2::5]:
        other = second[0].replace("y: ", "w: ", 1)
        messages = [m.replace(" y", " w", 1) for m in second[1]]
        text = with_step(f"{first[0]}\n{other}")
        assert told(text) == placed(first[1], "1", 8) + placed(messages, "1", 9), text


# one question with a mistake, and what is found in the other one nevertheless
ELSEWHERE = [
    ("y: {points: 1, formula: a, expected: 7}", "y.expected: yours is 7.0, the formula's is 2.5"),
    ("y: {points: 1, formula: '[a, b] + [1, 2, 3]'}", "y.formula: y has no value for these"),
    (
        "y: {points: 1, formula: 3 a, gradient_of: z, with_respect_to: a}",
        "y.gradient_of: the rule is not the gradient of z with respect to a",
    ),
    ("y: {points: 1, formula: a, routes: [b]}", "y.routes.0: a route is another way to the same"),
    (
        "y: {points: 1, formula: a, tolerance: {rtol: 0.9}}",
        "y: warning: rtol 0.9 lets half of it",
    ),
    ("y: {points: 1, formula: '[[a], [b]] + [a, b]'}", "y.formula: warning: "),
    ("y: {points: 1, formula: 'argmax([a, b])'}", "y: warning: the answer is one of 2 values"),
]
BROKEN = [
    "y: {points: 1, formula: sigmod(a)}",
    "y: {points: 1, formula: a + qq}",
    "y: {points: 1, formula: max(a, b)}",
    "y: {points: , formula: a}",
    "y: {label: a}",
    "y: 3",
    "y: {points: 1, formula: v}\n      v: {points: 1, formula: y}",
    'y: {label: "\\q}',
    "y: &anchor {points: 1, formula: a}",
]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("step, message", ELSEWHERE)
def test_a_sound_question_is_checked_to_the_end(broken: str, step: str, message: str) -> None:
    found = told(TWO.replace("FIRST", broken).replace("SECOND", step))
    assert any(f"questions.2.steps.{message}" in line for line in found), found
    assert any("questions.1" in line for line in found), found


@pytest.mark.parametrize("broken", BROKEN[:6])
@pytest.mark.parametrize("step, message", ELSEWHERE)
def test_a_sound_step_is_checked_to_the_end(broken: str, step: str, message: str) -> None:
    other = broken.replace("y: ", "w: ", 1)
    found = told(with_step(f"{other}\n{step}"))
    expected = message.replace("2.y", "1.y")
    assert any(f"questions.1.steps.{expected}" in line for line in found), found


def test_what_rests_on_a_mistake_is_not_told_again() -> None:
    """One mistake is one message, however many steps rest on it."""
    chain = "\n".join(
        [
            "y: {points: 1, formula: a + qq}",
            "h: {points: 1, formula: y^2, expected: 3, routes: [y y]}",
            "dh: {points: 1, formula: 2 y, gradient_of: h, with_respect_to: y}",
        ]
    )
    assert told(with_step(chain)) == [
        "8: questions.1.steps.y.formula: qq is not defined in this question (in 'a + qq')"
    ]


def test_slips_of_yaml_in_many_lines_are_all_told() -> None:
    pairs = itertools.pairwise(ONE_LINE[::6])
    steps = [row[0].replace("y: ", f"y{i}: ", 1) for i, (row, _) in enumerate(pairs)]
    found = told(with_step("\n".join(steps)))
    for place in range(len(steps)):
        assert any(f"questions.1.steps.y{place}" in line for line in found), (place, found)


def test_a_rubric_without_a_mistake_is_used_as_it_stands() -> None:
    """To leave out what is wrong leaves out nothing where nothing is."""
    text = with_step("y: {points: 1, formula: a b, routes: [b a]}")
    usable, problems = rubric_problems(text, "r.yaml")
    assert problems == ()
    assert usable is not None
    loaded = read_assignment(text, "r.yaml", checked=True)
    assert usable.asked() == loaded.asked()
    assert usable.points == loaded.points
    assert [len(step.routes) for step in usable.questions[0].steps] == [1, 0]


BEGUN = [
    "|a - b|", "| a - b|", "|a| + 1", ">0 part of a", "> 0", "%", "% of a", "`a`", "? a", "- a",
    ",a", "[a] + b", "[a", "{a} b", "@a", "*a b", "&a", "!a", '"a" b', '"a"b', "'a' b", "a: b",
]  # fmt: skip


@pytest.mark.parametrize("is_flow", [False, True], ids=["on its line", "in braces"])
@pytest.mark.parametrize("value", BEGUN)
def test_what_yaml_takes_for_a_mark_of_its_own_gets_quotes(value: str, is_flow: bool) -> None:
    """The advice holds the value in quotes and mends it, and the rest is checked all the same."""
    flow, block = (
        "y: {points: 1, label: VALUE, formula: a}",
        "y:\n  points: 1\n  label: VALUE\n  formula: a",
    )
    step = flow if is_flow else block
    also = "w: {points: 1, formula: a + qq}"
    found = told(with_step(f"{step.replace('VALUE', value)}\n{also}"))
    assert len(found) == 2, found
    assert "qq is not defined" in found[1]
    written = re.search(r"questions\.1\.steps\.y\.label: .* write label: (.*)$", found[0])
    assert written, found
    assert told(with_step(step.replace("VALUE", written[1]))) == []


def test_a_formula_that_begins_with_a_bar_is_told_with_its_quotes() -> None:
    assert told(with_step("y:\n  points: 1\n  formula: |a - b|")) == [
        "10: questions.1.steps.y.formula: a value that begins with | needs quotes; "
        "write formula: '|a - b|'"
    ]


@pytest.mark.parametrize("header", ["|", ">", "|-", ">+", "|2", ">1-", "| # why"])
def test_a_text_on_the_lines_below_its_key_is_left_alone(header: str) -> None:
    assert told(with_step(f"y:\n  points: 1\n  formula: {header}\n     a + b")) == []


def test_a_value_that_is_all_comment_is_told() -> None:
    assert told(with_step("y:\n  points: 1\n  label: #1 of two\n  formula: a")) == [
        "10: questions.1.steps.y.label: warning: what stands behind # is a comment; "
        "write label: '#1 of two' if it is the value"
    ]


TABBED = [
    "\ty: {points: 1, formula: a b}",
    "\ty: {points: 1, formula: a b}\n\tz: {points: 1, formula: 2 a}",
    "\ty: {points: 1, formula: a b}\n      z: {points: 1, formula: 2 a}",
    "      y: {points: 1, formula: a b}\n\tz: {points: 1, formula: 2 a}",
    "\ty:\n\t\tlabel: y\n\t\tpoints: 1\n\t\tformula: a b",
    "\ty:\n\t\tpoints: 1\n\t\tformula: a b\n\tz:\n\t\tpoints: 1\n\t\tformula: a",
    "      y:\n\t\tpoints: 1\n\t\tformula: a b",
    "      y:\n        points: 1\n\t\tformula: a b",
    "      y:\n      \tpoints: 1\n      \tformula: a b",
]


@pytest.mark.parametrize("steps", TABBED)
def test_the_spaces_advised_for_a_tab_mend_the_line_without_a_word_more(steps: str) -> None:
    text = RUBRIC.replace("      TYPED\n      z: {points: 1, formula: 2 a + b}", steps)
    found = told(text)
    assert len(found) == sum("\t" in line for line in steps.split("\n")), found
    lines = text.split("\n")
    for message in found:
        at, spaces = re.match(r"(\d+): .* by a tab; write (\d+) spaces, ", message).groups()
        lines[int(at) - 1] = " " * int(spaces) + lines[int(at) - 1].lstrip()
    assert told("\n".join(lines)) == []


@pytest.mark.parametrize("other", ["label: z, formula: a b", "points: 1, formula: a b"])
def test_a_step_without_its_formula_is_named_where_others_have_theirs(other: str) -> None:
    text = RUBRIC.replace("TYPED", "y: {points: 1}").replace("points: 1, formula: 2 a + b", other)
    found = told(text)
    assert found[0] == "8: questions.1.steps.y: nothing gives this value; write its formula here"
    assert found[1:] == (
        [] if "points" in other else ["9: questions.1.steps.z: points are missing; write points: 1"]
    )


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    text = with_step("").replace("title: T\n", "title: T\ntotal_points: 2\n")
    assert told(text)[0].startswith(
        "2: total_points: 2 points are declared, and the steps add up to 1"
    )
    usable, problems = rubric_problems(with_step(""), "r.yaml")
    assert usable is not None
    assert problems == ()
    assert verdict(usable, 0) == "fine (1 question, 1 step, 1 point)"
    assert verdict(None, 1) == "1 error"
    assert verdict(None, 2) == "2 errors"
