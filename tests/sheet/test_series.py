"""A sheet's labels are series, and whole series are what the questions' keys count."""

from __future__ import annotations

import time

import pytest

from grader.answers.document.blocks import SheetFile
from grader.answers.document.formats import blocks_of
from grader.answers.sheet.where import Place, sections

SHEETS = [
    ("## 1.1\n\nx\n\n## 1.2\n\ny", "1.1 1.2", "x:1.1 y:1.2", {}),
    ("1.1\nx\n\n1.2\ny", "1.1 1.2", "x:1.1 y:1.2", {"name": "s.txt"}),
    ("1.1) x\n\n1.2) y", "1.1 1.2", "x:1.1 y:1.2", {}),
    ("## 3.1\n\nx\n\n## 3.2\n\ny", "1 2", "x:1 y:2", {}),
    ("# Problem 2\n\n## 2.1\n\nx\n\n## 2.2\n\ny", "2a 2b", "x:2a y:2b", {}),
    ("# Aufgabe 3\n\na) x\n\nb) y", "3a 3b", "x:3a y:3b", {}),
    ("# Aufgabe 7\n\na) x\n\nb) y", "3a 3b", "x:3a y:3b", {}),
    ("Q10 a. x\n\nQ10 b. y", "a b", "x:a y:b", {}),
    ("# II. Second\n\ny\n\n# I. First\n\nx", "1 2", "y:2 x:1", {}),
    ("I. x\n\nII. y\n\nIII. z", "1 2 3", "x:1 y:2 z:3", {}),
    ("Section I\n\nx\n\nSection II\n\ny", "1 2", "x:1 y:2", {}),
    (
        "# Problem 1 (a)\n\nx\n\n# Problem 1 (b)\n\ny\n\n# Problem 1 (a) continued\n\nz",
        "1a 1b",
        "x:1a y:1b z:1a",
        {},
    ),
    ("(a) x\n\n(b) y\n\n(c) z\n\n(c) continued\n\nw", "a b c", "x:a y:b z:c w:c", {}),
    (
        "# First coin\n\nx\n\n# Second coin\n\ny",
        "1 2",
        "x:1 y:2",
        {"titles": ("First coin", "Second coin")},
    ),
    (
        "# Problem 3: Second coin\n\ny\n\n# Problem 4: First coin\n\nx",
        "1 2",
        "y:2 x:1",
        {"titles": ("First coin", "Second coin")},
    ),
    (
        "Please hand in:\n\n1. the file\n2. the pdf\n\n# 1 Soft\n\nx\n\n# 2 Hard\n\ny",
        "1 2",
        "x:1 y:2",
        {},
    ),
    (
        "# Question 1\n\nx\n\n## Step 1\n\nu\n\n## Step 2\n\nv\n\n# Question 2\n\ny",
        "1 2",
        "x:1 u:1 v:1 y:2",
        {},
    ),
    ("1. long words of mine go here\n2. x\n3. y\n4. z\n5. w", "1", "x:1 y:1 z:1 w:1", {}),
    ("# Problem 3\n\nx", "1", "x:1", {}),
    (
        "\n\n".join(f"({one}) {one}" for one in "abcdefg"),
        "4 7",
        " ".join(f"{one}:4,7" for one in "abcdefg"),
        {},
    ),
    (
        "1. a\n\n(a) p\n\n2. x\n\n(a) q\n\n3. b\n\n4. y\n\n# Programs\n\n1. z",
        "2 4",
        "a: p: x:2 q:2 b: y:4 z:",
        {},
    ),
    ("2.1 1.1\n\nx\n\n2.2 1.2\n\ny", "1.1 1.2", "x:1.1 y:1.2", {"name": "s.txt"}),
    ("# P17\n\nx\n\n# P18\n\na\n\n# P33\n\ny", "17 33", "x:17 a: y:33", {}),
    (
        "\n".join(f"{n}. {'xabcdefghy'[n - 1]}" for n in range(1, 11)),
        "1 10",
        "x:1 a: b: c: d: e: f: g: h: y:10",
        {},
    ),
    ("# Problem 1\n\nx\n\n# Problem 2\n\ny", "1", "x:1 y:", {}),
    ("# Problem 1\n\nx\n\n# Problem 2\n\ny", "2", "x: y:2", {}),
    ("### 1. Forward\n\nx\n\n### 2. Loss\n\ny\n\n### 3. Backward\n\nz", "1", "x:1 y:1 z:1", {}),
    ("# Problem 2\n\n1. x\n2. y", "2a 2b", "x:2a y:2b", {}),
    (
        "# Problem 1\n\n1. x\n2. y\n3. z\n\n# Problem 2\n\n1. u\n2. v",
        "1 2",
        "x:1 y:1 z:1 u:2 v:2",
        {},
    ),
    ("Exercise 01\n\nx\n\nExercise 02\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("Problema 1\n\nx\n\nProblema 2\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("Zagadka 1\n\nx\n\nZagadka 2\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("Task A\n\nx\n\nTask B\n\ny", "a b", "x:a y:b", {"name": "s.txt"}),
    ("Part I\n\nx\n\nPart II\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("Part 1\n\nx\n\nPart 2\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("# Problem 1\n\nPart 1: x\n\nPart 2: y", "1a 1b", "x:1a y:1b", {}),
    ("# Problem 1\n\n(i) x\n\n(ii) y", "1a 1b", "x:1a y:1b", {}),
    ("# 1\n\n(a) x\n\n(b) y\n\n# 2\n\n(a) u\n\n(b) v", "1 2", "x:1 y:1 u:2 v:2", {}),
    ("# 1\n\nx\n\n# 2\n\ny\n\n# 3\n\nextra\n\n# 4\n\nz", "1 2 4", "x:1 y:2 extra: z:4", {}),
    ("(a) x\n\n(b) y\n\n(c) z", "1 2 3", "x:1 y:2 z:3", {}),
    ("# Homework 2\n\n# Problem 1\n\nx\n\n# Problem 2\n\ny", "1 2", "x:1 y:2", {}),
    ("# Homework 1\n\nx", "1 2", "x:1,2", {}),
    ("# Lab 2\n\n## 1\n\nx\n\n## 2\n\ny", "1 2", "x:1 y:2", {}),
    ("Problem 1.\n\n(1) x\n\n(2) y", "1a 1b", "x:1a y:1b", {}),
    ("# Q1\n\nx\n\n# Q2\n\n## Layer 1\n\ny\n\n## Layer 2\n\nz", "1 2", "x:1 y:2 z:2", {}),
    ("x\n\n# Question 2\n\ny", "1 2", "x:1,2 y:2", {}),
    ("# Task 5\n\nx\n\n# Task 6\n\ny", "q5 q6", "x:q5 y:q6", {}),
    ("# Problem 2 (b)\n\n(a) x\n\n(b) y", "1a 2a 2b", "x:2b y:2b", {}),
    ("# A1\n\nx\n\n# A2\n\ny\n\n# B1\n\nz", "A1 A2 B1", "x:A1 y:A2 z:B1", {}),
    ("# A.1\n\nx\n\n# A.2\n\ny", "A1 A2", "x:A1 y:A2", {}),
    (
        "# Problem 1: the red urn\n\nx\n\n# Problem 2: the blue urn\n\ny",
        "red blue",
        "x:red y:blue",
        {"titles": ("The red urn", "The blue urn")},
    ),
    (
        "Sheet 3\n\nProblem 7\n\nx\n\nProblem 8\n\ny",
        "urn die",
        "x:die y:urn",
        {"parts": ("Problem 8", "Problem 7")},
    ),
    (
        "Problem 7 (a) x\n\n(b) y",
        "urn die",
        "x:die y:urn",
        {"parts": ("Problem 7 (b)", "Problem 7 (a)")},
    ),
    ("1.a) x\n\n1.b) y", "1a 1b", "x:1a y:1b", {}),
    ("1-a: x\n\n1-b: y", "1a 1b", "x:1a y:1b", {}),
    ("2 / a) x\n\n2 / b) y", "2a 2b", "x:2a y:2b", {}),
    ("Ad 1) x\n\nAd 2) y", "1 2", "x:1 y:2", {}),
    (
        "# Question 1\n\n## Part (a)\n\nx\n\n## Part (b)\n\ny\n\n# Question 2\n\n## Part (a)\n\nz",
        "1a 1b 2a",
        "x:1a y:1b z:2a",
        {},
    ),
    ("#1\n\nx\n\n#2\n\ny", "1 2", "x:1 y:2", {}),
    ("Problem #1\n\nx\n\nProblem #2\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    (
        "# 1 Coins\n\n## 1.1 fair\n\nx\n\n## 1.2 unfair\n\ny\n\n# 2 Dice\n\n## 2.1 red\n\nz",
        "1.1 1.2 2.1",
        "x:1.1 y:1.2 z:2.1",
        {},
    ),
    (
        "# 1 Coins\n\n## 1.1 fair\n\nx\n\n## 1.2 unfair\n\ny\n\n# 2 Dice\n\n## 2.1 red\n\nz",
        "1 2",
        "x:1 y:1 z:2",
        {},
    ),
    ("- **(a)** x\n- **(b)** y", "1a 1b", "x:1a y:1b", {}),
    ("a) x\nb) y\nc) z", "1a 1b 1c", "x:1a y:1b z:1c", {"name": "s.txt"}),
    ("问题 1\n\nx\n\n问题 2\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("Задача 1.\n\nx\n\nЗадача 2.\n\ny", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("1) x\n2) y", "1 2", "x:1 y:2", {"name": "s.txt"}),
    ("# Problem 3\n\n## (b)\n\nx\n\n## (c)\n\ny", "3b 3c", "x:3b y:3c", {}),
    ("# Problem 3\n\n## (a)\n\nu\n\n## (b)\n\nx\n\n## (c)\n\ny", "3b 3c", "u: x:3b y:3c", {}),
]
"""A sheet, the keys of the rubric, and for words of the sheet the questions they may answer."""


def words(text: str, keys: str, name: str = "s.md", titles=(), parts=()) -> dict[str, str]:
    """The candidates of each word in the sheet."""
    asked = [
        Place(key=key, title=titles[at] if titles else "", part=parts[at] if parts else "")
        for at, key in enumerate(keys.split())
    ]
    blocks = blocks_of(SheetFile(name=name, data=text.encode()))
    return {
        word: ",".join(section.candidates)
        for section in sections(blocks, asked, name)
        for block in section.blocks
        for word in block.prose.split()
    }


@pytest.mark.parametrize("text, keys, wanted, more", SHEETS)
def test_a_series_of_labels_is_matched_as_a_whole(text, keys, wanted, more):
    found = words(text, keys, **more)
    pairs = dict(one.split(":") for one in wanted.split())
    assert {word: found[word] for word in pairs} == pairs


def test_sections_are_found_in_linear_time():
    """Many forms of labels, none of which ends: each is weighed a bounded number of times."""
    lines = ["# Problem {0}", "({1}) x", "{0}. y", "Part {0}", "Case {0}: z", "[{1}]", "## {0}.{0}"]
    text = "\n\n".join(
        line.format(at % 9 + 1, "abcdefgh"[at % 8]) for at in range(900) for line in lines
    )
    start = time.process_time()
    words(text, "1a 1b 2a 2b 3.1 3.2")
    assert time.process_time() - start < 12
