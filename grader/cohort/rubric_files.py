"""A rubric with the files beside it that it needs, as bytes: it goes where the work is done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import grader
from grader.errors import UsageError
from grader.rubric import DECISIONS, decisions_path, handout_path, key_path


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFiles:
    """A rubric's file by its name, and as bytes what lies beside it: tables, its key, what was
    handed out, and what people decided.

    digest: tells them from every other. engine: tells the grader that they were read by.
    """

    name: str
    digest: str
    engine: str
    contents: Mapping[str, bytes] = field(compare=False)

    def unpacked(self, folder: Path) -> Path:
        """Write the files into a folder: the path of the rubric there."""
        for name, content in self.contents.items():
            (folder / name).write_bytes(content)
        return folder / self.name


def rubric_with_files(path: Path) -> RubricFiles:
    """A rubric on disk with what it needs. Raises UsageError where it cannot be read."""
    beside = (*sorted(path.parent.glob("*.csv")), key_path(path), handout_path(path))
    decided = decisions_path(path)
    try:
        contents = {one.name: one.read_bytes() for one in (path, *beside) if one.is_file()}
        if decided is not None:
            contents[f"{path.stem}.{DECISIONS}"] = decided.read_bytes()
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from None
    parts = (part for item in sorted(contents.items()) for part in item)
    return RubricFiles(
        name=path.name, digest=digest_of(parts), engine=engine_digest(), contents=contents
    )


def digest_of(parts: Iterable[str | bytes]) -> str:
    """One short text for many, each with its length, so that nothing can move between them."""
    made = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()[:32]


@cache
def engine_digest() -> str:
    """Tells this version of the grader from every other, also from an edited one."""
    root = Path(grader.__file__).parent
    sources = sorted(root.rglob("*.py"))
    parts = (part for one in sources for part in (str(one.relative_to(root)), one.read_bytes()))
    return digest_of((grader.__version__, *parts))
