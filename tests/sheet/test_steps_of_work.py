"""Steps that the work itself counts are no questions, whatever the questions are called."""

from __future__ import annotations

import pytest

from tests.sheet.test_series import words

COUNTED = [("Step 1", "Step 2"), ("Step a", "Step b"), ("Step (a)", "Step (b)"),
           ("## Step 1:", "## Step 2:"), ("**Step 1.**", "**Step 2.**"),
           ("### Step a", "### Step b")]  # fmt: skip


@pytest.mark.parametrize("first, second", COUNTED)
@pytest.mark.parametrize(
    "word, keys, one, two", [("Question", "1 2", "1", "2"), ("Part", "a b", "a", "b")]
)
def test_steps_stand_within_their_question(word, keys, one, two, first, second):
    text = (
        f"# {word} {one}\n\n{first}\n\nx\n\n{second}\n\ny\n\n"
        f"# {word} {two}\n\n{first}\n\nz\n\n{second}\n\nw"
    )
    found = words(text, keys)
    assert {word: found[word] for word in "xyzw"} == {"x": one, "y": one, "z": two, "w": two}


@pytest.mark.parametrize("first, second", COUNTED)
def test_steps_stand_within_a_question_that_has_parts_as_well(first, second):
    text = (
        f"# Question 1\n\n{first}\n\nx\n\n{second}\n\ny\n\n"
        f"# Question 2\n\n(a) z\n\n(b) {first}\n\nu\n\n{second}\n\nw"
    )
    found = words(text, "1 2a 2b")
    assert {word: found[word] for word in "xyzuw"} == {
        "x": "1", "y": "1", "z": "2a", "u": "2b", "w": "2b"
    }  # fmt: skip
    single = words(f"# Question 1\n\n{first}\n\nx\n\n{second}\n\ny", "1a 1b")
    assert single["x"] == single["y"] == "1a,1b"
