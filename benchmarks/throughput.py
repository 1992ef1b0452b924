"""How many submissions a second are read and marked in one process.

    .venv/bin/python benchmarks/throughput.py [--seconds 5]

Marks the perfect and the one-slip sample in turn, with and without making results.json.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from grader.gradescope.results_json import results
from grader.gradescope.submission import marked
from grader.rubric.load import load_assignment

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = [PROJECT / "sample_submissions" / name for name in ("perfect", "one_slip")]


def main() -> None:
    """Print the two medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=5.0)
    seconds = parser.parse_args().seconds / 2
    assignment = load_assignment(PROJECT / "rubrics" / "hw3.yaml")

    def mark(folder: Path) -> None:
        marked(assignment, folder, ignored=("expected.yaml",))

    def mark_and_write(folder: Path) -> None:
        outcome = marked(assignment, folder, ignored=("expected.yaml",))
        results(outcome.marks, outcome.answers)

    report("read and marked", mark, seconds)
    report("and results made", mark_and_write, seconds)


def report(name: str, work: Callable[[Path], None], seconds: float) -> None:
    """Repeat the work for so long and print the median rate."""
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for folder in SAMPLES:
            started = time.perf_counter()
            work(folder)
            times.append(time.perf_counter() - started)
    median = statistics.median(times)
    print(f"{name}: {1 / median:.0f} submissions a second ({1000 * median:.2f} ms each, median)")


if __name__ == "__main__":
    main()
