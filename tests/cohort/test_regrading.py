"""A comparison grades only what the change of a rubric can touch, and tells what it told before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.cohort import (
    Engine,
    Graded,
    Submission,
    both_sides,
    grade_class,
    graded_class,
    read_rubric,
    rubric_with_files,
    submissions_of,
    touched_questions,
)
from grader.cohort.engine import grade_all
from grader.cohort.graded_records import Task
from grader.cohort.rubric_change import ReadRubric

RUBRIC = """\
title: Quiz
tolerance: {rtol: 0.001}
questions:
  "1":
    title: A product
    parameters: {a: 2.5, b: 0.4}
    steps:
      y: {label: y = a b, points: 2, formula: a b}
  "2":
    title: A sum
    parameters: {c: 3}
    steps:
      u: {label: u = c + 1, points: 1, formula: c + 1}
      v: {label: v = 2 u, points: 1, formula: 2 u}
  "3":
    title: One more
    parameters: {u: 2.u}
    steps:
      w: {label: w = u + 5, points: 1, formula: u + 5}
"""
CHANGES = {
    "nothing": ("title: A sum", "title: A sum", ()),
    "one step's points": ("y = a b, points: 2", "y = a b, points: 4", ("1",)),
    "its tolerance": ("formula: a b", "formula: a b, tolerance: {rtol: 0.1}", ("1",)),
    "a question that another carries on": ("points: 1, formula: c + 1",
                                          "points: 3, formula: c + 1", ("2", "3")),
    "the last question": ("formula: u + 5", "formula: u + 6", ("3",)),
    "the tolerance of all": ("{rtol: 0.001}", "{rtol: 0.1}", ("1", "2", "3")),
    "a step more": ("formula: 2 u}", "formula: 2 u}\n      t: {label: t, points: 1, formula: v}",
                    ("1", "2", "3")),
}  # fmt: skip
SUBMITTED = {
    "ada/answers.yaml": '"1":\n  y: 1.0\n"2":\n  u: 4\n  v: 8\n"3":\n  w: 9\n',
    "alan/answers.yaml": '"1":\n  y: 1.04\n"2":\n  u: 5\n  v: 10\n"3":\n  w: 10\n',
    "emmy/answers.yaml": '"1":\n  y: 7\n"2":\n  v: 8\n',
    "carl/homework.md": "## Problem 1\n\ny = 1.04\n\n## Problem 2\n\nu = 4\n\nv = 9\n",
    "david/answers.pdf": "%PDF-1.7\n% cut off",
}


@contextmanager
def in_this_process() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@contextmanager
def nowhere() -> Iterator[Executor]:
    raise AssertionError("nothing was to be graded")
    yield


HERE, NOWHERE = Engine(open=in_this_process, workers=1), Engine(open=nowhere, workers=1)


@pytest.fixture
def submissions(tmp_path: Path) -> Iterator[list[Submission]]:
    for name, text in SUBMITTED.items():
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    with submissions_of(tmp_path / "class") as found:
        yield list(found)


def rubrics(folder: Path, change: str) -> tuple[ReadRubric, ReadRubric]:
    was, new, _ = CHANGES[change]
    assert was in RUBRIC
    found = []
    for name, text in (("old", RUBRIC), ("new", RUBRIC.replace(was, new))):
        path = folder / name / "quiz.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        found.append(read_rubric(path))
    return found[0], found[1]


def in_full(submissions: list[Submission], rubric: ReadRubric) -> dict[str, object]:
    tasks = [Task(name=one.name, students=one.students, files=one.files()) for one in submissions]
    return told(list(grade_all(HERE, rubric.files, tasks)))


def told(graded: list[Graded]) -> dict[str, object]:
    return {one.name: (one.steps, one.trouble, one.notes, one.details) for one in graded}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_touches_the_questions_that_it_is_about_and_those_that_carry_them_on(
    tmp_path: Path, change: str
) -> None:
    assert touched_questions(*rubrics(tmp_path, change)) == frozenset(CHANGES[change][2])


@pytest.mark.parametrize("change", CHANGES)
def test_both_sides_are_what_grading_all_gives(
    tmp_path: Path, submissions: list[Submission], change: str
) -> None:
    old, new = rubrics(tmp_path, change)
    first, second = both_sides(old, new, submissions, HERE)
    assert told(first) == in_full(submissions, old)
    assert told(second) == in_full(submissions, new)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_folder_gives_what_its_rubric_gives(
    tmp_path: Path, submissions: list[Submission], change: str, is_first: bool
) -> None:
    old, new = rubrics(tmp_path, change)
    path = tmp_path / "old" / "quiz.yaml"
    grade_class(submissions, old.assignment, rubric_with_files(path), HERE, tmp_path / "out")
    folder = graded_class(tmp_path / "out")
    sides = both_sides(*((folder, new) if is_first else (new, folder)), submissions, HERE)
    assert told(sides[not is_first]) == in_full(submissions, old)
    assert told(sides[is_first]) == in_full(submissions, new)


def test_what_no_change_touches_is_not_graded_again_but_another_file_is(
    tmp_path: Path, submissions: list[Submission]
) -> None:
    old, new = rubrics(tmp_path, "nothing")
    path = tmp_path / "old" / "quiz.yaml"
    grade_class(submissions, old.assignment, rubric_with_files(path), HERE, tmp_path / "out")
    folder = graded_class(tmp_path / "out")
    first, second = both_sides(folder, new, submissions, NOWHERE)
    assert told(first) == told(second)
    changed = tmp_path / "class" / "ada" / "answers.yaml"
    changed.write_text('"1":\n  y: 1.0\n', encoding="utf-8")
    with submissions_of(tmp_path / "class") as found:
        _, third = both_sides(folder, new, list(found), HERE)
    assert {one.name for one in second if told([one]) != {one.name: told(third)[one.name]}} == {
        "ada"
    }
