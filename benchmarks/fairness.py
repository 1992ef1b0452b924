"""How just the marking is to students who work by hand.

    python benchmarks/fairness.py [--students 9000] [--seed 0] [--misses 5]

Students of many habits work out eight homeworks (Homework 3, the example networks, attention, an
LSTM cell, batch normalisation, a small convolutional network), each with its own letters and with
all names changed. Two thirds make one error, by rules of their own that know nothing of the slips
that the program looks for (human_errors.py), and carry on faithfully. They compute with plain
numpy (by_hand.py), write as people do (hand_writing.py) and are marked by the program.

Printed, by homework, by letters and together: right steps that lose credit; errors that get full
credit where they happen; nameable errors that are named rightly, and names told that are wrong
(naming.py says which). What cannot be judged leaves the counts with a reason, and every reason is
printed with its number. Below stand plain rules with one tolerance beside the program, and
examples of what it got wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping

from fair_judging import Tally, marked
from fair_questions import Posed, posed
from plain_rules import PLAIN, PlainTally
from students import simulated

Tallies = dict[tuple[str, bool], Tally]


def measured(asked: tuple[Posed, ...], students: int, seed: int) -> tuple[Tallies, PlainTally]:
    """What the program did to so many students, by homework and letters, and what plain rules."""
    tallies: Tallies = {}
    plain = PlainTally()
    for work in simulated(asked, students, seed):
        tally = tallies.setdefault((work.posed.homework, work.posed.renamed), Tally())
        tally.take(work, marked(work))
        plain.take(work)
    return tallies, plain


def together(tallies: Iterable[Tally]) -> Tally:
    """The sum of several counts."""
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def table(tallies: Tallies) -> list[str]:
    """A line for each homework, for each kind of letters, and for all."""
    homeworks = dict.fromkeys(name for name, _ in tallies)
    rows: dict[str, Tally] = {
        name: together(t for (n, _), t in tallies.items() if n == name) for name in homeworks
    }
    for words, renamed in (("with their own letters", False), ("with all names changed", True)):
        rows[words] = together(t for (_, r), t in tallies.items() if r is renamed)
    rows["together"] = together(tallies.values())
    head = f"{'':24}{'right steps refused':>26}{'errors given all':>22}"
    lines = [f"{head}{'nameable, named':>24}{'names told, wrong':>24}"]
    for name, tally in rows.items():
        parts = (
            (tally.refused, tally.right, 26),
            (tally.passed, tally.wrong, 22),
            (tally.named, tally.nameable, 24),
            (tally.wrong_names, tally.names_told, 24),
        )
        lines.append(f"{name:24}" + "".join(_share(*part) for part in parts))
    return lines


def _share(count: int, of: int, width: int) -> str:
    return f"{f'{count} of {of} = {count / max(1, of):.2%}':>{width}}"


def reasons(title: str, counts: Mapping[str, int]) -> list[str]:
    """What was left out, most often first."""
    ordered = Counter(counts).most_common()
    return [f"\n{title}", *(f"{count:7}  {reason}" for reason, count in ordered)]


def main() -> None:
    """Simulate, mark and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--students", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--misses", type=int, default=5, help="examples of each, -1 for all")
    options = parser.parse_args()
    tallies, plain = measured(posed(), options.students, options.seed)
    whole = together(tallies.values())
    steps = whole.right + whole.wrong + sum(whole.left_out.values())
    print(f"{options.students} students, {steps} steps\n")
    print(*table(tallies), sep="\n")
    print(*reasons("steps that are not judged, by reason:", whole.left_out), sep="\n")
    print(*reasons("errors that are not nameable, by reason:", whole.not_named), sep="\n")
    print(*plain.rows(tuple(PLAIN)), sep="\n")
    for kind, lines in whole.misses.items():
        shown = lines if options.misses < 0 else lines[: options.misses]
        print(f"\n{kind} ({len(lines)}):", *shown, sep="\n  ")


if __name__ == "__main__":
    main()
