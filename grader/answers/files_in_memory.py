"""A submission's files as bytes, so that it can be graded where its folder is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from grader import record
from grader.answers.files import MAX_SHEET_BYTES, START, HandedIn, closed, too_large
from grader.errors import UnreadableFileError


@record(frozen=True, slots=True, kw_only=True)
class FilesInMemory(HandedIn):
    """What a student handed in, with the bytes of every file that is not too large to be read.

    sizes: bytes of each file, also of those of which no more than the start is here.
    """

    root: str = ""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)

    def size(self, name: str) -> int:
        return self.sizes.get(name, 0)

    def data(self, name: str, most: int) -> bytes:
        if self.size(name) > most:
            raise too_large(name, most)
        content = self.contents.get(name)
        if content is None or len(content) < self.size(name):
            raise closed(name)
        return content

    def start(self, name: str) -> bytes:
        return self.contents.get(name, b"")[:START]


def in_memory(handed: HandedIn) -> FilesInMemory:
    """The same files as bytes: of what is too large to be read, the start alone."""
    contents = {}
    for name in handed.names:
        try:
            contents[name] = handed.data(name, MAX_SHEET_BYTES)
        except UnreadableFileError:
            contents[name] = handed.start(name)
    sizes = {name: handed.size(name) for name in handed.names}
    return FilesInMemory(names=handed.names, is_cut=handed.is_cut, contents=contents, sizes=sizes)
