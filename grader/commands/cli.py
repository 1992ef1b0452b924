"""The `grader` command: one short function per command, which parses, calls and prints."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from grader import __version__
from grader.commands.cli_class import COMMANDS as CLASS
from grader.commands.cli_handout import handout
from grader.commands.cli_options import RubricArgument, RubricOption, StudentOption
from grader.commands.cli_writing import COMMANDS as WRITING
from grader.commands.terminal import print_anything, terminal
from grader.commands.which_rubric import every_rubric, rubric_file
from grader.errors import GraderError, SubmissionError

app = typer.Typer(
    name="grader",
    help="Marks hand calculations step by step on Gradescope.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 all is well, 1 something was found wrong, 2 the call cannot be served.",
)

for command in (*CLASS, handout, *WRITING):
    app.command()(command)


def run() -> int:
    """Run the command line; every error of ours is a message, in one place."""
    print_anything()
    try:
        status = int(app(prog_name="grader", standalone_mode=False) or 0)
        sys.stdout.flush()
        return status
    except GraderError as error:
        details = error.details if isinstance(error, SubmissionError) else ()
        return _refused("\n".join([str(error), *details]))
    except BrokenPipeError:  # the reader has enough, as in `grader explain hw3 | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _refused(f"{error.filename or 'a file'}: {error.strerror or error}")
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return 130
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        error.show(file=sys.stderr)  # type: ignore[attr-defined]
        return 2


def _refused(message: str) -> int:
    terminal(stderr=True).print(f"grader: {message}", soft_wrap=True)
    return 2


def _version(wanted: bool) -> None:
    if wanted:
        print(f"grader {__version__}")
        raise typer.Exit()


@app.callback()
def grader(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Marks hand calculations step by step on Gradescope."""


@app.command("dry-run")
def dry_run(
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045 - read at run time, on Python 3.10 too
        typer.Argument(
            metavar="PATH",
            help="Submissions, or folders of them. Default: sample_submissions/.",
        ),
    ] = None,
    rubric: RubricOption = None,
    results: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            help="Write DIR/<submission>/results.json, just as Gradescope would get it.",
            metavar="DIR",
        ),
    ] = None,
    brief: Annotated[
        bool, typer.Option("--brief", "-b", help="Print one line per submission only.")
    ] = False,
    student: StudentOption = None,
) -> int:
    """Grade submissions here and print what students would get.

    A sample with an expected.yaml says what it must earn; a difference is shown, and the exit
    status is then 1.
    """
    from grader.commands.dry_run import dry_run as command
    from grader.commands.project import samples
    from grader.commands.stories import stories

    found = stories(paths or [samples()])
    return command(found, rubric, results, brief, terminal(), student)


@app.command()
def lint(
    rubrics: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="RUBRIC", help="Rubrics. Default: all in rubrics/."),
    ] = None,
    untested: Annotated[
        bool, typer.Option("--untested", help="Name the steps that no test speaks of, too.")
    ] = False,
) -> int:
    """Check rubrics: every mistake at once, with file, line and what would be right.

    The tests that a rubric holds are run.
    """
    from grader.commands.lint import lint as command

    paths = [rubric_file(name) for name in rubrics] if rubrics else every_rubric()
    return command(list(dict.fromkeys(paths)), terminal(), untested)


@app.command()
def explain(
    rubric: RubricArgument,
    question: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="QUESTION", help="One question, such as 2b. Default: all."),
    ] = None,
    slips: Annotated[
        bool, typer.Option("--slips", help="Also list the slips that will be recognised.")
    ] = False,
    as_python: Annotated[
        bool, typer.Option("--as-python", help="Print the rules as functions of a solver.")
    ] = False,
    worked: Annotated[
        bool, typer.Option("--worked", help="Print each rule, the numbers put in, the value.")
    ] = False,
    answers: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="SUBMISSION", help="With --worked: a student's own values."),
    ] = None,
    student: StudentOption = None,
) -> int:
    """Print the answer key: every parameter and step with its rule, value and points."""
    from grader.commands.explain import chosen
    from grader.commands.explain import explain as key
    from grader.commands.own_numbers_of import of_named
    from grader.commands.pythonise import solver_source
    from grader.commands.worked_key import worked_key
    from grader.rubric import load_assignment

    file = rubric_file(rubric)
    assignment = load_assignment(file)
    if student is not None:
        assignment = of_named(assignment, file, student).assignment
    if worked or answers:
        return worked_key(assignment, question, answers, terminal())
    if not as_python:
        return key(assignment, question, slips, terminal(), student or "")
    print("\n\n".join(map(solver_source, chosen(assignment, question))), end="")
    return 0


@app.command()
def template(rubric: RubricArgument) -> int:
    """Print the blank answers.yaml that students fill in."""
    from grader.commands.template import template as text
    from grader.rubric import load_assignment

    print(text(load_assignment(rubric_file(rubric))), end="")
    return 0


@app.command()
def read(
    sheets: Annotated[list[Path], typer.Argument(metavar="SHEET", help="A sheet, or several.")],
    rubric: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--rubric", "-r", help="The rubric whose steps are looked for."),
    ] = None,
    why: Annotated[
        bool,
        typer.Option("--why", help="For each statement the steps it may be about, and why."),
    ] = False,
    student: StudentOption = None,
) -> int:
    """Print what is read from a sheet (.md, .tex, .ipynb, .txt, .pdf, .docx and others), without
    marking it."""
    from grader.commands.own_numbers_of import of_named
    from grader.commands.read import read as command
    from grader.rubric import load_assignment

    file = rubric_file(rubric)
    assignment = load_assignment(file)
    if student is not None:
        assignment = of_named(assignment, file, student).assignment
    return command(sheets, assignment, terminal(), why=why)


@app.command()
def bundle(
    rubric: RubricArgument,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The zip to write.", metavar="FILE")
    ] = Path("autograder.zip"),
    without_pandoc: Annotated[
        bool,
        typer.Option(
            "--without-pandoc",
            help="Leave out what reads .docx, .odt, .rtf, .html, .typ, .org and .rst (155 MB).",
        ),
    ] = False,
) -> int:
    """Make the zip to upload to Gradescope; a rubric that does not lint is refused."""
    from grader.commands.bundle import refuse_without_key, write_bundle
    from grader.commands.lint import lint as check

    path = rubric_file(rubric)
    if check([path], terminal()) != 0:
        raise GraderError(f"{path} was not bundled: mend it first")
    refuse_without_key(path)
    count = write_bundle(path, output, pandoc=not without_pandoc)
    terminal().print(
        f"{output}: {count} files; upload it under Configure Autograder", soft_wrap=True
    )
    return 0


@app.command()
def functions(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="NAME", help="One function, such as softmax. Default: all."),
    ] = None,
) -> int:
    """Print the functions that a formula may use: arguments, shapes, other names."""
    from grader.commands.functions import functions as text

    print(text(name))
    return 0


@app.command()
def schema(
    overrides: Annotated[
        bool, typer.Option("--overrides", help="That of the decisions beside a rubric.")
    ] = False,
) -> int:
    """Print the JSON Schema of rubrics, which editors use to complete and check them."""
    from grader.rubric import decisions_schema, json_schema

    made = decisions_schema() if overrides else json_schema()
    print(json.dumps(made, indent=2, ensure_ascii=False))
    return 0


@app.command()
def autograde(
    check: Annotated[bool, typer.Option("--check", help="Only load the rubrics.")] = False,
) -> int:
    """Grade the submission under AUTOGRADER_ROOT: what run_autograder calls on Gradescope."""
    from grader.gradescope import main

    return main(["--check"] if check else [])
