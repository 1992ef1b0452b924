"""Whatever grades, and whatever is killed, every submission has its results."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from grader.answers import FilesInMemory
from grader.cohort import Engine, Graded, RubricFiles, Task, engine, grade_task, local
from grader.cohort import rubric_with_files as with_files
from grader.cohort.engine import AHEAD, BATCH, grade_all
from grader.errors import GraderError
from tests.project import PROJECT

RUBRIC = with_files(PROJECT / "rubrics" / "hw3.yaml")


def task(name: str, text: str = "1b:\n  loss: 3.3\n") -> Task:
    data = text.encode()
    return Task(
        name=name,
        students=(),
        files=FilesInMemory(
            names=("answers.yaml",),
            contents={"answers.yaml": data},
            sizes={"answers.yaml": len(data)},
        ),
    )


def graded_or_killed(
    rubric: RubricFiles, tasks: Sequence[Task], timeout: float, only: frozenset[str] | None = None
) -> list[Graded]:
    """As the worker's own, but that some submissions end its process."""
    if any(one.name.startswith("killer") for one in tasks):
        os._exit(9)
    return grade_task.graded(rubric, tasks, timeout, only)


@pytest.mark.parametrize("killers", [[0], [3, 4, 17], [19]])
def test_a_submission_that_kills_its_process_costs_itself_alone(
    monkeypatch: pytest.MonkeyPatch, killers: list[int]
) -> None:
    monkeypatch.setattr(engine, "graded", graded_or_killed)
    names = [f"killer{i}" if i in killers else f"s{i}" for i in range(20)]
    found = {one.name: one for one in grade_all(local(1), RUBRIC, map(task, names))}
    assert sorted(found) == sorted(names)
    for name, one in found.items():
        if name.startswith("killer"):
            assert "ends the process" in one.trouble
            assert "This is our fault, not yours" in one.results
        else:
            assert (one.trouble, one.earned) == ("", 1.0)


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


def test_no_more_is_read_ahead_than_is_needed() -> None:
    read = 0

    def tasks() -> Iterator[Task]:
        nonlocal read
        for i in range(200):
            read += 1
            yield task(f"s{i}")

    made = grade_all(Engine(open=threads, workers=2), RUBRIC, tasks())
    next(made)
    assert read <= (AHEAD * 2 + 1) * BATCH
    assert len(list(made)) == 199


def test_a_worker_of_another_version_is_refused() -> None:
    other = replace(RUBRIC, engine="another")
    with pytest.raises(GraderError, match="another version of stepgrader"):
        list(grade_all(Engine(open=threads, workers=1), other, [task("s")]))


def test_one_that_takes_too_long_is_told_and_the_others_are_graded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(rubric: RubricFiles, one: Task, timeout: float, only: None) -> Graded:
        while one.name == "slow":
            pass
        return graded(rubric, one, timeout, only)

    graded = grade_task._graded
    monkeypatch.setattr(grade_task, "_graded", slow)
    slow_one, other = grade_task.graded(RUBRIC, [task("slow"), task("s")], 1.0)
    assert slow_one.trouble == "it took longer than 1 s"
    assert "ran out of time" in slow_one.results
    assert other.trouble == ""


def test_our_own_failure_stays_with_its_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(rubric: RubricFiles, one: Task, timeout: float, only: None) -> Graded:
        if one.name == "odd":
            raise ZeroDivisionError("a bug")
        return graded(rubric, one, timeout, only)

    graded = grade_task._graded
    monkeypatch.setattr(grade_task, "_graded", failing)
    odd, other = grade_task.graded(RUBRIC, [task("odd"), task("s")], 60.0)
    assert odd.trouble == "the grader failed: ZeroDivisionError: a bug"
    assert "a bug" not in odd.results
    assert "Traceback" in odd.details[0]
    assert other.trouble == ""


def test_a_rubric_goes_with_its_tables_and_its_key(tmp_path: Path) -> None:
    for name in ("r.yaml", "r.key", "r.handout.json", "sky.csv", "other.yaml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    packed = with_files(tmp_path / "r.yaml")
    assert sorted(packed.contents) == ["r.handout.json", "r.key", "r.yaml", "sky.csv"]
    (tmp_path / "sky.csv").write_text("changed", encoding="utf-8")
    assert with_files(tmp_path / "r.yaml").digest != packed.digest
