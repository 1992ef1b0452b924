"""A graded class read and told: its figures, and what its submissions are called."""

from __future__ import annotations

from collections.abc import Iterator

from grader import record
from grader.cohort.graded_folder import GradedClass
from grader.cohort.report.anonymous import Naming
from grader.cohort.report.gathering import Numbered, class_figures
from grader.cohort.report.report_records import ClassFigures


@record(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """The figures of a class, and how its submissions are called where one is named."""

    figures: ClassFigures
    naming: Naming


def class_report(done: GradedClass, shows_names: bool = False) -> ClassReport:
    """Read a class once, one submission at a time, and count."""
    naming = Naming(submissions=done.names, shows_names=shows_names)
    places = {name: place for place, name in enumerate(done.names, 1)}

    def numbered() -> Iterator[Numbered]:
        for one in done.graded():
            naming.meet(places[one.name], one.students)
            yield Numbered(place=places[one.name], graded=one)

    return ClassReport(
        figures=class_figures(done.assignment, numbered(), len(places)), naming=naming
    )
