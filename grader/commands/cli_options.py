"""Arguments and options that several commands take."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

RubricArgument = Annotated[
    str, typer.Argument(metavar="RUBRIC", help="A rubric: its path, or its name in rubrics/.")
]
RubricOption = Annotated[
    Optional[str],  # noqa: UP045 - read at run time, on Python 3.10 too
    typer.Option("--rubric", "-r", help="The rubric to grade by."),
]
StudentOption = Annotated[
    Optional[str],  # noqa: UP045 - read at run time, on Python 3.10 too
    typer.Option(
        "--student", metavar="ID", help="With the numbers of this student: an e-mail or a sid."
    ),
]
