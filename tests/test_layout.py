"""What a path holds: one submission, a file of one, or a folder of submissions."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from grader.cohort import submissions
from grader.errors import UsageError

ANSWERS = "1b:\n  loss: 3.3\n"


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ANSWERS)


def found(root: Path, path: Path | None = None) -> list[str]:
    return [p.relative_to(root).as_posix() for p in submissions(path or root, "expected.yaml")]


TWO = ("ana/answers.yaml", "ben/answers.yaml")
LAYOUTS = [
    (TWO, ["ana", "ben"]),
    ((*TWO, ".DS_Store"), ["ana", "ben"]),
    ((*TWO, "README.md"), ["ana", "ben"]),
    ((*TWO, "notes.txt"), ["ana", "ben"]),
    ((*TWO, "grades.csv", "homework.pdf", "Makefile"), ["ana", "ben"]),
    ((*TWO, "__MACOSX/._ana", ".git/config", ".ipynb_checkpoints/a"), ["ana", "ben"]),
    ((*TWO, "submission_metadata.yml", "hw3.md"), ["ana", "ben"]),
    (("ana/hw3.md", "ben/hw3.tex", "README.md"), ["ana", "ben"]),
    (("ana/hw3.md", "ben/hw3.tex", "submission_metadata.yml"), ["ana", "ben"]),
    (("ana/expected.yaml", "ben/answers.json", "todo.txt"), ["ana", "ben"]),
    (("ana/hw3/answers.yaml", "ben/hw3/answers.yaml", "todo.txt"), ["ana", "ben"]),
    (("ana/answers.yaml", "README.md"), ["ana"]),
    (("ana/answers.yaml",), ["ana"]),
    (("answers.yaml",), ["."]),
    (("answers.yaml", ".DS_Store", "__MACOSX/._answers.yaml"), ["."]),
    (("answers.yaml", "old/answers.yaml", "older/answers.yaml"), ["."]),
    (("ANSWERS.YML", "figures/a.png"), ["."]),
    (("expected.yaml", "hw3/answers.yaml", "hw3/work.md"), ["."]),
    (("hw3.tex", "figures/plot.png", "sections/one.tex"), ["."]),
    (("hw3.md", "attached/answers.yaml"), ["."]),
    (("photo.png",), ["."]),
    ((), ["."]),
]


@pytest.mark.parametrize("names, expected", LAYOUTS, ids=lambda v: " ".join(v)[:40])
def test_a_folder_is_understood_by_what_lies_in_its_folders(
    tmp_path: Path, names: tuple[str, ...], expected: list[str]
) -> None:
    put(tmp_path, *names)
    assert found(tmp_path) == expected


@pytest.mark.parametrize("name", ["answers.yaml", "a.json", "hw3.MD", "w.pdf"])
def test_a_file_that_can_hold_answers_is_a_submission(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert found(tmp_path, tmp_path / name) == [name]


REFUSED = [
    ("x.zip", "{path} is a zip file: unpack it and name the folder that it makes (unzip {path} -d"
     " {stem} && grader dry-run {stem})"),
    ("x", "{path} is a zip file: unpack it"),
    ("x.png", "{path} is a file that holds no answers; name a submission's folder, or one file of"
     " these kinds: .yaml, .yml, .json, .md"),
    ("expected.yaml", "{path} says what a sample must earn; name its folder, {folder}"),
    ("nowhere", "there is no folder {path}; name a submission's folder"),
]  # fmt: skip


@pytest.mark.parametrize("name, message", REFUSED, ids=lambda v: v[:12])
def test_what_is_no_submission_is_told_for_what_it_is(
    tmp_path: Path, name: str, message: str
) -> None:
    path = tmp_path / name
    if name in ("x.zip", "x"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("ana/answers.yaml", ANSWERS)
    elif name != "nowhere":
        path.write_text("x")
    with pytest.raises(UsageError) as refused:
        list(submissions(path, "expected.yaml"))
    wanted = message.format(path=path, stem=path.with_suffix(""), folder=tmp_path)
    assert str(refused.value).startswith(wanted)
