"""`grader compare`: whose grade another rubric changes, and why."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from grader.cohort import Graded, StepRow, compared
from grader.model import Verdict
from tests.project import run_grader

RUBRIC = """\
title: Quiz
tolerance: {{rtol: {rtol}}}
questions:
  "1":
    title: A product
    parameters: {{a: 2.5, b: 0.4}}
    steps:
      y: {{label: y = a b, points: 2, formula: a b}}
      {more}
"""
SUBMITTED = {"ana": "1.0", "ben": "1.04", "cleo": "7"}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name, answer in SUBMITTED.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        text = f'"1":\n  y: {answer}\n  z: 3\n'
        (tmp_path / "class" / name / "answers.yaml").write_text(text, encoding="utf-8")
    for file, rtol, more in (
        ("old", 0.001, ""),
        ("wide", 0.1, ""),
        ("more", 0.001, "z: {label: z, points: 1, formula: y + 2}"),
    ):
        text = RUBRIC.format(rtol=rtol, more=more)
        (tmp_path / f"{file}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_wider_tolerance_names_who_gains_and_why(course: Path) -> None:
    done = run_grader("compare", "old.yaml", "wide.yaml", "class", "-j", "1", cwd=course)
    assert done.returncode == 0, done.stderr
    assert "3 submissions: 0 lose, 1 gain, 2 keep their points" in done.stdout
    assert "ben" in done.stdout
    assert "ana" not in done.stdout
    assert "1.y: incorrect 0 -> correct 2 (read 1.04" in done.stdout


def test_answers_near_a_new_tolerance_are_counted_for_whoever_sets_it(course: Path) -> None:
    for name, y in {"dan": "1.07", "emmy": "1.15"}.items():
        (course / "class" / name).mkdir()
        text = f'"1":\n  y: {y}\n'
        (course / "class" / name / "answers.yaml").write_text(text, encoding="utf-8")
    done = run_grader("compare", "old.yaml", "wide.yaml", "class", "-j", "1", cwd=course)
    assert (
        "near the new tolerances: 1 right answer just within (more than half),"
        " 1 wrong answer just beyond (less than twice)"
    ) in done.stdout
    done = run_grader("compare", "old.yaml", "more.yaml", "class", "-j", "1", cwd=course)
    assert "near the new tolerances" not in done.stdout


def test_a_tighter_one_ends_with_status_1_and_its_csv_has_every_change(course: Path) -> None:
    done = run_grader("compare", "wide.yaml", "old.yaml", "class", "--csv", "-j", "1", cwd=course)
    assert done.returncode == 1, done.stderr
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["submission"], row["step"]) == ("ben", "1.y")
    assert (row["total_before"], row["total_after"]) == ("2.0", "0.0")
    assert (row["verdict_before"], row["verdict_after"]) == ("correct", "incorrect")


def test_a_folder_of_results_stands_for_the_rubric_it_was_graded_by(course: Path) -> None:
    graded = run_grader("grade", "class", "-r", "old.yaml", "-o", "out", "-j", "1", cwd=course)
    assert graded.returncode == 0, graded.stderr
    done = run_grader("compare", "out", "more.yaml", "class", "-j", "1", cwd=course)
    assert done.returncode == 0, done.stderr
    assert "1.z: newly asked" in done.stdout
    assert "mean 0.67 before, 1" in done.stdout


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("old.yaml", "wide.yaml"), "name the submissions to grade by old.yaml"),
        (("class", "wide.yaml", "class"), "class is no folder that `grader grade` wrote into"),
        (("gone.yaml", "wide.yaml", "class"), "there is no rubric gone.yaml"),
    ],
)
def test_what_cannot_be_compared_is_told(
    course: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run_grader("compare", *arguments, cwd=course)
    assert done.returncode == 2
    assert words in done.stderr


def one(name: str, earned: float, trouble: str = "") -> Graded:
    step = StepRow(
        question="1", step="y", label="y", points=2, credit=earned / 2, earned=earned,
        verdict=Verdict.PARTIAL,
    )  # fmt: skip
    return Graded(name=name, results="", steps=() if trouble else (step,), trouble=trouble)


def test_those_who_lose_most_come_first_and_nobody_is_lost() -> None:
    before = [one("a", 1), one("b", 2), one("c", 1), one("d", 1), one("gone", 1)]
    after = [one("a", 1), one("b", 0), one("c", 0.5), one("d", 0, "no"), one("new", 1)]
    found = compared(before, after)
    assert [(c.name, c.points) for c in found.changes] == [
        ("b", -2), ("c", -0.5), ("a", 0), ("d", 0),
    ]  # fmt: skip
    assert [c.name for c in found.losers] == ["b", "c"]
    assert [c.name for c in found.changed] == ["b", "c", "d"]
    assert found.changes[-1].trouble == "not graded after: no"
    assert (found.only_before, found.only_after) == (("gone",), ("new",))
