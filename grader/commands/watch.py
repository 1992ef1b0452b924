"""`grader watch`: looks at rubrics and their samples again at each save."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from grader.commands.dry_run import dry_run
from grader.commands.lint import lint
from grader.commands.stories import Story, stories
from grader.commands.terminal import Terminal, literal
from grader.commands.which_rubric import rubric_file, rubric_meant
from grader.errors import GraderError

DEBOUNCE = 300
"""Milliseconds that the writing of a file may take: editors write, rename and touch at one save."""


def watch(rubrics: Sequence[Path], samples: Path | None, console: Terminal) -> int:
    """Look at the rubrics and the samples that name them, then again at each save, until Ctrl-C."""
    _look(rubrics, samples, console)
    console.print("Waiting for a save; Ctrl-C ends it.")
    for changed in _saves(rubrics, samples):
        touched = affected(rubrics, _stories(samples, console), changed)
        if touched:
            console.print()
            console.print(literal(f"{datetime.now():%H:%M:%S}", "bold"))
            _look(touched, samples, console)
    return 0


def affected(
    rubrics: Iterable[Path], found: Iterable[Story], changed: Collection[Path]
) -> list[Path]:
    """The rubrics that were saved, and those of samples of which something was saved."""
    saved = {_meant(path.resolve()) for path in changed}
    touched = {
        _rubric_of(story)
        for story in found
        if any(path.is_relative_to(story.path.resolve()) for path in saved)
    }
    return [one for one in rubrics if one.resolve() in saved | touched]


def _meant(saved: Path) -> Path:
    """A file that was saved; of decisions the rubric that they are about."""
    try:
        return rubric_meant(saved)
    except GraderError:
        return saved


def _look(rubrics: Sequence[Path], samples: Path | None, console: Terminal) -> None:
    """Lint the rubrics; where nothing is wrong, mark the samples that name one of them."""
    sound = [path for path in rubrics if lint([path], console) == 0]
    wanted = {path.resolve() for path in sound}
    own = [story for story in _stories(samples, console) if _rubric_of(story) in wanted]
    if own:
        try:
            dry_run(own, None, None, True, console)
        except GraderError as error:  # half an edit must not end the watch
            console.print(literal(str(error), "red"), soft_wrap=True)


def _rubric_of(story: Story) -> Path | None:
    try:
        return rubric_file(story.rubric).resolve()
    except GraderError:
        return None


def _stories(samples: Path | None, console: Terminal) -> list[Story]:
    """The samples as they stand; none where one of them cannot be read, which is told."""
    if samples is None:
        return []
    try:
        return stories([samples])
    except GraderError as error:
        console.print(literal(str(error), "red"), soft_wrap=True)
        return []


def _saves(rubrics: Sequence[Path], samples: Path | None) -> Iterator[set[Path]]:
    """The files that were saved, each time some were.

    Folders are watched and not files, for many editors put a new file in the place of the old one.
    """
    import watchfiles  # needed by this command alone

    folders = {path.resolve().parent for path in rubrics} | ({samples} if samples else set())
    for changes in watchfiles.watch(*folders, debounce=DEBOUNCE, raise_interrupt=False):
        yield {Path(path) for _, path in changes}
