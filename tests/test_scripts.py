"""The bundle, unpacked as the platform does it, set up and run: the whole way to results.json."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from project import PROJECT, RUBRICS, SAMPLES

from grader.commands.bundle import write_bundle


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like /autograder after the platform has built it from the bundle."""
    root = tmp_path_factory.mktemp("platform with a space")
    zip_file = root / "autograder.zip"
    write_bundle(RUBRICS / "hw3.yaml", zip_file)
    with zipfile.ZipFile(zip_file) as archive:
        archive.extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "run_autograder").chmod(0o755)
    (root / "results").mkdir()
    done = run(["bash", "setup.sh"], root / "source", PYTHON=sys.executable)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "hw3.yaml: Homework 3 (Deep Learning), 80 points: ready" in done.stdout
    return root


def run(command: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**settings, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def graded(root: Path, sample: Path) -> dict:
    shutil.rmtree(root / "submission", ignore_errors=True)
    shutil.copytree(sample, root / "submission", ignore=shutil.ignore_patterns("expected.yaml"))
    done = run(["./run_autograder"], root, AUTOGRADER_ROOT=str(root))
    assert done.returncode == 0, done.stderr
    return json.loads((root / "results" / "results.json").read_text())


def test_the_bundle_gives_the_perfect_sample_every_point(platform: Path) -> None:
    results = graded(platform, SAMPLES / "perfect")
    assert results["score"] == 80.0
    assert {test["status"] for test in results["tests"]} == {"passed"}


def test_the_bundle_grades_a_slip_as_the_project_does(platform: Path) -> None:
    assert graded(platform, SAMPLES / "one_slip")["score"] == 77.5


def test_the_bundle_reads_a_word_document(platform: Path, tmp_path: Path) -> None:
    shutil.copy(PROJECT / "tests" / "sheet" / "formats" / "pandoc.docx", tmp_path)
    assert graded(platform, tmp_path)["score"] == 80.0


def test_setting_up_goes_on_where_pandoc_cannot_be_installed(platform: Path) -> None:
    listed = platform / "source" / "requirements-pandoc.txt"
    before = listed.read_text()
    listed.write_text("--no-such-option\n")
    done = run(["bash", "setup.sh"], platform / "source", PYTHON=sys.executable)
    listed.write_text(before)
    assert done.returncode == 0
    assert "pandoc could not be installed, so Word documents and their like are not" in done.stdout
    assert "80 points: ready" in done.stdout


def test_a_bundle_may_leave_pandoc_out(tmp_path: Path) -> None:
    count = write_bundle(RUBRICS / "hw3.yaml", tmp_path / "all.zip")
    assert write_bundle(RUBRICS / "hw3.yaml", tmp_path / "lean.zip", pandoc=False) == count - 1
    with zipfile.ZipFile(tmp_path / "lean.zip") as archive:
        assert not any("pandoc.txt" in name for name in archive.namelist())


def test_the_platform_has_neither_the_commands_nor_their_libraries(platform: Path) -> None:
    python = platform / "source" / ".venv" / "bin" / "python"
    done = run([str(python), "-c", "import typer"], platform)
    assert "ModuleNotFoundError" in done.stderr
    done = run([str(platform / "source" / ".venv" / "bin" / "grader"), "lint"], platform)
    assert done.returncode == 2
    assert "the commands for TAs are not installed here" in done.stderr


def test_code_in_the_submission_is_not_imported(platform: Path, tmp_path: Path) -> None:
    sample = tmp_path / "sample"
    shutil.copytree(SAMPLES / "perfect", sample)
    for name in ("numpy.py", "yaml.py", "grader.py", "sitecustomize.py"):
        (sample / name).write_text("raise SystemExit('run!')\n")
        (platform / name).write_text("raise SystemExit('run!')\n")
    assert graded(platform, sample)["score"] == 80.0


def test_a_missing_environment_is_made_at_the_first_run(tmp_path: Path) -> None:
    """Some local runners call setup.sh before they unpack the zip."""
    (tmp_path / "early").mkdir()
    shutil.copy(PROJECT / "setup.sh", tmp_path / "early")
    done = run(["bash", "early/setup.sh"], tmp_path)
    assert done.returncode == 0
    assert "not unpacked here yet" in done.stdout


def test_a_note_is_left_when_nothing_can_be_run(tmp_path: Path) -> None:
    """run_autograder alone, without a project: the student still gets the truth."""
    shutil.copy(PROJECT / "run_autograder", tmp_path)
    done = run(["./run_autograder"], tmp_path, AUTOGRADER_ROOT=str(tmp_path))
    assert done.returncode == 0
    results = json.loads((tmp_path / "results" / "results.json").read_text())
    assert results["score"] == 0
    assert "This is our fault, not yours" in results["output"]


def test_setup_refuses_what_it_does_not_know() -> None:
    done = run(["bash", "setup.sh", "--fast"], PROJECT)
    assert done.returncode == 2
    assert "unknown option --fast" in done.stderr
    done = run(["bash", "setup.sh"], PROJECT, PYTHON="no-such-python")
    assert done.returncode == 1
    assert "PYTHON=no-such-python is no command here" in done.stderr
