"""How fast a class is graded, on one process and on several, and where the time goes.

    .venv/bin/python benchmarks/class.py [--students 400] [--jobs 2] [--scheduler ADDRESS]

A class of right submissions to Homework 3, and one of submissions with one or two slips that are
carried on, each graded from memory on one process and on `--jobs`; with `--scheduler` on a Dask
cluster as well. Every student writes each number in figures of their own, and texts in own words.
Printed are submissions a processor-second (of the workers, start left out), what another process
adds, how much of what they wrote somebody before had written, for that is read and marked once, and
the shares of the slowest functions for those with slips.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import time
from collections.abc import Mapping, Sequence
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
FEWEST, MOST = 3, 6
"""Significant figures in which a student may write a number."""
_NUMBER = re.compile(r"\d+\.\d+(?:e[-+]\d+)?")

Texts = dict[tuple[str, str], str]


def task(name: str, text: str) -> Task:
    """A filled-in template as a submission."""
    data = text.encode()
    files = FilesInMemory(
        names=("answers.yaml",), contents={"answers.yaml": data}, sizes={"answers.yaml": len(data)}
    )
    return Task(name=name, students=(), files=files)


def in_own_figures(
    assignment: Assignment, texts: Mapping[tuple[str, str], str], random: np.random.Generator
) -> Texts:
    """Answers with every number in so many figures, and words of one's own."""

    def rounded(found: re.Match[str]) -> str:
        return f"{float(found[0]):.{random.integers(FEWEST, MOST + 1)}g}"

    kinds = {(q.key, step.name): step.answer for q in assignment.questions for step in q.steps}
    own = dict(texts)
    for one, text in texts.items():
        if kinds[one] is AnswerKind.NUMBER:
            own[one] = _NUMBER.sub(rounded, text)
        elif kinds[one] is AnswerKind.REVIEW:
            own[one] = f"{text} {random.integers(10**9)}"
    return own


def template(assignment: Assignment, texts: Texts) -> str:
    """A template with these answers."""
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


def classes(assignment: Assignment, count: int) -> dict[str, list[Texts]]:
    """The answers of the two classes: right ones, and those with one or two slips."""
    random = np.random.default_rng(1)
    slips = wrong_answers(assignment)
    pairs = [*((one,) for one in slips), *combinations(slips, 2)]
    order = random.permutation(len(pairs))
    wrong = [handed_in(assignment, dict(pairs[i])) for i in order[: min(count, len(pairs))]]
    posed = {
        "right": [handed_in(assignment, {})] * count,
        "one or two slips": [wrong[i % len(wrong)] for i in range(count)],
    }
    return {
        name: [in_own_figures(assignment, one, random) for one in texts]
        for name, texts in posed.items()
    }


def repeated(assignment: Assignment, texts: Sequence[Texts]) -> tuple[float, float]:
    """The shares of answers, and of whole questions, that somebody before answered just so."""
    steps, questions = set[tuple[str, ...]](), set[tuple[str, ...]]()
    counts = [0, 0, 0, 0]
    for one in texts:
        for question in assignment.questions:
            marked = [step.name for step in question.steps if step.answer is not AnswerKind.REVIEW]
            said = [one.get((question.key, name), "") for name in marked]
            keys = [(question.key, *pair) for pair in zip(marked, said, strict=True)]
            whole = (question.key, *said)
            counts[0] += sum(key in steps for key in keys)
            counts[1] += len(keys)
            counts[2] += whole in questions
            counts[3] += 1
            steps.update(keys)
            questions.add(whole)
    return counts[0] / counts[1], counts[2] / counts[3]


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
    for name, texts in posed.items():
        tasks = [task(f"{i}", template(assignment, one)) for i, one in enumerate(texts)]
        steps, questions = repeated(assignment, texts)
        print(f"{name}: {steps:.0%} of answers, {questions:.0%} of questions as somebody before")
        alone = 0.0
        for called, engine in engines.items():
            rate = len(tasks) / seconds(engine, rubric, tasks)
            alone = alone or rate
            print(f"{name}, {called}: {rate:.0f} submissions a second, {rate / alone:.2f} of one")
    profile = cProfile.Profile()
    profile.runcall(graded, rubric, tasks[:60], 600.0)
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
