"""Where things stand in the project, and how tests run its command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "sample_submissions"
RUBRICS = PROJECT / "rubrics"


def run_grader(
    *arguments: str, cwd: Path = PROJECT, typed: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`grader` in a process of its own, as a person would run it in a plain terminal.

    typed: what a person types while it runs.
    """
    settings = {**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "120", **environment}
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=cwd,
        env=settings,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
