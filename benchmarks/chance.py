"""What blind guessing earns by chance, from the kinds and sizes of the answers, for `gaming.py`.

In every box stands something drawn of what can stand there: one of the bots' constants, or words of
the step's own list, of which all fillings are tried where they are not too many. What it earns
there alone is what nobody can know to be guessed: it is right, or right as far as it goes. A box
that goes on with others has a second right value, what these give, and is drawn for twice. What
the luckiest of so many who guess earns, nineteen times of twenty, is the most that a family of
bots may earn by luck.
"""

from __future__ import annotations

from random import Random

import numpy as np
from bots import CONSTANTS, all_words, shape_of, shaped, words_by_lot
from handing_in import Office

from grader.model import Array, Lapse, Mark
from grader.question import Question, Step

DRAWS = 24
"""Fillings that are drawn for a box of words where there are more than `MOST_FILLINGS`."""
MOST_FILLINGS = 256
"""Fillings of a box of words that are all tried: few draws may miss the right one of sixteen."""
SURE = 0.95
ROUNDS = 200
"""How often so many guess, for the luckiest of them to be known."""


class Chance:
    """What may be earned in each box of an assignment by a blind guess."""

    def __init__(self, office: Office) -> None:
        self.office = office
        boxes = [(q, s) for q in office.assignment.questions for s in q.steps if s.points]
        self.points = sum(step.points for _, step in boxes)
        self._boxes = [
            (step, step.points * self._credit(question, step), _goes_on(question, step))
            for question, step in boxes
        ]

    def luckiest(self, guessers: int, of_words: bool) -> float:
        """The share that the luckiest of so many earns, nineteen times of twenty no more.

        of_words: whether they choose words and leave numbers blank, or the other way round.
        """
        random = np.random.default_rng(0)
        size = (ROUNDS, guessers)
        earned = np.zeros(size)
        for step, credits, goes_on in self._boxes:
            if step.has_words is not of_words:
                continue
            drawn = random.choice(credits, size)
            earned += np.maximum(drawn, random.choice(credits, size)) if goes_on else drawn
        return float(np.quantile(earned.max(axis=1), SURE)) / self.points

    def _credit(self, question: Question, step: Step) -> Array:
        """What each thing that may stand in a box earns there alone."""
        shape, random = shape_of(question, step), Random(step.name)
        if step.choices is not None:
            texts = all_words(step, shape, MOST_FILLINGS)
            texts = texts or [words_by_lot(step, shape, random) for _ in range(DRAWS)]
        else:
            texts = [shaped(text, shape) for text in CONSTANTS]
        return np.array([self._alone(question, step, text) for text in texts])

    def _alone(self, question: Question, step: Step, text: str | None) -> float:
        if not text or not step.answer.has_value:
            return 0.0
        found = self.office.filled_in({question.key: {step.name: text}})
        (mark,) = (m for m in found if (m.question, m.step) == (question.key, step.name))
        return mark.credit if _is_right(mark) else 0.0


def _is_right(mark: Mark) -> bool:
    """Whether an answer earns by being right, and not by what some slip gives."""
    return mark.slip in (None, Lapse.TOO_FEW_FIGURES)


def _goes_on(question: Question, step: Step) -> bool:
    asked = {one.name for one in question.steps}
    rule = question.graph.rules.get(step.name)
    return rule is not None and not asked.isdisjoint(rule.arguments)
