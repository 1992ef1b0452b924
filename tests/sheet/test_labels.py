"""Labels of questions, in the many ways students write them."""

from __future__ import annotations

import pytest

from grader.answers.sheet.numerals import key_parts, paths
from grader.answers.sheet.question_labels import label, lone_letter

READS = [
    ("(b) Suppose", "", "b", "Suppose"),
    ("**B.** text", "", "b", "text"),
    ("B. given the", "", "b", "given the"),
    ("Problem 2 (ii)", "2", "ii", ""),
    ("Q2b", "2", "b", ""),
    ("2b) z", "2", "b", "z"),
    ("2.b", "2", "b", ""),
    ("2(b): foo", "2", "b", "foo"),
    ("Question 2, part (b)", "2", "b", ""),
    ("Problem 2 - Part B", "2", "b", ""),
    ("Problem 2, b)", "2", "b", ""),
    ("Part b", "", "b", ""),
    ("**Problem 2b.** We", "2", "b", "We"),
    ("A: Given", "", "a", "Given"),
    ("С.", "", "c", ""),
    ("1. We have", "1", "", "We have"),
    ("HW3 2b", "2", "b", ""),
    ("Exercise 2: Chains", "2", "", "Chains"),
    ("1.b.", "1", "b", ""),
    ("a) 16", "", "a", "16"),
    ("#2 and more", "2", "", "and more"),
]


@pytest.mark.parametrize("text, problem, part, rest", READS)
def test_a_label_is_read_with_what_follows_it(text, problem, part, rest):
    found = label(text)
    assert found.path == tuple(part for part in (problem, part) if part)
    assert text[found.length :].strip(" *") == rest


@pytest.mark.parametrize(
    "text",
    ["R", "2", "A sigmoid", "a = 3", "2 weights are", "2 x = 3", "e.g. this",
     "(z1) = 3", "2D data", "z_1 = 2", "1st step", "", "-0.5", "σ'(x)", "A. 3.96", "#2 #3 #3 #1"],
)  # fmt: skip
def test_prose_and_mathematics_are_no_labels(text):
    assert label(text) is None


def test_a_number_alone_is_a_label_in_a_heading_only():
    assert label("2 Chains", is_heading=True).path == ("2",)
    assert label("2 chains") is None


def test_a_lone_character_may_be_a_broken_label():
    assert [lone_letter(text) for text in ("R", " 8. ", "**G**", "two")] == ["R", "8", "G", ""]


def test_a_letter_is_a_roman_number_where_its_neighbours_are():
    assert [n.value for (n,) in paths(["i", "ii", "iii"])] == [1, 2, 3]
    assert [n.value for (n,) in paths([*"abcdefghi"])] == list(range(1, 10))


@pytest.mark.parametrize(
    "key, parts",
    [
        ("2b", ("2", "b")),
        ("3", ("3",)),
        ("1.2", ("1", "2")),
        ("Q1.ii", ("1", "ii")),
        ("a", ("a",)),
    ],
)
def test_keys_are_taken_apart(key, parts):
    assert key_parts(key) == parts
