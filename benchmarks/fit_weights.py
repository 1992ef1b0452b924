"""Fits the weights of evidence (grader/answers/sheet/evidence.py) on sheets of many hands.

Run: python benchmarks/fit_weights.py FOLDER [FOLDER ...]

Each folder is a corpus as benchmarks/sheets.py takes it; the sheets of tests/sheet/corpus are taken
as well. Every statement of a sheet is an example: it is about the steps that are stated with its
value, or about none. The weights are those that make the examples likeliest, held near the table
of today. Printed: the table, and how surprised it is by sheets that it was not fitted on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "benchmarks")]

import numpy as np  # noqa: E402
import yaml  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from sheets import NEITHER, is_same_text  # noqa: E402

from grader.answers.document import SheetFile  # noqa: E402
from grader.answers.from_sheets import asked_of  # noqa: E402
from grader.answers.sheet import Asked, placing, read_sheet  # noqa: E402
from grader.answers.sheet.claims import Heard  # noqa: E402
from grader.answers.sheet.evidence import WEIGHTS, Evidence  # noqa: E402
from grader.errors import GraderError  # noqa: E402
from grader.rubric.load import read_assignment  # noqa: E402
from tests.sheet.questions import SETS  # noqa: E402

CORPUS = PROJECT / "tests" / "sheet" / "corpus"
KINDS = tuple(Evidence)
HELD = 0.02
"""How much a weight that moves by one from today's is held against it, for each example."""
FOLDS = 5
ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Example:
    """A statement: the evidence of its candidates, and which of them are right; none may be."""

    sheet: str
    evidence: NDArray[np.float64]
    right: NDArray[np.bool_]


def examples_of(
    name: str, files: Sequence[Path], asked: Sequence[Asked], due: dict[str, str]
) -> Iterator[Example]:
    """The statements of one sheet. due: what is stated for each step, as written."""
    heard: list[Heard] = []
    finish = placing.Placing.finish

    def listen(self: placing.Placing) -> None:
        heard.extend(self.heard)
        finish(self)

    placing.Placing.finish = listen  # type: ignore[method-assign]
    try:
        read_sheet([SheetFile(name=p.name, data=p.read_bytes()) for p in files], asked)
    except GraderError:
        return
    finally:
        placing.Placing.finish = finish  # type: ignore[method-assign]
    for one in heard:
        found = [c for c in one.weighed.candidates if c.value >= 0]
        if not found or one.statement.asks:
            continue  # what gives no value could be about anything
        evidence = np.array([[c.evidence.get(kind, 0.0) for kind in KINDS] for c in found])
        right = np.array([_is_due(one, c.step, c.value, due) for c in found])
        yield Example(name, evidence, right)


def _is_due(heard: Heard, step: str, value: int, due: dict[str, str]) -> bool:
    written = due.get(f"{heard.key}.{step}")
    sides = heard.weighed.sides
    return written is not None and value >= 0 and is_same_text(sides[value].text, written)


def corpus_examples() -> Iterator[Example]:
    """The sheets of the project's own tests."""
    for path in sorted(CORPUS.glob("*.yaml")):
        wanted = yaml.safe_load(path.read_text(encoding="utf-8"))
        files = sorted(p for p in CORPUS.glob(f"{path.stem}.*") if p.suffix != ".yaml")
        reads = wanted["reads"] or {}
        due = {f"{q}.{s}": str(v) for q, steps in reads.items() for s, v in steps.items()}
        yield from examples_of(path.stem, files, SETS[wanted["questions"]](), due)


def folder_examples(folder: Path) -> Iterator[Example]:
    """One sheet of a corpus of strangers."""
    steps = yaml.safe_load((folder / "due.yaml").read_text(encoding="utf-8"))["steps"]
    due = {str(n): str(w.get("written", "")) for n, w in steps.items() if not w.get("absent")}
    text = (folder / "rubric.yaml").read_text(encoding="utf-8")
    asked = [asked_of(question) for question in read_assignment(text, "rubric.yaml").questions]
    files = [p for p in folder.iterdir() if p.name not in NEITHER and p.is_file()]
    yield from examples_of(str(folder), files, asked, due)


def fitted(examples: Sequence[Example], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights that make the examples likeliest, held near `start`."""
    weights = start.copy()
    moment = np.zeros_like(weights)
    size = np.zeros_like(weights)
    for step in range(1, ROUNDS + 1):
        slope = HELD * (weights - start)
        for one in examples:
            slope += _slope(one, weights) / len(examples)
        moment = 0.9 * moment + 0.1 * slope
        size = 0.99 * size + 0.01 * slope**2
        weights -= 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(size / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights)


def _shares(one: Example, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The shares of no step and of each candidate."""
    scores = np.concatenate([[0.0], one.evidence @ weights])
    found = np.exp(scores - scores.max())
    return np.asarray(found / found.sum())


def _right(one: Example) -> NDArray[np.float64]:
    """1 for what is right: no step at all, where none of the candidates is."""
    return np.concatenate([[float(not one.right.any())], one.right.astype(float)])


def _slope(one: Example, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    shares, right = _shares(one, weights), _right(one)
    wanted = shares * right
    wanted /= max(wanted.sum(), 1e-12)
    return np.asarray((shares - wanted)[1:] @ one.evidence)


def surprise(examples: Sequence[Example], weights: NDArray[np.float64]) -> float:
    """The mean of the negative logarithms of the shares of what is right."""
    found = [float((_shares(one, weights) * _right(one)).sum()) for one in examples]
    return float(-np.log(np.maximum(found, 1e-9)).mean())


def trust(examples: Sequence[Example], weights: NDArray[np.float64]) -> Iterator[str]:
    """How often what has such a share is right, a line for each range of shares."""
    best = []
    for one in examples:
        shares, right = _shares(one, weights)[1:], _right(one)[1:]
        best.append((float(shares.max()), float(right[shares.argmax()])))
    found = np.array(best)
    for low, high in pairwise((0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)):
        here = found[(found[:, 0] >= low) & (found[:, 0] < high)]
        if len(here):
            rate = here[:, 1].mean()
            yield f"share {low:.2f} to {min(high, 1):.2f}: right {rate:.3f} of {len(here)}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("folders", nargs="*", type=Path)
    options = asked.parse_args()
    examples = list(corpus_examples())
    for corpus in options.folders:
        for path in sorted(corpus.glob("*/due.yaml")):
            examples += folder_examples(path.parent)
    start = np.array([WEIGHTS[kind] for kind in KINDS], dtype=np.float64)
    names = sorted({one.sheet for one in examples})
    print(f"{len(examples)} statements of {len(names)} sheets")
    print(f"today's table: {surprise(examples, start):.4f}")
    unseen = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        weights = fitted([one for one in examples if one.sheet not in held], start)
        unseen.append(surprise([one for one in examples if one.sheet in held], weights))
    print(f"fitted on the others: {np.mean(unseen):.4f}")
    weights = fitted(examples, start)
    print(f"fitted on all: {surprise(examples, weights):.4f}")
    print("\n".join(trust(examples, weights)))
    for kind, weight in zip(KINDS, weights, strict=True):
        print(f"    Evidence.{kind.name}: {weight:.1f},")


if __name__ == "__main__":
    main()
