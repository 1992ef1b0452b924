"""Agreement with the verdicts of other graders, by the way that answers of students take.

    python benchmarks/agreement.py ROWS.json [--all]

Every row becomes a rubric with one step and a template with one answer, which are read and marked
as on the platform (posing.py). Printed: on how many of all rows both agree, by kind and by
source, nothing left out; how many of the others follow a convention that is not ours, with every
such convention and what it explains (dialects.py); then the rest, and apart from them what is
given full credit here though the other grader refuses it. `--all` prints the explained rows too.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dialects import DIALECTS, dialect_of
from posing import NOT_POSED, Judged, Row, answer_text, judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A row, what was said to it, and the convention that explains a difference ("" for none)."""

    row: Row
    judged: Judged
    reason: str

    @property
    def is_accepted(self) -> bool:
        """Whether the row got full credit, or was read, although the other grader refuses it."""
        is_posed = not self.judged.said.startswith(NOT_POSED)
        return is_posed and not self.judged.agrees and not self.row["expected"]

    @property
    def line(self) -> str:
        """The row and the program's words to it, on one line."""
        student = answer_text(self.row["student"])[:60]
        truth = str(self.row.get("truth"))[:32]
        wanted = "right" if self.row["expected"] else "wrong"
        words = f"{student!r} for {truth!r} is {wanted} there; here {self.judged.said[:90]}"
        return f"  {self.row['kind']:18} {words}"


def outcomes(rows: list[Row]) -> list[Outcome]:
    """What the program says to every row."""
    found = []
    for row in rows:
        said = judged(row)
        dialect = None if said.agrees else dialect_of(row)
        found.append(Outcome(row=row, judged=said, reason=dialect.words if dialect else ""))
    return found


def table(title: str, groups: Mapping[str, list[Outcome]]) -> list[str]:
    """One line for each kind or source: all rows, and how many of the others are explained."""
    lines = [f"\n{title:40} rows agree  share  other dialect"]
    for name, found in sorted(groups.items()):
        agree = sum(outcome.judged.agrees for outcome in found)
        other = sum(bool(outcome.reason) for outcome in found)
        lines.append(f"{name:40}{len(found):5}{agree:6} {agree / len(found):6.1%} {other:14}")
    return lines


def report(found: list[Outcome], explained: bool = False) -> list[str]:
    """All that is printed."""
    kinds, sources = defaultdict(list), defaultdict(list)
    for outcome in found:
        kinds[str(outcome.row["kind"])].append(outcome)
        sources[str(outcome.row["source"]).split("@")[0]].append(outcome)
    lines = [*table("kind", kinds), *table("source", sources), *table("all", {"all": found})]
    reasons = Counter(outcome.reason for outcome in found if outcome.reason)
    others = sum(reasons.values())
    agree = sum(outcome.judged.agrees for outcome in found)
    lines.append(f"\nagree {agree} of {len(found)} = {agree / len(found):.1%}, nothing left out")
    lines.append(f"agree or follow a convention stated below: {(agree + others) / len(found):.1%}")
    for dialect in DIALECTS:
        lines.append(f"{reasons[dialect.words]:5}  {dialect.words}")
        if explained:
            lines += [o.line for o in found if o.reason == dialect.words]
    accepted = [o for o in found if o.is_accepted]
    lines.append(f"\nfull credit (or read) here though refused there: {len(accepted)}")
    lines += [o.line for o in accepted]
    left = [o for o in found if not (o.judged.agrees or o.reason or o.is_accepted)]
    return [*lines, f"\nthe others, unexplained: {len(left)}"] + [o.line for o in left]


def main() -> None:
    """Read the file, judge each row, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--all", action="store_true", help="print the explained rows as well")
    options = parser.parse_args()
    rows: list[Row] = json.loads(options.rows.read_text(encoding="utf-8"))
    print(*report(outcomes(rows), options.all), sep="\n")


if __name__ == "__main__":
    main()
