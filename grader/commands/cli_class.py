"""The commands for a whole class: each parses, calls and prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from grader.commands.cli_options import RubricOption
from grader.commands.terminal import terminal
from grader.commands.which_rubric import rubric_file

if TYPE_CHECKING:
    from grader.cohort import Engine


JobsOption = Annotated[
    Optional[int],  # noqa: UP045 - read at run time, on Python 3.10 too
    typer.Option(
        "--jobs", "-j", min=1, metavar="N", help="Processes at a time. Default: processors."
    ),
]
SchedulerOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(metavar="ADDRESS", help="A Dask cluster to grade on, tcp://host:8786."),
]


def grade(
    submissions: Annotated[
        Path,
        typer.Argument(
            metavar="SUBMISSIONS",
            help="The platform's export (a folder, or the .zip as it was downloaded), a folder of"
            " submissions, or a folder of files.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Where results and tables go.")
    ],
    rubric: RubricOption = None,
    jobs: JobsOption = None,
    scheduler: SchedulerOption = None,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="What one submission may take.")
    ] = 600.0,
) -> int:
    """Grade a whole class: marks.csv, steps.csv and a results.json each.

    Stopped, it goes on where it stopped; what has not changed is not graded again.
    """
    from grader.commands.grade import grade as command

    engine = _engine(jobs, scheduler)
    return command(submissions, rubric_file(rubric), out, engine, timeout, terminal())


def compare(
    before: Annotated[
        str, typer.Argument(metavar="OLD", help="A rubric, or a folder that `grade` wrote.")
    ],
    after: Annotated[
        str, typer.Argument(metavar="NEW", help="Another rubric, or another such folder.")
    ],
    submissions: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(metavar="SUBMISSIONS", help="What a rubric is to grade, as for `grade`."),
    ] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print every change as a row of a table.")
    ] = False,
    jobs: JobsOption = None,
    scheduler: SchedulerOption = None,
) -> int:
    """Say whose grade another rubric changes, by how much, at which steps and why.

    Exit status 1 where anyone loses points.
    """
    from grader.commands.compare import compare as command

    engine = _engine(jobs, scheduler)
    return command(before, after, submissions, engine, as_csv, terminal())


def groups(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that `grade` wrote.")],
    step: Annotated[str, typer.Argument(metavar="STEP", help="A step, such as 2b.h1.")],
    every: Annotated[
        bool, typer.Option("--all", help="Name every submission of each group.")
    ] = False,
) -> int:
    """List what a class wrote at a step, answers that are equal as mathematics together."""
    from grader.commands.groups import groups as command

    return command(out, step, terminal(), every)


def report(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that `grade` wrote.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")
    ] = Path("report.html"),
    names: Annotated[
        bool, typer.Option("--names", help="Say whose the submissions are that are named.")
    ] = False,
    other: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--compare", metavar="OTHER", help="Another such folder, side by side."),
    ] = None,
    tables: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--csv", metavar="DIR", help="Write the figures as tables there, too."),
    ] = None,
) -> int:
    """Write what a class did as one HTML page: points, verdicts, where it first goes wrong."""
    from grader.commands.report import report as command

    return command(out, output, other, tables, terminal(), names)


def _engine(jobs: int | None, scheduler: str | None) -> Engine:
    from grader.cohort import cluster, local

    return local(jobs) if scheduler is None else cluster(scheduler)


COMMANDS = (grade, compare, groups, report)
