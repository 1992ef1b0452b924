"""The command line as a TA uses it: output, messages and exit status."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from project import PROJECT, RUBRICS, SAMPLES, run_grader

from grader.answers.files import AnswerFile
from grader.answers.filled_template import answers
from grader.commands.bundle import SCRIPTS, write_bundle
from grader.commands.template import template
from grader.marking import marks
from grader.model import Verdict
from grader.rubric.load import load_assignment
from grader.words.shown_values import shown
from tests.homework import ASKED, FORMULAS, SOLUTION, STEPS, TEXT

COMMANDS = ("dry-run", "lint", "explain", "template", "bundle", "schema", "autograde")


def test_help_names_every_command() -> None:
    help_text = run_grader("--help").stdout
    assert all(command in help_text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    done = run_grader(command, "--help")
    assert done.returncode == 0
    assert "Usage: grader " + command in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain"], "Missing argument 'RUBRIC'"),
        (["lint", "nope"], "grader: there is no rubric nope; there are rubrics/"),
        (["explain", "hw3", "2B"], "grader: there is no question 2B; did you mean 2b?"),
        (["dry-run", "nowhere"], "grader: there is no folder nowhere; name a submission's folder"),
        (["dry-run", "--loud"], "No such option"),
        (["bundle", "hw3", "-o", "nowhere/a.zip"], "grader: there is no folder nowhere"),
    ],
)
def test_a_call_that_cannot_be_served_says_why_and_exits_with_2(
    arguments: list[str], message: str
) -> None:
    done = run_grader(*arguments)
    assert message in done.stderr
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_dry_run_of_the_samples_is_as_expected() -> None:
    done = run_grader("dry-run", "--brief")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "perfect " in done.stdout


def test_dry_run_shows_a_difference_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text((SAMPLES / "perfect" / "answers.yaml").read_text())
    (tmp_path / "expected.yaml").write_text(
        "rubric: hw3\ncredit:\n  1b: {Y: 0.5, loss: 1, dL_dY: 1, dL_dW: 1}\n"
        "  1a: 1\n  2a: 1\n  2b: 1\n  2c: 1\n  2d: 1\n  3a: {z: 1}\n"
    )
    done = run_grader("dry-run", str(tmp_path))
    assert done.returncode == 1
    assert "not as expected: 1b.Y: credit 1, expected 0.5" in done.stdout
    assert "not as expected: 1b.W_new: expected.yaml says nothing of this step" in done.stdout
    assert "not as expected: 3a.z: expected.yaml names it, the rubric does not" in done.stdout


def test_dry_run_writes_results_just_as_the_platform_would_get_them(tmp_path: Path) -> None:
    done = run_grader("dry-run", str(SAMPLES / "one_slip"), "-r", "hw3", "--results", str(tmp_path))
    assert done.returncode == 0
    results = json.loads((tmp_path / "one_slip" / "results.json").read_text())
    assert results["score"] == 77.5
    assert [test["number"] for test in results["tests"][:2]] == ["1a.01", "1b.01"]


def test_dry_run_takes_a_folder_as_the_platform_exports_it(tmp_path: Path) -> None:
    (tmp_path / "submission_metadata.yml").write_text("{}\n")
    for number in (1, 2):
        folder = tmp_path / f"submission_{number}"
        folder.mkdir()
        (folder / "answers.yaml").write_text("1b:\n  loss: 3.3\n")
    done = run_grader("dry-run", str(tmp_path), "--brief", "-r", "hw3")
    assert "submission_1   1 of 80" in done.stdout
    assert "submission_2   1 of 80" in done.stdout


def test_lint_reports_everything_at_once(tmp_path: Path) -> None:
    text = (RUBRICS / "hw3.yaml").read_text()
    text = text.replace("rtol: 0.002", "rtol: 2e-2").replace("      dL_dY:\n", "      dL_dV:\n")
    text = text.replace("total_points", "total_point")
    path = tmp_path / "hw.yaml"
    path.write_text(text)
    done = run_grader("lint", str(path))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    assert "unknown key; did you mean total_points?" in lines[0]
    assert f"{path}:12: tolerance.rtol: '2e-2' is text in YAML; write 2.0e-2" in lines[1]
    assert "questions.1b.steps.dL_dV: no such value in solver linear_layer" in lines[2]
    assert lines[3] == f"{path}: 3 errors"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "total_points: 80",
            "total_points: 60",
            "60 points are declared, and the steps add up to 80",
        ),
        ("expected: 3.3\n", "expected: 3.4\n", "yours is 3.4, the solver's is 3.3"),
        (
            "expected: 3.3\n",
            "expected: [3.3]\n",
            "yours is a vector of 1 entry, the solver's a single",
        ),
        (
            "[0.4, 6.2], [6, 4.2]]",
            "[0.4, 6.2], [6, 4.3]]",
            "entry [1][1]: yours is 4.3, the solver's is 4.2",
        ),
        ("x: 0.63, y_hat: 1}", "x: .63, y_hat: 1, w3: 2}", "the key stands twice"),
    ],
)
def test_lint_finds(tmp_path: Path, before: str, after: str, message: str) -> None:
    text = (RUBRICS / "hw3.yaml").read_text()
    assert before in text
    (tmp_path / "hw.yaml").write_text(text.replace(before, after, 1))
    done = run_grader("lint", str(tmp_path / "hw.yaml"))
    assert message in done.stdout
    assert done.returncode == 1


def test_lint_warns_of_a_hidden_step_and_of_a_loose_tolerance_without_failing(
    tmp_path: Path,
) -> None:
    text = (RUBRICS / "hw3.yaml").read_text()
    text = text.replace("points: 2\n", "points: 2\n        visibility: hidden\n", 1)
    text = text.replace("{rtol: 0.002}", "{rtol: 0.02}")
    (tmp_path / "hw.yaml").write_text(text)
    done = run_grader("lint", str(tmp_path / "hw.yaml"))
    assert done.returncode == 0
    assert (
        "1b.steps.loss.visibility: warning: a hidden step hides the student's total" in done.stdout
    )
    assert "2d.steps.loss: warning: rtol 0.02 lets" in done.stdout


def test_explain_prints_the_answer_key() -> None:
    done = run_grader("explain", "hw3", "2b")
    assert done.returncode == 0
    for text in ("w2 = -0.11", "First hidden activation", "0.53929381", "y, y_hat, h2"):
        assert text in done.stdout
    assert "W_new" not in done.stdout


def test_the_template_reads_back_as_all_missing() -> None:
    assignment = load_assignment(RUBRICS / "hw3.yaml")
    blank = answers(AnswerFile(name="answers.yaml", text=template(assignment)), assignment.asked())
    assert {mark.verdict for mark in marks(assignment, blank)} == {Verdict.MISSING}
    assert blank.notes == ()


def test_the_template_filled_in_with_the_solution_earns_every_point() -> None:
    assignment = load_assignment(RUBRICS / "hw3.yaml")
    lines = []
    waiting = iter(
        [FORMULAS.get(step) or shown(SOLUTION[step]) if step in STEPS else TEXT for step in ASKED]
    )
    for line in template(assignment).splitlines():
        head, colon, comment = line.partition(":  ")
        lines.append(f"{head}: {next(waiting)}  {comment}" if colon and line[0] == " " else line)
    file = AnswerFile(name="answers.yaml", text="\n".join(lines))
    read = answers(file, assignment.asked())
    assert {mark.credit for mark in marks(assignment, read) if mark.points} == {1.0}


def test_the_bundle_has_what_the_platform_needs_at_its_root(tmp_path: Path) -> None:
    write_bundle(RUBRICS / "hw3.yaml", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
        modes = {name: archive.getinfo(name).external_attr >> 16 for name in SCRIPTS}
        texts = [archive.read(name) for name in names]
    assert {"setup.sh", "run_autograder", "requirements.txt", "rubrics/hw3.yaml"} <= set(names)
    assert "grader/gradescope/autograde.py" in names
    assert not [name for name in names if name.startswith(("grader/commands", "grader/review"))]
    assert all(mode & 0o111 for mode in modes.values())
    assert not [text for text in texts if b"\r\n" in text]


def test_the_same_project_makes_the_same_zip(tmp_path: Path) -> None:
    write_bundle(RUBRICS / "hw3.yaml", tmp_path / "a.zip")
    write_bundle(RUBRICS / "hw3.yaml", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_rubric_that_does_not_lint_is_not_bundled(tmp_path: Path) -> None:
    text = (RUBRICS / "hw3.yaml").read_text().replace("points: 3", "points: -3", 1)
    (tmp_path / "hw.yaml").write_text(text)
    done = run_grader("bundle", str(tmp_path / "hw.yaml"), "-o", str(tmp_path / "a.zip"))
    assert done.returncode != 0
    assert "points: -3 is a number; it must be greater than 0" in done.stdout
    assert not (tmp_path / "a.zip").exists()


def test_what_knows_units_is_brought_only_where_a_rubric_has_some(tmp_path):
    rubric = tmp_path / "units.yaml"
    text = "title: T\nquestions: {1: {title: Q, steps: {v: {points: 1, KEYS formula: 3}}}}\n"
    for keys, is_there in (("unit: m/s,", True), ("", False)):
        rubric.write_text(text.replace("KEYS", keys), encoding="utf-8")
        write_bundle(rubric, tmp_path / "a.zip")
        with zipfile.ZipFile(tmp_path / "a.zip") as archive:
            assert ("requirements-units.txt" in archive.namelist()) is is_there


def test_the_schema_in_the_project_is_the_one_that_the_program_makes() -> None:
    written = json.loads((PROJECT / "rubrics" / "rubric.schema.json").read_text())
    assert json.loads(run_grader("schema").stdout) == written
