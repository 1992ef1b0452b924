"""What a class did, for those who teach it: figures, a page and tables of them."""

from typing import TYPE_CHECKING

from grader import on_demand

if TYPE_CHECKING:
    # The figures as tables.
    from grader.cohort.report.figure_tables import write_figures as write_figures

    # One HTML file with pictures in it, that needs nothing else.
    from grader.cohort.report.report_page import page_of_class as page_of_class

    # A graded class read and told: its figures, and what its submissions are called.
    from grader.cohort.report.told_class import ClassReport as ClassReport
    from grader.cohort.report.told_class import class_report as class_report

__getattr__ = on_demand(
    __name__,
    {
        "figure_tables": ("write_figures",),
        "report_page": ("page_of_class",),
        "told_class": ("ClassReport", "class_report"),
    },
)
