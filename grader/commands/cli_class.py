"""The commands for a whole class: each parses, calls and prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from grader.commands.cli_options import RubricOption, StudentOption
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
ByOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(metavar="NAME", help="Who decides. Default: git's user.name, or the account's."),
]
DecidedOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--rubric", "-r", metavar="RUBRIC", help="Beside which rubric. Default: that of OUT."
    ),
]


FormatsOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--format",
        metavar="NAME",
        help="Write the marks for another platform too: canvas, moodle, prairielearn, autolab or"
        " otter. May be said again.",
    ),
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
    formats: FormatsOption = None,
) -> int:
    """Grade a whole class: marks.csv, steps.csv and a results.json each.

    Stopped, it goes on where it stopped; what has not changed is not graded again.
    """
    from grader.commands.grade import grade as command

    engine = _engine(jobs, scheduler)
    console = terminal()
    return command(
        submissions, rubric_file(rubric), out, engine, timeout, console, tuple(formats or ())
    )


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that `grade` wrote.")],
    name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="canvas, moodle, prairielearn, autolab or otter.",
        ),
    ],
    gradebook: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="CSV",
            help="What the platform exported, to be filled in: Canvas's gradebook, Moodle's grading"
            " worksheet.",
        ),
    ] = None,
    column: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The column that the points go to. Default: the one that is called as the rubric"
            " is.",
        ),
    ] = "",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE", help="Where it goes. Default: into OUT."),
    ] = None,
) -> int:
    """Write the marks of a class that was graded for another platform.

    Exit status 1 where somebody's marks are not in it.
    """
    from grader.commands.export_marks import export_marks as command

    return command(out, name, gradebook, column, output, terminal())


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
    decide: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(metavar="NO", help="Decide on the group of this number."),
    ] = None,
    credit: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(min=0, max=1, help="With --decide: a share of the points, from 0 to 1."),
    ] = None,
    points: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(min=0, help="With --decide: so many points."),
    ] = None,
    reason: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="With --decide: why, in a sentence that students read."),
    ] = None,
    by: ByOption = None,
    rubric: DecidedOption = None,
) -> int:
    """List what a class wrote at a step, answers that are equal as mathematics together.

    With --decide, write a decision for all of a group into the file beside the rubric.
    """
    from grader.commands.groups import asked_of
    from grader.commands.groups import groups as command

    asked = asked_of(decide, credit, points, reason, by, rubric)
    return command(out, step, terminal(), every, asked)


def left(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that `grade` wrote.")],
    decide: Annotated[
        bool, typer.Option("--decide", help="Ask for a decision on one after the other.")
    ] = False,
    by: ByOption = None,
    rubric: DecidedOption = None,
) -> int:
    """List what was left to people: texts, unsure values, what could not be read or marked.

    With --decide, ask for points and a reason, and write them into the file beside the rubric.
    """
    from grader.commands.left import left as command

    return command(out, rubric, by, decide, terminal())


def why(
    submission: Annotated[
        Path,
        typer.Argument(
            metavar="SUBMISSION", help="A submission's folder, one file, or a whole class."
        ),
    ],
    step: Annotated[str, typer.Argument(metavar="STEP", help="A step, such as 2b.h1.")],
    rubric: RubricOption = None,
    student: StudentOption = None,
    named: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--submission",
            metavar="NAME",
            help="Which submission of a class: its name, or its student's e-mail, sid or name.",
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show all that was tried.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the same as JSON.")] = False,
) -> int:
    """Say why a step was marked as it is: what was read, what is right, what was tried.

    It shows true values, and is for staff alone.
    """
    from grader.commands.one_submission import one_submission
    from grader.commands.why import why as command

    one = one_submission(submission, named)
    file = rubric_file(rubric or one.rubric)
    return command(one, file, step, terminal(), student=student, as_json=as_json, every=every)


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


COMMANDS = (grade, export, report, compare, groups, left, why)
