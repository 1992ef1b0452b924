"""How fair rules of marking are to students who work by hand.

    python benchmarks/fairness.py [--students 3000] [--seed 0] [--misses]

Students of many habits work out Homework 3 and 2-2-1 networks, without a slip or with one or two,
and are marked by the program and by plain rules. Printed for each rule: the share of steps worked
rightly (from the student's own earlier values) that lose credit, and the share of slips and
blunders that get full credit where they happen; for the program also the share of slips that are
named rightly, of those that the rounding leaves apart from every other slip of the list.

Left out of both shares: a slip that is written like the right value or undoes an earlier one, and
a right value of which rounding leaves nothing but zeros (they earn nothing, and their number is
printed).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from students import Slip, Work, blunders_of, questions, slips_of, worked

from grader.compare import comparison
from grader.graph import evaluate
from grader.habits import Habit
from grader.marking import question_marks
from grader.model import Answer, Answers, Array, Mark, NoValue, Tolerance
from grader.question import Question

FIGURES, DECIMALS = (3, 4, 6), (3, 4)
HABITS = (*(Habit(figures=n) for n in FIGURES), *(Habit(decimals=n) for n in DECIMALS), None)
"""None: unrounded."""
FULL = 1 - 1e-9
Credits = Mapping[str, float]
"""Step -> the share of its points that a rule gives."""


@dataclass(slots=True)
class Tally:
    """What one rule did: counts, and for the program also where it missed."""

    right: int = 0
    refused: int = 0
    wrong: int = 0
    passed: int = 0
    zeros: int = 0
    misses: list[str] = field(default_factory=list)

    def take(self, work: Work, credits: Credits) -> None:
        for step, kind in judged(work):
            full = credits.get(step, 0.0) >= FULL
            if kind == "right":
                self.right += 1
                self.refused += not full
            elif kind == "wrong":
                self.wrong += 1
                self.passed += full
            else:
                self.zeros += not full
                continue
            if full == (kind == "wrong"):
                self.misses.append(described(work, step, kind))

    def row(self, name: str) -> str:
        refused, passed = self.refused / max(1, self.right), self.passed / max(1, self.wrong)
        return f"{name:28}{self.refused:8} = {refused:7.3%}{self.passed:12} = {passed:7.3%}"


def judged(work: Work) -> Iterator[tuple[str, str]]:
    """Each step that can be judged: worked rightly, rounded to zeros, or wrong."""
    solution = work.question.solution
    asked = {step.name for step in work.question.steps}
    for step, text in work.texts.items():
        true = solution[step]
        if step not in asked or isinstance(true, NoValue):
            continue
        value = np.asarray(work.values[step])
        if step in work.slips:
            if text != work.rights[step] and not is_lost(work, step):
                yield step, "wrong"
        else:
            yield step, "right" if value.any() or not true.any() else "zero"


def is_lost(work: Work, step: str) -> bool:
    """Whether a slip left nothing wrong: the sign of a zero, or the true value after all."""
    value, right = work.values[step], np.asarray(json.loads(work.rights[step]))
    true = np.asarray(json.loads(work.truths[step]))
    if np.allclose(value, right, 1e-12, 1e-12) or work.texts[step] == work.truths[step]:
        return True
    if np.allclose(right, true, rtol=0.01):
        return False  # nothing was wrong before, so nothing can have been mended
    return value.shape == true.shape and np.allclose(value, true, rtol=0.002, atol=1e-9)


def described(work: Work, step: str, kind: str) -> str:
    slip = work.slips[step].idea if step in work.slips else ""
    true = np.round(np.asarray(work.question.solution[step]), 6).tolist()
    before = {
        name: work.texts[name]
        for name in work.question.graph.rules[step].arguments
        if name in work.texts
    }
    return (
        f"{work.question.key}.{step} {kind} [{work.habit}] {slip}: {work.texts[step]}"
        f" (right: {work.rights[step]}, true: {true}) from {before}"
    )


def ours(work: Work) -> dict[str, Mark]:
    """The marks that the program gives."""
    texts = {(work.question.key, step): Answer(text=text) for step, text in work.texts.items()}
    return {m.step: m for m in question_marks(work.question, Answers(by_step=texts))}


def plain(rtol: float = 0.0, atol: float = 0.0, follow: bool = False) -> Callable[[Work], Credits]:
    """A rule with one tolerance; `follow`: also beside the student's numbers taken as exact."""
    tolerance = Tolerance(rtol=rtol, atol=atol)

    def credits(work: Work) -> Credits:
        own = work.values
        truths = [work.question.solution]
        if follow:
            truths.append(evaluate(work.question.graph, work.question.parameters, own))
        return {
            name: float(any(_agree(value, truth[name], tolerance) for truth in truths))
            for name, value in own.items()
        }

    return credits


def _agree(value: Array, true: Array | NoValue, tolerance: Tolerance) -> bool:
    return not isinstance(true, NoValue) and comparison(value, true, tolerance).is_right


PLAIN = {
    f"{words}{', followed' if follow else ''}": plain(**tolerance, follow=follow)
    for words, tolerance in (
        ("rtol 1%", {"rtol": 0.01}),
        ("rtol 0.1%", {"rtol": 0.001}),
        ("rtol 5%", {"rtol": 0.05}),
        ("atol 0.01", {"atol": 0.01}),
    )
    for follow in (False, True)
}


@dataclass(slots=True)
class Naming:
    """How many slips were named, of those that could be told apart."""

    apart: int = 0
    named: int = 0
    misses: list[str] = field(default_factory=list)

    def take(self, work: Work, marks: Mapping[str, Mark]) -> None:
        for step, kind in judged(work):
            slip = work.slips.get(step)
            if kind != "wrong" or slip is None or not slip.named:
                continue
            if work.texts[step] in work.others[step] or not work.values[step].any():
                continue
            self.apart += 1
            said = marks[step].slip_words or ""
            if re.search(slip.named, said):
                self.named += 1
            else:
                told = said or marks[step].slip or marks[step].verdict.value
                self.misses.append(f"{described(work, step, kind)} -> {told}")


@cache
def _slips(question: Question) -> tuple[Slip, ...]:
    return slips_of(question)


def chosen(question: Question, random: np.random.Generator) -> Sequence[Slip]:
    """None to two slips in different steps, one of them perhaps a blunder."""
    found: dict[str, Slip] = {}
    for _ in range(random.integers(0, 3)):
        kinds = blunders_of(question) if random.random() < 0.25 else _slips(question)
        slip = kinds[random.integers(len(kinds))]
        found.setdefault(slip.step, slip)
    return tuple(found.values())


def simulated(students: int, seed: int) -> Iterator[Work]:
    """The work of so many students, the habits in turn."""
    random = np.random.default_rng(seed)
    per_question = len(HABITS) * 2
    draws = max(1, students // (6 * per_question))
    asked = list(questions(random, draws))
    for i in range(students):
        question = asked[i // per_question % len(asked)]
        yield worked(question, random, HABITS[i % len(HABITS)], chosen(question, random))


def main() -> None:
    """Simulate, mark and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--students", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--misses", action="store_true", help="print every miss of the program")
    options = parser.parse_args()
    tallies = {name: Tally() for name in ("the program", *PLAIN)}
    naming = Naming()
    for work in simulated(options.students, options.seed):
        marks = ours(work)
        tallies["the program"].take(work, {name: mark.credit for name, mark in marks.items()})
        naming.take(work, marks)
        for name, rule in PLAIN.items():
            tallies[name].take(work, rule(work))
    first = tallies["the program"]
    print(f"{options.students} students, {first.right} right steps, {first.wrong} wrong ones")
    print(f"right values rounded to nothing but zeros, without credit: {first.zeros}")
    print(f"{'':28}{'right steps refused':>18}{'wrong ones given all':>24}")
    for name, tally in tallies.items():
        print(tally.row(name))
    share = naming.named / max(1, naming.apart)
    print(f"slips named: {naming.named} of {naming.apart} = {share:.1%}")
    if options.misses:
        print(*first.misses, sep="\n")
        print("not named:", *naming.misses, sep="\n")


if __name__ == "__main__":
    main()
