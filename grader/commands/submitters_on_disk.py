"""Whose a submission on a TA's disk is, by the metadata that the platform left there."""

from __future__ import annotations

from pathlib import Path

from grader import yamltree
from grader.commands.disk_layout import EXPORT_INDEX
from grader.gradescope import METADATA, submitters
from grader.rubric import Student

METADATA_NAMES = (METADATA, EXPORT_INDEX)


def submitters_on_disk(path: Path) -> tuple[Student, ...]:
    """Who handed in a submission: by the index of an export or the platform's file beside its
    folder, else by one in it; nobody where there is none."""
    folder = path if path.is_dir() else path.parent
    name = folder.resolve().name
    for place in (folder.parent, folder):  # what a student handed in may call itself metadata too
        found = _of_index(place / EXPORT_INDEX, name) or submitters(place / METADATA)
        if found:
            return found
    return ()


def _of_index(index: Path, name: str) -> tuple[Student, ...]:
    """Who handed in one folder of an export, by its submission_metadata.yml."""
    try:
        root = yamltree.yaml_tree(index.read_text(encoding="utf-8")).root
    except (OSError, UnicodeDecodeError):
        return ()
    entry = _entry(root, name) or root
    listed = _entry(entry, "submitters") or _entry(entry, "users")
    items = listed.items if isinstance(listed, yamltree.Sequence) else ()
    students = (
        Student(**{key: _text(_entry(one, key)) for key in ("email", "sid", "name")})
        for one in items
    )
    return tuple(student for student in students if student.called)


def _entry(node: yamltree.Node | None, key: str) -> yamltree.Node | None:
    """The value of a key, which Ruby writes with a colon before it."""
    entries = node.entries if isinstance(node, yamltree.Mapping) else ()
    return next((value for name, value in entries if name.text.lstrip(":") == key), None)


def _text(node: yamltree.Node | None) -> str:
    is_text = isinstance(node, yamltree.Scalar) and not node.is_blank
    return node.text if is_text and isinstance(node, yamltree.Scalar) else ""
