"""Each sample submission goes through the whole program to its results.json."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from project import SAMPLES

from grader.commands.stories import EXPECTED, Story, differences, stories
from grader.commands.which_rubric import rubric_file
from grader.gradescope import autograde
from grader.gradescope.submission import marked
from grader.rubric.load import load_assignment

STORIES = stories([SAMPLES])


@pytest.fixture(params=STORIES, ids=lambda story: story.name)
def story(request: pytest.FixtureRequest) -> Story:
    return request.param


def test_every_story_says_what_it_must_earn(story: Story) -> None:
    assert story.credit, story.name


def test_a_story_earns_what_it_must(story: Story) -> None:
    assignment = load_assignment(rubric_file(story.rubric or "hw3"))
    outcome = marked(assignment, story.path, ignored=(EXPECTED,))
    assert differences(story, outcome.marks) == []


def test_a_difference_from_the_story_is_seen() -> None:
    story = next(story for story in STORIES if story.name == "one_slip")
    perfect = next(story for story in STORIES if story.name == "perfect")
    marks = marked(load_assignment(rubric_file("hw3")), perfect.path).marks
    assert differences(story, marks) == [
        "1b.dL_dY: credit 1, expected 0.5",
        "2b.h1: credit 1, expected 0.5",
    ]


def test_a_story_makes_valid_results(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored = shutil.ignore_patterns(EXPECTED)
    shutil.copytree(story.path, tmp_path / "submission", ignore=ignored)
    monkeypatch.setenv("AUTOGRADER_ROOT", str(tmp_path))
    monkeypatch.setenv("GRADER_RUBRIC", str(rubric_file(story.rubric or "hw3")))
    assert autograde.main([]) == 0
    results = json.loads((tmp_path / "results" / "results.json").read_text())
    assert results["score"] == pytest.approx(sum(test["score"] for test in results["tests"]))
    assert len(results["tests"]) >= 1
    for test in results["tests"]:
        right = test["score"] == test["max_score"] > 0
        correct = test["extra_data"]["verdict"] == "correct"
        left = test["extra_data"]["verdict"] == "review" and test["max_score"] == 0
        assert test["status"] == ("passed" if right or left else "failed")
        assert test["output"].startswith("Read: `" if right and correct else "**")
