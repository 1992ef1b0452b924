"""The commands for a whole class: each parses, calls and prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from grader.commands.terminal import terminal
from grader.commands.which_rubric import rubric_file


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
    rubric: Annotated[
        Optional[str],  # noqa: UP045 - read at run time, on Python 3.10 too
        typer.Option("--rubric", "-r", help="The rubric to grade by."),
    ] = None,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            "--jobs", "-j", min=1, metavar="N", help="Processes at a time. Default: processors."
        ),
    ] = None,
    scheduler: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="ADDRESS", help="A Dask cluster to grade on, tcp://host:8786."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="What one submission may take.")
    ] = 600.0,
) -> int:
    """Grade a whole class: marks.csv, steps.csv and a results.json each.

    Stopped, it goes on where it stopped; what has not changed is not graded again.
    """
    from grader.cohort import cluster, local
    from grader.commands.grade import grade as command

    engine = local(jobs) if scheduler is None else cluster(scheduler)
    return command(submissions, rubric_file(rubric), out, engine, timeout, terminal())


COMMANDS = (grade,)
