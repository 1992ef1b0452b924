"""What an installed grader says of itself, and the hooks that courses may use."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import yaml
from project import PROJECT, RUBRICS, SAMPLES

from grader import __version__

HOOKS = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PACKAGE = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_version_is_the_newest_of_the_changelog() -> None:
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)$", changes, flags=re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_of_ours_on_what_a_course_keeps(hook: dict) -> None:
    program, *arguments = hook["entry"].split()
    assert program in re.findall(r"^(\w+) = \"grader\.", PACKAGE, flags=re.MULTILINE)
    watched = re.compile(hook["files"])
    rubric = (RUBRICS / "hw3.yaml").relative_to(PROJECT).as_posix()
    sample = (SAMPLES / "perfect" / "answers.yaml").relative_to(PROJECT).as_posix()
    assert watched.search(rubric)
    if hook.get("pass_filenames", True):
        assert not watched.search(sample)
        arguments.append(rubric)
    done = subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_hooks_bring_all_that_the_commands_need() -> None:
    extras = re.findall(r"^(\w+) = \[", PACKAGE.partition("[project.optional-dep")[2], re.MULTILINE)
    for hook in HOOKS:
        assert hook["additional_dependencies"] == [".[ta,sheets,units]"]
    assert {"ta", "sheets", "units"} <= set(extras)


def test_the_project_checks_itself_with_tools_that_it_pins() -> None:
    own = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    pinned = (PROJECT / "requirements-dev.txt").read_text(encoding="utf-8")
    for hook in own["repos"][0]["hooks"]:
        tool = hook["entry"].split()[0].removeprefix(".venv/bin/")
        assert tool == "python" or f"\n{tool}==" in pinned
