"""How fast a class is graded, on one process and on several, and where the time goes.

    .venv/bin/python benchmarks/class.py [--students 400] [--jobs 2] [--scheduler ADDRESS]

A class of right submissions to Homework 3, and one of submissions with one or two slips that are
carried on, each graded from memory on one process and on `--jobs`; with `--scheduler` on a Dask
cluster as well. Printed are submissions a processor-second (of the workers, start left out), what
another process adds, and the shares of the slowest functions for those with slips.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from grader.answers import FilesInMemory
from grader.cohort import Engine, RubricFiles, Task, cluster, local, rubric_with_files
from grader.cohort.engine import grade_all
from grader.cohort.grade_task import graded
from grader.question import AnswerKind, Assignment
from grader.review import handed_in
from grader.rubric import load_assignment

RUBRIC = Path(__file__).resolve().parent.parent / "rubrics" / "hw3.yaml"
SHOWN = 12


def task(name: str, text: str) -> Task:
    """A filled-in template as a submission."""
    data = text.encode()
    files = FilesInMemory(
        names=("answers.yaml",), contents={"answers.yaml": data}, sizes={"answers.yaml": len(data)}
    )
    return Task(name=name, students=(), files=files)


def template(assignment: Assignment, wrong: dict[tuple[str, str], str]) -> str:
    """The answers of somebody who goes on faithfully from some wrong ones."""
    texts = handed_in(assignment, wrong)
    lines = []
    for question in assignment.questions:
        lines.append(f'"{question.key}":')
        for step in question.steps:
            text = texts.get((question.key, step.name), "")
            lines.append(f"  {step.name}: {text!r}" if text else f"  {step.name}:")
    return "\n".join(lines) + "\n"


def wrong_answers(assignment: Assignment) -> list[tuple[tuple[str, str], str]]:
    """A wrong value for each numeric step, as a factor of two too many gives it."""
    found = []
    for question in assignment.questions:
        for step in question.steps:
            value = question.solution.get(step.name)
            if step.answer is AnswerKind.NUMBER and isinstance(value, np.ndarray) and step.points:
                found.append(((question.key, step.name), str((2 * value).tolist())))
    return found


def classes(assignment: Assignment, count: int) -> dict[str, list[Task]]:
    """The two classes: right, and with one or two slips, all different as far as they can be."""
    slips = wrong_answers(assignment)
    pairs = [*((one,) for one in slips), *combinations(slips, 2)]
    order = np.random.default_rng(1).permutation(len(pairs))
    texts = [template(assignment, dict(pairs[i])) for i in order[: min(count, len(pairs))]]
    right = template(assignment, {})
    return {
        "right": [task(f"r{i}", right) for i in range(count)],
        "one or two slips": [task(f"s{i}", texts[i % len(texts)]) for i in range(count)],
    }


def seconds(engine: Engine, rubric: RubricFiles, tasks: Sequence[Task]) -> float:
    """How long a class takes once the workers are warm, in seconds of the wall."""
    warm, rest = tasks[: 12 * engine.workers], tasks[12 * engine.workers :]
    found = grade_all(engine, rubric, [*warm, *rest])
    for _ in warm:
        next(found)
    started = time.perf_counter()
    count = sum(1 for _ in found)
    return (time.perf_counter() - started) / count * len(tasks)


def main() -> None:
    """Print the rates, the ratios and where the time goes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--students", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--scheduler")
    options = parser.parse_args()
    assignment, rubric = load_assignment(RUBRIC), rubric_with_files(RUBRIC)
    engines = {"one process": local(1), f"{options.jobs} processes": local(options.jobs)}
    if options.scheduler:
        engines["Dask"] = cluster(options.scheduler)
    posed = classes(assignment, options.students)
    for name, tasks in posed.items():
        alone = 0.0
        for called, engine in engines.items():
            rate = len(tasks) / seconds(engine, rubric, tasks)
            alone = alone or rate
            print(f"{name}, {called}: {rate:.0f} submissions a second, {rate / alone:.2f} of one")
    profile = cProfile.Profile()
    profile.runcall(graded, rubric, posed["one or two slips"][:60], 600.0)
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
