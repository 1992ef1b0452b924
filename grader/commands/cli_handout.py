"""`grader handout` as the terminal takes it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from grader.commands.cli_options import RubricArgument
from grader.commands.terminal import terminal
from grader.commands.which_rubric import rubric_file

RosterOption = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, on Python 3.10 too
    typer.Option(metavar="CSV", help="The students, as Gradescope or Canvas exports them."),
]
FolderOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--output", "-o", metavar="FOLDER", help="Where the sheets go."),
]
KeyOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--key-csv", metavar="FILE", help="Write everybody's answers as CSV."),
]
OnlyOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--student", metavar="ID", help="For this student alone; may be repeated."),
]
NewKeyOption = Annotated[
    bool, typer.Option("--new-key", help="Make the secret key that numbers are drawn with.")
]
AnewOption = Annotated[
    bool, typer.Option("--anew", help="Draw again for students who were handed numbers before.")
]
GroupsOption = Annotated[
    bool, typer.Option("--groups", help="Tell in each sheet whose numbers count for a group.")
]


def handout(
    rubric: RubricArgument,
    roster: RosterOption = None,
    output: FolderOption = None,
    key_csv: KeyOption = None,
    student: OnlyOption = None,
    new_key: NewKeyOption = False,
    anew: AnewOption = False,
    groups: GroupsOption = False,
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
