"""A small class as platforms hand it over: an export's folder, with an index that Ruby wrote."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from tests.project import SAMPLES

INDEX_ENTRY = """\
{folder}:
  :submitters:
{people}  :created_at: 2026-02-0{day} 10:00:00.000000000 Z
  :score: 3.0
  :status: processed
  :results:
    :tests:
    - :name: 'an earlier run: its text may say anything, submission_9:'
      :output: |
        :submitters:
        - :name: Nobody
    - :score: 1
  :history:
  - :id: 12
    :created_at: 2026-01-01
"""
PERSON = "  - :name: {name}\n    :sid: '{sid}'\n    :email: {email}\n"
CLASS = {
    "submission_1": ("perfect", ["Ada Lovelace"]),
    "submission_2": ("one_slip", ["Alan Turing", "Emmy Noether"]),
    "submission_3": ("unreadable", ["Carl Gauss"]),
    "submission_4": ("sheet_markdown", ["Sofia Kowalewskaja"]),
    "submission_5": ("empty", ["Leonhard Euler"]),
}
"""Folder -> the sample that was handed in, and by whom."""


def email(name: str) -> str:
    return f"{name.split()[0].lower()}@x.org"


def export(root: Path) -> Path:
    """The class as an export's folder."""
    folder = root / "assignment_77_export"
    index = "---\n"
    for day, (name, (sample, people)) in enumerate(CLASS.items(), start=1):
        (folder / name).mkdir(parents=True)
        for file in (SAMPLES / sample).iterdir():
            if file.name != "expected.yaml":
                shutil.copyfile(file, folder / name / file.name)
        listed = "".join(PERSON.format(name=one, sid=100 + day, email=email(one)) for one in people)
        index += INDEX_ENTRY.format(folder=name, people=listed, day=day)
    (folder / "submission_metadata.yml").write_text(index, encoding="utf-8")
    return folder


def zipped(folder: Path) -> Path:
    """A folder as the platform zips it: within a folder of its own name."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder.parent))
    return path
