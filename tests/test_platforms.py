"""What a course copies from docs/platforms.md works: two scripts, and a workflow of GitHub."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from project import PROJECT, RUBRICS, SAMPLES

PAGE = (PROJECT / "docs" / "platforms.md").read_text(encoding="utf-8")
PRAIRIELEARN, AUTOLAB = re.findall(r"^```bash\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WORKFLOW_TEXT = (PROJECT / "docs" / "course-workflow.yml").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load(WORKFLOW_TEXT)
STEPS = WORKFLOW["jobs"]["rubrics"]["steps"]
HOOKS = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def sh(script: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a shell does in which `grader` is a command."""
    command = folder / "bin" / "grader"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", script, "sh", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


def handed_in(sample: str, folder: Path) -> None:
    shutil.copytree(SAMPLES / sample, folder, ignore=shutil.ignore_patterns("expected.yaml"))


PAGES = [
    ({"answers.yaml": "1b:\n  loss: 3.3\n"}, 1.0),
    ({"one.md": "# 1b\n\n$L = 3.3$\n", "two.md": "# 2b\n\n$z_1 = 0.1575$\n"}, 2.0),
    ({"a/one.md": "# 1b\n\n$L = 3.3$\n", "b/two.md": "# 2b\n\n$z_1 = 0.1575$\n"}, 2.0),
    ({"submission_metadata.yml": "a: {}\nb: {}\n", "answers.yaml": "1b:\n  loss: 3.3\n"}, 1.0),
    ({}, 0.0),
]
"""Files of one student: one submission, however they lie and whatever they are called."""


@pytest.mark.parametrize("files, points", PAGES)
def test_prairielearn_gets_the_results_of_one_submission(
    tmp_path: Path, files: dict[str, str], points: float
) -> None:
    root = tmp_path / "grade"
    (root / "student").mkdir(parents=True)
    for name, text in files.items():
        (root / "student" / name).parent.mkdir(exist_ok=True)
        (root / "student" / name).write_text(text, encoding="utf-8")
    (root / "tests").mkdir()
    shutil.copyfile(RUBRICS / "hw3.yaml", root / "tests" / "hw3.yaml")
    done = sh(PRAIRIELEARN.replace("/grade", str(root)), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    assert results["gradable"] is True
    assert results["score"] * 80 == pytest.approx(points)


@pytest.mark.parametrize("name", ["answers.yaml", "work.md", "handin.txt"])
def test_autolab_gets_an_autoresult_as_the_last_line(tmp_path: Path, name: str) -> None:
    text = "1b:\n  loss: 3.3\n" if name.endswith("yaml") else "# 1b\n\nL = 3.3\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copyfile(RUBRICS / "hw3.yaml", tmp_path / "hw3.yaml")
    done = sh(AUTOLAB, tmp_path, name)
    *feedback, last = done.stdout.rstrip().splitlines()
    scores = json.loads(last)["scores"]
    assert (scores.pop("1b"), set(scores.values())) == (1.0, {0.0})
    assert any("the L2 loss" in line for line in feedback)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course's repository: a rubric, one more in a folder, and a sample."""
    (tmp_path / "rubrics" / "old").mkdir(parents=True)
    shutil.copyfile(RUBRICS / "hw3.yaml", tmp_path / "rubrics" / "hw3.yaml")
    shutil.copyfile(RUBRICS / "examples" / "perceptron.yaml", tmp_path / "rubrics/old/p.yaml")
    shutil.copytree(SAMPLES / "perfect", tmp_path / "sample_submissions" / "perfect")
    return tmp_path


def run(step: str, course: Path) -> subprocess.CompletedProcess[str]:
    return sh(next(one["run"] for one in STEPS if one.get("name") == step), course)


def test_the_workflow_passes_where_all_is_well(course: Path) -> None:
    for step in ("lint the rubrics", "grade the samples"):
        done = run(step, course)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "old/p.yaml: fine" in run("lint the rubrics", course).stdout


def test_the_workflow_fails_at_the_step_that_says_what_is_wrong(course: Path) -> None:
    sample = course / "sample_submissions" / "perfect" / "expected.yaml"
    sample.write_text(sample.read_text(encoding="utf-8").replace("1a: 1", "1a: 0.5"))
    assert run("grade the samples", course).returncode == 1
    rubric = course / "rubrics" / "old" / "p.yaml"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace("points:", "pionts:", 1))
    done = run("lint the rubrics", course)
    assert done.returncode == 1
    assert "pionts" in done.stdout + done.stderr


def test_the_workflow_runs_what_the_hooks_run() -> None:
    """A commit and a push agree: the same commands, on the same files, with the same libraries."""
    commands = [one["run"] for one in STEPS if "grader" in one.get("run", "").split()]
    assert [re.search(re.escape(hook["entry"]), text) is not None
            for hook, text in zip(HOOKS, commands, strict=True)] == [True, True]  # fmt: skip
    install = next(one["run"] for one in STEPS if one.get("name") == "install stepgrader")
    wanted = re.search(r'"(.*)"', install)
    assert wanted is not None
    place = WORKFLOW["env"]["STEPGRADER"]
    needs = Requirement(wanted[1].replace("$STEPGRADER", place))
    (extras,) = {hook["additional_dependencies"][0] for hook in HOOKS}
    assert needs.name == "stepgrader"
    assert (
        f".[{','.join(sorted(needs.extras))}]" == f".[{','.join(sorted(extras[2:-1].split(',')))}]"
    )
    assert needs.url == place


def test_the_page_shows_the_steps_of_the_workflow() -> None:
    (shown,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert shown in WORKFLOW_TEXT
    assert WORKFLOW["permissions"] == {"contents": "read"}


def test_every_link_of_the_page_leads_somewhere() -> None:
    for target in re.findall(r"\]\((?!https:)([^)#]+)", PAGE):
        place = PROJECT / "README.md" if target == "manual.md" else PROJECT / "docs" / target
        assert place.is_file(), target
