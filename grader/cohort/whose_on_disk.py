"""Whose a submission is, and when it was handed in, by the metadata that the platform left there.

An export of a class has one index for all of it, `submission_metadata.yml`, with what the
autograder said of every submission; on the platform itself each has a `submission_metadata.json`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from grader import record, yamltree
from grader.cohort.disk_layout import EXPORT_INDEX
from grader.cohort.places import DiskPlace, Place
from grader.gradescope import METADATA, submitters_of
from grader.rubric import Student

METADATA_NAMES = (METADATA, EXPORT_INDEX)


@record(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an index says of one submission; `submitted` is the time as it stands there."""

    students: tuple[Student, ...] = ()
    submitted: str = ""


def submitters_on_disk(path: Path) -> tuple[Student, ...]:
    """Who handed in a submission: by the index of an export or the platform's file beside its
    folder, else by one in it; nobody where there is none."""
    folder = path if path.is_dir() else path.parent
    name = folder.resolve().name
    for place in (folder.parent, folder):  # what a student handed in may call itself metadata too
        index = export_index(DiskPlace(path=place))
        own = index.get(name) or index.get("")
        found = own.students if own else ()
        found = found or of_metadata(DiskPlace(path=place))
        if found:
            return found
    return ()


def of_metadata(place: Place) -> tuple[Student, ...]:
    """Who handed in what lies in a place, by the platform's own file in it."""
    return submitters_of(place.text(METADATA))


def export_index(place: Place) -> Mapping[str, Entry]:
    """What the index in a place says, by the name of the submission's folder.

    "" stands for an index that is of one submission alone.
    """
    text = place.text(EXPORT_INDEX)
    root = yamltree.yaml_tree(_without_results(text)).root if text else None
    if not isinstance(root, yamltree.Mapping):
        return {}
    alone = _read(root)
    if alone.students:
        return {"": alone}
    return {key.text.lstrip(":"): _read(value) for key, value in root.entries}


_LONG = re.compile(r" +:?(results|history|autograder_results|previous_submissions):")


def _without_results(text: str) -> str:
    """An index without what the autograder said, which is nearly all of it and often megabytes."""
    kept, skipped = [], None
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if skipped is not None and (indent > skipped or not line.strip() or line[indent] == "-"):
            continue
        skipped = indent if _LONG.match(line) else None
        if skipped is None:
            kept.append(line)
    return "\n".join(kept)


def _read(entry: yamltree.Node | None) -> Entry:
    listed = _value(entry, "submitters") or _value(entry, "users")
    items = listed.items if isinstance(listed, yamltree.Sequence) else ()
    students = (
        Student(**{key: _text(_value(one, key)) for key in ("email", "sid", "name")})
        for one in items
    )
    return Entry(
        students=tuple(student for student in students if student.called),
        submitted=_text(_value(entry, "created_at")),
    )


def _value(node: yamltree.Node | None, key: str) -> yamltree.Node | None:
    """The value of a key, which Ruby writes with a colon before it."""
    entries = node.entries if isinstance(node, yamltree.Mapping) else ()
    return next((value for name, value in entries if name.text.lstrip(":") == key), None)


def _text(node: yamltree.Node | None) -> str:
    is_text = isinstance(node, yamltree.Scalar) and not node.is_blank
    return node.text if is_text and isinstance(node, yamltree.Scalar) else ""
