"""What submissions cost: processor time and memory, and what classes of other sizes would need.

    .venv/bin/python benchmarks/costs.py [--submissions 10000] [--sheets 50]

Made submissions of Homework 3, seven of ten with one or two slips carried on, marked one after the
other in one process as `grade` marks them, none kept; then sheets in Markdown. Printed are the time
of the processor for each, to which a machine's load adds little, the core-hours of 100, 5,000 and
1,000,000 such, and the peak of memory on the way: where it does not grow, it never will.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from grader.answers import FilesInMemory
from grader.cohort import Task, rubric_with_files
from grader.cohort.grade_task import graded
from grader.question import Assignment
from grader.review import handed_in
from grader.rubric import load_assignment

speed, whole = importlib.import_module("class"), importlib.import_module("whole_class")
WARM = 20
"""Submissions that are marked before time is taken."""
TOLD = (1_000, 2_000, 5_000)
SIZES = (100, 5_000, 1_000_000)


def made(assignment: Assignment, kind: str, count: int) -> Iterator[Task]:
    """Submissions, each made when it is asked for."""
    random = np.random.default_rng(5)
    slips = speed.wrong_answers(assignment)
    for number in range(count):
        wrong = random.choice(len(slips), random.integers(1, 3), replace=False)
        given = dict(slips[i] for i in wrong) if random.random() < whole.SLIPS else {}
        texts = speed.in_own_figures(assignment, handed_in(assignment, given), random)
        if kind == "yaml":
            yield speed.task(str(number), speed.template(assignment, texts))
        else:
            data = whole.written(kind, texts)
            sizes = {name: len(text) for name, text in data.items()}
            files = FilesInMemory(names=tuple(data), contents=data, sizes=sizes)
            yield Task(name=str(number), students=(), files=files)


def peak() -> str:
    """The most memory that this process had so far."""
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def tell(kind: str, count: int) -> None:
    """Mark so many submissions of a kind, and print what they cost."""
    assignment, rubric = load_assignment(speed.RUBRIC), rubric_with_files(speed.RUBRIC)
    spent, done = 0.0, 0
    for done, task in enumerate(made(assignment, kind, WARM + count), 1 - WARM):
        started = time.process_time()
        graded(rubric, [task], 600.0)
        spent += time.process_time() - started if done > 0 else 0.0
        if done in TOLD or done == count:
            each = 1000 * spent / done
            print(f"{kind}: {done} marked, {each:.2f} ms of a processor each, {peak()}", flush=True)
    hours = [f"{size:,}: {size * spent / done / 3600:.3g}" for size in SIZES]
    print(f"{kind}: core-hours for {'; '.join(hours)}", flush=True)


def main() -> None:
    """Print what templates cost, then sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--sheets", type=int, default=50)
    options = parser.parse_args()
    for kind, count in (("yaml", options.submissions), ("md", options.sheets)):
        if count:
            tell(kind, count)


if __name__ == "__main__":
    main()
