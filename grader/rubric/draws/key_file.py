"""The secret key that a rubric's numbers are drawn with: `hw4.key`, beside `hw4.yaml`.

It holds the assignment's name as well, which is drawn with: the rubric's title may then be mended
without anybody's numbers changing.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from grader import record
from grader.errors import RubricError, UsageError
from grader.rubric.draws.students import Student
from grader.rubric.draws.urn import Urn

LEAST_DIGITS = 32
"""Hexadecimal digits of a key: 128 bits are out of reach for guessing."""
_TEXT = """\
# Every student's own numbers of {rubric} are drawn with this key. Keep it and show it to nobody:
# who has it can work out anybody's numbers. Another key makes other numbers.
assignment: {assignment}
key: {key}
"""


@record(frozen=True, slots=True, kw_only=True)
class Key:
    """The secret, and the name of the assignment that it is for. It is never printed."""

    secret: bytes
    assignment: str

    def __repr__(self) -> str:
        return f"Key(assignment={self.assignment!r})"

    def urn(self, student: Student, kind: str) -> Urn:
        """What a student's numbers are drawn from."""
        return Urn(key=self.secret, assignment=self.assignment, student=student.id(kind))


def key_path(rubric: Path) -> Path:
    """Where the key of a rubric lies."""
    return rubric.with_suffix(".key")


def read_key(rubric: Path) -> Key:
    """The key of a rubric. Raises RubricError where there is none, or none in its file."""
    path = key_path(rubric)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RubricError(
            f"{path}: there is no key to draw students' numbers with; make one with"
            f" grader handout {rubric} --new-key, or restore the one that was used"
        ) from None
    found = dict(re.findall(r"^(assignment|key):[ \t]*(.*?)[ \t]*\r?$", text, re.MULTILINE))
    key = found.get("key", "")
    if not re.fullmatch(r"(?:[0-9a-fA-F]{2})+", key) or len(key) < LEAST_DIGITS:
        raise RubricError(
            f"{path}: a line key: with {LEAST_DIGITS} hexadecimal digits or more belongs here;"
            " restore the file that was used"
        )
    return Key(secret=bytes.fromhex(key), assignment=found.get("assignment", ""))


def write_new_key(rubric: Path, title: str) -> Path:
    """Make a key for a rubric, for its owner's eyes alone. Raises UsageError where there is one."""
    path = key_path(rubric)
    assignment = " ".join(title.split())
    text = _TEXT.format(rubric=rubric.name, assignment=assignment, key=secrets.token_hex(32))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError(
            f"{path} is there already, and another key would give every student other numbers;"
            " remove it first if nothing was handed out yet"
        ) from None
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path
