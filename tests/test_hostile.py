"""Whatever is handed in: a valid results.json in under two seconds, and nothing from outside."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from grader.gradescope import autograde
from tests.conftest import HOMEWORK
from tests.hostile import COUNT, SECRET, submissions
from tests.project import PROJECT
from tests.test_gradescope import assert_valid

SECONDS = 10.0
"""Of one core: other work on the machine does not count."""
SAMPLE = range(0, COUNT, 29)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A platform's folder, with the signals and the environment put back afterwards."""
    before = {s: signal.getsignal(s) for s in (signal.SIGALRM, signal.SIGTERM)}
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.yaml").write_text(f"2b: {{z1: {SECRET}}}\n{SECRET}: 1\n")
    (tmp_path / "secret.yaml").write_text(f"2b: {{z1: {SECRET}}}\n")
    monkeypatch.setenv("AUTOGRADER_ROOT", str(tmp_path / "autograder"))
    monkeypatch.setenv("GRADER_RUBRIC", str(HOMEWORK))
    yield tmp_path / "autograder"
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number, handler in before.items():
        signal.signal(number, handler)


def lay(place, make):
    submission = place / "submission"
    if submission.exists():
        for folder, _, _ in os.walk(submission):
            os.chmod(folder, 0o700)
        shutil.rmtree(submission)
    submission.mkdir(parents=True)
    (place / "results" / "results.json").unlink(missing_ok=True)
    make(submission)


def seconds_of_children():
    spent = os.times()
    return spent.children_user + spent.children_system


def results_of(place):
    text = (place / "results" / "results.json").read_text(encoding="ascii")
    assert SECRET not in text
    return json.loads(text)


def test_two_hundred_hostile_submissions_get_valid_results_in_time(place, capfd):
    names = []
    for name, make in submissions(place.parent / "outside"):
        lay(place, make)
        started = time.process_time()
        assert autograde.main([]) == 0
        seconds = time.process_time() - started
        data = results_of(place)
        assert_valid(data)
        assert "autograder failed" not in data["output"], name
        assert seconds < SECONDS, name
        assert len(data["tests"]) == 34
        names.append(name)
    assert len(names) == COUNT
    assert SECRET not in capfd.readouterr().out


def test_a_sample_of_them_in_a_process_of_its_own(place):
    chosen = list(submissions(place.parent / "outside"))
    for i in SAMPLE:
        name, make = chosen[i]
        lay(place, make)
        started = seconds_of_children()
        done = subprocess.run(
            [sys.executable, "-m", "grader", "autograde"],
            cwd=PROJECT,
            capture_output=True,
            timeout=20,
            check=False,
        )
        assert done.returncode == 0, name
        assert_valid(results_of(place))
        assert SECRET.encode() not in done.stdout + done.stderr
        assert seconds_of_children() - started < SECONDS, name


def test_the_same_submissions_are_made_every_time(tmp_path):
    made = []
    for run in ("first", "second"):
        (tmp_path / run).mkdir()
        name, make = list(submissions(tmp_path))[1]
        make(tmp_path / run)
        made.append((name, [p.read_bytes() for p in sorted((tmp_path / run).iterdir())]))
    assert made[0] == made[1]
