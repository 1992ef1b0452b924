"""How well sheets are read: corpora of sheets, each with its rubric and the verdicts that are due.

Run: python benchmarks/sheets.py FOLDER [FOLDER ...] [--misses] [--json FILE]

A corpus is a folder of folders, each with rubric.yaml, one sheet, and due.yaml:

    about: physics, plain text
    steps:
      "1.F": {written: "0.82", credit: 1}          # stated so; the credit that is due, or a range
      "1.G": {absent: true}                        # not stated: nothing should be found here

Per format: the share of stated values that are found in their place, steps filled with something
else (and those of them that were called sure), right answers called incorrect with certainty, and
steps whose credit is as due. Then how far certainty can be trusted.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

import numpy as np  # noqa: E402
import yaml  # noqa: E402

from grader.errors import GraderError  # noqa: E402
from grader.gradescope import marked  # noqa: E402
from grader.mathlang import evaluate, parse  # noqa: E402
from grader.model import Answer, Mark, Verdict  # noqa: E402
from grader.rubric.load import read_assignment  # noqa: E402

SLACK = 0.011
"""Of credit: half of a half is no other credit than 0.24."""
NEITHER = ("rubric.yaml", "due.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of one sheet: what was due and what came of it."""

    sheet: str
    format: str
    name: str
    written: str
    is_stated: bool
    read: str
    is_found: bool
    is_sure: bool
    is_right_place: bool
    verdict: str
    credit: float
    due: tuple[float, float]

    @property
    def is_as_due(self) -> bool:
        return self.due[0] - SLACK <= self.credit <= self.due[1] + SLACK

    @property
    def is_condemned(self) -> bool:
        """A right answer that is called incorrect as one read with certainty."""
        is_wrong = self.verdict == Verdict.INCORRECT.value and self.is_sure
        return self.is_stated and self.due[0] == 1.0 and is_wrong


def steps_of(folder: Path) -> Iterator[Step]:
    """The steps of one sheet's folder."""
    due = yaml.safe_load((folder / "due.yaml").read_text(encoding="utf-8"))["steps"]
    text = (folder / "rubric.yaml").read_text(encoding="utf-8")
    assignment = read_assignment(text, str(folder / "rubric.yaml"))
    (sheet,) = (p for p in folder.iterdir() if p.name not in NEITHER and p.is_file())
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / sheet.name).write_bytes(sheet.read_bytes())
        found = marked(assignment, Path(place))
    answers = found.answers.by_step if found.answers is not None else {}
    marks = {mark.id: mark for mark in found.marks}
    for name, want in due.items():
        key, _, step = str(name).rpartition(".")
        if name in marks:
            yield _step(folder, sheet, name, want, answers.get((key, step)), marks[name])


def _step(
    folder: Path, sheet: Path, name: str, want: dict[str, Any], answer: Answer | None, mark: Mark
) -> Step:
    is_stated = not want.get("absent")
    credit = want.get("credit", 0) if is_stated else 0
    low, high = credit if isinstance(credit, list) else (credit, credit)
    written = str(want.get("written", ""))
    is_found = answer is not None and not answer.is_blank
    is_right = is_found and is_stated and answer is not None and is_same_text(answer.text, written)
    return Step(
        sheet=f"{folder.parent.name}/{folder.name}",
        format=sheet.suffix.lower(),
        name=name,
        written=written,
        is_stated=is_stated,
        read=answer.text if answer is not None else "",
        is_found=is_found,
        is_sure=is_found and answer is not None and not answer.is_unsure,
        is_right_place=bool(is_right or (is_found and low == high == 1.0 == mark.credit)),
        verdict=mark.verdict.value,
        credit=mark.credit,
        due=(float(low), float(high)),
    )


def is_same_text(read: str, written: str) -> bool:
    """Whether what was read is what stands there, however it is spelled."""
    if _bare(read) == _bare(written):
        return True
    wanted = [*_values(written)]
    return any(_are_near(first, second) for first in _values(read) for second in wanted)


def _are_near(first: list[float], second: list[float]) -> bool:
    if not first or len(first) != len(second):
        return False
    return all(
        abs(a - b) <= 0.006 * max(abs(a), abs(b)) for a, b in zip(first, second, strict=True)
    )


def _bare(text: str) -> str:
    return re.sub(r"\\(?:left|right|,|;|!|text|mathrm|cdot)|[\s$*{}]", "", text).rstrip(".")


def _values(text: str) -> Iterator[list[float]]:
    """The numbers of a text in order, of a fraction or a sum its value: as it is written, each
    member of `7/30 = 0,2333`, and with commas for decimal ones."""
    for member in (text, *(text.split("=") if "=" in text else ())):
        for plain in dict.fromkeys((re.sub(r"(?<=\d)(?:\{,\}|,)(?=\d)", ".", member), member)):
            with suppress(GraderError, ValueError):
                yield [float(x) for x in np.asarray(evaluate(parse(plain), {})).ravel()]
            numbers = re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", plain.replace("−", "-"))
            yield [float(x) for x in numbers]


def share(part: int, whole: int) -> str:
    return f"{part:4d}/{whole:<4d} {100 * part / whole if whole else 0:5.1f}%"


def report(name: str, steps: list[Step]) -> None:
    stated = [s for s in steps if s.is_stated]
    other = [s for s in steps if s.is_found and not s.is_right_place]
    lost = [s for s in stated if s.is_condemned]
    right = [s for s in stated if s.due[0] == 1.0]
    print(
        f"{name:12} in place {share(sum(s.is_right_place for s in stated), len(stated))}"
        f"  filled with else {share(len(other), len(steps))}"
        f"  of them sure {share(sum(s.is_sure for s in other), len(steps))}"
        f"  right called incorrect {share(len(lost), len(right))}"
        f"  as due {share(sum(s.is_as_due for s in steps), len(steps))}"
    )


def misses(steps: Iterable[Step]) -> Iterator[str]:
    """What went wrong, a line for each step."""
    for s in steps:
        wrong_place = s.is_found and not s.is_right_place
        if wrong_place or not s.is_as_due or (s.is_stated and not s.is_found):
            sure = "sure" if s.is_sure else "unsure"
            want = s.written if s.is_stated else "(absent)"
            yield (
                f"{s.sheet}{s.format} {s.name}: wanted {want!r} for {s.due}; read {s.read[:60]!r}"
                f" ({sure}), {s.verdict} {s.credit:.2f}"
            )


def trust(steps: list[Step]) -> None:
    """How often what is called sure, and unsure, is in its place."""
    counts = Counter((s.is_sure, s.is_right_place) for s in steps if s.is_found)
    for is_sure in (True, False):
        whole = counts[is_sure, True] + counts[is_sure, False]
        print(f"{'sure' if is_sure else 'unsure':7} in place {share(counts[is_sure, True], whole)}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("folders", nargs="+", type=Path)
    asked.add_argument("--misses", action="store_true", help="print each step that went wrong")
    options = asked.parse_args()
    every: list[Step] = []
    for corpus in options.folders:
        steps: list[Step] = []
        for folder in sorted(p.parent for p in corpus.glob("*/due.yaml")):
            try:
                steps += steps_of(folder)
            except Exception as problem:  # of the corpus, or of the program: it is told either way
                print(f"{folder}: {type(problem).__name__}: {problem}"[:300])
        if options.misses:
            print("\n".join(misses(steps)))
        for suffix in sorted({s.format for s in steps}):
            report(suffix, [s for s in steps if s.format == suffix])
        report(corpus.name, steps)
        every += steps
    report("all", every)
    trust(every)


if __name__ == "__main__":
    main()
