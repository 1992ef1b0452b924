"""What answers that know nothing earn, and what honest work that comes out at nothing loses.

    .venv/bin/python benchmarks/gaming.py [--all] [--only TEXT] [--wide]

Bots fill in the template, or hand in a sheet, of every rubric in `rubrics/`: a constant in every
box, givens and lines copied, old weights as new ones, the question's words, mixtures; sheets
(sheet_bots.py) that list loose numbers, givens, constants or many values for a step. With hindsight
the best filling of each kind of box (number, vector, matrix, formula) is chosen for the rubric.
With `--wide` bots that try something stand beside them (trying_bots.py), over small rubrics of
other subjects too (subjects/). Printed are the best bot of each family with its share of the
points, the mean of the family, and the targets. Beside them stand honest students whose values
vanish: they must lose nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from all_bots import all_bots
from bots import Bot, kind_of
from degenerate import of_zero_values, refused, students
from trying_bots import trying_bots

from grader.gradescope.submission import marked
from grader.model import Mark
from grader.question import Assignment, Question, Step
from grader.rubric.load import load_assignment

RUBRICS = Path(__file__).resolve().parent.parent / "rubrics"
SUBJECTS = Path(__file__).resolve().parent / "subjects"
TARGET, ONE_FIGURE, HINDSIGHT = 0.05, 0.08, 0.12
TARGETS = {"one-figure constants": ONE_FIGURE, "hindsight": HINDSIGHT}
MIXED = ("lots", "pairs")
TARGETS |= dict.fromkeys(MIXED, HINDSIGHT)
"""The most that a family may earn; all others `TARGET`. The best of many lots is hindsight."""
UNBOUND = ("tries, knowing",)
"""Families without a target: every second answer of theirs is right, and what they make of right
values may be what a real slip gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What a bot earned of a rubric: points of each kind of box, and all that could be had."""

    bot: Bot
    of_kind: Mapping[str, float]
    possible: float
    where: tuple[str, ...]

    @property
    def share(self) -> float:
        return sum(self.of_kind.values()) / self.possible if self.possible else 0.0


def earned(bot: Bot, assignment: Assignment) -> Earned:
    """Hand in what the bot writes and add up what its own boxes earn."""
    steps = {(q.key, s.name): (q, s) for q in assignment.questions for s in q.steps}
    of_kind: dict[str, float] = {}
    possible, where = 0.0, []
    for mark in handed_in(bot, assignment):
        question, step = steps[mark.question, mark.step]
        if not bot.counted(question, step):
            continue
        points = mark.credit * mark.points
        possible += mark.points
        kind = kind_of(question, step)
        of_kind[kind] = of_kind.get(kind, 0.0) + points
        if points:
            where.append(f"{mark.question}.{mark.step} {points:.3g} ({mark.verdict.value})")
    return Earned(bot=bot, of_kind=of_kind, possible=possible, where=tuple(where))


def handed_in(bot: Bot, assignment: Assignment) -> tuple[Mark, ...]:
    """The marks of the bot's file, read and marked as a student's."""
    with tempfile.TemporaryDirectory() as folder:
        if bot.sheet:
            Path(folder, "work.md").write_text(bot.sheet(assignment), encoding="utf-8")
        else:
            text = json.dumps(filled_in(bot, assignment), ensure_ascii=False)
            Path(folder, "answers.json").write_text(text, encoding="utf-8")
        return tuple(marked(assignment, Path(folder)).marks)


def filled_in(bot: Bot, assignment: Assignment) -> dict[str, dict[str, str]]:
    filled: dict[str, dict[str, str]] = {}
    for question in assignment.questions:
        for step in question.steps:
            text = bot.fill(question, step) if bot.fill else None
            if text is not None and step.points:
                filled.setdefault(question.key, {})[step.name] = text
    return filled


def with_hindsight(found: list[Earned], constants_only: bool) -> Bot:
    """For each kind of box the filling that earned most there; constants only, or all fillings."""
    families = ("constants", "one-figure constants")
    usable = [
        one
        for one in found
        if one.bot.fill
        and one.bot.family not in MIXED
        and one.possible >= max(other.possible for other in found)
        and (not constants_only or one.bot.family in families or kind_words(one))
    ]
    kinds = sorted({kind for one in usable for kind in one.of_kind})
    best = {kind: max(usable, key=lambda one: one.of_kind.get(kind, 0.0)).bot for kind in kinds}

    def fill(question: Question, step: Step) -> str | None:
        chosen = best.get(kind_of(question, step))
        return chosen.fill(question, step) if chosen and chosen.fill else None

    chosen = "; ".join(f"{kind}: {bot.name}" for kind, bot in best.items())
    return Bot(name=chosen, family="hindsight", fill=fill)


def kind_words(one: Earned) -> bool:
    """Whether a bot's only boxes are formulas: its words may be chosen beside constants."""
    return one.bot.family == "words" and {k for k, p in one.of_kind.items() if p} <= {"formula"}


def measured(assignment: Assignment, only: str, wide: bool) -> Iterator[Earned]:
    """What every bot earns, those with hindsight last."""
    bots = [*all_bots().values(), *(trying_bots() if wide else ())]
    found = [earned(bot, assignment) for bot in bots if only in bot.name]
    yield from found
    for constants_only in (True, False):
        yield earned(with_hindsight(found, constants_only), assignment)


def report(name: str, found: list[Earned], everything: bool) -> bool:
    """Print the best of each family (or every bot) and whether all are within the targets."""
    print(f"\n{name}: {len(found)} bots, {found[0].possible:g} points")
    families = dict.fromkeys(one.bot.family for one in found if one.possible)
    is_fine = True
    for family in families:
        ranked = sorted((o for o in found if o.bot.family == family), key=lambda o: -o.share)
        target = TARGETS.get(family, TARGET)
        over = sum(one.share > target + 1e-9 for one in ranked)
        is_fine = is_fine and not over
        said = f"{over} of {len(ranked)} OVER {target:.0%}" if over else f"within {target:.0%}"
        for one in ranked if everything else ranked[:1]:
            mean = sum(each.share for each in ranked) / len(ranked)
            print(
                f"  {family:21}{one.share:7.1%}  {said:18} mean {mean:5.1%}  {one.bot.name[:150]}"
            )
            if everything and one.where:
                print(f"      {', '.join(one.where)}")
    return is_fine


def honest(everything: bool) -> None:
    """Print how the honest students whose values vanish are treated."""
    all_students = list(students())
    misses = {student.name: refused(student) for student in all_students}
    zeros = sum(map(of_zero_values, all_students))
    wholly = sum(not missed for missed in misses.values())
    print(f"\nhonest students whose values vanish: {wholly} of {len(misses)} lose nothing", end="")
    print(f" ({zeros} answers of nothing but zeros)")
    for name, missed in misses.items():
        if missed:
            print(f"  {name}: {', '.join(missed)}")
        for step, said in missed.items() if everything else ():
            print(f"    {step} = {said}")


def main() -> None:
    """Measure every shipped rubric, then the honest students."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true", help="every bot, and where it earned")
    parser.add_argument("--only", default="", help="bots (or rubrics) whose name holds this")
    parser.add_argument("--wide", action="store_true", help="more bots, and other subjects")
    options = parser.parse_args()
    paths = [*sorted(RUBRICS.glob("*.yaml")), *sorted((RUBRICS / "examples").glob("*.yaml"))]
    paths += sorted(SUBJECTS.glob("*.yaml")) if options.wide else []
    best = []
    for path in paths:
        found = list(measured(load_assignment(path), options.only, options.wide))
        report(f"{path.parent.name}/{path.name}", found, options.all)
        blind = [one for one in found if one.bot.family not in UNBOUND]
        best.append(max(one.share for one in blind if TARGETS.get(one.bot.family) != HINDSIGHT))
        sys.stdout.flush()
    honest(options.all)
    print(f"\nthe best bot without hindsight: {max(best):.1%} (wanted: at most {TARGET:.0%})")


if __name__ == "__main__":
    main()
