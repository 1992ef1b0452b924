"""`grader report`: what a class did, as one page for those who teach it."""

from __future__ import annotations

from pathlib import Path

from grader.cohort import ClassReport, class_report, graded_class, write_figures
from grader.commands.terminal import Terminal
from grader.errors import UsageError
from grader.words import counted, listed


def report(
    out: Path,
    output: Path,
    other: Path | None,
    tables: Path | None,
    console: Terminal,
    shows_names: bool = False,
) -> int:
    """Write the page, and the tables where a folder for them is named.

    other: another graded class that stands beside it. shows_names: whether it may be told whose a
    submission is.
    """
    _refuse_without_pictures()
    from grader.cohort import page_of_class

    told, beside = _told(out, shows_names), None
    if other is not None:
        beside = (_told(other, shows_names).figures, _called(other, out))
    called = "" if other is None else _called(out, other)
    page = page_of_class(told.figures, told.naming, called, beside)
    _write(output, page)
    figures = told.figures
    console.print(
        f"{output}: {counted(figures.submissions, 'submission')},"
        f" {figures.graded} graded; open it in a browser",
        soft_wrap=True,
    )
    if tables is not None:
        written = write_figures(tables, figures, told.naming, beside and beside[0])
        console.print(f"{tables}: {listed([one.name for one in written])}", soft_wrap=True)
    return 0


def _told(folder: Path, shows_names: bool) -> ClassReport:
    found = class_report(graded_class(folder), shows_names)
    if not found.figures.graded:
        raise UsageError(
            f"nothing in {folder} was graded, so there is nothing to report; its marks.csv says why"
        )
    return found


def _called(folder: Path, other: Path) -> str:
    """What a class is called beside another one: its folder, with what is above it where both
    folders have one name."""
    own = folder.resolve()
    return own.name if own.name != other.resolve().name else f"{own.parent.name}/{own.name}"


def _write(output: Path, page: str) -> None:
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from None


def _refuse_without_pictures() -> None:
    """Say what is missing before a large class is read in vain."""
    try:
        import jinja2
        import matplotlib
    except ImportError:
        raise UsageError(
            "a report needs matplotlib and Jinja2: run bash setup.sh in the project's folder, or"
            " pip install 'stepgrader[report]'"
        ) from None
    del jinja2, matplotlib
