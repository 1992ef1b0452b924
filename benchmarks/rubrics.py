"""How well rubrics of other hands hold: their values, students without a slip, and with one.

    python benchmarks/rubrics.py FOLDER... [--misses]

Each FOLDER holds rubrics (`*.yaml`), and beside `name.yaml` perhaps `name.values.yaml`, which says
what somebody worked out in another way: `{"1a.y": 0.41, "1a.class": spam}`.

Printed for each rubric: errors and warnings of lint; values that are not those of the other way;
steps that a student without a slip loses, over habits of rounding, cutting off and carrying on; and
for every slip that is recognised, with everything after it worked out faithfully, whether it costs
its own step and no other.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import numpy as np
import yaml

from grader.graph import evaluate
from grader.marking import question_marks, recognised
from grader.model import Answer, Answers, Array, NoValue
from grader.question import AnswerKind, Question, Step
from grader.review.checks import rubric_problems
from grader.review.rounding_habits import HABITS, Carrying, Habit, spelled, student

FULL = Habit(figures=8)


def said(step: Step, value: Array, habit: Habit, cut: bool = False) -> str:
    """A value of a step as a student of some habit writes it."""
    if step.answer is AnswerKind.TABLE and step.table is not None:
        rows = [
            " | ".join(
                step.table.choices[name].word(float(x))
                if name in step.table.choices
                else spelled(np.asarray(x), habit, cut)
                for name, x in zip(step.table.columns, row, strict=True)
            )
            for row in value
        ]
        return "\n".join(rows)
    unit = f" {step.unit}" if step.unit else ""
    return step.in_words(value) or f"{spelled(value, habit, cut)}{unit}"


def credits(question: Question, texts: Mapping[str, str]) -> dict[str, float]:
    """What each step earns where it is answered."""
    answers = {(question.key, name): Answer(text=text) for name, text in texts.items()}
    found = question_marks(question, Answers(by_step=answers))
    return {mark.step: mark.credit for mark in found if mark.step in texts}


def without_slip(question: Question) -> Iterator[str]:
    """The steps that right but rounded work loses, each with the habit."""
    asked = [step for step in question.steps if step.answer.has_value]
    for habit, cut, carries in product(HABITS, (False, True), Carrying):
        values = student(question.graph, question.parameters, habit, cut=cut, carries=carries)
        texts = {
            s.name: said(s, np.asarray(values[s.name].value), habit, cut)
            for s in asked
            if s.name in values
        }
        for name, credit in credits(question, texts).items():
            if credit < 1:
                way = f"{habit.words}, {'cut' if cut else 'rounded'}, {carries.value} carried"
                yield f"{question.key}.{name} = {texts[name]} earns {credit:g} ({way})"


def with_slips(question: Question) -> Iterator[tuple[bool, str]]:
    """For each slip that is recognised, whether it costs its step alone, and what it was."""
    asked = [step for step in question.steps if step.answer.has_value]
    for step in asked:
        if step.answer is not AnswerKind.NUMBER or step.name not in question.solution:
            continue
        true = question.solution[step.name]
        for words, value in recognised(question, step).items():
            if (
                isinstance(true, NoValue)
                or value.shape != true.shape
                or not np.isfinite(value).all()
            ):
                continue  # nobody can go on from it
            solved = evaluate(question.graph, question.parameters, {step.name: value})
            values = {**solved, step.name: value}
            texts = {
                s.name: said(s, np.asarray(values[s.name]), FULL)
                for s in asked
                if not isinstance(values[s.name], NoValue)
            }
            found = credits(question, texts)
            lost = [name for name, credit in found.items() if credit < 1]
            yield lost == [step.name], f"{question.key}.{step.name}, {words}: {lost} lose"


def values_off(question: Question, other: Mapping[str, object]) -> Iterator[str]:
    """The steps whose value is not what somebody worked out in another way."""
    for step in question.steps:
        given, own = other.get(f"{question.key}.{step.name}"), question.solution.get(step.name)
        if given is None or own is None or isinstance(own, NoValue):
            continue
        words = step.in_words(own)
        try:
            number = np.asarray(given, dtype=np.float64)
        except ValueError:  # words, or words among numbers
            is_one = words is not None and _bare(words) == _bare(given)
        else:
            is_one = number.shape == own.shape and np.allclose(number, own, rtol=1e-4, atol=1e-6)
        if not is_one:
            yield f"{question.key}.{step.name} is {words or own.tolist()}, in another way {given}"


def _bare(words: object) -> list[str]:
    """The words of an answer, or of lists of them, whatever stands between."""
    return re.findall(r"[^\W_]+(?:[.-][^\W_]+)*", str(words).casefold())


def main() -> None:
    """Check every rubric of the folders and print what is lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every one")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for path in sorted(p for folder in options.folders for p in folder.glob("*.yaml")):
        if path.name.endswith(".values.yaml"):
            continue
        assignment, problems = rubric_problems(path.read_text(encoding="utf-8"), str(path))
        beside = path.with_suffix(".values.yaml")
        other = yaml.safe_load(beside.read_text(encoding="utf-8")) if beside.exists() else {}
        misses = [str(problem) for problem in problems if not problem.is_warning]
        here = Counter(rubrics=1, errors=len(misses), warnings=len(problems) - len(misses))
        for question in assignment.questions if assignment else ():
            off, refused = list(values_off(question, other)), list(without_slip(question))
            slips = list(with_slips(question))
            asked = sum(step.answer.has_value for step in question.steps)
            here.update(
                steps=asked, values_off=len(off), perfect=asked * len(HABITS) * 6,
                refused=len(refused), slips=len(slips), spread=sum(not one for one, _ in slips),
            )  # fmt: skip
            misses += [*off, *refused, *(words for one, words in slips if not one)]
        total.update(here)
        print(f"{path}: {dict(here)}")
        if options.misses:
            print(*misses, sep="\n")
    print(dict(total))


if __name__ == "__main__":
    main()
