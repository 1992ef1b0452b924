"""Lists what a student handed in and opens it, without leaving the submission folder."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from grader import record
from grader.answers.advice import advice
from grader.errors import SubmissionError, UnreadableFileError

NAMES = ("answers.yaml", "answers.yml", "answers.json")
"""The template's own names: such a file is meant as one, whatever it holds."""
MAX_ENTRIES = 20_000
"""Names of files and folders that are looked at, the uppermost folders first."""
MAX_DEPTH = 12
DOCUMENTS = (".docx", ".odt", ".rtf", ".html", ".htm", ".typ", ".org", ".rst")
"""Sheets that a converter reads, where it is installed."""
SHEETS = (".md", ".markdown", ".tex", ".latex", ".ipynb", ".txt", ".text", ".pdf", *DOCUMENTS)
WITH_PICTURES = (".pdf", ".docx", ".odt", ".rtf", ".html", ".htm")
"""Sheets whose files may hold pictures, and so be large."""
MAX_SHEETS = 40
"""Sheets that are read of one submission; a homework has a few."""
MAX_ADVICE = 3
"""Kinds of files about which something is said; more than three sentences are not read."""
MAX_SHEET_BYTES = 20_000_000
START = 16
"""Bytes by which the kind of a file is known."""
_TOOLS = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages"})
"""Folders that programs make, beside those whose names begin with a dot."""


@record(frozen=True, slots=True, kw_only=True)
class AnswerFile:
    """The text of the template as filled in, and its name inside the submission."""

    name: str
    text: str


@record(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """The names of what a student handed in, uppermost first. is_cut: there are more of them."""

    root: str
    names: tuple[str, ...] = ()
    is_cut: bool = False

    def size(self, name: str) -> int:
        """Bytes of a file, told without reading it; 0 where it is gone."""
        try:
            return os.stat(os.path.join(self.root, name)).st_size
        except OSError:
            return 0

    def data(self, name: str, most: int) -> bytes:
        """The bytes of a file.

        Raises UnreadableFileError where it cannot be opened or holds more than `most`; its size is
        looked at first, so what is too large costs no memory.
        """
        if self.size(name) > most:
            raise too_large(name, most)
        path = os.path.realpath(os.path.join(self.root, name))
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with open(descriptor, "rb") as file:
                data = file.read(most + 1)
        except OSError:
            raise closed(name) from None
        if len(data) > most:
            raise too_large(name, most)
        return data

    def start(self, name: str) -> bytes:
        """The first bytes of a file, which tell its kind whatever its name; none if closed."""
        try:
            with open(os.path.join(self.root, name), "rb") as file:
                return file.read(START)
        except OSError:
            return b""


def handed_in(folder: Path, ignored: Collection[str] = ()) -> HandedIn:
    """The files of a submission folder; names in `ignored` do not count."""
    root = os.path.realpath(folder)
    names, is_cut = _file_names(root)
    names = [name for name in names if PurePosixPath(name).name not in ignored]
    return HandedIn(root=root, names=tuple(names), is_cut=is_cut)


def no_files() -> SubmissionError:
    """What to say of a submission that holds nothing."""
    return SubmissionError(
        "Your submission holds no files that can be read. Hand in one file named answers.yaml."
    )


def suffix(name: str) -> str:
    """The end of a file's name from its last dot on, in small letters."""
    return PurePosixPath(name).suffix.lower()


def listed(names: Collection[str]) -> str:
    """Five names at most and how many more there are, fit for a sentence."""
    some = [shown(name) for name in list(names)[:5]]
    more = len(names) - len(some)
    return ", ".join(some) + (f" and {more} more" if more else "")


def shown(name: str) -> str:
    """A file name that can be put into a sentence: printable and short, and else as it is."""
    clean = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return clean if len(clean) <= 80 else clean[:79] + "…"


def short(text: str, most: int = 60) -> str:
    """So many characters of a text at most, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def no_answers(handed: HandedIn) -> SubmissionError:
    """What to say of a submission in which nothing can hold answers, by what it holds."""
    told = dict.fromkeys(advice(name, handed.start(name)) for name in handed.names)
    return SubmissionError(
        f"No answers.yaml was found. Your submission holds {listed(handed.names)}."
        f" {' '.join([*told][:MAX_ADVICE])}"
    )


def closed(name: str) -> UnreadableFileError:
    """What to say of a file that cannot be opened."""
    return UnreadableFileError(f"Your file {shown(name)} could not be opened. Hand it in again.")


def too_large(name: str, most: int) -> UnreadableFileError:
    """What to say of a file that holds more than it may."""
    return UnreadableFileError(
        f"Your file {shown(name)} is larger than {most // 1_000_000} MB. Hand in the answers only."
    )


def _file_names(root: str) -> tuple[list[str], bool]:
    """The regular files below root, as paths relative to it, and whether there are more.

    Folders behind links are not entered, so no path can leave the root or run in a circle.
    """
    found: list[str] = []
    waiting = deque([("", 0)])
    seen = 0
    while waiting:
        folder, depth = waiting.popleft()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MAX_ENTRIES:
                        return in_order(found), True
                    name = os.path.join(folder, entry.name)
                    if is_hidden(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting += [(name, depth + 1)] if depth < MAX_DEPTH else []
                    elif _is_inside(root, name):
                        found.append(name)
        except OSError:
            continue
    return in_order(found), False


def is_hidden(name: str) -> bool:
    """Whether a file or a folder is one that systems and programs leave, by its name."""
    return name.startswith(".") or name in _TOOLS


def in_order(names: Collection[str]) -> list[str]:
    """Names of files, the uppermost first, in each folder by the alphabet."""
    return sorted(names, key=lambda name: (name.count("/"), name))


def _is_inside(root: str, name: str) -> bool:
    """Whether a name is a regular file whose real place is below root."""
    path = os.path.realpath(os.path.join(root, name))
    try:
        return path.startswith(root + os.sep) and stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False
