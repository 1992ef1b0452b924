"""What answers that know nothing earn, and what honest work that comes out at nothing loses.

    .venv/bin/python benchmarks/gaming.py [--all] [--only TEXT] [--rubric TEXT] [--wide]
                                          [--sheets EVERY] [--jobs N]

Bots fill in the template, or hand in a sheet, of every rubric in `rubrics/`: a constant in every
box, givens and lines copied, old weights as new ones, the question's words, words of the lists to
choose from, mixtures; sheets (sheet_bots.py) that list loose numbers, givens, constants or many
values for a step. Reading sheets takes longest: each rubric is handed every sixth of them, other
rubrics others. With hindsight the best filling of each kind of box (number, vector, matrix,
formula) is chosen for the rubric. With `--wide` bots that try something stand beside them
(trying_bots.py), over small rubrics of other subjects too (subjects/).

Printed are the best bot of each family with its share of the points, the mean of the family, and
the most that it may earn: a bound for all rubrics, or, where that is more, what the luckiest of so
many blind guessers earns by chance with boxes of these kinds and sizes (chance.py). Beside them
stand honest students whose values vanish: they must lose nothing.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from all_bots import all_bots
from bots import Bot, kind_of
from chance import Chance
from degenerate import of_zero_values, refused, students
from handing_in import Office
from trying_bots import trying_bots

from grader.question import Assignment, Question, Step
from grader.rubric.load import load_assignment

RUBRICS = Path(__file__).resolve().parent.parent / "rubrics"
SUBJECTS = Path(__file__).resolve().parent / "subjects"
SHEETS_EVERY = 6
TARGET, ONE_FIGURE, HINDSIGHT = 0.05, 0.08, 0.12
TARGETS = {"one-figure constants": ONE_FIGURE, "hindsight": HINDSIGHT}
MIXED = ("lots", "pairs", "choices")
TARGETS |= dict.fromkeys(MIXED, HINDSIGHT)
"""The most that a family may earn; all others `TARGET`. The best of many lots is hindsight."""
UNBOUND = ("tries, knowing",)
"""Families without a target: every second answer of theirs is right, and what they make of right
values may be what a real slip gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What a bot earned of a rubric: points of each kind of box, and all that could be had.

    heaviest: the most points of one box that counts. is_knowing: whether other boxes are right.
    """

    bot: Bot
    of_kind: Mapping[str, float]
    possible: float
    where: tuple[str, ...]
    heaviest: float = 0.0
    is_knowing: bool = False

    @property
    def share(self) -> float:
        return sum(self.of_kind.values()) / self.possible if self.possible else 0.0


def earned(bot: Bot, office: Office) -> Earned:
    """Hand in what the bot writes and add up what its own boxes earn."""
    steps = {(q.key, s.name): (q, s) for q in office.assignment.questions for s in q.steps}
    of_kind: dict[str, float] = {}
    possible, heaviest, where, is_knowing = 0.0, 0.0, [], False
    for mark in office.handed_in(bot):
        question, step = steps[mark.question, mark.step]
        if not bot.counted(question, step):
            is_knowing = True
            continue
        points = mark.credit * mark.points
        possible += mark.points
        heaviest = max(heaviest, mark.points)
        kind = kind_of(question, step)
        of_kind[kind] = of_kind.get(kind, 0.0) + points
        if points:
            where.append(f"{mark.question}.{mark.step} {points:.3g} ({mark.verdict.value})")
    return Earned(
        bot=bot,
        of_kind=of_kind,
        possible=possible,
        where=tuple(where),
        heaviest=heaviest,
        is_knowing=is_knowing,
    )


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


def measured(assignment: Assignment, options: argparse.Namespace) -> tuple[Office, list[Earned]]:
    """What every bot earns, those with hindsight last."""
    office = Office(assignment)
    bots = [*all_bots().values(), *(trying_bots() if options.wide else ())]
    named = [bot for bot in bots if options.only in bot.name]
    chosen = [bot for bot in named if _is_turn(bot, assignment, options.sheets)]
    found = [earned(bot, office) for bot in chosen or named]
    found += [earned(with_hindsight(found, only), office) for only in (True, False)]
    return office, found


def _is_turn(bot: Bot, assignment: Assignment, every: int) -> bool:
    """Whether a rubric is handed a bot's sheet."""
    place = zlib.crc32(f"{assignment.title} {bot.name}".encode())
    return bot.sheet is None or place % every == 0


def allowed(family: str, count: int, chance: Chance) -> float:
    """The most that any of so many in a family may earn."""
    if family in UNBOUND:
        return 1.0
    return max(TARGETS.get(family, TARGET), chance.luckiest(count, of_words=family == "choices"))


def is_over(one: Earned, target: float) -> bool:
    """Whether a bot earns too much; where few of its boxes count, one of them may be met."""
    one_box = one.heaviest / one.possible if one.is_knowing and one.possible else 0.0
    return one.share > max(target, one_box) + 1e-9


def report(path: Path, options: argparse.Namespace) -> tuple[str, bool, float]:
    """The lines on a rubric; whether all are within the targets; the best without hindsight."""
    office, found = measured(load_assignment(path), options)
    chance = Chance(office)
    lines = [f"\n{path.parent.name}/{path.name}: {len(found)} bots, {chance.points:g} points"]
    is_fine, best = True, 0.0
    for family in dict.fromkeys(one.bot.family for one in found if one.possible):
        ranked = sorted((o for o in found if o.bot.family == family), key=lambda o: -o.share)
        count = len(found if family == "hindsight" else ranked)  # which chooses among all
        target = allowed(family, count, chance)
        is_fine = is_fine and not any(is_over(one, target) for one in ranked)
        if TARGETS.get(family, TARGET) != HINDSIGHT and family not in UNBOUND:
            best = max(best, ranked[0].share)
        lines += _lines(family, ranked, target, options.all)
    return "\n".join(lines), is_fine, best


def _lines(family: str, ranked: list[Earned], target: float, everything: bool) -> Iterator[str]:
    over = sum(is_over(one, target) for one in ranked)
    said = f"{over} of {len(ranked)} OVER {target:.0%}" if over else f"within {target:.0%}"
    mean = sum(each.share for each in ranked) / len(ranked)
    for one in ranked if everything else ranked[:1]:
        yield f"  {family:21}{one.share:7.1%}  {said:18} mean {mean:5.1%}  {one.bot.name[:150]}"
        if (everything or over) and one.where:
            yield f"      {', '.join(one.where)}"


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
    parser.add_argument("--only", default="", help="bots whose name holds this")
    parser.add_argument("--rubric", default="", help="rubrics whose name holds this")
    parser.add_argument("--wide", action="store_true", help="more bots, and other subjects")
    parser.add_argument("--sheets", type=int, default=SHEETS_EVERY, metavar="EVERY")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    paths = [*sorted(RUBRICS.glob("*.yaml")), *sorted((RUBRICS / "examples").glob("*.yaml"))]
    paths += sorted(SUBJECTS.glob("*.yaml")) if options.wide else []
    paths = [path for path in paths if options.rubric in path.name]
    fine, best = 0, 0.0
    with Pool(options.jobs) as pool:
        for lines, is_fine, most in pool.imap(partial(report, options=options), paths):
            print(lines, flush=True)
            fine, best = fine + is_fine, max(best, most)
    honest(options.all)
    print(f"\nthe best bot without hindsight: {best:.1%}")
    print(f"rubrics within bounds: {fine} of {len(paths)}")


if __name__ == "__main__":
    main()
