"""The figures of a class as tables: what the page shows and more, for whoever counts on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.cohort.class_tables import cell
from grader.cohort.report.anonymous import Naming
from grader.cohort.report.report_records import ClassFigures, StepFigures
from grader.cohort.report.step_tally import FOUND
from grader.cohort.report.two_classes import side_by_side
from grader.errors import UsageError
from grader.gradescope import clean
from grader.model import Verdict

Row = Iterable[object]
SUMMARY = (
    "submissions", "graded", "not_graded", "possible", "mean", "deviation", "least", "quarter",
    "median", "three_quarters", "most",
)  # fmt: skip
COUNTS = tuple(verdict.value for verdict in Verdict)
STEP = (
    "question", "step", "label", "points", *COUNTS, "mean_credit", "discrimination", "first_wrong",
    "followed_after", "points_lost_after", "just_within", "just_beyond",
    *(f"found_{name}" for name in FOUND),
)  # fmt: skip


def write_figures(
    folder: Path, figures: ClassFigures, naming: Naming, other: ClassFigures | None = None
) -> list[Path]:
    """Write the tables into a folder; gives back which."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"{folder} is no folder; name one to write into") from None
    tables = dict(_tables(figures, naming))
    if other is not None:
        tables["side_by_side"] = _beside(figures, other)
    written = []
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        written.append(path)
    return written


def _tables(figures: ClassFigures, naming: Naming) -> Iterator[tuple[str, Iterable[Row]]]:
    steps = figures.steps
    yield "class_summary", (SUMMARY, _summary(figures))
    yield "class_totals", (("from", "to", "submissions"), *_histogram(figures))
    yield "step_figures", (STEP, *map(_step, steps))
    yield (
        "common_errors",
        (
            ("question", "step", "kind", "text", "submissions", "marked", "example"),
            *(row for step in steps for row in _errors(step, naming)),
        ),
    )
    yield (
        "near_misses",
        (
            ("question", "step", "submission", "read", "distance_over_allowed"),
            *_near(steps, naming),
        ),
    )
    yield "left_to_people", (
        ("submission", "texts", "unsure", "unreadable", "faults", "trouble"),
        *(
            (cell(naming.called(p.submission)), p.texts, p.unsure, p.unreadable, p.faults,
             cell(naming.shown(p.trouble)))
            for p in figures.people
        ),
    )  # fmt: skip


def _summary(figures: ClassFigures) -> Row:
    spread = figures.spread
    counts = (figures.submissions, figures.graded, figures.not_graded)
    numbers = (spread.possible, spread.mean, spread.deviation, *spread.quartiles)
    return (*counts, *map(clean, numbers))


def _histogram(figures: ClassFigures) -> Iterator[Row]:
    edges = figures.spread.edges
    return zip(map(clean, edges), map(clean, edges[1:]), figures.spread.counts, strict=False)


def _step(step: StepFigures) -> Row:
    return (
        *map(cell, (step.question, step.step, step.label)),
        clean(step.points),
        *(step.verdicts.get(verdict, 0) for verdict in Verdict),
        *("" if one is None else round(one, 4) for one in (step.mean, step.discrimination)),
        step.first,
        step.carried,
        clean(step.lost),
        step.within,
        step.beyond,
        *(step.found.get(name, 0) for name in FOUND),
    )


def _errors(step: StepFigures, naming: Naming) -> Iterator[Row]:
    for kind, found in (("slip", step.slips), ("answer", step.answers)):
        for one in found:
            yield (
                *map(cell, (step.question, step.step, kind, naming.shown(one.text))),
                one.count,
                one.marked.value,
                cell(naming.called(one.example)),
            )


def _near(steps: Iterable[StepFigures], naming: Naming) -> Iterator[Row]:
    places = {name: place for place, name in enumerate(naming.submissions, 1)}
    for step in steps:
        for one in step.near:
            called = naming.called(places[one.submission])
            texts = (step.question, step.step, called, naming.shown(one.read))
            yield (*map(cell, texts), round(one.reach, 3))


def _beside(here: ClassFigures, there: ClassFigures) -> Iterator[Row]:
    sides = ("mean_credit", "first_wrong", "submissions")
    yield ("step", "label", *(f"{name}_{side}" for side in ("here", "there") for name in sides))
    for one in side_by_side(here, there):
        row: list[object] = [cell(one.id), cell(one.step.label)]
        for step in (one.here, one.there):
            mean = "" if step is None or step.mean is None else round(step.mean, 4)
            row += ["", "", ""] if step is None else [mean, step.first, step.count]
        yield row
