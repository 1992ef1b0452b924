"""`grader watch`: what is looked at again after a save, and that it goes on through half edits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.commands.stories import Story
from grader.commands.watch import affected
from tests.project import PROJECT, run_grader

QUIZ = """\
title: Quiz
questions:
  1:
    title: Q
    parameters: {a: 2.5, b: 0.4}
    steps:
      y: {label: y, points: 2, formula: a b}
      z: {label: z, points: 1, formula: y + a}
"""
LONG = 60
"""Seconds after which a watch that says nothing has failed, on a machine with much to do."""


def test_what_was_saved_and_what_its_samples_are_marked_by_are_looked_at(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    for path in (one, other):
        path.write_text(QUIZ)
    found = [Story(name="ana", path=tmp_path / "samples" / "ana", rubric=str(other))]
    assert affected([one, other], found, {one}) == [one]
    assert affected([one, other], found, {tmp_path / "samples/ana/answers.yaml"}) == [other]
    assert affected([one, other], found, {tmp_path / "samples/ben/answers.yaml"}) == []
    assert affected([one, other], found, {tmp_path / "notes.txt"}) == []
    assert affected([one, other], found, {tmp_path / "one.overrides.yaml"}) == [one]
    lost = [Story(name="ana", path=tmp_path / "samples" / "ana", rubric="nowhere")]
    assert affected([one], lost, {tmp_path / "samples/ana/answers.yaml"}) == []


class Watching:
    """`grader watch` in a process of its own, and what it printed so far."""

    def __init__(self, home: Path) -> None:
        self.log = home / "log.txt"
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-m", "grader", "watch"],
                cwd=home,
                env={**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "120"},
                stdout=out,
                stderr=subprocess.STDOUT,
                # who runs the tests in the background may have made all below deaf to Ctrl-C
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def after(self, text: str, start: int = 0) -> int:
        """Wait until a text is printed behind a place; where it ends."""
        until = time.monotonic() + LONG
        while time.monotonic() < until:
            printed = self.log.read_text(encoding="utf-8")
            place = printed.find(text, start)
            if place >= 0:
                return place + len(text)
            assert self.process.poll() is None, printed
            time.sleep(0.1)
        pytest.fail(f"{text!r} was not printed in {self.log.read_text()!r}")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "rubrics").mkdir()
    rubric = tmp_path / "rubrics" / "quiz.yaml"
    rubric.write_text(QUIZ)
    assert run_grader("sample", "quiz", cwd=tmp_path).returncode == 0
    return tmp_path


def test_it_looks_again_at_each_save_until_it_is_ended(home: Path) -> None:
    rubric = home / "rubrics" / "quiz.yaml"
    watching = Watching(home)
    try:
        place = watching.after("quiz_perfect")
        place = watching.after("Waiting for a save; Ctrl-C ends it.", place)
        time.sleep(1)  # until the folders are watched
        rubric.write_text(QUIZ.replace("points: 2", "points: -2"))
        place = watching.after("rubrics/quiz.yaml: 1 error", place)
        saved = home / "rubrics" / "new.tmp"
        saved.write_text(QUIZ.replace("points: 2", "points: 3"))
        saved.replace(rubric)  # as editors save
        place = watching.after("rubrics/quiz.yaml: fine (1 question, 2 steps, 4 points)", place)
        place = watching.after("4 of 4", place)
        expected = home / "sample_submissions" / "quiz_perfect" / "expected.yaml"
        expected.write_text("rubric: quiz\ncredit: half\n")
        place = watching.after("credit: a mapping of questions", place)
        expected.write_text("rubric: quiz\ncredit: {1: 0.5}\n")
        watching.after("no: 2 differences", place)
    finally:
        watching.process.send_signal(signal.SIGINT)
        status = watching.process.wait(LONG)
    assert status == 0
    assert "Traceback" not in watching.log.read_text(encoding="utf-8")
