"""The page of a class for those who teach it: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader import __version__
from grader.cohort.near_misses import NearMiss
from grader.cohort.report.anonymous import Naming
from grader.cohort.report.highlights import chance, flag, highlights, percent
from grader.cohort.report.pictures import HEAT, heat, histogram, step_graph
from grader.cohort.report.report_records import (
    ClassFigures,
    ForPeople,
    QuestionFigures,
    StepFigures,
)
from grader.cohort.report.step_tally import FOUND
from grader.cohort.report.two_classes import side_by_side
from grader.model import Verdict
from grader.words import counted, points, printable

LONGEST = 100
"""Signs of a student's text, or of what went wrong, that are shown."""
MOST_LISTED = 60
"""Submissions that wait for people which are listed; the tables have all."""
_WAITING = {
    "texts": ("text for people", "texts for people"),
    "unsure": ("answer read without certainty", "answers read without certainty"),
    "unreadable": ("step that could not be read", "steps that could not be read"),
    "faults": ("step that we failed to mark", "steps that we failed to mark"),
}


def page_of_class(
    figures: ClassFigures,
    naming: Naming,
    called: str = "",
    other: tuple[ClassFigures, str] | None = None,
) -> str:
    """The page of a class. called: what it is called beside the other one, if there is one."""
    page = _environment(naming).get_template("page.html.jinja")
    beside = list(side_by_side(figures, other[0])) if other else []
    return str(
        page.render(
            figures=figures,
            called=called,
            other=other[0] if other else None,
            other_called=other[1] if other else "",
            beside=beside,
            highlights=list(highlights(figures)),
            verdicts=[one for one in Verdict if any(s.verdicts.get(one) for s in figures.steps)],
            found=FOUND,
            heat_bounds=HEAT,
            near=[step for step in figures.steps if step.near],
            judged=[step for step in figures.steps if step.mean is not None],
            people=figures.people[:MOST_LISTED],
            waiting={name: sum(getattr(p, name) for p in figures.people) for name in _WAITING},
            waiting_words=_WAITING,
            chance=chance(figures.graded),
            has_names=naming.shows_names,
            version=__version__,
        )
    )


def _environment(naming: Naming) -> Environment:
    """Where the page's template lives; whatever is put into it is text, and never markup."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "percent": percent,
        "points": points,
        "counted": lambda number, noun: counted(number, noun),
        "own": lambda text: printable(naming.shown(text), LONGEST),
        "sentence": lambda text: printable(naming.shown(text), 4 * LONGEST),
        "said": lambda text: printable(text, LONGEST),
        "called": lambda place: printable(naming.called(place), LONGEST),
        "why": lambda one: "; ".join(_why(one, naming)),
        "shares": lambda step: list(_shares(step)),
        "places": lambda question: list(_places(question)),
        "nearest": nearest_beyond,
        "flag": flag,
        "heat": heat,
        "signed": signed,
    }
    made.globals |= {
        "histogram": lambda spread: Markup(histogram(spread)),
        "step_graph": lambda question: Markup(step_graph(question)),
    }
    return made


def nearest_beyond(step: StepFigures) -> NearMiss | None:
    """The wrong answer that is least beyond its step's tolerance."""
    return next((one for one in step.near if not one.is_within), None)


def signed(change: float | None) -> str:
    """By how much a share is more, in hundredths of the whole: +12, −3."""
    if change is None:
        return "–"
    hundredths = round(100 * change)
    return f"+{hundredths}" if hundredths > 0 else f"−{-hundredths}" if hundredths < 0 else "0"


def _shares(step: StepFigures) -> Iterator[dict[str, Any]]:
    """The parts of a step's bar: a verdict, how many, and how much of the whole."""
    for verdict in Verdict:
        count = step.verdicts.get(verdict, 0)
        if count:
            yield {"verdict": verdict.value, "count": count, "share": step.share(verdict)}


def _places(question: QuestionFigures) -> Iterator[dict[str, Any]]:
    """The parts of the bar that says where a question's answers were found."""
    counts = {name: sum(step.found.get(name, 0) for step in question.steps) for name in FOUND}
    whole = sum(counts.values())
    for name, count in counts.items():
        if count:
            yield {"verdict": name, "count": count, "share": count / whole}


def _why(one: ForPeople, naming: Naming) -> Iterator[str]:
    """Why a submission waits for people, a reason each."""
    if one.trouble:
        yield f"not graded: {printable(naming.shown(one.trouble), 2 * LONGEST)}"
    for name, words in _WAITING.items():
        count = getattr(one, name)
        if count:
            yield f"{count} {words[count != 1]}"
