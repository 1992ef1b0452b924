"""What may change about an answer without changing its mark: promises about pairs of submissions.

The students are those of the fairness benchmark: they know nothing of the program.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from project import PROJECT, RUBRICS

sys.path.insert(0, str(PROJECT / "benchmarks"))

from fair_judging import marked, told
from fair_questions import (
    EXAMPLES,
    HERE,
    Posed,
    new_names,
    plain_keys,
    posed,
    renamed_text,
    with_names,
)
from hand_writing import Habit, written
from students import Error, Work, drawn_error, possible_errors, worked
from working import truths

from grader.gradescope.submission import marked as marked_submission
from grader.model import Mark, Verdict
from grader.question import AnswerKind
from grader.rubric.load import load_assignment, read_assignment

SEEDS = st.integers(0, 100_000)
EXACT = Habit()
ALMOST = 1e-9
checked = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # the students are small enough as they are
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@cache
def asked() -> tuple[Posed, ...]:
    return posed()


def student(seed: int, **habit: Any) -> Work:
    """A student of some question; `habit`: what of the habit is not left to chance."""
    draws = np.random.default_rng(seed)
    one = asked()[int(draws.integers(len(asked())))]
    return worked(one, draws, habit)


def honest(seed: int, **habit: Any) -> Work:
    """A student without an error."""
    draws = np.random.default_rng(seed)
    one = asked()[int(draws.integers(len(asked())))]
    return worked(one, draws, habit, error=None)


def slipped(one: Posed, seed: int) -> Work:
    """A student with an error of the rule, of any kind, at any step."""
    draws = np.random.default_rng(seed)
    steps = possible_errors(one)
    step = sorted(steps)[draws.integers(len(steps))]
    kind = sorted(steps[step])[draws.integers(len(steps[step]))]
    lines = steps[step][kind]
    error = Error(step=step, kind=kind, line=lines[draws.integers(len(lines))])
    return worked(one, draws, {"figures": 5, "decimals": None}, error=error)


def rewritten(work: Work, step: str, value: Any, habit: Habit) -> Work:
    """The work with one answer written otherwise, all others left as they are."""
    text, own, reach = written(value, habit)
    return replace(
        work,
        texts={**work.texts, step: text},
        own={**work.own, step: own},
        reach={**work.reach, step: reach},
    )


def some_step(work: Work, seed: int) -> str:
    return random.Random(seed).choice(sorted(work.texts))


def lost(before: dict[str, Mark], after: dict[str, Mark]) -> list[str]:
    """The steps that earn less than before."""
    return [
        f"{step}: {before[step].read} {before[step].credit} -> {mark.read} {mark.credit}"
        for step, mark in after.items()
        if mark.credit < before[step].credit - ALMOST
    ]


@given(seed=SEEDS, more=st.integers(1, 6))
@settings(checked, max_examples=20)
def test_more_figures_of_a_right_value_never_cost_where_all_figures_are_carried(
    seed: int, more: int
) -> None:
    fewer = honest(seed, figures=2 + seed % 3, decimals=None, carries="full", layout="lists")
    step = some_step(fewer, seed)
    figures = int(fewer.habit.figures or 0) + more
    habit = replace(fewer.habit, figures=figures, notation="plain")
    longer = rewritten(fewer, step, fewer.exact[step], habit)
    assert lost(marked(fewer), marked(longer)) == []


@given(seed=SEEDS, more=st.integers(1, 6))
@settings(checked, max_examples=20)
def test_more_figures_at_one_step_never_cost_where_fewer_were_carried_on(
    seed: int, more: int
) -> None:
    fewer = honest(seed, figures=2 + seed % 3, decimals=None, carries="written", layout="lists")
    step = some_step(fewer, seed)
    figures = int(fewer.habit.figures or 0) + more
    habit = replace(fewer.habit, figures=figures, notation="plain")
    longer = rewritten(fewer, step, fewer.exact[step], habit)
    assert lost(marked(fewer), marked(longer)) == []


@given(seed=SEEDS)
@settings(checked, max_examples=20)
def test_the_true_value_earns_everything_whatever_stood_there_before(seed: int) -> None:
    work = student(seed, layout="lists")
    step = some_step(work, seed)
    better = rewritten(work, step, truths(work.posed)[step], EXACT)
    assert marked(better)[step].credit >= 1 - ALMOST


@given(seed=SEEDS)
@settings(checked, max_examples=20)
def test_what_follows_from_ones_own_numbers_never_costs_the_step_it_replaces(seed: int) -> None:
    work = student(seed, layout="lists")
    step = some_step(work, seed)
    better = rewritten(work, step, work.right[step], EXACT)
    assert marked(better)[step].credit >= marked(work)[step].credit - ALMOST


@given(seed=SEEDS)
@settings(checked, max_examples=20)
def test_one_more_right_entry_of_a_matrix_never_costs(seed: int) -> None:
    work = student(seed, layout="lists")
    step = work.error.step if work.error is not None else some_step(work, seed)
    if step not in work.texts or work.own[step].shape != np.shape(work.right[step]):
        return
    value, right = np.array(work.own[step]), np.asarray(work.right[step])
    off = np.argwhere(np.abs(value - right) > 1e-6)
    if value.ndim == 0 or len(off) < 2:
        return
    place = tuple(off[seed % len(off)])
    value[place] = right[place]
    better = rewritten(work, step, value, EXACT)
    as_it_was = rewritten(work, step, work.own[step], EXACT)
    assert marked(better)[step].credit >= marked(as_it_was)[step].credit - ALMOST


def _homeworks() -> list[Any]:
    examples = [RUBRICS / "examples" / f"{name}.yaml" for name in EXAMPLES]
    files = [*examples, *(HERE / "homeworks").glob("*.yaml")]
    return [
        pytest.param(str(path), key, id=f"{path.stem}-{key}")
        for path in sorted(files)
        for key in plain_keys(path)["questions"]
    ]


def _like(homework: str, key: str) -> Posed:
    return next(one for one in asked() if (one.homework, one.key) == (homework, key))


@cache
def _pair(path: str, key: str, order: int) -> tuple[Posed, Posed]:
    """A question with its names and with others, in letters of some order; no labels in either."""
    rubric = plain_keys(Path(path))
    question = rubric["questions"][key]
    homework = Path(path).stem.replace("hw3_formulas", "hw3")
    names = [*question["parameters"], *(question.get("definitions") or {}), *question["steps"]]
    both = []
    for letters in (dict.fromkeys(names), new_names(question, random.Random(order))):
        mapping = {name: letters[name] or name for name in names}
        changed = {**rubric, "questions": {key: with_names(question, mapping)}}
        changed.pop("total_points", None)
        [read] = read_assignment(json.dumps(changed), path).questions
        one = replace(_like(homework, key), question=read, names=mapping, renamed=bool(both))
        both.append(one)
    return both[0], both[1]


@pytest.mark.parametrize("path,key", _homeworks())
@given(seed=SEEDS, order=st.integers(0, 3))
@settings(checked, max_examples=12)
def test_renaming_a_rubric_changes_no_mark(path: str, key: str, seed: int, order: int) -> None:
    own, other = _pair(path, key, order)
    work = slipped(own, seed)
    renamed = replace(work, posed=other)
    here, there = marked(work), marked(renamed)
    for step, mark in here.items():
        assert _told(mark, own, other) == _told(there[step], other, other), mark.read


def _told(mark: Mark, named: Posed, other: Posed) -> tuple[Any, ...]:
    """What is said of a step, in the other question's names."""
    words = mark.slip_words or mark.reason or ""
    if named is not other:
        names = {**other.names, "L": str(other.names.get("loss", "L"))}
        words = renamed_text(words, names)
    return mark.verdict, round(mark.credit, 9), told(mark), words


SHIPPED = {"hw3": RUBRICS / "hw3.yaml"} | {
    name: RUBRICS / "examples" / f"{name}.yaml" for name in EXAMPLES
}


@cache
def _assignment(homework: str) -> Any:
    return load_assignment(SHIPPED[homework])


def _submitted(homework: str, file: Path, text: str) -> dict[str, tuple[str, float]]:
    file.parent.mkdir(exist_ok=True)
    for old in file.parent.iterdir():
        old.unlink()
    file.write_text(text, encoding="utf-8")
    found = marked_submission(_assignment(homework), file.parent)
    # a text for people may stand anywhere in a sheet: people look, whatever was found
    texts = {
        f"{q.key}.{s.name}"
        for q in _assignment(homework).questions
        for s in q.steps
        if s.answer is AnswerKind.REVIEW
    }
    return {m.id: (m.verdict.value, round(m.credit, 9)) for m in found.marks if m.id not in texts}


@pytest.mark.parametrize("homework", SHIPPED)
@given(seed=SEEDS)
@example(seed=33261)  # one who takes the keys for the values, V = K
@settings(checked, max_examples=6)
def test_the_format_of_the_file_changes_no_mark(homework: str, seed: int, tmp_path: Path) -> None:
    draws = np.random.default_rng(seed)
    ones = [one for one in asked() if one.homework == homework and not one.renamed]
    works = [worked(one, draws, {"layout": "lists", "notation": "plain"}) for one in ones]
    texts = {work.posed.key: work.texts for work in works}
    lines = [
        line
        for key, steps in texts.items()
        for line in (f"# Question {key}", *(f"{name} = {text}" for name, text in steps.items()))
    ]
    folder = tmp_path / "handed_in"
    template = _submitted(homework, folder / "answers.yaml", yaml.safe_dump(texts))
    assert _submitted(homework, folder / "answers.json", json.dumps(texts)) == template
    sheet = _submitted(homework, folder / "homework.md", "\n\n".join(lines))
    # a wrong value of another shape is not certain to be the step's: people look at it
    left = {step for step, (verdict, _) in sheet.items() if verdict == Verdict.REVIEW.value}
    wrong = {step for step, (_, credit) in template.items() if credit < 1}
    assert {
        step: (sheet[step], mark)
        for step, mark in template.items()
        if mark != sheet[step] and step not in left & wrong
    } == {}


def test_errors_are_drawn_as_often_as_the_benchmark_says() -> None:
    draws = np.random.default_rng(3)
    errors = [drawn_error(asked()[i % len(asked())], draws) for i in range(2000)]
    none = sum(error is None for error in errors) / len(errors)
    blunders = sum(error is not None and error.kind == "blunder" for error in errors) / len(errors)
    assert 0.3 < none < 0.4
    assert 0.09 < blunders < 0.15
