"""Finds the answer file in what a student handed in, without leaving the submission folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.answers.advice import advice
from grader.errors import SubmissionError, UnreadableFileError

NAMES = ("answers.yaml", "answers.yml", "answers.json")
MAX_FILES = 1_000
MAX_DEPTH = 12
SHEETS = (".md", ".markdown", ".tex", ".latex", ".ipynb", ".txt", ".text", ".pdf")
MAX_ADVICE = 3
"""Kinds of files about which something is said; more than three sentences are not read."""
MAX_BYTES = 1_000_000
MAX_SHEET_BYTES = 20_000_000
_CLUTTER = ("__MACOSX", ".git", ".DS_Store")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFile:
    """The text of the template as filled in, and its name inside the submission."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What a student handed in: the filled-in template, if there is one, and sheets to read."""

    root: str
    template: AnswerFile | None = None
    sheets: tuple[str, ...] = ()

    def sheet_data(self, name: str) -> bytes:
        """The bytes of a sheet. Raises UnreadableFileError where it cannot be opened."""
        return _data(self.root, name, MAX_SHEET_BYTES)


def handed_in(folder: Path, ignored: Collection[str] = ()) -> HandedIn:
    """The files of a submission folder that hold answers; names in `ignored` do not count.

    Raises SubmissionError, a message for the student, where there are none or more than one
    filled-in template, or where it is too large or not text (UnreadableFileError then).
    """
    root = os.path.realpath(folder)
    names = [name for name in _file_names(root) if PurePosixPath(name).name not in ignored]
    found = [name for name in names if PurePosixPath(name).name.lower() in NAMES]
    sheets = tuple(n for n in names if PurePosixPath(n).suffix.lower() in SHEETS)
    if len(found) > 1:
        raise SubmissionError(
            f"Your submission holds {len(found)} answer files ({_listed(found)}), and it is not"
            " clear which one counts. Hand in one only."
        )
    if found:
        template = AnswerFile(name=found[0], text=_text(root, found[0]))
        return HandedIn(root=root, template=template, sheets=sheets)
    misnamed = any(PurePosixPath(n).name.lower().startswith(NAMES) for n in names)
    if sheets and not misnamed:
        return HandedIn(root=root, sheets=sheets)
    if not names:
        raise SubmissionError(
            "Your submission holds no files that can be read. Hand in one file named answers.yaml."
        )
    told = dict.fromkeys(advice(name, _start(root, name)) for name in names)
    raise SubmissionError(
        f"No answers.yaml was found. Your submission holds {_listed(names)}."
        f" {' '.join([*told][:MAX_ADVICE])}"
    )


def _file_names(root: str) -> list[str]:
    """The regular files below root, as paths relative to it; links that lead outside are left out.

    Folders behind links are not entered, so no path can leave the root or run in a circle.
    """
    found: list[str] = []
    waiting = [("", 0)]
    seen = 0
    while waiting:
        folder, depth = waiting.pop()
        try:
            entries = sorted(os.scandir(os.path.join(root, folder)), key=lambda e: e.name)
        except OSError:
            continue
        seen += len(entries)
        if seen > MAX_FILES:
            raise SubmissionError(
                f"Your submission holds more than {MAX_FILES:,} files. Hand in answers.yaml alone."
            )
        for entry in entries:
            name = os.path.join(folder, entry.name)
            if entry.name in _CLUTTER or entry.name.startswith("._"):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < MAX_DEPTH:
                    waiting.append((name, depth + 1))
            elif _is_inside(root, name):
                found.append(name)
    return sorted(found, key=lambda name: (name.count("/"), name))


def _is_inside(root: str, name: str) -> bool:
    """Whether a name is a regular file whose real place is below root."""
    path = os.path.realpath(os.path.join(root, name))
    try:
        return path.startswith(root + os.sep) and stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _start(root: str, name: str) -> bytes:
    """The first bytes of a file, by which its kind is known whatever its name; none if closed."""
    try:
        with open(os.path.join(root, name), "rb") as file:
            return file.read(16)
    except OSError:
        return b""


def _text(root: str, name: str) -> str:
    return _decoded(_data(root, name, MAX_BYTES), name)


def _data(root: str, name: str, most: int) -> bytes:
    path = os.path.realpath(os.path.join(root, name))
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            data = file.read(most + 1)
    except OSError:
        raise UnreadableFileError(
            f"Your file {_shown(name)} could not be opened. Hand it in again."
        ) from None
    if len(data) > most:
        raise UnreadableFileError(
            f"Your file {_shown(name)} is larger than {most // 1_000_000} MB."
            " Hand in the answers only."
        )
    return data


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFileError(
            f"Your file {_shown(name)} is not plain text (UTF-8). Save it from a text editor,"
            " not as a word processor's document, and hand it in again."
        ) from None


def _listed(names: list[str]) -> str:
    shown = [_shown(name) for name in names[:5]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _shown(name: str) -> str:
    """A file name that can be put into a sentence: printable and short, and else as it is."""
    clean = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return clean if len(clean) <= 80 else clean[:79] + "…"
