"""What a path on a TA's disk holds: one submission, a file of one, or a folder of them.

A folder of submissions is told by the folders in it, not by what else lies there: Finder leaves a
.DS_Store, people a README.md, and neither makes thirty samples one submission.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.answers import NAMES, SHEETS
from grader.cohort.places import DiskPlace, Place
from grader.errors import UsageError

EXPORT_INDEX = "submission_metadata.yml"
"""The file by which a folder is known that Gradescope exported."""
READABLE = (".yaml", ".yml", ".json", *SHEETS)
_CLUTTER = ("__MACOSX", "__pycache__")
_ABOUT = ("readme", "license", "changelog", "contributing")
"""What names a file that is about a folder, whatever its format, and is no sheet of a student's."""


def submissions(path: Path, marker: str) -> Iterator[Path]:
    """The submissions that a path means, each a folder or a single file.

    A folder that holds `marker` or a template is one submission. Any other is a folder of
    submissions if it is an export, if templates or markers lie in two of its folders or more, or
    if it has folders and no sheet of its own. Raises UsageError for what can be none of these,
    with what it is and what to name in its place.
    """
    if path.is_file():
        yield _one_file(path, marker)
        return
    if not path.is_dir():
        raise UsageError(f"there is no folder {path}; name a submission's folder")
    folders = folders_of_submissions(DiskPlace(path=path), marker)
    if folders:
        yield from (path / folder for folder in folders)
    else:
        yield path


def folders_of_submissions(place: Place, marker: str) -> Sequence[str]:
    """The folders in a place that are a submission each; none where the place is one itself."""
    names = [file.lower() for file in place.files()]
    folders = [name for name in place.folders() if not name.startswith(_CLUTTER)]
    if not folders or EXPORT_INDEX in names:
        return folders
    if marker in names or set(names) & set(NAMES):
        return ()
    known = sum(_holds(place.inside(folder), (marker, *NAMES)) for folder in folders)
    return folders if known > 1 or not any(map(is_sheet, names)) else ()


def _holds(place: Place, wanted: Sequence[str]) -> bool:
    """Whether a submission's folder holds a file, at its top or where a zip was unpacked in it."""
    places = (place, *(place.inside(folder) for folder in place.folders()))
    return any(not set(wanted).isdisjoint(one.files()) for one in places)


def is_sheet(name: str) -> bool:
    """Whether a file by its name holds a student's work, and is not about a folder."""
    return name.endswith(SHEETS) and not name.startswith((".", *_ABOUT))


def _one_file(path: Path, marker: str) -> Path:
    suffix = path.suffix.lower()
    if path.name == marker:
        raise UsageError(f"{path} says what a sample must earn; name its folder, {path.parent}")
    if suffix in READABLE:
        return path
    if suffix == ".zip" or (not suffix and zipfile.is_zipfile(path)):
        folder = path.with_suffix("")
        raise UsageError(
            f"{path} is a zip file: unpack it and name the folder that it makes (unzip {path} -d"
            f" {folder} && grader dry-run {folder})"
        )
    raise UsageError(
        f"{path} is a file that holds no answers; name a submission's folder, or one file of these"
        f" kinds: {', '.join(READABLE)}"
    )
