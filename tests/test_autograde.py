"""The platform's door: whatever happens, results.json is valid and tells the truth."""

import dataclasses
import json
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

import grader.answers.choosing
import grader.gradescope.results_json
import grader.gradescope.submission
import grader.marking.numeric_answers
import grader.marking.right_numbers
from grader.answers.budget import Budget
from grader.gradescope import autograde, checked_rubrics
from grader.gradescope.checked_rubrics import checked_values
from grader.rubric import assignment_of, load_assignment, plain_values
from grader.solvers import registry
from tests.conftest import HOMEWORK
from tests.homework import HW3, RIGHT
from tests.project import PROJECT
from tests.test_gradescope import assert_valid

PERFECT = "".join(
    f"{q.key}:\n" + "".join(f"  {s.name}: {RIGHT[q.key, s.name]}\n" for s in q.steps)
    for q in HW3.questions
)
NOTE_FIELDS = {"score", "output", "output_format", "stdout_visibility", "tests"}


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A platform's folder with a perfect submission; signals are put back afterwards."""
    before = {s: signal.getsignal(s) for s in (signal.SIGALRM, signal.SIGTERM)}
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "answers.yaml").write_text(PERFECT, encoding="utf-8")
    monkeypatch.setenv("AUTOGRADER_ROOT", str(tmp_path))
    monkeypatch.setenv("GRADER_RUBRIC", str(HOMEWORK))
    monkeypatch.delenv("TIMEOUT_SECONDS", raising=False)
    yield tmp_path
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number, handler in before.items():
        signal.signal(number, handler)


def results_of(root):
    assert [path.name for path in (root / "results").iterdir()] == ["results.json"]
    return json.loads((root / "results" / "results.json").read_text(encoding="ascii"))


def assert_note(data, words):
    """A note alone: no score, no steps, and nothing of what went wrong inside."""
    assert set(data) == NOTE_FIELDS
    assert (data["score"], data["tests"]) == (0.0, [])
    assert (data["output_format"], data["stdout_visibility"]) == ("md", "hidden")
    assert data["output"].startswith(f"**{words}**")
    assert "Traceback" not in data["output"]


def test_a_perfect_submission_gets_full_score(root):
    assert autograde.main([]) == 0
    data = results_of(root)
    assert_valid(data)
    assert data["score"] == HW3.points
    assert 0 < data["execution_time"] < 10


def test_an_old_results_file_is_replaced(root):
    (root / "results").mkdir()
    (root / "results" / "results.json").write_text("old")
    assert autograde.main([]) == 0
    assert results_of(root)["score"] == HW3.points


def test_a_missing_submission_folder_is_an_empty_submission(root, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_ROOT", str(root / "elsewhere"))
    assert autograde.main([]) == 0
    data = results_of(root / "elsewhere")
    assert_valid(data)
    assert "holds no files that can be read" in data["output"]


def test_a_missing_rubric_is_our_fault_and_told_to_the_staff(root, monkeypatch, capsys):
    monkeypatch.setenv("GRADER_RUBRIC", str(root / "no.yaml"))
    assert autograde.main([]) == 0
    assert_note(results_of(root), "The autograder failed.")
    assert "the rubric cannot be read: No such file or directory" in capsys.readouterr().out


def test_two_rubrics_and_no_choice_is_our_fault(root, monkeypatch, capsys):
    monkeypatch.delenv("GRADER_RUBRIC")
    monkeypatch.setattr(autograde, "PROJECT", root)
    (root / "rubrics").mkdir()
    for name in ("hw3.yaml", "hw4.yaml"):
        (root / "rubrics" / name).write_text("title: x")
    assert autograde.main([]) == 0
    assert_note(results_of(root), "The autograder failed.")
    assert (
        "rubrics/ should hold one rubric, and it holds hw3.yaml, hw4.yaml: set GRADER_RUBRIC"
        in (capsys.readouterr().out)
    )


def failing(error):
    def fail(*_args, **_kwargs):
        raise error

    return fail


BUGS = [
    RuntimeError("a bug ∂"),
    RecursionError(),
    MemoryError(),
    SystemExit(3),
    UnicodeError("\ud800"),
]
PLACES = [
    (grader.gradescope.submission, "marked"),
    (grader.gradescope.submission, "marks"),
    (grader.answers.choosing, "answers"),
    (grader.gradescope.results_json, "results"),
    (grader.gradescope.results_json, "step_feedback"),
    (grader.gradescope.results_json, "summary"),
]


@pytest.mark.parametrize("error", BUGS, ids=repr)
@pytest.mark.parametrize("module, name", PLACES, ids=lambda v: getattr(v, "__name__", v))
def test_a_crash_anywhere_leaves_a_truthful_note(root, monkeypatch, capsys, module, name, error):
    monkeypatch.setattr(module, name, failing(error))
    assert autograde.main([]) == 0
    assert_note(results_of(root), "The autograder failed.")
    assert type(error).__name__ in capsys.readouterr().out


def test_results_that_are_no_json_are_our_fault(root, monkeypatch):
    monkeypatch.setattr(
        grader.gradescope.results_json, "results", lambda *_, **__: {"score": float("nan")}
    )
    assert autograde.main([]) == 0
    assert_note(results_of(root), "The autograder failed.")


def test_a_fault_in_one_step_is_told_to_the_staff_and_the_rest_is_graded(root, monkeypatch, capsys):
    original = grader.marking.right_numbers.right_as_written

    def fail_for_z1(step, *others):
        if step.name == "z1":
            raise RuntimeError("a bug \udc80 ∂")
        return original(step, *others)

    monkeypatch.setattr(grader.marking.right_numbers, "right_as_written", fail_for_z1)
    assert autograde.main([]) == 0
    data = results_of(root)
    assert_valid(data)
    assert data["score"] == HW3.points - 1 - 1
    faults = [t["extra_data"]["step"] for t in data["tests"] if t["extra_data"].get("fault")]
    assert faults == ["2b.z1", "2d.z1"]
    told = capsys.readouterr().out
    assert "2b.z1 could not be marked:" in told
    assert "RuntimeError: a bug \\udc80 \\u2202" in told
    assert "a bug" not in json.dumps(data)


def test_a_rule_that_fails_is_a_fault_in_its_step_and_the_rest_is_graded(root, monkeypatch):
    """The rubric was found right when it was built; one rule fails when a student is graded."""

    def with_a_bug(module):
        return tuple(
            dataclasses.replace(rule, function=failing(RuntimeError("a bug")))
            if rule.name == "dL_dw1"
            else rule
            for rule in step_rules(module)
        )

    step_rules = registry.step_rules
    monkeypatch.setattr(registry, "step_rules", with_a_bug)
    monkeypatch.setattr(checked_rubrics, "CHECKED", root / "checked")
    checked_rubrics.remember_checked(HOMEWORK)
    registry.solver_rules.cache_clear()
    try:
        assert autograde.main([]) == 0
    finally:
        registry.solver_rules.cache_clear()
    data = results_of(root)
    assert_valid(data)
    faults = [t["extra_data"]["step"] for t in data["tests"] if t["extra_data"].get("fault")]
    assert faults == ["2b.dL_dw1", "2c.dL_dw1", "2d.dL_dw1"]
    assert data["score"] == HW3.points - 3 - 5 - 3
    assert "a bug" not in json.dumps(data)


def test_arguments_that_nobody_knows_are_a_usage_error(capsys):
    assert autograde.main(["--chek"]) == 2
    assert capsys.readouterr().err == "usage: grader autograde [--check]\n"


def test_check_says_that_a_rubric_is_ready(root, monkeypatch, capsys):
    monkeypatch.setattr(checked_rubrics, "CHECKED", root / "checked")
    assert autograde.main(["--check"]) == 0
    assert capsys.readouterr().out == "hw3.yaml: Homework 3 (Deep Learning), 80 points: ready\n"
    assert checked_values(HOMEWORK)
    (root / "checked" / "hw3.yaml").write_text("changed since")
    assert checked_values(HOMEWORK) is None


@pytest.mark.parametrize("place, status", [("autograder/source", 1), ("home/ta", 0)])
def test_a_build_with_two_rubrics_fails_on_the_platform_alone(
    root, monkeypatch, capsys, place, status
):
    project = root / place
    (project / "rubrics").mkdir(parents=True)
    for name in ("hw3", "hw4"):
        (project / "rubrics" / f"{name}.yaml").write_text(HOMEWORK.read_text())
    monkeypatch.delenv("GRADER_RUBRIC", raising=False)
    monkeypatch.setattr(checked_rubrics, "CHECKED", root / "checked")
    monkeypatch.setattr(autograde, "PROJECT", project)
    monkeypatch.setattr(autograde, "DEFAULT_ROOT", str(root / "autograder"))
    assert autograde.main(["--check"]) == status
    assert "rubrics/ should hold one rubric, and it holds hw3.yaml, hw4.yaml" in (
        capsys.readouterr().err
    )


def test_check_fails_on_a_broken_rubric_with_its_problems(root, monkeypatch, capsys):
    monkeypatch.setattr(checked_rubrics, "CHECKED", root / "checked")
    path = root / "r.yaml"
    path.write_text("title: x\n")
    monkeypatch.setenv("GRADER_RUBRIC", str(path))
    assert autograde.main(["--check"]) == 1
    assert capsys.readouterr().err == f"{path}:1: questions: this key is missing\n"
    assert checked_values(path) is None


@pytest.mark.parametrize(
    "timeout, seconds",
    [("600", 480), ("1", 0.8), ("", 480), ("soon", 480), ("nan", 480), ("-5", 480), ("1e9", 480)],
)
def test_the_deadline_is_four_fifths_of_the_platforms(monkeypatch, timeout, seconds):
    monkeypatch.setenv("TIMEOUT_SECONDS", timeout)
    assert autograde._deadline() == pytest.approx(seconds)


DRIVER = """
    import sys, time
    import grader.gradescope.submission
    from grader.gradescope import autograde

    def hang(*_, **__):
        print("hanging", flush=True)
        while True:
            try:
                time.sleep(60)
            except BaseException:
                pass

    grader.gradescope.submission.marked = hang
    sys.exit(autograde.main([]))
"""


def hanging(root, timeout):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(DRIVER)],
        cwd=PROJECT,
        env={**os.environ, "AUTOGRADER_ROOT": str(root), "TIMEOUT_SECONDS": timeout},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_note_is_left_before_the_platform_runs_out_of_time(root):
    started = time.monotonic()
    with hanging(root, "4") as process:
        told, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert time.monotonic() - started < 9
    assert_note(results_of(root), "The autograder ran out of time.")
    assert "in hang" in told


def test_a_note_is_left_when_the_platform_stops_us(root):
    with hanging(root, "600") as process:
        assert process.stdout.readline() == "hanging\n"
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 0
    assert_note(results_of(root), "The autograder was stopped before it had finished.")


def test_a_note_is_left_when_nobody_listens_to_what_is_told(root):
    with hanging(root, "600") as process:
        assert process.stdout.readline() == "hanging\n"
        process.stdout.close()
        process.terminate()
        process.wait(timeout=20)
    assert_note(results_of(root), "The autograder was stopped before it had finished.")


def test_the_whole_process_grades_a_perfect_submission(root):
    done = subprocess.run(
        [sys.executable, "-m", "grader", "autograde"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = [line.partition(" (")[0] for line in done.stdout.splitlines() if "review" in line]
    assert told == ["For manual review, 2b.observation", "For manual review, 2d.observation"]
    assert results_of(root)["score"] == HW3.points


def test_results_appear_whole_or_not_at_all(root, monkeypatch):
    """The file is put in place by a rename, after everything in it has been written."""
    moved = []
    original = os.replace

    def watched(draft, path):
        moved.append((json.loads(draft.read_text(encoding="ascii"))["score"], path.exists()))
        original(draft, path)

    monkeypatch.setattr(autograde.os, "replace", watched)
    assert autograde.main([]) == 0
    assert moved == [(HW3.points, False)]
    assert results_of(root)["score"] == HW3.points


FORGED = [
    "y = 0.5\n2b.z1 could not be marked:\nTraceback",
    "\x1b[2K\x1b[1Agraded: 80 of 80",
    "a\rb\u2028c\x85d\x0be",
    "x" * 5_000,
    "line\n" * 5_000,
]


@pytest.mark.parametrize("text", FORGED, ids=lambda text: repr(text)[:20])
def test_no_line_of_the_staffs_log_is_a_students(capsys, text):
    autograde._tell_staff("For manual review, 2b.note (a note):", text)
    told = capsys.readouterr().out
    first, *rest = told.removesuffix("\n").split("\n")
    assert first == "For manual review, 2b.note (a note):"
    assert rest
    assert all(line.startswith("    | ") and len(line) < 420 for line in rest)
    assert len(rest) <= 61
    assert all(c == "\n" or c.isprintable() for c in told)


def test_what_a_student_writes_cannot_forge_a_line_on_any_way(root, capsys):
    """Through names of files, keys and values of the template, and a sheet that we fail on."""
    answers = "2b:\n  z1: |\n    1\n    2b.h1 could not be marked:\n  '\\e[1A': 0\n"
    (root / "submission" / "answers.yaml").write_text(answers)
    (root / "submission" / "a\n2b.y could not be marked:\n.md").write_text("# 2b\n\nh1 = 1\n")
    assert autograde.main([]) == 0
    assert_valid(results_of(root))
    assert "could not be marked" not in capsys.readouterr().out


def full(times):
    """Writes that fail so many times, as on a disk without room."""
    left = [times]

    def write_text(path, text, **others):
        left[0] -= 1
        if left[0] >= 0:
            path.touch()
            raise OSError(28, "No space left on device")
        return original(path, text, **others)

    original = Path.write_text
    return write_text


@pytest.mark.parametrize("times", [1, 2])
def test_on_a_full_disk_the_score_is_kept_with_a_note(root, monkeypatch, capsys, times):
    (root / "results").mkdir()
    (root / "results" / "results.json").write_text("x" * 300)
    monkeypatch.setattr(Path, "write_text", full(times))
    assert autograde.main([]) == 0
    data = results_of(root)
    assert set(data) == NOTE_FIELDS
    assert (data["score"], data["tests"]) == (HW3.points, [])
    assert data["output"].startswith("**Graded, but the steps could not be stored.**")
    assert "No space left on device" in capsys.readouterr().out


def test_a_note_on_a_full_disk_stays_a_note(root, monkeypatch):
    (root / "results").mkdir()
    (root / "results" / "results.json").write_text("x" * 300)
    monkeypatch.setattr(grader.gradescope.submission, "marks", failing(RuntimeError("a bug")))
    monkeypatch.setattr(Path, "write_text", full(9))
    assert autograde.main([]) == 0
    assert_note(results_of(root), "The autograder failed.")


def test_files_have_the_smaller_part_of_the_time():
    assert Budget.of_timeout(600).seconds == 24
    assert Budget.of_timeout(10).seconds == 4


def test_a_checked_rubric_is_marked_without_reading_its_yaml_again(root, monkeypatch):
    monkeypatch.setattr(checked_rubrics, "CHECKED", root / "checked")
    checked_rubrics.remember_checked(HOMEWORK)
    fresh = load_assignment(HOMEWORK)
    monkeypatch.setattr(plain_values, "read_source", failing(AssertionError("parsed again")))
    again = assignment_of(checked_values(HOMEWORK), HOMEWORK)
    for one, other in zip(again.questions, fresh.questions, strict=True):
        assert [(s.name, s.points, s.label) for s in one.steps] == [
            (s.name, s.points, s.label) for s in other.steps
        ]
        np.testing.assert_equal(dict(one.solution), dict(other.solution))


@pytest.mark.parametrize("kept", [b"", b"not a pickle", pickle.dumps([1])])
def test_values_that_cannot_be_read_back_are_read_from_the_rubric(root, monkeypatch, kept):
    monkeypatch.setattr(checked_rubrics, "CHECKED", root / "checked")
    checked_rubrics.remember_checked(HOMEWORK)
    (root / "checked" / "hw3.yaml.values").write_bytes(kept)
    assert checked_values(HOMEWORK) is None
    assert autograde.main([]) == 0
    assert results_of(root)["score"] == HW3.points
