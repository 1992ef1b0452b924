"""A class is found in whatever a platform, a course or a person hands over."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from grader.answers import MAX_SHEET_BYTES, handed_in
from grader.cohort import submissions_of
from grader.errors import UsageError
from tests.cohort.a_class import CLASS, email, export, zipped


def names(path: Path) -> list[str]:
    with submissions_of(path) as found:
        return [one.name for one in found]


def put(root: Path, *files: str) -> Path:
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1b:\n  loss: 3.3\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("is_zipped", [False, True])
def test_an_export_says_who_handed_in_what_and_when(tmp_path: Path, is_zipped: bool) -> None:
    folder = export(tmp_path)
    with submissions_of(zipped(folder) if is_zipped else folder) as found:
        assert [one.name for one in found] == list(CLASS)
        for day, one in enumerate(found, start=1):
            assert [(s.name, s.email) for s in one.students] == [
                (name, email(name)) for name in CLASS[one.name][1]
            ]
            assert one.submitted.startswith(f"2026-02-0{day} 10:00")
            assert one.files().names == handed_in(folder / one.name).names


@pytest.mark.parametrize("is_zipped", [False, True])
def test_files_are_the_same_in_a_zip_and_on_disk(tmp_path: Path, is_zipped: bool) -> None:
    put(tmp_path / "c", "ana/hw/answers.yaml", "ana/z.md", "ana/.git/config", "ben/__MACOSX/x.md")
    (tmp_path / "c" / "ben" / "big.pdf").write_bytes(b"%PDF-1.7 " + bytes(MAX_SHEET_BYTES))
    path = tmp_path / "c"
    if is_zipped:
        path = tmp_path / "c.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in (tmp_path / "c").rglob("*"):
                archive.write(file, file.relative_to(tmp_path))
    with submissions_of(path) as found:
        ana, ben = (one.files() for one in found)
    assert ana.names == ("z.md", "hw/answers.yaml")
    assert ana.data("hw/answers.yaml", 100).startswith(b"1b:")
    assert ben.names == ("big.pdf",)
    assert ben.size("big.pdf") == MAX_SHEET_BYTES + 9
    assert ben.start("big.pdf") == b"%PDF-1.7 " + bytes(7)


@pytest.mark.parametrize(
    "files, expected",
    [
        (["ana.md", "ben.tex", "notes.csv"], ["ana.md", "ben.tex"]),
        (["ana_answers.yaml", "ben_answers.json"], ["ana_answers.yaml", "ben_answers.json"]),
        (["answers.yaml", "work.md"], ["class"]),
        (["ana/answers.yaml", "ben/hw.md"], ["ana", "ben"]),
        (["outer/ana/answers.yaml", "outer/ben/answers.yaml"], ["ana", "ben"]),
        (["ana/answers.yaml"], ["ana"]),
    ],
)
def test_folders_and_files_are_told_apart(
    tmp_path: Path, files: list[str], expected: list[str]
) -> None:
    assert names(put(tmp_path / "class", *files)) == expected


def test_one_file_is_a_class_of_one(tmp_path: Path) -> None:
    assert names(put(tmp_path, "ana.md") / "ana.md") == ["ana.md"]


@pytest.mark.parametrize(
    "path, words", [("gone", "gone is not there"), ("a.png", "a.png is a file that holds no")]
)
def test_what_holds_no_submissions_is_told(tmp_path: Path, path: str, words: str) -> None:
    put(tmp_path, "a.png")
    with pytest.raises(UsageError, match=words):
        names(tmp_path / path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no submission"):
        names(tmp_path)


def test_a_locked_or_broken_member_costs_itself(tmp_path: Path) -> None:
    path = zipped(put(tmp_path / "c", "ana/answers.yaml", "ben/answers.yaml"))
    data = bytearray(path.read_bytes())
    place = data.index(b"1b:")
    data[place : place + 3] = b"xxx"  # its checksum is wrong now
    path.write_bytes(bytes(data))
    with submissions_of(path) as found:
        ana, ben = (one.files() for one in found)
    assert (ana.contents["answers.yaml"], ana.size("answers.yaml")) == (b"", 16)
    assert ben.data("answers.yaml", 100).startswith(b"1b:")
