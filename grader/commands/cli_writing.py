"""The commands that help to write a rubric, as the terminal takes them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from grader.commands.cli_options import RubricArgument, StudentOption
from grader.commands.terminal import terminal
from grader.commands.which_rubric import every_rubric, rubric_file

FolderOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the submissions go.")
]
SlipsOption = Annotated[
    int, typer.Option("--slips", min=0, help="How many of the likeliest slips of each step.")
]
AnewOption = Annotated[bool, typer.Option("--anew", help="Write those that are there again.")]
SubmissionArgument = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, on Python 3.10 too
    typer.Argument(metavar="SUBMISSION", help="A submission's folder, or a file of one."),
]
PageOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")
]
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="What the rubric is called, hw4, or its path.")
]
TitleOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--title", help="The assignment's name, as students read it."),
]
QuestionsOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--questions", help="The questions' keys: 1a,1b,2."),
]
AnswersOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--answers", help="Kinds of answers to begin with: number,choice or all."),
]
SolutionOption = Annotated[
    bool,
    typer.Option("--solution", help="Show students the worked solution after publication."),
]
RubricsArgument = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(metavar="RUBRIC", help="Rubrics. Default: all in rubrics/."),
]
SamplesOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(metavar="FOLDER", help="The samples. Default: sample_submissions/."),
]


def sample(
    rubric: RubricArgument,
    output: FolderOption = Path("sample_submissions"),
    slips: SlipsOption = 1,
    anew: AnewOption = False,
) -> int:
    """Write sample submissions: a perfect one, one with each likely slip, one half empty.

    Each is a filled-in template with an expected.yaml, made from the rubric's own values.
    """
    from grader.commands.sample import sample as command

    return command(rubric_file(rubric), output, slips, anew, terminal())


def preview(
    rubric: RubricArgument,
    submission: SubmissionArgument = None,
    output: PageOption = Path("preview.html"),
    student: StudentOption = None,
) -> int:
    """Write the page that a student will see, as one HTML file for any browser.

    Of a submission, or of a made-up student with a slip in each question and a blank.
    """
    from grader.commands.preview import preview as command

    return command(rubric_file(rubric), submission, output, terminal(), student)


def new(
    name: NameArgument,
    title: TitleOption = None,
    questions: QuestionsOption = None,
    answers: AnswersOption = None,
    solution: SolutionOption = False,
) -> int:
    """Write the skeleton of a rubric, with comments; it lints clean as it stands.

    What no option says is asked for in a terminal.
    """
    from grader.commands.new_rubric import new_rubric as command
    from grader.commands.new_rubric import wanted

    asked = wanted(name, title, questions, answers, solution)
    return command(name, asked, terminal())


def watch(rubrics: RubricsArgument = None, samples: SamplesOption = None) -> int:
    """Lint rubrics and mark their samples again at each save, until Ctrl-C."""
    from grader.commands.project import samples_here
    from grader.commands.watch import watch as command

    paths = [rubric_file(name) for name in rubrics] if rubrics else every_rubric()
    return command(paths, samples or samples_here(), terminal())


COMMANDS = (new, sample, preview, watch)
