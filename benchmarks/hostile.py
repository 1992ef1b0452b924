"""Hostile submissions, each graded by the platform's own script in a process of its own.

Run: python benchmarks/hostile.py [--count 2000] [--seed 0] [--jobs 1] [--only NAME]. Every choice
comes from the seed and the number of the submission. Printed are the slowest, those that took the
most memory in any one process (the grader or one that it started), and how many are without valid
results or lost an answer of the sound template beside them: both have to be 0.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile_files import MAKERS

PROJECT = Path(__file__).resolve().parent.parent

TEMPLATE = "2b:\n  z1: 0.1575\n  h1: 0.5393\n  z2:\n"
SOUND = ("2b.z1", "2b.h1")
"""What the template beside hostile files gives; it must count whatever they hold."""
MEGABYTES = 300
SECONDS = 60
TIMEOUT = 150
RUNNER = PROJECT / "run_autograder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of one submission. problem: why its results are not what they have to be."""

    name: str
    seconds: float
    megabytes: float
    problem: str


def submissions(count: int, seed: int, only: str) -> Iterator[tuple[str, Callable[[Path], bool]]]:
    """Names, each with what lays the files into a folder and says whether a template is beside."""
    for number in range(count):
        maker = MAKERS[number % len(MAKERS)]
        name = f"{number:04d}-{maker.__name__}"
        if only in name:
            yield name, _laid(maker, random.Random(f"{seed}-{number}"))


def _laid(
    maker: Callable[[random.Random], dict[str, bytes]], rng: random.Random
) -> Callable[[Path], bool]:
    def lay(folder: Path) -> bool:
        files = maker(rng)
        # of two templates that differ, both with its own name, none is to count
        is_beside = not any(name.startswith("answers.") for name in files) and rng.random() < 0.7
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if is_beside:
            (folder / "answers.yaml").write_text(TEMPLATE, encoding="utf-8")
        return is_beside

    return lay


def graded(name: str, lay: Callable[[Path], bool]) -> Run:
    """One submission through run_autograder."""
    root = Path(tempfile.mkdtemp(prefix="hostile-"))
    try:
        (root / "submission").mkdir()
        (root / "results").mkdir()
        is_beside = lay(root / "submission")
        seconds, megabytes, status = _run(root)
        problem = _problem(root / "results" / "results.json", is_beside, status)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return Run(name=name, seconds=seconds, megabytes=megabytes, problem=problem)


def _run(root: Path) -> tuple[float, float, int]:
    """Seconds, the largest megabytes of any process, and the exit status.

    A process of its own waits for the script, so that what it tells of its children is of this
    run alone.
    """
    rubric = PROJECT / "rubrics" / "hw3.yaml"
    env = dict(os.environ, AUTOGRADER_ROOT=str(root), GRADER_RUBRIC=str(rubric))
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, __file__, "--measure", str(RUNNER)],
            env=env,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return TIMEOUT, 0.0, -1
    seconds = time.monotonic() - started
    told = done.stdout.split()
    return seconds, int(told[-1]) / 1024 if told else 0.0, done.returncode


def measure(command: str) -> int:
    """Run a command and print the kilobytes of the largest process below this one."""
    status = subprocess.run([command], stdout=subprocess.DEVNULL, check=False).returncode
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    return status


def _problem(path: Path, is_beside: bool, status: int) -> str:
    if status != 0:
        return f"exit status {status}"
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="ascii"), parse_constant=_refuse)
        tests = {test["extra_data"]["step"]: test for test in data["tests"]}
        scores = [test["score"] for test in data["tests"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"no valid results: {error}"
    if not tests or "did not finish" in data["output"]:
        return str(data["output"])[:80]
    if abs(data["score"] - sum(scores)) > 1e-6 or min(scores) < 0:
        return "the scores do not add up"
    lost = [step for step in SOUND if tests[step]["score"] < tests[step]["max_score"]]
    return f"the template lost {', '.join(lost)}" if is_beside and lost else ""


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--measure", default="")
    asked = parser.parse_args()
    if asked.measure:
        return measure(asked.measure)
    with ThreadPoolExecutor(asked.jobs) as pool:
        made = submissions(asked.count, asked.seed, asked.only)
        runs = list(pool.map(lambda one: graded(*one), made))
    for title, key in (("slowest", "seconds"), ("largest", "megabytes")):
        print(f"{title}:")
        for run in sorted(runs, key=lambda run: getattr(run, key), reverse=True)[:8]:
            print(f"  {run.name:36} {run.seconds:6.1f} s {run.megabytes:6.0f} MB")
    bad = [run for run in runs if run.problem]
    for run in bad:
        print(f"{run.name}: {run.problem}")
    beyond = [run for run in runs if run.megabytes > MEGABYTES or run.seconds > SECONDS]
    print(
        f"{len(runs)} submissions: {len(bad)} without valid results, {len(beyond)} beyond"
        f" {MEGABYTES} MB or {SECONDS} s"
    )
    return int(bool(bad or beyond))


if __name__ == "__main__":
    sys.exit(main())
