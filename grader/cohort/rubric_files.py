"""A rubric with the files beside it that it needs, as bytes: it goes where the work is done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

import grader
from grader import record
from grader.errors import UsageError
from grader.rubric import DECISIONS, decisions_path, handout_path, key_path


@record(frozen=True, slots=True, kw_only=True)
class RubricFiles:
    """A rubric's file by its name, and as bytes what lies beside it: tables, its key, what was
    handed out, and what people decided.

    digest: tells them from every other. undecided: tells them without the decisions, which are
    about some students only. engine: tells the grader that they were read by.
    """

    name: str
    digest: str
    undecided: str
    engine: str
    contents: Mapping[str, bytes] = field(compare=False)

    @property
    def decisions(self) -> str:
        """The text of what people decided; "" where nobody has decided anything."""
        return self.contents.get(decisions_name(self.name), b"").decode("utf-8", "replace")

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
            contents[decisions_name(path.name)] = decided.read_bytes()
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from None
    others = {name: data for name, data in contents.items() if name != decisions_name(path.name)}
    return RubricFiles(
        name=path.name,
        digest=_digest_of_files(contents),
        undecided=_digest_of_files(others),
        engine=engine_digest(),
        contents=contents,
    )


def decisions_name(rubric: str) -> str:
    """What the decisions of a rubric's file are called where they travel with it."""
    return f"{Path(rubric).stem}.{DECISIONS}"


def _digest_of_files(contents: Mapping[str, bytes]) -> str:
    return digest_of(part for item in sorted(contents.items()) for part in item)


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
