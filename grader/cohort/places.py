"""Where a class's submissions lie: a folder, or a zip that is read without being unpacked."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from grader import record
from grader.answers import (
    MAX_SHEET_BYTES,
    FilesInMemory,
    HandedIn,
    handed_in,
    in_memory,
    in_order,
    is_hidden,
)
from grader.errors import UsageError


class Place(Protocol):
    """A folder, on disk or in a zip, as far as a class needs one."""

    @property
    def name(self) -> str: ...

    def files(self) -> Sequence[str]:
        """The names of the files right in it, sorted."""

    def folders(self) -> Sequence[str]:
        """The names of the folders right in it, sorted."""

    def inside(self, folder: str) -> Place:
        """One of its folders."""

    def text(self, file: str) -> str:
        """The text of one of its files, "" where there is none that can be read."""

    def one(self, file: str) -> FilesInMemory:
        """One of its files as a submission."""

    def all(self, ignored: Sequence[str] = ()) -> FilesInMemory:
        """All that lies in it and below as a submission, but for files of the names `ignored`."""


@record(frozen=True, slots=True, kw_only=True)
class DiskPlace:
    """A folder on disk."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.resolve().name

    def files(self) -> Sequence[str]:
        return sorted(p.name for p in self._inside() if not p.is_dir())

    def folders(self) -> Sequence[str]:
        return sorted(p.name for p in self._inside() if p.is_dir() and not is_hidden(p.name))

    def inside(self, folder: str) -> DiskPlace:
        return DiskPlace(path=self.path / folder)

    def text(self, file: str) -> str:
        try:
            return (self.path / file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def one(self, file: str) -> FilesInMemory:
        return in_memory(HandedIn(root=str(self.path), names=(file,)))

    def all(self, ignored: Sequence[str] = ()) -> FilesInMemory:
        return in_memory(handed_in(self.path, ignored))

    def _inside(self) -> list[Path]:
        try:
            return list(self.path.iterdir())
        except OSError as error:
            raise UsageError(f"{self.path} cannot be opened: {error.strerror}") from None


@record(frozen=True, slots=True, kw_only=True)
class ZipPlace:
    """A folder in a zip file; `prefix` ends in a slash where it is not the uppermost."""

    archive: zipfile.ZipFile
    names: Sequence[str]
    prefix: str = ""

    @property
    def name(self) -> str:
        return PurePosixPath(self.prefix or Path(self.archive.filename or "zip").stem).name

    def files(self) -> Sequence[str]:
        return sorted(name for name in self._below() if "/" not in name)

    def folders(self) -> Sequence[str]:
        return sorted({name.partition("/")[0] for name in self._below() if "/" in name})

    def inside(self, folder: str) -> ZipPlace:
        prefix = f"{self.prefix}{folder}/"
        names = [name for name in self.names if name.startswith(prefix)]
        return ZipPlace(archive=self.archive, names=names, prefix=prefix)

    def text(self, file: str) -> str:
        if self.prefix + file not in self.names:
            return ""
        try:
            return self.archive.read(self.prefix + file).decode("utf-8")
        except (OSError, RuntimeError, zipfile.BadZipFile, UnicodeDecodeError):
            return ""

    def one(self, file: str) -> FilesInMemory:
        return self._loaded([file])

    def all(self, ignored: Sequence[str] = ()) -> FilesInMemory:
        names = [name for name in self._below() if PurePosixPath(name).name not in ignored]
        return self._loaded(in_order(names))

    def _below(self) -> list[str]:
        return [name[len(self.prefix) :] for name in self.names]

    def _loaded(self, names: Sequence[str]) -> FilesInMemory:
        contents = {name: self._start(self.prefix + name) for name in names}
        sizes = {name: self.archive.getinfo(self.prefix + name).file_size for name in names}
        return FilesInMemory(names=tuple(names), contents=contents, sizes=sizes)

    def _start(self, name: str) -> bytes:
        """The bytes of a member, no more than may be read; none of one that is locked or broken."""
        try:
            with self.archive.open(name) as file:
                return file.read(MAX_SHEET_BYTES)
        except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
            return b""


def zip_place(archive: zipfile.ZipFile) -> ZipPlace:
    """The uppermost folder of a zip, without folders, links and what systems leave there."""
    names = (
        info.filename
        for info in archive.infolist()
        if not info.is_dir()
        and not stat.S_ISLNK(info.external_attr >> 16)
        and not any(is_hidden(part) for part in info.filename.split("/"))
    )
    return ZipPlace(archive=archive, names=list(dict.fromkeys(names)))
