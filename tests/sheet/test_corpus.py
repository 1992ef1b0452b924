"""Every sheet of the corpus reads as its neighbour in YAML says: in all formats and many hands."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import yaml

from grader.answers.document import SheetFile
from grader.answers.sheet import Sheet, read_sheet
from grader.errors import GraderError
from grader.mathlang import evaluate, parse
from tests.sheet.questions import SETS

CORPUS = Path(__file__).parent / "corpus"
SHEETS = sorted(
    path.stem
    for path in CORPUS.glob("*.yaml")
    if find_spec("pypdfium2") or not path.with_suffix(".pdf").exists()
)
"""Every sheet; PDFs only where the library that reads them is installed."""
asked_in = lru_cache(maxsize=None)(lambda name: SETS[name]())


def read(stem: str) -> tuple[dict[tuple[str, str], object], Sheet]:
    """What a sheet must give by question and step, and what it gives."""
    wanted = yaml.safe_load((CORPUS / f"{stem}.yaml").read_text(encoding="utf-8"))
    files = sorted(p for p in CORPUS.glob(f"{stem}.*") if p.suffix != ".yaml")
    files += [CORPUS / name for name in wanted.get("files", [])]
    sheet = read_sheet(
        [SheetFile(name=path.name, data=path.read_bytes()) for path in files],
        asked_in(wanted["questions"]),
    )
    reads = {(q, s): v for q, steps in (wanted["reads"] or {}).items() for s, v in steps.items()}
    return reads, sheet


def value(text: object) -> np.ndarray | None:
    """The number or the matrix that a text writes; None for a formula."""
    if not isinstance(text, str):
        return np.asarray(text, float)
    try:
        return np.asarray(evaluate(parse(text), {}, star="matrix"))
    except GraderError:
        return None


def agrees(written: str, wanted: object) -> bool:
    """Whether an answer is what the sheet states: the same number, or the same formula."""
    number, truth = value(written), value(wanted)
    if truth is None:
        return "".join(written.split()) == "".join(str(wanted).split())
    if number is None or np.squeeze(number).shape != np.squeeze(truth).shape:
        return False
    return bool(np.allclose(np.squeeze(number), np.squeeze(truth), rtol=1e-12, atol=0))


def misread(stem: str) -> tuple[list[str], list[str], int]:
    """Wrongly placed answers, missed ones, and how many there are."""
    wanted, sheet = read(stem)
    given = {(a.question, a.step): a for a in sheet.answers}
    wrong = [
        f"{stem}: {q}.{s} read as {a.text!r} at {a.place} ({a.how}), not {wanted.get((q, s))!r}"
        for (q, s), a in given.items()
        if (q, s) not in wanted or not agrees(a.text, wanted[q, s])
    ]
    missed = [
        f"{stem}: {q}.{s} = {v!r} missed" for (q, s), v in wanted.items() if (q, s) not in given
    ]
    return wrong, missed, len(wanted)


@pytest.mark.parametrize("stem", SHEETS)
def test_a_sheet_reads_as_it_was_meant(stem):
    wrong, missed, _ = misread(stem)
    assert not wrong + missed


def test_precision_and_recall_over_the_corpus():
    found = [misread(stem) for stem in SHEETS]
    wrong, missed = (sum(len(one[part]) for one in found) for part in (0, 1))
    total = sum(one[2] for one in found)
    placed = total - missed
    assert len(SHEETS) >= 40
    assert (placed - wrong) / placed >= 0.995
    assert (total - missed) / total >= 0.97
