"""Small classes, made and graded without a disk: a rubric's text, and what each student wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from grader.answers import FilesInMemory
from grader.cohort import Graded, RubricFiles, StepRow, Task, grade_task
from grader.cohort.report.anonymous import Naming
from grader.cohort.report.gathering import Numbered, class_figures
from grader.cohort.report.report_records import ClassFigures
from grader.cohort.rubric_files import engine_digest
from grader.model import Verdict
from grader.question import Assignment
from grader.rubric import Student
from grader.rubric.load import read_assignment

QUIZ = """\
title: Quiz
tolerance: {rtol: 0.1}
questions:
  "1":
    title: A chain
    parameters: {a: 2.5, b: 0.4}
    steps:
      y: {label: y = a b, points: 2, formula: a b}
      z: {label: z, points: 2, formula: y + 2}
      w: {label: w, points: 1, formula: 3 z + y}
      why: {label: Why?, answer: review}
"""


def quiz(text: str = QUIZ) -> Assignment:
    return read_assignment(text, "quiz.yaml")


def graded_by(text: str, answers: Sequence[Mapping[str, str]]) -> list[Graded]:
    """What became of submissions s1, s2 and so on to question 1 of a rubric."""
    rubric = RubricFiles(
        name="quiz.yaml",
        digest=str(hash(text)),
        undecided=str(hash(text)),
        engine=engine_digest(),
        contents={"quiz.yaml": text.encode()},
    )
    tasks = [_task(f"s{place}", one) for place, one in enumerate(answers, 1)]
    return grade_task.graded(rubric, tasks, 60.0)


def _task(name: str, answers: Mapping[str, str]) -> Task:
    data = json.dumps({"1": dict(answers)}).encode()
    files = FilesInMemory(
        names=("answers.json",),
        contents={"answers.json": data},
        sizes={"answers.json": len(data)},
    )
    return Task(name=name, students=(), files=files)


def figures_of(graded: Sequence[Graded], text: str = QUIZ) -> ClassFigures:
    numbered = [Numbered(place=place, graded=one) for place, one in enumerate(graded, 1)]
    return class_figures(quiz(text), numbered, len(numbered))


def row(step: str, verdict: Verdict = Verdict.CORRECT, **said: object) -> StepRow:
    """A mark of question 1 that earns 1 of 1 point where it is right."""
    credit = 1.0 if verdict in (Verdict.CORRECT, Verdict.FOLLOWS) else 0.0
    plain = {"label": step, "points": 1.0, "credit": credit, "earned": credit, "read": "1"}
    return StepRow(question="1", step=step, verdict=verdict, **{**plain, **said})


def naming(graded: Sequence[Graded], shows_names: bool = False) -> Naming:
    made = Naming(submissions=[one.name for one in graded], shows_names=shows_names)
    for place, one in enumerate(graded, 1):
        made.meet(place, one.students)
    return made


ADA = Student(name="Ada Lovelace", email="ada@x.org", sid="77001")
