"""What a student's own names stand for, learned from the statements that tell it otherwise.

`a_1 = 0.5393` may be the rubric's h1. Where a formula, a telling value or words say so, the name
has a vote for the step; the other statements under that name, in every question, then follow, and
names of the same letter with them, `a_2` where `a_1` stands for h1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from grader.answers.sheet.evidence import Candidate, Evidence, Weighed
from grader.answers.sheet.telling import telling
from grader.mathlang import base_and_figures, canonical
from grader.mathlang.tree import Name

_INDEPENDENT = (Evidence.MEANING, Evidence.NUMBERS, Evidence.WORDS, Evidence.VALUE,
                Evidence.FOLLOWS)  # fmt: skip
TELLING = 1.0
"""Of independent evidence, from which on a statement tells what its name stands for."""
PATTERN = 0.5
"""What a vote for another name of the same letter is worth."""
DOUBT = 0.5
"""Votes that stand for what is not known yet."""
NOTHING = 1e-9
"""Votes that are left where all were taken back."""
Votes = Mapping[str, float]


def own_name(weighed: Weighed) -> str:
    """The name on the left of a statement as the student writes it; "" where none stands there."""
    tree = weighed.sides[0].tree if weighed.sides else None
    return canonical(tree.name) if isinstance(tree, Name) else ""


class Conventions:
    """Votes of statements on what names stand for; a statement has no say in its own case."""

    def __init__(self) -> None:
        self._votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._patterns: dict[str, dict[tuple[str, int], float]] = defaultdict(
            lambda: defaultdict(float)
        )
        self._of: dict[int, tuple[str, str, float]] = {}
        self._givens: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    def learn(self, statement: int, found: Weighed, trust: float = 1.0, given: str = "") -> None:
        """Take in what a statement, known by its number, tells of its name; trust: the worth of its
        vote; given: of which given it states the value, where it does."""
        name, best = own_name(found), found.best
        tells = best is not None and _tells(best)
        if name and given and not (tells and best and not best.is_by_value):
            self._givens[name][given] += min(telling(found.sides[-1]), 1.0)
        elif name and best is not None and tells:
            share = trust * found.shares[0]
            self._of[statement] = (name, best.step, share)
            self._count(name, best.step, share)

    def names(self) -> list[str]:
        """The names of which anything was learned."""
        every = (*self._votes.items(), *self._givens.items())
        return [name for name, votes in every if any(v > NOTHING for v in votes.values())]

    def stands_for(self, name: str, statement: int) -> Votes:
        """How far a name stands for each step, as the other statements have it."""
        mine = self._of.get(statement)
        if mine:
            self._count(*mine[:2], -mine[2])
        found = {**self._votes.get(name, {}), **self._givens.get(name, {})}
        base, figures = base_and_figures(name)
        for (letter, shift), votes in self._patterns.get(base, {}).items():
            if figures and int(figures) + shift >= 0:
                step = f"{letter}{int(figures) + shift}"
                found[step] = found.get(step, 0.0) + PATTERN * votes
        if mine:
            self._count(*mine)
        total = sum(votes for votes in found.values() if votes > 0.0) + DOUBT
        return {step: votes / total for step, votes in found.items() if votes > NOTHING}

    def _count(self, name: str, step: str, share: float) -> None:
        self._votes[name][step] += share
        base, figures = base_and_figures(name)
        letter, places = base_and_figures(step)
        if figures and places and len(figures) == len(places):
            self._patterns[base][letter, int(places) - int(figures)] += share


def _tells(best: Candidate) -> bool:
    return sum(best.evidence.get(one, 0.0) for one in _INDEPENDENT) >= TELLING
