"""`grader handout` as the terminal takes it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from grader.commands.cli_options import RubricArgument
from grader.commands.terminal import terminal
from grader.commands.which_rubric import rubric_file


def handout(
    rubric: RubricArgument,
    roster: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="CSV", help="The students, as Gradescope or Canvas exports them."),
    ] = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FOLDER", help="Where the sheets go."),
    ] = None,
    key_csv: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--key-csv", metavar="FILE", help="Write everybody's answers as CSV."),
    ] = None,
    student: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--student", metavar="ID", help="For this student alone; may be repeated."),
    ] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make the secret key that numbers are drawn with.")
    ] = False,
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Draw again for students who were handed numbers before."),
    ] = False,
    groups: Annotated[
        bool, typer.Option("--groups", help="Tell in each sheet whose numbers count for a group.")
    ] = False,
) -> int:
    """Write a sheet for every student, with numbers of their own."""
    from grader.commands.handout import Wanted
    from grader.commands.handout import handout as command

    wanted = Wanted(
        roster=roster,
        students=tuple(student or ()),
        folder=output,
        key_csv=key_csv,
        new_key=new_key,
        anew=anew,
        groups=groups,
    )
    return command(rubric_file(rubric), wanted, terminal())
