"""Conventions, measured: who holds one earns everything, who mixes two loses what rests on it.

    python benchmarks/conventions.py [RUBRIC...] [--misses]

What a sheet should lose is known without the grader (convention_students.py). Steps that go on from
what is lost follow and lose nothing.

Students: those who hold a set of conventions, over habits of rounding, in a template and on a
sheet; those who answer only some steps; those who hold one and slip once; those who change from one
to another within a question or between questions, at every step, or for one step alone.

Printed for each kind of student: how many lost exactly what they should; in brackets how many lost
more points (+), and how many lost other steps that cost no more (-), because another convention
explains a slip.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
from convention_students import (
    GALLERY,
    HERE,
    IMPOSSIBLE,
    NEAR,
    OWN,
    SHEETS,
    Held,
    Posed,
    Reading,
    Student,
    Ways,
    as_answers,
    as_sheet,
    due,
    mixtures,
    named,
    throughout,
    worked,
)

from grader.marking import recognised
from grader.model import Mark, StepId
from grader.question import AnswerKind
from grader.review.rounding_habits import HABITS
from grader.rubric import load_assignment
from rubrics import FULL


@dataclass(eq=False)
class Table:
    """What was counted of a rubric, and the misses in words."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def take(self, posed: Posed, kind: str, student: Student, reading: Reading, words: str) -> None:
        """Marks a student and counts whether what is lost is what should be."""
        found = reading(posed.assignment, student.texts)
        here = {(m.question, m.step): m for m in found if (m.question, m.step) in student.texts}
        lost = frozenset(at for at, m in here.items() if m.points and m.credit < 1 - NEAR)
        allowed = due(posed, student)
        worth = {at: m.points for at, m in here.items()}
        self.counts[kind] += 1
        told = sum(m.points - m.earned for at, m in here.items() if at in lost)
        should = sum(worth[at] * self._share(posed, at, student) for at in allowed[0][1])
        if student.slipped:  # and where a tolerance lets it pass, the slip may be told all the same
            allowed = [*allowed, *((held, frozenset({student.slipped})) for held, _ in allowed)]
        if any(lost == steps for _, steps in allowed):
            self.counts[f"{kind}, exactly"] += 1
            self._told(posed, kind, here, [h for h, steps in allowed if steps == lost], words)
        else:
            way = "more" if told > should + NEAR else "less"
            self.counts[f"{kind}, {way}"] += 1
            due_words = " or ".join(_ids(steps) for _, steps in allowed)
            why = "; ".join(
                f"{_ids([at])} {student.texts[at]} {here[at].verdict.value}" for at in sorted(lost)
            )
            self.misses.append(f"{kind}: {words}: lost {_ids(lost)}, due {due_words} ({why})")

    def take_if_possible(
        self, posed: Posed, kind: str, ways: Ways, reading: Reading, words: str
    ) -> None:
        """Marks who works so, where that is possible: layouts that do not fit lead nowhere."""
        try:
            student = worked(posed, ways)
        except IMPOSSIBLE:
            return
        self.take(posed, kind, student, reading, words)

    @staticmethod
    def _share(posed: Posed, at: StepId, student: Student) -> float:
        """What a step costs: a slip of its own all of it, a rule of another convention half."""
        step = next(s for s in posed.questions[at[0]].steps if s.name == at[1])
        return 1.0 if student.slipped == at else 1 - step.policy.slip_credit

    def _told(
        self, posed: Posed, kind: str, here: Mapping[StepId, Mark], held: list[Held], words: str
    ) -> None:
        """Counts where each question says by which conventions it was marked."""
        said_so = {at[0]: frozenset(mark.conventions) for at, mark in here.items()}
        for one in held:
            wanted = {
                key: frozenset(c.label for c in q.conventions if c.name in one)
                for key, q in posed.questions.items()
                if key in said_so
            }
            if wanted == said_so:
                self.counts[f"{kind}, told"] += 1
                return
        self.misses.append(f"{kind}: {words}: told {said_so}, held {[sorted(o) for o in held]}")


def _ids(steps: Collection[StepId]) -> str:
    return ", ".join(sorted(f"{key}.{name}" for key, name in steps)) or "nothing"


def holders(posed: Posed, table: Table) -> None:
    """Students of each set of conventions, over habits."""
    for held, habit, cut in product(posed.held, (FULL, *HABITS), (False, True)):
        student = worked(posed, throughout(posed, held), habit, cut=cut)
        words = f"{named(held)}, {habit.words}{', cut' if cut else ''}"
        kind = "holds"
        table.counts[kind] += 1
        found = as_answers(posed.assignment, student.texts)
        lost = [
            m for m in found
            if (m.question, m.step) in student.texts and m.points and m.credit < 1 - NEAR
        ]  # fmt: skip
        if lost:
            why = ", ".join(
                f"{m.id} {student.texts[m.question, m.step]} {m.verdict.value}" for m in lost
            )
            table.misses.append(f"{kind}: {words}: {why}")
        else:
            table.counts[f"{kind}, exactly"] += 1
        if not cut and habit in (FULL, HABITS[1]):
            sheet = as_sheet(posed.assignment, student.texts)
            table.counts["holds on a sheet"] += 1
            bad = [
                f"{m.id} {m.verdict.value}" for m in sheet
                if (m.question, m.step) in student.texts and m.points and m.credit < 1 - NEAR
            ]  # fmt: skip
            if bad:
                table.misses.append(f"holds on a sheet: {words}: {', '.join(bad)}")
            else:
                table.counts["holds on a sheet, exactly"] += 1


def slips(posed: Posed, table: Table) -> None:
    """Students of each set of conventions who slip once: by a slip that is known, or wildly."""
    for held in posed.held:
        ways = throughout(posed, held)
        right = worked(posed, ways)
        for question, name in posed.order:
            step = next(s for s in question.steps if s.name == name)
            if step.answer is not AnswerKind.NUMBER or not step.points:
                continue
            true = right.own[question.key, name]
            known = [(w, v) for w, v in recognised(question, step).items() if v.shape == true.shape]
            wild = ("a number from nowhere", true * 1.37 + 0.211)
            for words, value in [*known[:4], wild]:
                if not np.isfinite(value).all() or not np.any(value):
                    continue
                try:
                    student = worked(posed, ways, slip=((question.key, name), value))
                except IMPOSSIBLE:
                    continue  # nobody goes on from it
                if all(np.isfinite(v).all() for v in student.own.values()):
                    told = f"{named(held)}, slip in {question.key}.{name}, {words}"
                    table.take(posed, "slips", student, as_answers, told)


def some_steps(posed: Posed, table: Table) -> None:
    """Students who hold a set of conventions and answer only some steps."""
    chance = random.Random(7)
    for held in posed.held:
        student = worked(posed, throughout(posed, held))
        for count in (1, 2, 3, len(student.texts) // 2):
            for _ in range(8):
                kept = set(chance.sample(sorted(student.texts), count))
                part = Student(
                    texts={at: student.texts[at] for at in student.texts if at in kept},
                    own={at: student.own[at] for at in student.own if at in kept},
                )
                found = as_answers(posed.assignment, part.texts)
                lost = [
                    m for m in found
                    if (m.question, m.step) in kept and m.points and m.credit < 1 - NEAR
                ]  # fmt: skip
                table.counts["some steps"] += 1
                table.counts["some steps, exactly"] += not lost
                if lost:
                    told = ", ".join(f"{m.id} {m.verdict.value}" for m in lost)
                    table.misses.append(f"some steps: {named(held)}, {_ids(kept)}: {told}")


def measured(path: Path) -> Table:
    """A rubric, measured."""
    posed, table = Posed(load_assignment(path)), Table()
    holders(posed, table)
    slips(posed, table)
    some_steps(posed, table)
    mixed = list(mixtures(posed))
    on_sheets = set(random.Random(3).sample(range(len(mixed)), min(SHEETS, len(mixed))))
    for place, (words, ways) in enumerate(mixed):
        table.take_if_possible(posed, "mixes", ways, as_answers, words)
        if place in on_sheets:
            table.take_if_possible(posed, "mixes on a sheet", ways, as_sheet, words)
    return table


KINDS = ("holds", "holds on a sheet", "some steps", "slips", "mixes", "mixes on a sheet")


def row(name: str, counts: Counter[str]) -> str:
    parts = [f"{name:22}"]
    for kind in KINDS:
        part = f"{counts[f'{kind}, exactly']}/{counts[kind]}"
        if counts[f"{kind}, more"] or counts[f"{kind}, less"]:
            part += f" (+{counts[f'{kind}, more']} -{counts[f'{kind}, less']})"
        if kind in ("mixes", "slips"):
            part += f" told {counts[f'{kind}, told']}"
        parts.append(f"{part:28}" if kind in ("mixes", "slips") else f"{part:18}")
    return "".join(parts)


def main() -> None:
    """Measure the rubrics and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rubrics", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every one")
    options = parser.parse_args()
    gallery = HERE.parent / "rubrics" / "examples"
    paths = options.rubrics or [
        *sorted(OWN.glob("*.yaml")),
        *(gallery / f"{n}.yaml" for n in GALLERY),
    ]
    head = "".join(f"{k:28}" if k in ("mixes", "slips") else f"{k:18}" for k in KINDS)
    print(f"{'':22}{head}")
    total: Counter[str] = Counter()
    for path in paths:
        table = measured(path)
        total.update(table.counts)
        print(row(path.stem, table.counts), flush=True)
        if options.misses:
            print(
                *(re.sub(r"frozenset\((\{.*?\})?\)", r"\1", one) for one in table.misses), sep="\n"
            )
    print(row("all", total))


if __name__ == "__main__":
    main()
