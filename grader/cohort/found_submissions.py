"""The submissions of a class: the platform's export as it is, a folder of folders, or of files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader import record
from grader.answers import NAMES, FilesInMemory
from grader.cohort.disk_layout import (
    EXPORT_INDEX,
    READABLE,
    folders_of_submissions,
    is_sheet,
)
from grader.cohort.places import DiskPlace, Place, zip_place
from grader.cohort.whose_on_disk import METADATA_NAMES, Entry, export_index, of_metadata
from grader.errors import UsageError
from grader.rubric import Student

EXPECTED = "expected.yaml"
"""What a sample says of itself, which is no part of what was handed in."""
IGNORED = (EXPECTED, *METADATA_NAMES)
NO_ENTRY = Entry()


@record(frozen=True, slots=True, kw_only=True)
class Submission:
    """One submission of a class: what it is called, whose it is, and where its files lie.

    file: the one file that it is; None where it is all of the place. ignored: names of files that
    no student handed in; none in an export, which holds nothing else.
    """

    name: str
    place: Place
    file: str | None = None
    students: tuple[Student, ...] = ()
    submitted: str = ""
    ignored: tuple[str, ...] = IGNORED

    def files(self) -> FilesInMemory:
        """What was handed in, read now."""
        return self.place.all(self.ignored) if self.file is None else self.place.one(self.file)


@contextmanager
def submissions_of(path: Path) -> Iterator[Sequence[Submission]]:
    """The submissions of a class in a folder or a zip, which stays open meanwhile.

    Raises UsageError where there is nothing, or nothing that could be a submission.
    """
    if path.is_dir():
        yield _found(DiskPlace(path=path), path)
    elif path.is_file() and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield _found(zip_place(archive), path)
    elif path.is_file() and path.suffix.lower() in READABLE:
        place = DiskPlace(path=path.parent)
        yield [Submission(name=path.name, place=place, file=path.name)]
    else:
        what = "a file that holds no submissions" if path.exists() else "not there"
        raise UsageError(
            f"{path} is {what}; name the platform's export (a folder or the .zip as it was"
            " downloaded), a folder of submissions, or a folder of files"
        )


def _found(place: Place, path: Path) -> Sequence[Submission]:
    place = _without_wrapping(place)
    index = export_index(place)
    listed = {name for name in index if name}  # a folder without files is in no zip
    folders = sorted({*folders_of_submissions(place, EXPECTED), *listed})
    files = [file for file in place.files() if is_submission(file)]
    if folders:
        found = [_of_folder(place.inside(folder), index.get(folder)) for folder in folders]
    elif _is_one(place):
        found = [_of_folder(place, index.get(place.name) or index.get(""))]
    else:
        found = [Submission(name=file, place=place, file=file) for file in files]
    if not found:
        raise UsageError(f"{path} holds no submission: neither folders nor files with answers")
    return found


def _of_folder(place: Place, entry: Entry | None) -> Submission:
    entry = entry or NO_ENTRY
    students = entry.students or of_metadata(place)
    return Submission(
        name=place.name,
        place=place,
        students=students,
        submitted=entry.submitted,
        ignored=() if entry is not NO_ENTRY else IGNORED,
    )


def _without_wrapping(place: Place) -> Place:
    """The folder in which the submissions lie: zips and exports often have one around all."""
    folders = place.folders()
    is_wrapped = len(folders) == 1 and not any(map(is_submission, place.files()))
    if not is_wrapped or EXPORT_INDEX in place.files():
        return place
    inner = place.inside(folders[0])
    holds_submissions = EXPORT_INDEX in inner.files() or folders_of_submissions(inner, EXPECTED)
    return inner if holds_submissions else place


def _is_one(place: Place) -> bool:
    """Whether a place without folders of submissions is one submission, and not a file each."""
    names = {file.lower() for file in place.files()}
    return bool(place.folders()) or not names.isdisjoint((*NAMES, EXPECTED))


def is_submission(file: str) -> bool:
    """Whether a file by its name may hold a student's answers."""
    name = file.lower()
    return is_sheet(name) or (name.endswith(READABLE) and name not in IGNORED)


def by_name(submissions: Sequence[Submission]) -> Mapping[str, Submission]:
    """Submissions by what they are called."""
    return {one.name: one for one in submissions}
