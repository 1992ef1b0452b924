"""Blind guesses at answers of every kind earn no more than chance."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from grader.question import AnswerKind, Step
from tests.answer_kinds import ASSIGNMENT, STEPS, judged


def test_a_blind_guess_at_words_earns_no_more_than_chance() -> None:
    """Every word of every choice, handed in without any work: each earns its chance on average."""
    for name, (_, step) in STEPS.items():
        if step.answer is AnswerKind.CHOICE and step.choices is not None:
            credits = [judged(**{name: word})[name].credit for word in step.choices.words]
            assert sum(credits) <= 1 + len(step.also)


def _number(random: Random) -> str:
    return f"{random.uniform(-3, 8):.{random.randint(0, 2)}f}"


def _guess(step: Step, shape: tuple[int, ...], random: Random) -> str:
    """What a student puts in who knows what is asked and nothing else."""
    words = step.choices.words if step.choices else ()
    if step.answer is AnswerKind.TABLE:
        assert step.table is not None
        kinds = [step.table.choices.get(name) for name in step.table.columns]
        cells = [[random.choice(k.words) if k else _number(random) for k in kinds] for _ in "12"]
        return "\n".join(" ".join(row) for row in cells)
    if step.answer is AnswerKind.INTERVAL:
        low, high = sorted(float(_number(random)) for _ in "12")
        return f"[{low}, {high}]"
    if step.answer is AnswerKind.SET and words:
        return ", ".join(word for word in words if random.random() < 0.5)
    parts = [random.choice(words) if words else _number(random) for _ in range(math.prod(shape))]
    if len(shape) == 2:
        width = shape[1]
        rows = [parts[at : at + width] for at in range(0, len(parts), width)]
        return "; ".join(" ".join(row) for row in rows)
    return ", ".join(parts) if shape else parts[0]


def _chance(step: Step) -> float:
    """The share of a step that is right by chance where its words are put in blindly."""
    if step.table is not None:
        words = [1 / len(choices.words) for choices in step.table.choices.values()]
        return sum(words) / len(step.table.columns)
    if step.choices is None:
        return 0.0
    return 0.5 if step.answer is AnswerKind.SET else (1 + len(step.also)) / len(step.choices.words)


def test_blind_guesses_over_a_whole_rubric_earn_no_more_than_chance() -> None:
    random = Random(7)
    solution = {name: v for q in ASSIGNMENT.questions for name, v in q.solution.items()}
    asked = {name: step for name, (_, step) in STEPS.items() if step.answer.has_value}
    chance = sum(step.points * _chance(step) for step in asked.values())
    earned = 0.0
    for _ in range(ROUNDS):
        texts = {n: _guess(step, np.shape(solution[n]), random) for n, step in asked.items()}
        earned += sum(mark.earned for mark in judged(**texts).values()) / ROUNDS
    assert earned <= chance


ROUNDS = 60
