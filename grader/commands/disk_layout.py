"""What a path on a TA's disk holds: one submission, a file of one, or a folder of them.

A folder of submissions is told by the folders in it, not by what else lies there: Finder leaves a
.DS_Store, people a README.md, and neither makes thirty samples one submission.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from grader.answers import NAMES, SHEETS
from grader.errors import UsageError

EXPORT_INDEX = "submission_metadata.yml"
"""The file by which a folder is known that Gradescope exported."""
_READABLE = (".yaml", ".yml", ".json", *SHEETS)
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
    files, folders = _inside(path)
    if _is_of_submissions(files, folders, marker):
        yield from folders
    else:
        yield path


def _is_of_submissions(files: list[Path], folders: list[Path], marker: str) -> bool:
    names = [file.name.lower() for file in files]
    if not folders or EXPORT_INDEX in names:
        return bool(folders)
    if marker in names or set(names) & set(NAMES):
        return False
    known = sum(any(_holds(folder, name) for name in (marker, *NAMES)) for folder in folders)
    return known > 1 or not any(_is_sheet(name) for name in names)


def _holds(folder: Path, name: str) -> bool:
    """Whether a submission's folder holds a file, at its top or where a zip was unpacked in it."""
    return (folder / name).is_file() or any(folder.glob(f"*/{name}"))


def _is_sheet(name: str) -> bool:
    return name.endswith(SHEETS) and not name.startswith((".", *_ABOUT))


def _inside(path: Path) -> tuple[list[Path], list[Path]]:
    """The files and the folders in a folder, without what systems leave there."""
    try:
        inside = sorted(path.iterdir())
    except OSError as error:
        raise UsageError(f"{path} cannot be opened: {error.strerror}") from None
    folders = [p for p in inside if p.is_dir() and not p.name.startswith((".", *_CLUTTER))]
    return [p for p in inside if not p.is_dir()], folders


def _one_file(path: Path, marker: str) -> Path:
    suffix = path.suffix.lower()
    if path.name == marker:
        raise UsageError(f"{path} says what a sample must earn; name its folder, {path.parent}")
    if suffix in _READABLE:
        return path
    if suffix == ".zip" or (not suffix and zipfile.is_zipfile(path)):
        folder = path.with_suffix("")
        raise UsageError(
            f"{path} is a zip file: unpack it and name the folder that it makes (unzip {path} -d"
            f" {folder} && grader dry-run {folder})"
        )
    raise UsageError(
        f"{path} is a file that holds no answers; name a submission's folder, or one file of these"
        f" kinds: {', '.join(_READABLE)}"
    )
