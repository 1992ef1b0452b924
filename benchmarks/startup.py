"""How long one run of run_autograder takes, beside `python -c "import numpy, yaml"`.

    .venv/bin/python benchmarks/startup.py [--runs 15] [--sheet FILE]

Runs the two in turn in the same interpreter and prints medians, the median of the paired ratios,
and the peak memory of each. A template is handed in, or the sheet that is named, of any format:
`tests/sheet/formats/` has one homework in all of them. On a machine that does other things as
well, the ratio of the processor's times says more than that of the clock's.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print the figures of so many paired runs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--sheet", type=Path, help="hand in this file, in place of a template")
    given = parser.parse_args()
    runs: int = given.runs
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if given.sheet:
            (root / "submission").mkdir()
            shutil.copy(given.sheet, root / "submission")
        else:
            shutil.copytree(PROJECT / "sample_submissions" / "perfect", root / "submission")
        environment = {**os.environ, "AUTOGRADER_ROOT": str(root)}
        environment.setdefault("GRADER_RUBRIC", str(PROJECT / "rubrics" / "hw3.yaml"))
        grade = [str(PROJECT / "run_autograder")]
        base = [sys.executable, "-c", "import numpy, yaml"]
        pairs = [
            (measured(grade, environment), measured(base, environment)) for _ in range(runs + 1)
        ]
    pairs = pairs[1:]  # the first pair warms the caches
    report("run_autograder", [own for own, _ in pairs])
    report("import numpy, yaml", [other for _, other in pairs])
    for clock, at in (("wall", 0), ("processor", 1)):
        ratios = sorted(own[at] / other[at] for own, other in pairs)
        print(f"ratio of {clock} times: median {statistics.median(ratios):.2f}", end="")
        print(f" ({ratios[0]:.2f} to {ratios[-1]:.2f}), {runs} pairs")


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds by the clock and of processors, and peak memory (MB), of one command."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    spent = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - started, spent, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1024)


def report(name: str, figures: list[tuple[float, float, float]]) -> None:
    """One line: the median times and the largest peak."""
    wall, spent = (1000 * statistics.median(one[at] for one in figures) for at in (0, 1))
    peak = max(megabytes for *_, megabytes in figures)
    print(f"{name}: {wall:.0f} ms, of which the processor {spent:.0f} ms, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
